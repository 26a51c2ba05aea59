"""The join line: where a class is met, and how a learner's program knows that it is the right one.

Two forms. On the machine itself ``unix:/run/closeread/3f9a.sock:1001``: a socket and the uid that the server must have.
On a network ``192.168.1.20:7443/ABCDEF-GHIJKL``: a host, a port and the first 60 bits of the SHA-256 of the server's
public key (DER, SubjectPublicKeyInfo), in base32 (RFC 4648), written as two groups of six.
"""

import base64
import hashlib
import re

import msgspec

from quiz.errors import InputError

PORT = 7443
PIN_LENGTH = 12
"""Base32 characters of the pin: 60 bits."""

_NETWORK = re.compile(r"^(?P<host>\[[0-9a-fA-F:.%]+\]|[^\s/:\[\]]+)(?::(?P<port>\d{1,5}))?/(?P<pin>[A-Za-z0-9\s-]+)$")
_MISREAD = str.maketrans("018", "OIB")
"""Digits that base32 does not have, and what they were read for."""


class OnThisMachine(msgspec.Struct, frozen=True):
    """path: of the socket. uid: the server's."""

    path: str
    uid: int

    def __str__(self) -> str:
        return f"unix:{self.path}:{self.uid}"


class OnNetwork(msgspec.Struct, frozen=True):
    """pin: 12 base32 characters, as ``pin_of`` makes them."""

    host: str
    port: int
    pin: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        half = PIN_LENGTH // 2
        return f"{host}:{self.port}/{self.pin[:half]}-{self.pin[half:]}"


Address = OnThisMachine | OnNetwork


def pin_of(public_key: bytes) -> str:
    """The pin of a public key (DER, SubjectPublicKeyInfo): upper case, without the hyphen."""
    return base64.b32encode(hashlib.sha256(public_key).digest())[:PIN_LENGTH].decode()


def read_join_line(line: str) -> Address:
    """The address a join line names; ``quiz join`` may stand before it. Raises InputError that says what to check."""
    bare = line.strip().removeprefix("quiz join").strip().strip("'\"")
    if bare.startswith("unix:"):
        path, _, uid = bare.removeprefix("unix:").rpartition(":")
        if not path.startswith("/") or not uid.isdecimal() or len(uid) > 10:
            raise InputError(
                f"join: {line.strip()[:80]!r} is cut short; a socket's path and a number after it: check it"
            )
        return OnThisMachine(path, int(uid))
    found = _NETWORK.match(bare)
    if found is None:
        raise InputError(
            f"join: {line.strip()[:80]!r} is no join line; type it as the teacher's screen shows it, "
            "such as 192.168.1.20:7443/ABCDEF-GHIJKL"
        )
    pin = re.sub(r"[\s-]", "", found["pin"]).upper().translate(_MISREAD)
    if len(pin) != PIN_LENGTH:
        raise InputError(f"join: the code after / has {len(pin)} letters and digits, not {PIN_LENGTH}; check it")
    port = int(found["port"] or PORT)
    if not 0 < port < 65536:
        raise InputError(f"join: {port} is no port; check the number after the colon")
    return OnNetwork(found["host"].strip("[]"), port, pin)
