"""The people who use this store, and taking one of them out of it for good."""

import sqlite3

import msgspec

from quiz.store import joining, notebook, pins, progress
from quiz.store.connection import transaction
from quiz.store.digest import digest_of
from quiz.store.errors import NameTaken, NoLearner, damaged


class Learner(msgspec.Struct, frozen=True):
    """id: 32 random hex digits. name: as shown, unique in a store. created: UTC, milliseconds since 1970."""

    id: str
    name: str
    created: int


def add(connection: sqlite3.Connection, learner: Learner) -> None:
    """Raises NameTaken."""
    try:
        connection.execute(
            "INSERT INTO learners(id, name, created, digest) VALUES (?, ?, ?, ?)",
            (learner.id, learner.name, learner.created, digest_of(learner.id, learner.name, learner.created)),
        )
    except sqlite3.IntegrityError as error:
        raise NameTaken(f"{learner.name}: there is a learner of this name; choose another") from error


def add_numbered(connection: sqlite3.Connection, learner: Learner) -> Learner:
    """Add a learner; a name that somebody else has gets a number. Returns the learner as added."""
    added, number = learner, 1
    while True:
        try:
            add(connection, added)
        except NameTaken:
            number += 1
            added = msgspec.structs.replace(learner, name=f"{learner.name} ({number})")
        else:
            return added


def rename(connection: sqlite3.Connection, id_: str, name: str, where: object) -> Learner:
    """Raises NameTaken, NoLearner."""
    old = next((learner for learner in everyone(connection, where) if learner.id == id_), None)
    if old is None:
        raise NoLearner("this learner is not in the store (any more); choose another")
    new = msgspec.structs.replace(old, name=name)
    try:
        connection.execute(
            "UPDATE learners SET name = ?, digest = ? WHERE id = ?",
            (name, digest_of(new.id, new.name, new.created), id_),
        )
    except sqlite3.IntegrityError as error:
        raise NameTaken(f"{name}: there is a learner of this name; choose another") from error
    return new


def everyone(connection: sqlite3.Connection, where: object) -> list[Learner]:
    """All learners, the oldest first, but for those joined into others.

    Raises StoreDamaged for a row that is not as it was written.
    """
    joined = joining.read_owners(connection)
    return [learner for learner in recorded(connection, where) if learner.id not in joined]


def recorded(connection: sqlite3.Connection, where: object) -> list[Learner]:
    """All learners, also those joined into others, whose names lead there. Raises StoreDamaged."""
    learners = []
    rows = connection.execute("SELECT id, name, created, digest FROM learners ORDER BY created, id").fetchall()
    for id_, name, created, digest in rows:
        if digest_of(id_, name, created) != digest:
            raise damaged(where, "the list of learners is not as it was written")
        learners.append(Learner(id_, name, created))
    return learners


def erase(connection: sqlite3.Connection, id_: str) -> int:
    """Take a learner, what was joined into them and all their attempts out of a store; returns how many attempts.

    No trace is left in the file: secure_delete overwrites what goes, the compacting afterwards rewrites the file. A run
    that is cut short between the two is finished by ``finish_erasing``. Not for use inside a transaction.
    """
    with transaction(connection):
        attempts = connection.execute(
            "INSERT OR IGNORE INTO erasing SELECT attempt FROM standings WHERE learner = ? RETURNING attempt", (id_,)
        ).fetchall()
        connection.execute("DELETE FROM events WHERE attempt IN (SELECT attempt FROM erasing)")
        connection.execute("DELETE FROM standings WHERE learner = ?", (id_,))
        progress.erase(connection, id_)
        notebook.erase(connection, id_)
        for each in joining.members(connection, id_):
            pins.remove(connection, each)
            connection.execute("DELETE FROM learners WHERE id = ?", (each,))
        joining.erase(connection, id_)
        # A learner without attempts leaves something to compact too.
        connection.execute("INSERT OR IGNORE INTO erasing VALUES ('')")
    finish_erasing(connection)
    return len(attempts)


def finish_erasing(connection: sqlite3.Connection) -> None:
    """Compact the file where an erasure has not been followed by it."""
    if connection.execute("SELECT 1 FROM erasing LIMIT 1").fetchone():
        connection.execute("VACUUM")
        with transaction(connection):
            connection.execute("DELETE FROM erasing")
