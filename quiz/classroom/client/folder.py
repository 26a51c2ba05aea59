"""A learner's visit to a sitting by folder: as ``Visit``, with nobody at the other end.

What is given is kept in the outbox of this account, sealed with the PIN; handing in writes one file, which only the
teacher opens, into the folder. Times are by this machine's clock.
"""

import hashlib
import hmac
import os
import random
import secrets
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from quiz.attempts.events import Finished
from quiz.attempts.modes import GRACE
from quiz.classroom.box import Label
from quiz.classroom.by_folder import HandIn, reordered
from quiz.classroom.client.connection import OnceMore, Refusal
from quiz.classroom.client.delivery import Delivery, Desk
from quiz.classroom.client.desk import ClassDesk
from quiz.classroom.client.outbox import Outbox
from quiz.classroom.client.own import Own, OwnFile, WrongPin, new_own, open_own
from quiz.classroom.client.shelves import open_outbox
from quiz.classroom.client.visit import FOLDER, Visit, WallClock
from quiz.classroom.packs import ENDING, HAND_INS, MOST_PACK, PACK, Pack, new_attempt, read_pack, write_hand_in
from quiz.classroom.wire import API, Clock, Fault, FaultCode, Hello, Lease, News, Opened, Sent, Session, SittingCard
from quiz.errors import QuizError
from quiz.files import read_bytes, write_atomically
from quiz.text.normalise import normalise as folded

OWN = "by-folder"
MINUTE = 60_000
TICK = 1.0
"""Seconds between two looks at the clock, and until a hand-in that could not be written is tried again."""
_LEASE = Lease(1, 0)


class InFolder(msgspec.Struct, frozen=True):
    """Where a sitting by folder is."""

    path: str

    def __str__(self) -> str:
        return self.path


class FolderVisit(Visit):
    """One sitting, in one folder."""

    def __init__(self, folder: Path, data: Path) -> None:
        """data: the account's data folder. Raises InputError where the folder holds no pack that is whole."""
        self.address = InFolder(str(folder))  # type: ignore[assignment]
        self.desk = None
        self._where = folder
        self._pack: Pack = read_pack(read_bytes(folder / PACK, MOST_PACK), str(folder / PACK))
        self._data = data
        self._session: Session | None = None
        self._salt, self._pin = os.urandom(16), None
        self._strays = []
        self._once = ("", "")
        self._file: OwnFile | None = None
        self._own: Own | None = None
        self._watch = WallClock()

    def hello(self) -> Hello:
        contents = self._pack.contents
        return Hello(API, f"{contents.classroom}: {contents.name} (code {self._pack.code})", self._watch.now())

    def log_in(self, name: str = "", pin: str = "") -> Session:
        """Raises OnceMore at a learner's first time here, and Refusal."""
        name, pin = " ".join(name.split()), "".join(pin.split())
        if not folded(name) or not pin:
            raise _refusal("login-refused", "type the code name and the PIN that are on your slip")
        contents = self._pack.contents
        who = hashlib.sha256("\0".join((contents.class_id, contents.sitting, folded(name))).encode()).hexdigest()[:32]
        path = self._data / OWN / who
        try:
            found = open_own(path, pin)
        except WrongPin as error:
            raise _refusal("login-refused", str(error).removeprefix("join: ")) from error
        if found is None:
            if self._once != (folded(name), pin):
                differs = self._once[0] == folded(name)
                self._once = (folded(name), pin)
                raise OnceMore(differs=differs)
            dice = os.urandom(16).hex()
            self._file = new_own(path, pin)
            self._own = Own(os.urandom(32).hex(), dice, _drawn(self._pack, dice), secrets.token_hex(16))
            self._file.write(self._own)
        else:
            self._file, self._own = found
        self._session = Session(pin, who, name)
        self._pin = self._scrambled(pin)
        return self._session

    def sittings(self) -> list[SittingCard]:
        contents, own = self._pack.contents, self._signed()[1]
        return [
            SittingCard(
                id=contents.sitting,
                title=contents.name,
                mode="test",
                state=_clock(self._pack, own, self._watch.now()).state,
                questions=len(own.order),
                minutes=contents.minutes,
                opens=contents.opens,
                closes=contents.closes,
                attempt=new_attempt(bytes.fromhex(own.seed)) if own.began else "",
                finished=bool(own.handed_in),
            )
        ]

    def open(self, card: SittingCard, *, takeover: bool = False) -> ClassDesk:  # noqa: ARG002
        """Begin or go on; also with what was handed in, while there is time. Raises Refusal."""
        file, own = self._signed()
        session = self._signed_in()
        now = self._watch.now()
        if not own.began:
            state = _clock(self._pack, own, now).state
            if state != "open":
                raise _refusal("not-open", "this sitting is over" if state == "closed" else "this has not begun yet")
            own = msgspec.structs.replace(own, began=now)
            file.write(own)
            self._own = own
        attempt = new_attempt(bytes.fromhex(own.seed))
        desk: ClassDesk | None = None

        def saved() -> None:
            if desk is not None:
                desk.changed()

        contents = self._pack.contents
        owner = (contents.class_id, contents.sitting, session.learner)
        label = Label(attempt, own.terminal, 1, os.urandom(16).hex())
        outbox, strays = open_outbox(self._data / FOLDER, owner, label, file.outbox_key, saved)
        for stray in strays:
            stray.close(dealt_with=False)
        if outbox.fault is None and not outbox.path.name.endswith("-1.box"):
            outbox.close()
            outbox.path.unlink(missing_ok=True)
            raise _refusal("not-allowed", "you have this open in another window here; go on there, or close it")
        before = outbox.left_over()
        clock = _clock(self._pack, own, now)
        delivery = FolderDelivery(self._where, self._pack, file, own, session, outbox, self._watch)
        desk = ClassDesk(_opened(self._pack, own, attempt, clock, file), outbox, delivery, self._watch, _new_id)
        over = clock.state == "closed"
        desk.take_in([one for one in before if over or not isinstance(one.body, Finished)], [], [])
        delivery.start(desk)
        self.desk = desk
        return desk

    def leave(self, patience: float = 0.0) -> None:
        if self.desk is not None:
            delivery = self.desk.delivery
            super().leave(patience)
            if isinstance(delivery, FolderDelivery):
                self._own = delivery.own

    def close(self, patience: float = 0.0) -> None:
        self.leave(patience)

    def log_out(self, patience: float = 5.0) -> None:
        self.leave(patience)
        self._session, self._pin, self._file, self._own, self._once = None, None, None, None, ("", "")

    def _signed(self) -> tuple[OwnFile, Own]:
        self._signed_in()
        assert self._file is not None  # noqa: S101  there is one with every session
        assert self._own is not None  # noqa: S101
        return self._file, self._own


