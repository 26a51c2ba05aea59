"""Which class a line leads to: a server's, or that of a folder which ``quiz class pack`` wrote."""

import os
from importlib.util import find_spec
from pathlib import Path

from quiz.classroom.address import read_join_line
from quiz.classroom.client.visit import Visit
from quiz.errors import InputError

PACK = "sitting.pack"


def visit_at(line: str, data: Path) -> Visit:
    """A visit to the class that a join line or the path of a folder names. data: the account's data folder.

    Raises InputError that says what to check.
    """
    folder = _folder(line)
    if folder is None:
        return Visit(read_join_line(line), data)
    if not find_spec("nacl"):
        raise InputError("join: a part is missing; install it with: pip install 'closeread[class]'")
    from quiz.classroom.client.folder import FolderVisit

    return FolderVisit(folder, data)


def _folder(line: str) -> Path | None:
    typed = line.strip().removeprefix("quiz join ").strip().strip("'\"")
    if not typed or "\0" in typed:
        return None
    path = Path(os.path.expanduser(typed))
    if path.name == PACK:
        path = path.parent
    try:
        if path.is_dir():
            return path.absolute()
    except OSError:
        return None
    return None
