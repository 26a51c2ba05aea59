"""What a learner gave and the server may not have yet: first on this disk, sealed, then on its way.

An event counts as *saved here* once it is synced, which happens in a thread of the outbox's own. Once the server has
it, it waits no longer, but stays in the file: should the server lose its disk, what learners' machines kept and its
last backup together are everything. Nobody but the learner, after a login, and the server can read the file.
"""

import errno
import hashlib
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path

import msgspec

from quiz.attempts.desk import Receipt
from quiz.attempts.events import Answered, Body, Drafted
from quiz.classroom.box import Contents, Entry, Gone, Kept, Label, Seal, WrongKey, read_box, read_label
from quiz.classroom.wire import MOST_BODY, MOST_EVENTS, Sent
from quiz.errors import InputError
from quiz.files import sync_folder
from quiz.store.errors import StoreError, from_os
from quiz.store.paths import make_private_file, make_private_folder

try:
    import fcntl
except ImportError:  # Windows: there every run has a file of its own, whose name says when it began
    fcntl = None  # type: ignore[assignment]

SHELVES = 9
"""Files of one attempt on one machine: as many terminals may work on it, one after the other or at once."""
MOST_FILE = 8_000_000
"""Bytes from which a file is begun anew, without what has arrived."""
MOST_AGE = 60 * 24 * 3600.0
"""Seconds after which a file that nobody came back for is deleted: longer than a class keeps its backups."""
AGAIN = 3.0
"""Seconds until a disk that failed is tried again."""
_ROOM = MOST_BODY - 4096

_encode = msgspec.json.Encoder().encode


