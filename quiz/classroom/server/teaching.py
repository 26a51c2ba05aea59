"""What a teacher does. Every call is noted in the audit log, with ids but without answers and PINs."""

import os

import msgspec

from quiz.classroom.roster import folded
from quiz.classroom.server import pins
from quiz.classroom.server.exam import Pinned
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.server.releasing import all_done, in_force, planned_release
from quiz.classroom.server.service import Sat, Service
from quiz.classroom.server.taking import Taking
from quiz.classroom.server.timing import MINUTE
from quiz.classroom.teacher import (
    BoxKey,
    GiveTime,
    Import,
    Imported,
    Let,
    Member,
    Newcomer,
    Person,
    Pin,
    Plan,
    Rename,
    Roster,
    Sittings,
    SittingState,
    Step,
    Touch,
)
from quiz.classroom.wire import Done
from quiz.errors import InputError
from quiz.store.classes import attempts, roster, sittings
from quiz.store.classes.db import Db
from quiz.store.classes.roster import Member as MemberRow
from quiz.store.classes.sittings import SittingRow
from quiz.store.study import clean_name

MOST_MINUTES = 24 * 60


# Sittings


def list_sittings(service: Service, db: Db, now: int) -> Sittings:
    rows = sittings.every(db, service.class_id)
    return Sittings(service.title, service.join, tuple(state_of(service, db, row, now) for row in rows), now)


def state_of(service: Service, db: Db, row: SittingRow, now: int) -> SittingState:
    hours = service.hours_of(db, row)
    steps = sittings.steps(db, service.class_id, row.id)
    found = sittings.releases(db, service.class_id, row.id)
    released = in_force(found, now)
    if not found and (planned := planned_release(hours.plan)) != "never" and all_done(service, db, hours, now):
        released = planned
    return SittingState(
        id=row.id,
        name=hours.plan.name,
        title=row.title,
        set=hours.plan.set,
        mode=hours.plan.mode,
        state=hours.state(now),
        questions=min(hours.plan.pool or row.questions, row.questions),
        minutes=hours.plan.minutes,
        opens=hours.plan.opens,
        closes=hours.plan.closes,
        release=released or "never",
        here=steps[-1].question if steps else 0,
        phase=steps[-1].phase if steps else "asking",
    )


def open_sitting(service: Service, db: Db, plan: Plan, pinned: Pinned, questions: int, title: str, now: int) -> Done:
    """A new sitting; one of this name that exists is left as it is. Raises Refusal for a plan that does not hold."""
    if not folded(plan.name):
        raise Refusal("malformed", "a sitting needs a name")
    if plan.minutes is not None and not 0 < plan.minutes <= MOST_MINUTES:
        raise Refusal("malformed", "minutes: from 1 to 1440")
    if plan.opens is not None and plan.closes is not None and plan.closes <= plan.opens:
        raise Refusal("malformed", "it would close before it opens")
    if plan.mode == "follow" and (plan.pool or plan.shuffle or plan.minutes):
        raise Refusal("malformed", "in follow mode all are at the same question: no pool, no shuffle, no minutes")
    if plan.pool > questions:
        raise Refusal("malformed", f"a pool of {plan.pool}, but the set has {questions} questions")
    row = SittingRow(
        id=os.urandom(8).hex(),
        folded=folded(plan.name),
        plan=msgspec.json.encode(plan).decode(),
        title=title,
        questions=questions,
        made=now,
        closed=None,
        paused=None,
        paused_total=0,
    )
    if sittings.add(db, service.class_id, row, msgspec.json.encode(pinned).decode()):
        note(service, db, now, "open", sitting=row.id, set=pinned.id)
    return Done()


def pause(service: Service, db: Db, asked: Touch, now: int) -> Done:
    row = sitting_named(service, db, asked.sitting).row
    if row.closed is not None:
        raise Refusal("not-allowed", "this sitting is closed; reopen it first")
    if row.paused is None:
        sittings.set_state(db, service.class_id, msgspec.structs.replace(row, paused=now))
        note(service, db, now, "pause", sitting=row.id)
    return Done()


def resume(service: Service, db: Db, asked: Touch, now: int) -> Done:
    row = sitting_named(service, db, asked.sitting).row
    if row.paused is not None:
        sittings.set_state(db, service.class_id, _unpaused(row, now))
        note(service, db, now, "resume", sitting=row.id)
    return Done()


