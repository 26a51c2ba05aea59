"""One line to the class server: over a Unix socket or TLS 1.3, sure of who answers before anything is said.

Calls block, so they are made in a thread that paints nothing. A line that stood idle and was cut is opened again by
itself: every call may be repeated.
"""

import http.client
import socket
import ssl
import struct
import sys
import time
from typing import TypeVar

import msgspec

from quiz.classroom.address import Address, OnNetwork, OnThisMachine, pin_of
from quiz.classroom.wire import Fault
from quiz.errors import QuizError, missing

T = TypeVar("T")

CONNECT = 5.0
"""Seconds to get a connection."""
ANSWER = 10.0
"""Seconds to get a whole answer: what dribbles in for longer is given up."""
MOST_ANSWER = 16 * 1024 * 1024
"""Bytes of an answer."""

_encode = msgspec.json.Encoder().encode


class Unreachable(QuizError):
    """No answer of the class server; trying again may help."""


class WrongServer(QuizError):
    """Somebody else answers in the server's place. Nothing was told them, and nothing will be."""


class Refusal(QuizError):
    """The server said no. code as in ``wire.Fault``; retry: seconds after which to ask again, or 0."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.said)
        self.code = fault.code
        self.retry = fault.retry


class OnceMore(Refusal):
    """Where there is no server nobody can check a PIN, so it is asked for twice."""

    def __init__(self, *, differs: bool = False) -> None:
        """differs: a PIN was typed before, and this one is another."""
        said = "nobody here can check the PIN, so type it once more"
        if differs:
            said = "this is not the PIN that you typed before; look at your slip, and type its PIN twice alike"
        super().__init__(Fault("login-refused", said))


class Connection:
    """Calls to one server, one at a time. Not for two threads at once."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._line: http.client.HTTPConnection | None = None

    def call(
        self,
        method: str,
        path: str,
        answers: type[T],
        body: msgspec.Struct | None = None,
        *,
        token: str = "",
        patience: float = ANSWER,
    ) -> T:
        """Ask, and read the answer as what it should be. Raises Unreachable, WrongServer or Refusal."""
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        content = b"" if body is None else _encode(body)
        until = time.monotonic() + patience
        used = self._line is not None
        try:
            status, said = self._ask(method, path, content, headers, until)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            # A server that has restarted, or has tired of an idle line, cuts it; there is nothing wrong with that.
            if not used or isinstance(error, TimeoutError):
                raise Unreachable(_why(error, self.address)) from error
            try:
                status, said = self._ask(method, path, content, headers, until)
            except (OSError, http.client.HTTPException) as again:
                self.close()
                raise Unreachable(_why(again, self.address)) from again
        try:
            if status == 200:
                return msgspec.json.decode(said, type=answers)
            fault = msgspec.json.decode(said, type=Fault)
        except msgspec.MsgspecError as error:
            self.close()
            raise Unreachable(
                "the class server's address is answered by something else, perhaps the network's own login page; "
                "log in to the network, or ask for the join line anew"
            ) from error
        raise Refusal(fault)

    def close(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _ask(self, method: str, path: str, content: bytes, headers: dict[str, str], until: float) -> tuple[int, bytes]:
        if self._line is None:
            line = _open_line(self.address)
            line.connect()
            self._line = line
        line = self._line
        line.sock.settimeout(max(0.1, until - time.monotonic()))
        line.request(method, path, body=content or None, headers=headers)
        answer = line.getresponse()
        pieces, size = [], 0
        while piece := answer.read1(65536):
            pieces.append(piece)
            size += len(piece)
            if time.monotonic() > until:
                raise TimeoutError("the answer takes too long")
            if size > MOST_ANSWER:
                raise http.client.HTTPException("the answer is too long")
        if answer.length:  # cut off before its end
            raise http.client.IncompleteRead(b"", answer.length)
        answer.close()  # reading to the end piece by piece does not free the line for the next call
        if answer.will_close:
            self.close()
        return answer.status, b"".join(pieces)


def _open_line(address: Address) -> http.client.HTTPConnection:
    return _Network(address) if isinstance(address, OnNetwork) else _Local(address)


class _Local(http.client.HTTPConnection):
    """Over a Unix socket whose other end is asked for its account by the kernel."""

    def __init__(self, address: OnThisMachine) -> None:
        super().__init__("localhost", timeout=CONNECT)
        self._address = address

    def connect(self) -> None:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(self.timeout)
            line.connect(self._address.path)
            uid = _peer_uid(line)
            if uid != self._address.uid:
                raise WrongServer(
                    f"the socket belongs to account {uid}, and not to {self._address.uid} as the join line says; "
                    "nothing was sent: tell your teacher"
                )
        except BaseException:
            line.close()
            raise
        self.sock = line


class _Network(http.client.HTTPConnection):
    """Over TLS 1.3 to whoever has the key that the join line names. Neither dates nor names are asked for: the clock
    of a school's machine may be wrong, and its address another one tomorrow."""

    def __init__(self, address: OnNetwork) -> None:
        super().__init__(address.host, address.port, timeout=CONNECT)
        self._pin = address.pin

    def connect(self) -> None:
        plain = socket.create_connection((self.host, self.port), self.timeout)
        try:
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line = _context().wrap_socket(plain)
            pin = pin_of(_public_key(line.getpeercert(binary_form=True) or b""))
        except BaseException:
            plain.close()
            raise
        if pin != self._pin:
            line.close()
            raise WrongServer(
                "the server there does not have the key that the join line names; nothing was sent: compare the code "
                "with the teacher's screen, and tell your teacher if it is the same"
            )
        self.sock = line


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # the pin is compared instead, before a byte is sent
    return context


def _public_key(certificate: bytes) -> bytes:
    try:
        from cryptography import x509
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    except ImportError as error:
        raise missing("join: a part is not installed", "class") from error
    try:
        key = x509.load_der_x509_certificate(certificate).public_key()
    except ValueError:
        return b""
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _peer_uid(line: socket.socket) -> int:
    if sys.platform == "linux":
        _, uid, _ = struct.unpack("iII", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
        return int(uid)
    # BSD and macOS: LOCAL_PEERCRED of SOL_LOCAL gives an xucred, whose second field is the uid.
    _, uid = struct.unpack_from("II", line.getsockopt(0, 1, 76))
    return int(uid)


def _why(error: Exception, address: Address) -> str:
    if isinstance(error, TimeoutError):
        return "the class server does not answer; is this computer on the class's network?"
    if isinstance(error, FileNotFoundError):
        return "no class is open at this join line; is it this computer, and has the class been opened?"
    if isinstance(error, PermissionError):
        return f"{address}: this account may not go there; ask your teacher"
    if isinstance(error, ConnectionRefusedError):
        return "no class server is running there; wait for your teacher to open the class"
    if isinstance(error, socket.gaierror):
        return "the host in the join line is not known here; compare the address with the teacher's screen"
    if isinstance(error, ssl.SSLError):
        return "what answers there does not speak as the class server does; compare the address and the port"
    return "the class server cannot be reached; is this computer on the class's network?"
