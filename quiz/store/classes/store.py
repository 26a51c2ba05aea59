"""A class's store: transactions in, futures out. A future of a write is done once its commit has returned."""

import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from quiz.store import backups
from quiz.store.checks import Damage
from quiz.store.classes import checks, cleaning
from quiz.store.classes.cleaning import Cleaned
from quiz.store.classes.db import Db, Side, SqliteDb
from quiz.store.classes.disk import ClassDisk, ClassHome
from quiz.store.classes.lending import LendingWorker

T = TypeVar("T")

TEN_MINUTES = 600_000
LATEST = 12
"""Backups made every ten minutes that stay, besides the daily, weekly and monthly ones."""


class Outcome(msgspec.Struct, frozen=True):
    """What a work gave, or the exception that it raised."""

    value: Any = None
    error: Exception | None = None


class ClassStore:
    """Open with ``ClassStore.open``; close with ``close``. Threads may share one."""

    def __init__(self, disk: ClassDisk, home: ClassHome) -> None:
        self._disk = disk
        self._worker = LendingWorker(disk, quiet=1.0)
        self.home = home

    @classmethod
    def open(cls, folder: Path, *, now: int) -> "ClassStore":
        """Open the store in a class's folder, making what is missing; nobody else can have it open.

        now: UTC milliseconds since 1970. Raises StoreLocked where a server has it, and as ``Store.open`` does.
        """
        home = ClassHome(folder)
        store = cls(ClassDisk(home, now), home)
        try:
            store._worker.submit(lambda _: None, "alone").result()
        except BaseException:
            store.close()
            raise
        return store

    @property
    def low(self) -> bool:
        """True while the disk is full but for what was kept for that case: no new attempt is to begin."""
        return self._disk.low

    def now(self) -> int | None:
        """None: where one machine keeps a class, its own clock counts."""
        return None

    def write(self, run: Callable[[Db], T], side: Side = "marker") -> "Future[T]":  # noqa: ARG002
        """All or nothing; an exception of ``run`` undoes what it did. Others may share the commit."""
        return self._worker.submit(lambda connection: run(SqliteDb(connection)), "write")

    def read(self, run: Callable[[Db], T], side: Side = "marker") -> "Future[T]":  # noqa: ARG002
        """As ``write``, where nothing is changed: it sees one moment."""
        return self._worker.submit(lambda connection: run(SqliteDb(connection)), "read")

    def write_here(self, works: Sequence[Callable[[Db], Any]]) -> list[Outcome] | None:
        """Do works in this thread, in one transaction; what they came to, once it is committed.

        An outcome is what a work gave, and the exception of one that had changed nothing when it raised it. None where
        nothing of it is kept: then ``write`` is to do them, each for itself.
        """
        connection = self._worker.borrow()
        if connection is None:
            return None
        db = SqliteDb(connection, self._worker.kept)
        outcomes = []
        try:
            for work in works:
                before = connection.total_changes
                try:
                    outcomes.append(Outcome(work(db)))
                except sqlite3.Error:
                    raise
                except Exception as error:
                    if connection.total_changes != before:
                        raise
                    outcomes.append(Outcome(error=error))
        except Exception:  # noqa: BLE001 - comes again where ``write`` does it, and is told there
            self._worker.undo()
            return None
        except BaseException:
            self._worker.undo()
            raise
        return outcomes if self._worker.commit() else None

    def back_up(self, now: int) -> "Future[Path | None]":
        """Make a backup, however long ago the last one was made."""
        return self.look_after(now, period=0)

    def look_after(self, now: int, *, period: int = TEN_MINUTES) -> "Future[Path | None]":
        """Take the reserve for a full disk again, and make a backup where the last one was made ten minutes ago.

        period: milliseconds instead of ten minutes.
        """

        def run(connection: object) -> Path | None:
            self._disk.keep_reserve()
            cleaning.clean(connection, self.home)  # type: ignore[arg-type]
            return backups.write_when_due(
                connection,  # type: ignore[arg-type]
                self.home,
                now,
                period=period,
                latest=LATEST,
                check=checks.quick,
            )

        return self._worker.submit(run, "alone")

    def clean(self) -> "Future[Cleaned]":
        """After an erasure: leave nothing of it in the file, in its log and in the backups."""
        return self._worker.submit(lambda connection: cleaning.clean(connection, self.home), "alone")

    def check(self, class_id: str) -> "Future[list[Damage]]":
        """What does not follow from what in the chains of events; empty where all is well."""
        return self.read(lambda db: checks.chains(db, class_id))

    def close(self, timeout: float = 10.0) -> bool:
        """Save what is queued and close; False where that takes longer than timeout seconds."""
        return self._worker.close(timeout)
