"""What the calls of a class server share: its store, its clock, and what can be worked out again from the store."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

import msgspec

from quiz.attempts.attempt import Attempt, advance
from quiz.attempts.desk import Receipt
from quiz.attempts.events import Body, Event, Finished, Started, decode_body
from quiz.attempts.local_desk import LocalDesk
from quiz.classroom.server.clock import ServerClock
from quiz.classroom.server.exam import Exam, Pinned, unpin
from quiz.classroom.server.refusal import Refusal, logged_out
from quiz.classroom.server.timing import Hours
from quiz.classroom.teacher import Plan
from quiz.errors import NotAllowed
from quiz.store.classes import attempts, events, mending, roster, seats, sittings
from quiz.store.classes.attempts import AttemptRow
from quiz.store.classes.db import Db
from quiz.store.classes.sittings import SittingRow

if TYPE_CHECKING:
    from quiz.store.classes.opening import AnyStore

MOST_FOLDS = 5_000
"""Attempts whose events are remembered as what they come to."""


class Caller(msgspec.Struct, frozen=True):
    """Who asks. learner, name: "" where nobody is logged in. uid: of the account, None over a network.

    source: the account or the address, for limits only. token: SHA-256 of it, "" for none.
    """

    source: str
    uid: int | None = None
    learner: str = ""
    name: str = ""
    token: str = ""


class Sat(msgspec.Struct, frozen=True):
    """A sitting with its times and its set."""

    row: SittingRow
    plan: Plan
    hours: Hours
    exam: Exam


class _Folded(msgspec.Struct, frozen=True):
    head: str
    seq: int
    late: int
    attempt: Attempt


class _Seated(msgspec.Struct, frozen=True):
    """Who was given which attempt last. token: SHA-256 of it; until: when its session is over."""

    token: str
    until: int
    row: AttemptRow
    sat: Sat


class Scratch:
    """A desk over an attempt as it stands, for its views, grading and feedback; what is done at it is in ``bodies``.

    Whether there is time left is settled elsewhere.
    """

    def __init__(self, row: AttemptRow, sat: Sat, attempt: Attempt, now: int) -> None:
        self.bodies: list[Body] = []
        self._now = now
        self.desk = LocalDesk(sat.exam.in_order(row.order), attempt, self, self, lambda: row.id)

    def append(self, events: Sequence[Event], /) -> Receipt:
        self.bodies += [event.body for event in events]
        receipt: Receipt = Future()
        receipt.set_result(None)
        return receipt

    def now(self) -> int:
        return self._now

    def ticks(self) -> int:
        return self._now


class Service:
    """One class. What is remembered here is keyed by what the store says, so that another process can go on."""

    def __init__(self, store: "AnyStore", class_id: str, title: str, clock: ServerClock, pepper: bytes) -> None:
        self.store = store
        self.class_id = class_id
        self.title = title
        self.clock = clock
        self.pepper = pepper
        self.join: tuple[str, ...] = ()
        self._exams: dict[str, tuple[int, Exam]] = {}
        self.counted: dict[str, tuple[int, int, Counter[str], int]] = {}
        self._folds: OrderedDict[str, _Folded] = OrderedDict()
        self._folding = threading.Lock()  # transactions run in several threads

    def sat(self, db: Db, *, id_: str = "", folded: str = "") -> Sat:
        """A sitting by id or folded name. Raises Refusal."""
        row = sittings.read(db, self.class_id, id_=id_, folded=folded)
        if row is None:
            raise Refusal("not-there", "there is no such sitting; look at the list of sittings")
        return self.sat_of(db, row)

    def seat(self, db: Db, caller: Caller, attempt: str, now: int) -> tuple[AttemptRow, Sat]:
        """The attempt of this id, to be changed; another learner's is as if it were not there. Raises Refusal."""
        known: _Seated | None = None if db.kept is None else db.kept.get(attempt)
        if known is not None and known.token == caller.token and now < known.until:
            return known.row, known.sat
        found = seats.find(db, self.class_id, caller.token, attempt, now)
        if found is None:
            if roster.session(db, self.class_id, caller.token, now) is None:
                raise logged_out()
            raise Refusal("not-there", "there is no such attempt; open the sitting again")
        sat = self._sat(db, found.sitting, found.extras)
        if db.kept is not None:
            if len(db.kept) >= MOST_FOLDS:
                db.kept.clear()
            db.kept[attempt] = _Seated(caller.token, found.until, found.attempt, sat)
        return found.attempt, sat

    def change(self, db: Db, row: AttemptRow) -> None:
        """Keep what has changed of an attempt that ``seat`` has given."""
        attempts.write(db, self.class_id, row)
        known: _Seated | None = None if db.kept is None else db.kept.get(row.id)
        if db.kept is not None and known is not None:
            db.kept[row.id] = msgspec.structs.replace(known, row=row)

    def sat_of(self, db: Db, row: SittingRow) -> Sat:
        return self._sat(db, row, sittings.extras(db, self.class_id, row.id))

    def _sat(self, db: Db, row: SittingRow, extras: Mapping[str, int]) -> Sat:
        edition, exam = self._exams.get(row.id, (0, None))
        if exam is None or edition != row.edition:
            exam = self.read_exam(db, row)
            self._exams[row.id] = row.edition, exam
        return Sat(row, exam.plan, Hours(row, exam.plan, extras), exam)

    def read_exam(self, db: Db, row: SittingRow) -> Exam:
        """What a sitting asks, as it was mended last."""
        plan = msgspec.json.decode(row.plan, type=Plan)
        with db.marking():
            first = unpin(msgspec.json.decode(sittings.pinned(db, self.class_id, row.id), type=Pinned))
            text = mending.mended(db, self.class_id, row.id) if row.edition else ""
            rulings = mending.rulings(db, self.class_id, row.id) if row.edition else []
        asked = unpin(msgspec.json.decode(text, type=Pinned)) if text else first
        return Exam(plan, asked, first=first, rulings=rulings)

    def hours_of(self, db: Db, row: SittingRow) -> Hours:
        """Only its times; cheaper than ``sat_of`` where the set was not needed yet."""
        plan = msgspec.json.decode(row.plan, type=Plan)
        return Hours(row, plan, sittings.extras(db, self.class_id, row.id))

    def fold(self, db: Db, row: AttemptRow, sat: Sat) -> Attempt:
        """What an attempt's events so far come to; its questions are called q1, q2, ..."""
        known = self._folds.get(row.id)
        if known is not None and known.head == row.head and known.late == row.late:
            return known.attempt
        if (
            known is None
            or known.late != row.late
            or events.hash_at(db, self.class_id, row.id, known.seq) != known.head
        ):
            known = _Folded("", 0, 0, self.begin(row, sat))
        attempt = known.attempt
        for _, received, elapsed, body in events.bodies_after(db, self.class_id, row.id, known.seq):
            attempt = passed(attempt, decode_body(body), received, elapsed)
        self.remember(row, attempt)
        return attempt

    def remember(self, row: AttemptRow, attempt: Attempt) -> None:
        with self._folding:
            self._folds[row.id] = _Folded(row.head, row.seq, row.late, attempt)
            self._folds.move_to_end(row.id)
            while len(self._folds) > MOST_FOLDS:
                self._folds.popitem(last=False)

    def forget(self, gone: Sequence[str]) -> None:
        """Remember nothing of these attempts."""
        with self._folding:
            for attempt in gone:
                self._folds.pop(attempt, None)

    @staticmethod
    def begin(row: AttemptRow, sat: Sat) -> Attempt:
        """The attempt before its first event."""
        asked = sat.exam.in_order(row.order)
        body = Started(
            learner=row.learner,
            set=sat.row.id,
            title=asked.title,
            articles=asked.head.articles,
            questions={question.id: question.points for question in asked.questions},
            seed=int(row.seed, 16),  # stays here: what a learner is sent has another
            mode=sat.plan.mode,
            book="closed" if sat.plan.closed_book else "open",
        )
        return advance(None, Event(row.id, row.id, 0, row.began, 0, body))


def passed(attempt: Attempt, body: Body, received: int, elapsed: int) -> Attempt:
    """The attempt after one more event. Its end is settled by times, and what does not follow is passed over."""
    if isinstance(body, Finished):
        return attempt
    try:
        return advance(attempt, Event(attempt.id, attempt.id, attempt.seq + 1, received, elapsed, body))
    except NotAllowed:
        return attempt
