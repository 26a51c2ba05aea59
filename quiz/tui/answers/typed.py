"""Type an answer: number, date, name, short; on several lines for open."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Key
from textual.widgets import Input

from quiz.questions.response import Response, Typed
from quiz.questions.verdict import Part
from quiz.questions.view import TextView
from quiz.text.sanitise import one_line, sanitise
from quiz.tui.answers.base import Answer
from quiz.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from textual.widgets import TextArea

MOST_TYPED = 20_000
"""Characters an answer may have; a longer paste is cut."""
MOST_LINE = 500


class TypedAnswer(Answer):
    """One line of text; Enter answers."""

    DEFAULT_CSS = """
    TypedAnswer { height: auto; }
    TypedAnswer Input { border: none; border-bottom: solid $primary; height: 2; padding: 0; background: transparent; }
    TypedAnswer Input:focus { border: none; border-bottom: solid $accent; }
    TypedAnswer .example { color: $text-muted; }
    """

    takes_letters = True

    def __init__(self, view: TextView, draft: Response | None = None) -> None:
        super().__init__(view, draft)
        self.view = view

    def compose(self) -> ComposeResult:
        text = self.draft.text if isinstance(self.draft, Typed) else ""
        yield PlainText(self._wanted(), classes="example")
        yield Input(one_line(text), max_length=MOST_LINE, select_on_focus=False)

    def _wanted(self) -> str:
        if self.view.max_words:
            return f"At most {self.view.max_words} word{'' if self.view.max_words == 1 else 's'}."
        return f"Type {self.view.example}." if self.view.example else "Type your answer."

    @property
    def response(self) -> Typed:
        return Typed(self.query_one(Input).value)

    @property
    def help(self) -> str:
        return ""

    def take_focus(self) -> None:
        self.screen.set_focus(self.query_one(Input), scroll_visible=False)

    def decide(self, parts: tuple[Part, ...], key: Response | None) -> None:
        super().decide(parts, key)
        self.query_one(Input).disabled = True

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if not self.locked:
            self.post_message(self.Drafted(self.response))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.submit()


class LongAnswer(Answer):
    """Several lines of text; Ctrl+S answers, because Enter is a new line."""

    DEFAULT_CSS = """
    LongAnswer { height: auto; }
    LongAnswer TextArea { height: 8; border: round $primary; }
    LongAnswer TextArea:focus { border: round $accent; }
    LongAnswer .example { color: $text-muted; }
    """

    gives = ("ctrl+s", "answer")
    takes_letters = True

    def __init__(self, view: TextView, draft: Response | None = None) -> None:
        super().__init__(view, draft)
        self.view = view

    def compose(self) -> ComposeResult:
        from textual.widgets import TextArea  # 20 ms to import, and only this kind needs it

        text = self.draft.text if isinstance(self.draft, Typed) else ""
        yield PlainText("Write your answer; ctrl+s gives it.", classes="example")
        yield TextArea(sanitise(text), soft_wrap=True, tab_behavior="focus")

    @property
    def _area(self) -> "TextArea":
        from textual.widgets import TextArea

        return self.query_one(TextArea)

    @property
    def response(self) -> Typed:
        return Typed(self._area.text[:MOST_TYPED])

    @property
    def help(self) -> str:
        return ""

    def take_focus(self) -> None:
        self.screen.set_focus(self._area, scroll_visible=False)

    def decide(self, parts: tuple[Part, ...], key: Response | None) -> None:
        super().decide(parts, key)
        self._area.read_only = True

    def on_text_area_changed(self) -> None:
        if len(self._area.text) > MOST_TYPED:
            self._area.text = self._area.text[:MOST_TYPED]
        if not self.locked:
            self.post_message(self.Drafted(self.response))

    def on_key(self, event: Key) -> None:
        if event.key == "ctrl+s":
            event.stop()
            self.submit()
