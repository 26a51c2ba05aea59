"""Handing in by folder: keeps the time, and writes one file that only the teacher opens."""

import hmac
import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from quiz.attempts.events import Finished
from quiz.attempts.modes import GRACE
from quiz.classroom.by_folder import HandIn
from quiz.classroom.client.delivery import Delivery, Desk
from quiz.classroom.client.outbox import Outbox
from quiz.classroom.client.own import Own, OwnFile
from quiz.classroom.client.share import LEASE, clock_of, overdue
from quiz.classroom.client.visit import WallClock
from quiz.classroom.packs import ENDING, HAND_INS, Pack, new_attempt, write_hand_in
from quiz.classroom.wire import Clock, News, Sent, Session
from quiz.errors import QuizError
from quiz.files import write_atomically

TICK = 1.0
"""Seconds between two looks at the clock, and until a hand-in that could not be written is tried again."""


class FolderDelivery(Delivery):
    """Keeps the time, and writes the hand-in once the learner hands in or the time is over."""

    by_folder = True

    def __init__(
        self, folder: Path, pack: Pack, file: OwnFile, own: Own, session: Session, outbox: Outbox, watch: WallClock
    ) -> None:
        self.fence, self.seen = 1, 0
        self.online, self.trouble = True, ""
        self.logged_out = self.overtaken = self.unknown = False
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
        clock = clock_of(self._pack, self.own, self._watch.now())
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
            self._desk.news(News(msgspec.structs.replace(clock, state=state, receipt=self._receipt), LEASE))

    def _late(self, clock: Clock) -> bool:
        """Whether what was being typed when the time ended has had its grace."""
        return clock.left is None or overdue(self._pack, self.own, clock.now) > GRACE

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
