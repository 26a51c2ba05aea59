"""Is a class's store as it was written? The file's structure, and the chain that each attempt's events form."""

import sqlite3

from quiz.store.checks import Damage
from quiz.store.classes import events
from quiz.store.classes.db import Db, SqliteDb

LATEST = 1000


def quick(connection: sqlite3.Connection, where: object) -> list[Damage]:
    """The structure of the file and the hashes of the latest thousand events. Raises sqlite3.Error."""
    found = [str(row[0]) for row in connection.execute("PRAGMA quick_check(5)").fetchall()]
    if found != ["ok"]:
        return [Damage(str(where), found[0])]
    return [
        Damage("events", f"event {row.seq} of attempt {row.attempt[:8]} is not as it was written")
        for row in events.latest(SqliteDb(connection), LATEST)
        if not events.is_whole(row)
    ]


def thorough(connection: sqlite3.Connection, where: object) -> list[Damage]:
    """The structure of the file, and every chain of events. Raises sqlite3.Error."""
    found = quick(connection, where)
    db = SqliteDb(connection)
    return found or [damage for (id_,) in db.rows("SELECT id FROM classes") for damage in chains(db, str(id_))]


def chains(db: Db, class_id: str) -> list[Damage]:
    """Every attempt's chain from its first event to its head, as ``attempts`` has it: edits, gaps, lost tails."""
    found = []
    for attempt, head, seq in events.heads(db, class_id):
        last, expected = events.FIRST, 1
        for row in events.of_attempt(db, class_id, attempt):
            if row.seq != expected or not events.is_whole(row) or not events.follows(row, last):
                found.append(Damage("events", f"attempt {attempt[:8]}: event {row.seq} does not follow"))
                break
            last, expected = row.hash, expected + 1
        else:
            if (last, expected) != (head, seq + 1):
                found.append(Damage("events", f"attempt {attempt[:8]}: {seq + 1 - expected} events are missing"))
    return found
