"""A class's store in PostgreSQL, for a school whose classes need several servers.

Every transaction runs in one of two roles that own nothing: ``closeread_learner``, which may not read a key, and
``closeread_marker``. Row-level security keeps each class to itself. What ``quiz class database`` has to prepare is in
``postgres_tables``.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import ConnectionPool, PoolTimeout

from quiz.store.checks import Damage
from quiz.store.classes import checks
from quiz.store.classes.cleaning import Cleaned
from quiz.store.classes.db import Db, Row, Side, Value, without_lock
from quiz.store.classes.disk import ClassHome
from quiz.store.classes.postgres_tables import LEARNER, MARKER, SCHEMA, refuse_unprepared
from quiz.store.errors import StoreClosed, StoreError, StoreFailed, StoreFull, StoreReadOnly, StoreRefused

T = TypeVar("T")
Connection = psycopg.Connection[tuple[Any, ...]]

ROLES: dict[Side, str] = {"learner": LEARNER, "marker": MARKER}

CONNECTIONS = 8
PATIENCE = 5.0
"""Seconds to wait for a connection, for a statement, and for a transaction that has to be run again."""

# Two transactions met; nothing was done by ours.
_AGAIN = (errors.SerializationFailure, errors.DeadlockDetected, errors.UniqueViolation, errors.LockNotAvailable)


class PgDb:
    """An open transaction. The role it runs in has been set."""

    kept: dict[str, Any] | None = None

    def __init__(
        self, cursor: psycopg.Cursor[tuple[Any, ...]], side: Side = "marker", *, reading: bool = False
    ) -> None:
        """reading: nothing will be changed, so no row has to wait for anybody."""
        self._cursor = cursor
        self._side = side
        self._reading = reading

    def rows(self, statement: str, *values: Value) -> list[Row]:
        return self._execute(statement, values).fetchall()

    def row(self, statement: str, *values: Value) -> Row | None:
        return self._execute(statement, values).fetchone()

    def run(self, statement: str, *values: Value) -> int:
        return self._execute(statement, values).rowcount

    def _execute(self, statement: str, values: tuple[Value, ...]) -> psycopg.Cursor[tuple[Any, ...]]:
        if self._reading:
            statement = without_lock(statement)
        return self._cursor.execute(for_postgres(statement), values)

    @contextmanager
    def marking(self) -> Iterator[None]:
        self._become(MARKER)
        yield
        self._become(ROLES[self._side])

    def _become(self, role: str) -> None:
        self._cursor.execute(b"SELECT set_config('role', %s, true)", (role,))


@lru_cache(maxsize=500)
def for_postgres(statement: str) -> bytes:
    """A statement in PostgreSQL's words."""
    if statement.startswith("CREATE TABLE"):
        statement = statement.replace("INTEGER", "BIGINT").replace("REAL", "DOUBLE PRECISION")
    return statement.replace("%", "%%").replace("?", "%s").encode()


