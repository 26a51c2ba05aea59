"""Two boxes over the assessing screen: all answers, and how far two judges agree. Both return the answer to go to."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.reports.assessing import agreement_line, agreements
from quiz.reports.judging import Judging
from quiz.tui.screens.class_assess_words import answer_line, differing_line
from quiz.tui.screens.over import Over
from quiz.tui.widgets.plain_text import PlainText, plain

WIDEST = 90


class _Answers(Over[int]):
    def __init__(self, judging: Judging, width: int) -> None:
        """width: of the screen."""
        super().__init__()
        self._judging, self._width = judging, min(WIDEST, width - 8)
        self._places: list[int] = []

    def on_mount(self) -> None:
        menu = self.query_one(OptionList)
        if self._places:
            menu.highlighted = self._places.index(self._judging.at) if self._judging.at in self._places else 0
        menu.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._places[event.option_index])


class AnswerList(_Answers):
    """Every answer: judged or not, the points given, how it begins."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,g", "dismiss(None)", "Close")]

    def compose(self) -> ComposeResult:
        self._places = list(range(len(self._judging.rows)))
        with Vertical(id="box"):
            yield PlainText("Answers (■ judged; enter goes there, esc closes)", id="title")
            lines = (answer_line(self._judging, at, self._width) for at in self._places)
            yield OptionList(*(Option(plain(line)) for line in lines), markup=False)


class Agreeing(_Answers):
    """Each two judges' agreement, and the answers that this judge and another see differently."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,a", "dismiss(None)", "Close")]

    def compose(self) -> ComposeResult:
        judging = self._judging
        self._places = judging.differing()
        said = list(map(agreement_line, agreements(judging.all_given())))
        with Vertical(id="box"):
            yield PlainText("Agreement (enter goes to an answer, esc closes)", id="title")
            yield PlainText("\n".join(said) or "No answer has been judged by two yet.", id="lines")
            lines = (differing_line(judging, at, self._width) for at in self._places)
            yield OptionList(*(Option(plain(line)) for line in lines), markup=False)
