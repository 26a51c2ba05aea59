"""The questions of a set's file in a box, to go to one: with arrows, by typing its number, or by a click."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.questions.version import Version, Written
from quiz.tui.screens.over import Over
from quiz.tui.widgets.plain_text import PlainText, styled


class QuestionList(Over[str]):
    """Returns the id of the question chosen, None for none."""

    CSS_PATH = "question_list.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,g,ctrl+g", "dismiss", "Close")]

    def __init__(self, version: Version, known: Sequence[str], here: str) -> None:
        """known: the ids that can be gone to, in their order; the first question on top is the one that is here."""
        super().__init__()
        self._version = version
        self._known = list(known)
        self._here = here
        self._typed = ""

    def compose(self) -> ComposeResult:
        written = [self._version.find(name) or Written(name, "", "", 0, 0, False) for name in self._known]
        with Vertical(id="box"):
            yield PlainText("Questions (arrows or a number, enter goes there)", id="title")
            yield OptionList(*(self._line(n, one) for n, one in enumerate(written, 1)), markup=False)

    def _line(self, number: int, one: Written) -> Option:
        errors = any(problem.severity == "error" for problem in self._version.problems_of(one))
        sign, style = ("✗", "bold $text-error") if errors or not one.sound else (" ", "")
        if not errors and self._version.problems_of(one):
            sign, style = "!", "bold $text-warning"
        return Option(styled((sign, style), f" {number:>2} {one.id} ", (f"{one.kind}  ", "dim"), one.prompt))

    def on_mount(self) -> None:
        menu = self.query_one(OptionList)
        menu.highlighted = self._known.index(self._here)
        menu.focus()

    def on_key(self, event: Key) -> None:
        if event.character is not None and event.character.isdecimal():
            event.stop()
            for typed in (self._typed + event.character, event.character):
                if 0 < int(typed) <= len(self._known):
                    self._typed = typed
                    self.query_one(OptionList).highlighted = int(typed) - 1
                    return

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._known[event.option_index])
