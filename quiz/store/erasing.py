"""Taking a learner out of the backups too."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from quiz.store import backups, checks, learners
from quiz.store.backups import Change, Check
from quiz.store.connection import settle
from quiz.store.errors import StoreError, from_os
from quiz.store.paths import Home
from quiz.store.schema import migrate


def clean_backups(home: Home, erase: Change, *, check: Check = checks.quick) -> tuple[list[Path], list[Path]]:
    """Erase something from every backup; returns those cleaned, and those removed since they could not be.

    erase: what to do to a copy. A backup is replaced only by its whole, cleaned and checked copy; what copies that were
    cut short have left goes. Raises StoreError where a file cannot be removed.
    """
    cleaned, dropped = [], []
    for name in backups.names(home):
        path = home.backups / name
        try:
            backups.rewrite(path, path, erase, check=check)
            cleaned.append(path)
        except (StoreError, sqlite3.Error):
            # A damaged backup may hold the learner's words and is of no other use.
            try:
                os.unlink(path)
            except OSError as error:
                raise from_os(error, path) from error
            dropped.append(path)
    for part in home.backups.glob("*.part"):
        with suppress(OSError):
            part.unlink()
    return cleaned, dropped


def of_learners(ids: Sequence[str]) -> Change:
    """What takes learners out of a copy of the personal store."""

    def erase(copy: sqlite3.Connection) -> None:
        settle(copy, "backup", journal="memory")
        migrate(copy)
        for id_ in ids:
            learners.erase(copy, id_)

    return erase
