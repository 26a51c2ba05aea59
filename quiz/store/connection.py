"""One connection to a database file, with settings that were read back."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quiz.store.errors import UnsuitableFolder

# How long to wait for another terminal's lock: at the start, where somebody looks at an empty screen, and later. SQLite
# asks again every tenth of a second, whoever else asks meanwhile: where three others write without a pause on a busy
# machine, one and a half seconds were too short a time to begin.
OPENING_MILLISECONDS = 4000
BUSY_MILLISECONDS = 5000

# TRUNCATE with FULL loses no acknowledged commit on a power cut, allows a second terminal, and stays clear of the
# WAL-reset bug of every SQLite before 3.51.3. temp_store keeps learners' words out of the machine's temporary folder.
_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("synchronous", "FULL", 2),
)


def connect(path: Path, mode: str = "rw", *, lent: bool = False) -> sqlite3.Connection:
    """Connect to an existing database file, without changing a byte of it.

    mode: ``rw`` or ``ro``. lent: for threads that take turns; otherwise for the calling thread only. Python's own
    transaction handling is off. Raises sqlite3.Error.
    """
    name = str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    if sys.platform == "win32":
        name = "///" + name.replace("\\", "/")
    return sqlite3.connect(
        f"file:{name}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=OPENING_MILLISECONDS / 1000,
        check_same_thread=not lent,
    )


def settle(connection: sqlite3.Connection, where: object, *, journal: str = "truncate") -> None:
    """Apply the settings of the store and read each one back.

    journal: ``truncate`` for a file, ``memory`` for a store without one. Raises UnsuitableFolder where one does not
    hold, since SQLite ignores some silently; sqlite3.Error.
    """
    wanted: list[tuple[str, str, object]] = [*_SETTINGS, ("journal_mode", journal, journal)]
    if sys.platform == "darwin":
        # A plain fsync leaves data in the drive's cache there.
        wanted.append(("fullfsync", "ON", 1))
    for name, value, expected in wanted:
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            raise UnsuitableFolder(
                f"{where}: SQLite here does not keep {name} = {value} (it says {found}); "
                "set QUIZ_HOME to a folder on a local disk"
            )


def be_patient(connection: sqlite3.Connection) -> None:
    """From now on wait for others' locks as long as a commit of theirs may take."""
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS:d}").fetchall()


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """All or nothing. IMMEDIATE takes the write lock at once: a lock that grows later ignores the time limit."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        # Some errors have already rolled back, and then ROLLBACK would be an error itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
