"""One line to type, over whatever is there."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from quiz.tui.answers.typed import Line
from quiz.tui.screens.over import Over
from quiz.tui.widgets.plain_text import PlainText


class AskLine(Over[str]):
    """Returns what was typed, None where the box was closed or nothing stands in it."""

    CSS_PATH = "ask_line.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Close")]

    def __init__(self, question: str, value: str) -> None:
        super().__init__()
        self._question = question
        self._value = value

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield PlainText(self._question, id="question")
            yield Line(self._value)
            yield PlainText("enter takes it, esc leaves it as it was", id="how")

    def on_mount(self) -> None:
        self.query_one(Line).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value.strip() or None)
