"""Where the outboxes of an attempt lie on this machine, and which of them is this run's.

One attempt has a few files, its shelves: a run of the program takes the one that it left, or a free one, and holds it.
What runs that no longer have the attempt left behind is found there too.
"""

import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from quiz.classroom.box import Contents, Gone, Label, Seal, WrongKey, read_box, read_label
from quiz.classroom.client.held_file import lock, read_all, write_all
from quiz.classroom.client.outbox import Outbox
from quiz.errors import InputError
from quiz.files import sync_folder
from quiz.store.errors import StoreError, from_os
from quiz.store.paths import make_private_file, make_private_folder

SHELVES = 9
"""Files of one attempt on one machine: as many terminals may work on it, one after the other or at once."""
MOST_AGE = 60 * 24 * 3600.0
"""Seconds after which a file that nobody came back for is deleted: longer than a class keeps its backups."""


class Stray:
    """What another run of the program left behind: events of a terminal that no longer has the attempt."""

    def __init__(self, descriptor: int, contents: Contents, key: str) -> None:
        self.label = contents.label
        self.events = [contents.waiting[number] for number in sorted(contents.waiting)]
        self._descriptor, self._contents, self._key = descriptor, contents, key

    def close(self, *, dealt_with: bool) -> None:
        """Let the file go. dealt_with: all that waited in it is somewhere else now."""
        if self._descriptor < 0:
            return
        if dealt_with and self.events:
            contents = self._contents
            record = Seal(contents.label, self._key).record(Gone(contents.last), contents.records)
            with suppress(OSError):
                write_all(self._descriptor, record, contents.size)
        os.close(self._descriptor)
        self._descriptor = -1


def open_outbox(
    folder: Path, owner: tuple[str, ...], label: Label, key: str, changed: Callable[[], None]
) -> tuple[Outbox, list[Stray]]:
    """The outbox of an attempt, and what other runs left behind, which the caller closes.

    owner: server, class and learner. label: of this run; a file under the same terminal and fence goes on. key: 64 hex
    digits from the server. Where the disk takes no file at all, ``fault`` says so from the start. Raises InputError
    where a part of the program is missing.
    """
    free: list[tuple[Path, int, Contents]] = []
    vacant: list[Path] = []
    refused = StoreError(f"{folder}: {SHELVES} programs have this attempt open; close the others")
    taken: Outbox | None = None
    try:
        make_private_folder(folder)
        forget_old(folder)
        for path in _shelves(folder, owner, label.attempt):
            if not path.exists():
                vacant.append(path)
            elif (found := _take(path, label, key)) is not None:
                free.append((path, *found))
        ours = next((one for one in free if _same(one[2].label, label)), None)
        if ours is None and vacant:
            made = _take(vacant[0], label, key)
            ours = None if made is None else (vacant[0], *made)
        if ours is not None:
            taken = Outbox(*ours, key, changed)
    except StoreError as error:
        refused = error
    strays = [Stray(file, found, key) for path, file, found in free if taken is None or path != taken.path]
    return taken or Outbox(folder, -1, Contents(label), key, changed, refused), strays


def _same(one: Label, other: Label) -> bool:
    return (one.attempt, one.terminal, one.fence) == (other.attempt, other.terminal, other.fence)


def terminal_of(folder: Path, owner: tuple[str, ...], attempt: str) -> str:
    """The run of the program that an outbox of this attempt goes on with, "" where there is none that is free."""
    for path in _shelves(folder, owner, attempt):
        try:
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        except OSError:
            continue
        with open(descriptor, "rb") as file:
            label = read_label(file.read(4096)) if lock(descriptor) else None
        if label is not None and label.attempt == attempt:
            return label.terminal
    return ""


def forget_old(folder: Path) -> None:
    """Delete the files that nobody has come back for in a long time."""
    for path in folder.glob("*.box"):
        with suppress(OSError):
            if path.lstat().st_mtime < time.time() - MOST_AGE:
                path.unlink()


def _shelves(folder: Path, owner: tuple[str, ...], attempt: str) -> list[Path]:
    # A name that says nothing: neither who, nor that two files are of the same person.
    name = hashlib.sha256("\0".join((*owner, attempt)).encode()).hexdigest()[:32]
    return [folder / f"{name}-{at}.box" for at in range(1, SHELVES + 1)]


def _take(path: Path, label: Label, key: str) -> tuple[int, Contents] | None:
    """Lock a file and read it, or make it; None where another program has it, or it is none that can be used."""
    descriptor = make_private_file(path)
    try:
        if not lock(descriptor):
            os.close(descriptor)
            return None
        size = os.fstat(descriptor).st_size
        data = read_all(descriptor, size)
        try:
            contents = read_box(data, key)
            if contents.label.attempt != label.attempt:
                raise WrongKey("outbox: another attempt's")
        except WrongKey:  # not ours to read or to destroy
            os.close(descriptor)
            return None
        except InputError:  # its front was torn before anything was kept in it
            front = Seal(label, key).front
            os.ftruncate(descriptor, 0)
            write_all(descriptor, front, 0)
            os.fsync(descriptor)
            sync_folder(path.parent)
            return descriptor, Contents(label, size=len(front))
        if contents.size < size:
            os.ftruncate(descriptor, contents.size)
        return descriptor, contents
    except OSError as error:
        os.close(descriptor)
        raise from_os(error, path) from error
