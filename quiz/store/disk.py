"""Where a store's connection comes from: a file in the data folder, or memory for going on without saving."""

import os
import sqlite3
import threading

from quiz.store import checks, filesystems, learners, rows
from quiz.store.connection import be_patient, connect, settle, transaction
from quiz.store.errors import NewerStore, StoreError, StoreRefused, UnsuitableFolder, damaged, from_os
from quiz.store.locks import Hold
from quiz.store.paths import Home, check_private_file, make_private_file, make_private_folder
from quiz.store.schema import APPLICATION_ID, MIGRATIONS, migrate, version_of

# A file up to this size is checked while opening (a few milliseconds), a larger one when nothing else is asked for.
CHECKED_AT_ONCE = 2_000_000
RESERVE_BYTES = 1_000_000

# Closing a descriptor of the database drops all of SQLite's locks in this process, so making the file and
# connecting to it must not meet.
_making = threading.Lock()


def examine(connection: sqlite3.Connection, where: object, application: int, newest: int, foreign: str) -> int:
    """The version of a database's tables, 0 for a new file. Comes before everything that could change the file.

    application: the id that ours have. newest: the version this program writes. foreign: what is said of a file with
    another id. Raises StoreRefused, NewerStore, StoreDamaged.
    """
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    found = connection.execute("PRAGMA application_id").fetchone()[0]
    version = version_of(connection)
    if pages and found != application:
        raise StoreRefused(f"{where}: {foreign}")
    if version > newest:
        raise NewerStore(
            f"{where}: written by a newer version of this program (format {version}, this one knows {newest}); "
            "install that version. Nothing was changed"
        )
    if pages and version < 1:
        raise damaged(where, f"format {version}")
    return version


class FileDisk:
    lends = False
    """Whether threads take turns at its connection."""

    def __init__(self, home: Home, now: int) -> None:
        """now: UTC, milliseconds since 1970; names the backup that goes before a migration."""
        self._home = home
        self._now = now
        self._hold: Hold | None = None
        self._identity: tuple[int, int] | None = None
        self.low = False
        """True while the reserve is given up: little space is left."""

    @property
    def where(self) -> object:
        return self._home.database

    def connect(self, *, again: bool) -> sqlite3.Connection:
        if sqlite3.sqlite_version_info < (3, 37):
            raise UnsuitableFolder(f"SQLite {sqlite3.sqlite_version}: too old; 3.37 or later is needed, update Python")
        make_private_folder(self._home.folder)
        if self._hold is None:
            self._hold = self._take_hold()
        with _making:
            size = self._make_file(again)
            connection = connect(self._home.database, lent=self.lends)
        try:
            self._prepare(connection, thorough=again or size <= CHECKED_AT_ONCE)
        except UnicodeDecodeError as error:
            # SQLite names what is wrong with a schema in the schema's own words, and those are no text any more.
            connection.close()
            raise damaged(self._home.database, "its schema cannot be read") from error
        except BaseException:
            connection.close()
            raise
        return connection

    def _take_hold(self) -> Hold:
        filesystems.refuse_without_locks(self._home.folder, self._home.lock)
        return Hold.shared(self._home.lock)

    def _make_file(self, again: bool) -> int:
        home = self._home
        about = check_private_file(home.database)
        check_private_file(home.journal)
        if about is not None and about.st_size > 0:
            return about.st_size
        from quiz.store import backups

        if again or backups.names(home):
            raise damaged(home.database, "gone" if about is None else "empty")
        if about is None:
            os.close(make_private_file(home.database))
        return 0

    def _prepare(self, connection: sqlite3.Connection, *, thorough: bool) -> None:
        where = self._home.database
        advice = "move it away or 'quiz data restore' a backup"
        version = examine(connection, where, APPLICATION_ID, len(MIGRATIONS), f"another program's database; {advice}")
        settle(connection, where)
        if version == len(MIGRATIONS):
            # A lock that somebody holds and a file that may not be written show here, not at the first answer.
            with transaction(connection):
                pass
        else:
            if version > 0:
                from quiz.store import backups
                from quiz.store.schedule import name_of

                make_private_folder(self._home.backups)
                backups.write(connection, self._home.backups / name_of(self._now))
            migrate(connection)
        if thorough and (found := checks.quick(connection, where)):
            raise damaged(where, found[0].what)
        learners.finish_erasing(connection)
        rows.catch_up(connection, where)
        be_patient(connection)
        self._remember_place()

    def _remember_place(self) -> None:
        about = os.stat(self._home.database)
        self._identity = (about.st_dev, about.st_ino)

    def in_place(self) -> bool:
        try:
            about = os.stat(self._home.database)
        except OSError:
            return False
        return (about.st_dev, about.st_ino) == self._identity

    def keep_reserve(self) -> None:
        """Take the space that ``free_space`` gives back. Raises StoreFull where the disk has none, StoreError."""
        reserve = self._home.reserve
        about = check_private_file(reserve)
        if about is None or about.st_size < RESERVE_BYTES:
            try:
                with open(make_private_file(reserve), "wb") as file:
                    # Random, because a file system that compresses would keep no space for zeros.
                    file.write(os.urandom(RESERVE_BYTES))
            except OSError as error:
                self._drop_reserve()
                raise from_os(error, reserve) from error
        self.low = False

    def free_space(self) -> bool:
        dropped = self._drop_reserve()
        self.low = self.low or dropped
        return dropped

    def _drop_reserve(self) -> bool:
        try:
            os.unlink(self._home.reserve)
        except OSError:
            return False
        return True

    def release(self) -> None:
        if self._hold is not None:
            self._hold.release()
            self._hold = None


class MemoryDisk:
    low = False
    where = "memory"

    def connect(self, *, again: bool) -> sqlite3.Connection:
        if again:
            raise StoreError("memory: the attempt that was not saved is lost; start it again")
        connection = sqlite3.connect(":memory:", isolation_level=None)
        settle(connection, self.where, journal="memory")
        migrate(connection)
        rows.catch_up(connection, self.where)
        return connection

    def in_place(self) -> bool:
        return True

    def keep_reserve(self) -> None:
        pass

    def free_space(self) -> bool:
        return False

    def release(self) -> None:
        pass
