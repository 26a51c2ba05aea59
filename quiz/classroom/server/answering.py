"""A learner's way through a sitting: begin, send events, hear what is new."""

import os
from collections.abc import Callable

import msgspec

from quiz.attempts.attempt import Attempt
from quiz.classroom.server import following, releasing
from quiz.classroom.server import views as seen
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.server.releasing import Allowed
from quiz.classroom.server.service import Caller, Sat, Service
from quiz.classroom.server.taking import Taking
from quiz.classroom.server.timing import LEASE, RENEWED_AFTER
from quiz.classroom.wire import Events, Lease, News, Open, Opened, Received, Released, SittingCard
from quiz.store.classes import attempts, events, sittings
from quiz.store.classes.attempts import AttemptRow
from quiz.store.classes.db import Db


class NewsAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The query of GET /v1/attempt/{attempt}/news."""

    attempt: str
    terminal: str = ""
    fence: int = 0
    seen: int = 0


def cards(service: Service, db: Db, caller: Caller, now: int) -> list[SittingCard]:
    """What there is to sit, the latest first."""
    found = []
    for row in sittings.every(db, service.class_id):
        hours = service.hours_of(db, row)
        plan = hours.plan
        own = attempts.of_learner(db, service.class_id, row.id, caller.learner)
        finished = own is not None and hours.finished(own, now) is not None
        found.append(
            SittingCard(
                id=row.id,
                title=plan.name,
                mode=plan.mode,
                state=hours.state(now, caller.learner) if own is None else hours.clock(own, now).state,
                questions=min(plan.pool or row.questions, row.questions),
                minutes=plan.minutes,
                opens=plan.opens,
                closes=plan.closes,
                attempt=own.id if own is not None else "",
                finished=finished,
                release=releasing.allowed(service, db, own, service.sat_of(db, row), now).what
                if own is not None and finished
                else "never",
                revealed=len(following.revealed(sittings.steps(db, service.class_id, row.id)))
                if finished and plan.mode == "follow"
                else 0,
            )
        )
    return found


# Beginning


def open_attempt(service: Service, db: Db, caller: Caller, asked: Open, now: int) -> Callable[[], Opened]:
    """Begin an attempt, or go on with it. Raises Refusal."""
    sat = service.sat(db, id_=asked.sitting)
    row = attempts.of_learner(db, service.class_id, sat.row.id, caller.learner)
    row = _begin(service, db, caller, sat, asked, now) if row is None else _go_on(service, db, sat, row, asked, now)
    attempt = service.fold(db, row, sat)
    steps = sittings.steps(db, service.class_id, sat.row.id) if sat.plan.mode == "follow" else []
    may = releasing.allowed(service, db, row, sat, now, steps)
    past = releasing.past(service, db, row, sat, attempt, may)
    # What was released by name shows of every question, whether or not the class came to it.
    reached = following.reached(steps) if sat.plan.mode == "follow" and may.what == "never" else None

    def tell() -> Opened:
        shown = seen.views(row, sat, attempt, now, reached)
        return Opened(
            attempt=row.id,
            lease=Lease(row.fence, row.until),
            started=seen.started(attempt, sat),
            views=shown,
            articles=following.articles(sat, shown) if reached is not None
            else seen.articles(sat, shown, whole=may.what == "all"),
            past=past,
            clock=sat.hours.clock(row, now),
            box_key=row.box_key,
            released=releasing.released(row, sat, attempt, may, now),
        )  # fmt: skip

    return tell


def _begin(service: Service, db: Db, caller: Caller, sat: Sat, asked: Open, now: int) -> AttemptRow:
    match sat.hours.state(now, caller.learner):
        case "waiting":
            wait = ((sat.plan.opens or now) - now) / 1000
            raise Refusal("not-open", "this sitting has not begun; wait for the teacher", max(1.0, min(wait, 30.0)))
        case "paused":
            raise Refusal("not-open", "this sitting is paused; wait for the teacher", 1.0)
        case "closed":
            raise Refusal("not-open", "this sitting is over; ask the teacher")
        case "open":
            pass
    if service.store.low:
        raise Refusal("store-failed", "the server's disk is full; tell the teacher", 5.0)
    seed = os.urandom(16).hex()
    row = AttemptRow(
        id=os.urandom(16).hex(),
        sitting=sat.row.id,
        learner=caller.learner,
        seed=seed,
        questions=msgspec.json.encode(sat.exam.draw(seed)).decode(),
        box_key=os.urandom(32).hex(),
        receipt=new_receipt(),
        began=now,
        paused_before=sat.row.paused_until(now),
        terminal=asked.terminal,
        fence=1,
        number=0,
        until=now + LEASE,
        seq=0,
        head=events.FIRST,
        size=0,
        finished=None,
        late=0,
        superseded=0,
    )
    if not attempts.add(db, service.class_id, row):
        raise Refusal("taken", "this sitting has just been begun elsewhere; try again", 1.0)
    return row


def new_receipt() -> str:
    """Eight letters and digits in two groups, easily read out."""
    letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    found = "".join(letters[byte % 32] for byte in os.urandom(8))
    return f"{found[:4]}-{found[4:]}"


def _go_on(service: Service, db: Db, sat: Sat, row: AttemptRow, asked: Open, now: int) -> AttemptRow:
    if row.terminal != asked.terminal:
        if row.until > now and not asked.takeover:
            if sat.hours.finished(row, now) is not None:
                return row  # to look at only; whoever may still have something to send keeps the lease
            wait = (row.until - now) / 1000
            raise Refusal(
                "taken", "this sitting is open at another seat; take it over, or wait until that is left", wait
            )
        row = msgspec.structs.replace(row, terminal=asked.terminal, fence=row.fence + 1, number=0)
    row = msgspec.structs.replace(row, until=now + LEASE)
    attempts.write(db, service.class_id, row)
    return row


# Sending


def put_events(service: Service, db: Db, caller: Caller, asked: Events, now: int) -> Received:
    """Keep events, each once. Raises Refusal."""
    row, sat = service.seat(db, caller, asked.attempt, now)
    if asked.fence > row.fence or (asked.fence == row.fence and asked.terminal != row.terminal):
        raise Refusal("taken", "this attempt is not open at this seat; open it again")
    holds = asked.fence == row.fence
    taking = Taking(service, db, sat, row, now)
    for sent in asked.events:
        if holds and sent.number > taking.row.number + 1:
            break  # one before it is missing, and will come with it
        taking.take(sent, asked.terminal, asked.fence, holds=holds)
    row = taking.finish(renew=holds)
    return Received(
        received=tuple(taking.received),
        clock=sat.hours.clock(row, now),
        lease=Lease(row.fence, row.until),
        late=tuple(taking.late),
        superseded=tuple(taking.superseded),
        refused=tuple(taking.refused),
        released=_just_decided(service, db, row, sat, taking, now),
    )


def _just_decided(
    service: Service, db: Db, row: AttemptRow, sat: Sat, taking: Taking, now: int
) -> tuple[Released, ...]:
    if sat.plan.mode != "practice" or not taking.touched:
        return ()
    may = releasing.allowed(service, db, row, sat, now)
    return releasing.practised(row, sat, taking.attempt, may, now, frozenset(taking.touched))


# Hearing


def news(service: Service, db: Db, caller: Caller, asked: NewsAsked, now: int) -> News | Callable[[], News]:
    """What may have changed for a learner; at once where nothing has. Raises Refusal."""
    row, sat = service.seat(db, caller, asked.attempt, now)
    if asked.fence == row.fence and asked.terminal == row.terminal and row.until - now < LEASE - RENEWED_AFTER:
        row = msgspec.structs.replace(row, until=now + LEASE)
        service.change(db, row)
    steps = sittings.steps(db, service.class_id, sat.row.id) if sat.plan.mode == "follow" else []
    may = releasing.allowed(service, db, row, sat, now, steps)
    attempt = service.fold(db, row, sat) if may.version != asked.seen or steps else None
    follow = None
    if attempt is not None and sat.plan.mode == "follow":
        follow = following.for_learner(service, db, row, sat, attempt, steps, now)

    def tell() -> News:
        return News(
            clock=sat.hours.clock(row, now),
            lease=Lease(row.fence, row.until),
            version=may.version,
            released=_changed(row, sat, attempt, may, asked.seen, now),
            following=None if follow is None else follow(),
        )

    return tell() if attempt is None else tell


def _changed(
    row: AttemptRow, sat: Sat, attempt: Attempt | None, may: Allowed, seen_: int, now: int
) -> tuple[Released, ...]:
    if attempt is None or may.version == seen_:
        return ()
    return releasing.released(row, sat, attempt, may, now)
