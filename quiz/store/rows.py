"""Events and standings as rows: written once, checked against their digests whenever they are read.

Every function takes a connection and belongs inside a transaction of the caller's, but for ``catch_up``.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing

import msgspec

from quiz.attempts.events import Event, Joined, decode_body, encode_body
from quiz.attempts.joining import join_of
from quiz.attempts.standing import Standing, stand
from quiz.store import joining, notebook, pins, progress
from quiz.store.connection import transaction
from quiz.store.digest import digest_of
from quiz.store.errors import AttemptElsewhere, BadAppend, damaged

_encode_standing = msgspec.json.Encoder(order="deterministic").encode
_decode_standing = msgspec.json.Decoder(Standing).decode
_EVENT = "place, id, attempt, seq, at, elapsed, kind, body, digest"
FORWARDS = f"SELECT {_EVENT} FROM events ORDER BY place"  # noqa: S608
BACKWARDS = f"{FORWARDS} DESC"


def append(connection: sqlite3.Connection, events: Iterable[Event], where: object) -> None:
    """Add events, each the next of its attempt, and bring all that is worked out from them up to date.

    One that is already there is passed over. Raises AttemptElsewhere where a different event has its place, and
    BadAppend for a gap, a reused id, an attempt that does not begin with Started, or text that is not Unicode.
    """
    standings: dict[str, Standing | None] = {}
    places: dict[str, int] = {}
    joined = False
    for event in events:
        if _is_there(connection, event):
            continue
        attempt = event.attempt
        if attempt not in standings:
            standings[attempt] = read_standing(connection, attempt, where)
        before = standings[attempt]
        expected = 0 if before is None else before.seq + 1
        if event.seq != expected:
            raise BadAppend(f"attempt {attempt[:8]}: event {event.seq} cannot follow; {expected} is next")
        places[attempt] = _insert(connection, event)
        try:
            now = stand(before, event)
        except ValueError as error:
            raise BadAppend(f"attempt {attempt[:8]}: {error}") from error
        if before is None:
            now = msgspec.structs.replace(now, learner=joining.owner_of(connection, now.learner))
        standings[attempt] = now
        progress.update(connection, before, event, where)
        notebook.update(connection, now.learner, event, where)
        joined = joined or isinstance(event.body, Joined)
    for attempt, place in places.items():
        standing = standings[attempt]
        if standing is not None:
            write_standing(connection, standing, place)
    if joined:
        _give_to_owners(connection, where)


def _give_to_owners(connection: sqlite3.Connection, where: object) -> None:
    """Give every row to its owner, after profiles have been joined."""
    every = connection.execute(f"SELECT {_EVENT} FROM events WHERE kind = 'joined'").fetchall()  # noqa: S608
    joins = [join for row in every if (join := join_of(event_of(row, where))) is not None]
    for learner, owner in joining.settle(connection, joins).items():
        for standing, place in _placed_standings(connection, learner, where):
            write_standing(connection, msgspec.structs.replace(standing, learner=owner), place)
        progress.hand_over(connection, learner, owner, where)
        notebook.hand_over(connection, learner, owner, where)
        pins.hand_over(connection, learner, owner)


def _is_there(connection: sqlite3.Connection, event: Event) -> bool:
    row = connection.execute(
        "SELECT id FROM events WHERE attempt = ? AND seq = ?", (event.attempt, event.seq)
    ).fetchone()
    if row is None:
        return False
    if row[0] != event.id:
        raise AttemptElsewhere(event.attempt, event.seq)
    return True


def _insert(connection: sqlite3.Connection, event: Event) -> int:
    try:
        kind, body = kind_of(event), encode_body(event.body).decode()
    except UnicodeEncodeError as error:
        raise BadAppend(f"attempt {event.attempt[:8]}: text that is not Unicode; leave it out") from error
    digest = digest_of(event.id, event.attempt, event.seq, event.at, event.elapsed, kind, body)
    try:
        cursor = connection.execute(
            "INSERT INTO events(id, attempt, seq, at, elapsed, kind, body, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (event.id, event.attempt, event.seq, event.at, event.elapsed, kind, body, digest),
        )
    except sqlite3.IntegrityError as error:
        raise BadAppend(f"attempt {event.attempt[:8]}: event {event.seq} has an id that is taken ({error})") from error
    except OverflowError as error:
        raise BadAppend(f"attempt {event.attempt[:8]}: event {event.seq} has a number beyond 64 bits") from error
    return int(cursor.lastrowid or 0)


def kind_of(event: Event) -> str:
    """The tag of an event's body, such as ``answered``."""
    return str(event.body.__struct_config__.tag)


