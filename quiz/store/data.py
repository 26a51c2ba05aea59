"""A learner's own data, for ``quiz data``: backup, restore and its drill, export, merge, delete.

Each opens the store itself.

folder is the data folder (``paths.data_folder``); now is UTC, milliseconds since 1970. All raise StoreError.
"""

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from quiz.files import read_bytes
from quiz.store import backups, erasing, merging, restoring
from quiz.store.checks import Damage
from quiz.store.errors import NoLearner, from_os
from quiz.store.learners import Learner
from quiz.store.merging import Merged
from quiz.store.paths import Home, make_private_folder
from quiz.store.restoring import Restored
from quiz.store.schedule import name_of
from quiz.store.store import Store
from quiz.store.study import clean_name

MOST_BYTES = 512 * 1024 * 1024
"""Of an export: some ten times a lifetime of practice."""


class Drilled(NamedTuple):
    """What a backup held when it was restored for a trial; found is empty where all of it is good."""

    backup: Path
    learners: int
    attempts: int
    events: int
    found: list[Damage]


class Deleted(NamedTuple):
    """attempts: erased from the store. backups: cleaned. dropped: backups that could not be cleaned and went whole.

    left: copies of damaged stores kept aside, which cannot be cleaned and may still hold the learner's words.
    """

    attempts: int
    backups: list[Path]
    dropped: list[Path]
    left: list[Path]


def backup(folder: Path, now: int, to: Path | None = None) -> Path:
    """Write a checked copy of the store to a file, by default among the scheduled ones; returns its path."""
    home = Home(folder)
    if to is None:
        make_private_folder(home.folder)
        make_private_folder(home.backups)
        to = home.backups / name_of(now)
    store = Store.open(folder, now=now)
    try:
        return store.backup(to.absolute()).result()
    finally:
        store.close()


def newest_backup(folder: Path) -> Path | None:
    """The newest backup that is as it was written; None where there is none."""
    return backups.newest_good(Home(folder))


def restore(folder: Path, now: int, source: Path | None = None, *, fresh: bool = False) -> Restored:
    """Put a backup (by default the newest good one) in the store's place; see ``restoring.restore``.

    fresh: where there is no good backup, go on with an empty store and what can be saved from the old one.
    """
    return restoring.restore(Home(folder), now, source, fresh=fresh)


def drill(folder: Path, source: Path | None = None) -> Drilled:
    """Restore a backup (by default the newest good one) into a temporary folder, check all of it, and throw it away."""
    home = Home(folder)
    source = restoring.choose(home, source)
    try:
        trial = Path(tempfile.mkdtemp(prefix="drill-", dir=home.folder if home.folder.is_dir() else None))
    except OSError as error:
        raise from_os(error, home.folder) from error
    try:
        backups.rewrite(source, Home(trial).database)
        store = Store.open(trial)
        try:
            found = store.check().result()
            standings = [] if found else store.standings().result()
            events = sum(standing.seq + 1 for standing in standings)
            return Drilled(source, len(store.learners().result()), len(standings), events, found)
        finally:
            store.close()
    finally:
        shutil.rmtree(trial, ignore_errors=True)


def export(folder: Path, learner: str, to: IO[str]) -> int:
    """Write everything kept about a learner (id or name) as JSON lines; returns how many."""
    store = Store.open(folder)
    try:
        lines = 0
        for line in store.export(find(store.learners().result(), learner).id):
            to.write(msgspec.json.encode(line).decode() + "\n")
            lines += 1
        return lines
    finally:
        store.close()


def merge(folder: Path, source: Path) -> Merged:
    """Add what an export holds and the store lacks. Raises InputError for a file that is no export."""
    people, attempts = merging.read(read_bytes(source, MOST_BYTES), source)
    people = [msgspec.structs.replace(learner, name=clean_name(learner.name)) for learner in people]
    store = Store.open(folder)
    try:
        return store.merge(people, attempts).result()
    finally:
        store.close()


def delete(folder: Path, learner: str) -> Deleted:
    """Take a learner (id or name), with all profiles joined into it, out of the store and every backup, for good."""
    store = Store.open(folder)
    try:
        return erase(store, folder, find(store.learners().result(), learner).id)
    finally:
        store.close()


def erase(store: Store, folder: Path | None, learner: str) -> Deleted:
    """The same in a store that is open, of a learner named by id. folder: None for a store in memory."""
    members = store.members(learner).result()
    attempts = store.delete_learner(learner).result()
    if folder is None:
        return Deleted(attempts, [], [], [])
    home = Home(folder)
    cleaned, dropped = erasing.clean_backups(home, erasing.of_learners(members))
    left = sorted(home.damaged.glob("*/*.db")) if home.damaged.is_dir() else []
    return Deleted(attempts, cleaned, dropped, left)


def find(learners: Iterable[Learner], wanted: str) -> Learner:
    """The learner of this id or name. Raises NoLearner."""
    known = list(learners)
    for learner in known:
        if wanted in (learner.id, learner.name):
            return learner
    names = ", ".join(learner.name for learner in known) or "nobody yet"
    raise NoLearner(f"{wanted}: no learner of this name; there is {names}")
