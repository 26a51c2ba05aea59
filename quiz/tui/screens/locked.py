"""The locked screen: nothing of the learner's work is to be seen, and nothing of it is lost."""

from collections.abc import Callable
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from quiz.classroom.client.visit import Visit
from quiz.tui.screens.joining import GO_ON, MOST_PIN, Door
from quiz.tui.widgets.box_keys import BoxKeys
from quiz.tui.widgets.plain_text import PlainText

FREE = 3
"""Wrong PINs before there is a pause after each."""
LONGEST = 60.0


class LockedScreen(Door[Literal["open", "hand-over"]]):
    """Returns ``open`` for the right PIN."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f9", "dismiss('hand-over')", "Hand over to somebody else")]

    def __init__(self, visit: Visit, now: Callable[[], float]) -> None:
        """now: seconds that only go forward."""
        super().__init__()
        self._visit, self._now = visit, now
        self._wrong = 0
        self._until = 0.0

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield PlainText(f"Locked: {self._visit.name} is in", id="title")
            yield PlainText("Nobody was here for a while. Everything is kept.\nPIN to go on:", classes="label")
            yield Input(password=True, max_length=MOST_PIN, id="pin")
            yield PlainText("", id="said")
            yield BoxKeys(GO_ON, ("f9", "hand over to somebody else", "dismiss('hand-over')"))

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_go_on()

    def action_go_on(self) -> None:
        field = self.query_one(Input)
        typed, field.value = field.value, ""
        said = self.query_one("#said", PlainText)
        if (left := self._until - self._now()) > 0:
            said.say((f"Wait {left:.0f} seconds before the next try.", "$text-warning"))
        elif self._visit.is_pin(typed):
            self.dismiss("open")
        else:
            self._wrong += 1
            if self._wrong > FREE:
                self._until = self._now() + min(LONGEST, 2.0 ** (self._wrong - FREE))
            said.say((f"That is not {self._visit.name}'s PIN.", "$text-error"))
