"""Where the classes of this account are, and which one a teacher means."""

import os
import re
import time
from pathlib import Path

from quiz.articles.library import Library, shipped, usual_roots
from quiz.classroom.server.direct import Office, office
from quiz.errors import InputError
from quiz.files import read_text
from quiz.store import backups
from quiz.store.classes.disk import ClassHome
from quiz.store.classes.opening import is_class
from quiz.store.paths import data_folder
from quiz.text.normalise import normalise

LONGEST = 40


def classes_folder() -> Path:
    return data_folder() / "classes"


def folder_name(title: str) -> str:
    """A plain name for a class's folder. Raises InputError where the title has no letter or digit."""
    plain = re.sub(r"[^a-z0-9]+", "-", normalise(title)).strip("-")[:LONGEST].strip("-")
    if not plain:
        raise InputError(f"{title[:60]!r}: a class needs a name with a letter a-z or a digit in it, such as 7b")
    return plain


def every(*, lost: bool = False) -> list[Path]:
    """The folders of all classes, by name. lost: also those whose store is gone while backups are there."""
    try:
        folders = [path for path in classes_folder().iterdir() if path.name[0] != "."]
        found = sorted(path for path in folders if is_class(path) or (lost and backups.names(ClassHome(path))))
    except OSError:  # none yet
        return []
    return found


def choose(name: str | None, *, lost: bool = False) -> Path:
    """The class of this name, or the only one there is. lost: as in ``every``. Raises InputError."""
    known = every(lost=lost)
    if name is not None:
        wanted = folder_name(name)
        for path in known:
            if path.name == wanted:
                return path
        names = ", ".join(path.name for path in known) or "none yet"
        raise InputError(f"{name[:60]!r}: no class of this name; there are: {names}")
    if not known:
        raise InputError("no class yet; 'quiz class new' makes one")
    if len(known) > 1:
        raise InputError(f"several classes: {', '.join(path.name for path in known)}; name one with --class")
    return known[0]


def library() -> Library:
    """Where sets are found, from here."""
    return Library(usual_roots(os.environ, Path.cwd(), data_folder()))


def known_key(set_name: str) -> str:
    """A line that warns of a set that comes with closeread, "" for any other. set_name: an id or a path."""
    try:
        path = library().set_path(set_name)
        theirs = Library([shipped()]).set_paths().get(path.stem)
        if theirs is None or read_text(path) != read_text(theirs):
            return ""
    except InputError:
        return ""  # it was there when the sitting was made
    return (
        f"Careful: {path.stem} comes with closeread, so everybody who has the program can print its key. For a test "
        "that counts write a set of your own ('quiz new'); use this one for practice."
    )


def office_of(name: str | None, *, timeout: float = 10.0) -> Office:
    """The class a teacher means: its server, or the class itself where none is running."""
    return office(choose(name), library, timeout=timeout)


def last_day(expires: int) -> str:
    """The last day of a class, from UTC milliseconds."""
    return time.strftime("%Y-%m-%d", time.gmtime(expires // 1000))