def close(service: Service, db: Db, asked: Touch, now: int) -> Done:
    row = sitting_named(service, db, asked.sitting).row
    if row.closed is None:
        sittings.set_state(db, service.class_id, msgspec.structs.replace(_unpaused(row, now), closed=now))
        note(service, db, now, "close", sitting=row.id)
    return Done()


def reopen(service: Service, db: Db, asked: Touch, now: int) -> Done:
    """The time while it was closed is a pause; what showed because all were done shows no more."""
    sat = sitting_named(service, db, asked.sitting)
    row = sat.row
    if row.closed is not None:
        total = row.paused_total + now - row.closed
        sittings.set_state(db, service.class_id, msgspec.structs.replace(row, closed=None, paused_total=total))
        if (planned := planned_release(sat.plan)) != "never":
            if not sittings.releases(db, service.class_id, row.id) and all_done(service, db, sat.hours, now):
                # What showed is written down: whoever saw it cannot unsee it.
                sittings.add_release(db, service.class_id, row.id, "", planned, now, now)
            sittings.add_release(db, service.class_id, row.id, "", "never", now, now)
        note(service, db, now, "reopen", sitting=row.id)
    return Done()


def _unpaused(row: SittingRow, now: int) -> SittingRow:
    return msgspec.structs.replace(row, paused=None, paused_total=row.paused_until(now))


def give_time(service: Service, db: Db, asked: GiveTime, now: int) -> Done:
    sat = sitting_named(service, db, asked.sitting)
    if not abs(asked.minutes) <= MOST_MINUTES:
        raise Refusal("malformed", "minutes: at most 1440")
    if sat.row.closed is not None:
        raise Refusal("not-allowed", "this sitting is closed; reopen it, then give time")
    if sat.plan.minutes is None and sat.plan.closes is None:
        raise Refusal("not-allowed", "this sitting has no limit of time")
    learner = member_named(service, db, asked.learner).id if asked.learner else ""
    sittings.add_extra(db, service.class_id, sat.row.id, learner, round(asked.minutes * MINUTE))
    note(service, db, now, "time", sitting=sat.row.id, learner=learner, minutes=asked.minutes)
    return Done()


def release(service: Service, db: Db, asked: Let, now: int) -> Done:
    sat = sitting_named(service, db, asked.sitting)
    learner = member_named(service, db, asked.learner).id if asked.learner else ""
    since = now if asked.at is None else asked.at
    sittings.add_release(db, service.class_id, sat.row.id, learner, asked.what, since, now)
    note(service, db, now, "release", sitting=sat.row.id, learner=learner, release=asked.what)
    return Done()


def step(service: Service, db: Db, asked: Step, now: int) -> Done:
    sat = sitting_named(service, db, asked.sitting)
    if sat.plan.mode != "follow":
        raise Refusal("not-allowed", "this sitting is not in follow mode")
    steps = sittings.steps(db, service.class_id, sat.row.id)
    here = steps[-1].question if steps else 0
    if asked.to in ("next", "back"):
        to = here + (1 if asked.to == "next" else -1)
        if not 1 <= to <= len(sat.exam.asked.questions):
            raise Refusal(
                "not-allowed", "there is no question further on" if asked.to == "next" else "this is the first"
            )
        shown = [one.phase for one in steps if one.question == to]
        phase = "revealed" if "revealed" in shown else "counts" if "counts" in shown else "asking"
        sittings.add_step(db, service.class_id, sat.row.id, to, phase, now)
    elif not here:
        raise Refusal("not-allowed", "no question is asked yet; go to the next")
    elif not any(one.question == here and one.phase == "revealed" for one in steps):
        sittings.add_step(db, service.class_id, sat.row.id, here, "revealed" if asked.to == "reveal" else "counts", now)
    service.counted.pop(sat.row.id, None)
    note(service, db, now, "follow", sitting=sat.row.id, to=asked.to)
    return Done()


# People


def list_roster(service: Service, db: Db, now: int) -> Roster:
    found = roster.read_class(db, service.class_id)
    logged_in = roster.sessions(db, service.class_id, now)
    return Roster(
        service.title,
        0 if found is None else found.expires,
        tuple(
            Member(one.id, one.name, one.uid is not None, logged_in.get(one.id, 0))
            for one in roster.members(db, service.class_id)
        ),
    )


def unlock(service: Service, db: Db, asked: Person, now: int) -> Done:
    member = member_named(service, db, asked.learner)
    roster.forget_tries(db, service.class_id, owner=pins.keyed(service.pepper, "name", member.folded))
    note(service, db, now, "unlock", learner=member.id)
    return Done()


