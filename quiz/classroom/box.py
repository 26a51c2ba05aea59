"""An outbox file: what a learner gave, sealed until the server has it.

A label (which attempt, which run of the program), then records: length and CRC-32 of what follows, a nonce of 12 bytes,
and an entry under ChaCha20-Poly1305 (RFC 8439). Label and position are authenticated with each record, so none can be
moved, dropped from between others, or put into another file. Only the server has the key, and it gives it to the
learner who logs in, or to the teacher who takes the file in: to others a file left on a shared account is noise.

A power cut may tear the end of the file. What stands before the first record that is not whole is what was kept.
"""

import os
import struct
import zlib
from typing import TYPE_CHECKING

import msgspec

from quiz.classroom.wire import Sent
from quiz.errors import InputError, missing

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MAGIC = b"closeread outbox 1\n"
MOST_RECORD = 1_000_000
"""Bytes; a record that says it is longer is not one."""

_HEAD = struct.Struct(">II")
_NONCE = 12


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Stands open at the front; says nothing of a person. terminal, fence: under which its events are sent.

    salt makes every file's records its own.
    """

    attempt: str
    terminal: str
    fence: int
    salt: str


class Kept(msgspec.Struct, frozen=True, tag="kept"):
    """An event. A later one of the same number takes its place: both are drafts, and the earlier was never sent."""

    sent: Sent


class Gone(msgspec.Struct, frozen=True, tag="gone"):
    """Everything up to this number is on the server's disk, or was refused for good."""

    number: int


Entry = Kept | Gone

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Entry).decode


class Contents(msgspec.Struct):
    """What a file holds. waiting: events the server may not have, by number; kept: all, those it has as well.

    last: the highest number so far. records, size: how many records are whole, and the bytes up to their end; what
    follows is torn.
    """

    label: Label
    waiting: dict[int, Sent] = msgspec.field(default_factory=dict)
    kept: dict[int, Sent] = msgspec.field(default_factory=dict)
    last: int = 0
    records: int = 0
    size: int = 0

    def take(self, entry: Entry) -> None:
        match entry:
            case Kept(sent):
                self.waiting[sent.number] = self.kept[sent.number] = sent
                self.last = max(self.last, sent.number)
            case Gone(number):
                self.waiting = {one: sent for one, sent in self.waiting.items() if one > number}
                self.last = max(self.last, number)


class WrongKey(InputError):
    """The key does not open the file: it is another attempt's, or somebody changed it."""


class Seal:
    """Writes and opens the records of one file."""

    def __init__(self, label: Label, key: str) -> None:
        """key: 64 hex digits."""
        self._cipher = _cipher(key)
        self.front = MAGIC + _framed(_encode(label))

    def record(self, entry: Entry, position: int) -> bytes:
        """The bytes of an entry as number ``position`` (from 0) of its file."""
        nonce = os.urandom(_NONCE)
        return _framed(nonce + self._cipher.encrypt(nonce, _encode(entry), self._bound(position)))

    def open(self, record: bytes, position: int) -> Entry:
        """Raises WrongKey."""
        from cryptography.exceptions import InvalidTag

        try:
            entry: Entry = _decode(self._cipher.decrypt(record[:_NONCE], record[_NONCE:], self._bound(position)))
        except (InvalidTag, ValueError, msgspec.MsgspecError) as error:
            raise WrongKey("outbox: not this attempt's, or changed since; nothing was taken from it") from error
        return entry

    def _bound(self, position: int) -> bytes:
        return self.front + struct.pack(">Q", position)


def read_label(data: bytes) -> Label | None:
    """Whose file this is, without any key; None where the front is not whole."""
    if not data.startswith(MAGIC):
        return None
    framed = _next(data, len(MAGIC))
    if framed is None:
        return None
    try:
        return msgspec.json.decode(framed, type=Label)
    except msgspec.MsgspecError:
        return None


def read_box(data: bytes, key: str) -> Contents:
    """Open a file's bytes with the key of its attempt (64 hex digits).

    Raises InputError for what is no outbox file, WrongKey where the key does not open it.
    """
    label = read_label(data)
    if label is None:
        raise InputError("outbox: this is no outbox file, or its beginning is lost; take the file that ends in .box")
    seal = Seal(label, key)
    contents = Contents(label, size=len(seal.front))
    while (record := _next(data, contents.size)) is not None:
        contents.take(seal.open(record, contents.records))
        contents.records += 1
        contents.size += _HEAD.size + len(record)
    return contents


def _cipher(key: str) -> "ChaCha20Poly1305":
    try:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    except ImportError as error:
        raise missing("join: a part is not installed", "class") from error
    return ChaCha20Poly1305(bytes.fromhex(key))


def _framed(content: bytes) -> bytes:
    return _HEAD.pack(len(content), zlib.crc32(content)) + content


def _next(data: bytes, at: int) -> bytes | None:
    """The content of the frame at an offset; None where it is not whole."""
    if len(data) < at + _HEAD.size:
        return None
    length, checksum = _HEAD.unpack_from(data, at)
    content = data[at + _HEAD.size : at + _HEAD.size + length]
    if not 0 < length <= MOST_RECORD or len(content) < length or zlib.crc32(content) != checksum:
        return None
    return content
