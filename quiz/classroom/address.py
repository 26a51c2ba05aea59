"""The join line: where a class is met, and how a learner's program knows that it is the right one.

Two forms. On the machine itself ``unix:/run/closeread/3f9a.sock:1001``: a socket and the uid that the server must have.
On a network ``192.168.1.20:7443/ABCDEF-GHIJKL-MN``: a host, a port and the first 60 bits of the SHA-256 of the server's
public key (DER, SubjectPublicKeyInfo), in base32 (RFC 4648), written as two groups of six. It is typed from a board, so
two more letters check the rest: a slip of the hand is told from a server that is not there.
"""

import base64
import hashlib
import re

import msgspec

from quiz.errors import InputError
from quiz.text.sanitise import one_line

PORT = 7443
PIN_LENGTH = 12
"""Base32 characters of the pin: 60 bits."""
EXAMPLE = "192.168.1.20:7443/ABCDEF-GHIJKL-MN"

_CHECK_LENGTH = 2
_HOST = re.compile(r"\[[0-9a-fA-F:.%]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_MISREAD = str.maketrans("018", "OIB")
"""Digits that base32 does not have, and what they were read for."""


class OnThisMachine(msgspec.Struct, frozen=True):
    """path: of the socket. uid: the server's."""

    path: str
    uid: int

    def __str__(self) -> str:
        return f"unix:{self.path}:{self.uid}"

    @property
    def server(self) -> str:
        """Names the server, so that what is kept for one is not sent to another."""
        return str(self)


class OnNetwork(msgspec.Struct, frozen=True):
    """pin: 12 base32 characters, as ``pin_of`` makes them."""

    host: str
    port: int
    pin: str

    def __str__(self) -> str:
        half = PIN_LENGTH // 2
        where = self._where
        return f"{where}/{self.pin[:half]}-{self.pin[half:]}-{_check(where, self.pin)}"

    @property
    def server(self) -> str:
        """Names the server wherever it stands: its address may be another one tomorrow, its key is not."""
        return self.pin

    @property
    def _where(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}".lower()


Address = OnThisMachine | OnNetwork


def pin_of(public_key: bytes) -> str:
    """The pin of a public key (DER, SubjectPublicKeyInfo): upper case, without the hyphen."""
    return _letters(public_key, PIN_LENGTH)


def read_join_line(line: str) -> Address:
    """The address a join line names; ``quiz join`` may stand before it. Raises InputError that says what to check."""
    bare = one_line(line).removeprefix("quiz join").strip().strip("'\"")
    if not bare:
        raise InputError(f"join: the line is empty; type the one that the teacher's screen shows, such as {EXAMPLE}")
    if bare.startswith(("unix:", "/")):
        return _on_this_machine(bare.removeprefix("unix:"))
    where, slash, code = bare.partition("/")
    if not slash:  # copied by hand, the code may stand after a space
        where, _, code = bare.partition(" ")
    address = _where(where.strip())
    if not code.strip():
        raise InputError(f"join: the code after the address is missing; a whole line looks like {EXAMPLE}")
    letters = re.sub(r"[\s-]", "", code).upper().translate(_MISREAD)
    strange = next((one for one in letters if not (one.isascii() and one.isalpha()) and one not in "234567"), "")
    if strange:
        raise InputError(f"join: {strange!r} is in no code; compare what follows / with the teacher's screen")
    if len(letters) != PIN_LENGTH + _CHECK_LENGTH:
        raise InputError(
            f"join: the code after / has {len(letters)} letters and digits, not {PIN_LENGTH + _CHECK_LENGTH}; "
            "compare it with the teacher's screen"
        )
    found = OnNetwork(*address, letters[:PIN_LENGTH])
    if str(found)[-_CHECK_LENGTH:] != letters[PIN_LENGTH:]:
        raise InputError(
            "join: a letter or a number is not as the teacher's screen shows it; compare the address and the code"
        )
    return found


def _on_this_machine(typed: str) -> OnThisMachine:
    path, _, uid = typed.rpartition(":")
    if not path.startswith("/") or not (uid.isascii() and uid.isdecimal()) or len(uid) > 10:
        raise InputError("join: the line is cut short; it is unix:, a socket's path, a colon and a number: check it")
    return OnThisMachine(path, int(uid))


def _where(typed: str) -> tuple[str, int]:
    host, colon, port = typed.rpartition(":")
    if not colon or (typed.startswith("[") and typed.endswith("]")):
        host, port = typed, str(PORT)
    if not _HOST.fullmatch(host):
        raise InputError(f"join: {host!r} is no address; type the line as the teacher's screen shows it, as {EXAMPLE}")
    if not (port.isascii() and port.isdecimal() and len(port) < 6 and 0 < int(port) < 65536):
        raise InputError(f"join: {port!r} is no port; check the number after the colon")
    return host.strip("[]").lower(), int(port)


def _check(where: str, pin: str) -> str:
    return _letters(f"{where}/{pin}".encode(), _CHECK_LENGTH)


def _letters(data: bytes, count: int) -> str:
    return base64.b32encode(hashlib.sha256(data).digest())[:count].decode()
