"""Trials and cards as rows: what every attempt knows of each question, and what a learner remembers of it.

Both are worked out from the events, in the transaction that adds them, and can be rebuilt. The number kept in
``projections`` says by which rules they were worked out; a store with another number is rebuilt when it is opened.
Every function takes a connection and belongs inside a transaction of the caller's.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

import msgspec

from quiz.attempts.events import Event
from quiz.attempts.joining import Join, join_of, owners
from quiz.attempts.memory import Card, marks_of, remember, step
from quiz.attempts.notebook import Note, Reading, latest_of
from quiz.attempts.standing import Standing, stand
from quiz.attempts.trial import Trial, concerns, decide, ends, follow
from quiz.store import joining, notebook
from quiz.store.digest import digest_of
from quiz.store.errors import damaged

if TYPE_CHECKING:
    from quiz.attempts.queue import Today

# To be raised whenever a rule of ``trial`` or ``memory`` or the scheduler's parameters change.
RULES = 5

_encode = msgspec.json.Encoder(order="deterministic").encode
_decode_trial = msgspec.json.Decoder(Trial).decode
_decode_card = msgspec.json.Decoder(Card).decode
_CARD = "learner, owner, question, due, held, buried, card, digest"


def update(connection: sqlite3.Connection, before: Standing | None, event: Event, where: object) -> None:
    """Bring trials and cards up to date with an event that has just been added.

    before: the standing of its attempt without it. Raises StoreDamaged.
    """
    if before is None:
        return
    name = concerns(event)
    if name is not None:
        old = _read_trial(connection, event.attempt, name, where)
        _change(connection, old, follow(before, old, event), where)
    elif ends(event):
        for old in read_trials(connection, where, attempt=event.attempt):
            _change(connection, old, decide(old, event.at), where)


def _change(connection: sqlite3.Connection, old: Trial | None, new: Trial, where: object) -> None:
    if new == old:
        return
    write_trial(connection, new)
    known, marks = marks_of(old) if old is not None else (), marks_of(new)
    if known == marks:
        return
    card = _read_card(connection, new.learner, new.set, new.question, where)
    added = marks[len(known) :]
    if marks[: len(known)] == known and (card is None or card.latest is None or card.latest < min(added)):
        card = card or Card(new.learner, new.set, new.question)
        for mark in sorted(added):
            card = step(card, mark)
        write_card(connection, card)
        return
    # Something earlier has changed: an answer taken back, a later judgement, another machine's events.
    folded = remember(read_trials(connection, where, card=(new.learner, new.set, new.question)))
    if folded is not None:
        write_card(connection, folded)
    else:
        connection.execute(
            "DELETE FROM cards WHERE learner = ? AND owner = ? AND question = ?", (new.learner, new.set, new.question)
        )


class Fold:
    """What is worked out of many events, attempt by attempt in order, without a database.

    owners: as in ``attempts.joining``. trials by attempt and name; standings by attempt; notes and readings by id.
    """

    def __init__(self) -> None:
        self._trials: dict[tuple[str, str], Trial] = {}
        self._standings: dict[str, Standing] = {}
        self._notebook = notebook.Fold()
        self._joins: list[Join] = []
        self._names: dict[str, list[str]] = {}

    def take(self, event: Event) -> None:
        """Raises ValueError where an attempt does not begin with its start."""
        before = self._standings.get(event.attempt)
        name = concerns(event)
        if before is not None and name is not None:
            old = self._trials.get((event.attempt, name))
            if old is None:
                self._names.setdefault(event.attempt, []).append(name)
            self._trials[event.attempt, name] = follow(before, old, event)
        elif before is not None and ends(event):
            for each in self._names.get(event.attempt, ()):
                self._trials[event.attempt, each] = decide(self._trials[event.attempt, each], event.at)
        standing = self._standings[event.attempt] = stand(before, event)
        self._notebook.take(event, standing.learner)
        if (join := join_of(event)) is not None:
            self._joins.append(join)

    def close(self) -> "Folded":
        """What came out, once all events were taken."""
        now = owners(self._joins)
        return Folded(
            now,
            {attempt: _owned(one, now) for attempt, one in self._standings.items()},
            {key: _owned(one, now) for key, one in self._trials.items()},
            _notes(_owned(one, now) for one in self._notebook.notes.values()),
            {id_: _owned(one, now) for id_, one in self._notebook.readings.items()},
        )


class Folded(msgspec.Struct, frozen=True):
    """What came of a ``Fold``."""

    owners: dict[str, str]
    standings: dict[str, Standing]
    trials: dict[tuple[str, str], Trial]
    notes: dict[tuple[str, str], Note]
    readings: dict[str, Reading]

    def cards(self) -> dict[tuple[str, str, str], Card]:
        """Every card, by learner, set and question."""
        return _cards_of(self.trials.values())


T = TypeVar("T", Standing, Trial, Note, Reading)


def _owned(one: T, now: Mapping[str, str]) -> T:
    owner = now.get(one.learner)
    return one if owner is None else msgspec.structs.replace(one, learner=owner)


def _notes(owned: Iterable[Note]) -> dict[tuple[str, str], Note]:
    """By learner and id: whoever was joined may have had the same ones."""
    notes: dict[tuple[str, str], Note] = {}
    for note in owned:
        known = notes.get((note.learner, note.id))
        notes[note.learner, note.id] = note if known is None else latest_of(known, note)
    return notes


def _cards_of(trials: Iterable[Trial]) -> dict[tuple[str, str, str], Card]:
    of_card: dict[tuple[str, str, str], list[Trial]] = {}
    for trial in trials:
        of_card.setdefault((trial.learner, trial.set, trial.question), []).append(trial)
    folded = {key: remember(trials) for key, trials in of_card.items()}
    return {key: card for key, card in folded.items() if card is not None}


def rebuild(connection: sqlite3.Connection, folded: Folded) -> None:
    """Put what was folded in the place of all that is worked out, but for the standings."""
    connection.execute("DELETE FROM trials")
    connection.execute("DELETE FROM cards")
    for trial in folded.trials.values():
        write_trial(connection, trial)
    for card in folded.cards().values():
        write_card(connection, card)
    notebook.rebuild(connection, folded.notes.values(), folded.readings.values())
    joining.write_owners(connection, folded.owners)
    connection.execute("INSERT OR REPLACE INTO projections VALUES ('progress', ?)", (RULES,))


def hand_over(connection: sqlite3.Connection, learner: str, to: str, where: object) -> None:
    """Give a learner's trials to another one, whose cards are folded anew from all of them. Raises StoreDamaged."""
    moved = [msgspec.structs.replace(trial, learner=to) for trial in read_trials(connection, where, learner=learner)]
    for trial in moved:
        write_trial(connection, trial)
    connection.execute("DELETE FROM cards WHERE learner = ?", (learner,))
    touched = {(trial.set, trial.question) for trial in moved}
    both = (one for one in read_trials(connection, where, learner=to) if (one.set, one.question) in touched)
    for card in _cards_of(both).values():
        write_card(connection, card)


