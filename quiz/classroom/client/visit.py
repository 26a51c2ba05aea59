"""A learner's visit to a class: who answers there, logging in, the sittings, one attempt at a time, and leaving."""

import hashlib
import hmac
import os
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from quiz.attempts.desk import Receipt
from quiz.attempts.events import Answered, Cited, Drafted, Finished, Flagged
from quiz.classroom.address import Address
from quiz.classroom.box import Label
from quiz.classroom.client.connection import Connection
from quiz.classroom.client.delivery import Delivery
from quiz.classroom.client.desk import ClassDesk
from quiz.classroom.client.shelves import Stray, open_outbox, terminal_of
from quiz.classroom.wire import (
    API,
    MOST_BODY,
    MOST_EVENTS,
    Done,
    Events,
    Hello,
    Login,
    Open,
    Opened,
    Sent,
    Session,
    SittingCard,
)
from quiz.errors import InputError, QuizError

FOLDER = "outbox"
_COST = 2**12


class WallClock:
    """This machine's clocks. The steady one goes on while the machine sleeps, where the system has such a one."""

    def now(self) -> int:
        return time.time_ns() // 1_000_000

    def ticks(self) -> int:
        boot = getattr(time, "CLOCK_BOOTTIME", None)
        return (time.monotonic_ns() if boot is None else time.clock_gettime_ns(boot)) // 1_000_000


class Visit:
    """Calls block: make them in a thread. Raises Unreachable, WrongServer and Refusal (``connection``)."""

    def __init__(self, address: Address, data: Path) -> None:
        """data: the account's data folder; what is not received yet is kept there, sealed."""
        self.address = address
        self._folder = data / FOLDER
        self._connection = Connection(address)
        self._session: Session | None = None
        self._classroom = ""
        self._salt = os.urandom(16)
        self._pin: bytes | None = None
        self.desk: ClassDesk | None = None
        self._strays: list[Stray] = []

    @property
    def name(self) -> str:
        """Who is in, "" before the login."""
        return self._session.name if self._session else ""

    @property
    def has_pin(self) -> bool:
        """Whether the learner has a PIN to unlock the screen with."""
        return self._pin is not None

    def hello(self) -> Hello:
        """Raises InputError where server and program do not speak the same version."""
        hello = self._connection.call("GET", "/v1/hello", Hello)
        if hello.api != API:
            raise InputError(f"join: the class speaks version {hello.api} and this program {API}; update the older one")
        self._classroom = hello.classroom
        return hello

    def log_in(self, name: str = "", pin: str = "") -> Session:
        """Both empty where the account says who it is."""
        if not self._classroom:
            self.hello()
        pin = "".join(pin.split())
        session = self._connection.call("POST", "/v1/login", Session, Login(name.strip(), pin))
        if self.desk is not None:
            self.desk.delivery.log_in_again(session)
        self._session = session
        self._pin = self._scrambled(pin) if pin else None
        return session

    def is_pin(self, typed: str) -> bool:
        """Whether this is the PIN of the learner who is in; needs no network."""
        return self._pin is not None and hmac.compare_digest(self._pin, self._scrambled("".join(typed.split())))

    def sittings(self) -> list[SittingCard]:
        return self._connection.call("GET", "/v1/sittings", list[SittingCard], token=self._token)

    def open(self, card: SittingCard, *, takeover: bool = False) -> ClassDesk:
        """Begin or go on with a sitting. Raises Refusal ``taken`` where another terminal has it."""
        session = self._signed_in()
        owner = (self.address.server, self._classroom, session.learner)
        terminal = (terminal_of(self._folder, owner, card.attempt) if card.attempt else "") or secrets.token_hex(16)
        opened = self._connection.call(
            "POST", "/v1/attempt", Opened, Open(card.id, terminal, takeover), token=self._token, patience=30.0
        )
        desk: ClassDesk | None = None

        def saved() -> None:
            if desk is not None:
                desk.changed()

        label = Label(opened.attempt, terminal, opened.lease.fence, os.urandom(16).hex())
        outbox, strays = open_outbox(self._folder, owner, label, opened.box_key, saved)
        again, overtaken = _sorted_out(strays, opened)
        beside = [
            Events(opened.attempt, stray.label.terminal, stray.label.fence, tuple(some))
            for stray, sents in overtaken
            for some in _batches(sents)
        ]
        delivery = Delivery(Connection(self.address), session, opened.attempt, opened.lease.fence, outbox, beside)
        desk = ClassDesk(opened, outbox, delivery, WallClock(), lambda: secrets.token_hex(16))
        desk.take_in(outbox.left_over(), again, [sent for _, sents in overtaken for sent in sents])
        settle = _SettleAfter(strays, 2 if beside else 1)
        desk.when_aside(settle.happened)
        desk.last_receipt.add_done_callback(settle.saved)
        delivery.start(desk)
        self.desk, self._strays = desk, strays
        return desk

    def leave(self, patience: float = 0.0) -> None:
        """Close the attempt; patience: seconds in which what is on its way may still arrive."""
        if self.desk is not None:
            self.desk.close(patience)
            self.desk = None
            for stray in self._strays:
                stray.close(dealt_with=False)

    def close(self, patience: float = 0.0) -> None:
        """Leave, and let the line go; the session lives on until it is ended or ends."""
        self.leave(patience)
        self._connection.close()

    def log_out(self, patience: float = 5.0) -> None:
        """Leave, and end the session. Where the server is out of reach, it ends by itself."""
        self.leave(patience)
        if self._session is not None:
            with suppress(QuizError):
                self._connection.call("POST", "/v1/logout", Done, token=self._token, patience=2.0)
        self._session, self._pin = None, None
        self._connection.close()

    @property
    def _token(self) -> str:
        return self._signed_in().token

    def _signed_in(self) -> Session:
        if self._session is None:
            raise InputError("join: nobody is logged in; log in first")
        return self._session

    def _scrambled(self, pin: str) -> bytes:
        return hashlib.scrypt(pin.encode(), salt=self._salt, n=_COST, r=8, p=1)


