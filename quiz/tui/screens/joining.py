"""Coming into a class: the join line, then who is there. What is wrong is said beneath the fields that stay filled."""

import math
import time
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from quiz.classroom.address import EXAMPLE
from quiz.classroom.client.connection import Refusal, Unreachable
from quiz.classroom.client.door import visit_at
from quiz.classroom.client.visit import Visit
from quiz.classroom.wire import Hello
from quiz.errors import QuizError
from quiz.tui.errands import errand
from quiz.tui.screens.over import Leaving
from quiz.tui.widgets.box_keys import BoxKeys
from quiz.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from quiz.tui.terminal_app import TerminalApp

T = TypeVar("T")

MOST_LINE = 400
MOST_NAME = 80
MOST_PIN = 20
GO_ON = ("enter", "go on", "go_on")
AGAIN = 3.0
"""Seconds until a class that did not answer is looked for again."""


class Door(Leaving[T]):
    """Base of the screens that ask who is there. While the class is asked they are busy, and keys wait."""

    CSS_PATH = "joining.tcss"
    busy = False

    def refuse(self, *said: tuple[str, str]) -> None:
        """Say what is wrong. What was typed ahead was for the screen that does not come now."""
        self.query_one("#said", PlainText).say(*said)
        cast("TerminalApp", self.app).typed_ahead.forget()


class JoinScreen(Door[tuple[Visit, Hello]]):
    """Returns the visit and the server's hello; None where nobody wants to join."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Leave")]

    def __init__(self, line: str, data: Path, *, at_once: bool) -> None:
        """line: what stands in the field; at_once: it was given, so it is tried without asking."""
        super().__init__()
        self._line, self._data, self._at_once = line, data, at_once

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield PlainText("Join a class", id="title")
            yield PlainText("The join line, as the teacher's screen shows it:", classes="label")
            yield Input(self._line, placeholder=EXAMPLE, max_length=MOST_LINE, id="line")
            yield PlainText("", id="said")
            yield BoxKeys(GO_ON, ("esc", "leave", "dismiss(None)"))

    async def on_mount(self) -> None:
        self.query_one(Input).focus()
        if self._at_once:
            self._at_once = False
            self.run_worker(self._try(self._line))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_go_on()

    def action_go_on(self) -> None:
        self.run_worker(self._try(self.query_one(Input).value))

    async def _try(self, typed: str) -> None:
        if self.busy:
            return
        try:
            visit = visit_at(typed, self._data)
        except QuizError as error:
            self.refuse((sentence(error, "join: "), "$text-error"))
            return
        self.busy = True
        self.query_one("#said", PlainText).say(("Looking for the class …", "dim"))
        try:
            hello = await errand(visit.hello)
        except Unreachable as error:
            self.refuse((sentence(error, "join: "), "$text-warning"), (" It is tried again by itself.", "dim"))
            self.set_timer(AGAIN, lambda: self._again(typed))
        except QuizError as error:
            self.refuse((sentence(error, "join: "), "$text-error"))
        else:
            self.dismiss((visit, hello))
        finally:
            self.busy = False

    def _again(self, typed: str) -> None:
        """A class that was not there may be there now; nobody need press a key for it."""
        if self.app.screen is self and self.query_one(Input).value == typed:
            self.run_worker(self._try(typed))


class LoginScreen(Door[bool]):
    """Code name and PIN. Returns True once somebody is in, None for back to the join line.

    again: only the PIN of the learner who is in already, because the server has ended the session.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back"),
        Binding("tab,down", "app.focus_next", show=False),
        Binding("shift+tab,up", "app.focus_previous", show=False),
    ]

    def __init__(self, visit: Visit, hello: Hello, *, again: bool = False) -> None:
        super().__init__()
        self._visit, self._hello, self._again = visit, hello, again
        self._until, self._many = 0.0, False

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield PlainText(self._hello.classroom, id="title")
            if self._hello.by_account:
                yield PlainText("Your account says who you are.", classes="label")
            else:
                yield PlainText("Code name, as on your slip:", classes="label")
                yield Input(self._visit.name, max_length=MOST_NAME, id="name", disabled=self._again)
                yield PlainText("PIN:", classes="label")
                yield Input(password=True, max_length=MOST_PIN, id="pin")
            yield PlainText("", id="said")
            yield BoxKeys(*([] if self._hello.by_account else [GO_ON]), ("esc", "back", "dismiss(None)"))

    def on_mount(self) -> None:
        if self._hello.by_account:
            self.run_worker(self._try("", ""))
        else:
            self.query_one("#pin" if self._again else "#name", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Log in; Enter after the name goes to the PIN where there is none yet."""
        event.stop()
        name, pin = self.query_one("#name", Input), self.query_one("#pin", Input)
        if event.input is name and not pin.value:
            pin.focus()
        else:
            self.action_go_on()

    def action_go_on(self) -> None:
        name, pin = self.query_one("#name", Input), self.query_one("#pin", Input)
        if not name.value.strip():
            name.focus()
        elif not pin.value.strip():
            pin.focus()
        else:
            self.run_worker(self._try(name.value, pin.value))

    async def _try(self, name: str, pin: str) -> None:
        if self.busy:
            return
        self.busy, self._until = True, 0.0
        self.query_one("#said", PlainText).say(("Logging in …", "dim"))
        try:
            await errand(lambda: self._visit.log_in(name, pin))
        except QuizError as error:
            self.refuse((sentence(error), "$text-error"))
            if isinstance(error, Refusal) and error.code == "slow-down":
                self._wait(error)  # it was not looked at, so it stays for another try
            elif not isinstance(error, Unreachable):
                for field in self.query("#pin").results(Input):
                    field.value = ""
                    field.focus()
        else:
            self.dismiss(True)
        finally:
            self.busy = False

    def _wait(self, error: Refusal) -> None:
        """Count down to when it is looked at again."""
        self._until = time.monotonic() + error.retry
        self._many = "too many" in str(error)
        self._count_down()

    def _count_down(self) -> None:
        if not self._until or not self.is_attached:  # it was tried again
            return
        left = math.ceil(self._until - time.monotonic())
        said = self.query_one("#said", PlainText)
        if left <= 0:
            said.say("Enter tries again.")
            return
        wait = f"ait {left} second{'' if left == 1 else 's'}"
        many = f"Too many tries; w{wait}, or ask the teacher to unlock it." if self._many else f"W{wait}."
        said.say((many, "$text-error"))
        self.set_timer(0.5, self._count_down)


def sentence(error: QuizError, without: str = "") -> str:
    """An error as a sentence of its own, without where it came from."""
    said = str(error).removeprefix(without)
    return f"{said[:1].upper()}{said[1:]}."
