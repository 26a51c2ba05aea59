"""A program that writes files in every way the project does; ``ACK number`` follows each that was told to be written.

Run as ``python file_writer.py KIND FOLDER COUNT``.
"""

import os
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from quiz import files
from quiz.authoring.articles_in import _write_new
from quiz.plain import keeping
from quiz.store import backups, data
from quiz.store.schedule import name_of
from quiz.store.store import Store

from .store_writer import event

NOW = 1_795_000_000_000
SIZE = 1500


def content(number: int) -> bytes:
    """What the file of this number holds: longer than a few sectors, and like no other."""
    return (f"{number}:" + chr(ord("a") + number % 26) * (SIZE + number * 97 % 900)).encode()


def rewritten(folder: Path, number: int) -> None:
    """As the settings, the shelf and a file in the editor are."""
    files.write_atomically(folder / "one", content(number))


def article(folder: Path, number: int) -> None:
    _write_new(folder / "data" / "seeds" / f"{number}.md", content(number))


def export(folder: Path, number: int) -> None:
    keeping.export("Ada", str(folder / f"{number}.jsonl"))


def backup(folder: Path, number: int) -> None:
    data.backup(store_of(folder), NOW, folder / name_of(NOW + number * 1000))


KINDS: dict[str, Callable[[Path, int], None]] = {one.__name__: one for one in (rewritten, article, export, backup)}


def store_of(folder: Path) -> Path:
    """Where the store is from which exports and backups are made: out of the recorded folder."""
    return folder.with_name("store")


def survives(kind: str) -> Callable[[Path, int], tuple[bool, bool]]:
    """How to look at what a cut has left of the files of a kind."""

    def look(folder: Path, acknowledged: int) -> tuple[bool, bool]:
        if kind == "rewritten":
            one = folder / "one"
            known = [content(number) for number in range(acknowledged + 1)]
            whole = not one.exists() or one.read_bytes() in known
            return whole, not acknowledged or (one.exists() and one.read_bytes() in known[acknowledged - 1 :])
        named = [
            path for path in folder.rglob("*") if path.is_file() and path.name[0] != "." and path.suffix != ".part"
        ]
        whole = all(map({"article": _is_article, "export": _is_export, "backup": _is_backup}[kind], named))
        return whole, len(named) >= acknowledged

    return look


def _is_article(path: Path) -> bool:
    return path.read_bytes() == content(int(path.stem))


def _is_export(path: Path) -> bool:
    return path.read_bytes() == _expected(store_of(path.parent))


def _is_backup(path: Path) -> bool:
    return backups.verify(path) == []


_KNOWN: dict[Path, bytes] = {}


def _expected(store: Path) -> bytes:
    if store not in _KNOWN:
        out = StringIO()
        data.export(store, "Ada", out)
        _KNOWN[store] = out.getvalue().encode()
    return _KNOWN[store]


def main(kind: str, folder: Path, count: int) -> None:
    os.environ["QUIZ_HOME"] = str(store_of(folder))
    if not store_of(folder).exists() and kind in ("export", "backup"):
        store = Store.open(store_of(folder), quiet=3600)
        store.add_learner("Ada", now=1, id_="l").result()
        store.append([event(f"{1:032x}", seq) for seq in range(10)]).result()
        store.close()
    folder.mkdir(mode=0o700, parents=True)
    for number in range(count):
        KINDS[kind](folder, number)
        os.write(1, f"ACK {number}\n".encode())


if __name__ == "__main__":
    if "FILE_WRITER_NO_SYNC" in os.environ:
        os.fsync = lambda _: None  # type: ignore[assignment]
    sys.stdout = StringIO()  # the verbs' own words
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
