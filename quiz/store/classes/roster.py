"""The class and who is in it; sessions; failed logins."""

import msgspec

from quiz.store.classes.db import Db

_MEMBER = "id, name, folded, uid, salt, pin, made"


class ClassRow(msgspec.Struct, frozen=True, array_like=True):
    """expires: UTC milliseconds, after which the class may be deleted."""

    id: str
    title: str
    made: int
    expires: int


class Member(msgspec.Struct, frozen=True, array_like=True):
    """A learner of the class. folded: the name as names are compared. uid: of the account, None for a PIN.

    pin: scrypt of the PIN with pepper and salt, in hex; empty for one known by the account.
    """

    id: str
    name: str
    folded: str
    uid: int | None
    salt: str
    pin: str
    made: int


class Tries(msgspec.Struct, frozen=True, array_like=True):
    """Failed logins counted under one key since a time; no further one before ``until``."""

    key: str
    owner: str
    since: int
    count: int
    until: int


def add_class(db: Db, row: ClassRow) -> None:
    db.run(
        "INSERT INTO classes(id, title, made, expires) VALUES (?, ?, ?, ?)", row.id, row.title, row.made, row.expires
    )


def the_class(db: Db) -> ClassRow | None:
    """The class of a store that holds one alone; None for a store without."""
    row = db.row("SELECT id, title, made, expires FROM classes ORDER BY made LIMIT 1")
    return None if row is None else msgspec.convert(row, ClassRow)


def read_class(db: Db, class_id: str) -> ClassRow | None:
    row = db.row("SELECT id, title, made, expires FROM classes WHERE id = ?", class_id)
    return None if row is None else msgspec.convert(row, ClassRow)


def set_expires(db: Db, class_id: str, expires: int) -> None:
    db.run("UPDATE classes SET expires = ? WHERE id = ?", expires, class_id)


def add_member(db: Db, class_id: str, member: Member) -> bool:
    """False where the name or the account is taken."""
    return (
        db.run(
            f"INSERT INTO learners(class, {_MEMBER}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",  # noqa: S608
            class_id,
            *msgspec.structs.astuple(member),
        )
        > 0
    )


def members(db: Db, class_id: str) -> list[Member]:
    """Everyone, by name."""
    statement = f"SELECT {_MEMBER} FROM learners WHERE class = ? ORDER BY folded"  # noqa: S608
    return [msgspec.convert(row, Member) for row in db.rows(statement, class_id)]


def count(db: Db, class_id: str) -> int:
    row = db.row("SELECT COUNT(*) FROM learners WHERE class = ?", class_id)
    return msgspec.convert(row, tuple[int])[0]


def member(db: Db, class_id: str, *, id_: str = "", folded: str = "", uid: int | None = None) -> Member | None:
    """The one with this id, this folded name, or this account."""
    head = f"SELECT {_MEMBER} FROM learners WHERE class = ? AND "  # noqa: S608
    if id_:
        row = db.row(head + "id = ?", class_id, id_)
    elif folded:
        row = db.row(head + "folded = ?", class_id, folded)
    else:
        row = db.row(head + "uid = ?", class_id, uid)
    return None if row is None else msgspec.convert(row, Member)


def set_pin(db: Db, class_id: str, learner: str, salt: str, pin: str) -> None:
    db.run("UPDATE learners SET salt = ?, pin = ? WHERE class = ? AND id = ?", salt, pin, class_id, learner)


def rename(db: Db, class_id: str, learner: str, name: str, folded: str) -> None:
    db.run("UPDATE learners SET name = ?, folded = ? WHERE class = ? AND id = ?", name, folded, class_id, learner)


# Sessions


def add_token(db: Db, class_id: str, hash_: str, learner: str, now: int, until: int) -> None:
    db.run("DELETE FROM tokens WHERE class = ? AND until < ?", class_id, now)
    db.run(
        "INSERT INTO tokens(class, hash, learner, made, until) VALUES (?, ?, ?, ?, ?)",
        class_id,
        hash_,
        learner,
        now,
        until,
    )


def session(db: Db, class_id: str, hash_: str, now: int) -> tuple[str, str] | None:
    """(id, name) of the learner a token belongs to; None for one that is unknown or over."""
    row = db.row(
        "SELECT learners.id, learners.name FROM tokens JOIN learners "
        "ON learners.class = tokens.class AND learners.id = tokens.learner "
        "WHERE tokens.class = ? AND tokens.hash = ? AND tokens.until > ?",
        class_id,
        hash_,
        now,
    )
    return None if row is None else msgspec.convert(row, tuple[str, str])


def end_session(db: Db, class_id: str, hash_: str) -> None:
    db.run("DELETE FROM tokens WHERE class = ? AND hash = ?", class_id, hash_)


def end_sessions(db: Db, class_id: str, learner: str) -> None:
    db.run("DELETE FROM tokens WHERE class = ? AND learner = ?", class_id, learner)


def sessions(db: Db, class_id: str, now: int) -> dict[str, int]:
    """How many sessions each learner has."""
    rows = db.rows("SELECT learner, COUNT(*) FROM tokens WHERE class = ? AND until > ? GROUP BY learner", class_id, now)
    return dict(msgspec.convert(rows, list[tuple[str, int]]))


# Failed logins


def tries(db: Db, class_id: str, key: str) -> Tries | None:
    row = db.row(
        "SELECT key, owner, since, count, until FROM tries WHERE class = ? AND key = ? FOR UPDATE", class_id, key
    )
    return None if row is None else msgspec.convert(row, Tries)


def write_tries(db: Db, class_id: str, row: Tries) -> None:
    db.run(
        "INSERT INTO tries(class, key, owner, since, count, until) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (class, key) DO UPDATE SET since = excluded.since, count = excluded.count, until = excluded.until",
        class_id,
        *msgspec.structs.astuple(row),
    )


def forget_tries(db: Db, class_id: str, *, owner: str = "", before: int | None = None) -> None:
    """Those of one name, or those that began before a time."""
    if owner:
        db.run("DELETE FROM tries WHERE class = ? AND owner = ?", class_id, owner)
    if before is not None:
        db.run("DELETE FROM tries WHERE class = ? AND since < ?", class_id, before)


def failed(db: Db, class_id: str, owner: str) -> int:
    """How many failed logins are counted under one name."""
    row = db.row("SELECT COALESCE(MAX(count), 0) FROM tries WHERE class = ? AND owner = ?", class_id, owner)
    return msgspec.convert(row, tuple[int])[0]


def sessions_of(db: Db, class_id: str, learner: str) -> list[tuple[int, int]]:
    """(since, until) of each session that is kept of a learner."""
    rows = db.rows("SELECT made, until FROM tokens WHERE class = ? AND learner = ? ORDER BY made", class_id, learner)
    return msgspec.convert(rows, list[tuple[int, int]])


def forget_old(db: Db, class_id: str, *, tries: int, sessions: int) -> None:
    """Failed logins counted since before one time, and sessions that were over before another."""
    forget_tries(db, class_id, before=tries)
    db.run("DELETE FROM tokens WHERE class = ? AND until < ?", class_id, sessions)


def held_up(db: Db, class_id: str, now: int) -> set[str]:
    """The owners of whom some login has to wait."""
    rows = db.rows("SELECT DISTINCT owner FROM tries WHERE class = ? AND until > ?", class_id, now)
    return {str(row[0]) for row in rows}
