"""The one thread that touches the disk: jobs go in through a queue, their futures are resolved after the commit.

Jobs that write and wait at the same moment share a transaction (group commit), each in a savepoint of its own, so
that one that fails does not take the others with it.
"""

import atexit
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from quiz.store.connection import transaction
from quiz.store.errors import StoreClosed, StoreFailed, from_sqlite, is_disk, is_full

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
# read: a transaction of its own, which sees one moment. write: shared with others. alone: no transaction.
Kind = Literal["read", "write", "alone"]
MOST_TOGETHER = 256
MOST_TRIES = 3


class Disk(Protocol):
    """Where the worker's connection comes from, and what can be done when it fails."""

    @property
    def where(self) -> object: ...

    def connect(self, *, again: bool) -> sqlite3.Connection:
        """A connection ready for use; again: after one that failed. Raises StoreError or sqlite3.Error."""

    def in_place(self) -> bool:
        """False where the file under the connection is no longer the one of that name."""

    def free_space(self) -> bool:
        """Give up what was reserved for a full disk; False where nothing was."""

    def release(self) -> None:
        """The connection has been closed for good."""


class _Job:
    def __init__(self, run: Callable[[sqlite3.Connection], Any], kind: Kind, future: "Future[Any]") -> None:
        self.run, self.kind, self.future = run, kind, future


class Worker:
    def __init__(self, disk: Disk, quiet: float) -> None:
        """quiet: seconds without a job after which the idle jobs run."""
        self._disk = disk
        self._quiet = quiet
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._idle: deque[_Job] = deque()
        self._closing = threading.Lock()
        self._closed = False
        self._connection: sqlite3.Connection | None = None
        self._connected_before = False
        self._thread = threading.Thread(target=self._work, name="store", daemon=True)
        self._thread.start()
        # For a program that ends by an exception: what was queued is still saved.
        atexit.register(self.close, 10.0)

    def submit(self, run: Callable[[sqlite3.Connection], T], kind: Kind) -> "Future[T]":
        """Queue a job; jobs run in the order in which they came. Its errors are StoreErrors of its future."""
        job = self._job(run, kind)
        with self._closing:
            if self._closed:
                job.future.set_exception(StoreClosed(f"{self._disk.where}: already closed; start the program again"))
            else:
                self._jobs.put(job)
        return job.future

    def when_idle(self, run: Callable[[sqlite3.Connection], T]) -> "Future[T]":
        """A job without a transaction, run once nothing else is asked for; cancelled by ``close``.

        To be called before the first ``submit``.
        """
        job = self._job(run, "alone")
        self._idle.append(job)
        return job.future

    def close(self, timeout: float) -> bool:
        """Finish what is queued, then disconnect; False where that takes longer than timeout seconds."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        self._thread.join(timeout)
        atexit.unregister(self.close)
        return not self._thread.is_alive()

    @staticmethod
    def _job(run: Callable[[sqlite3.Connection], Any], kind: Kind) -> _Job:
        # Costs 10 ms where asyncio has not imported it yet, so not before there is a store.
        from concurrent.futures import Future

        return _Job(run, kind, Future())

    def _work(self) -> None:
        waiting: deque[_Job | None] = deque()
        while True:
            if not waiting:
                waiting.append(self._next())
            while len(waiting) < MOST_TOGETHER and not self._jobs.empty():
                waiting.append(self._jobs.get())
            job = waiting.popleft()
            if job is None:
                break
            batch = [job]
            while job.kind == "write" and waiting and (following := waiting[0]) and following.kind == "write":
                batch.append(following)
                waiting.popleft()
            self._run(batch)
        for idle in self._idle:
            idle.future.cancel()
        self._end()

    def _end(self) -> None:
        try:
            self._disconnect()
        finally:
            self._disk.release()

    def _next(self) -> _Job | None:
        while self._idle:
            try:
                return self._jobs.get(timeout=self._quiet)
            except Empty:
                self._run([self._idle.popleft()])
        return self._jobs.get()

    def _run(self, batch: list[_Job]) -> None:
        batch = [job for job in batch if job.future.set_running_or_notify_cancel()]
        if not batch:
            return
        for job, outcome in zip(batch, self._outcomes(batch), strict=True):
            if isinstance(outcome, _Failed):
                job.future.set_exception(outcome.error)
            else:
                job.future.set_result(outcome)

    def _outcomes(self, batch: list[_Job]) -> list[object]:
        try:
            return self._mending(batch)
        except BaseException as error:  # noqa: BLE001 - whoever waits must hear of it, whatever it is
            return [_Failed(error)] * len(batch)

    def _mending(self, batch: list[_Job]) -> list[object]:
        """Run a batch, again where the cause of a failure could be removed: events appended twice do no harm."""
        for tries_left in reversed(range(MOST_TRIES)):
            try:
                outcomes = self._together(batch)
            except sqlite3.Error as error:
                freed = is_full(error) and self._disk.free_space()
                if is_disk(error):
                    # After a failed sync the kernel may have dropped what it could not write: start from the file.
                    self._disconnect()
                if not tries_left or not (freed or is_disk(error)):
                    raise from_sqlite(error, self._disk.where) from error
            else:
                if batch[0].kind != "write" or self._disk.in_place():
                    return outcomes
                self._disconnect()
        raise StoreFailed(f"{self._disk.where}: replaced by another program while in use; start the program again")

    def _together(self, batch: list[_Job]) -> list[object]:
        if self._connection is None:
            self._connection = self._disk.connect(again=self._connected_before)
            self._connected_before = True
        kind = batch[0].kind
        if kind == "alone":
            return [batch[0].run(self._connection)]
        with transaction(self._connection, "IMMEDIATE" if kind == "write" else "DEFERRED"):
            return [_in_savepoint(self._connection, job) for job in batch]

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


class _Failed:
    def __init__(self, error: BaseException) -> None:
        self.error = error


def _in_savepoint(connection: sqlite3.Connection, job: _Job) -> object:
    connection.execute("SAVEPOINT job")
    try:
        outcome = job.run(connection)
    except sqlite3.Error:
        # The disk's or the file's trouble, not this job's: it concerns all that share the transaction.
        raise
    except Exception as error:  # noqa: BLE001 - belongs to whoever waits for this job
        connection.execute("ROLLBACK TO job")
        outcome = _Failed(error)
    connection.execute("RELEASE job")
    return outcome
