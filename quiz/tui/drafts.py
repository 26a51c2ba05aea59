"""Keeping what is typed: soon after the keys pause, and so early that a second after a key it is on the disk."""

from asyncio import AbstractEventLoop, TimerHandle
from collections.abc import Callable

from quiz.attempts.desk import Desk, Receipt
from quiz.errors import NotAllowed
from quiz.questions.response import Response

AFTER = 0.2
"""Seconds without a key until what is typed is kept."""
AT_MOST = 0.5
"""Seconds until it is kept although keys keep coming; a slow disk and a busy machine have the rest of the second."""


class Soon:
    """Calls when the keys pause, and at the latest half a second after the first of them.

    The event loop calls at that time by itself: a timer of Textual's would queue behind the keys that wait.
    """

    def __init__(self, loop: AbstractEventLoop, call: Callable[[], None]) -> None:
        self._loop, self._call = loop, call
        self._timer: TimerHandle | None = None
        self._since = 0.0

    def touch(self) -> None:
        """There was a key."""
        now = self._loop.time()
        if self._timer is None:
            self._since = now
        else:
            self._timer.cancel()
        if now - self._since >= AT_MOST:
            self._run()
        else:
            self._timer = self._loop.call_at(min(now + AFTER, self._since + AT_MOST), self._run)

    def stop(self) -> None:
        """Nothing is left to be done."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _run(self) -> None:
        self.stop()
        self._call()


class Drafts:
    """Holds the latest draft until it is time to write it down."""

    def __init__(self, desk: Desk, loop: AbstractEventLoop, watch: Callable[[Receipt], None]) -> None:
        """watch is given the receipt of every draft that is written."""
        self._desk, self._watch = desk, watch
        self._pending: tuple[str, Response] | None = None
        self._soon = Soon(loop, self.keep)

    def take(self, question: str, response: Response) -> None:
        """A newer draft; replaces one that is not written yet."""
        self._pending = (question, response)
        self._soon.touch()

    def drop(self) -> None:
        """The draft has become an answer."""
        self._pending = None
        self._soon.stop()

    def keep(self) -> None:
        """Write the draft down now; to be called before anything that could lose it."""
        pending = self._pending
        self.drop()
        attempt = self._desk.attempt
        if pending is not None and not attempt.finished and not attempt.items[pending[0]].closed:
            try:
                self._watch(self._desk.draft(*pending))
            except NotAllowed:
                return  # the time ran out while this was being typed, longer ago than the grace
