"""Type an answer: number, date, name, short."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.reactive import reactive
from textual.widgets import Input

from quiz.questions.response import Response, Typed
from quiz.questions.verdict import Part
from quiz.questions.view import TextView
from quiz.text.sanitise import one_line
from quiz.tui.answers.base import Answer
from quiz.tui.answers.screen_keys import without_ours
from quiz.tui.widgets.departing import Departing
from quiz.tui.widgets.plain_text import PlainText

MOST_LINE = 500
"""Characters a typed line may have; a longer paste is cut."""


class Line(Departing, Input, inherit_css=False, inherit_bindings=False):
    """A line to type in, of at most MOST_LINE characters: what would not fit is cut, not refused.

    Input's own style would be read and then overruled before the first frame.
    """

    BINDINGS: ClassVar[list[BindingType]] = without_ours(Input.BINDINGS)
    cursor_blink = reactive(False, init=False)  # two frames a second, for every learner of a shared machine
    COMPONENT_CLASSES: ClassVar[set[str]] = {"input--cursor", "input--placeholder", "input--selection"}

    DEFAULT_CSS = """
    Line { color: $foreground; border-bottom: solid $primary; width: 100%; height: 2; scrollbar-size-horizontal: 0; }
    Line:focus { border-bottom: solid $accent; }
    Line > .input--cursor {
        background: $input-cursor-background; color: $input-cursor-foreground; text-style: $input-cursor-text-style;
    }
    Line > .input--placeholder { color: $text-disabled; }
    Line > .input--selection { background: $input-selection-background; color: $input-selection-foreground; }
    """

    def __init__(self, value: str = "", *, placeholder: str = "") -> None:
        super().__init__(one_line(value)[:MOST_LINE], placeholder=placeholder, select_on_focus=False)

    def insert_text_at_cursor(self, text: str) -> None:
        super().insert_text_at_cursor(text[: max(MOST_LINE - len(self.value), 0)])


class TypedAnswer(Answer):
    """One line of text; Enter answers."""

    DEFAULT_CSS = """
    TypedAnswer .example { color: $text-muted; }
    """

    takes_letters = True

    def __init__(self, view: TextView, draft: Response | None = None) -> None:
        super().__init__(view, draft)
        self.view = view

    def compose(self) -> ComposeResult:
        text = self.draft.text if isinstance(self.draft, Typed) else ""
        yield PlainText(self._wanted(), classes="example")
        yield Line(text)

    def _wanted(self) -> str:
        if self.view.max_words:
            return f"At most {self.view.max_words} word{'' if self.view.max_words == 1 else 's'}."
        return f"Type {self.view.example}." if self.view.example else "Type your answer."

    @property
    def response(self) -> Typed:
        return Typed(self.query_one(Line).value)

    @property
    def help(self) -> str:
        return ""

    def take_focus(self) -> None:
        self.screen.set_focus(self.query_one(Line), scroll_visible=False)

    def decide(self, parts: tuple[Part, ...], key: Response | None) -> None:
        super().decide(parts, key)
        self.query_one(Line).disabled = True

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if not self.locked:
            self.post_message(self.Drafted(self.response))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.submit()
