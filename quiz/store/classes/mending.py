"""What a sitting's answers are graded by, where that has changed since it was made: mended sets, and decisions."""

from typing import Literal

import msgspec

from quiz.store.classes.db import Db

Decision = Literal["accepted", "refused", "out", "in"]
"""Of an answer: right beside the key, or not. Of a whole question: taken out of the marks, or in again."""


class Ruling(msgspec.Struct, frozen=True, array_like=True):
    """answer: its hash, "" where the decision is about the whole question."""

    question: str
    answer: str
    decision: Decision


def mended(db: Db, class_id: str, sitting: str) -> str:
    """The text of the set and articles as it was mended last, "" where it never was."""
    row = db.row(
        "SELECT pinned FROM editions WHERE class = ? AND sitting = ? ORDER BY number DESC LIMIT 1", class_id, sitting
    )
    return "" if row is None else str(row[0])


def add_edition(db: Db, class_id: str, sitting: str, number: int, pinned: str, now: int) -> None:
    db.run(
        "INSERT INTO editions(class, sitting, number, pinned, made) VALUES (?, ?, ?, ?, ?)",
        class_id,
        sitting,
        number,
        pinned,
        now,
    )


def set_edition(db: Db, class_id: str, sitting: str, number: int) -> None:
    """Let every process know that something has changed."""
    db.run("UPDATE sittings SET edition = ? WHERE class = ? AND id = ?", number, class_id, sitting)


def rulings(db: Db, class_id: str, sitting: str) -> list[Ruling]:
    rows = db.rows(
        "SELECT question, answer, decision FROM rulings WHERE class = ? AND sitting = ? ORDER BY question, answer",
        class_id,
        sitting,
    )
    return [msgspec.convert(row, Ruling) for row in rows]


def rule(db: Db, class_id: str, sitting: str, ruling: Ruling, now: int) -> None:
    """Keep a decision; it replaces an earlier one about the same."""
    db.run(
        "INSERT INTO rulings(class, sitting, question, answer, decision, made) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (class, sitting, question, answer) DO UPDATE SET decision = excluded.decision, "
        "made = excluded.made",
        class_id,
        sitting,
        *msgspec.structs.astuple(ruling),
        now,
    )
