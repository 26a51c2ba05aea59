"""A question with several answers, over whatever is there."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.tui.screens.over import Over
from quiz.tui.widgets.plain_text import PlainText, styled


class Choose(Over[str]):
    """Returns the key of the answer chosen with the arrows, its key or a click; None for none."""

    CSS_PATH = "choose.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Close")]

    def __init__(self, question: str, answers: Sequence[tuple[str, str]], first: str = "") -> None:
        """answers: (key, words); the one whose key is ``first`` is chosen by Enter alone."""
        super().__init__()
        self._question = question
        self._answers = list(answers)
        self._first = first

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield PlainText(self._question, id="question")
            lines = [Option(styled((f" {key} ", "bold"), f" {words}")) for key, words in self._answers]
            yield OptionList(*lines, markup=False)

    def on_mount(self) -> None:
        menu = self.query_one(OptionList)
        menu.highlighted = next((n for n, (key, _) in enumerate(self._answers) if key == self._first), 0)
        menu.focus()

    def on_key(self, event: Key) -> None:
        if any(event.character == key for key, _ in self._answers):
            event.stop()
            self.dismiss(event.character)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._answers[event.option_index][0])
