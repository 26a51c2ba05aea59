"""Taking a learner out of a class's tables, or a whole class, and remembering what has still to be cleaned after it."""

from collections.abc import Sequence

import msgspec

from quiz.store.classes.db import Db

GONE = "erased"
"""What stands in the audit log instead of the id of somebody who was erased, and of their attempts."""

OF_CLASS = (
    "learners",
    "tries",
    "tokens",
    "sittings",
    "extras",
    "attempts",
    "events",
    "releases",
    "steps",
    "audit",
    "erased",
    "editions",
    "rulings",
)
"""Every table with a column ``class``."""

_EVERY_ROW = tuple(f"DELETE FROM {table} WHERE class = ?" for table in OF_CLASS)  # noqa: S608  the names above


class ErasedRow(msgspec.Struct, frozen=True, array_like=True):
    """Somebody who was erased, by an id that says nothing and stands nowhere else any more."""

    class_id: str
    learner: str


def remove(db: Db, class_id: str, learner: str) -> list[str]:
    """Take every row of a learner (id) out, and the id out of the audit log; the ids of the attempts that were there.

    The chains of others' events are not touched: each attempt has one of its own.
    """
    attempts = [
        str(row[0]) for row in db.rows("SELECT id FROM attempts WHERE class = ? AND learner = ?", class_id, learner)
    ]
    for attempt in attempts:
        db.run("DELETE FROM events WHERE class = ? AND attempt = ?", class_id, attempt)
    for statement in (
        "DELETE FROM attempts WHERE class = ? AND learner = ?",
        "DELETE FROM tokens WHERE class = ? AND learner = ?",
        "DELETE FROM extras WHERE class = ? AND learner = ?",
        "DELETE FROM releases WHERE class = ? AND learner = ?",
        "DELETE FROM learners WHERE class = ? AND id = ?",
    ):
        db.run(statement, class_id, learner)
    _redact(db, class_id, [learner, *attempts])
    return attempts


def _redact(db: Db, class_id: str, ids: Sequence[str]) -> None:
    for id_, about in db.rows("SELECT id, about FROM audit WHERE class = ?", class_id):
        said = str(about)
        for one in ids:
            said = said.replace(f'"{one}"', f'"{GONE}"')
        if said != about:
            db.run("UPDATE audit SET about = ? WHERE class = ? AND id = ?", said, class_id, str(id_))


def forget_all_tries(db: Db) -> None:
    """In a backup, where nobody logs in: failed logins are counted under hashes that somebody's name is in."""
    db.run("DELETE FROM tries")


def remove_class(db: Db, class_id: str) -> None:
    """Every row of a class."""
    for statement in _EVERY_ROW:
        db.run(statement, class_id)
    db.run("DELETE FROM classes WHERE id = ?", class_id)


# What is still to be cleaned


def note_erased(db: Db, class_id: str, learner: str, now: int) -> None:
    """Remember that backups and free space may still hold somebody's words, in case the program is stopped now."""
    db.run(
        "INSERT INTO erased(class, learner, at, done) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING",
        class_id,
        learner,
        now,
    )


def uncleaned(db: Db) -> list[ErasedRow]:
    """Whose words may still stand in backups and in the file's free space."""
    return [msgspec.convert(row, ErasedRow) for row in db.rows("SELECT class, learner FROM erased WHERE done = 0")]


def every_erased(db: Db) -> list[ErasedRow]:
    """Everybody who was ever erased."""
    return [msgspec.convert(row, ErasedRow) for row in db.rows("SELECT class, learner FROM erased")]


def note_cleaned(db: Db) -> None:
    db.run("UPDATE erased SET done = 1 WHERE done = 0")