class FolderDelivery(Delivery):
    """Keeps the time, and writes the hand-in once the learner hands in or the time is over."""

    by_folder = True

    def __init__(
        self, folder: Path, pack: Pack, file: OwnFile, own: Own, session: Session, outbox: Outbox, watch: WallClock
    ) -> None:
        self.fence, self.seen = 1, 0
        self.online, self.trouble = True, ""
        self.logged_out = self.overtaken = False
        self.own = own
        self._folder, self._pack, self._file = folder, pack, file
        self._session, self._outbox, self._watch = session, outbox, watch
        self._receipt = ""
        self._desk: Desk | None = None
        self._wake = threading.Condition()
        self._stopping = self._hurry = False
        # An earlier run ended between handing in and writing the file.
        before = outbox.left_over()
        self._due = bool(before) and isinstance(before[-1].body, Finished) and before[-1].id != own.handed_in
        self._mark = outbox.left_over()[-1].number if before and before[-1].id == own.handed_in else 0
        if self._mark:
            outbox.hand_in_up_to(self._mark)
        self._thread = threading.Thread(target=self._run, name="delivery", daemon=True)

    def stop(self, patience: float = 0.0) -> None:  # noqa: ARG002  nothing is on its way for long
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        if self._thread.is_alive():
            self._thread.join(10.0)

    def _run(self) -> None:
        while True:
            with self._wake:
                stopping = self._stopping
                self._hurry = False
            self._look()
            if stopping:
                return
            with self._wake:
                if not self._hurry and not self._stopping:
                    self._wake.wait(TICK)

    def _look(self) -> None:
        clock = _clock(self._pack, self.own, self._watch.now())
        over = clock.state == "closed" and self._late(clock)
        events = self._outbox.left_over()
        done = bool(events) and isinstance(events[-1].body, Finished) and events[-1].number > self._mark
        if (done or self._due or over) and events and events[-1].id != self.own.handed_in:
            self._hand_in(events)
        if over and events and events[-1].id == self.own.handed_in:
            self._receipt = _receipt(self._name(events))
        if over and not events:
            self._receipt = "nothing was answered"
        if self._desk is not None:
            state = "open" if clock.state == "closed" and not over and not self._receipt else clock.state
            self._desk.news(News(msgspec.structs.replace(clock, state=state, receipt=self._receipt), _LEASE))

    def _late(self, clock: Clock) -> bool:
        """Whether what was being typed when the time ended has had its grace."""
        return clock.left is None or _overdue(self._pack, self.own, clock.now) > GRACE

    def _hand_in(self, events: Sequence[Sent]) -> None:
        contents, own = self._pack.contents, self.own
        hand_in = HandIn(
            class_id=contents.class_id,
            sitting=contents.sitting,
            version=self._pack.version,
            attempt=new_attempt(bytes.fromhex(own.seed)),
            name=self._session.name,
            pin=self._session.token,
            order=own.order,
            began=own.began,
            terminal=own.terminal,
            events=tuple(events),
        )
        name = self._name(events)
        path = self._folder / HAND_INS / name
        before = (self.online, self.trouble)
        try:
            write_atomically(path, write_hand_in(hand_in, bytes.fromhex(own.seed), contents.key))
            with suppress(OSError):  # the teacher's account is to read it; a stick knows no rights
                os.chmod(path, 0o644)
            own = msgspec.structs.replace(own, handed_in=events[-1].id)
            self.own = own
            self._file.write(own)
        except QuizError as error:
            self.online, self.trouble = False, str(error)
        else:
            self.online, self.trouble = True, ""
            self._due, self._mark = False, events[-1].number
            self._outbox.hand_in_up_to(self._mark)
            self._receipt = _receipt(name)
        if before != (self.online, self.trouble) and self._desk is not None:
            self._desk.changed()

    def _name(self, events: Sequence[Sent]) -> str:
        """The same for the same hand-in, so that writing it again is no second one; says nothing to others."""
        return f"{hmac.digest(bytes.fromhex(self.own.seed), events[-1].id.encode(), 'sha256').hex()[:24]}{ENDING}"


