"""Packs and hand-ins as files: how they are signed and sealed, and what is wrong with one.

A pack is what a learner needs, without a key, signed with the class's Ed25519 key (RFC 8032). A hand-in is an attempt's
events, signed with a key made for that attempt alone, and sealed to the class's X25519 key (libsodium's sealed box), so
that nobody but the teacher reads it. An attempt's id is made from its key: no other key can sign a hand-in of it.
"""

import base64
import hashlib
from typing import Literal

import msgspec
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey

from quiz.classroom.by_folder import Contents, HandIn, version_of
from quiz.errors import InputError

PACK = "sitting.pack"
HAND_INS = "hand-ins"
ENDING = ".handin"
READ_ME = "README.txt"

MOST_PACK = 16 * 1024 * 1024
MOST_HAND_IN = 6 * 1024 * 1024
"""Bytes of a file; a larger one is not read."""
MOST_HELD = 20_000
"""Events of a hand-in."""

_PACK_MAGIC = b"closeread pack 1\n"
_HAND_IN_MAGIC = b"closeread hand-in 1\n"
_KEY, _SIGNATURE, _DIGEST, _SEEN_KEY = 32, 64, 32, 8

Fault = Literal["not-a-hand-in", "damaged", "another-class", "forged"]

_encode = msgspec.json.Encoder().encode


class Pack(msgspec.Struct, frozen=True):
    """A pack that has been read. version: names exactly this content. code: of the class's key, to compare."""

    contents: Contents
    version: str
    code: str


class Unfit(InputError):
    """A file that is no sound hand-in."""

    def __init__(self, fault: Fault, said: str) -> None:
        super().__init__(said)
        self.fault = fault


class ClassKeys:
    """A class's pair of keys, from the 64 bytes that are kept of them."""

    def __init__(self, secret: bytes) -> None:
        self._private = PrivateKey(secret[:_KEY])
        self._signing = SigningKey(secret[_KEY:])

    @property
    def public(self) -> str:
        """What hand-ins are sealed to: 64 hex digits."""
        return bytes(self._private.public_key).hex()

    @property
    def code(self) -> str:
        return _code(bytes(self._signing.verify_key))

    def write_pack(self, payload: bytes) -> bytes:
        """The bytes of a pack file. payload: its ``Contents`` as JSON."""
        return _PACK_MAGIC + bytes(self._signing.verify_key) + self._signing.sign(payload).signature + payload

    def open(self, data: bytes) -> HandIn:
        """The hand-in in a file's bytes. Raises Unfit."""
        head = len(_HAND_IN_MAGIC)
        if data[:head] != _HAND_IN_MAGIC:
            raise Unfit("not-a-hand-in", "not a hand-in")
        seen, digest = data[head : head + _SEEN_KEY], data[head + _SEEN_KEY : head + _SEEN_KEY + _DIGEST]
        sealed = data[head + _SEEN_KEY + _DIGEST :]
        if hashlib.sha256(seen + sealed).digest() != digest:
            raise Unfit("damaged", "damaged: it is not as it was written; ask for the file again")
        if seen != _seen_key(self.public):
            raise Unfit("another-class", "not for this class, or sealed to a key this class no longer has")
        try:
            plain = SealedBox(self._private).decrypt(sealed)
        except (CryptoError, ValueError) as error:
            raise Unfit("forged", "forged: its seal does not open") from error
        return _signed(plain)


def _signed(plain: bytes) -> HandIn:
    verify, signature, payload = plain[:_KEY], plain[_KEY : _KEY + _SIGNATURE], plain[_KEY + _SIGNATURE :]
    try:
        VerifyKey(verify).verify(_HAND_IN_MAGIC + payload, signature)
    except (CryptoError, ValueError) as error:
        raise Unfit("forged", "forged: the signature of its attempt does not hold") from error
    try:
        found = msgspec.json.decode(payload, type=HandIn)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Unfit("forged", "forged: what is sealed in it is no hand-in") from error
    if found.attempt != attempt_of(verify):
        raise Unfit("forged", "forged: signed with another key than its attempt's")
    if len(found.events) > MOST_HELD or len({sent.id for sent in found.events}) < len(found.events):
        raise Unfit("forged", "forged: no attempt has such events")
    return found


def attempt_of(verify: bytes) -> str:
    """The id of the attempt that a key signs."""
    return hashlib.sha256(b"attempt\0" + verify).hexdigest()[:32]


def new_attempt(seed: bytes) -> str:
    """The id of the attempt whose key grows from a seed of 32 random bytes."""
    return attempt_of(bytes(SigningKey(seed).verify_key))


def write_hand_in(hand_in: HandIn, seed: bytes, key: str) -> bytes:
    """The bytes of a hand-in file. seed: of the attempt's key. key: the class's."""
    signing, payload = SigningKey(seed), _encode(hand_in)
    plain = bytes(signing.verify_key) + signing.sign(_HAND_IN_MAGIC + payload).signature + payload
    sealed = SealedBox(PublicKey(bytes.fromhex(key))).encrypt(plain)
    seen = _seen_key(key)
    return _HAND_IN_MAGIC + seen + hashlib.sha256(seen + sealed).digest() + sealed


def read_pack(data: bytes, where: str) -> Pack:
    """A pack file's bytes. Raises InputError where it is none or is not as the teacher wrote it."""
    head = len(_PACK_MAGIC)
    verify, signature = data[head : head + _KEY], data[head + _KEY : head + _KEY + _SIGNATURE]
    payload = data[head + _KEY + _SIGNATURE :]
    if data[:head] != _PACK_MAGIC:
        raise InputError(f"{where}: not made by 'quiz class pack', or by another version; ask the teacher for it again")
    try:
        VerifyKey(verify).verify(payload, signature)
        contents = msgspec.json.decode(payload, type=Contents)
        PublicKey(bytes.fromhex(contents.key))
    except (CryptoError, ValueError, msgspec.MsgspecError, RecursionError) as error:
        raise InputError(f"{where}: damaged; ask the teacher for the folder again") from error
    return Pack(contents, version_of(payload), _code(verify))


def _seen_key(key: str) -> bytes:
    return hashlib.sha256(bytes.fromhex(key)).digest()[:_SEEN_KEY]


def _code(verify: bytes) -> str:
    letters = base64.b32encode(hashlib.sha256(verify).digest())[:8].decode()
    return f"{letters[:4]}-{letters[4:]}"
