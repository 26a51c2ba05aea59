"""A store's thread that lends its connection: a thread that is at work anyway runs its transaction itself.

Handing work over to another thread and its outcome back costs more than the work of one answer, and two threads at
Python code slow each other down. So the event loop works in a transaction of its own and hands over the commit alone,
which waits for the disk and runs no Python.
"""

import sqlite3
import threading
from concurrent.futures import Future
from typing import Any

from quiz.store.errors import StoreFailed, from_sqlite, is_disk
from quiz.store.worker import Disk, Worker, _Job


class LendingWorker(Worker):
    """As ``Worker``. The connection is used by one thread at a time: by whoever holds ``_turn``."""

    def __init__(self, disk: Disk, quiet: float) -> None:
        self._turn = threading.Lock()
        self._lent: Future[None] | None = None
        """Of a transaction that waits for its commit; changed by whoever has the turn."""
        self._wanted = False
        self.kept: dict[str, Any] = {}
        """What borrowers remember of the store (see ``Db``); touched only by whoever has the turn."""
        super().__init__(disk, quiet)

    def borrow(self) -> sqlite3.Connection | None:
        """The connection, with a transaction begun; None where it is in use or somebody waits for it.

        It has to be given back by ``give_back`` or ``undo``, soon and without waiting for anything else.
        """
        if self._wanted or not self._jobs.empty() or not self._turn.acquire(blocking=False):
            return None
        connection = self._connection
        if connection is not None and self._lent is None and not self._closed:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.Error:
                pass  # the thread's own way of working finds out why, and what can be done
            else:
                return connection
        self._turn.release()
        return None

    def give_back(self) -> "Future[None]":
        """Have what was done committed. Done once the commit has returned; an exception: nothing of it is kept."""
        done = self._lent = Future()
        self._turn.release()
        self._jobs.put(self._job(_nothing, "alone"))
        return done

    def undo(self) -> None:
        """Give it back with nothing done."""
        self.kept.clear()
        try:
            if self._connection is not None and self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            self._disconnect()
        finally:
            self._turn.release()

    def _outcomes(self, batch: list[_Job]) -> list[object]:
        if batch[0].run is _nothing:
            self._settle()
            return [None]
        self._wanted = True
        self._settle()
        with self._turn:
            self._wanted = False
            if batch[0].kind != "read":
                self.kept.clear()
            return super()._outcomes(batch)

    def _end(self) -> None:
        self._wanted = True
        self._settle()
        with self._turn:
            super()._end()

    def _settle(self) -> None:
        """Commit what was lent, if anything, and say so once the connection is free again."""
        with self._turn:
            lent, self._lent = self._lent, None
            error = self._commit() if lent is not None else None
            if error is not None:
                self.kept.clear()
        if lent is not None and error is None:
            lent.set_result(None)
        elif lent is not None:
            lent.set_exception(error)

    def _commit(self) -> Exception | None:
        connection = self._connection
        if connection is None:
            return StoreFailed(f"{self._disk.where}: closed before the commit")
        try:
            connection.execute("COMMIT")
            if self._disk.in_place():
                return None
        except sqlite3.Error as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if is_disk(error):
                self._disconnect()
            return from_sqlite(error, self._disk.where)
        self._disconnect()
        return StoreFailed(f"{self._disk.where}: replaced by another program while in use")


def _nothing(_: Any) -> None:
    """A job for waking the thread."""
