"""What came too late of an attempt: each answer with when it came, what it would change, and letting it count."""

from collections.abc import Collection

import msgspec

from quiz.attempts.attempt import Attempt
from quiz.attempts.events import Answered, Cited, Drafted, decode_body
from quiz.classroom.server.marking import marked
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.server.service import Sat, Service, passed
from quiz.classroom.server.teaching import member_named, note, sitting_named
from quiz.classroom.teacher import CountLate, LateAnswer, LateMark, LateWork
from quiz.questions.line import spoken
from quiz.store.classes import attempts, events
from quiz.store.classes.attempts import AttemptRow
from quiz.store.classes.db import Db
from quiz.store.classes.events import EventRow, EventState

_LATE: tuple[EventState, ...] = ("late", "counted", "shown")


def count_late(service: Service, db: Db, asked: CountLate, now: int) -> LateWork:
    """Raises Refusal where the learner has not begun."""
    sat = sitting_named(service, db, asked.sitting)
    member = member_named(service, db, asked.learner)
    row = attempts.of_learner(db, service.class_id, sat.row.id, member.id)
    if row is None:
        raise Refusal("not-there", "this learner has not begun this sitting")
    rows = events.of_attempt(db, service.class_id, row.id)
    before = _worth(service, row, sat, rows, ("accepted", "counted"))
    after = _worth(service, row, sat, rows, ("accepted",) if asked.back else ("accepted", "counted", "late"))
    if asked.apply:
        events.count_late(db, service.class_id, row.id, back=asked.back)
        what = "count-late-back" if asked.back else "count-late"
        note(service, db, now, what, sitting=sat.row.id, learner=member.id, earned=after.earned)
    own = dict(zip(before.items, row.order, strict=True))
    return LateWork(
        learner=member.name,
        answers=tuple(_told(sat, row, one, body, own[body.question], now) for one, body in _answers(rows)),
        marks=tuple(
            LateMark(own[name], item.earned, after.items[name].earned)
            for name, item in before.items.items()
            if abs(item.earned - after.items[name].earned) > 1e-9
        ),
        before=before.earned,
        after=after.earned,
        points=before.total,
        applied=asked.apply,
    )


def _answers(rows: list[EventRow]) -> list[tuple[EventRow, Answered | Drafted | Cited]]:
    """What came late and could earn something; of what was typed to a question only the last."""
    found = [
        (one, body)
        for one in rows
        if one.state in _LATE and isinstance(body := decode_body(one.body), Answered | Drafted | Cited)
    ]
    last = {body.question: one.seq for one, body in found if not isinstance(body, Cited)}
    return [(one, body) for one, body in found if not isinstance(body, Drafted) or last[body.question] == one.seq]


def _worth(service: Service, row: AttemptRow, sat: Sat, rows: list[EventRow], counting: Collection[str]) -> Attempt:
    """The attempt, marked, if what is kept in one of these states counted."""
    attempt = service.begin(row, sat)
    for one in rows:
        if one.state in counting:
            attempt = passed(attempt, decode_body(one.body), one.received, one.elapsed)
    return marked(attempt, row.order, sat.exam)


def _told(
    sat: Sat, row: AttemptRow, one: EventRow, body: Answered | Drafted | Cited, question: str, now: int
) -> LateAnswer:
    ended = row.finished if row.finished is not None else sat.hours.deadline(row, now)
    found = LateAnswer(question, spoken(body.response), one.received, "open",
                       counts=one.state == "counted", never=one.state == "shown")  # fmt: skip
    if ended is None or one.received < ended:
        return found
    when = "over" if row.finished is None else "handed in"
    return msgspec.structs.replace(found, when=when, since=one.received - ended)
