"""A learner at work: the library, the store and a clock put together, for any front end.

Front ends ask a Study for desks; they never build an attempt themselves.
"""

import os
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from quiz.articles.library import Library
from quiz.attempts.attempt import replay
from quiz.attempts.desk import Clock, Journal, Receipt
from quiz.attempts.events import Book, Event, Mode
from quiz.attempts.local_desk import LocalDesk
from quiz.attempts.standing import Standing
from quiz.errors import InputError, NotAllowed
from quiz.questions.question_set import QuestionSet
from quiz.store.learners import Learner
from quiz.store.paths import data_folder
from quiz.store.prepared import load_prepared
from quiz.store.store import Store
from quiz.text.sanitise import one_line

if TYPE_CHECKING:
    from quiz.articles.original import Original
    from quiz.attempts.review import Wanted

MOST_NAME = 80


class PlayOptions(msgspec.Struct, frozen=True):
    """What was asked for when playing, for any front end.

    set is an id or a path, None for the library. learner is a name or an id. mode None is practice, or the mode of the
    attempt that is gone on with. minutes, book and seed belong to a new attempt. fresh: never go on with an attempt
    that was left before its end. no_save: keep everything in memory. review: a review instead of a set.
    """

    set: str | None = None
    learner: str | None = None
    mode: Mode | None = None
    book: Book | None = None
    minutes: float | None = None
    seed: int | None = None
    fresh: bool = False
    no_save: bool = False
    review: "Wanted | None" = None


class SystemClock:
    """The machine's clocks."""

    def now(self) -> int:
        return time.time_ns() // 1_000_000

    def ticks(self) -> int:
        return time.monotonic_ns() // 1_000_000


def new_id() -> str:
    """32 random hex digits."""
    return os.urandom(16).hex()


class SafeJournal:
    """Sends what could not be saved again with the next event, so that a full disk costs nothing once it has room.

    The store takes an event it has already, so sending one twice is harmless. Used from one thread.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._pending: list[Event] = []

    @property
    def unsaved(self) -> int:
        """How many events are not known to be saved."""
        return len(self._pending)

    def append(self, events: Sequence[Event]) -> Receipt:
        self._pending.extend(events)
        sent = list(self._pending)
        receipt = self._journal.append(sent)
        receipt.add_done_callback(lambda done: self._settle(done, sent))
        return receipt

    def retry(self) -> Receipt:
        """Send again whatever is not saved yet."""
        return self.append([])

    def _settle(self, done: Receipt, sent: list[Event]) -> None:
        """Runs in the store's thread; rebinding a list is atomic, and ids say what is left."""
        if done.cancelled() or done.exception() is not None:
            return
        saved = {event.id for event in sent}
        self._pending = [event for event in self._pending if event.id not in saved]


class Study:
    """One learner's access to sets and attempts."""

    def __init__(
        self,
        library: Library,
        store: Store,
        learner: Learner,
        clock: Clock | None = None,
        *,
        strict: bool = False,
        book: Book = "open",
    ) -> None:
        """strict: a slip in the spelling is nearly right, also in sets that are lenient. book: of new attempts."""
        self.library = library
        self.store = store
        self.learner = learner
        self.clock: Clock = clock or SystemClock()
        self._strict = strict
        self.book: Book = book

    def originals(self, articles: Iterable[str]) -> "dict[str, Original]":
        """The learner's own copies of the texts that these articles retell, by article. Raises InputError."""
        from quiz.articles.original import load_original

        loaded = ((article, load_original(article, self.library, data_folder())) for article in articles)
        return {article: original for article, original in loaded if original is not None}

    def load(self, name: str) -> QuestionSet:
        """The set with this id or path. Raises InputError."""
        path: Path = self.library.set_path(name)
        return self.as_strict(load_prepared(path, self.library, data_folder() / "prepared"))

    def as_strict(self, asked: QuestionSet) -> QuestionSet:
        """The set as it is graded for this learner."""
        if not self._strict or asked.sources.strict:
            return asked
        return msgspec.structs.replace(asked, sources=msgspec.structs.replace(asked.sources, spelling="strict"))

    def begin(
        self,
        asked: QuestionSet,
        *,
        mode: Mode = "practice",
        book: Book = "open",
        minutes: float | None = None,
        seed: int | None = None,
        only: Collection[str] | None = None,
    ) -> LocalDesk:
        """A new attempt. Raises NotAllowed where there is nothing to ask."""
        chosen = int.from_bytes(os.urandom(4), "big") if seed is None else seed
        return LocalDesk.start(
            asked,
            SafeJournal(self.store),
            self.clock,
            new_id,
            learner=self.learner.id,
            seed=chosen,
            mode=mode,
            book=book,
            minutes=minutes,
            only=only,
        )

    def resume(self, asked: QuestionSet, attempt: str) -> LocalDesk:
        """Go on with an attempt. Raises NotAllowed where the set has lost a question since, StoreError."""
        events = self.store.events(attempt).result()
        return LocalDesk.resume(asked, events, SafeJournal(self.store), self.clock, new_id)

    def standings(self) -> list[Standing]:
        """All of the learner's attempts, the latest first."""
        return self.store.standings(self.learner.id).result()

    def unfinished(self, set_id: str, mode: Mode | None = None) -> Standing | None:
        """The latest attempt at a set that was left before its end."""
        for standing in self.standings():
            if standing.set == set_id and not standing.finished and mode in (None, standing.mode):
                return standing
        return None

    def finished(self, asked: QuestionSet, attempt: str) -> LocalDesk:
        """A finished attempt, for looking back. Raises NotAllowed where it is not finished."""
        events = self.store.events(attempt).result()
        if not replay(events).finished:
            raise NotAllowed("this attempt is not finished")
        return LocalDesk.resume(asked, events, SafeJournal(self.store), self.clock, new_id)


def find_learner(store: Store, name: str | None, usual: Callable[[], str]) -> Learner | None:
    """Who is learning: the one named (made if new), the only one there is, or a first one with the ``usual`` name.

    None where several use the store and none was named: somebody has to choose. Raises InputError for a bad name.
    """
    known = store.learners().result()
    if name is not None:
        wanted = clean_name(name)
        for learner in known:
            if learner.name.casefold() == wanted.casefold() or learner.id == name:
                return learner
        return store.learner_called(wanted).result() or store.add_learner(wanted).result()
    if not known:
        return store.add_learner(clean_name(usual())).result()
    return known[0] if len(known) == 1 else None


def usual_name() -> str:
    """The account's name, for the first learner of a store."""
    import getpass

    try:
        return getpass.getuser() or "learner"
    except (KeyError, OSError, ImportError):  # no account of this number, as in some containers
        return "learner"


def clean_name(name: str) -> str:
    """A learner's name as it may be kept and shown. Raises InputError where nothing is left, or it is too long."""
    cleaned = one_line(name).replace("\ufffd", "").strip()
    if not cleaned:
        raise InputError("a name needs at least one letter; type another")
    if len(cleaned) > MOST_NAME:
        raise InputError(f"a name of {len(cleaned)} characters; use at most {MOST_NAME}")
    return cleaned
