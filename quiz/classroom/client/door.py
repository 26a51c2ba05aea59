"""Which class a line leads to: a server's, or that of a folder which ``quiz class pack`` wrote."""

import os
import re
from importlib.util import find_spec
from pathlib import Path

from quiz.classroom.address import EXAMPLE, Address, read_join_line
from quiz.classroom.client.visit import Visit
from quiz.errors import InputError, missing

PACK = "sitting.pack"


def visit_at(line: str, data: Path) -> Visit:
    """A visit to the class that a join line or the path of a folder names. data: the account's data folder.

    Raises InputError that says what to check.
    """
    folder = _folder(line)
    if folder is None:
        return Visit(_address(line), data)
    if not find_spec("nacl"):
        raise missing("join: a part is not installed", "class")
    from quiz.classroom.client.folder import FolderVisit

    return FolderVisit(folder, data)


def _address(line: str) -> Address:
    try:
        return read_join_line(line)
    except InputError:
        typed = _typed(line)
        if typed and _PATH.match(typed) and not _CODE.search(typed):
            raise InputError(
                f"join: no such folder, and no join line: {typed}; check the path, or type the line as the teacher's "
                f"screen shows it, such as {EXAMPLE}"
            ) from None
        raise


_PATH = re.compile(r"[^:]+$|[A-Za-z]:[\\/]")
"""A colon stands in a join line, and in a path after a Windows drive alone."""
_CODE = re.compile(r"[/\s](?=(?:[\s-]*[A-Z0-9]){10})[A-Z0-9\s-]+$")
"""What ends like a code is a join line with a slip in it."""


def _folder(line: str) -> Path | None:
    typed = _typed(line)
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


def _typed(line: str) -> str:
    return line.strip().removeprefix("quiz join ").strip().strip("'\"")
