"""Sittings, what is released of them, where a followed one stands, extra time; and the audit log."""

import os
from typing import Literal

import msgspec

from quiz.store.classes.db import Db

COLUMNS = "id, folded, plan, title, questions, made, closed, paused, paused_total, edition"


class SittingRow(msgspec.Struct, frozen=True, array_like=True):
    """folded: the name as names are compared. plan: how it is sat, as JSON. questions: how many the set has.

    closed, paused: since when, None for not. paused_total: milliseconds of all pauses that are over. edition: how often
    what its answers are graded by has changed.
    """

    id: str
    folded: str
    plan: str
    title: str
    questions: int
    made: int
    closed: int | None
    paused: int | None
    paused_total: int
    edition: int = 0

    def paused_until(self, now: int) -> int:
        """Milliseconds of pause from the beginning until now."""
        return self.paused_total + (max(0, now - self.paused) if self.paused is not None else 0)


class ReleaseRow(msgspec.Struct, frozen=True, array_like=True):
    """From ``since`` on ``learner`` ("" for all) may see ``what``; of several that apply the latest number holds.

    since: 0 for what held at once, when it was ``made``.
    """

    number: int
    learner: str
    what: Literal["never", "marks", "all"]
    since: int
    made: int = 0


class StepRow(msgspec.Struct, frozen=True, array_like=True):
    """In follow mode: from ``at`` on all were at this question (from 1), and saw this much of it."""

    number: int
    question: int
    phase: Literal["asking", "counts", "revealed"]
    at: int


def add(db: Db, class_id: str, row: SittingRow, pinned: str) -> bool:
    """False where the name is taken. pinned: the text of the set and its articles."""
    return (
        db.run(
            f"INSERT INTO sittings(class, {COLUMNS}, pinned) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "  # noqa: S608
            "ON CONFLICT DO NOTHING",
            class_id,
            *msgspec.structs.astuple(row),
            pinned,
        )
        > 0
    )


def every(db: Db, class_id: str) -> list[SittingRow]:
    """All sittings, the latest first."""
    statement = f"SELECT {COLUMNS} FROM sittings WHERE class = ? ORDER BY made DESC, id"  # noqa: S608
    return [msgspec.convert(row, SittingRow) for row in db.rows(statement, class_id)]


def read(db: Db, class_id: str, *, id_: str = "", folded: str = "") -> SittingRow | None:
    """The one with this id or this folded name."""
    head = f"SELECT {COLUMNS} FROM sittings WHERE class = ? AND "  # noqa: S608
    row = db.row(head + ("id = ?" if id_ else "folded = ?"), class_id, id_ or folded)
    return None if row is None else msgspec.convert(row, SittingRow)


def pinned(db: Db, class_id: str, sitting: str) -> str:
    """The text of a sitting's set and articles as they were when it was made, "" for an unknown one."""
    row = db.row("SELECT pinned FROM sittings WHERE class = ? AND id = ?", class_id, sitting)
    return "" if row is None else str(row[0])


def set_state(db: Db, class_id: str, row: SittingRow) -> None:
    """Keep whether a sitting is closed or paused."""
    db.run(
        "UPDATE sittings SET closed = ?, paused = ?, paused_total = ? WHERE class = ? AND id = ?",
        row.closed,
        row.paused,
        row.paused_total,
        class_id,
        row.id,
    )


# Extra time


def extras(db: Db, class_id: str, sitting: str) -> dict[str, int]:
    """Milliseconds beyond the sitting's time by learner; "" for everybody."""
    rows = db.rows("SELECT learner, extra FROM extras WHERE class = ? AND sitting = ?", class_id, sitting)
    return dict(msgspec.convert(rows, list[tuple[str, int]]))


def most_extra(db: Db, class_id: str, sitting: str) -> int:
    """Milliseconds that some learner has beyond the time that everybody has; 0 where nobody was given any."""
    row = db.row(
        "SELECT COALESCE(MAX(extra), 0) FROM extras WHERE class = ? AND sitting = ? AND learner <> ''",
        class_id,
        sitting,
    )
    return max(0, msgspec.convert(row, tuple[int])[0])


def add_extra(db: Db, class_id: str, sitting: str, learner: str, extra: int) -> None:
    db.run(
        "INSERT INTO extras(class, sitting, learner, extra) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (class, sitting, learner) DO UPDATE SET extra = extras.extra + excluded.extra",
        class_id,
        sitting,
        learner,
        extra,
    )


# What is released


def releases(db: Db, class_id: str, sitting: str) -> list[ReleaseRow]:
    """In the order in which they were made; since 0 for what held at once, whatever another server's clock says."""
    rows = db.rows(
        "SELECT number, learner, what, CASE WHEN since <= made THEN 0 ELSE since END, made FROM releases "
        "WHERE class = ? AND sitting = ? ORDER BY number",
        class_id,
        sitting,
    )
    return [msgspec.convert(row, ReleaseRow) for row in rows]


def add_release(db: Db, class_id: str, sitting: str, learner: str, what: str, since: int, now: int) -> None:
    db.run(
        "INSERT INTO releases(class, sitting, number, learner, what, since, made) "
        "SELECT ?, ?, COALESCE(MAX(number), 0) + 1, ?, ?, ?, ? FROM releases WHERE class = ? AND sitting = ?",
        class_id,
        sitting,
        learner,
        what,
        since,
        now,
        class_id,
        sitting,
    )


# Following


def steps(db: Db, class_id: str, sitting: str) -> list[StepRow]:
    """In the order in which they were made."""
    rows = db.rows(
        "SELECT number, question, phase, at FROM steps WHERE class = ? AND sitting = ? ORDER BY number",
        class_id,
        sitting,
    )
    return [msgspec.convert(row, StepRow) for row in rows]


def add_step(db: Db, class_id: str, sitting: str, question: int, phase: str, now: int) -> None:
    db.run(
        "INSERT INTO steps(class, sitting, number, question, phase, at) "
        "SELECT ?, ?, COALESCE(MAX(number), 0) + 1, ?, ?, ? FROM steps WHERE class = ? AND sitting = ?",
        class_id,
        sitting,
        question,
        phase,
        now,
        class_id,
        sitting,
    )


# Audit


def note(db: Db, class_id: str, now: int, who: str, what: str, about: str) -> None:
    """Keep that somebody did something; about: ids, without answers and PINs."""
    db.run(
        "INSERT INTO audit(class, id, at, who, what, about) VALUES (?, ?, ?, ?, ?, ?)",
        class_id,
        os.urandom(16).hex(),
        now,
        who,
        what,
        about,
    )


def audit(db: Db, class_id: str) -> list[tuple[int, str, str, str]]:
    """(when, who, what, about), in order."""
    rows = db.rows("SELECT at, who, what, about FROM audit WHERE class = ? ORDER BY at, id", class_id)
    return msgspec.convert(rows, list[tuple[int, str, str, str]])