def _sorted_out(strays: list[Stray], opened: Opened) -> tuple[list[Sent], list[tuple[Stray, list[Sent]]]]:
    """What to give again, in its order, and of each stray what the attempt has something later for.

    A learner who went to another seat may have answered there what an unsent answer here was for. The later one
    counts; the earlier is kept beside it.
    """
    later = {body.question for body in opened.past if isinstance(body, Answered | Drafted)}
    again: list[Sent] = []
    overtaken: list[tuple[Stray, list[Sent]]] = []
    for stray in strays:
        beside = []
        for sent in stray.events:
            if getattr(sent.body, "question", "") in later:
                beside.append(sent)
            elif isinstance(sent.body, Answered | Drafted | Cited | Finished | Flagged):
                again.append(sent)
        if beside:
            overtaken.append((stray, beside))
    return again, overtaken


def _batches(sents: list[Sent]) -> Iterator[list[Sent]]:
    """As many at a time as one request takes."""
    some: list[Sent] = []
    size = 0
    for sent in sents:
        length = len(msgspec.json.encode(sent))
        if some and (size + length > MOST_BODY // 2 or len(some) == MOST_EVENTS):
            yield some
            some, size = [], 0
        some.append(sent)
        size += length
    if some:
        yield some


class _SettleAfter:
    """Settles what strayed after so many things have happened: all of it is then here or there."""

    def __init__(self, strays: list[Stray], happenings: int) -> None:
        self._strays, self._left = strays, happenings
        self._lock = threading.Lock()

    def happened(self) -> None:
        with self._lock:
            self._left -= 1
            last = not self._left
        if last:
            for stray in self._strays:
                stray.close(dealt_with=True)

    def saved(self, receipt: Receipt) -> None:
        if receipt.exception() is None:
            self.happened()
