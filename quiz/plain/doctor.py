"""``quiz doctor``: what this machine can do for the program, what is wrong, and how to mend it.

The text is for pasting into a report: no learner's name, no answer, and of paths only the end.
"""

import locale
import os
import platform
import shutil
import sqlite3
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

from quiz.errors import QuizError
from quiz.files import sync_folder
from quiz.plain.doctor_terminal import ask_terminal, examine_terminal, understand
from quiz.plain.finding import Finding
from quiz.plain.wording import count
from quiz.store import backups, filesystems
from quiz.store.connection import connect, settle, transaction
from quiz.store.paths import Home, data_folder
from quiz.store.store import Store
from quiz.text.sanitise import one_line

LITTLE = 50_000_000
"""Bytes of free space below which a store, its reserve and its backups may soon not fit."""
SLOW = 100.0
"""Milliseconds that a write to the disk may take before waiting for "saved" is felt."""
SYNCS = 10
EARLIEST = 2025
PARTS = ("textual", "pyyaml", "msgspec", "rapidfuzz", "platformdirs", "anyascii", "fsrs")


def run_doctor() -> int:
    """Print everything. Exit code 0, or 1 where something is wrong."""
    folder = data_folder()
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    found = list(examine_terminal(os.environ, terminal=terminal, size=_size()))
    if terminal and os.environ.get("TERM") not in (None, "", "dumb"):
        found += understand(ask_terminal())
    sections = {
        "Terminal": found,
        "Language": list(examine_language(os.environ, sys.stdout.encoding)),
        "Python": list(examine_python()),
        "SQLite": list(examine_sqlite(sqlite3.sqlite_version_info)),
        "Data folder": list(examine_folder(folder)),
        "Store": list(examine_store(folder)),
    }
    print(f"closeread {_version('closeread')} on {platform.system()} {platform.release()}, {platform.machine()}")
    for title, findings in sections.items():
        print(f"\n{title}")
        for one in findings:
            print(one_line_of(one, folder))
    wrong = sum(one.state == "wrong" for findings in sections.values() for one in findings)
    print(f"\n{count(wrong, 'thing')} wrong." if wrong else "\nNothing is wrong.")
    print("No name and no answer of a learner is in this text.")
    return 1 if wrong else 0


def one_line_of(finding: Finding, folder: Path) -> str:
    """A finding's line, in which the data folder is named by its end alone."""
    line = finding.line().replace(str(folder), short(folder)).replace(str(Path.home()), "~")
    return line[:8] + one_line(line[8:])


def short(folder: Path) -> str:
    """A folder without the parts that may tell who somebody is: from the home folder on, or its end."""
    try:
        return f"~/{folder.relative_to(Path.home()).as_posix()}"
    except ValueError:
        return ".../" + folder.name