def read_events(connection: sqlite3.Connection, attempt: str, where: object) -> list[Event]:
    """All events of an attempt in order; none for an unknown one. Raises StoreDamaged for a changed or missing row."""
    statement = f"SELECT {_EVENT} FROM events WHERE attempt = ? ORDER BY seq"  # noqa: S608
    # All at once and without a name, here and below: a cursor that an error's traceback keeps half read keeps the
    # file locked, even after the connection was closed.
    events = [event_of(row, where) for row in connection.execute(statement, (attempt,)).fetchall()]
    if [event.seq for event in events] != list(range(len(events))):
        raise damaged(where, f"attempt {attempt[:8]} lacks an event")
    standing = read_standing(connection, attempt, where)
    if (standing.seq + 1 if standing else 0) != len(events):
        raise damaged(where, f"attempt {attempt[:8]} lacks its last events or its standing")
    return events


def event_of(row: tuple[object, ...], where: object) -> Event:
    """The event of a row of ``events``. Raises StoreDamaged where the row is not as it was written."""
    place, id_, attempt, seq, at, elapsed, _kind, body, digest = row
    if digest_of(*row[1:8]) != digest:
        raise damaged(where, f"event {place} is not as it was written")
    try:
        return msgspec.convert(
            {"id": id_, "attempt": attempt, "seq": seq, "at": at, "elapsed": elapsed, "body": decode_body(str(body))},
            Event,
        )
    except msgspec.ValidationError as error:
        raise damaged(where, f"event {place} cannot be read: {error}") from error


def every_event(connection: sqlite3.Connection) -> "closing[sqlite3.Cursor]":
    """All rows of ``events``, attempt by attempt, for ``event_of``; use in a ``with``."""
    return closing(connection.execute(f"SELECT {_EVENT} FROM events ORDER BY attempt, seq"))  # noqa: S608


def latest_events(connection: sqlite3.Connection, most: int) -> list[tuple[object, ...]]:
    """The rows that arrived last, newest first, for ``event_of``."""
    return connection.execute(f"{BACKWARDS} LIMIT ?", (most,)).fetchall()


def write_standing(connection: sqlite3.Connection, standing: Standing, place: int) -> None:
    """Keep a standing; place is that of the attempt's last event."""
    text = _encode_standing(standing).decode()
    connection.execute(
        "INSERT INTO standings(attempt, learner, place, standing, digest) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (attempt) DO UPDATE SET learner = excluded.learner, place = excluded.place, "
        "standing = excluded.standing, digest = excluded.digest",
        (standing.attempt, standing.learner, place, text, digest_of(standing.attempt, standing.learner, place, text)),
    )


def read_standing(connection: sqlite3.Connection, attempt: str, where: object) -> Standing | None:
    """The standing of an attempt, None for an unknown one. Raises StoreDamaged."""
    row = connection.execute(
        "SELECT attempt, learner, place, standing, digest FROM standings WHERE attempt = ?", (attempt,)
    ).fetchone()
    return None if row is None else _standing_of(row, where)


def read_standings(connection: sqlite3.Connection, learner: str | None, where: object) -> list[Standing]:
    """The standings of a learner (None: of all), the attempt that was worked on last first. Raises StoreDamaged."""
    return [standing for standing, _ in _placed_standings(connection, learner, where)]


def _placed_standings(connection: sqlite3.Connection, learner: str | None, where: object) -> list[tuple[Standing, int]]:
    rows = connection.execute(
        "SELECT attempt, learner, place, standing, digest FROM standings "
        "WHERE ?1 IS NULL OR learner = ?1 ORDER BY place DESC",
        (learner,),
    ).fetchall()
    return [(_standing_of(row, where), row[2]) for row in rows]


def _standing_of(row: tuple[object, ...], where: object) -> Standing:
    *columns, digest = row
    if digest_of(*columns) != digest:
        raise damaged(where, f"the standing of attempt {str(row[0])[:8]} is not as it was written")
    try:
        return _decode_standing(str(row[3]))
    except msgspec.ValidationError as error:
        raise damaged(where, f"the standing of attempt {str(row[0])[:8]} cannot be read: {error}") from error


def catch_up(connection: sqlite3.Connection, where: object) -> None:
    """Rebuild what was worked out by other rules, or by a version without them. Raises StoreDamaged.

    Not for use inside a transaction; two programs may do so at once.
    """
    if progress.is_current(connection):
        return
    with transaction(connection):
        if not progress.is_current(connection):
            rebuild(connection, where)


def rebuild(connection: sqlite3.Connection, where: object) -> int:
    """Work out everything from the events again; returns how many attempts there are. Raises StoreDamaged."""
    fold, places = progress.Fold(), dict[str, int]()
    with every_event(connection) as found:
        for row in found:
            event = event_of(row, where)
            try:
                fold.take(event)
            except ValueError as error:
                raise damaged(where, f"attempt {event.attempt[:8]}: {error}") from error
            places[event.attempt] = max(places.get(event.attempt, 0), row[0])
    folded = fold.close()
    progress.rebuild(connection, folded)
    connection.execute("DELETE FROM standings")
    for attempt, standing in folded.standings.items():
        write_standing(connection, standing, places[attempt])
    return len(places)
