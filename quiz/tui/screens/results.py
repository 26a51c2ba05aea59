"""What came out of an attempt."""

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from quiz.attempts.local_desk import LocalDesk
from quiz.attempts.results import Results, work_out
from quiz.questions.scoring import number
from quiz.tui.screens.over import Leaving
from quiz.tui.screens.results_words import axes, miss, total
from quiz.tui.screens.scroll_keys import OF_A_PAGE
from quiz.tui.widgets.hanging import HangingText
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.status import TopLine

if TYPE_CHECKING:
    from quiz.tui.app import QuizApp

Next = Literal["library", "retry", "again", "look"]


class ResultsScreen(Leaving[Next]):
    """The score, by topic and skill, the time, and every miss with what would have been right and why."""

    CSS_PATH = "results.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "retry", "Retry the missed ones"),
        Binding("a", "dismiss('again')", "The whole set again"),
        Binding("o", "dismiss('look')", "Look at the questions again"),
        Binding("enter,escape,q", "dismiss('library')", "Library"),
        *OF_A_PAGE,
        Binding("question_mark,f1", "help", "Help"),
    ]

    app: "QuizApp"

    def __init__(self, desk: LocalDesk, before: float | None = None, *, alone: bool = False) -> None:
        """before: points of the last full attempt at the same set, for comparison. alone: no library comes after."""
        super().__init__()
        self.alone = alone
        self.desk = desk
        self.before = before
        self.results = work_out(desk.attempt, desk.asked)

    def compose(self) -> ComposeResult:
        yield TopLine()
        with VerticalScroll(id="box", can_focus=False):
            yield PlainText(id="sum")
            yield PlainText(id="axes")
            if self.results.missed:
                yield PlainText("Missed", classes="head")
            for at in range(len(self.results.missed)):  # by number: the ids of gathered questions have a slash
                yield HangingText(classes="miss", id=f"miss-{at}")
        yield KeyLine()

    def on_mount(self) -> None:
        results = self.results
        lines = total(results)
        if self.before is not None and not self.desk.attempt.started.part:
            gained = results.earned - self.before
            sign = "+" if gained > 0 else "-" if gained < 0 else "±"
            lines.append(f", {sign}{number(abs(gained))} since last time")
        if results.cited:
            lines.append(f"\nEvidence found for {results.proved} of {results.cited} asked")
        if self.desk.attempt.finished and self.desk.attempt.finished.by == "time":
            lines.append("\nThe time was over before you finished.")
        if results.void:
            taken = len(results.void)
            what = (
                "A question was taken out: everyone has its"
                if taken == 1
                else f"{taken} questions were taken out: everyone has their"
            )
            lines.append(f"\n{what} points")
        if results.to_assess:
            lines.append(f"\n{len(results.to_assess)} still to be judged by you: o looks at the questions")
        if results.flagged:
            ids = list(self.desk.attempt.items)
            numbers = ", ".join(str(ids.index(question) + 1) for question in results.flagged)
            lines.append(f"\n⚑ Flagged by you: question {numbers}; o looks at the questions")
        self.query_one("#sum", PlainText).say(*lines)
        for at, question in enumerate(results.missed):
            self._show_miss(at, question)

    def on_resize(self) -> None:
        told = axes(self.results, self.size.width)
        self.query_one("#axes", PlainText).say("\n".join(told))
        self.query_one("#axes").display = bool(told)
        self.call_after_refresh(self._paint_lines)

    def _paint_lines(self) -> None:
        mode = "retry" if self.desk.attempt.started.part else self.desk.attempt.started.mode
        right = "   ".join(part for part in (self.app.learner_name, mode) if part)
        self.query_one(TopLine).show(f"Results: {self.desk.title}", right)
        keys = [("r", "retry the missed", "retry")] if self.results.missed else []
        keys += [
            ("a", "again", "dismiss('again')"),
            ("o", "look back", "dismiss('look')"),
            ("enter", "leave" if self.alone else "library", "dismiss('library')"),
            ("?", "help", "help"),
        ]
        self.query_one(KeyLine).show(keys)

    def _show_miss(self, at: int, question: str) -> None:
        self.query_one(f"#miss-{at}", HangingText).say(*miss(self.desk, question))

    def action_scroll(self, by: int) -> None:
        self.query_one("#box").scroll_relative(y=by, animate=False)

    def action_retry(self) -> None:
        if self.results.missed:
            self.dismiss("retry")

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.run_action(event.action)


__all__ = ["Next", "Results", "ResultsScreen"]
