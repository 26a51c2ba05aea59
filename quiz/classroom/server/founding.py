"""A new class: its folder, its store, and a PIN for each learner."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec

from quiz.classroom.roster import Learner, folded
from quiz.classroom.server import pins
from quiz.classroom.server.certificate import ensure_key
from quiz.classroom.slips import Slip
from quiz.errors import InputError
from quiz.files import read_text, write_atomically
from quiz.store.classes import roster, sittings
from quiz.store.classes.db import Db
from quiz.store.classes.disk import ClassHome
from quiz.store.classes.opening import new_store
from quiz.store.classes.roster import ClassRow, Member


def found(
    folder: Path,
    title: str,
    people: Sequence[Learner],
    *,
    expires: int,
    now: int,
    database: str = "",
    sets: Sequence[str] = (),
) -> list[Slip]:
    """Make a class in a new folder; its learners' PINs, which are shown once and never again.

    expires, now: UTC milliseconds. database: where PostgreSQL keeps it, "" for a file in the folder.
    sets: what its sittings are about, by id or path.
    Raises InputError where the folder is there already or two learners have one name.
    """
    must_be_new(folder)
    pepper_from = folder / "pepper"
    try:
        class_id = os.urandom(16).hex()
        store = new_store(folder, class_id, database, now=now)
        try:
            pepper = pins.read_pepper(pepper_from)
            ensure_key(store.home)
            if sets:
                write_atomically(store.home.sets, msgspec.json.encode(sets))
            slips = [(one, "" if one.uid is not None else pins.new_pin()) for one in people]
            rows = [_row(one, pin, pepper, now) for one, pin in slips]

            def run(db: Db) -> None:
                roster.add_class(db, ClassRow(class_id, title, now, expires))
                for row in rows:
                    if not roster.add_member(db, class_id, row):
                        raise InputError(f"{row.name}: twice on the roster; give one of them another name")
                sittings.note(db, class_id, now, "teacher", "new", "{}")

            store.write(run).result()
        finally:
            store.close()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return [Slip(one.name, pin) for one, pin in slips]


def must_be_new(folder: Path) -> None:
    """Raises InputError where a class's folder is there already."""
    if folder.exists():
        raise InputError(f"{folder.name}: there is a class of this name; choose another, or 'quiz class list'")


def sets_of(folder: Path) -> Sequence[str]:
    """The sets that were named when the class in a folder was made. Raises InputError."""
    path = ClassHome(folder).sets
    if not path.exists():
        return ()
    try:
        return msgspec.json.decode(read_text(path), type=tuple[str, ...])
    except msgspec.DecodeError as error:
        raise InputError(f"{path}: {error}; delete it, and name the set with --set") from error


def _row(one: Learner, pin: str, pepper: bytes, now: int) -> Member:
    salt = os.urandom(16).hex() if pin else ""
    hashed = pins.hash_pin(pepper, salt, pin) if pin else ""
    return Member(os.urandom(16).hex(), one.name, folded(one.name), one.uid, salt, hashed, now)
