"""Where a learner sits: the one thing a front end talks to.

A desk hands out views, takes responses and keeps the attempt. ``LocalDesk`` (local_desk.py) grades in this process and
appends to a journal; in a class another desk does the same over the network, and a front end cannot tell which it has.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Protocol

import msgspec

from quiz.articles.article import Article
from quiz.attempts.attempt import Attempt
from quiz.attempts.events import Event
from quiz.attempts.modes import Rules
from quiz.questions.response import Marked, Place, Response
from quiz.questions.verdict import Verdict
from quiz.questions.view import View

if TYPE_CHECKING:
    from quiz.articles.original import Original

Receipt = Future[None]
"""Done once what was given is safe; carries the exception where it could not be saved."""


class Journal(Protocol):
    """Where events are kept."""

    def append(self, events: Sequence[Event], /) -> Receipt: ...


class Clock(Protocol):
    """The wall clock (UTC, milliseconds since 1970) and one that only goes forward (milliseconds)."""

    def now(self) -> int: ...

    def ticks(self) -> int: ...


class Feedback(msgspec.Struct, frozen=True):
    """What a learner is shown once a question is decided and its mode allows it.

    key in words, solution as a response; explain as the author wrote it; places is the evidence; why says what was
    wrong with what was picked. later: a sentence on the answer given last, where another one counts. proof puts answer
    and citation together in words. rubric is what earns points in an open answer; assessed, that somebody has judged
    it, and comment what they wrote.
    """

    verdict: Verdict
    earned: float
    points: float
    key: str
    explain: str
    places: tuple[Place, ...]
    why: tuple[str, ...] = ()
    citation: Verdict | None = None
    solution: Response | None = None
    proof: str = ""
    rubric: tuple[tuple[float, str], ...] = ()
    assessed: bool = False
    comment: str = ""
    later: str = ""


class Given(msgspec.Struct, frozen=True):
    """What comes back for an answer: its verdict where it is known and the mode shows it, and the receipt."""

    verdict: Verdict | None
    receipt: Receipt


class Desk(Protocol):
    """What every front end uses; see LocalDesk for what each part does."""

    @property
    def title(self) -> str: ...
    @property
    def set_id(self) -> str: ...
    @property
    def rules(self) -> Rules: ...
    @property
    def attempt(self) -> Attempt: ...
    @property
    def articles(self) -> dict[str, Article]: ...

    originals: "Mapping[str, Original]"

    def watch(self, changed: Callable[[], None], /) -> None:
        """Call ``changed``, from any thread, when the attempt or its feedback changed by something else than a call
        of the front end's: a verdict that came after the receipt of its answer, an end that somebody else set. One
        callback at a time; a later one takes its place."""

    def original_places(self, question: str) -> dict[str, tuple[Place, ...]]: ...
    @property
    def last_receipt(self) -> Receipt: ...
    def elapsed(self) -> int: ...
    def time_left(self) -> int | None: ...
    def view(self, question: str) -> View: ...
    def feedback(self, question: str) -> Feedback | None: ...
    def wants_proof(self, question: str) -> bool: ...
    def hints(self, question: str) -> tuple[str, ...]: ...
    def move(self, question: str) -> Receipt: ...
    def draft(self, question: str, response: Response) -> Receipt: ...
    def answer(self, question: str, response: Response, certainty: int = 0) -> Given: ...
    def cite(self, question: str, response: Marked) -> Given: ...
    def hint(self, question: str) -> Receipt: ...
    def flag(self, question: str) -> Receipt: ...
    def skip(self, question: str) -> Receipt: ...
    def undo(self) -> str: ...
    def assess(self, question: str, earned: float) -> Receipt: ...
    def claim(self, question: str) -> Receipt: ...
    def suspend(self, question: str, on: bool = True) -> Receipt: ...
    def bury(self, question: str) -> Receipt: ...
    def finish(self, by_time: bool = False) -> Receipt: ...