class PgStore:
    """As ``ClassStore``, over connections to one database. Several processes may have it open."""

    def __init__(self, url: str, class_id: str, home: ClassHome) -> None:
        self.home = home
        self.low = False
        self._class = class_id
        self._where = name_of(url)
        self._pool = ConnectionPool(
            url,
            min_size=1,
            max_size=CONNECTIONS,
            timeout=PATIENCE,
            max_waiting=10_000,
            # The pool waits longer after each failure; given up, it begins anew with the next that is asked for.
            reconnect_timeout=PATIENCE,
            check=ConnectionPool.check_connection,
            kwargs={"options": _OPTIONS, "connect_timeout": 5, "application_name": "closeread"},
            open=False,
            name="store",
        )
        self._threads = ThreadPoolExecutor(CONNECTIONS, "store")
        self._closed = False

    @classmethod
    def open(cls, url: str, class_id: str, folder: Path) -> "PgStore":
        """Connect, and refuse a server that could lose what it has acknowledged. Raises StoreError."""
        store = cls(url, class_id, ClassHome(folder))
        try:
            with psycopg.connect(url, options=_OPTIONS, connect_timeout=5) as connection:
                refuse_unprepared(connection, store._where)
            store._pool.open(wait=True, timeout=PATIENCE)
        except psycopg.Error as error:
            store.close()
            raise from_postgres(error, store._where) from error
        except BaseException:
            store.close()
            raise
        return store

    def now(self) -> int:
        """UTC milliseconds by the database's clock, the one that all servers share. Raises StoreError."""
        found = self.read(lambda db: db.row("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"))
        row = found.result()
        assert row is not None  # noqa: S101  a SELECT without FROM has one row
        return int(str(row[0]))

    def write(self, run: Callable[[Db], T], side: Side = "marker") -> "Future[T]":
        """All or nothing; an exception of ``run`` undoes what it did. It is run again where two transactions met."""
        return self._submit(run, side, reading=False)

    def read(self, run: Callable[[Db], T], side: Side = "marker") -> "Future[T]":
        """As ``write``, where nothing is changed: it sees one moment."""
        return self._submit(run, side, reading=True)

    def write_here(self, works: Sequence[Callable[[Db], Any]]) -> None:
        """Nothing: each work has a transaction of its own, since two that lock many rows would wait for one another."""

    def back_up(self, now: int) -> "Future[Path | None]":  # noqa: ARG002  backups are the database's own
        """Nothing."""
        done: Future[Path | None] = Future()
        done.set_result(None)
        return done

    def look_after(self, now: int) -> "Future[Path | None]":  # noqa: ARG002  backups are the database's own
        """See again that the server keeps what it acknowledges."""

        def look() -> Path | None:
            with self._pool.connection() as connection:
                refuse_unprepared(connection, self._where)
            return None

        return self._threads.submit(self._told, look)

    def clean(self) -> "Future[Cleaned]":
        """Nothing: what the database's files and backups still hold is for its owner to clean."""
        done: Future[Cleaned] = Future()
        done.set_result(Cleaned(by_owner=True))
        return done

    def check(self, class_id: str) -> "Future[list[Damage]]":
        """What does not follow from what in the chains of events; empty where all is well."""
        return self.read(lambda db: checks.chains(db, class_id))

    def close(self, timeout: float = 10.0) -> bool:
        self._closed = True
        self._threads.shutdown(wait=True)
        self._pool.close(timeout)
        return True

    def _submit(self, run: Callable[[Db], T], side: Side, *, reading: bool) -> "Future[T]":
        if self._closed:
            failed: Future[T] = Future()
            failed.set_exception(StoreClosed(f"{self._where}: already closed; start the program again"))
            return failed
        return self._threads.submit(self._told, lambda: self._tried(run, side, reading=reading))

    def _told(self, run: Callable[[], T]) -> T:
        try:
            return run()
        except (psycopg.Error, PoolTimeout) as error:
            raise from_postgres(error, self._where) from error

    def _tried(self, run: Callable[[Db], T], side: Side, *, reading: bool) -> T:
        end, pause = time.monotonic() + PATIENCE, 0.002
        while True:
            committing = False
            try:
                with self._pool.connection() as connection, connection.cursor() as cursor:
                    if reading:
                        cursor.execute(_ONE_MOMENT)
                    cursor.execute(_BEGIN, (ROLES[side], self._class))
                    found = run(PgDb(cursor, side, reading=reading))
                    committing = True
                    connection.commit()
                    return found
            except _AGAIN:
                if time.monotonic() > end:
                    raise
            except psycopg.OperationalError:
                # Gone in the middle: nothing was done unless it was the commit, of which nobody knows.
                if committing or time.monotonic() > end:
                    raise
            # Those who met each other must not come back together.
            time.sleep(random.uniform(pause / 2, pause))
            pause = min(2 * pause, 0.2)


_OPTIONS = (
    f"-c search_path={SCHEMA} -c statement_timeout={int(PATIENCE * 1000)} -c lock_timeout=3000 "
    "-c idle_in_transaction_session_timeout=10000"
)
_ONE_MOMENT = b"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
_BEGIN = b"SELECT set_config('role', %s, true), set_config('closeread.class', %s, true)"


def name_of(url: str) -> str:
    """A database as it may be shown: without its password."""
    parts = conninfo_to_dict(url)
    return f"postgresql://{parts.get('host') or 'localhost'}/{parts.get('dbname') or ''}"


def from_postgres(error: Exception, where: str) -> StoreError:
    """The StoreError for a driver's error about the database ``where``."""
    said = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
    if isinstance(error, errors.DiskFull):
        return StoreFull(f"{where}: its disk is full; make room there")
    if isinstance(error, errors.InsufficientPrivilege):
        return StoreReadOnly(f"{where}: no right to do this ({said}); run 'quiz class database' again as its owner")
    if isinstance(error, errors.InvalidPassword | errors.InvalidAuthorizationSpecification):
        return StoreRefused(f"{where}: the login was refused; check the user and password")
    return StoreFailed(f"{where}: {said}; check that the database runs and can be reached")
