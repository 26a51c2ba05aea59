"""Notes and readings as rows, worked out from the events in the transaction that adds them; see ``attempts.notebook``.

Every function takes a connection and belongs inside a transaction of the caller's.
"""

import sqlite3
from collections.abc import Iterable
from zlib import crc32

import msgspec

from quiz.attempts.events import Event
from quiz.attempts.notebook import Note, Reading, latest_of, note_after, note_id, reading_of
from quiz.store.errors import damaged

_encode = msgspec.json.Encoder(order="deterministic").encode
_decode_note = msgspec.json.Decoder(Note).decode
_decode_reading = msgspec.json.Decoder(Reading).decode


class Fold:
    """Notes and readings of many events, without a database; the learners are those who began the attempts."""

    def __init__(self) -> None:
        self.notes: dict[tuple[str, str], Note] = {}
        self.readings: dict[str, Reading] = {}

    def take(self, event: Event, learner: str) -> None:
        if (id_ := note_id(event)) is not None:
            if note := note_after(self.notes.get((learner, id_)), event, learner):
                self.notes[learner, id_] = note
        elif (reading := reading_of(event, learner)) is not None:
            self.readings[reading.event] = reading


def update(connection: sqlite3.Connection, learner: str, event: Event, where: object) -> None:
    """Bring notes and readings up to date with an event of the learner's that has just been added."""
    if (id_ := note_id(event)) is not None:
        known = _read_note(connection, learner, id_, where)
        if note := note_after(known, event, learner):
            write_note(connection, note)
    elif (reading := reading_of(event, learner)) is not None:
        write_reading(connection, reading)


def write_note(connection: sqlite3.Connection, note: Note) -> None:
    text = _encode(note)
    connection.execute(
        "INSERT OR REPLACE INTO notes(learner, id, article, note, digest) VALUES (?, ?, ?, ?, ?)",
        (note.learner, note.id, note.article, text.decode(), crc32(text)),
    )


def write_reading(connection: sqlite3.Connection, reading: Reading) -> None:
    text = _encode(reading)
    connection.execute(
        "INSERT OR REPLACE INTO readings(event, learner, reading, digest) VALUES (?, ?, ?, ?)",
        (reading.event, reading.learner, text.decode(), crc32(text)),
    )


def read_notes(
    connection: sqlite3.Connection, where: object, learner: str | None = None, article: str | None = None
) -> list[Note]:
    """Notes of a learner (None: everybody's) on an article (None: on all), also those taken away.

    Raises StoreDamaged.
    """
    rows = connection.execute(
        "SELECT note, digest FROM notes "
        "WHERE (?1 IS NULL OR learner = ?1) AND (?2 IS NULL OR article = ?2) ORDER BY id",
        (learner, article),
    ).fetchall()
    return _notes_of(rows, where)


def read_readings(connection: sqlite3.Connection, where: object, learner: str | None = None) -> list[Reading]:
    """Readings of a learner (None: everybody's). Raises StoreDamaged."""
    rows = connection.execute(
        "SELECT reading, digest FROM readings WHERE ?1 IS NULL OR learner = ?1 ORDER BY event", (learner,)
    ).fetchall()
    readings = []
    for text, digest in rows:
        if crc32(text.encode()) != digest:
            raise damaged(where, "when an article was read is not as it was written")
        try:
            readings.append(_decode_reading(text))
        except msgspec.ValidationError as error:
            raise damaged(where, f"when an article was read cannot be told: {error}") from error
    return readings


def misplaced(connection: sqlite3.Connection) -> int:
    """How many rows stand under other columns than they say of themselves; their digests cover what they say."""
    notes = connection.execute("SELECT id, learner, article, note FROM notes").fetchall()
    readings = connection.execute("SELECT event, learner, reading FROM readings").fetchall()
    return sum(
        (note.id, note.learner, note.article) != tuple(columns)
        for *columns, text in notes
        for note in (_decode_note(text),)
    ) + sum(
        (reading.event, reading.learner) != tuple(columns)
        for *columns, text in readings
        for reading in (_decode_reading(text),)
    )


def rebuild(connection: sqlite3.Connection, notes: Iterable[Note], readings: Iterable[Reading]) -> None:
    """Put these in the place of all rows."""
    connection.execute("DELETE FROM notes")
    connection.execute("DELETE FROM readings")
    for note in notes:
        write_note(connection, note)
    for reading in readings:
        write_reading(connection, reading)


def hand_over(connection: sqlite3.Connection, learner: str, to: str, where: object) -> None:
    """Give a learner's notes and readings to another one."""
    for note in read_notes(connection, where, learner):
        given, known = msgspec.structs.replace(note, learner=to), _read_note(connection, to, note.id, where)
        write_note(connection, given if known is None else latest_of(known, given))
    connection.execute("DELETE FROM notes WHERE learner = ?", (learner,))
    for reading in read_readings(connection, where, learner):
        write_reading(connection, msgspec.structs.replace(reading, learner=to))


def erase(connection: sqlite3.Connection, learner: str) -> None:
    """Take a learner's notes and readings out."""
    connection.execute("DELETE FROM notes WHERE learner = ?", (learner,))
    connection.execute("DELETE FROM readings WHERE learner = ?", (learner,))


def _read_note(connection: sqlite3.Connection, learner: str, id_: str, where: object) -> Note | None:
    row = connection.execute("SELECT note, digest FROM notes WHERE learner = ? AND id = ?", (learner, id_)).fetchall()
    return next(iter(_notes_of(row, where)), None)


def _notes_of(rows: list[tuple[str, int]], where: object) -> list[Note]:
    notes = []
    for text, digest in rows:
        if crc32(text.encode()) != digest:
            raise damaged(where, "a note is not as it was written")
        try:
            notes.append(_decode_note(text))
        except msgspec.ValidationError as error:
            raise damaged(where, f"a note cannot be read: {error}") from error
    return notes
