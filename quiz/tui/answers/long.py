"""Write an answer of several lines: open."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key
from textual.reactive import reactive
from textual.widgets import TextArea

from quiz.questions.response import Response, Typed
from quiz.questions.verdict import Part
from quiz.questions.view import TextView
from quiz.text.sanitise import sanitise
from quiz.tui.answers.base import Answer
from quiz.tui.answers.screen_keys import without_ours
from quiz.tui.widgets.departing import Departing
from quiz.tui.widgets.plain_text import PlainText

MOST_TYPED = 20_000
"""Characters an answer may have; a longer paste is cut."""


class Area(Departing, TextArea, inherit_bindings=False):
    """Lines to type in."""

    BINDINGS: ClassVar[list[BindingType]] = without_ours(TextArea.BINDINGS)
    cursor_blink = reactive(False, init=False)


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
        text = self.draft.text if isinstance(self.draft, Typed) else ""
        yield PlainText("Write your answer; ctrl+s gives it.", classes="example")
        yield Area(sanitise(text), soft_wrap=True, tab_behavior="focus")

    @property
    def _area(self) -> TextArea:
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
            self.notify(f"An answer has at most {MOST_TYPED:,} characters; what came after was cut.", markup=False)
        if not self.locked:
            self.post_message(self.Drafted(self.response))

    def on_key(self, event: Key) -> None:
        if event.key == "ctrl+s":
            event.stop()
            self.submit()