def examine_language(environ: Mapping[str, str], encoding: str) -> Iterator[Finding]:
    """encoding: of standard output."""
    named = next((f"{name}={environ[name]}" for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "none")
    utf8 = encoding.lower().replace("-", "").replace("_", "") == "utf8"
    mend = "" if utf8 else "set LC_ALL=C.UTF-8; until then the nearest letters are written"
    yield Finding("ok" if utf8 else "wrong", f"output is {encoding}, the locale {named}", mend)
    yield Finding("ok", f"files' names are {sys.getfilesystemencoding()}, dates {locale.getlocale()[0] or 'C'}")
    year = time.gmtime().tm_year
    if year < EARLIEST:
        yield Finding("wrong", f"the clock says {year}", "set it; attempts are dated by it, though their order stays")
    else:
        yield Finding("ok", f"the clock says {time.strftime('%Y-%m-%d %H:%M %z')}")


def examine_python() -> Iterator[Finding]:
    supported = (3, 11) <= sys.version_info[:2] <= (3, 14)
    yield Finding(
        "ok" if supported else "wrong",
        f"{platform.python_implementation()} {platform.python_version()}, {sys.maxsize.bit_length() + 1} bit",
        "" if supported else "install Python 3.11 to 3.14",
    )
    yield Finding("ok", ", ".join(f"{part} {_version(part)}" for part in PARTS))
    import yaml

    if yaml.__with_libyaml__:
        yield Finding("ok", "PyYAML has libyaml")
    else:
        yield Finding("note", "PyYAML has no libyaml: sets are read ten times slower", "install its wheel from PyPI")


def examine_sqlite(version: tuple[int, ...]) -> Iterator[Finding]:
    named = ".".join(map(str, version))
    if version < (3, 37):
        yield Finding("wrong", f"{named}: too old", "3.37 or later is needed; update Python")
        return
    yield Finding("ok", named)
    # sqlite.org/wal.html, "The WAL-reset bug": mended in these and in what follows 3.51.3.
    mended = version >= (3, 51, 3) or version[:3] in ((3, 44, 6), (3, 50, 7))
    told = "does not have" if mended else "has"
    yield Finding("ok", f"it {told} the WAL-reset bug, which this store, in TRUNCATE mode, would not meet")


def examine_folder(folder: Path) -> Iterator[Finding]:
    """Where the data is kept; tried with files that are gone afterwards."""
    if not folder.is_dir():
        yield Finding("note", f"{folder}: is not there yet; it is made with the first attempt")
        if folder.exists() or folder.is_symlink():
            yield Finding("wrong", "something that is no folder has its name", "move it, or set QUIZ_HOME")
            return
    here = next(one for one in (folder, *folder.parents) if one.is_dir())
    if here == folder:
        mode = stat.S_IMODE(here.stat().st_mode)
        private = os.name != "posix" or not mode & 0o077
        yield Finding(
            "ok" if private else "note", f"{folder}: permissions {mode:o}", "" if private else "700 at next use"
        )
    free = shutil.disk_usage(here).free
    mend = "" if free >= LITTLE else "free some space"
    yield Finding("ok" if free >= LITTLE else "wrong", f"{free / 1e6:,.0f} MB are free", mend)
    yield from _of_kind(here)
    try:
        with tempfile.TemporaryDirectory(prefix=".doctor-", dir=here) as trial:
            yield from _try_disk(Path(trial))
    except OSError as error:
        mend = "check its permissions, or set QUIZ_HOME to a folder of your own"
        yield Finding("wrong", f"cannot be written ({(error.strerror or str(error)).lower()})", mend)


def _of_kind(folder: Path) -> Iterator[Finding]:
    if sys.platform != "linux":
        yield Finding("note", "whether it is on a network is not known on this system")
        return
    try:
        kind = filesystems.kind_of(folder, filesystems.MOUNTS.read_text("utf-8", "replace"))
    except OSError:
        kind = ""
    network = filesystems.is_network(kind)
    yield Finding("note" if network else "ok", f"file system {kind or 'unknown'}{' (network)' if network else ''}")


def _try_disk(trial: Path) -> Iterator[Finding]:
    """Syncs, locks and SQLite's settings, in a folder made for it. Raises OSError."""
    taken = sorted(_sync(trial / "sync") for _ in range(SYNCS))
    slow = taken[SYNCS // 2] > SLOW
    speed = f"a write reaches the disk in {taken[SYNCS // 2]:.1f} ms, in {taken[-1]:.1f} at worst"
    yield Finding("note" if slow else "ok", speed, "'saved' will lag behind; a local disk is faster" if slow else "")
    held = filesystems.locks_hold(trial / "lock")
    mend = "" if held else "set QUIZ_HOME to a folder on a local disk"
    yield Finding("ok" if held else "wrong", "locks hold" if held else "locks do not hold", mend)
    path = trial / "store.db"
    path.touch(mode=0o600)
    try:
        connection = connect(path)
        try:
            settle(connection, "the data folder")
            with transaction(connection):
                connection.execute("CREATE TABLE tried(it)")
        finally:
            connection.close()
    except (sqlite3.Error, QuizError) as error:
        yield Finding("wrong", f"SQLite does not work here: {error}", "set QUIZ_HOME to a folder on a local disk")
    else:
        yield Finding("ok", "SQLite keeps its settings: TRUNCATE, synchronous FULL, read back")


def _sync(path: Path) -> float:
    """Milliseconds that a small write takes until it is on the disk, as the disk says. Raises OSError."""
    began = time.perf_counter()
    with path.open("ab") as file:
        file.write(b"\0" * 4096)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)
    return (time.perf_counter() - began) * 1000


def examine_store(folder: Path) -> Iterator[Finding]:
    """The store as it is: it is opened and checked, never made."""
    home = Home(folder)
    kept = backups.names(home) if home.backups.is_dir() else []
    if not home.database.exists() and not kept:
        yield Finding("ok", "none yet")
        return
    try:
        store = Store.open(folder, quiet=3600)
        try:
            damages = store.check().result()
            attempts = len(store.standings().result())
            learners = len(store.learners().result())
        finally:
            store.close()
    except QuizError as error:
        yield Finding("wrong", str(error))
    else:
        size = home.database.stat().st_size / 1e6
        yield Finding("ok", f"{count(attempts, 'attempt')}, {count(learners, 'learner')}, {size:.1f} MB")
        if damages:
            # Where a damage is may be told, what stood there may be a learner's words.
            yield Finding(
                "wrong", f"{count(len(damages), 'damage')} found by the full check", "run 'quiz data restore'"
            )
        else:
            yield Finding("ok", "every row is as it was written")
    good = backups.newest_good(home) if kept else None
    if good is not None:
        yield Finding("ok", f"{count(len(kept), 'backup')}; the newest good one is {good.name}")
    else:
        yield Finding("note", "no good backup", "one is made each day, or by 'quiz data backup'")
    crashes = len(list((folder / "crashes").glob("crash-*.txt")))
    if crashes:
        yield Finding("note", f"{count(crashes, 'crash report')} in {folder / 'crashes'}", "please send the latest")


def _size() -> tuple[int, int]:
    size = shutil.get_terminal_size()
    return size.columns, size.lines


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "(not installed)"
