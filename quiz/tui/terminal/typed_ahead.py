"""Keys that are typed ahead: each one is dealt with after everything that the one before it has set off.

Textual puts a key into the queue of the widget that has the focus, and takes the next key at once. Bindings, focus and
messages come by other queues. So a key could overtake the one typed before it, and reach a field that was to be left.
"""

import asyncio
import time
from collections import deque
from typing import TYPE_CHECKING

from textual._queue import Queue
from textual.events import AppBlur, AppFocus, Event, InputEvent, Key, MouseMove, Paste
from textual.message import Message
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from quiz.tui.terminal_app import TerminalApp

MOST = 10_000
"""Keys that can wait; what is typed beyond is dropped, as a terminal does whose program does not read."""
PATIENCE = 5.0
"""Seconds after which a key is let through to an app that never comes to rest."""
QUIET = 3
"""Turns of the event loop in which nothing may be going on: a worker that was just begun has taken a step then."""
TURNS = 500
"""Turns after which what is waited for is no computing; from then on one looks every so often."""
PAUSE = 0.005
"""Seconds between two such looks."""

ORDERED = (InputEvent, Paste, AppBlur, AppFocus)
URGENT = frozenset({"escape", "ctrl+q", "ctrl+c"})
"""Keys that are heard while the app waits for something; what was typed before them is not wanted any more."""


class TypedAhead:
    """What keyboard and mouse send to an app, let through one by one."""

    def __init__(self, app: "TerminalApp") -> None:
        self._app = app
        self._waiting: deque[Event] = deque()
        self._due: Event | None = None
        """The one that is on its way through the app's queue."""
        self._usher: asyncio.Task[None] | None = None
        self._moving: MessagePump | None = None
        """What was not at rest the last time; most likely it still is not."""

    def is_due(self, event: Event) -> bool:
        """Whether an event is to be dealt with now. False: it waits, and is posted to the app again in its turn."""
        if not isinstance(event, ORDERED) or event.is_forwarded:
            return True
        if event is self._due:
            self._due = None
            return True
        if isinstance(event, MouseMove) and not self._waiting and self._due is None:
            return True
        self._queue(event)
        return False

    def _queue(self, event: Event) -> None:
        if isinstance(event, Key) and event.key in URGENT and self._app.busy:
            self._waiting.clear()
        if isinstance(event, MouseMove) and self._waiting and isinstance(self._waiting[-1], MouseMove):
            self._waiting[-1] = event
        elif len(self._waiting) < MOST:
            self._waiting.append(event)
        if self._usher is None:
            self._usher = asyncio.get_running_loop().create_task(self._let_in())

    def forget(self) -> None:
        """Drop what waits: it was meant for a screen that does not come."""
        self._waiting.clear()

    async def arrive(self, patience: float) -> None:
        """Until all that was typed is dealt with, or what is waited for is no computing; seconds at the most."""
        until = time.monotonic() + patience
        while self._usher is not None and not self._app.busy and time.monotonic() < until:
            await asyncio.sleep(0)

    async def _let_in(self) -> None:
        try:
            while True:
                await self._rest()
                if not self._waiting:
                    return
                self._due = self._waiting.popleft()
                self._app.post_message(self._due)
        except Exception as error:  # noqa: BLE001  the app decides
            self._app._handle_exception(error)
        finally:
            self._usher = None

    async def _rest(self) -> None:
        """Until nothing is going on in the app."""
        until = time.monotonic() + PATIENCE
        quiet = turns = 0
        while quiet < QUIET and time.monotonic() < until and self._app.is_running:
            turns += 1
            await asyncio.sleep(0 if turns < TURNS else PAUSE)
            if self._app.busy and not self._is_urgent():
                until = time.monotonic() + PATIENCE
                quiet = 0
            else:
                quiet = quiet + 1 if self._at_rest() else 0

    def _is_urgent(self) -> bool:
        return bool(self._waiting) and isinstance(first := self._waiting[0], Key) and first.key in URGENT

    def _at_rest(self) -> bool:
        if self._moving is None or _at_rest(self._moving):
            pumps = (self._app, *self._app._registry)
            self._moving = next((pump for pump in pumps if not _at_rest(pump)), None)
        return self._moving is None


def _at_rest(pump: MessagePump) -> bool:
    """Whether a widget, a screen or the app has nothing to do, and is not in the middle of doing it."""
    if pump._closed or (pump._task is None and not pump.is_dom_root):
        return True
    queue: Queue[Message | None] = pump._message_queue
    return queue.empty() and bool(queue.ready_event._waiters)
