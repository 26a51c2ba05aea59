"""What goes over the line between a learner's program and the class server, as JSON; both sides know only these.

What a learner is sent is built field by field from these types and from views, which have no key. A key, an
explanation, a score, or anything from which one of them could be worked out travels in ``Released`` alone, and only
where the sitting's release says so. Questions have the names q1, q2, ... here, in the order of asking, since an
author's own ids may tell too much; so ``Started`` travels with seed 0 and without a digest.

Times are UTC milliseconds since 1970 by the server's clock; durations are milliseconds.
"""

from typing import Annotated, Literal

import msgspec

from quiz.articles.article import Article
from quiz.attempts.attempt import Later
from quiz.attempts.desk import Feedback
from quiz.attempts.events import Body, Started
from quiz.questions.response import Response
from quiz.questions.verdict import Outcome, Verdict
from quiz.questions.view import View

API = 1
"""A client and a server of different numbers do not talk."""

MOST_EVENTS = 100
"""Events in one request."""

MOST_BODY = 256 * 1024
"""Bytes of one request."""

State = Literal["waiting", "open", "paused", "closed"]
"""waiting: not begun, or not for this learner yet. closed: for ever, or until the teacher gives more time."""

Release = Literal["never", "marks", "all"]
"""What a learner may see of a handed-in attempt: nothing; right or wrong and points; the key and why as well."""


Whole = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
"""A number that every JSON reader and every database takes."""


class Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Whatever goes over the line."""


# Coming in


class Hello(Message, frozen=True):
    """GET /v1/hello, for anybody. by_account: the learner is known by the account's uid, and gives no PIN."""

    api: int
    classroom: str
    now: int
    by_account: bool = False


class Login(Message, frozen=True):
    """POST /v1/login. name is the code name on the roster; both are empty where the account says who it is."""

    name: str = ""
    pin: str = ""


class Session(Message, frozen=True):
    """The token goes into the header ``Authorization: Bearer ...`` of all that follows; kept in memory only.

    learner: an id that says nothing. name: as on the roster, shown at the top of the screen at all times.
    POST /v1/logout, without a body, ends the session; the answer is ``Done``. A session ends by itself after 12 hours.
    """

    token: str
    learner: str
    name: str


class SittingCard(Message, frozen=True):
    """GET /v1/sittings: list of these. attempt: the learner's own, "" before it is begun.

    revealed: how many of its questions the class was shown the key of, in follow mode.
    """

    id: str
    title: str
    mode: Literal["test", "practice", "follow"]
    state: State
    questions: int
    minutes: float | None = None
    opens: int | None = None
    closes: int | None = None
    attempt: str = ""
    finished: bool = False
    release: Release = "never"
    revealed: int = 0


class Done(Message, frozen=True):
    """What was asked for has happened, and there is nothing to tell."""


# An attempt


class Open(Message, frozen=True):
    """POST /v1/attempt: begin or go on. terminal: random hex of this run of the program.

    takeover: take the attempt from another terminal, which can then only look.
    """

    sitting: str
    terminal: str
    takeover: bool = False


class Lease(Message, frozen=True):
    """Who may write: the terminal with the highest fence. Every request of it makes the lease longer.

    A terminal that sees a fence above its own has been overtaken, and can only look.
    """

    fence: int
    until: int


class Clock(Message, frozen=True):
    """left: until this learner's deadline, None for no limit. receipt: what handing in is confirmed by, "" before."""

    now: int
    state: State
    elapsed: int = 0
    left: int | None = None
    receipt: str = ""


class Opened(Message, frozen=True):
    """Everything needed to go on without the network until the end.

    views and articles as the attempt has them: in follow mode those of the questions reached so far, with a closed
    book articles without text but where a question points into them. past: the bodies of this attempt's events so far,
    without ``Started``, in the order in which they count; answers are graded as far as may be seen now. box_key: 64 hex
    digits that seal this attempt's outbox on a shared account.

    Before the sitting is open (``waiting``) it is not to be had: the answer is the fault ``not-open``.
    """

    attempt: str
    lease: Lease
    started: Started
    views: tuple[View, ...]
    articles: tuple[Article, ...]
    past: tuple[Body, ...]
    clock: Clock
    box_key: str
    released: tuple["Released", ...] = ()


class Sent(Message, frozen=True):
    """One event on its way. id: 32 random hex digits made by the client, by which a second arrival is known.

    number: 1, 2, ... in this terminal, without gaps; events are taken in that order. What an earlier run could not
    send goes first, with its old id and a new number. at, elapsed: by the client's clocks, for the record only.
    """

    id: str
    number: Whole
    at: Whole
    elapsed: Whole
    body: Body


class Events(Message, frozen=True):
    """POST /v1/events. Sending again is harmless; so is sending none, to hear what is new."""

    attempt: str
    terminal: str
    fence: Whole
    events: tuple[Sent, ...]


class Refused(Message, frozen=True):
    """An event that was not taken, for good, and why in one sentence; sending it again changes nothing."""

    id: str
    why: str


class Received(Message, frozen=True):
    """received: ids that are on the server's disk. late: those of them that came after the deadline, kept and marked.

    superseded: those of a terminal that has lost its lease, kept beside the attempt but not part of it. An event that
    is named nowhere came before one that it should follow, and is to be sent again.
    """

    received: tuple[str, ...]
    clock: Clock
    lease: Lease
    late: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    released: tuple["Released", ...] = ()


class Released(Message, frozen=True):
    """What may now be seen of one question. outcome, earned and points from ``marks`` on; feedback for ``all`` only.

    closed: the question is decided. In practice a question may be answered again before it is: verdict is then what
    came of the answer that counts, without its parts, which would name the key, and later the answer given last, where
    that is another one. answer: the one that counts, where a later one was given. hints: texts of those taken so far.
    waits: an open answer that nobody has judged yet.
    """

    question: str
    outcome: Outcome | None = None
    earned: float | None = None
    points: float = 1.0
    feedback: Feedback | None = None
    hints: tuple[str, ...] = ()
    closed: bool = True
    verdict: Verdict | None = None
    waits: bool = False
    answer: Response | None = None
    later: Later | None = None


class Count(Message, frozen=True):
    """How many gave this answer (as one line of text), once the teacher shows the counts."""

    text: str
    learners: int


class Following(Message, frozen=True):
    """Follow mode: the question all are at, its view and article, and what the teacher has revealed of it.

    articles has one entry, or none where the book is closed. counts: the answers of all, most frequent first, once the
    teacher shows them.
    """

    question: str
    view: View
    articles: tuple[Article, ...]
    answered: int
    learners: int
    counts: tuple[Count, ...] = ()
    revealed: Released | None = None


class News(Message, frozen=True):
    """GET /v1/attempt/{attempt}/news?terminal=..&fence=..&seen=N, about once a second: whatever may have changed.

    It also makes the lease longer. version changes with what may be seen. Where it differs from ``seen``, released is
    all that may be seen now: what is not in it any more has been withdrawn.
    """

    clock: Clock
    lease: Lease
    version: int = 0
    released: tuple[Released, ...] = ()
    following: Following | None = None


FaultCode = Literal[
    "no-such-route",
    "malformed",
    "too-large",
    "other-api",
    "login-refused",
    "logged-out",
    "not-allowed",
    "not-there",
    "not-open",
    "taken",
    "slow-down",
    "store-failed",
]


class Fault(Message, frozen=True):
    """Body of every answer that is no success. code: stable, for programs; said: one sentence for a person.

    retry: seconds after which to try again, where that helps.
    """

    code: FaultCode
    said: str
    retry: float = 0.0
