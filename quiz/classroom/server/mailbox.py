"""Between the event loop and the store's thread: what comes together is saved together.

The works that come in one turn of the loop, and those that come while a commit is under way, are done in one
transaction, in the loop's own thread where the store allows it: a hand-over between threads costs more than the work
itself. Only the commit is left to the store's thread, and nobody hears of anything before it has returned.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar

from quiz.store.classes.db import Db

if TYPE_CHECKING:
    from quiz.store.classes.opening import AnyStore
    from quiz.store.classes.store import Outcome

T = TypeVar("T")
Work = Callable[[Db], Any]

_Waiting = tuple[Work, "asyncio.Future[Any]"]


class Mailbox:
    """For one loop."""

    def __init__(self, store: "AnyStore") -> None:
        self._store = store
        self._going: list[_Waiting] = []
        self._committing = False
        self._done: deque[tuple[Callable[[Future[Any]], None], Future[Any]]] = deque()
        self._woken = False

    async def write(self, work: Callable[[Db], T]) -> T:
        """What a learner's work comes to, once it is saved. Its exception is raised; then nothing of it is saved."""
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[T] = loop.create_future()
        if not self._going and not self._committing:
            loop.call_soon(self._send)
        self._going.append((work, waiting))
        return await waiting

    def _send(self) -> None:
        batch, self._going = self._going, []
        started = self._store.write_here([work for work, _ in batch])
        if started is None:
            self._hand_in(batch)
            return
        outcomes, saved = started
        self._committing = True
        self._hear(saved, lambda done: self._committed(batch, outcomes, done))

    def _committed(self, batch: list[_Waiting], outcomes: "list[Outcome]", saved: "Future[None]") -> None:
        self._committing = False
        if self._going:
            self._send()
        if saved.exception() is not None:
            self._hand_in(batch)
            return
        for (_, waiting), one in zip(batch, outcomes, strict=True):
            if waiting.done():  # given up meanwhile
                continue
            if one.error is not None:
                waiting.set_exception(one.error)
            else:
                waiting.set_result(one.value)

    def _hand_in(self, batch: list[_Waiting]) -> None:
        """Each for itself, by the store's thread: it knows what to do about a disk."""
        for work, waiting in batch:
            self._hear(self._store.write(work, "learner"), _settling(waiting))

    async def wait(self, future: "Future[T]") -> T:
        """What a future of the store comes to, as ``asyncio.wrap_future``."""
        waiting: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._hear(future, _settling(waiting))
        return await waiting

    def _hear(self, future: "Future[Any]", then: Callable[["Future[Any]"], None]) -> None:
        loop = asyncio.get_running_loop()

        def settled(done: "Future[Any]") -> None:
            self._done.append((then, done))
            # Where two threads see it unset both wake the loop, which does no harm.
            if not self._woken:
                self._woken = True
                loop.call_soon_threadsafe(self._hand_over)

        future.add_done_callback(settled)

    def _hand_over(self) -> None:
        # Unset first: what is appended from here on either is seen below or wakes the loop again.
        self._woken = False
        while self._done:
            then, done = self._done.popleft()
            then(done)


def _settling(waiting: "asyncio.Future[Any]") -> Callable[["Future[Any]"], None]:
    def settle(done: "Future[Any]") -> None:
        if waiting.done():  # given up meanwhile
            return
        error = done.exception()
        if error is not None:
            waiting.set_exception(error)
        else:
            waiting.set_result(done.result())

    return settle
