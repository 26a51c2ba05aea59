"""A learner's way through a sitting: begin, send events, hear what is new."""

import os
from collections.abc import Callable

import msgspec

from quiz.attempts.attempt import Attempt
from quiz.attempts.events import (
    Answered,
    Body,
    Cited,
    Claimed,
    Drafted,
    Finished,
    Flagged,
    Hinted,
    Moved,
    Resumed,
    Skipped,
    Undone,
    encode_body,
)
from quiz.attempts.modes import RULES
from quiz.classroom.server import following, releasing
from quiz.classroom.server import views as seen
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.server.releasing import Allowed
from quiz.classroom.server.service import Caller, Sat, Scratch, Service, passed
from quiz.classroom.wire import Events, Lease, News, Open, Opened, Received, Refused, Released, Sent, SittingCard
from quiz.errors import NotAllowed
from quiz.questions.response import Marked, cleaned
from quiz.store.classes import attempts, events, sittings
from quiz.store.classes.attempts import AttemptRow
from quiz.store.classes.db import Db
from quiz.store.classes.events import EventRow, EventState
from quiz.store.classes.sittings import StepRow

LEASE = 30_000
RENEWED_AFTER = 5_000
MOST_EVENT = 64 * 1024
MOST_ATTEMPT = 5 * 1024 * 1024


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
    reached = following.reached(steps) if sat.plan.mode == "follow" else None

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
    service: Service, db: Db, row: AttemptRow, sat: Sat, taking: "Taking", now: int
) -> tuple[Released, ...]:
    if sat.plan.mode != "practice" or not taking.touched:
        return ()
    may = releasing.allowed(service, db, row, sat, now)
    return releasing.practised(row, sat, taking.attempt, may, now, frozenset(taking.touched))


