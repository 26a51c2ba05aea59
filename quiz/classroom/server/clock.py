"""The one clock that counts in a class: it never goes back, whatever is done to the machine's."""

import threading
import time


class ServerClock:
    """UTC milliseconds since 1970: a wall clock as it was at the start, and from then on the monotonic one.

    A server that starts again with its clock set back goes on from the latest moment its store knows of.
    """

    def __init__(self, known: int = 0, now: int | None = None) -> None:
        """known: the latest moment in the store. now: by a clock that servers share; None for this machine's."""
        self._latest = max(time.time_ns() // 1_000_000 if now is None else now, known)
        self._ahead = self._latest - _ticks()
        self._one = threading.Lock()

    def now(self) -> int:
        with self._one:
            self._latest = max(self._latest, _ticks() + self._ahead)
            return self._latest

    def follow(self, shared: int | None) -> None:
        """Go on from what the clock that servers share says now, None for no such clock.

        One that has run ahead stands until the other has come as far.
        """
        if shared is not None:
            self._ahead = shared - _ticks()


def _ticks() -> int:
    return time.monotonic_ns() // 1_000_000
