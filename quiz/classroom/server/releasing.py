"""What a learner may see, and nothing else. The release is read in the transaction that reads what it releases.

Before anything is released nothing is marked here, so that neither a reply nor its time depends on what is right.
"""

from collections.abc import Iterable
from zlib import crc32

import msgspec

from quiz.attempts.attempt import Attempt
from quiz.attempts.events import Answered, Assessed, Body, Cited, Finished, Regraded, decode_body
from quiz.classroom.server.marking import bare, graded_bodies, in_full, mark_only, marked
from quiz.classroom.server.service import Sat, Scratch, Service
from quiz.classroom.server.timing import GRACE, MINUTE, Hours
from quiz.classroom.teacher import Plan
from quiz.classroom.wire import Release, Released
from quiz.store.classes import attempts, events, roster, sittings
from quiz.store.classes.attempts import AttemptRow
from quiz.store.classes.db import Db
from quiz.store.classes.sittings import ReleaseRow, StepRow


class Allowed(msgspec.Struct, frozen=True):
    """what: of the whole attempt, once it is finished. bit_by_bit: of questions decided in practice before that.

    revealed: numbers (from 1) of the questions revealed in follow mode. version: changes with any of these.
    """

    finished: bool
    what: Release
    bit_by_bit: Release
    revealed: frozenset[int]
    version: int


def allowed(service: Service, db: Db, row: AttemptRow, sat: Sat, now: int, steps: Iterable[StepRow] = ()) -> Allowed:
    """What the learner of an attempt may see of it now."""
    finished = sat.hours.finished(row, now) is not None
    found = sittings.releases(db, service.class_id, sat.row.id)
    explicit = [one for one in found if one.learner in ("", row.learner) and one.since <= now]
    planned = planned_release(sat.plan)
    what: Release = "never"
    if explicit:
        what = explicit[-1].what
    elif finished and planned != "never" and all_done(service, db, sat.hours, now):
        what = planned
    what = what if finished else "never"
    bit_by_bit: Release = "never"
    if sat.plan.mode == "practice":
        bit_by_bit = explicit[-1].what if explicit else planned
    revealed = frozenset(step.question for step in steps if step.phase == "revealed")
    judged = row.seq if what != "never" else 0  # a person's judgement is told to who looks at the results already
    version = crc32(repr((finished, what, bit_by_bit, sorted(revealed), sat.row.edition, judged)).encode()) & 0x7FFFFFFF
    return Allowed(finished, what, bit_by_bit, revealed, version or 1)


def key_was_shown(service: Service, db: Db, row: AttemptRow, sat: Sat, now: int) -> bool:
    """Whether the learner of an attempt that is over could see its keys at any time until now."""
    found = sittings.releases(db, service.class_id, sat.row.id)
    mine = [one for one in found if one.learner in ("", row.learner) and one.since <= now]
    for at, one in enumerate(mine, 1):
        # What was planned for a later time may have been withdrawn before it came.
        if one.what == "all" and all((later.since or later.made) > one.since for later in mine[at:]):
            return True
    return not mine and planned_release(sat.plan) == "all" and all_done(service, db, sat.hours, now)


def planned_release(plan: Plan) -> Release:
    """What is to show once all are done, without the teacher's doing.

    In follow mode that is nothing beyond what was revealed, since a lesson may end before every question was asked.
    """
    return plan.release or ("all" if plan.mode == "practice" else "never")


def in_force(found: list[ReleaseRow], now: int) -> Release | None:
    """What the teacher has released for everybody; None where nothing was said."""
    said = [one.what for one in found if not one.learner and one.since <= now]
    return said[-1] if said else None


def all_done(service: Service, db: Db, hours: Hours, now: int) -> bool:
    """Whether nobody can answer any more: the sitting is over for all, or everyone on the roster has finished."""
    row, plan = hours.row, hours.plan
    if row.closed is not None:
        return now > row.closed + GRACE
    # One who was given more time than others still sits when the sitting is over for them.
    extra = hours.given() + sittings.most_extra(db, service.class_id, row.id)
    pauses = row.paused_until(now)
    if plan.closes is not None and now > plan.closes + extra + pauses + GRACE:
        return True
    begun, handed_in, latest = attempts.progress(db, service.class_id, row.id)
    if begun < roster.count(db, service.class_id):
        return False
    if handed_in == begun:
        return True
    return plan.minutes is not None and now > latest + round(plan.minutes * MINUTE) + extra + pauses + GRACE


