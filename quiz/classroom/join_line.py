"""The line a class joins by: where its server is, and by what a learner's program knows that it is that server.

    192.168.1.20:4477#K7M2QX-9PD4TR-8K         over the network, by the hash of the server's certificate
    /srv/quiz/3b.sock#1001-8K                  on one machine, by the account that the server runs under

The last two letters check the rest, so that a slip in typing is told from a server that is not there. Codes are
written in Crockford's base 32: no letter of them can be taken for another, and case does not matter.
"""

import hashlib
import re

import msgspec

from quiz.errors import InputError
from quiz.text.sanitise import one_line

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PROOF = 12
"""Letters of the certificate's hash: 60 bits."""
_CHECK = 2
_ALIKE = str.maketrans("OIL", "011")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\]")
EXAMPLE = "192.168.1.20:4477#K7M2QX-9PD4TR-8K"


class OnNetwork(msgspec.Struct, frozen=True):
    """host: a name, an IPv4 address, or an IPv6 one in brackets. proof: PROOF letters of the certificate's hash."""

    host: str
    port: int
    proof: str

    def __str__(self) -> str:
        where = f"{self.host}:{self.port}"
        grouped = f"{self.proof[:6]}-{self.proof[6:]}"
        return f"{where}#{grouped}-{_check(where, self.proof)}"

    @property
    def server(self) -> str:
        """Names the server wherever it stands: its address may change from day to day, its key does not."""
        return f"key {self.proof}"


class OnMachine(msgspec.Struct, frozen=True):
    """path: of a Unix socket. uid: of the account whose server listens there."""

    path: str
    uid: int

    def __str__(self) -> str:
        return f"{self.path}#{self.uid}-{_check(self.path, str(self.uid))}"

    @property
    def server(self) -> str:
        return f"uid {self.uid} {self.path}"


JoinLine = OnNetwork | OnMachine


def proof_of(certificate: bytes) -> str:
    """The letters of a join line that stand for a certificate (its DER bytes)."""
    return _letters(hashlib.sha256(certificate).digest(), PROOF)


def read_join_line(typed: str) -> JoinLine:
    """The join line that somebody typed or pasted. Raises InputError, which says what to check."""
    line = one_line(typed)
    where, hash_sign, code = line.partition("#")
    if not hash_sign:  # a line copied by hand may have a space there
        where, _, code = line.partition(" ")
    where = where.strip()
    if not where:
        raise InputError(f"join line: nothing is typed; it is the line your teacher shows, such as {EXAMPLE}")
    if not code.strip():
        raise InputError(f"join line: the code after the # is missing; a whole line looks like {EXAMPLE}")
    return _on_machine(where, code) if where.startswith("/") else _on_network(where, code)


def _on_network(where: str, code: str) -> OnNetwork:
    host, _, port = where.rpartition(":")
    if not _HOST.fullmatch(host):
        raise InputError(f"join line: {where!r} is no address; before the # stands a host and a port, as in {EXAMPLE}")
    if not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
        raise InputError(f"join line: {port!r} is no port; between : and # stands a number, as in {EXAMPLE}")
    letters = _read_letters(code)
    if len(letters) != PROOF + _CHECK:
        raise InputError(
            f"join line: the code after the # has {len(letters)} letters and digits instead of {PROOF + _CHECK}; "
            "compare it with what your teacher shows"
        )
    line = OnNetwork(host.lower(), int(port), letters[:PROOF])
    _compare(_check(f"{line.host}:{line.port}", line.proof), letters[PROOF:])
    return line


def _on_machine(path: str, code: str) -> OnMachine:
    uid, _, check = code.strip().rpartition("-")
    if not (uid.isascii() and uid.isdecimal() and len(uid) < 11):
        raise InputError("join line: after the # stand a number and two letters, such as #1001-8K; compare it")
    _compare(_check(path, uid), _read_letters(check))
    return OnMachine(path, int(uid))


def _compare(check: str, typed: str) -> None:
    if check != typed:
        raise InputError(
            "join line: a letter or a digit is not as your teacher shows it; compare the address and the code"
        )


def _read_letters(code: str) -> str:
    letters = re.sub(r"[\s-]", "", code).upper().translate(_ALIKE)
    strange = next((one for one in letters if one not in ALPHABET), "")
    if strange:
        meant = " (a V?)" if strange == "U" else ""
        raise InputError(f"join line: {strange!r}{meant} is in no code; compare it with what your teacher shows")
    return letters


def _check(where: str, code: str) -> str:
    return _letters(hashlib.sha256(f"{where}#{code}".encode()).digest(), _CHECK)


def _letters(data: bytes, count: int) -> str:
    number = int.from_bytes(data[: (count * 5 + 7) // 8]) >> (-count * 5) % 8
    return "".join(ALPHABET[number >> 5 * at & 31] for at in range(count - 1, -1, -1))
