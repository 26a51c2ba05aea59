"""Copies of the store: written whole or not at all, and read back before they count."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from quiz.files import sync_folder
from quiz.store import checks
from quiz.store.checks import Damage
from quiz.store.connection import connect
from quiz.store.errors import BUSY, LOCKED, NewerStore, damaged, from_os, from_sqlite
from quiz.store.paths import Home, make_private_file, make_private_folder
from quiz.store.schedule import DAY, by_age, is_due, name_of, thin
from quiz.store.schema import APPLICATION_ID, MIGRATIONS, build, strangers, version_of
from quiz.text.sanitise import one_line

MOST_WAITS = 3
"""Times that a copy waits for another program's lock before it is given up."""

Change = Callable[[sqlite3.Connection], None]
Check = Callable[[sqlite3.Connection, object], list[Damage]]


class Kind(msgspec.Struct, frozen=True):
    """What tells one kind of store from others: its application, how many versions there are, how one is made, and all
    there is to check in one of the newest."""

    application: int
    versions: int
    build: Callable[[sqlite3.Connection, int], None]
    check: Check


PERSONAL = Kind(APPLICATION_ID, len(MIGRATIONS), build, checks.thorough)


def names(home: Home) -> list[str]:
    """The names of all backups, the newest first."""
    try:
        return by_age(os.listdir(home.backups))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise from_os(error, home.backups) from error


def write(
    connection: sqlite3.Connection, to: Path, change: Change | None = None, *, check: Check = checks.quick
) -> None:
    """Copy a live store to a file, which is there whole and checked, or is not there. Raises StoreError.

    change: what to do to the copy before it counts. check: what must find nothing wrong with it.
    """
    # Of its own name: two programs that open an older store at once both copy it first.
    part = to.with_name(f"{to.name}.{os.urandom(4).hex()}.part")
    try:
        os.close(make_private_file(part))
        _fill(part, connection, change, check)
        _sync_file(part)
        os.replace(part, to)
        sync_folder(to.parent)
    except sqlite3.Error as error:
        raise from_sqlite(error, to) from error
    except OSError as error:
        raise from_os(error, to) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def rewrite(source: Path, to: Path, change: Change | None = None, *, check: Check = checks.quick) -> None:
    """The same for a file that nobody uses, such as a backup; to may be that file itself. Raises StoreError."""
    try:
        connection = connect(source, "ro")
    except sqlite3.Error as error:
        raise from_sqlite(error, source) from error
    try:
        write(connection, to, change, check=check)
    finally:
        connection.close()


class _Patience:
    """Python's ``backup`` asks again for ever while another program holds the lock; this ends it.

    Each time SQLite has waited as long as the connection waits for a lock (see ``connection``).
    """

    def __init__(self) -> None:
        self._left = MOST_WAITS

    def __call__(self, status: int, _left: int, _pages: int) -> None:
        if status not in (BUSY, LOCKED):
            return
        self._left -= 1
        if not self._left:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode, error.sqlite_errorname = status, "SQLITE_BUSY"
            raise error


def _fill(part: Path, connection: sqlite3.Connection, change: Change | None, check: Check) -> None:
    copy = connect(part)
    try:
        # A copy that is cut short is thrown away, so it needs no journal; it is synced once, at the end.
        copy.execute("PRAGMA journal_mode = OFF").fetchall()
        copy.execute("PRAGMA synchronous = OFF")
        connection.backup(copy, progress=_Patience())
        if change is not None:
            change(copy)
        found = check(copy, part)
        if found:
            raise damaged(part, f"the copy is not good: {found[0].what}")
    finally:
        copy.close()


def write_when_due(
    connection: sqlite3.Connection,
    home: Home,
    now: int,
    *,
    period: int = DAY,
    latest: int = 1,
    check: Check = checks.quick,
) -> Path | None:
    """Make the day's backup if there is none yet, and thin out the old ones; returns the new one. Raises StoreError.

    now: UTC, milliseconds since 1970. period: milliseconds instead of a day. latest: how many of the newest stay.
    """
    if not is_due(names(home), now, period):
        return None
    make_private_folder(home.backups)
    to = home.backups / name_of(now)
    write(connection, to, check=check)
    for name in thin(names(home), now, latest):
        (home.backups / name).unlink(missing_ok=True)
    _drop_leavings(home, now)
    return to


def _drop_leavings(home: Home, now: int) -> None:
    """Remove what copies that were cut short have left."""
    for part in home.backups.glob("*.part"):
        with suppress(OSError):
            if now - part.stat().st_mtime * 1000 > DAY:
                part.unlink()


def verify(path: Path, kind: Kind = PERSONAL) -> list[Damage]:
    """What is wrong with a backup; an empty list where it can be restored. Does not change it."""
    try:
        copy = connect(path, "ro")
        try:
            # The file may be anybody's: nothing that is written in its schema may run.
            copy.execute("PRAGMA trusted_schema = OFF").fetchall()
            copy.execute("PRAGMA cell_size_check = ON").fetchall()
            if copy.execute("PRAGMA application_id").fetchone()[0] != kind.application:
                return [Damage(str(path), "not a store of this program, or one of another kind")]
            version = version_of(copy)
            if version > kind.versions:
                raise NewerStore(f"{path}: written by a newer version of this program; install that version")
            if strange := strangers(copy, kind.build):
                return [Damage(str(path), f"not as this program makes it ({one_line(', '.join(strange[:3]))})")]
            # An older one is checked after the migrations, which follow the restoring.
            return kind.check(copy, path) if version == kind.versions else []
        finally:
            copy.close()
    except sqlite3.Error as error:
        return [Damage(str(path), str(error))]


def newest_good(home: Home, kind: Kind = PERSONAL) -> Path | None:
    """The newest backup that is as it was written; None where there is none."""
    for name in names(home):
        path = home.backups / name
        try:
            if not verify(path, kind):
                return path
        except NewerStore:
            continue
    return None


def _sync_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
