"""The class's key for hand-ins: 64 random bytes in its folder, from which both of its pairs of keys grow."""

import os
from pathlib import Path

from quiz.classroom.packs import ClassKeys
from quiz.errors import InputError
from quiz.files import sync_folder
from quiz.store.classes.disk import ClassHome
from quiz.store.paths import check_private_file, make_private_file

_BYTES = 64


def key_file(folder: Path) -> Path:
    """Where the key of the class in a folder is."""
    return ClassHome(folder).hand_in_key


def read_keys(folder: Path) -> ClassKeys:
    """Raises InputError where there is none or it is cut short, StoreError."""
    path = key_file(folder)
    if check_private_file(path) is None:
        raise InputError(
            f"{path}: the key is not there; put your copy of it back. Without it no hand-in can be opened, by anybody"
        )
    secret = path.read_bytes()
    if len(secret) != _BYTES:
        raise InputError(f"{path}: the key is damaged; put your copy of it back. Without it no hand-in can be opened")
    return ClassKeys(secret)


def make_keys(folder: Path) -> None:
    """Make the key where there is none yet. Raises StoreError."""
    path = key_file(folder)
    if check_private_file(path) is not None:
        return
    with open(make_private_file(path), "wb") as file:
        file.write(os.urandom(_BYTES))
        file.flush()
        os.fsync(file.fileno())
    sync_folder(folder)
