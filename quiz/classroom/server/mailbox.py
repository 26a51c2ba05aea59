"""Between the event loop and the store's thread: what comes together goes over together, both ways.

Each hand-over between threads costs about as much as saving an answer does. So the writes that one turn of the loop
brings are one job of the store, and the loop is woken once for all that a commit has settled.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from quiz.store.classes.db import Db

T = TypeVar("T")
Work = Callable[[Db], Any]


class Mailbox:
    """For one loop. write: as the store's, for learners. together: whether several works may be one transaction."""

    def __init__(self, write: Callable[[Work], "Future[Any]"], *, together: bool) -> None:
        self._store_write = write
        self._together = together
        self._going: list[tuple[Work, asyncio.Future[Any]]] = []
        self._done: deque[tuple[asyncio.Future[Any], Future[Any]]] = deque()
        self._woken = False
        self._settling: set[asyncio.Future[None]] = set()

    async def write(self, work: Callable[[Db], T]) -> T:
        """What the work comes to, once it is saved; its exception is raised, and then nothing of it is saved."""
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[T] = loop.create_future()
        if not self._together:
            return await self.wait(self._store_write(work))
        if not self._going:
            loop.call_soon(self._send)
        self._going.append((work, waiting))
        return await waiting

    def _send(self) -> None:
        batch, self._going = self._going, []
        if len(batch) == 1:
            self._alone(*batch[0])
            return

        def run(db: Db) -> list[Any]:
            return [work(db) for work, _ in batch]

        settling = asyncio.ensure_future(self._settle(batch, run))
        self._settling.add(settling)
        settling.add_done_callback(self._settling.discard)

    async def _settle(self, batch: list[tuple[Work, asyncio.Future[Any]]], run: Work) -> None:
        try:
            found = await self.wait(self._store_write(run))
        except Exception:  # noqa: BLE001 - one of them has failed and undone all: each for itself then
            for work, waiting in batch:
                self._alone(work, waiting)
            return
        for (_, waiting), one in zip(batch, found, strict=True):
            if not waiting.done():
                waiting.set_result(one)

    def _alone(self, work: Work, waiting: "asyncio.Future[Any]") -> None:
        self._hear(self._store_write(work), waiting, asyncio.get_running_loop())

    async def wait(self, future: "Future[T]") -> T:
        """What a future of the store comes to, as ``asyncio.wrap_future``."""
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[T] = loop.create_future()
        self._hear(future, waiting, loop)
        return await waiting

    def _hear(self, future: "Future[Any]", waiting: "asyncio.Future[Any]", loop: asyncio.AbstractEventLoop) -> None:
        def settled(done: "Future[Any]") -> None:
            self._done.append((waiting, done))
            # Where two threads see it unset both wake the loop, which does no harm.
            if not self._woken:
                self._woken = True
                loop.call_soon_threadsafe(self._hand_over)

        future.add_done_callback(settled)

    def _hand_over(self) -> None:
        # Unset first: what is appended from here on either is seen below or wakes the loop again.
        self._woken = False
        while self._done:
            waiting, done = self._done.popleft()
            if waiting.done():  # given up meanwhile
                continue
            error = done.exception()
            if error is not None:
                waiting.set_exception(error)
            else:
                waiting.set_result(done.result())
