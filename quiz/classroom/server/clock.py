"""The one clock that counts in a class: it never goes back, whatever is done to the machine's."""

import time


class ServerClock:
    """UTC milliseconds since 1970: a wall clock as it was at the start, and from then on the monotonic one.

    A server that starts again with its clock set back goes on from the latest moment its store knows of.
    """

    def __init__(self, known: int = 0, now: int | None = None) -> None:
        """known: the latest moment in the store. now: by a clock that servers share; None for this machine's."""
        self._at_start = max(time.time_ns() // 1_000_000 if now is None else now, known)
        self._ticks = time.monotonic_ns()

    def now(self) -> int:
        return self._at_start + (time.monotonic_ns() - self._ticks) // 1_000_000
