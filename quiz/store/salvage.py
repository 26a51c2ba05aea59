"""What can still be read in a damaged store, and adding it to a good one."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from quiz.attempts.events import Event
from quiz.store import learners, rows
from quiz.store.connection import connect
from quiz.store.digest import digest_of
from quiz.store.errors import AttemptElsewhere, BadAppend, StoreDamaged, from_sqlite
from quiz.store.learners import Learner


class Salvage(NamedTuple):
    """The learners and events, each attempt's in order, that are as they were written."""

    learners: list[Learner]
    attempts: list[list[Event]]


def read(database: Path, journal: Path) -> Salvage:
    """What can be read in a database that nobody has open; it is not changed. Raises OSError, StoreError."""
    with tempfile.TemporaryDirectory(prefix="reading-", dir=database.parent) as trial:
        # SQLite may have to roll back the journal, which must not happen to the original.
        copy = Path(trial) / "store.db"
        shutil.copyfile(database, copy)
        if journal.exists():
            shutil.copyfile(journal, Path(trial) / "store.db-journal")
        try:
            connection = connect(copy)
        except sqlite3.Error as error:
            raise from_sqlite(error, database) from error
        try:
            return Salvage(list(_learners(connection)), _attempts(connection, database))
        finally:
            connection.close()


def add(connection: sqlite3.Connection, salvage: Salvage, where: object) -> int:
    """Add what a good store lacks; how many events. Inside a transaction of the caller's.

    An attempt is taken over as far as its events follow those that are there.
    """
    known = {learner.id for learner in learners.recorded(connection, where)}
    for learner in salvage.learners:
        if learner.id not in known:
            learners.add_numbered(connection, learner)
    return sum(_extend(connection, events, where) for events in salvage.attempts)


def _extend(connection: sqlite3.Connection, events: list[Event], where: object) -> int:
    standing = rows.read_standing(connection, events[0].attempt, where)
    following = 0 if standing is None else standing.seq + 1
    added = 0
    for event in events:
        if event.seq != following:
            continue
        try:
            rows.append(connection, [event], where)
        except (AttemptElsewhere, BadAppend):
            break
        following, added = following + 1, added + 1
    return added


def _learners(connection: sqlite3.Connection) -> Iterator[Learner]:
    for id_, name, created, digest in _until_damage(connection, "SELECT id, name, created, digest FROM learners"):
        if digest_of(id_, name, created) == digest:
            yield Learner(str(id_), str(name), int(str(created)))


def _attempts(connection: sqlite3.Connection, where: Path) -> list[list[Event]]:
    """Read from both ends of the table, so that one bad page in the middle costs only what is on it."""
    found: dict[str, dict[int, Event]] = {}
    for statement in (rows.FORWARDS, rows.BACKWARDS):
        for row in _until_damage(connection, statement):
            try:
                event = rows.event_of(row, where)
            except StoreDamaged:
                continue
            found.setdefault(event.attempt, {})[event.seq] = event
    return [[events[seq] for seq in sorted(events)] for events in found.values()]


def _until_damage(connection: sqlite3.Connection, statement: str) -> Iterator[tuple[object, ...]]:
    try:
        with closing(connection.execute(statement)) as rows_found:
            yield from rows_found
    except sqlite3.Error:
        # What lies behind cannot be read; that it is damaged is why we are here.
        return
