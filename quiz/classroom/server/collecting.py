"""What a class has handed in, for reports: every attempt marked, with the set's own names of questions."""

from collections.abc import Callable

import msgspec

from quiz.attempts.attempt import Attempt
from quiz.attempts.events import Finished, Moved, decode_body
from quiz.classroom.server.marking import marked
from quiz.classroom.server.service import Sat, Service
from quiz.classroom.server.teaching import sitting_named, state_of
from quiz.classroom.server.watching import WatchAsked
from quiz.classroom.teacher import Papers
from quiz.reports.papers import MOST_PAUSE, Paper
from quiz.store.classes import attempts, events, mending, roster, sittings
from quiz.store.classes.attempts import AttemptRow
from quiz.store.classes.db import Db


def papers(service: Service, db: Db, asked: WatchAsked, now: int) -> Callable[[], Papers]:
    """Raises Refusal."""
    sat = sitting_named(service, db, asked.sitting)
    rows = {row.learner: row for row in attempts.of_sitting(db, service.class_id, sat.row.id)}
    folds = {learner: service.fold(db, row, sat) for learner, row in rows.items()}
    spent = {learner: _spent(service, db, row) for learner, row in rows.items()}
    everybody = roster.members(db, service.class_id)
    members = [one for one in everybody if one.id in rows]
    pinned = mending.mended(db, service.class_id, sat.row.id) or sittings.pinned(db, service.class_id, sat.row.id)
    state = state_of(service, db, sat.row, now)

    def tell() -> Papers:
        found = [
            Paper(one.id, one.name, _own_names(folds[one.id], rows[one.id], sat, now), spent[one.id]) for one in members
        ]
        states = [_word(rows[one.id], sat, now) for one in members]
        absent = tuple(one.name for one in everybody if one.id not in rows)
        late = tuple(one.name for one in members if rows[one.id].late)
        return Papers(state, pinned, tuple(found), tuple(states), absent, late)

    return tell


def _own_names(attempt: Attempt, row: AttemptRow, sat: Sat, now: int) -> Attempt:
    names = dict(zip(attempt.items, row.order, strict=True))
    items = {
        names[name]: msgspec.structs.replace(item, id=names[name])
        for name, item in marked(attempt, row.order, sat.exam).items.items()
    }
    ended = sat.hours.finished(row, now)
    started = msgspec.structs.replace(
        attempt.started,
        seed=0,
        set=sat.exam.asked.id,
        questions={names[q]: p for q, p in attempt.started.questions.items()},
    )
    return msgspec.structs.replace(
        attempt,
        started=started,
        items=items,
        here=names[attempt.here],
        trail=tuple(names[name] for name in attempt.trail),
        elapsed=sat.hours.clock(row, now).elapsed,
        finished=None if ended is None else Finished("time" if row.finished is None else "learner"),
    )


def _spent(service: Service, db: Db, row: AttemptRow) -> dict[str, int]:
    """Milliseconds with each question while it was looked at, by the learner's clock; long pauses are left out."""
    order = row.order
    found: dict[str, int] = {}
    here, last = 0, 0
    for _, _, elapsed, body in events.bodies_after(db, service.class_id, row.id, 0):
        pause = elapsed - last
        if 0 <= pause <= MOST_PAUSE:
            found[order[here]] = found.get(order[here], 0) + pause
        last = max(last, elapsed)
        event = decode_body(body)
        if isinstance(event, Moved):
            here = int(event.question[1:]) - 1
    return found


def _word(row: AttemptRow, sat: Sat, now: int) -> str:
    word = "not handed in"
    if row.finished is not None:
        word = "handed in"
    elif sat.hours.finished(row, now) is not None:
        word = "out of time"
    return f"{word}, some late" if row.late else word