def _receipt(name: str) -> str:
    """The beginning of a hand-in's file name, so that it can be found in the folder."""
    return name[:8]


def _new_id() -> str:
    return secrets.token_hex(16)


def _refusal(code: FaultCode, said: str) -> Refusal:
    return Refusal(Fault(code, said))


def _drawn(pack: Pack, dice: str) -> tuple[int, ...]:
    """Which of the pack's questions one attempt asks, in the order of asking."""
    rng = random.Random(f"{dice}:order")
    contents = pack.contents
    order = list(range(1, len(contents.views) + 1))
    if 0 < contents.pool < len(order):
        order = sorted(rng.sample(order, contents.pool))
    if contents.shuffle:
        rng.shuffle(order)
    return tuple(order)


def _opened(pack: Pack, own: Own, attempt: str, clock: Clock, file: OwnFile) -> Opened:
    contents = pack.contents
    names = {f"q{at}": f"q{place}" for at, place in enumerate(own.order, 1)}

    def shuffled(name: str, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(random.Random(f"{own.dice}:{name}:{len(texts)}").sample(texts, len(texts)))

    by_name = {view.id: view for view in contents.views}
    views = tuple(
        msgspec.structs.replace(reordered(by_name[place], lambda texts, name=name: shuffled(name, texts)), id=name)  # type: ignore[misc]
        for name, place in names.items()
    )
    points = {name: contents.started.questions[place] for name, place in names.items()}
    started = msgspec.structs.replace(contents.started, questions=points)
    return Opened(attempt, _LEASE, started, views, contents.articles, (), clock, file.outbox_key)


def _overdue(pack: Pack, own: Own, now: int) -> int:
    """Milliseconds since the end of this learner's time; negative before it."""
    contents = pack.contents
    ends = [contents.closes] if contents.closes is not None else []
    if contents.minutes is not None and own.began:
        ends.append(own.began + round(contents.minutes * MINUTE))
    return now - min(ends) if ends else -1


def _clock(pack: Pack, own: Own, now: int) -> Clock:
    contents = pack.contents
    limited = contents.closes is not None or (contents.minutes is not None and own.began)
    overdue = _overdue(pack, own, now)
    if contents.opens is not None and now < contents.opens:
        return Clock(now, "waiting")
    elapsed = max(0, now - own.began) if own.began else 0
    left = max(0, -overdue) if limited else None
    return Clock(now, "closed" if limited and overdue >= 0 else "open", elapsed, left)
