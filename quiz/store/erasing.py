"""Taking a learner out of the backups too."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from quiz.store import backups, learners
from quiz.store.connection import settle
from quiz.store.errors import StoreError, from_os
from quiz.store.paths import Home
from quiz.store.schema import migrate


def clean_backups(home: Home, learners_: Sequence[str]) -> tuple[list[Path], list[Path]]:
    """Erase learners (ids) from every backup; returns those cleaned, and those removed since they could not be.

    A backup is replaced only by its whole, cleaned and checked copy. Raises StoreError where a file cannot be removed.
    """
    cleaned, dropped = [], []
    for name in backups.names(home):
        path = home.backups / name
        try:
            backups.rewrite(path, path, lambda copy: _erase(copy, learners_))
            cleaned.append(path)
        except (StoreError, sqlite3.Error):
            # A damaged backup may hold the learner's words and is of no other use.
            try:
                os.unlink(path)
            except OSError as error:
                raise from_os(error, path) from error
            dropped.append(path)
    return cleaned, dropped


def _erase(copy: sqlite3.Connection, learners_: Sequence[str]) -> None:
    settle(copy, "backup", journal="memory")
    migrate(copy)
    for learner in learners_:
        learners.erase(copy, learner)
