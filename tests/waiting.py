"""Waiting with an end: whatever a test waits for, it gives up after a time and says what never came.

The times are long, so that a loaded machine only makes a test slower. A wait without an end would stop everything else
that its process still has to try.
"""

import asyncio
import subprocess
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import wraps
from typing import IO, Any, TypeVar

T = TypeVar("T")

PATIENCE = 60.0
"""Seconds for something that takes a moment."""
RUN = 120.0
"""Seconds for a program from its start to its end."""
LONGEST = 240.0
"""Seconds after which a test that awaits something is ended; less than ``timeout`` in pyproject.toml."""


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


async def wait_until_async(done: Callable[[], Any], what: str | Callable[[], str], patience: float = PATIENCE) -> Any:
    """As ``wait_until``, while the event loop goes on. what: may be a question, asked when it never came."""
    end = time.monotonic() + patience
    while not (found := done()):
        assert time.monotonic() < end, f"never came: {what if isinstance(what, str) else what()}"
        await asyncio.sleep(0.01)
    return found


async def within(awaited: Awaitable[T], what: str, patience: float = PATIENCE) -> T:
    """What is awaited, where it comes in time; else an error that tells where every task of the event loop stands."""
    async with in_time(what, patience):
        return await awaited


@asynccontextmanager
async def in_time(what: str, patience: float = PATIENCE) -> AsyncIterator[None]:
    """As ``within``, for all that is awaited inside.

    What is left in disorder then may wait for ever in its turn, such as an app for its own end: every other task is
    cancelled a little later.
    """
    where: list[str] = []
    here, loop = asyncio.current_task(), asyncio.get_running_loop()

    def cancel_the_others() -> None:
        for one in asyncio.all_tasks() - {here}:
            one.cancel()

    later = [
        loop.call_later(0.99 * patience, lambda: where.append(tasks())),
        *(loop.call_later(patience + times * min(5.0, patience), cancel_the_others) for times in (1, 2, 3)),
    ]
    limit = asyncio.timeout(patience)
    try:
        async with limit:
            yield
    except Exception:
        if not limit.expired():
            raise
    finally:
        for one in later:
            one.cancel()
    assert not limit.expired(), f"never came: {what}\n{''.join(where)}"


def with_an_end(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., Coroutine[Any, Any, None]]:
    """The test, for LONGEST at the most. The stack of an event loop that waits would not say what is awaited."""

    @wraps(test)
    async def ended(*arguments: Any, **named: Any) -> None:
        await within(test(*arguments, **named), "the end of the test", LONGEST)

    return ended


def tasks() -> str:
    """Every task of the event loop, a line each, with the places at which it waits, the outermost first."""
    return "\n".join(sorted(f"{task.get_name()}: {' > '.join(_places(task))}" for task in asyncio.all_tasks()))


def _places(task: "asyncio.Task[Any]") -> Iterator[str]:
    at: Any = task.get_coro()
    while at is not None:
        frame = getattr(at, "cr_frame", None) or getattr(at, "gi_frame", None)
        if frame is not None:
            yield f"{frame.f_code.co_filename.rpartition('/')[2]}:{frame.f_lineno} {frame.f_code.co_name}"
        at = getattr(at, "cr_await", None) or getattr(at, "gi_yieldfrom", None)