def is_current(connection: sqlite3.Connection) -> bool:
    """False where the rows were worked out by other rules than these, or not yet."""
    row = connection.execute("SELECT rules FROM projections WHERE name = 'progress'").fetchone()
    return row is not None and row[0] == RULES


def write_trial(connection: sqlite3.Connection, trial: Trial) -> None:
    text = _encode(trial)
    connection.execute(
        "INSERT OR REPLACE INTO trials(attempt, name, learner, owner, question, mode, decided, trial, digest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*_columns(trial), text.decode(), crc32(text)),
    )


def misplaced(connection: sqlite3.Connection) -> int:
    """How many trials stand under other columns than they say of themselves; their digests cover what they say."""
    rows = connection.execute("SELECT attempt, name, learner, owner, question, mode, decided, trial FROM trials")
    with closing(rows):
        return sum(row[:-1] != _columns(_decode_trial(row[-1])) for row in rows)


def _columns(trial: Trial) -> tuple[object, ...]:
    return trial.attempt, trial.name, trial.learner, trial.set, trial.question, trial.mode, trial.decided


def write_card(connection: sqlite3.Connection, card: Card) -> None:
    text = _encode(card).decode()
    columns = (card.learner, card.set, card.question, card.due, int(card.held), card.buried, text)
    connection.execute(
        f"INSERT OR REPLACE INTO cards({_CARD}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (*columns, digest_of(*columns)),
    )


