"""``quiz join``: one learner after the other at this place, from the join line to the results."""

import asyncio
import time
from functools import partial
from pathlib import Path
from typing import Any, Literal, cast

from textual.events import Event, InputEvent
from textual.screen import Screen

from quiz.classroom.client.connection import Refusal
from quiz.classroom.client.desk import ClassDesk
from quiz.classroom.client.visit import Visit
from quiz.classroom.wire import Hello, SittingCard
from quiz.errors import InputError, QuizError
from quiz.files import read_text, write_atomically
from quiz.settings import read_settings, settings_path
from quiz.tui.errands import errand
from quiz.tui.screens.joining import MOST_LINE, JoinScreen, LoginScreen, sentence
from quiz.tui.terminal.supervise import AGAIN
from quiz.tui.terminal_app import TerminalApp

IDLE = 300.0
"""Seconds without a key or the mouse after which the screen is locked, where the learner has a PIN."""
LAST_LINE = "join-line"
"""Where the last join line is remembered for this account: it is no secret, and typing it again is a nuisance."""

Way = Literal["room", "hand-over", "log-in"]


class ClassApp(TerminalApp):
    """Its exit code is AGAIN where the place has been handed over: whoever runs it starts a fresh one."""

    LEAVING = "esc leaves, ctrl+q quits at once; everything is kept."

    def __init__(self, line: str, data: Path, *, idle: float = IDLE) -> None:
        """line: the join line that was given, "" to ask for it. data: the account's data folder."""
        super().__init__(css_path=["app.tcss", "screens/joining.tcss", "screens/asking.tcss"])
        self._line, self._data, self._idle = line, data, idle
        self.visit: Visit | None = None
        self._hello: Hello | None = None
        self.text_width = read_settings(settings_path(data))[0].text_width
        self._touched = time.monotonic()
        self._open = asyncio.Event()
        self._ended: asyncio.Future[str] | None = None

    def get_default_screen(self) -> Screen[Any]:
        return Screen()

    def on_mount(self) -> None:
        self._open.set()
        self.set_interval(min(5.0, self._idle / 4), self._lock_when_idle)
        self.run_worker(self._come_and_go(), exit_on_error=True)

    @property
    def busy(self) -> bool:
        """Between two screens the class is asked for something."""
        return len(self.screen_stack) == 1 or super().busy

    async def on_event(self, event: Event) -> None:
        if isinstance(event, InputEvent):
            self._touched = time.monotonic()
        await super().on_event(event)

    def keep(self) -> None:
        from quiz.tui.screens.asking import AskingScreen

        for screen in self.screen_stack:
            if isinstance(screen, AskingScreen):
                screen.keep_draft()

    # From screen to screen

    async def _come_and_go(self) -> None:
        if not await self._join() or not await self._log_in():
            self.exit(0)
            return
        way: Way = "room"
        while way != "hand-over":
            if way == "log-in" and not await self._log_in():
                self.exit(0)
                return
            way = "room"
            choice = await self._waiting_room()
            if choice == "hand-over":
                way = "hand-over"
            elif choice == "log-in":
                way = "log-in"
            elif isinstance(choice, SittingCard):
                way = await self._sit(choice)
        await self._hand_over()

    async def _join(self) -> bool:
        line = self._line or _last_line(self._data)
        joined = await self.push_screen_wait(JoinScreen(line, self._data, at_once=bool(self._line)))
        if joined is None:
            return False
        self.visit, self._hello = joined
        _remember_line(self._data, str(self.visit.address))
        return True

    async def _log_in(self) -> bool:
        assert self._hello is not None  # noqa: S101  there is a class by now
        while not await self.push_screen_wait(LoginScreen(self._here, self._hello)):
            if self._hello.by_account or not await self._join():
                return False
        return True

    async def _waiting_room(self) -> object:
        from quiz.tui.screens.waiting import WaitingScreen

        assert self._hello is not None  # noqa: S101
        choice = await self.push_screen_wait(WaitingScreen(self._here, self._hello.classroom))
        await self._open.wait()
        return choice

    @property
    def _here(self) -> Visit:
        assert self.visit is not None  # noqa: S101
        return self.visit

    async def _sit(self, card: SittingCard) -> Way:
        """One sitting, until the learner goes back to the waiting room, hands the place over or is logged out."""
        takeover = False
        while True:
            desk = await self._open_desk(card, takeover=takeover)
            if desk is None:
                return "room"
            takeover = True
            try:
                way = await self._at_desk(desk)
            finally:
                self.keep()
                await errand(partial(self._here.leave, 0.0 if desk.read_only else 3.0))
            if way != "take-over":
                return cast("Way", way)

    async def _open_desk(self, card: SittingCard, *, takeover: bool) -> ClassDesk | None:
        """Begin or go on, after asking where another terminal has it; None for back."""
        from quiz.tui.screens.confirm import Confirm

        while True:
            try:
                return await errand(partial(self._here.open, card, takeover=takeover))
            except Refusal as error:
                if error.code != "taken" or takeover:
                    self.notify(sentence(error), severity="warning", timeout=6, markup=False)
                    self.typed_ahead.forget()
                    return None
            except QuizError as error:
                self.notify(sentence(error), severity="error", timeout=6, markup=False)
                self.typed_ahead.forget()
                return None
            question = (
                "You have this open at another place, or had a moment ago. Go on here? "
                "What you gave there is kept, and there you can then only look."
            )
            if not await self.push_screen_wait(Confirm(question, "Go on here", "Back")):
                return None
            takeover = True

    async def _at_desk(self, desk: ClassDesk) -> str:
        """``room``, ``hand-over``, ``log-in`` where nobody is in any more, ``take-over`` to open the attempt anew."""
        from quiz.tui.screens.submitted import SubmittedScreen

        look = False
        while True:
            if look or not desk.attempt.finished:
                way = await self._ask(desk)
                look = False
                if way != "done":
                    return way
                if not desk.attempt.finished:
                    return "room"
            after: str | None = await self.push_screen_wait(SubmittedScreen(desk, self._here.name))
            await self._open.wait()
            if after == "results":
                after = await self._show_results(desk)
                look = after == "look"
            if after == "log-in" and not await self._log_in_again():
                return "log-in"
            if after in (None, "room", "hand-over"):
                return after or "room"

    async def _show_results(self, desk: ClassDesk) -> str | None:
        from quiz.tui.screens.released import ReleasedScreen

        after = await self.push_screen_wait(ReleasedScreen(desk, self._here.name))
        await self._open.wait()
        return after

    async def _ask(self, desk: ClassDesk) -> str:
        """Ask until the learner is ``done``, or wishes something else: ``room``, ``hand-over``, ``take-over``."""
        from quiz.tui.screens.class_asking import ClassAsking
        from quiz.tui.screens.follow import FollowAsking, FollowRoom

        follow = desk.attempt.started.mode == "follow" and not desk.attempt.finished
        while True:
            if follow and desk.following is None:
                if not await self.push_screen_wait(FollowRoom(desk, self._here.name)):
                    return "room"
                if desk.attempt.finished:
                    return "done"
            screen = (FollowAsking if follow else ClassAsking)(desk, learner=self._here.name)
            self._ended = asyncio.get_running_loop().create_future()
            await self.push_screen(screen)
            while (said := await self._ended) == "log-in":
                await self._log_in_again()
                self._ended = asyncio.get_running_loop().create_future()
            await self._open.wait()
            self._ended = None
            screen.keep_draft()
            if screen in self.screen_stack:
                while self.screen is not screen:
                    await self.pop_screen()
                await self.pop_screen()
            if said != "moved":
                return said

    def on_asking_screen_ended(self, event: Any) -> None:
        event.stop()
        self._say_ended("done" if event.finished else "room")

    def on_class_asking_wished(self, event: Any) -> None:
        event.stop()
        self._say_ended(event.wish)

    def on_follow_asking_moved(self, event: Any) -> None:
        event.stop()
        self._say_ended("moved")

    def _say_ended(self, how: str) -> None:
        if self._ended is not None and not self._ended.done():
            self._ended.set_result(how)

    async def _log_in_again(self) -> bool:
        """The session has ended, perhaps after twelve hours: who is in stays in, and only the PIN is asked for."""
        assert self._hello is not None  # noqa: S101
        return await self.push_screen_wait(LoginScreen(self._here, self._hello, again=True))

    # Leaving the place to somebody else

    async def _hand_over(self) -> None:
        """Log out; what is not received stays here, sealed. A fresh program then asks for the next learner."""
        self.notify("Handing over …", markup=False)
        await errand(self._here.log_out)
        self.exit(AGAIN, return_code=AGAIN)

    def _lock_when_idle(self) -> None:
        if time.monotonic() - self._touched >= self._idle and self._open.is_set():
            self.action_lock()

    def action_lock(self) -> None:
        """Cover everything until the learner's PIN is typed; an account that says who it is has locks of its own."""
        if self.visit is None or not self.visit.has_pin or not self._open.is_set():
            return
        from quiz.tui.screens.locked import LockedScreen

        self.keep()
        self._open.clear()
        self.push_screen(LockedScreen(self.visit, time.monotonic), self._unlocked)

    def _unlocked(self, how: str | None) -> None:
        self._touched = time.monotonic()
        self._open.set()
        if how == "hand-over":
            self.run_worker(self._hand_over())


def run_class(line: str, data: Path) -> int:
    """Run the app for one learner; its exit code, AGAIN where the next one is waited for. Raises what ended it."""
    app = ClassApp(line, data)
    try:
        app.run()
    finally:
        if app.visit is not None:
            app.visit.close(1.0)
    if app.fault is not None:
        raise app.fault
    return app.return_value or 0


def _last_line(data: Path) -> str:
    try:
        return read_text(data / LAST_LINE, MOST_LINE).strip()
    except InputError:
        return ""


def _remember_line(data: Path, line: str) -> None:
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(data / LAST_LINE, f"{line}\n".encode())
    except (InputError, OSError):
        return  # a convenience, and a read-only home is nothing to stop for
