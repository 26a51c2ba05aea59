"""Being told to end while waiting for a line."""

import os
import select
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO


class Stopped(BaseException):
    """A signal asks the program to end; derived as KeyboardInterrupt is, so that nothing takes it for an error."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


_bell: int | None = None
"""While ``signals_stop`` holds: readable once a signal has come."""


@contextmanager
def signals_stop() -> Iterator[None]:
    """SIGTERM and SIGHUP raise Stopped; only the main thread may say so, others leave signals alone."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, _: FrameType | None) -> None:
        raise Stopped(number)

    caught = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {number: signal.signal(number, stop) for number in caught}
    try:
        with _signals_ring():
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _signals_ring() -> Iterator[None]:
    global _bell
    if os.name != "posix":  # elsewhere a signal is told by a socket alone, and no console can be waited for with it
        yield
        return
    outer, (_bell, rope) = _bell, os.pipe()
    ends = (_bell, rope)
    for end in ends:
        os.set_blocking(end, False)
    before = signal.set_wakeup_fd(rope, warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        _bell = outer
        for end in ends:
            os.close(end)


def wait_for_line(terminal: TextIO) -> None:
    """Wait until a line was typed, or a signal has come, whose handler then runs.

    A read alone hears no signal that comes between its last look and its own wait: nothing would happen until a line
    is typed. Returns at once where a terminal does not hand over line by line, so that more may have been read of it.
    """
    if _bell is None or not _gives_lines(terminal):
        return
    typed = terminal.fileno()
    while typed not in select.select([typed, _bell], [], [])[0]:
        os.read(_bell, 1000)


def _gives_lines(terminal: TextIO) -> bool:
    import termios

    try:
        return bool(termios.tcgetattr(terminal)[3] & termios.ICANON)
    except (OSError, ValueError, termios.error):  # no terminal after all, or one that is gone
        return False
