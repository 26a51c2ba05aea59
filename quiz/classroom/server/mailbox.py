"""Between the event loop and the store: what comes together is saved together.

The works that come while the loop is busy reading are done in one transaction, in the loop's own thread where the store
allows it: a hand-over between threads costs more than the work itself. Nobody hears of anything before its commit has
returned.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar

from quiz.store.classes.db import Db
from quiz.store.classes.store import Outcome

if TYPE_CHECKING:
    from quiz.store.classes.opening import AnyStore

T = TypeVar("T")
Work = Callable[[Db], Any]

_Waiting = tuple[Work, "asyncio.Future[Any]"]

QUIET_TURNS = 2
"""Turns of the loop without another work before a transaction begins: one reads a request, one comes to its work."""

MOST_GATHERED = 64
"""Works that do not wait for more."""


class Mailbox:
    """For one loop."""

    def __init__(self, store: "AnyStore") -> None:
        self._store = store
        self._going: list[_Waiting] = []
        self._done: deque[tuple[Future[Any], asyncio.Future[Any]]] = deque()
        self._woken = False

    async def write(self, work: Callable[[Db], T]) -> T:
        """What a learner's work comes to, once it is saved. Its exception is raised; then nothing of it is saved."""
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[T] = loop.create_future()
        if not self._going:
            loop.call_soon(self._gather, 0, 0)
        self._going.append((work, waiting))
        return await waiting

    def _gather(self, before: int, quiet: int) -> None:
        """Go on reading while there is something to read: a commit costs the same for one work and for many.

        before: works of a turn ago; quiet: turns without another. No time passes in which there was nothing to do.
        """
        here = len(self._going)
        quiet = 0 if here > before else quiet + 1
        if quiet == QUIET_TURNS or here >= MOST_GATHERED:
            self._send()
        else:
            asyncio.get_running_loop().call_soon(self._gather, here, quiet)

    def _send(self) -> None:
        batch, self._going = self._going, []
        try:
            outcomes = self._store.write_here([work for work, _ in batch])
        except Exception as error:  # noqa: BLE001 - whoever waits must hear of it, whatever it is
            outcomes = [Outcome(error=error)] * len(batch)
        if outcomes is None:
            # Each for itself, by the store's thread: it knows what to do about a disk.
            for work, waiting in batch:
                self._hear(self._store.write(work, "learner"), waiting)
            return
        for (_, waiting), one in zip(batch, outcomes, strict=True):
            if waiting.done():  # given up meanwhile
                continue
            if one.error is not None:
                waiting.set_exception(one.error)
            else:
                waiting.set_result(one.value)

    async def wait(self, future: "Future[T]") -> T:
        """What a future of the store comes to, as ``asyncio.wrap_future``."""
        waiting: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._hear(future, waiting)
        return await waiting

    def _hear(self, future: "Future[Any]", waiting: "asyncio.Future[Any]") -> None:
        loop = asyncio.get_running_loop()

        def settled(done: "Future[Any]") -> None:
            self._done.append((done, waiting))
            # Where two threads see it unset both wake the loop, which does no harm.
            if not self._woken:
                self._woken = True
                loop.call_soon_threadsafe(self._hand_over)

        future.add_done_callback(settled)

    def _hand_over(self) -> None:
        # Unset first: what is appended from here on either is seen below or wakes the loop again.
        self._woken = False
        while self._done:
            done, waiting = self._done.popleft()
            if waiting.done():  # given up meanwhile
                continue
            error = done.exception()
            if error is not None:
                waiting.set_exception(error)
            else:
                waiting.set_result(done.result())
