"""A class's database file: one server has it open, alone, through one connection.

WAL with FULL, which keeps every acknowledged commit through a power cut. The WAL-reset bug of every SQLite before
3.51.3 needs two connections; the lock beside the file and SQLite's own exclusive one keep a second one out.
"""

import sqlite3
from pathlib import Path

from quiz.store import backups, filesystems
from quiz.store.classes import checks, cleaning
from quiz.store.classes.schema import APPLICATION_ID, MIGRATIONS, migrate
from quiz.store.connection import be_patient, settle, transaction
from quiz.store.disk import FileDisk, examine
from quiz.store.errors import StoreLocked, damaged
from quiz.store.locks import Hold
from quiz.store.paths import Home, make_private_folder
from quiz.store.schedule import name_of

CACHE_KIB = 32 * 1024
"""For pages of the database: with the two megabytes of old a class of 200 would read some of them for every answer."""


CHECKPOINT_PAGES = 4_000
"""Pages (16 MB) that the log grows to before they are moved to the database."""


class ClassHome(Home):
    """A class's folder and the names of what its server keeps in it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.database = self.folder / "class.db"
        self.journal = self.folder / "class.db-wal"
        self.lock = self.folder / "class.lock"
        self.reserve = self.folder / "class.reserve"
        self.pepper = self.folder / "pepper"
        self.key = self.folder / "key.pem"
        self.certificate = self.folder / "certificate.pem"
        self.control = self.folder / "control.sock"
        self.place = self.folder / "database.json"
        self.sets = self.folder / "sets.json"
        self.doors = self.folder / "doors.json"
        self.hand_in_key = self.folder / "hand-ins.key"


class ClassDisk(FileDisk):
    """As the personal store's disk, with a class's tables and for one program at a time."""

    lends = True

    def _take_hold(self) -> Hold:
        filesystems.refuse_without_locks(self._home.folder, self._home.lock)
        try:
            return Hold.alone(self._home.lock)
        except StoreLocked as error:
            raise StoreLocked(
                f"{self._home.folder}: a server of this class is running; 'quiz class watch' shows it"
            ) from error

    def _prepare(self, connection: sqlite3.Connection, *, thorough: bool) -> None:
        where = self._home.database
        foreign = f"not a class's database; move it away, or take one from {self._home.backups}"
        version = examine(connection, where, APPLICATION_ID, len(MIGRATIONS), foreign)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        settle(connection, where, journal="wal")
        if version == len(MIGRATIONS):
            # A lock that somebody holds and a file that may not be written show here, not at the first answer.
            with transaction(connection):
                pass
        else:
            if version > 0:
                make_private_folder(self._home.backups)
                backups.write(connection, self._home.backups / name_of(self._now), check=checks.quick)
            migrate(connection)
        if thorough and (found := checks.quick(connection, where)):
            raise damaged(where, found[0].what)
        cleaning.clean(connection, self._home)  # where an earlier run was stopped before it came to that
        be_patient(connection)
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB:d}").fetchall()
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES:d}").fetchall()
        self._remember_place()
