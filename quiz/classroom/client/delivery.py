"""Bringing what is in the outbox to the server, for ever, and what is new there back.

One thread of its own: it sends as soon as something is put, asks for news about once a second, and where nothing comes
through tries again after 0.2 s, then ever more seldom, at most after 10 s. All it says may be said twice.
"""

import random
import threading
import time
from collections.abc import Sequence
from typing import Protocol

from quiz.classroom.client.connection import Connection, Refusal, Unreachable, WrongServer
from quiz.classroom.client.outbox import Outbox
from quiz.classroom.wire import Events, Lease, News, Received, Sent, Session
from quiz.errors import QuizError

NEWS = 1.0
"""Seconds between two questions for news."""
SHORTEST, LONGEST = 0.2, 10.0
"""Seconds until something that failed is tried again, at first and at last."""
UNKNOWN = "the class does not know this attempt; keep this open and call your teacher"
CALL = 10.0
"""Seconds that one call may take."""


class Desk(Protocol):
    """Who hears what came back. Called from the delivery's thread."""

    def received(self, answer: Received) -> None: ...
    def news(self, news: News) -> None: ...
    def changed(self) -> None: ...
    def put_aside(self) -> None:
        """What another terminal left behind is on the server's disk."""


class Delivery:
    """Of one attempt. ``trouble`` says in a sentence what is wrong, "" while all goes well."""

    by_folder = False
    """Whether there is no server, and handing in puts a file into a folder."""

    def __init__(
        self,
        connection: Connection,
        session: Session,
        attempt: str,
        fence: int,
        outbox: Outbox,
        beside: Sequence[Events] = (),
    ) -> None:
        """beside: of terminals that had the attempt earlier; it goes first, and the server keeps it beside the rest."""
        self._beside = list(beside)
        self._connection = connection
        self._session = session
        self._attempt = attempt
        self._outbox = outbox
        self.fence = fence
        self.seen = 0
        self.online = True
        self.trouble = ""
        self.unknown = False
        """Whether the server has no such attempt, as where it went on with a backup made before it was begun."""
        self.logged_out = False
        """The server does not know the session any more: nothing can be sent before a new login."""
        self.overtaken = False
        self._desk: Desk | None = None
        self._wake = threading.Condition()
        self._stopping = False
        self._hurry = False
        self._failures = 0
        self._thread = threading.Thread(target=self._run, name="delivery", daemon=True)

    def start(self, desk: Desk) -> None:
        self._desk = desk
        self._thread.start()

    def wake(self) -> None:
        """Something was put into the outbox."""
        with self._wake:
            self._hurry = True
            self._wake.notify_all()

    def log_in_again(self, session: Session) -> None:
        """Go on with a new session. Raises QuizError where it is another learner's: nothing is sent in their name."""
        if session.learner != self._session.learner:
            raise QuizError(f"this attempt is {self._session.name}'s, and you are {session.name}; hand the place over")
        with self._wake:
            self._session = session
            self.logged_out = False
            self._failures = 0
            self._hurry = True
            self._wake.notify_all()

    def stop(self, patience: float = 0.0) -> None:
        """Stop; patience: seconds in which what waits may still arrive."""
        end = time.monotonic() + patience
        while self._thread.is_alive() and self._outbox.waiting and self.online and not self.logged_out:
            if time.monotonic() >= end:
                break
            time.sleep(0.02)
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        if self._thread.is_alive():
            self._thread.join(1.0)  # a call on a dead line may take longer; the thread ends with the program

    # In the thread

    def _run(self) -> None:
        asked = 0.0
        while not self._stopping:
            if self.logged_out:
                pause = LONGEST
            else:
                try:
                    if self._beside:
                        self._call(self._beside[0])
                        del self._beside[0]
                        if not self._beside and self._desk is not None:
                            self._desk.put_aside()
                    elif batch := self._outbox.batch():
                        self._send(batch)
                    elif time.monotonic() - asked >= NEWS * 0.9:
                        asked = time.monotonic()
                        self._ask()
                    self._well()
                    pause = 0.0 if self._outbox.waiting or self._beside else max(0.0, asked + NEWS - time.monotonic())
                except QuizError as error:
                    pause = self._failed(error)
            self._rest(pause)
        self._connection.close()

    def _send(self, batch: tuple[Sent, ...]) -> None:
        assert self._desk is not None  # noqa: S101  started with one
        answer = self._call(Events(self._attempt, self._outbox.terminal, self.fence, batch))
        done = {*answer.received, *answer.superseded, *answer.late, *(one.id for one in answer.refused)}
        if not done:  # something before these is missing there: it has lost its disk, and begun from a backup
            self._outbox.rewind()
            raise Unreachable("the class server asks for your earlier answers again")
        self._compare(answer.lease)
        self._desk.received(answer)
        self._outbox.settle(done)

    def _call(self, body: Events) -> Received:
        return self._connection.call("POST", "/v1/events", Received, body, token=self._session.token, patience=CALL)

    def _ask(self) -> None:
        assert self._desk is not None  # noqa: S101
        where = f"/v1/attempt/{self._attempt}/news?terminal={self._outbox.terminal}&fence={self.fence}&seen={self.seen}"
        news = self._connection.call("GET", where, News, token=self._session.token, patience=CALL)
        self.seen = news.version
        self._compare(news.lease)
        self._desk.news(news)

    def _compare(self, lease: Lease) -> None:
        if lease.fence > self.fence and not self.overtaken:
            self.overtaken = True
            self._say_changed()

    def _well(self) -> None:
        self._failures = 0
        if not self.online or self.trouble:
            self.online, self.trouble, self.unknown = True, "", False
            self._say_changed()

    def _failed(self, error: QuizError) -> float:
        """Seconds until the next try."""
        self._failures += 1
        before = (self.online, self.trouble, self.logged_out, self.overtaken)
        self.unknown = isinstance(error, Refusal) and error.code == "not-there"
        self.trouble = UNKNOWN if self.unknown else str(error)
        self.online = isinstance(error, Refusal)
        pause: float = min(LONGEST, SHORTEST * 2 ** min(self._failures - 1, 10)) * random.uniform(0.5, 1.0)
        if isinstance(error, Refusal):
            if error.code == "logged-out":
                self.logged_out = True
            elif error.code == "taken":
                self.overtaken = True
            pause = max(pause, error.retry)
        elif isinstance(error, WrongServer):
            pause = LONGEST
        self._outbox.give_up_waiting()
        if before != (self.online, self.trouble, self.logged_out, self.overtaken):
            self._say_changed()
        return pause

    def _say_changed(self) -> None:
        if self._desk is not None:
            self._desk.changed()

    def _rest(self, seconds: float) -> None:
        """Until it is time, or something is to be sent; a pause after a failure is kept."""
        end = time.monotonic() + seconds
        with self._wake:
            while not self._stopping and (left := end - time.monotonic()) > 0:
                if self._hurry and not self._failures:
                    break
                self._wake.wait(left)
            self._hurry = False
