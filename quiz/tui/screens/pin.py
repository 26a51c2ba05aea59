"""A PIN: asked before a learner's work is shown, or given twice when a new one is set. And a line to be typed."""

import time
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input

from quiz.errors import QuizError
from quiz.store.learners import Learner
from quiz.tui.screens.over import Over
from quiz.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from quiz.tui.app import QuizApp

MOST_PIN = 64


class PinScreen(Over[bool]):
    """Over everything, with nothing behind it to be read. Returns True once the PIN was given, False for giving up."""

    CSS_PATH = "pin.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", "Somebody else")]

    app: "QuizApp"

    def __init__(self, learner: Learner, *, locked: bool = False) -> None:
        """locked: it comes up by itself, over work that waits."""
        super().__init__()
        self.learner = learner
        self._locked = locked

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield PlainText(f"PIN of {self.learner.name}", id="title")
            if self._locked:
                yield PlainText("Locked, because nothing was typed for a while. Everything is kept.", id="why")
            yield Input(password=True, max_length=MOST_PIN, id="pin")
            yield PlainText("", id="said")
            with Horizontal(id="buttons"):
                yield Button("Go on (enter)", id="on", variant="primary")
                yield Button("Somebody else (esc)", id="back")

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self.set_interval(0.5, self._tell_wait)
        self._tell_wait()

    def _wait(self) -> int:
        try:
            return self.app.store.pin_wait(self.learner.id, _now())
        except QuizError:
            return 0

    def _tell_wait(self) -> None:
        wait = self._wait()
        field = self.query_one(Input)
        if wait:
            seconds = -(-wait // 1000)
            self.query_one("#said", PlainText).say(f"That was not the PIN. The next can be tried in {seconds} s.")
        elif field.disabled:
            self.query_one("#said", PlainText).say("That was not the PIN.")
        if field.disabled != bool(wait):
            field.disabled = bool(wait)
            field.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._try()

    def _try(self) -> None:
        field = self.query_one(Input)
        given, field.value = field.value, ""
        if not given or self._wait():
            return
        try:
            wait = self.app.store.try_pin(self.learner.id, given, _now())
        except QuizError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        if wait == 0:
            self.dismiss(True)
        else:
            self._tell_wait()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "on":
            self._try()
        else:
            self.dismiss(False)


class LineScreen(Over[str]):
    """Asks for a line: a name, or (secret) a PIN, which is asked for twice. Returns None where it was given up."""

    CSS_PATH = "pin.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, title: str, value: str = "", *, secret: bool = False, most: int = MOST_PIN) -> None:
        super().__init__()
        self._title, self._value, self._secret, self._most = title, value, secret, most
        self._first: str | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield PlainText(self._title, id="title")
            yield Input(self._value, password=self._secret, max_length=self._most)
            yield PlainText("", id="said")
            with Horizontal(id="buttons"):
                yield Button("Go on (enter)", id="on", variant="primary")
                yield Button("Back (esc)", id="back")

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._take()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "on":
            self._take()
        else:
            self.dismiss(None)

    def _take(self) -> None:
        field, said = self.query_one(Input), self.query_one("#said", PlainText)
        given = field.value
        if not self._secret:
            self.dismiss(given)
            return
        field.value = ""
        if self._first is None:
            self._first = given
            said.say("Once more, to be sure.")
        elif given == self._first:
            self.dismiss(given)
        else:
            self._first = None
            said.say("The two differ; give the new PIN again.")
        field.focus()


def _now() -> int:
    return time.time_ns() // 1_000_000
