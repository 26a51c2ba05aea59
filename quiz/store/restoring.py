"""Putting a backup in a damaged store's place: the original is kept, what can be read in it is taken over.

At every moment the old file, or no file, or the whole new file stands in the store's place. Opening takes a missing
file beside backups for damage, and restoring again then goes on with the old file that was set aside.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import gmtime, strftime
from typing import NamedTuple

from quiz.files import sync_folder
from quiz.store import backups, salvage
from quiz.store.backups import PERSONAL, Kind
from quiz.store.connection import connect, settle, transaction
from quiz.store.errors import NoBackup, StoreDamaged, from_os, from_sqlite
from quiz.store.locks import Hold
from quiz.store.paths import Home, make_private_folder
from quiz.store.salvage import Salvage
from quiz.store.schema import migrate


class Restored(NamedTuple):
    """backup: what was restored, None for an empty store. aside: where the old files are, None if there were none.

    taken_over: how many events came from the old store that the backup did not have.
    """

    backup: Path | None
    aside: Path | None
    taken_over: int


def choose(home: Home, source: Path | None, kind: Kind = PERSONAL) -> Path:
    """The backup asked for, or the newest good one. Raises NoBackup, StoreDamaged, NewerStore."""
    if source is None:
        newest = backups.newest_good(home, kind)
        if newest is None:
            anew = ", or begin anew with --empty" if kind is PERSONAL else ""
            raise NoBackup(f"{home.backups}: no good backup is there; give the path of one{anew}")
        return newest
    if not source.is_file():
        raise NoBackup(f"{source}: no such file; give the path of a backup")
    found = backups.verify(source, kind)
    if found:
        raise StoreDamaged(f"{source}: {found[0].what}; choose another backup")
    return source


def restore(home: Home, now: int, source: Path | None, *, fresh: bool) -> Restored:
    """Put a backup in the store's place, with the readable events of the old store added.

    source: None for the newest good backup; fresh: where there is none, begin with an empty store.
    Raises StoreLocked while any program has the store open, NoBackup, StoreDamaged, NewerStore, StoreError.
    """
    make_private_folder(home.folder)
    hold = Hold.alone(home.lock)
    try:
        try:
            backup: Path | None = choose(home, source.absolute() if source else None)
        except NoBackup:
            if not fresh or source is not None:
                raise
            backup = None
        ready = home.folder / "store.restored"
        taken_over = _make_ready(ready, backup, _read_old(home))
        aside = set_aside(home, now, with_backups=backup is None)
        os.replace(ready, home.database)
        sync_folder(home.folder)
        return Restored(backup, aside, taken_over)
    except OSError as error:
        raise from_os(error, home.folder) from error
    finally:
        hold.release()


def _make_ready(ready: Path, backup: Path | None, old: Salvage) -> int:
    taken_over = 0

    def change(copy: sqlite3.Connection) -> None:
        nonlocal taken_over
        settle(copy, ready, journal="memory")
        migrate(copy)
        with transaction(copy):
            taken_over = salvage.add(copy, old, ready)

    with opened(backup) as connection:
        backups.write(connection, ready, change)
    return taken_over


@contextmanager
def opened(backup: Path | None) -> Iterator[sqlite3.Connection]:
    """A connection to a backup, or to an empty database. Raises StoreError."""
    try:
        connection = sqlite3.connect(":memory:", isolation_level=None) if backup is None else connect(backup, "ro")
    except sqlite3.Error as error:
        raise from_sqlite(error, backup) from error
    try:
        yield connection
    finally:
        connection.close()


def _read_old(home: Home) -> Salvage:
    database, journal = home.database, home.journal
    if not database.exists():
        # An earlier restoring was cut short after the old files had been moved.
        earlier = sorted(home.damaged.glob(f"*/{database.name}"))
        if not earlier:
            return Salvage([], [])
        database = earlier[-1]
        journal = database.with_name(journal.name)
    return salvage.read(database, journal)


def set_aside(home: Home, now: int, *, with_backups: bool) -> Path | None:
    """Move database and journal, under their names, to a new folder; None where there is nothing to move."""
    moving = [path for path in (home.database, home.journal) if os.path.lexists(path)]
    if with_backups:
        # None of them is good, and beside them an empty store would be taken for a lost one.
        moving += [home.backups / name for name in backups.names(home)]
    if not moving:
        return None
    make_private_folder(home.damaged)
    stamp, number = strftime("%Y%m%dT%H%M%SZ", gmtime(now // 1000)), 1
    while (aside := home.damaged / f"{stamp}-{number:03}").exists():
        number += 1
    make_private_folder(aside)
    # The database first: what must never be is this database without its journal, or its journal beside another.
    for path in moving:
        os.rename(path, aside / path.name)
    sync_folder(aside)
    sync_folder(home.folder)
    return aside
