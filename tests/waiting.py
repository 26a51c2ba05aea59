"""Waiting with an end: whatever a test waits for, it gives up after a time and says what never came.

The times are long, so that a loaded machine only makes a test slower. A wait without an end would stop everything else
that its process still has to try.
"""

import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any

PATIENCE = 60.0
"""Seconds for something that takes a moment."""
RUN = 120.0
"""Seconds for a program from its start to its end."""


def wait_until(done: Callable[[], Any], what: str = "it", patience: float = PATIENCE) -> Any:
    """Wait for a condition, never for a time; what it gave."""
    end = time.monotonic() + patience
    while not (found := done()):
        assert time.monotonic() < end, f"never came: {what}"
        time.sleep(0.01)
    return found


def run_to_end(command: Sequence[Any], **how: Any) -> "subprocess.CompletedProcess[Any]":
    """``subprocess.run`` with an end, also where a program that was left behind keeps the pipes open."""
    return subprocess.run(command, **{"check": False, "timeout": RUN, **how})


def joined(*threads: threading.Thread, patience: float = RUN) -> None:
    """Wait for threads to end."""
    end = time.monotonic() + patience
    for one in threads:
        one.join(max(0.0, end - time.monotonic()))
        assert not one.is_alive(), f"the thread {one.name} never ended"


@contextmanager
def watched(process: "subprocess.Popen[Any]", what: str, patience: float = PATIENCE) -> Iterator[None]:
    """Kill a process where something fails inside, or is too slow: then reads of its pipes end.

    what: the words for what never came.
    """
    late = threading.Event()

    def give_up() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(patience, give_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    except BaseException:
        process.kill()
        raise
    finally:
        timer.cancel()
        assert not late.is_set(), f"never came: {what}"


def head_of(process: "subprocess.Popen[str]", what: str) -> list[str]:
    """The lines that a program says up to the first empty one; where it ends before that, those it has said."""
    lines = []
    said: IO[str] | None = process.stdout
    assert said is not None
    with watched(process, what):
        for line in said:
            if not line.strip():
                break
            lines.append(line)
    return lines
