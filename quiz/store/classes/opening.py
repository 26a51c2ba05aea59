"""Where a class's events are kept: a file in its folder, or a database that the folder names."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from quiz.errors import InputError, missing
from quiz.files import read_text, write_atomically
from quiz.store.classes.disk import ClassHome
from quiz.store.classes.store import ClassStore
from quiz.store.paths import make_private_folder

if TYPE_CHECKING:
    from quiz.store.classes.postgres import PgStore

    AnyStore = ClassStore | PgStore


class _Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """url: as libpq takes it; it may hold a password, and the file is for this account alone."""

    url: str
    class_id: str


def is_class(folder: Path) -> bool:
    """Whether a class is kept in a folder, or by a database that it names."""
    home = ClassHome(folder)
    return home.database.exists() or home.place.exists()


def open_store(folder: Path, *, now: int) -> "AnyStore":
    """The store of the class in a folder. now: UTC milliseconds. Raises InputError, StoreError."""
    home = ClassHome(folder)
    if not home.place.exists():
        return ClassStore.open(folder, now=now)
    try:
        place = msgspec.json.decode(read_text(home.place), type=_Place)
    except msgspec.DecodeError as error:
        raise InputError(f"{home.place}: {error}; take it from another server of this class") from error
    return _postgres().open(place.url, place.class_id, folder)


def new_store(folder: Path, class_id: str, database: str, *, now: int) -> "AnyStore":
    """The store of a new class, in PostgreSQL where database is a URL. Raises InputError, StoreError."""
    if not database:
        return ClassStore.open(folder, now=now)
    store = _postgres().open(database, class_id, folder)
    try:
        make_private_folder(folder)
        write_atomically(ClassHome(folder).place, msgspec.json.encode(_Place(database, class_id)))
    except BaseException:
        store.close()
        raise
    return store


def _postgres() -> "type[PgStore]":
    try:
        from quiz.store.classes.postgres import PgStore
    except ImportError:
        raise missing("PostgreSQL needs an extra", "postgres") from None
    return PgStore
