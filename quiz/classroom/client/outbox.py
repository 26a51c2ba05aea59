"""What a learner gave and the server may not have yet: first on this disk, sealed, then on its way.

An event counts as *saved here* once it is synced, which happens in a thread of the outbox's own. Once the server has
it, it waits no longer, but stays in the file: should the server lose its disk, what learners' machines kept and its
last backup together are everything. Nobody but the learner, after a login, and the server can read the file.
"""

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from pathlib import Path

import msgspec

from quiz.attempts.desk import Receipt
from quiz.attempts.events import Answered, Body, Drafted
from quiz.classroom.box import Contents, Entry, Gone, Kept, Seal, read_box
from quiz.classroom.client.held_file import lock, read_all, write_all
from quiz.classroom.wire import MOST_BODY, MOST_EVENTS, Sent
from quiz.files import sync_folder
from quiz.store.errors import StoreError, from_os
from quiz.store.paths import make_private_file

MOST_FILE = 8_000_000
"""Bytes from which a file is begun anew, without what has arrived."""
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
        """Made by ``shelves.open_outbox``. changed is called, from a thread of the outbox's, once something got saved
        or did not.

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
                receipt.add_done_callback(lambda done: _settle(early, done.exception()))
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
                _settle(receipt)

    def rewind(self) -> None:
        """The server has lost what it had (its disk was replaced by a backup): everything in the file waits again."""
        with self._wake:
            if self._descriptor < 0:
                return
            data = read_all(self._descriptor, self._contents.size)
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
                if receipt is not None:
                    _settle(receipt, self.fault)

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
            except StoreError as error:
                fault = error
            self._tell(entries, fault)
            if fault is not None:
                if closing:
                    return
                with self._wake:
                    self._wake.wait(AGAIN)

    def _write(self, entries: list[Sent | Gone]) -> None:
        """Append records and sync them; raises OSError or StoreError, and then nothing of them stands in the file."""
        contents = self._contents
        if contents.size > MOST_FILE and self._begin_anew():
            return
        data = b"".join(
            self._seal.record(Kept(one) if isinstance(one, Sent) else one, contents.records + at)
            for at, one in enumerate(entries)
        )
        try:
            write_all(self._descriptor, data, contents.size)
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
            lock(descriptor)
            write_all(descriptor, data, 0)
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
                _settle(receipt)
        if changed:
            self._changed()


def _settle(receipt: Receipt, error: BaseException | None = None) -> None:
    """Make a receipt done, where it is not. The thread of the disk and that of the server may come with it at once."""
    with suppress(InvalidStateError):
        if error is None:
            receipt.set_result(None)
        else:
            receipt.set_exception(error)
