"""Attempts as rows: whose, which questions, who may write now, and how far its events go."""

import msgspec

from quiz.store.classes.db import Db

COLUMNS = (
    "id, sitting, learner, seed, questions, box_key, receipt, began, paused_before, terminal, fence, number, until, "
    "seq, head, size, finished, late, superseded"
)


class AttemptRow(msgspec.Struct, frozen=True, array_like=True):
    """seed: of every shuffle; it never leaves the server. questions: the set's ids in their order, as JSON.

    receipt: shown once handed in. paused_before: the sitting's pauses before this attempt began, in milliseconds.
    terminal, fence, until: who may write, and until when. number: of that terminal's last event. seq, head: of the
    attempt's last event. size: bytes of all bodies. finished: when the learner handed in. late, superseded: how many.
    """

    id: str
    sitting: str
    learner: str
    seed: str
    questions: str
    box_key: str
    receipt: str
    began: int
    paused_before: int
    terminal: str
    fence: int
    number: int
    until: int
    seq: int
    head: str
    size: int
    finished: int | None
    late: int
    superseded: int

    @property
    def order(self) -> tuple[str, ...]:
        return msgspec.json.decode(self.questions, type=tuple[str, ...])


def add(db: Db, class_id: str, row: AttemptRow) -> bool:
    """False where the learner has an attempt at this sitting already."""
    return (
        db.run(
            f"INSERT INTO attempts(class, {COLUMNS}) "  # noqa: S608
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            class_id,
            *msgspec.structs.astuple(row),
        )
        > 0
    )


def read(db: Db, class_id: str, attempt: str) -> AttemptRow | None:
    """The attempt of this id, to be changed."""
    statement = f"SELECT {COLUMNS} FROM attempts WHERE class = ? AND id = ? FOR UPDATE"  # noqa: S608
    row = db.row(statement, class_id, attempt)
    return None if row is None else msgspec.convert(row, AttemptRow)


def of_learner(db: Db, class_id: str, sitting: str, learner: str) -> AttemptRow | None:
    """A learner's attempt at a sitting, to be changed."""
    statement = f"SELECT {COLUMNS} FROM attempts WHERE class = ? AND sitting = ? AND learner = ? FOR UPDATE"  # noqa: S608
    row = db.row(statement, class_id, sitting, learner)
    return None if row is None else msgspec.convert(row, AttemptRow)


def of_sitting(db: Db, class_id: str, sitting: str) -> list[AttemptRow]:
    statement = f"SELECT {COLUMNS} FROM attempts WHERE class = ? AND sitting = ?"  # noqa: S608
    return [msgspec.convert(row, AttemptRow) for row in db.rows(statement, class_id, sitting)]


def progress(db: Db, class_id: str, sitting: str) -> tuple[int, int, int]:
    """How many attempts a sitting has, how many are handed in, and when the last of the others began.

    That time is without the pauses before it; 0 where there is none.
    """
    row = db.row(
        "SELECT COUNT(*), COUNT(finished), COALESCE(MAX(CASE WHEN finished IS NULL THEN began - paused_before END), 0) "
        "FROM attempts WHERE class = ? AND sitting = ?",
        class_id,
        sitting,
    )
    return msgspec.convert(row, tuple[int, int, int])


def write(db: Db, class_id: str, row: AttemptRow) -> None:
    """Keep what changes of an attempt: its lease, its events' count and head, its end."""
    db.run(
        "UPDATE attempts SET terminal = ?, fence = ?, number = ?, until = ?, seq = ?, head = ?, size = ?, "
        "finished = ?, late = ?, superseded = ? WHERE class = ? AND id = ?",
        row.terminal,
        row.fence,
        row.number,
        row.until,
        row.seq,
        row.head,
        row.size,
        row.finished,
        row.late,
        row.superseded,
        class_id,
        row.id,
    )