class Outbox:
    """Of one attempt in this run of the program. ``put`` may be called from any thread, and never waits."""

    def __init__(
        self,
        path: Path,
        descriptor: int,
        contents: Contents,
        key: str,
        changed: Callable[[], None],
        refused: StoreError | None = None,
    ) -> None:
        """Made by ``open_outbox``. changed is called, from a thread of the outbox's, when something got saved or not.

        refused: there is no file, and why; everything is sent, but nothing is saved here.
        """
        self.path = path
        self.terminal = contents.label.terminal
        self.fault = refused
        """Why the disk does not take what is given now; None where it does."""
        self._refused = refused
        self._descriptor = descriptor
        self._key = key
        self._seal = Seal(contents.label, key)
        self._contents = contents
        contents.kept.clear()  # on the disk is enough
        self._changed = changed
        self._sent_up_to = contents.last
        self._handed_in_up_to = 0
        self._receipts: dict[str, Receipt] = {}
        self._unwritten: list[Sent | Gone] = []
        self._wake = threading.Condition()
        self._closing = False
        self._writer = threading.Thread(target=self._write_on, name="outbox", daemon=True)
        self._writer.start()

    # Giving

    def put(self, id: str, at: int, elapsed: int, body: Body) -> Receipt:
        """Keep an event and let it be sent; the receipt is done once it is synced here, or on the server's disk."""
        receipt: Receipt = Future()
        with self._wake:
            sent = Sent(id, self._number_for(body), at, elapsed, body)
            before = self._contents.waiting.get(sent.number)
            if before is not None and (early := self._receipts.pop(before.id, None)) is not None:
                receipt.add_done_callback(partial(_settle, early))
            self._contents.waiting[sent.number] = sent
            self._contents.last = sent.number
            self._receipts[id] = receipt
            self._unwritten.append(sent)
            self._wake.notify_all()
        return receipt

    def _number_for(self, body: Body) -> int:
        """The next number, or that of a draft which this one replaces before anybody saw it."""
        last = self._contents.waiting.get(self._contents.last)
        replaces = (
            last is not None
            and last.number > self._sent_up_to
            and isinstance(body, Drafted)
            and isinstance(last.body, Drafted)
            and last.body.question == body.question
        )
        return self._contents.last + (not replaces)

    # Sending

    @property
    def waiting(self) -> int:
        """Events that the server is not known to have, or that are not handed in."""
        return sum(number > self._handed_in_up_to for number in tuple(self._contents.waiting))

    @property
    def waiting_answers(self) -> int:
        """Of those, the answers and drafts: what a learner would miss."""
        with self._wake:
            return sum(
                isinstance(one.body, Answered | Drafted)
                for one in self._contents.waiting.values()
                if one.number > self._handed_in_up_to
            )

    @property
    def unsaved(self) -> bool:
        """Whether something is not synced here yet."""
        return any(isinstance(one, Sent) for one in self._unwritten)

    def batch(self) -> tuple[Sent, ...]:
        """The next events to send, the oldest first: as many as one request takes."""
        with self._wake:
            chosen: list[Sent] = []
            size = 0
            for number in sorted(self._contents.waiting)[:MOST_EVENTS]:
                sent = self._contents.waiting[number]
                size += len(_encode(sent)) + 1
                if chosen and size > _ROOM:
                    break
                chosen.append(sent)
            if chosen:
                self._sent_up_to = max(self._sent_up_to, chosen[-1].number)
            return tuple(chosen)

    def settle(self, ids: set[str]) -> None:
        """These are dealt with for good: the server has them, or will never take them."""
        with self._wake:
            waiting = self._contents.waiting
            done = [number for number, sent in waiting.items() if sent.id in ids]
            receipts = [self._receipts.pop(waiting.pop(number).id, None) for number in done]
            if done:
                gone = Gone(min(waiting, default=self._contents.last + 1) - 1)
                self._unwritten.append(gone)
                self._wake.notify_all()
        for receipt in receipts:
            if receipt is not None:
                _settle(receipt, None)

    def rewind(self) -> None:
        """The server has lost what it had (its disk was replaced by a backup): everything in the file waits again."""
        with self._wake:
            if self._descriptor < 0:
                return
            data = _read_all(self._descriptor, self._contents.size)
            before = read_box(data, self._key).kept
            self._contents.waiting = {**before, **self._contents.waiting}

    def left_over(self) -> list[Sent]:
        """What an earlier run of the program could not send, the oldest first; to be asked before anything is put."""
        with self._wake:
            return [self._contents.waiting[number] for number in sorted(self._contents.waiting)]

    def hand_in_up_to(self, number: int) -> None:
        """Where there is no server: all up to this number is in a hand-in. It stays here too, for the next one."""
        with self._wake:
            self._handed_in_up_to = self._sent_up_to = number

    def give_up_waiting(self) -> None:
        """The server is out of reach as well: whoever waits for something that the disk refused is told."""
        with self._wake:
            if self.fault is None:
                return
            for sent in self._unwritten:
                receipt = self._receipts.get(sent.id) if isinstance(sent, Sent) else None
                if receipt is not None and not receipt.done():
                    receipt.set_exception(self.fault)

    # The end

    def close(self) -> None:
        """Write what is still to be written, and let the file go."""
        with self._wake:
            self._closing = True
            self._wake.notify_all()
        self._writer.join(10.0)
        with self._wake:  # the app's end and a sitting's end may both come here
            descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    # In the outbox's own thread

    def _write_on(self) -> None:
        while True:
            with self._wake:
                while not self._unwritten and not self._closing:
                    self._wake.wait()
                entries = list(self._unwritten)
                if not entries:
                    return
                closing = self._closing
            fault = self._refused
            try:
                if fault is None:
                    self._write(entries)
            except OSError as error:
                fault = from_os(error, self.path)
            self._tell(entries, fault)
            if fault is not None:
                if closing:
                    return
                with self._wake:
                    self._wake.wait(AGAIN)

    def _write(self, entries: list[Sent | Gone]) -> None:
        """Append records and sync them; raises OSError, and then nothing of them stands in the file."""
        contents = self._contents
        if contents.size > MOST_FILE and self._begin_anew():
            return
        data = b"".join(
            self._seal.record(Kept(one) if isinstance(one, Sent) else one, contents.records + at)
            for at, one in enumerate(entries)
        )
        try:
            _write_all(self._descriptor, data, contents.size)
            if any(isinstance(one, Sent) for one in entries):  # that something has gone may be forgotten
                os.fsync(self._descriptor)
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._descriptor, contents.size)
            raise
        contents.records += len(entries)
        contents.size += len(data)

    def _begin_anew(self) -> bool:
        """Go on with a file of what still waits, which takes the old one's name once it is durable; False where that
        would not be much smaller."""
        with self._wake:
            left = [self._contents.waiting[number] for number in sorted(self._contents.waiting)]
            gone = Gone((left[0].number if left else self._contents.last + 1) - 1)
        label = msgspec.structs.replace(self._contents.label, salt=os.urandom(16).hex())
        seal = Seal(label, self._key)
        entries: list[Entry] = [gone, *map(Kept, left)]
        data = seal.front + b"".join(seal.record(one, at) for at, one in enumerate(entries))
        if len(data) > self._contents.size // 2:
            return False
        beside = self.path.with_suffix(".new")
        with suppress(FileNotFoundError):
            os.unlink(beside)
        descriptor = make_private_file(beside)
        try:
            _lock(descriptor)
            _write_all(descriptor, data, 0)
            os.fsync(descriptor)
            os.replace(beside, self.path)
            sync_folder(self.path.parent)
        except OSError:
            os.close(descriptor)
            raise
        os.close(self._descriptor)
        self._descriptor, self._seal = descriptor, seal
        self._contents.label, self._contents.records, self._contents.size = label, len(entries), len(data)
        return True

    def _tell(self, entries: list[Sent | Gone], fault: StoreError | None) -> None:
        with self._wake:
            changed = fault is not None or self.fault is not None or any(isinstance(one, Sent) for one in entries)
            self.fault = fault
            if fault is None:
                del self._unwritten[: len(entries)]
                receipts = [self._receipts.get(one.id) for one in entries if isinstance(one, Sent)]
            else:
                receipts = []
        for receipt in receipts:
            if receipt is not None:
                _settle(receipt, None)
        if changed:
            self._changed()


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
                _write_all(self._descriptor, record, contents.size)
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
            label = read_label(file.read(4096)) if _lock(descriptor) else None
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
        if not _lock(descriptor):
            os.close(descriptor)
            return None
        size = os.fstat(descriptor).st_size
        data = _read_all(descriptor, size)
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
            _write_all(descriptor, front, 0)
            os.fsync(descriptor)
            sync_folder(path.parent)
            return descriptor, Contents(label, size=len(front))
        if contents.size < size:
            os.ftruncate(descriptor, contents.size)
        return descriptor, contents
    except OSError as error:
        os.close(descriptor)
        raise from_os(error, path) from error


def _lock(descriptor: int) -> bool:
    """Hold a file as long as it is open; False where another program does."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            return False
        raise
    return True


def _read_all(descriptor: int, size: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    pieces = []
    while size > 0 and (piece := os.read(descriptor, size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _write_all(descriptor: int, data: bytes, at: int) -> None:
    os.lseek(descriptor, at, os.SEEK_SET)
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _settle(receipt: Receipt, done: Receipt | None) -> None:
    if receipt.done():
        return
    error = None if done is None else done.exception()
    if error is None:
        receipt.set_result(None)
    else:
        receipt.set_exception(error)