def read_trials(
    connection: sqlite3.Connection,
    where: object,
    *,
    learner: str | None = None,
    attempt: str | None = None,
    card: tuple[str, str, str] | None = None,
) -> list[Trial]:
    """The trials of a learner, an attempt or a card (learner, set, question); all where none is named.

    Raises StoreDamaged.
    """
    condition, values = "1", list[str]()
    if card is not None:
        condition, values = "learner = ? AND owner = ? AND question = ?", list(card)
    elif attempt is not None:
        condition, values = "attempt = ?", [attempt]
    elif learner is not None:
        condition, values = "learner = ?", [learner]
    rows = connection.execute(f"SELECT trial, digest FROM trials WHERE {condition}", values).fetchall()  # noqa: S608
    return _trials_of(rows, where)


def read_cards(connection: sqlite3.Connection, learner: str | None, where: object) -> list[Card]:
    """What a learner (None: everybody) remembers. Raises StoreDamaged."""
    rows = connection.execute(
        f"SELECT {_CARD} FROM cards WHERE ?1 IS NULL OR learner = ?1",  # noqa: S608
        (learner,),
    ).fetchall()
    return [_card_of(row, where) for row in rows]


def read_due(connection: sqlite3.Connection, learner: str, today: "Today", where: object) -> list[Card]:
    """The cards due today, the longest waiting first, as ``queue.due_cards``. Raises StoreDamaged."""
    rows = connection.execute(
        f"SELECT {_CARD} FROM cards WHERE learner = ? AND held = 0 AND due < ? AND buried < ? "  # noqa: S608
        "ORDER BY due, owner, question",
        (learner, today.end, today.start),
    ).fetchall()
    return [_card_of(row, where) for row in rows]


def count_due(connection: sqlite3.Connection, learner: str, today: "Today") -> dict[str, int]:
    """How many cards of each set are due today."""
    rows = connection.execute(
        "SELECT owner, count(*) FROM cards WHERE learner = ? AND held = 0 AND due < ? AND buried < ? GROUP BY owner",
        (learner, today.end, today.start),
    ).fetchall()
    return {str(owner): int(number) for owner, number in rows}


def count_reviewed(connection: sqlite3.Connection, learner: str, today: "Today") -> int:
    """How many questions were decided today in reviews."""
    row = connection.execute(
        "SELECT count(*) FROM trials WHERE learner = ? AND mode = 'review' AND decided >= ? AND decided < ?",
        (learner, today.start, today.end),
    ).fetchone()
    return int(row[0])


def erase(connection: sqlite3.Connection, learner: str) -> None:
    """Take a learner's trials and cards out."""
    connection.execute("DELETE FROM trials WHERE learner = ?", (learner,))
    connection.execute("DELETE FROM cards WHERE learner = ?", (learner,))


def _read_trial(connection: sqlite3.Connection, attempt: str, name: str, where: object) -> Trial | None:
    rows = connection.execute(
        "SELECT trial, digest FROM trials WHERE attempt = ? AND name = ?", (attempt, name)
    ).fetchall()
    return next(iter(_trials_of(rows, where)), None)


def _read_card(connection: sqlite3.Connection, learner: str, owner: str, question: str, where: object) -> Card | None:
    row = connection.execute(
        f"SELECT {_CARD} FROM cards WHERE learner = ? AND owner = ? AND question = ?",  # noqa: S608
        (learner, owner, question),
    ).fetchone()
    return None if row is None else _card_of(row, where)


def _trials_of(rows: Iterable[tuple[str, int]], where: object) -> list[Trial]:
    """A lifetime of practice has 60,000 of them, so the digest covers the text alone, which says everything."""
    trials = []
    for text, digest in rows:
        if crc32(text.encode()) != digest:
            raise damaged(where, "what an attempt knows of a question is not as it was written")
        try:
            trials.append(_decode_trial(text))
        except msgspec.ValidationError as error:
            raise damaged(where, f"what an attempt knows of a question cannot be read: {error}") from error
    return trials


def _card_of(row: tuple[object, ...], where: object) -> Card:
    *columns, digest = row
    if digest_of(*columns) != digest:
        raise damaged(where, "what a learner remembers of a question is not as it was written")
    try:
        return _decode_card(str(row[6]))
    except msgspec.ValidationError as error:
        raise damaged(where, f"what a learner remembers of a question cannot be read: {error}") from error
