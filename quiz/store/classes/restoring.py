"""Putting a backup in the place of a class's store. The files that were there are kept beside it.

What came after the backup was made is taken over from them as far as it can be read; it also stands in learners'
outboxes, and is sent again or imported. Whoever was erased
since then stays erased, and everybody logs in again: a session that had been ended must not come back.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import msgspec

from quiz.files import sync_folder
from quiz.store import backups, restoring
from quiz.store.backups import Kind
from quiz.store.checks import Damage
from quiz.store.classes import checks, forgetting, salvage
from quiz.store.classes.db import SqliteDb
from quiz.store.classes.disk import ClassHome
from quiz.store.classes.forgetting import ErasedRow
from quiz.store.classes.salvage import Old, TakenOver
from quiz.store.classes.schema import APPLICATION_ID, MIGRATIONS, migrate
from quiz.store.connection import connect, settle, transaction
from quiz.store.errors import StoreRefused, from_os
from quiz.store.locks import Hold
from quiz.store.paths import make_private_folder

CLASS = Kind(APPLICATION_ID, len(MIGRATIONS), migrate, checks.thorough)


class Restored(NamedTuple):
    """aside: where the old files are, None if there were none. sure: whether it is known who was erased since.

    taken: what came from the old files; None where nothing of them could be read.
    """

    backup: Path
    aside: Path | None
    sure: bool
    taken: TakenOver | None


class Drilled(NamedTuple):
    """What a backup holds when it is restored for a trial; found is empty where all of it is good."""

    backup: Path
    learners: int
    attempts: int
    events: int
    found: list[Damage]


def restore(folder: Path, now: int, source: Path | None) -> Restored:
    """Put a backup (by default the newest good one) in the store's place.

    now: UTC milliseconds. Raises StoreLocked while a server runs, NoBackup, StoreDamaged, NewerStore, StoreError.
    """
    home = _home(folder)
    make_private_folder(home.folder)
    hold = Hold.alone(home.lock)
    try:
        backup = restoring.choose(home, source.absolute() if source else None, CLASS)
        erased, old = _read_old(home)
        taken: TakenOver | None = None

        def change(copy: sqlite3.Connection) -> None:
            nonlocal taken
            taken = _make_ready(copy, erased or (), old)

        ready = home.folder / "class.restored"
        with restoring.opened(backup) as connection:
            backups.write(connection, ready, change, check=checks.thorough)
        aside = restoring.set_aside(home, now, with_backups=False)
        os.replace(ready, home.database)
        sync_folder(home.folder)
        # The backups of the folder are cleaned when somebody is erased; a copy from elsewhere is not.
        return Restored(backup, aside, erased is not None or backup.parent == home.backups, taken)
    except OSError as error:
        raise from_os(error, home.folder) from error
    finally:
        hold.release()


def drill(folder: Path, source: Path | None) -> Drilled:
    """Restore a backup (by default the newest good one) into a temporary folder, check all of it, and throw it away."""
    home = _home(folder)
    backup = restoring.choose(home, source, CLASS)
    with tempfile.TemporaryDirectory(prefix="drill-", dir=home.folder) as place, restoring.opened(backup) as connection:
        trial = Path(place) / "class.db"
        backups.write(connection, trial, lambda copy: _make_ready(copy, ()) and None, check=checks.thorough)
        with closing(connect(trial)) as copy:
            row = copy.execute(_COUNTS).fetchone()
            learners, attempts, events = msgspec.convert(row, tuple[int, int, int])
            return Drilled(backup, learners, attempts, events, checks.thorough(copy, backup))


_COUNTS = "SELECT (SELECT COUNT(*) FROM learners), (SELECT COUNT(*) FROM attempts), (SELECT COUNT(*) FROM events)"


def _home(folder: Path) -> ClassHome:
    home = ClassHome(folder)
    if home.place.exists():
        raise StoreRefused(f"{folder}: PostgreSQL keeps this class, with backups of its own; see docs/deploy.md")
    return home


def _make_ready(copy: sqlite3.Connection, erased: Sequence[ErasedRow], old: Old | None = None) -> TakenOver | None:
    """Bring a copy up to date, without whoever was erased; what of the old store was added."""
    settle(copy, "backup", journal="memory")
    migrate(copy)
    db = SqliteDb(copy)
    with transaction(copy):
        for one in erased:
            forgetting.remove(db, one.class_id, one.learner)
            forgetting.note_erased(db, one.class_id, one.learner, 0)
        forgetting.note_cleaned(db)
        db.run("DELETE FROM tokens")
        gone = {(one.class_id, one.learner) for one in forgetting.every_erased(db)}
        taken = None if old is None else salvage.add(db, old, gone)
    if erased:
        copy.execute("VACUUM")
    return taken


def _read_old(home: ClassHome) -> tuple[list[ErasedRow] | None, Old | None]:
    """Who was ever erased, and all there is, by the store that is to be put aside; None where that cannot be read."""
    if not home.database.exists():
        return None, None
    with tempfile.TemporaryDirectory(prefix="reading-", dir=home.folder) as place:
        copy = Path(place) / home.database.name
        for path in (home.database, home.journal):
            if path.exists():
                shutil.copyfile(path, copy.with_name(path.name))
        try:
            with closing(connect(copy)) as connection:
                # Where it is not known who was erased, nothing is taken over that might bring somebody back.
                return forgetting.every_erased(SqliteDb(connection)), salvage.read(connection)
        except sqlite3.Error:
            return None, None
