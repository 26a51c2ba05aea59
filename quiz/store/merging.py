"""Adding another store's events of the same learners: the union by id, so that merging twice changes nothing.

Where an attempt was gone on with in both places, neither is lost: what this store lacks becomes an attempt of its
own, with the same events, for an event that is here stays where it is. Such an attempt knows nothing of the answers
before the parting, so an event that only makes sense after them (taking one of them back, say) is left out.
"""

import re
import sqlite3
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from quiz.attempts.attempt import Attempt, advance, replay
from quiz.attempts.events import Event, Started
from quiz.errors import InputError, NotAllowed
from quiz.store import learners, rows
from quiz.store.errors import BadAppend
from quiz.store.learners import Learner

_ID = re.compile("[0-9a-f]{32}")
_TOGETHER = 500


class Merged(NamedTuple):
    """learners: those that are new, under the names they were given. events: how many were added, attempts: to how
    many. known: how many were here already. left_out: how many make no sense here, see above.
    """

    learners: list[Learner]
    attempts: int
    events: int
    known: int
    left_out: int


class Line(msgspec.Struct, forbid_unknown_fields=True):
    """One line of an export."""

    learner: Learner | None = None
    event: Event | None = None


def read(data: bytes, where: object) -> tuple[list[Learner], list[list[Event]]]:
    """The learners and the attempts, each in order, of an export. Raises InputError with file and line."""
    decoder = msgspec.json.Decoder(Line)
    people: dict[str, Learner] = {}
    attempts: dict[str, list[Event]] = {}
    for number, text in enumerate(data.splitlines(), 1):
        if not text.strip():
            continue
        try:
            line = decoder.decode(text)
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            raise InputError(f"{where}:{number}: no line of 'quiz data export' ({error}); export it again") from error
        ids = [line.learner.id] if line.learner else [line.event.id, line.event.attempt] if line.event else []
        if not ids or not all(map(_ID.fullmatch, ids)):
            raise InputError(f"{where}:{number}: no learner and no event with a proper id; export it again")
        if line.learner is not None:
            people[line.learner.id] = line.learner
        if line.event is not None:
            attempts.setdefault(line.event.attempt, []).append(line.event)
    for events in attempts.values():
        events.sort(key=lambda event: event.seq)
        _examine(events, people, where)
    return list(people.values()), list(attempts.values())


def merge(
    connection: sqlite3.Connection, people: Iterable[Learner], attempts: Iterable[list[Event]], where: object
) -> Merged:
    """Add what is not here. attempts: whole ones, each in order, as from ``read``. Raises StoreError.

    Belongs inside a transaction of the caller's.
    """
    here = {learner.id for learner in learners.recorded(connection, where)}
    new = [learners.add_numbered(connection, learner) for learner in people if learner.id not in here]
    taken = [_Taking(connection, events, where).run() for events in attempts]
    return Merged(
        new,
        sum(added > 0 for added, _, _ in taken),
        sum(added for added, _, _ in taken),
        sum(known for _, known, _ in taken),
        sum(left_out for _, _, left_out in taken),
    )


def _examine(events: list[Event], people: dict[str, Learner], where: object) -> None:
    """Raises InputError for an attempt that could not be shown later."""
    attempt = events[0].attempt
    started = events[0].body
    try:
        replay(events)
    except NotAllowed as error:
        raise InputError(f"{where}: attempt {attempt[:8]}: {error}") from error
    if isinstance(started, Started) and started.learner not in people:
        raise InputError(f"{where}: attempt {attempt[:8]} belongs to a learner that is not in the file")


class _Taking:
    """Takes over what one attempt of another store has and this one lacks."""

    def __init__(self, connection: sqlite3.Connection, events: list[Event], where: object) -> None:
        self._connection, self._where = connection, where
        self._events = events
        self._places = dict(self._find())
        self._attempt: Attempt | None = None
        self._left_out = 0

    def run(self) -> tuple[int, int, int]:
        """How many events were added, were here, and were left out."""
        known = len(self._places)
        previous: Event | None = None
        for event in self._events:
            # The start alone is lacking where the others parted an attempt that is whole here.
            if not event.seq and known:
                continue
            if event.id in self._places or self._take(event, previous):
                previous = event
        return len(self._places) - known, known, self._left_out

    def _take(self, event: Event, previous: Event | None) -> bool:
        if not event.seq:
            if rows.read_standing(self._connection, event.attempt, self._where) is not None:
                raise BadAppend(f"attempt {event.attempt[:8]}: another attempt of this id is here")
            self._append([event])
            return True
        beginning: list[Event] = []
        onto = self._last(previous)
        if onto is None:
            beginning = [_parted(self._events[0], previous or self._events[0], event)]
            onto = replay(beginning)
        moved = msgspec.structs.replace(event, attempt=onto.id, seq=onto.seq + 1)
        try:
            onto = advance(onto, moved)
        except NotAllowed:
            self._left_out += 1
            return False
        self._append([*beginning, moved])
        self._attempt = onto
        return True

    def _last(self, previous: Event | None) -> Attempt | None:
        """The attempt whose last event here is the previous one; None where that was gone on with otherwise."""
        if previous is None:
            return None
        attempt, seq = self._places[previous.id]
        if self._attempt is None or (self._attempt.id, self._attempt.seq) != (attempt, seq):
            self._attempt = replay(rows.read_events(self._connection, attempt, self._where))
        return self._attempt if self._attempt.seq == seq else None

    def _append(self, events: list[Event]) -> None:
        rows.append(self._connection, events, self._where)
        self._places[events[-1].id] = (events[-1].attempt, events[-1].seq)

    def _find(self) -> Iterable[tuple[str, tuple[str, int]]]:
        """Where this store has the events it has."""
        ids = [event.id for event in self._events]
        for at in range(0, len(ids), _TOGETHER):
            some = ids[at : at + _TOGETHER]
            marks = ",".join("?" * len(some))
            for id_, attempt, seq in self._connection.execute(
                f"SELECT id, attempt, seq FROM events WHERE id IN ({marks})",  # noqa: S608
                some,
            ).fetchall():
                yield str(id_), (str(attempt), int(seq))


def _parted(start: Event, previous: Event, event: Event) -> Event:
    """The start of the attempt that ``event`` begins, where the attempt it belongs to has gone on otherwise.

    Its ids follow from the event, so that whoever merges the same events makes the same attempt.
    """
    attempt = blake2b(f"{start.attempt} {event.id}".encode(), digest_size=16).hexdigest()
    id_ = blake2b(attempt.encode(), digest_size=16).hexdigest()
    assert isinstance(start.body, Started)  # noqa: S101  the attempt was replayed
    body = msgspec.structs.replace(start.body, part=True)
    return Event(id_, attempt, 0, previous.at, previous.elapsed, body)
