"""What a teacher sees while a class is at work."""

from collections.abc import Callable

import msgspec

from quiz.attempts.attempt import Attempt, Item
from quiz.classroom.server import following, pins
from quiz.classroom.server.marking import marked
from quiz.classroom.server.service import Sat, Service
from quiz.classroom.server.teaching import sitting_named, state_of
from quiz.classroom.server.timing import LEASE, MINUTE
from quiz.classroom.teacher import QuestionSum, Seat, Standing, Watch
from quiz.questions.response import is_empty
from quiz.store.classes import attempts, roster, sittings
from quiz.store.classes.attempts import AttemptRow
from quiz.store.classes.db import Db
from quiz.store.classes.roster import Member
from quiz.text.sanitise import one_line

HEARD_OF = 10_000
"""Milliseconds for which somebody is taken to be connected after having been heard of."""

FEWEST = 3
"""Learners who must have answered a question before it is called hard."""

HARDEST = 3
LONGEST_PROMPT = 120


class WatchAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The query of GET /v1/teacher/watch."""

    sitting: str


def watch(service: Service, db: Db, asked: WatchAsked, now: int) -> Callable[[], Watch]:
    """Raises Refusal. What is read is read at once; the marking that follows need not hold up anybody's answer."""
    sat = sitting_named(service, db, asked.sitting)
    rows = {row.learner: row for row in attempts.of_sitting(db, service.class_id, sat.row.id)}
    folds = {learner: service.fold(db, row, sat) for learner, row in rows.items()}
    members = roster.members(db, service.class_id)
    logged_in = roster.sessions(db, service.class_id, now)
    locked = roster.held_up(db, service.class_id, now)
    state = state_of(service, db, sat.row, now)
    follow = None
    if sat.plan.mode == "follow":
        follow = following.for_teacher(service, db, sat, sittings.steps(db, service.class_id, sat.row.id), now)

    def tell() -> Watch:
        seats = []
        for member in members:
            held = pins.keyed(service.pepper, "name", member.folded) in locked
            row = rows.get(member.id)
            if row is None:
                standing: Standing = "waiting" if logged_in.get(member.id) else "absent"
                seats.append(Seat(member.id, member.name, standing, extra=_extra(sat, member), locked=held))
            else:
                seats.append(_seat(member, row, folds[member.id], sat, now, locked=held))
        questions = _sums(sat, [(row, _so_far(sat, row, folds[learner], now)) for learner, row in rows.items()])
        known = [one for one in questions if one.credit is not None and one.answered >= FEWEST and one.credit < 1]
        hardest = sorted(known, key=lambda one: one.credit or 0.0)[:HARDEST]
        return Watch(now, state, tuple(seats), questions, tuple(one.question for one in hardest), follow)

    return tell


def _seat(member: Member, row: AttemptRow, attempt: Attempt, sat: Sat, now: int, *, locked: bool) -> Seat:
    clock = sat.hours.clock(row, now)
    finished = sat.hours.finished(row, now) is not None
    items = list(attempt.items.values())
    answered = sum(is_answered(item) for item in (items if finished else map(without_draft, items)))
    here = list(attempt.items).index(attempt.here)
    return Seat(
        learner=member.id,
        name=member.name,
        standing="finished" if finished else "working",
        connected=now - (row.until - LEASE) < HEARD_OF,
        attempt=row.id,
        here=here + 1,
        question=row.order[here],
        questions=len(items),
        answered=answered,
        typed=sum(is_answered(item) for item in items) - answered,
        flagged=sum(item.flagged for item in items),
        left=clock.left,
        extra=_extra(sat, member),
        late=row.late,
        superseded=row.superseded,
        receipt=clock.receipt,
        locked=locked,
    )


def is_answered(item: Item) -> bool:
    """Whether something stands there that would be marked if this were the end."""
    return any(one is not None and not is_empty(one) for one in (item.draft, item.response))


def without_draft(item: Item) -> Item:
    """The question as it was answered: until the end, what is being typed is no answer."""
    return msgspec.structs.replace(item, draft=None)


def _so_far(sat: Sat, row: AttemptRow, attempt: Attempt, now: int) -> Attempt:
    """What may be judged already."""
    if sat.hours.finished(row, now) is not None:
        return attempt
    items = {name: without_draft(item) for name, item in attempt.items.items()}
    return msgspec.structs.replace(attempt, items=items)


def _extra(sat: Sat, member: Member) -> float:
    return sat.hours.extras.get(member.id, 0) / MINUTE


def _sums(sat: Sat, found: list[tuple[AttemptRow, Attempt]]) -> tuple[QuestionSum, ...]:
    """Each question of the set over all attempts."""
    asked: dict[str, int] = {}
    answered: dict[str, int] = {}
    credits: dict[str, list[float]] = {}
    for row, attempt in found:
        for id_, item in zip(row.order, marked(attempt, row.order, sat.exam).items.values(), strict=True):
            asked[id_] = asked.get(id_, 0) + 1
            if is_answered(item):
                answered[id_] = answered.get(id_, 0) + 1
            if item.verdict is not None and item.verdict.outcome in ("right", "near", "wrong"):
                credits.setdefault(id_, []).append(item.verdict.credit)
    return tuple(
        QuestionSum(
            question.id,
            one_line(question.prompt)[:LONGEST_PROMPT],
            asked.get(question.id, 0),
            answered.get(question.id, 0),
            sum(credits[question.id]) / len(credits[question.id]) if question.id in credits else None,
        )
        for question in sat.exam.asked.questions
    )
