"""After an erasure: its words out of the backups, the write-ahead log and the free space of a class's file.

``secure_delete`` overwrites a row as it goes, but the log holds the page as it was, and a page that was rearranged may
hold a second copy. So: empty the log, write the file anew, empty the log again.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from quiz.store import erasing
from quiz.store.classes import checks, forgetting
from quiz.store.classes.db import SqliteDb
from quiz.store.classes.forgetting import ErasedRow
from quiz.store.classes.schema import migrate
from quiz.store.connection import settle, transaction
from quiz.store.paths import Home


class Cleaned(NamedTuple):
    """backups: how many were cleaned. dropped: backups that could not be, and went whole.

    left: copies of damaged stores kept aside, which cannot be cleaned. by_owner: the database's owner has to do it.
    """

    backups: int = 0
    dropped: tuple[Path, ...] = ()
    left: tuple[Path, ...] = ()
    by_owner: bool = False


def clean(connection: sqlite3.Connection, home: Home) -> Cleaned:
    """Finish every erasure that is not finished. Not for use inside a transaction. Raises StoreError, sqlite3.Error."""
    erased = forgetting.uncleaned(SqliteDb(connection))
    if not erased:
        return Cleaned()
    cleaned, dropped = erasing.clean_backups(home, lambda copy: _erase(copy, erased), check=checks.quick)
    for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
        connection.execute(statement).fetchall()
    with transaction(connection):
        forgetting.note_cleaned(SqliteDb(connection))
    left = sorted(home.damaged.glob("*/*.db")) if home.damaged.is_dir() else []
    return Cleaned(len(cleaned), tuple(dropped), tuple(left))


def _erase(copy: sqlite3.Connection, erased: Sequence[ErasedRow]) -> None:
    settle(copy, "backup", journal="memory")
    migrate(copy)
    db = SqliteDb(copy)
    with transaction(copy):
        forgetting.forget_all_tries(db)
        for one in erased:
            forgetting.remove(db, one.class_id, one.learner)
    copy.execute("VACUUM")
