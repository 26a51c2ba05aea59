"""Two questions to a teacher: how many minutes, and what to release."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from quiz.classroom.teacher import Seat
from quiz.tui.screens.over import Over
from quiz.tui.widgets.box_keys import BoxKeys
from quiz.tui.widgets.plain_text import PlainText, plain

MOST_MINUTES = 24 * 60
_WHAT = {"all": "Everything: marks, answers, evidence and reasons", "marks": "Marks only", "never": "Nothing"}
_ONE = {"all": "everything", "marks": "marks only", "never": "nothing"}


class Minutes(Over[float]):
    """Returns minutes, fewer than none to take some back; None for nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, who: str) -> None:
        super().__init__()
        self._who = who

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield PlainText(f"More minutes for {self._who}:", id="title")
            yield Input("5", restrict=r"-?\d{0,4}(\.\d?)?", max_length=6)
            yield BoxKeys(
                ("enter", "give them", "give"), ("-5", "takes five back", ""), ("esc", "back", "dismiss(None)")
            )

    def on_mount(self) -> None:
        field = self.query_one(Input)
        field.focus()
        field.action_select_all()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_give()

    def action_give(self) -> None:
        try:
            minutes = float(self.query_one(Input).value)
        except ValueError:
            self.notify("A number of minutes, such as 5.", markup=False)
            return
        if abs(minutes) > MOST_MINUTES:
            self.notify("At most a day.", markup=False)
        else:
            self.dismiss(minutes or None)


class Releasing(Over[tuple[str, str]]):
    """Returns what to release and to whom (a learner's id, "" for everybody), None for nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, seat: Seat | None) -> None:
        super().__init__()
        self._choices = [((what, ""), words) for what, words in _WHAT.items()]
        if seat is not None and seat.attempt:
            self._choices += [((what, seat.learner), f"{seat.name} alone: {words}") for what, words in _ONE.items()]

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield PlainText("What may those who have handed in see?", id="title")
            yield OptionList(*(Option(plain(words)) for _, words in self._choices), markup=False)
            yield BoxKeys(("↑↓", "choose", ""), ("enter", "do it at once", "choose"), ("esc", "back", "dismiss(None)"))

    def on_mount(self) -> None:
        menu = self.query_one(OptionList)
        menu.highlighted = 0
        menu.focus()

    def action_choose(self) -> None:
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._choices[event.option_index][0])
