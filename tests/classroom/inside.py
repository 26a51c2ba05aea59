"""A class without a server: the calls themselves on a real store, with a clock that stands still until it is told."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from quiz.articles.library import Library
from quiz.attempts.events import Answered, Body
from quiz.classroom.roster import Learner, folded
from quiz.classroom.server import answering, exam, login, pins, teaching
from quiz.classroom.server.founding import found
from quiz.classroom.server.pins import read_pepper
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.server.service import Caller, Service
from quiz.classroom.teacher import GiveTime, Let, Plan, Step, Touch
from quiz.classroom.wire import Events, Login, News, Open, Opened, Received, Sent, Session, SittingCard
from quiz.questions.response import Response
from quiz.store.classes import roster
from quiz.store.classes.opening import open_store

from .school import NAMES, YEAR, write_set

T = TypeVar("T")
START = 1_700_000_000_000
MINUTE = 60_000


class StandingClock:
    def __init__(self) -> None:
        self.at = START

    def now(self) -> int:
        return self.at


class Inside:
    """One class, its service, and its learners by name."""

    def __init__(self, folder: Path, names: Sequence[str] = NAMES, database: str = "") -> None:
        """database: of PostgreSQL, "" for SQLite."""
        self.root = folder / "library"
        write_set(self.root)
        self.folder = folder / "class"
        self.clock = StandingClock()
        people = [Learner(name) for name in names]
        made = found(self.folder, "7b", people, expires=START + YEAR, now=START, database=database)
        self.pins = {slip.name: slip.pin for slip in made}
        self.reopen()

    def reopen(self) -> None:
        """The store, as another process would open it: nothing remembered."""
        self.store: Any = open_store(self.folder, now=self.clock.at)
        one = self.store.read(roster.the_class).result()
        assert one is not None
        pepper = read_pepper(self.store.home.pepper)
        self.service = Service(self.store, one.id, one.title, self.clock, pepper)  # type: ignore[arg-type]

    def close(self) -> None:
        assert self.store.close()

    def go_on(self, milliseconds: float) -> None:
        self.clock.at += round(milliseconds)

    def do(self, call: Any, *given: Any) -> Any:
        """A call in a transaction of its own, at this moment."""
        done = self.store.write(lambda db: call(self.service, db, *given, self.clock.at)).result()
        return done() if callable(done) else done

    def sit(self, call: Any, *given: Any) -> Any:
        """A call about a learner's own attempt, in a transaction of the kind that the server's mailbox uses."""
        outcomes = self.store.write_here([lambda db: call(self.service, db, *given, self.clock.at)])
        if outcomes is None:
            return self.do(call, *given)
        (outcome,) = outcomes
        if outcome.error is not None:
            raise outcome.error
        return outcome.value() if callable(outcome.value) else outcome.value

    # The teacher

    def open(self, name: str = "monday", **plan: Any) -> str:
        """A new sitting; its id."""
        whole = Plan(name, **{"set": "ferry-set", **plan})
        pinned, asked = exam.pin(whole.set, Library([self.root]))
        self.do(teaching.open_sitting, whole, pinned, len(asked.questions), asked.title)
        return self.sat(name).row.id

    def sat(self, name: str = "monday") -> Any:
        return self.store.read(lambda db: self.service.sat(db, folded=folded(name))).result()

    def touch(self, what: str, name: str = "monday") -> None:
        self.do(getattr(teaching, what), Touch(name))

    def give(self, minutes: float, learner: str = "", name: str = "monday") -> None:
        self.do(teaching.give_time, GiveTime(name, minutes, learner))

    def release(self, what: Any, learner: str = "", name: str = "monday", at: int | None = None) -> None:
        self.do(teaching.release, Let(name, what, learner, at))

    def step(self, to: Any, name: str = "monday") -> None:
        self.do(teaching.step, Step(name, to))

    # Learners

    def learner(self, name: str = "Ada") -> "Pupil":
        member = self.store.read(lambda db: roster.member(db, self.service.class_id, folded=folded(name))).result()
        assert member is not None
        token = os.urandom(16).hex()
        hashed = pins.hash_token(token)
        self.store.write(
            lambda db: roster.add_token(db, self.service.class_id, hashed, member.id, START, START + YEAR)
        ).result()
        return Pupil(self, Caller("here", learner=member.id, name=name, token=hashed))

    def log_in(self, name: str, pin: str, source: str = "here") -> Session:
        """As the server does it, without the threads."""
        checked = self.do(login.reserve, Login(name, pin), source)
        if not login.compare(self.service, checked, pin):
            raise Refusal("login-refused", login.REFUSED)
        session: Session = self.do(login.admit, checked)
        return session


class Pupil:
    """One learner at one terminal."""

    def __init__(self, inside: Inside, caller: Caller) -> None:
        self.inside, self.caller = inside, caller
        self.terminal = os.urandom(8).hex()
        self.opened: Opened | None = None
        self.number = self.fence = 0

    def cards(self) -> list[SittingCard]:
        found: list[SittingCard] = self.inside.do(answering.cards, self.caller)
        return found

    def begin(self, name: str = "monday", *, takeover: bool = False) -> Opened:
        asked = Open(self.inside.sat(name).row.id, self.terminal, takeover)
        self.opened = opened = self.inside.do(answering.open_attempt, self.caller, asked)
        assert opened is not None
        if opened.lease.fence != self.fence:
            self.fence, self.number = opened.lease.fence, 0
        return opened

    def events(self, *bodies: Body) -> list[Sent]:
        found = []
        for body in bodies:
            self.number += 1
            found.append(Sent(os.urandom(16).hex(), self.number, START, self.number * 1000, body))
        return found

    def put(self, sent: Sequence[Sent]) -> Received:
        assert self.opened is not None
        asked = Events(self.opened.attempt, self.terminal, self.fence, tuple(sent))
        found: Received = self.inside.sit(answering.put_events, self.caller, asked)
        return found

    def send(self, *bodies: Body) -> Received:
        return self.put(self.events(*bodies))

    def answer(self, question: str, response: Response) -> Received:
        return self.send(Answered(question, response, 1.0, 0.0, None))

    def news(self, seen: int = 0) -> News:
        assert self.opened is not None
        asked = answering.NewsAsked(self.opened.attempt, self.terminal, self.fence, seen)
        found: News = self.inside.sit(answering.news, self.caller, asked)
        return found


@contextmanager
def inside(folder: Path, names: Sequence[str] = NAMES, database: str = "") -> Iterator[Inside]:
    one = Inside(folder, names, database)
    try:
        yield one
    finally:
        one.close()


@contextmanager
def fresh(names: Sequence[str] = NAMES) -> Iterator[Inside]:
    """In a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, inside(Path(folder), names) as one:
        yield one
