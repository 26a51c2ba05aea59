"""PINs: what keeps honest people apart on one account. No encryption: whoever may read the file can read it all.

A PIN is kept as its scrypt hash (RFC 7914). Wrong ones in a row make the next try wait 1, 2, 4 .. 60 seconds; a try is
counted before it is looked at, so that ending the program in between does not help. Every function but ``hashed`` and
``fits`` takes a connection and belongs inside a transaction of the caller's.
"""

import sqlite3
from datetime import UTC, datetime

import msgspec

from quiz.errors import InputError
from quiz.store.digest import digest_of
from quiz.store.errors import damaged

LEAST, MOST = 4, 64
"""Characters of a PIN."""
LONGEST_WAIT = 60_000
"""Milliseconds."""
_COST, _BLOCK, _LANES = 14, 8, 1
"""2**14, 8, 1: sixteen megabytes and some fifty milliseconds a try (OWASP's password storage guide allows them with
more lanes; a shared machine's PIN is guessed at its keyboard, or read around)."""


class Tried(msgspec.Struct, frozen=True):
    """secret: the hash to compare with, "" where this try came too early. wait: milliseconds until one may be made."""

    secret: str
    wait: int


def hashed(pin: str, salt: bytes) -> str:
    """A PIN as it may be kept. Raises InputError for one that is too short or too long."""
    _examine(pin)
    return f"scrypt:{_COST}:{_BLOCK}:{_LANES}:{salt.hex()}:{_scrypt(pin, salt, _COST, _BLOCK, _LANES).hex()}"


def fits(pin: str, secret: str) -> bool:
    """Whether a PIN is the one of a hash."""
    import hmac

    try:
        _, cost, block, lanes, salt, known = secret.split(":")
        found = _scrypt(pin[:MOST], bytes.fromhex(salt), int(cost), int(block), int(lanes))
    except ValueError:  # a hash that nobody made with ``hashed``
        return False
    return hmac.compare_digest(found.hex(), known)


def wait_after(failures: int) -> int:
    """Milliseconds to wait after so many wrong PINs in a row."""
    return 0 if failures <= 0 else min(1000 << min(failures - 1, 10), LONGEST_WAIT)


def protected(connection: sqlite3.Connection, where: object) -> frozenset[str]:
    """The ids of the learners who have a PIN."""
    return frozenset(learner for learner, secret, _, _ in _rows(connection, where) if secret)


def removed(connection: sqlite3.Connection, where: object) -> dict[str, int]:
    """Whose PIN was taken away without being given, and when (UTC, milliseconds since 1970)."""
    return {learner: last for learner, secret, _, last in _rows(connection, where) if not secret}


def put(connection: sqlite3.Connection, learner: str, secret: str, *, failures: int = 0, last: int = 0) -> None:
    """Keep a hash; "" says that the PIN was taken away, at ``last``, by somebody who did not know it."""
    connection.execute(
        "INSERT OR REPLACE INTO pins(learner, secret, failures, last, digest) VALUES (?, ?, ?, ?, ?)",
        (learner, secret, failures, last, digest_of(learner, secret, failures, last)),
    )


def remove(connection: sqlite3.Connection, learner: str) -> None:
    """The learner has no PIN any more, and nothing is said about it."""
    connection.execute("DELETE FROM pins WHERE learner = ?", (learner,))


def wait(connection: sqlite3.Connection, learner: str, now: int, where: object) -> int:
    """Milliseconds until the next try. now: UTC, milliseconds since 1970."""
    for known, _, failures, last in _rows(connection, where):
        if known == learner:
            # A clock that was set back must not make anybody wait for hours.
            return max(0, min(wait_after(failures), last + wait_after(failures) - now))
    return 0


def begin(connection: sqlite3.Connection, learner: str, now: int, where: object) -> Tried:
    """Count a try as a wrong one, until ``succeed`` takes that back. now: UTC, milliseconds since 1970."""
    for known, secret, failures, _ in _rows(connection, where):
        if known == learner and secret:
            if (left := wait(connection, learner, now, where)) > 0:
                return Tried("", left)
            put(connection, learner, secret, failures=failures + 1, last=now)
            return Tried(secret, wait_after(failures + 1))
    return Tried("", 0)


def succeed(connection: sqlite3.Connection, learner: str, where: object) -> None:
    """The PIN was right: wrong ones before are forgotten."""
    for known, secret, failures, _ in _rows(connection, where):
        if known == learner and failures:
            put(connection, learner, secret)


def hand_over(connection: sqlite3.Connection, learner: str, to: str) -> None:
    """Joined profiles keep the PIN of the one that stays, or else of the one that goes: joining opens nothing."""
    row = connection.execute("SELECT secret, failures, last FROM pins WHERE learner = ?", (learner,)).fetchone()
    kept = connection.execute("SELECT 1 FROM pins WHERE learner = ? AND secret <> ''", (to,)).fetchone()
    if row is not None and row[0] and kept is None:
        put(connection, to, str(row[0]), failures=int(row[1]), last=int(row[2]))
    remove(connection, learner)


def removed_words(at: int) -> str:
    """What a learner is told whose PIN somebody took away. at: UTC, milliseconds since 1970."""
    when = datetime.fromtimestamp(at / 1000, UTC).astimezone()
    return (
        f"Your PIN was taken away on {when.day} {when:%B %Y at %H:%M} by somebody who did not give it. "
        "Set a new one, or none, with 'quiz data pin'."
    )


def check(connection: sqlite3.Connection, where: object) -> None:
    """Raises StoreDamaged where a row is not as it was written."""
    _rows(connection, where)


def _rows(connection: sqlite3.Connection, where: object) -> list[tuple[str, str, int, int]]:
    found = []
    for learner, secret, failures, last, digest in connection.execute(
        "SELECT learner, secret, failures, last, digest FROM pins"
    ).fetchall():
        if digest_of(learner, secret, failures, last) != digest:
            raise damaged(where, "a PIN is not as it was written")
        found.append((str(learner), str(secret), int(failures), int(last)))
    return found


def _examine(pin: str) -> None:
    if not LEAST <= len(pin) <= MOST or pin != pin.strip() or not pin.isprintable():
        raise InputError(f"a PIN has {LEAST} to {MOST} letters, digits or signs; choose another")


def _scrypt(pin: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    import hashlib
    import unicodedata

    text = unicodedata.normalize("NFC", pin).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(text, salt=salt, n=1 << cost, r=block, p=lanes, maxmem=64 << 20, dklen=32)
