"""What a damaged class's file has that its backup lacks, and adding what of it can still be read.

Rows are read from both ends of each table, so that one bad page in the middle costs only what is on it. An attempt is
taken over as far as its events are as they were written and follow each other. What the backup has stays as it is
there, but for attempts that go on.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

import msgspec

from quiz.attempts.events import Finished, decode_body
from quiz.store.classes import attempts, events
from quiz.store.classes.attempts import AttemptRow
from quiz.store.classes.db import Db, Row, SqliteDb, Value
from quiz.store.classes.events import EventRow
from quiz.store.classes.schema import MIGRATIONS
from quiz.store.schema import version_of

T = TypeVar("T")

_KEYS: Mapping[str, int] = {
    "learners": 2,
    "sittings": 2,
    "extras": 3,
    "releases": 3,
    "steps": 3,
    "editions": 3,
    "rulings": 4,
}
"""Tables whose rows are taken over as they are, and of how many columns their key consists, which stand first."""

_EVERYTHING = "SELECT * FROM "
_EVENTS = f"SELECT {events.COLUMNS} FROM events"  # noqa: S608
_ATTEMPTS = f"SELECT class, {attempts.COLUMNS} FROM attempts"  # noqa: S608


class Old(NamedTuple):
    """What can be read. rows: by table, then by key. attempts: by class and id. events: of each attempt, by number."""

    rows: Mapping[str, Mapping[Row, Row]]
    attempts: Mapping[tuple[str, str], AttemptRow]
    events: Mapping[tuple[str, str], Mapping[int, EventRow]]


class TakenOver(NamedTuple):
    """sittings: names of those that the backup lacked. attempts: whose, and at which sitting, and how many steps more.

    lost: the same, of attempts the backup lacks of which something could not be taken over.
    """

    sittings: list[str]
    attempts: list[tuple[str, str, int]]
    lost: list[tuple[str, str]]


class _Named(msgspec.Struct):
    name: str


def read(connection: sqlite3.Connection) -> Old:
    """What can be read in a store of this version that nobody has open. It raises nothing for damage."""
    try:
        connection.execute("PRAGMA trusted_schema = OFF").fetchall()
        connection.execute("PRAGMA cell_size_check = ON").fetchall()
        if version_of(connection) != len(MIGRATIONS):
            return Old({}, {}, {})
    except sqlite3.Error:
        return Old({}, {}, {})
    rows = {table: {row[:size]: row for row in _rows(connection, _EVERYTHING + table)} for table, size in _KEYS.items()}
    kept: dict[tuple[str, str], dict[int, EventRow]] = {}
    for row in _rows(connection, _EVENTS):
        if (one := _converted(row, EventRow)) is not None:
            kept.setdefault((one.class_id, one.attempt), {})[one.seq] = one
    known = {}
    for with_class in _rows(connection, _ATTEMPTS):
        if (found := _converted(with_class[1:], AttemptRow)) is not None:
            known[str(with_class[0]), found.id] = found
    return Old(rows, known, kept)


def add(db: SqliteDb, old: Old, gone: set[tuple[str, str]]) -> TakenOver:
    """Add what a good store lacks, inside a transaction of the caller's. gone: class and id of who was erased."""
    new: list[str] = []
    for table in _KEYS:
        added = [r for r in old.rows.get(table, {}).values() if not _erased(table, r, gone) and _insert(db, table, r)]
        if table == "sittings":
            new += [_title(db, str(row[0]), str(row[1])) for row in added]
    taken: list[tuple[str, str, int]] = []
    lost: list[tuple[str, str]] = []
    for (class_id, id_), row in old.attempts.items():
        if (class_id, row.learner) in gone or not _belongs(db, class_id, row):
            continue
        before = attempts.read(db, class_id, id_)
        after = _extended(db, class_id, row, before, old.events.get((class_id, id_), {}))
        who = _name(db, class_id, row.learner), _title(db, class_id, row.sitting)
        if after.seq > (before.seq if before is not None else -1):
            taken.append((*who, after.seq - (before.seq if before is not None else 0)))
        if after.seq < row.seq:
            lost.append(who)
    return TakenOver(sorted(new), sorted(taken), sorted(lost))


def _extended(
    db: Db, class_id: str, old: AttemptRow, before: AttemptRow | None, found: Mapping[int, EventRow]
) -> AttemptRow:
    """The attempt with what follows of the old one; begun anew where the backup has none."""
    row = before
    if row is None:
        row = msgspec.structs.replace(
            old, seq=0, head=events.FIRST, size=0, number=0, finished=None, late=0, superseded=0
        )
        if not attempts.add(db, class_id, row):
            return msgspec.structs.replace(row, seq=-1)
    while (one := found.get(row.seq + 1)) is not None and events.is_whole(one) and events.follows(one, row.head):
        if not events.insert(db, one):
            break
        row = msgspec.structs.replace(
            row,
            seq=one.seq,
            head=one.hash,
            size=row.size + len(one.body),
            late=row.late + (one.state in ("late", "shown")),
            superseded=row.superseded + (one.state == "superseded"),
            terminal=one.terminal if one.fence >= row.fence and one.number else row.terminal,
            fence=max(row.fence, one.fence),
            number=one.number or row.number,
            finished=_finished(row, one),
        )
    if row.seq == old.seq and row.head == old.head:  # all of it: then all else of it is as it was, too
        row = old
    attempts.write(db, class_id, row)
    return row


def _finished(row: AttemptRow, one: EventRow) -> int | None:
    hands_in = one.state == "accepted" and one.body and isinstance(decode_body(one.body), Finished)
    return one.received if row.finished is None and hands_in else row.finished


def _erased(table: str, row: Row, gone: set[tuple[str, str]]) -> bool:
    """Whether a row is about somebody who was erased."""
    at = {"learners": 1, "extras": 2, "releases": 3}.get(table)
    return at is not None and (str(row[0]), str(row[at])) in gone


def _belongs(db: Db, class_id: str, row: AttemptRow) -> bool:
    """Whether learner and sitting of an attempt are there."""
    return bool(
        db.rows("SELECT 1 FROM learners WHERE class = ? AND id = ?", class_id, row.learner)
        and db.rows("SELECT 1 FROM sittings WHERE class = ? AND id = ?", class_id, row.sitting)
    )


def _insert(db: Db, table: str, row: Row) -> bool:
    statement = f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))}) ON CONFLICT DO NOTHING"  # noqa: S608
    try:
        return db.run(statement, *msgspec.convert(row, tuple[Value, ...])) > 0
    except (sqlite3.IntegrityError, msgspec.ValidationError):  # a value that no such row has
        return False


def _name(db: Db, class_id: str, learner: str) -> str:
    row = db.row("SELECT name FROM learners WHERE class = ? AND id = ?", class_id, learner)
    return "?" if row is None else str(row[0])


def _title(db: Db, class_id: str, sitting: str) -> str:
    """What the teacher calls it."""
    row = db.row("SELECT plan, folded FROM sittings WHERE class = ? AND id = ?", class_id, sitting)
    if row is None:
        return "?"
    try:
        return msgspec.json.decode(str(row[0]), type=_Named).name
    except msgspec.MsgspecError:
        return str(row[1])


def _converted(row: Row, to: type[T]) -> T | None:
    try:
        return msgspec.convert(row, to)
    except msgspec.ValidationError:
        return None


def _rows(connection: sqlite3.Connection, select: str) -> Iterator[Row]:
    for order in (" ORDER BY rowid", " ORDER BY rowid DESC"):
        try:
            yield from connection.execute(select + order)
        except (sqlite3.Error, UnicodeDecodeError):
            continue
        else:
            return
