"""Where a learner sits: session, attempt, sitting and extra time, read at once, since every answer needs them all."""

from collections.abc import Mapping

import msgspec

from quiz.store.classes import attempts, sittings
from quiz.store.classes.attempts import AttemptRow
from quiz.store.classes.db import Db
from quiz.store.classes.sittings import SittingRow


def _of(table: str, columns: str) -> str:
    return ", ".join(f"{table}.{column}" for column in columns.split(", "))


_STATEMENT = (
    f"SELECT {_of('attempts', attempts.COLUMNS)}, {_of('sittings', sittings.COLUMNS)}, "  # noqa: S608
    "ours.extra, own.extra, tokens.until FROM tokens "
    "JOIN learners ON learners.class = tokens.class AND learners.id = tokens.learner "
    "JOIN attempts ON attempts.class = tokens.class AND attempts.id = ? AND attempts.learner = learners.id "
    "JOIN sittings ON sittings.class = tokens.class AND sittings.id = attempts.sitting "
    "LEFT JOIN extras AS ours ON ours.class = tokens.class AND ours.sitting = attempts.sitting AND ours.learner = '' "
    "LEFT JOIN extras AS own ON own.class = tokens.class AND own.sitting = attempts.sitting "
    "AND own.learner = learners.id "
    "WHERE tokens.class = ? AND tokens.hash = ? AND tokens.until > ? FOR UPDATE OF attempts"
)
_ATTEMPT = len(msgspec.structs.fields(AttemptRow))


class Seat(msgspec.Struct, frozen=True, array_like=True):
    """ours, own: milliseconds beyond the sitting's time, everybody's and the learner's; None where none were given.

    until: when the session is over, in UTC milliseconds.
    """

    attempt: AttemptRow
    sitting: SittingRow
    ours: int | None
    own: int | None
    until: int

    @property
    def extras(self) -> Mapping[str, int]:
        """By learner, "" for everybody; of nobody else."""
        return {"": self.ours or 0, self.attempt.learner: self.own or 0}


def find(db: Db, class_id: str, token: str, attempt: str, now: int) -> Seat | None:
    """The attempt of this id, to be changed, where it is of the learner whose session it is; None for any other.

    token: its SHA-256. now: UTC milliseconds.
    """
    row = db.row(_STATEMENT, attempt, class_id, token, now)
    if row is None:
        return None
    return msgspec.convert((row[:_ATTEMPT], row[_ATTEMPT:-3], *row[-3:]), Seat)
