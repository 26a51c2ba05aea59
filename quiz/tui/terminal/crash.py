"""What is kept of a fault in the program: where it happened and in which versions, and nothing a learner gave.

An exception's own text may quote an answer or a key, and local variables hold both, so neither is written down.
"""

import os
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from types import TracebackType

EXIT_CODE = 70
"""EX_SOFTWARE of BSD's sysexits.h: a fault of the program, not of its user."""
MOST_REPORTS = 20
_FRAMES = 40


def report(error: BaseException, folder: Path) -> str:
    """Write a report into the folder's ``crashes`` and return the one line that tells the user of it."""
    where = place(error)
    start = f"quiz: something went wrong in {where} ({type(error).__name__}); your answers are kept; "
    try:
        path = _write(folder / "crashes", describe(error))
    except OSError:
        return start + "a report could not be written"
    return start + f"please report it with {path}"


def place(error: BaseException) -> str:
    """``quiz/tui/app.py:33``: the innermost of our own lines, or the innermost of all."""
    frames = list(_frames(error.__traceback__))
    ours = [frame for frame in frames if frame.startswith("quiz/")]
    last = (ours or frames or ["an unknown place"])[-1]
    return last.partition(" ")[0] if ours or frames else last


def describe(error: BaseException) -> str:
    """The report: versions, then each exception's type and lines of code, the cause before what it caused."""
    lines = [
        f"closeread {_version('closeread')}, Textual {_version('textual')}, Python {platform.python_version()}",
        f"{platform.system()} {platform.release()}, {os.environ.get('TERM', 'no TERM')}",
        "",
    ]
    for one in _chain(error):
        lines.append(f"{type(one).__module__}.{type(one).__qualname__}")
        lines += [f"  {frame}" for frame in list(_frames(one.__traceback__))[-_FRAMES:]]
    return "\n".join(lines) + "\n"


def _chain(error: BaseException) -> list[BaseException]:
    found = [error]
    while (before := found[-1].__cause__ or found[-1].__context__) is not None and before not in found:
        found.append(before)
    return found[::-1]


def _frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"{_short(code.co_filename)}:{trace.tb_lineno} {code.co_qualname}"
        trace = trace.tb_next


def _short(path: str) -> str:
    """A file's path from its package on: no folder of the user's is in a report."""
    roots = sorted((str(Path(one).resolve()) for one in sys.path if one), key=len, reverse=True)
    for root in (str(Path(__file__).resolve().parents[3]), *roots):
        if path.startswith(root + os.sep):
            return path[len(root) + 1 :].replace(os.sep, "/")
    return Path(path).name


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "(not installed)"


def _write(folder: Path, text: str) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in sorted(folder.glob("crash-*.txt"))[: -MOST_REPORTS + 1]:
        old.unlink(missing_ok=True)
    path = folder / f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    return path
