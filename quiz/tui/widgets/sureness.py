"""How sure the learner is, asked between an answer and its verdict."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.attempts.results import SURE_WORDS
from quiz.tui.widgets.plain_text import PlainText, plain

_COUNTS = ("right ⅓, wrong 0", "right ⅔, wrong -⅔", "right 1, wrong -2")


class Sureness(Widget):
    """Three levels; a number, Enter or a click takes one."""

    DEFAULT_CSS = """
    Sureness { height: auto; margin-top: 1; }
    Sureness OptionList { height: auto; border: none; padding: 0; background: transparent; }
    Sureness OptionList:focus { border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(level), f"take({level})", show=False) for level in (1, 2, 3)),
    ]

    class Chosen(Message):
        """The certainty, 1 to 3."""

        def __init__(self, level: int) -> None:
            super().__init__()
            self.level = level

    def __init__(self, *, counts: bool) -> None:
        """counts: the certainty changes the score, so what each level is worth is shown."""
        super().__init__()
        self.counts = counts

    def compose(self) -> ComposeResult:
        yield PlainText("How sure are you?")
        lines = [f"{level} {words}" for level, words in enumerate(SURE_WORDS, 1)]
        if self.counts:
            lines = [f"{line:<14} {worth}" for line, worth in zip(lines, _COUNTS, strict=True)]
        yield OptionList(*(Option(plain(line)) for line in lines), markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = 0

    def take_focus(self) -> None:
        self.screen.set_focus(self.query_one(OptionList), scroll_visible=False)

    def action_take(self, level: int) -> None:
        self.post_message(self.Chosen(level))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Chosen(event.option_index + 1))
