"""A question set while it is being written: its text, its edits, and a journal of both that outlives a crash.

The journal is a file of JSON lines in the data folder, one for each set's path: first the text as it was on the disk,
then every edit, undo and redo, and what stands in an open form. A line is on the disk soon after it was added; one
that was cut off by a crash is passed over. Once everything is saved the journal goes.
"""

import hashlib
import json
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from quiz.errors import InputError
from quiz.files import decode, new_file, read_bytes, write_atomically
from quiz.store.errors import StoreLocked
from quiz.store.locks import Hold
from quiz.store.paths import check_private_file, make_private_file, make_private_folder
from quiz.text.edit import Edit, between
from quiz.text.history import History

MOST_JOURNAL = 2_000_000
"""Bytes after which a journal is written anew, in fewer lines."""

_BOM = b"\xef\xbb\xbf"
Form = dict[str, Any]


class ChangedUnderneath(InputError):
    """The file on the disk is not the one that was read: somebody else has written it since."""


class Manuscript:
    """Raises InputError for a file that cannot be read, or that another process is writing in the same way."""

    def __init__(self, path: Path, folder: Path, fresh: str) -> None:
        """folder: the data folder. fresh: the text to begin with where there is no file yet."""
        self.path = path.resolve() if path.is_symlink() else path.absolute()
        self._bytes = read_bytes(self.path) if self.path.exists() else None
        self._bom = bool(self._bytes and self._bytes.startswith(_BOM))
        on_disk = decode(self._bytes, str(path)) if self._bytes is not None else fresh
        self.form: Form | None = None
        """What stood in the open form, None for no form."""
        self.recovered = False
        """Whether edits were found that a run before this one could not save."""
        name = hashlib.sha256(os.fsencode(self.path)).hexdigest()[:24]
        make_private_folder(folder)
        make_private_folder(folder / "writing")
        self._journal = folder / "writing" / f"{name}.jsonl"
        try:
            self._hold = Hold.alone(folder / "writing" / f"{name}.lock")
        except StoreLocked as error:
            raise InputError(f"{path}: is being written in another window; go on there, or close it") from error
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._last: Future[None]
        self._fresh = fresh
        self._torn = False
        self._closed = False
        self._open_journal(on_disk)

    # The text

    @property
    def text(self) -> str:
        return self.history.text

    @property
    def unsaved(self) -> bool:
        """Whether the text is another one than the file's."""
        return self._data() != self._bytes if self._bytes is not None else self.text != self._fresh

    @property
    def receipt(self) -> Future[None]:
        """Done once the journal's latest line is on the disk; carries the error where it could not be written."""
        return self._last

    def do(self, edit: Edit) -> None:
        self.history.do(edit)
        self.form = None
        self._note({"edit": list(edit), "form": None})

    def undo(self) -> bool:
        """Take the latest edit back; False where there is none."""
        return self.history.can_undo and self._step(self.history.undo)

    def redo(self) -> bool:
        """Make again what was taken back last; False where there is nothing."""
        return self.history.can_redo and self._step(self.history.redo)

    def _step(self, step: Callable[[], None]) -> bool:
        """Back or forth. The journal, which may begin after the edit that is taken back, has it as a further edit."""
        before = self.text
        step()
        self._note({"edit": list(between(before, self.text))})
        return True

    def keep_form(self, form: Form | None) -> None:
        """Remember what stands in the form that is open, None once it is closed."""
        if form != self.form:
            self.form = form
            self._note({"form": form})

    # The file

    def changed_underneath(self) -> bool:
        """Whether the file on the disk is another one than was read or written last."""
        try:
            return (read_bytes(self.path) if self.path.exists() else None) != self._bytes
        except InputError:
            return True

    def save(self) -> None:
        """Write the file. Raises ChangedUnderneath, or InputError where it cannot be written."""
        if self.changed_underneath():
            raise ChangedUnderneath(
                f"{self.path}: was changed by another program; reload it, or save under another name"
            )
        data = self._data()
        if self._bytes is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with new_file(self.path) as file:
                file.write(data)
        else:
            write_atomically(self.path, data)
        self._bytes = data
        self._begin(self.form)

    def save_as(self, path: Path) -> None:
        """Write a copy under a new name. Raises InputError where something has that name."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with new_file(path) as file:
            file.write(self._data())

    def reload(self) -> None:
        """Take the file as it is on the disk now; what was there before is the latest edit, and can be undone to."""
        data = read_bytes(self.path)
        text = decode(data, str(self.path))
        self._bytes, self._bom = data, data.startswith(_BOM)
        self.history.do(between(self.text, text))
        self._begin(self.form)

    def sync(self) -> None:
        """Wait until the journal is on the disk."""
        self._last.result()

    def close(self, *, discard: bool = False) -> None:
        """Let the file go. The journal stays where there is something unsaved in it, unless that is to be discarded."""
        if self._closed:
            return
        self._closed = True
        self._writer.shutdown()
        if discard or not (self.unsaved or self.form):
            self._journal.unlink(missing_ok=True)
        self._hold.release()

    def _data(self) -> bytes:
        return (_BOM if self._bom else b"") + self.text.encode()

    # The journal

    def _open_journal(self, on_disk: str) -> None:
        records = self._read()
        if not records:
            self.history = History(on_disk)
            self._begin(None)
            return
        base = self._base = records[0]["base"]
        self._size = self._journal.stat().st_size
        self._last = Future()
        self._last.set_result(None)
        self.history = History(base)
        for record in records[1:]:
            self._replay(record)
        self.recovered = self.text != on_disk or self.form is not None
        if base != on_disk and self.text == base and self.form is None:
            self.history = History(on_disk)  # nothing to recover; the file has moved on
        elif base != on_disk and self.text != on_disk:
            # Edits of a text that is no longer the file's: saving must not go over what another program wrote.
            self._bytes = (_BOM if self._bom else b"") + base.encode()
        if not self.recovered:
            self._begin(None)

    def _replay(self, record: Form) -> None:
        if "edit" in record:
            start, end, put = record["edit"]
            self.history.do(Edit(start, end, put))
        if "form" in record:
            self.form = record["form"]

    def _read(self) -> list[Form]:
        """The records of a journal; those after a line that was cut off are not there."""
        if check_private_file(self._journal) is None:
            return []
        found: list[Form] = []
        *lines, rest = read_bytes(self._journal).split(b"\n")
        self._torn = bool(rest)
        for line in lines:
            try:
                found.append(json.loads(line))
            except ValueError:
                self._torn = True
                break
        return found if found and "base" in found[0] else []

    def _begin(self, form: Form | None) -> None:
        """Begin the journal anew, with the text as it is on the disk now."""
        self._base = self.text
        self._rewrite(form)

    def _rewrite(self, form: Form | None) -> None:
        """The journal in as few lines as can be."""
        records: list[Form] = [{"base": self._base, "path": str(self.path)}]
        if self.text != self._base:
            records.append({"edit": list(between(self._base, self.text))})
        if form is not None:
            records.append({"form": form})
        data = b"".join(_line(record) for record in records)
        self._size, self._torn = len(data), False
        self._last = self._writer.submit(self._whole, data)

    def _note(self, record: Form) -> None:
        data = _line(record)
        self._size += len(data)
        if self._torn or self._size > MOST_JOURNAL:
            self._rewrite(self.form)
        else:
            self._last = self._writer.submit(self._add, data)

    def _whole(self, data: bytes) -> None:
        try:
            write_atomically(self._journal, data)
        except InputError:
            self._torn = True
            raise

    def _add(self, data: bytes) -> None:
        try:
            _append(self._journal, data)
        except OSError as error:
            self._torn = True  # half a line may be there, and what came after it would not be read
            raise InputError(f"{self._journal}: {error.strerror or error}; free some space, and save") from error


def _line(record: Form) -> bytes:
    return json.dumps(record).encode() + b"\n"


def _append(path: Path, data: bytes) -> None:
    descriptor = make_private_file(path)
    try:
        os.lseek(descriptor, 0, os.SEEK_END)
        while data:
            data = data[os.write(descriptor, data) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