def released(row: AttemptRow, sat: Sat, attempt: Attempt, may: Allowed, now: int) -> tuple[Released, ...]:
    """Everything of an attempt that may be seen."""
    if may.what != "never":
        whole = marked(attempt, row.order, sat.exam)
        asked = sat.exam.in_order(row.order)
        if may.what == "marks":
            return tuple(mark_only(item) for item in whole.items.values())
        return tuple(in_full(item, asked) for item in whole.items.values())
    if sat.plan.mode == "practice":
        return practised(row, sat, attempt, may, now)
    if may.revealed:
        whole = marked(attempt, row.order, sat.exam)
        asked = sat.exam.in_order(row.order)
        shown = (whole.items[f"q{number}"] for number in sorted(may.revealed) if f"q{number}" in whole.items)
        return tuple(in_full(item, asked) for item in shown)
    return ()


def practised(
    row: AttemptRow, sat: Sat, attempt: Attempt, may: Allowed, now: int, only: frozenset[str] | None = None
) -> tuple[Released, ...]:
    """What practice shows on the way: verdicts of decided questions, what came of a try, the hints taken."""
    desk = Scratch(row, sat, attempt, now).desk
    found = []
    for item in attempt.items.values():
        if only is not None and item.id not in only:
            continue
        hints = desk.hints(item.id) if item.hints else ()
        if item.verdict is not None and may.bit_by_bit != "never":
            if not item.closed:
                one = msgspec.structs.replace(mark_only(item), closed=False, verdict=bare(item.verdict))
            elif may.bit_by_bit == "all":
                one = in_full(item, sat.exam.in_order(row.order))
            else:
                one = mark_only(item)
            found.append(msgspec.structs.replace(one, hints=hints))
        elif hints:
            found.append(Released(item.id, closed=False, hints=hints))
    return tuple(found)


def past(service: Service, db: Db, row: AttemptRow, sat: Sat, attempt: Attempt, may: Allowed) -> tuple[Body, ...]:
    """The bodies of what counts so far, graded as far as may be seen."""
    bodies = [decode_body(body) for *_, body in events.bodies_after(db, service.class_id, row.id, 0)]
    practice = sat.plan.mode == "practice"
    bodies = [_as_shown(body, attempt, may) for body in bodies if _shows(body, may, practice=practice)]
    if may.what != "never" and not practice:
        bodies += graded_bodies(marked(attempt, row.order, sat.exam), full=may.what == "all")
    if may.finished:
        bodies.append(Finished("time" if row.finished is None else "learner"))
    return tuple(bodies)


def _shows(body: Body, may: Allowed, *, practice: bool) -> bool:
    """False for the end, which is told by times, and for what says what an answer is worth before that is released.

    In a test nothing of an earlier grading is told: how it stands now comes behind everything else.
    """
    if isinstance(body, Regraded):
        return practice and (may.what != "never" or may.bit_by_bit != "never")
    return not isinstance(body, Finished) and (may.what != "never" or not isinstance(body, Assessed))


def _as_shown(body: Body, attempt: Attempt, may: Allowed) -> Body:
    """A body of practice, which was graded when it came, with as much of its verdict as may be seen; nobody learns who
    judged an answer, and what they wrote about it only with everything else."""
    if isinstance(body, Assessed):
        return Assessed(body.question, body.points, body.earned, "", body.comment if may.what == "all" else "")
    if not isinstance(body, Answered | Cited | Regraded) or body.verdict is None:
        return body
    see = may.what if may.what != "never" else may.bit_by_bit
    if see == "all" and attempt.items[body.question].closed:
        return msgspec.structs.replace(body, digest="") if isinstance(body, Regraded) else body
    verdict = None if see == "never" else bare(body.verdict)
    if isinstance(body, Cited):
        return msgspec.structs.replace(body, verdict=verdict)
    if isinstance(body, Regraded):
        return msgspec.structs.replace(body, verdict=verdict, digest="")
    return msgspec.structs.replace(body, verdict=verdict, earned=0.0 if verdict is None else body.earned)