class Taking:
    """Events of one attempt, on their way into the store."""

    def __init__(self, service: Service, db: Db, sat: Sat, row: AttemptRow, now: int) -> None:
        self._service, self._db, self._sat, self._now = service, db, sat, now
        self._was = row
        self.row = row
        self.attempt = service.fold(db, row, sat)
        self._steps: list[StepRow] = (
            sittings.steps(db, service.class_id, sat.row.id) if sat.plan.mode == "follow" else []
        )
        self.received: list[str] = []
        self.late: list[str] = []
        self.superseded: list[str] = []
        self.refused: list[Refused] = []
        self.touched: set[str] = set()

    def take(self, sent: Sent, terminal: str, fence: int, *, holds: bool, imported: bool = False) -> EventState | None:
        """Keep one event; how, or None where it was there already or is refused."""
        kept = self._keep(sent, terminal, fence, holds=holds, imported=imported)
        if holds and sent.number > self.row.number:
            self.row = msgspec.structs.replace(self.row, number=sent.number)
        return kept

    def _keep(self, sent: Sent, terminal: str, fence: int, *, holds: bool, imported: bool) -> EventState | None:
        if len(sent.id) != 32 or sent.id.strip("0123456789abcdef"):
            self._refuse(sent, "its id is not 32 hex digits")
            return None
        # The next number is hardly ever one that is there already, and then the insertion will say so.
        fresh = holds and sent.number > self.row.number
        if not fresh and self._known(sent):
            return None
        try:
            body, state = self._settle(sent.body, holds=holds, imported=imported)
        except NotAllowed as error:
            if not self._known(sent):
                self._refuse(sent, str(error))
            return None
        text = encode_body(body)
        if len(text) > MOST_EVENT or self.row.size + len(text) > MOST_ATTEMPT:
            self._refuse(sent, "it is too long to be kept")
            return None
        if not self._insert(sent, terminal, fence, state, text.decode()):
            self._known(sent)
            return None
        if state == "accepted":
            self.attempt = passed(self.attempt, body, self._now, max(0, sent.elapsed))
            if isinstance(body, Finished):
                self._hand_in()
        self._tell(sent.id, state)
        return state

    def _known(self, sent: Sent) -> bool:
        """Whether the attempt has this event already, which is then told."""
        known = events.state_of(self._db, self._service.class_id, self.row.id, sent.id)
        if known is not None:
            self._tell(sent.id, known)
        return known is not None

    def _insert(self, sent: Sent, terminal: str, fence: int, state: EventState, text: str) -> bool:
        row = self.row
        sealed = events.seal(
            EventRow(self._service.class_id, row.id, sent.id, row.seq + 1, terminal, fence, sent.number, sent.at,
                     sent.elapsed, self._now, state, text, "", "", ""),
            row.head,
        )  # fmt: skip
        if not events.insert(self._db, sealed):
            return False
        self.row = msgspec.structs.replace(
            row,
            seq=sealed.seq,
            head=sealed.hash,
            size=row.size + len(text),
            late=row.late + (state == "late"),
            superseded=row.superseded + (state == "superseded"),
        )
        return True

    def _settle(self, body: Body, *, holds: bool, imported: bool) -> tuple[Body, EventState]:
        """The event as it is kept, and how. Raises NotAllowed for what no attempt in a class can hold."""
        body = self._checked(body)
        if not holds and not imported:
            return body, "superseded"
        if imported and not holds and self._newer(body):
            return body, "superseded"
        if isinstance(body, Claimed):
            return body, "accepted"
        if (not imported and not self._sat.hours.in_time(self.row, self._now)) or self._revealed(body):
            return body, "late"
        if self._sat.plan.mode == "practice" and isinstance(body, Answered | Cited | Hinted | Undone | Drafted):
            body = self._practised(body)
        return body, "accepted"

    def _revealed(self, body: Body) -> bool:
        """Whether it answers a question whose key the class has been shown."""
        return (
            bool(self._steps)
            and isinstance(body, Answered | Drafted | Cited)
            and body.question in {f"q{step.question}" for step in self._steps if step.phase == "revealed"}
        )

    def _newer(self, body: Body) -> bool:
        """Whether the attempt has something for the event's question, so that an old terminal's must not replace it."""
        item = self.attempt.items.get(_question(body))
        return item is None or item.draft is not None or item.response is not None

    def _checked(self, body: Body) -> Body:
        """What a learner may say, with nothing in it that is not a learner's to say. Raises NotAllowed."""
        question = _question(body)
        if question and question not in self.attempt.items:
            raise NotAllowed(f"no question {question[:20]!r} in this attempt")
        if self._steps and question and int(question[1:]) > following.reached(self._steps):
            raise NotAllowed("the class has not come to this question")
        match body:  # the most frequent first
            case Drafted():
                return Drafted(question, cleaned(body.response))
            case Answered():
                points = self.attempt.items[question].points
                certainty = min(max(body.certainty, 0), 3) if body.certainty and self._asks_certainty(question) else 0
                return Answered(question, cleaned(body.response), points, 0.0, None, False, certainty)
            case Moved() | Flagged() | Skipped() | Resumed() | Claimed():
                return body
            case Finished():
                return Finished("learner")
            case Cited(_, response, _):
                marked = cleaned(response)
                return Cited(question, marked if isinstance(marked, Marked) else response, None)
            case Hinted() | Undone() if RULES[self._sat.plan.mode].hints:
                return body
            case _:
                raise NotAllowed("this is not a learner's to say in this sitting")

    def _asks_certainty(self, question: str) -> bool:
        asked = self._sat.exam.in_order(self.row.order)
        return asked.certainty(asked.by_id[question]) != "off"

    def _practised(self, body: Body) -> Body:
        """The event as the rules of practice make it: an answer is graded at once. Raises NotAllowed."""
        scratch = Scratch(self.row, self._sat, self.attempt, self._now)
        match body:
            case Answered(question, response, _, _, _, _, certainty):
                scratch.desk.answer(question, response, certainty)
            case Cited(question, response, _):
                scratch.desk.cite(question, response)
            case Hinted(question, _):
                scratch.desk.hint(question)
            case Drafted(question, response):
                scratch.desk.draft(question, response)
            case Undone(question):
                # What has been shown cannot be unseen: only a try that left the question open is taken back.
                if self.attempt.items[question].closed:
                    raise NotAllowed("in a class an answer that was judged stays")
                return body
        self.touched.add(_question(body))
        return scratch.bodies[0]

    def _hand_in(self) -> None:
        deadline = self._sat.hours.deadline(self.row, self._now)
        when = self._now if deadline is None else min(self._now, deadline)
        self.row = msgspec.structs.replace(self.row, finished=when)

    def _tell(self, event: str, state: EventState) -> None:
        self.received.append(event)
        if state == "late":
            self.late.append(event)
        elif state == "superseded":
            self.superseded.append(event)

    def _refuse(self, sent: Sent, why: str) -> None:
        self.refused.append(Refused(sent.id[:64], why))

    def finish(self, *, renew: bool) -> AttemptRow:
        """Keep what has become of the attempt."""
        changed = self.row != self._was
        if renew and (changed or self.row.until - self._now < LEASE - RENEWED_AFTER):
            self.row = msgspec.structs.replace(self.row, until=max(self.row.until, self._now + LEASE))
        if self.row != self._was:
            self._service.change(self._db, self.row)
        self._service.remember(self.row, self.attempt)
        return self.row


def _question(body: Body) -> str:
    return getattr(body, "question", "")


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
