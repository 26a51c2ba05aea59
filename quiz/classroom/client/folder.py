"""A learner's visit to a sitting by folder: as ``Visit``, with nobody at the other end.

What is given is kept in the outbox of this account, sealed with the PIN; handing in writes one file, which only the
teacher opens, into the folder. Times are by this machine's clock.
"""

import hashlib
import os
import secrets
from pathlib import Path

import msgspec

from quiz.attempts.events import Finished
from quiz.classroom.box import Label
from quiz.classroom.client.connection import OnceMore, Refusal
from quiz.classroom.client.desk import ClassDesk
from quiz.classroom.client.folder_delivery import FolderDelivery
from quiz.classroom.client.own import Own, OwnFile, WrongPin, new_own, open_own
from quiz.classroom.client.share import clock_of, drawn, opened
from quiz.classroom.client.shelves import open_outbox
from quiz.classroom.client.visit import FOLDER, Visit, WallClock
from quiz.classroom.packs import MOST_PACK, PACK, Pack, new_attempt, read_pack
from quiz.classroom.wire import API, Fault, FaultCode, Hello, Session, SittingCard
from quiz.files import read_bytes
from quiz.text.normalise import normalise as folded

OWN = "by-folder"


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
            self._own = Own(os.urandom(32).hex(), dice, drawn(self._pack, dice), secrets.token_hex(16))
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
                state=clock_of(self._pack, own, self._watch.now()).state,
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
            state = clock_of(self._pack, own, now).state
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
        clock = clock_of(self._pack, own, now)
        delivery = FolderDelivery(self._where, self._pack, file, own, session, outbox, self._watch)
        desk = ClassDesk(opened(self._pack, own, attempt, clock, file), outbox, delivery, self._watch, _new_id)
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


def _new_id() -> str:
    return secrets.token_hex(16)


def _refusal(code: FaultCode, said: str) -> Refusal:
    return Refusal(Fault(code, said))
