"""The events of attempts as rows: added once, never changed but for a late one that comes to count."""

import hashlib
import hmac
import os
from collections.abc import Iterator
from typing import Literal

import msgspec

from quiz.store.classes.db import Db, Row

EventState = Literal["accepted", "late", "counted", "shown", "superseded"]
"""Of an attempt are those that were accepted, and those that were late and that the teacher lets count (counted).

shown: they came once the learner could see the key, and never count. superseded: another terminal had gone on.
"""

FIRST = ""
"""What the first event of an attempt follows."""

_BLOCK = 64
_INNER, _OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))

COLUMNS = "class, attempt, id, seq, terminal, fence, number, at, elapsed, received, state, body, salt, mac, hash"
_INSERT = (
    f"INSERT INTO events({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "  # noqa: S608
    "ON CONFLICT (class, attempt, id) DO NOTHING"
)


class EventRow(msgspec.Struct, frozen=True, array_like=True):
    """One event as it is kept; body is JSON. hash covers the event before, the envelope but for state, and mac."""

    class_id: str
    attempt: str
    id: str
    seq: int
    terminal: str
    fence: int
    number: int
    at: int
    elapsed: int
    received: int
    state: EventState
    body: str
    salt: str
    mac: str
    hash: str


def seal(row: EventRow, last: str) -> EventRow:
    """The row with a salt of its own, and chained to the hash of the event before."""
    salt = os.urandom(16).hex()
    mac = _mac(salt, row.body)
    return msgspec.structs.replace(row, salt=salt, mac=mac, hash=_hash(row, mac, last))


def is_whole(row: EventRow) -> bool:
    """True where the body is the one that was sealed, or was erased together with its salt."""
    return (not row.salt and not row.body) or hmac.compare_digest(_mac(row.salt, row.body), row.mac)


def follows(row: EventRow, last: str) -> bool:
    """True where this is the event that was sealed after the one with the hash ``last``."""
    return hmac.compare_digest(_hash(row, row.mac, last), row.hash)


def _mac(salt: str, body: str) -> str:
    """HMAC-SHA256 (RFC 2104) of a body, in hex; salt: at most a block of ASCII.

    The library's own takes four times as long with OpenSSL 3, which prepares every call anew, and each answer waits.
    """
    key = salt.encode().ljust(_BLOCK, b"\0")
    inner = hashlib.sha256(key.translate(_INNER) + body.encode()).digest()
    return hashlib.sha256(key.translate(_OUTER) + inner).hexdigest()


def _hash(row: EventRow, mac: str, last: str) -> str:
    envelope = (
        f"{last}\x1f{mac}\x1f{row.attempt}\x1f{row.id}\x1f{row.seq}\x1f{row.terminal}\x1f{row.fence}\x1f{row.number}"
        f"\x1f{row.at}\x1f{row.elapsed}\x1f{row.received}"
    )
    return hashlib.sha256(envelope.encode()).hexdigest()


def insert(db: Db, row: EventRow) -> bool:
    """Add an event; False where the attempt has one with this id already."""
    return db.run(_INSERT, *msgspec.structs.astuple(row)) > 0


def state_of(db: Db, class_id: str, attempt: str, event: str) -> EventState | None:
    """How an event is kept, None where it is not there."""
    row = db.row("SELECT state FROM events WHERE class = ? AND attempt = ? AND id = ?", class_id, attempt, event)
    return None if row is None else msgspec.convert(row[0], EventState)


def hash_at(db: Db, class_id: str, attempt: str, seq: int) -> str:
    """The hash of an attempt's event of this number; "" where there is none."""
    row = db.row("SELECT hash FROM events WHERE class = ? AND attempt = ? AND seq = ?", class_id, attempt, seq)
    return "" if row is None else str(row[0])


def bodies_after(db: Db, class_id: str, attempt: str, seq: int) -> list[tuple[int, int, int, str]]:
    """What counts of an attempt after its event ``seq``, in order: (seq, received, elapsed, body)."""
    rows = db.rows(
        "SELECT seq, received, elapsed, body FROM events WHERE class = ? AND attempt = ? AND seq > ? "
        "AND state IN ('accepted', 'counted') ORDER BY seq",
        class_id,
        attempt,
        seq,
    )
    return [msgspec.convert(row, tuple[int, int, int, str]) for row in rows]


def of_attempt(db: Db, class_id: str, attempt: str) -> list[EventRow]:
    """Every event of an attempt, in the order of arrival, whatever its state."""
    statement = f"SELECT {COLUMNS} FROM events WHERE class = ? AND attempt = ? ORDER BY seq"  # noqa: S608
    return [_row(found) for found in db.rows(statement, class_id, attempt)]


def latest(db: Db, most: int) -> list[EventRow]:
    """The events received last, of any attempt."""
    statement = f"SELECT {COLUMNS} FROM events ORDER BY received DESC LIMIT ?"  # noqa: S608
    return [_row(found) for found in db.rows(statement, most)]


def heads(db: Db, class_id: str) -> Iterator[tuple[str, str, int]]:
    """(attempt, hash of its last event, number of its events) of each."""
    for row in db.rows("SELECT id, head, seq FROM attempts WHERE class = ?", class_id):
        yield msgspec.convert(row, tuple[str, str, int])


def count_late(db: Db, class_id: str, attempt: str, *, back: bool = False) -> None:
    """From now on what came too late counts, or with ``back`` counts no longer."""
    was, to = ("counted", "late") if back else ("late", "counted")
    db.run("UPDATE events SET state = ? WHERE class = ? AND attempt = ? AND state = ?", to, class_id, attempt, was)
    db.run(
        "UPDATE attempts SET late = (SELECT COUNT(*) FROM events WHERE events.class = attempts.class "
        "AND events.attempt = attempts.id AND events.state IN ('late', 'shown')) WHERE class = ? AND id = ?",
        class_id,
        attempt,
    )


def handed_in_at(db: Db, class_id: str, attempt: str) -> tuple[str, int] | None:
    """The terminal and fence at which an attempt was handed in, None where that did not come as an event."""
    row = db.row(
        "SELECT terminal, fence FROM events WHERE class = ? AND attempt = ? AND state = 'accepted' "
        "AND body LIKE ? ORDER BY seq LIMIT 1",
        class_id,
        attempt,
        '{"kind":"finished"%',
    )
    return None if row is None else msgspec.convert(row, tuple[str, int])


def last_received(db: Db) -> int:
    """When the latest event came, in UTC milliseconds; 0 where there is none."""
    row = db.row("SELECT MAX(received) FROM events")
    return 0 if row is None or row[0] is None else msgspec.convert(row[0], int)


def _row(found: Row) -> EventRow:
    return msgspec.convert(found, EventRow)
