"""A store's thread that lends its connection: a thread that is at work anyway runs its transaction itself.

Handing work over to another thread and its outcome back costs more than the work of one answer, and two threads that
take turns at Python code wake each other for every call of the system. So the event loop works in a transaction of its
own and waits for the disk itself, once for all who answer at that moment; nothing that a class's server is asked could
be answered without the store meanwhile. Redis does the same where every write is to be on the disk ("appendfsync
always").
"""

import sqlite3
import threading
from typing import Any

from quiz.store.errors import is_disk
from quiz.store.worker import Disk, Worker, _Job


class LendingWorker(Worker):
    """As ``Worker``. The connection is used by one thread at a time: by whoever holds ``_turn``."""

    def __init__(self, disk: Disk, quiet: float) -> None:
        self._turn = threading.Lock()
        self._wanted = False
        self.kept: dict[str, Any] = {}
        """What borrowers remember of the store (see ``Db``); touched only by whoever has the turn."""
        super().__init__(disk, quiet)

    def borrow(self) -> sqlite3.Connection | None:
        """The connection, with a transaction begun; None where it is in use or somebody waits for it.

        It has to be given back by ``commit`` or ``undo``, soon and without waiting for anything else.
        """
        if self._wanted or not self._jobs.empty() or not self._turn.acquire(blocking=False):
            return None
        connection = self._connection
        if connection is not None and not self._closed:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.Error:
                pass  # the thread's own way of working finds out why, and what can be done
            else:
                return connection
        self._turn.release()
        return None

    def commit(self) -> bool:
        """Give it back with what was done on the disk; False where nothing of it is kept."""
        saved = False
        try:
            saved = self._commit()
        finally:
            if not saved:
                self.kept.clear()
            self._turn.release()
        return saved

    def undo(self) -> None:
        """Give it back with nothing done."""
        try:
            self.kept.clear()
            self._roll_back()
        finally:
            self._turn.release()

    def _outcomes(self, batch: list[_Job]) -> list[object]:
        self._wanted = True
        with self._turn:
            self._wanted = False
            if batch[0].kind != "read":
                self.kept.clear()
            return super()._outcomes(batch)

    def _end(self) -> None:
        self._wanted = True
        with self._turn:
            super()._end()

    def _roll_back(self) -> None:
        """As if nothing had been done, be it by a connection of its own: closing one undoes what it had begun."""
        try:
            if self._connection is not None and self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            self._disconnect()

    def _commit(self) -> bool:
        connection = self._connection
        if connection is None:
            return False
        try:
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            if is_disk(error):
                self._disconnect()
            return False
        if not self._disk.in_place():
            self._disconnect()
            return False
        return True
