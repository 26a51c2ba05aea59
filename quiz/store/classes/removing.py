"""A whole class, gone: its rows where a database keeps them, its folder, its keys and its backups."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from quiz.files import sync_folder
from quiz.store.classes import forgetting, roster
from quiz.store.classes.disk import ClassHome
from quiz.store.classes.opening import open_store
from quiz.store.errors import from_os
from quiz.store.locks import Hold

_GOING = ".going"


def remove_class(folder: Path, *, now: int) -> bool:
    """Delete the class in a folder; True where a database's owner has to clean what its files still hold.

    Raises StoreLocked while a server has it open, StoreError.
    """
    home = ClassHome(folder)
    in_database = home.place.exists()
    if in_database:
        store = open_store(folder, now=now)
        try:
            one = store.read(roster.the_class).result()
            if one is not None:
                store.write(lambda db: forgetting.remove_class(db, one.id)).result()
        finally:
            store.close()
    hold = Hold.alone(home.lock)
    try:
        # Under this name it is no class any more; whoever is stopped in the middle leaves nothing half alive.
        going = home.folder.with_name(f".{home.folder.name}{_GOING}")
        os.rename(home.folder, going)
        sync_folder(going.parent)
    except OSError as error:
        raise from_os(error, folder) from error
    finally:
        hold.release()
    shutil.rmtree(going, ignore_errors=True)
    return in_database


def remove_leavings(classes: Path) -> None:
    """What an earlier removal that was stopped has left."""
    for path in classes.glob(f".*{_GOING}"):
        with suppress(OSError):
            shutil.rmtree(path)
