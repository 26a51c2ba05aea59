"""The thin layer between our statements and a database: a transaction is a function that is given a ``Db``.

Statements are written once, in the SQL that SQLite and PostgreSQL share: ``?`` for values, ``INSERT .. ON CONFLICT``,
``FOR UPDATE`` (perhaps ``OF`` one of the tables) at the end of a SELECT whose row is changed later in the transaction,
and in tables only TEXT, INTEGER (64 bits) and REAL. An adapter turns what its database writes differently; nothing else
knows which one it is.
"""

import sqlite3
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from typing import Any, Literal, Protocol

Value = str | int | float | None
Row = tuple[object, ...]

Side = Literal["learner", "marker"]
"""For whom a transaction runs. Where the database knows rights, a learner's may not read a key but in ``marking``."""


class Db(Protocol):
    """An open transaction.

    kept: what may be remembered of the store from one transaction to the next, by attempt; None where somebody else may
    have changed it meanwhile. It is emptied when anybody else writes, and when what was done does not come to stay.
    """

    kept: dict[str, Any] | None

    def rows(self, statement: str, *values: Value) -> list[Row]:
        """Every row of a SELECT."""

    def row(self, statement: str, *values: Value) -> Row | None:
        """The first row of a SELECT, None where there is none."""

    def run(self, statement: str, *values: Value) -> int:
        """Change something; how many rows."""

    def marking(self) -> AbstractContextManager[None]:
        """Inside, keys may be read, whoever the transaction runs for."""


class SqliteDb:
    """Where there is one connection for all, nobody else can change a row that was read: FOR UPDATE is left out."""

    def __init__(self, connection: sqlite3.Connection, kept: dict[str, Any] | None = None) -> None:
        self._execute = connection.execute
        self.kept = kept

    def rows(self, statement: str, *values: Value) -> list[Row]:
        return self._execute(_for_sqlite(statement), values).fetchall()

    def row(self, statement: str, *values: Value) -> Row | None:
        found: Row | None = self._execute(_for_sqlite(statement), values).fetchone()
        return found

    def run(self, statement: str, *values: Value) -> int:
        return self._execute(_for_sqlite(statement), values).rowcount

    def marking(self) -> AbstractContextManager[None]:
        return nullcontext()  # SQLite knows no rights: the file is this account's


@lru_cache(maxsize=500)
def _for_sqlite(statement: str) -> str:
    if statement.startswith("CREATE TABLE"):
        return f"{statement} STRICT"
    return without_lock(statement)


def without_lock(statement: str) -> str:
    """A SELECT that lets others change the row meanwhile."""
    return statement.partition(" FOR UPDATE")[0]
