"""What a learner's program keeps of an attempt by folder, besides its outbox: sealed with the learner's PIN.

The key is scrypt (RFC 7914, N = 2^14, r = 8, p = 1) of the PIN under a random salt. A PIN has a million values: who
copies this file can try them all within a day. It keeps the next learner at a shared account out, and nobody else.
"""

import hashlib
import os
from pathlib import Path

import msgspec
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from quiz.errors import InputError
from quiz.files import read_bytes, write_atomically
from quiz.store.paths import make_private_folder

_MOST = 64 * 1024


class WrongPin(InputError):
    """Not the PIN that this was sealed with."""


class Own(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """seed: of the attempt's key, 64 hex digits. dice: of every shuffle. order: of the pack's questions, from 1.

    began: UTC milliseconds, 0 before. handed_in: the id of the last event in a hand-in, "" for none.
    """

    seed: str
    dice: str
    order: tuple[int, ...]
    terminal: str
    began: int = 0
    handed_in: str = ""


class _Sealed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    salt: str
    box: str


class OwnFile:
    """One learner's, of one sitting. ``outbox_key`` (64 hex digits) seals the outbox that belongs to it."""

    def __init__(self, path: Path, pin: str, salt: bytes) -> None:
        self._path, self._salt = path, salt
        key = hashlib.scrypt(pin.encode("utf-8", "surrogatepass"), salt=salt, n=2**14, r=8, p=1, dklen=64)
        self._box = SecretBox(key[:32])
        self.outbox_key = key[32:].hex()

    def write(self, own: Own) -> None:
        """Raises InputError, StoreError."""
        make_private_folder(self._path.parent)
        box = bytes(self._box.encrypt(msgspec.json.encode(own))).hex()
        write_atomically(self._path, msgspec.json.encode(_Sealed(self._salt.hex(), box)))

    def _read(self, box: str) -> Own:
        return msgspec.json.decode(self._box.decrypt(bytes.fromhex(box)), type=Own)


def open_own(path: Path, pin: str) -> tuple[OwnFile, Own] | None:
    """What is kept, None where nothing is yet. Raises WrongPin, and InputError for a file that cannot be read."""
    if not path.exists():
        return None
    try:
        sealed = msgspec.json.decode(read_bytes(path, _MOST), type=_Sealed)
        file = OwnFile(path, pin, bytes.fromhex(sealed.salt))
        return file, file._read(sealed.box)
    except (CryptoError, ValueError, msgspec.MsgspecError) as error:
        raise WrongPin("join: that is not the PIN with which this was begun here; try again") from error


def new_own(path: Path, pin: str) -> OwnFile:
    return OwnFile(path, pin, os.urandom(16))