def log_out(service: Service, db: Db, asked: Person, now: int) -> Done:
    member = member_named(service, db, asked.learner)
    roster.end_sessions(db, service.class_id, member.id)
    note(service, db, now, "logout", learner=member.id)
    return Done()


def new_pin(service: Service, db: Db, asked: Person, now: int) -> Pin:
    member = member_named(service, db, asked.learner)
    pin, salt = pins.new_pin(), os.urandom(16).hex()
    roster.set_pin(db, service.class_id, member.id, salt, pins.hash_pin(service.pepper, salt, pin))
    roster.end_sessions(db, service.class_id, member.id)
    roster.forget_tries(db, service.class_id, owner=pins.keyed(service.pepper, "name", member.folded))
    note(service, db, now, "pin", learner=member.id)
    return Pin(member.id, member.name, pin)


def add_member(service: Service, db: Db, asked: Newcomer, now: int) -> Pin:
    """A new learner; with an account the PIN is empty. Raises Refusal where name or account is taken."""
    name = _clean(asked.name)
    pin, salt = ("", "") if asked.uid is not None else (pins.new_pin(), os.urandom(16).hex())
    hashed = pins.hash_pin(service.pepper, salt, pin) if pin else ""
    row = MemberRow(os.urandom(16).hex(), name, folded(name), asked.uid, salt, hashed, now)
    if not roster.add_member(db, service.class_id, row):
        raise Refusal("taken", "this name or account is on the roster already; choose another")
    note(service, db, now, "add", learner=row.id)
    return Pin(row.id, name, pin)


def rename(service: Service, db: Db, asked: Rename, now: int) -> Done:
    member, name = member_named(service, db, asked.learner), _clean(asked.name)
    other = roster.member(db, service.class_id, folded=folded(name))
    if other is not None and other.id != member.id:
        raise Refusal("taken", "this name is on the roster already; choose another")
    roster.rename(db, service.class_id, member.id, name, folded(name))
    note(service, db, now, "rename", learner=member.id)
    return Done()


def _clean(name: str) -> str:
    try:
        return clean_name(name)
    except InputError as error:
        raise Refusal("malformed", str(error)) from error


# Work that came another way


class KeyAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The query of GET /v1/teacher/box-key."""

    attempt: str


def box_key(service: Service, db: Db, asked: KeyAsked, now: int) -> BoxKey:
    row = attempts.read(db, service.class_id, asked.attempt)
    if row is None:
        raise Refusal("not-there", "there is no such attempt in this class; is the file another class's?")
    note(service, db, now, "box-key", attempt=row.id)
    return BoxKey(row.id, row.learner, row.box_key)


def take_outbox(service: Service, db: Db, asked: Import, now: int) -> Imported:
    row = attempts.read(db, service.class_id, asked.attempt)
    if row is None:
        raise Refusal("not-there", "there is no such attempt in this class; is the file another class's?")
    sat = service.sat(db, id_=row.sitting)
    taking = Taking(service, db, sat, row, now)
    holds = asked.fence == row.fence and asked.terminal == row.terminal
    taken = beside = late = 0
    for sent in asked.events:
        kept = taking.take(sent, asked.terminal, asked.fence, holds=holds, imported=True)
        taken += kept == "accepted"
        beside += kept == "superseded"
        late += kept in ("late", "shown")
    taking.finish(renew=False)
    known = len(taking.received) - taken - beside - late
    note(service, db, now, "import", attempt=row.id, taken=taken)
    return Imported(row.learner, taken, known, beside, late)


def sitting_named(service: Service, db: Db, name: str) -> Sat:
    """By id or name. Raises Refusal."""
    row = sittings.read(db, service.class_id, id_=name) if name else None
    return service.sat_of(db, row) if row is not None else service.sat(db, folded=folded(name))


def member_named(service: Service, db: Db, who: str) -> MemberRow:
    """By id or name. Raises Refusal."""
    found = roster.member(db, service.class_id, id_=who) if who else None
    found = found or roster.member(db, service.class_id, folded=folded(who))
    if found is None:
        raise Refusal("not-there", "nobody of this name is on the roster")
    return found


def note(service: Service, db: Db, now: int, what: str, **about: str | float) -> None:
    """Write down what the teacher did; about: ids and numbers, no answers and no PINs."""
    sittings.note(db, service.class_id, now, "teacher", what, msgspec.json.encode(about).decode())
