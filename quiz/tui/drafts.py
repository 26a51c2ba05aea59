"""Keeping what is typed: soon after the keys pause, and never later than a second."""

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

from quiz.attempts.desk import Desk, Receipt
from quiz.errors import NotAllowed
from quiz.questions.response import Response

AFTER = 0.3
"""Seconds without a key until what is typed is kept."""
AT_MOST = 0.9
"""Seconds until it is kept although keys keep coming."""


class Drafts:
    """Holds the latest draft of a screen until it is time to write it down."""

    def __init__(self, screen: Widget, desk: Desk, now: Callable[[], float], watch: Callable[[Receipt], None]) -> None:
        """now: seconds that only go forward. watch is given the receipt of every draft that is written."""
        self._screen, self._desk, self._now, self._watch = screen, desk, now, watch
        self._pending: tuple[str, Response] | None = None
        self._timer: Timer | None = None
        self._since = 0.0

    def take(self, question: str, response: Response) -> None:
        """A newer draft; replaces one that is not written yet."""
        self._pending = (question, response)
        now = self._now()
        if self._timer is None:
            self._since = now
        else:
            self._timer.stop()
        self._timer = self._screen.set_timer(max(0.0, min(AFTER, self._since + AT_MOST - now)), self.keep)

    def drop(self) -> None:
        """The draft has become an answer."""
        self._pending = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

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
