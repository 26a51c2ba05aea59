"""What goes over the line between a learner's program and the class server, as JSON; both sides know only these.

What a learner is sent is built field by field from these types and from views, which have no key. A key, an
explanation, a score, or anything from which one of them could be worked out travels in ``Released`` alone, and only
where the sitting's release says so. Questions have the names q1, q2, ... here, in the order of asking, since an
author's own ids may tell too much; so ``Started`` travels with seed 0 and without a digest.

Times are UTC milliseconds since 1970 by the server's clock; durations are milliseconds.
"""

from typing import Literal

import msgspec

from quiz.articles.article import Article
from quiz.attempts.desk import Feedback
from quiz.attempts.events import Body, Started
from quiz.questions.verdict import Outcome
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


class _Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    pass


# Coming in


class Hello(_Sent, frozen=True):
    """GET /v1/hello, for anybody. by_account: the learner is known by the account's uid, and gives no PIN."""

    api: int
    classroom: str
    now: int
    by_account: bool = False


class Login(_Sent, frozen=True):
    """POST /v1/login. name is the code name on the roster; both are empty where the account says who it is."""

    name: str = ""
    pin: str = ""


class Session(_Sent, frozen=True):
    """The token goes into the header ``Authorization: Bearer ...`` of all that follows; kept in memory only.

    learner: an id that says nothing. name: as on the roster, shown at the top of the screen at all times.
    """

    token: str
    learner: str
    name: str


class SittingCard(_Sent, frozen=True):
    """GET /v1/sittings: list of these. attempt: the learner's own, "" before it is begun."""

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


# An attempt


class Open(_Sent, frozen=True):
    """POST /v1/attempt: begin or go on. terminal: random hex of this run of the program.

    takeover: take the attempt from another terminal, which can then only look.
    """

    sitting: str
    terminal: str
    takeover: bool = False


class Lease(_Sent, frozen=True):
    """Who may write: the terminal with the highest fence. Every request of it makes the lease longer."""

    fence: int
    until: int


class Clock(_Sent, frozen=True):
    """left: until this learner's deadline, None for no limit. receipt: what handing in is confirmed by, "" before."""

    now: int
    state: State
    elapsed: int = 0
    left: int | None = None
    receipt: str = ""


class Opened(_Sent, frozen=True):
    """Everything needed to go on without the network until the end.

    views and articles as the attempt has them (none beyond ``here`` in follow mode). past: the bodies of what this
    attempt's events were so far, graded or not as the release allows, without ``Started``. box_key: hex key that
    seals this attempt's outbox on a shared account.
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


class Sent(_Sent, frozen=True):
    """One event on its way. id: 32 random hex digits made by the client, by which a second arrival is known.

    number: 1, 2, ... in this terminal, without gaps. at, elapsed: by the client's clocks, for the record only.
    """

    id: str
    number: int
    at: int
    elapsed: int
    body: Body


class Events(_Sent, frozen=True):
    """POST /v1/events. Sending again is harmless."""

    attempt: str
    terminal: str
    fence: int
    events: tuple[Sent, ...]


class Refused(_Sent, frozen=True):
    """An event that was not taken, for good, and why in one sentence; sending it again changes nothing."""

    id: str
    why: str


class Received(_Sent, frozen=True):
    """received: ids that are on the server's disk. late: those of them that came after the deadline, kept and marked.

    superseded: those of a terminal that has lost its lease, kept beside the attempt but not part of it.
    """

    received: tuple[str, ...]
    clock: Clock
    lease: Lease
    late: tuple[str, ...] = ()
    superseded: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    released: tuple["Released", ...] = ()


class Released(_Sent, frozen=True):
    """What may now be seen of one question. outcome and points from ``marks`` on; feedback for ``all`` only.

    hints: texts of those taken so far.
    """

    question: str
    outcome: Outcome | None = None
    earned: float | None = None
    points: float = 1.0
    feedback: Feedback | None = None
    hints: tuple[str, ...] = ()


class Count(_Sent, frozen=True):
    """How many gave this answer (as one line of text), once the teacher shows the counts."""

    text: str
    learners: int


class Following(_Sent, frozen=True):
    """Follow mode: the question all are at, its view and article, and what the teacher has revealed of it."""

    question: str
    view: View
    article: Article
    answered: int
    learners: int
    counts: tuple[Count, ...] = ()
    revealed: Released | None = None


class News(_Sent, frozen=True):
    """GET /v1/attempt/{attempt}/news?terminal=..&fence=..&seen=N, about once a second: whatever may have changed.

    It also makes the lease longer. version grows with each change of what is released; released only where it has grown
    beyond ``seen``.
    """

    clock: Clock
    lease: Lease
    version: int = 0
    released: tuple[Released, ...] = ()
    following: Following | None = None


class Fault(_Sent, frozen=True):
    """Body of every answer that is no success. code: stable, for programs; said: one sentence for a person.

    retry: seconds after which to try again, where that helps.
    """

    code: Literal[
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
    said: str
    retry: float = 0.0
