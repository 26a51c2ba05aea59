"""What is wrong with a question set, as ``quiz check`` says it, in a list that leads to the place."""

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.questions.problem import Problem
from quiz.tui.widgets.plain_text import PlainText, styled

MOST = 200
"""Problems that are listed; nobody mends more before looking again."""

_SIGNS = {"error": ("✗", "bold $text-error"), "warning": ("!", "bold $text-warning")}


def _line_and_column(problem: Problem) -> str:
    return f"{problem.line}:{problem.column}"


class ProblemList(Vertical):
    """A line that sums up, and the problems: first those of what is on the screen, then the others."""

    DEFAULT_CSS = """
    ProblemList { height: auto; max-height: 30%; padding: 0 1; background: $surface; }
    ProblemList #sum { height: auto; }
    ProblemList OptionList {
        height: auto; max-height: 1fr; border: none; padding: 0; background: transparent; scrollbar-size-vertical: 1;
        display: none;
    }
    ProblemList OptionList:focus { border: none; }
    ProblemList.some OptionList { display: block; }
    """

    class Wanted(Message):
        """A problem was chosen."""

        def __init__(self, problem: Problem) -> None:
            super().__init__()
            self.problem = problem

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._listed: list[Problem] = []
        self._shown: object = None

    def compose(self) -> ComposeResult:
        yield PlainText(id="sum")
        yield OptionList(markup=False)

    @property
    def list(self) -> OptionList:
        return self.query_one(OptionList)

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self.list.highlighted = self.list.highlighted or 0
        self.screen.set_focus(self.list)

    def show(
        self,
        own: Sequence[Problem],
        others: Sequence[Problem],
        *notes: str | tuple[str, str],
        place: Callable[[Problem], str] = _line_and_column,
    ) -> None:
        """own: of what is on the screen. notes come after the sum, in the same line. place: in words, where it is."""
        if (tuple(own), tuple(others), notes) == self._shown:
            return
        self._shown = (tuple(own), tuple(others), notes)
        self._listed = [*own, *others][:MOST]
        self.query_one("#sum", PlainText).say(*_sum(own, others), *notes)
        lines = [_line(one, place(one), bool(n >= len(own))) for n, one in enumerate(self._listed)]
        self.list.set_options(lines)
        self.set_class(bool(lines), "some")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Wanted(self._listed[event.option_index]))


def _line(problem: Problem, place: str, elsewhere: bool) -> Option:
    sign, style = _SIGNS[problem.severity]
    hint = f"; {problem.hint}" if problem.hint else ""
    said = f" {place} [{problem.code}] {problem.what}{hint}"
    return Option(styled((sign, style), (said, "dim") if elsewhere else said))


def _sum(own: Sequence[Problem], others: Sequence[Problem]) -> list[str | tuple[str, str]]:
    everything = [*own, *others]
    if not everything:
        return [("● No problem", "$text-success")]
    errors = sum(one.severity == "error" for one in everything)
    told = [_count(errors, "error"), _count(len(everything) - errors, "warning")]
    style = "bold $text-error" if errors else "bold $text-warning"
    pieces: list[str | tuple[str, str]] = [(", ".join(one for one in told if one), style)]
    if others:
        pieces.append(f" ({len(own)} here)")
    return pieces


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""
