"""Who answers is certain before anything is said: 0 bytes of a PIN reach anybody else."""

import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from quiz.classroom.address import OnNetwork, OnThisMachine, pin_of
from quiz.classroom.client.connection import Connection, Unreachable, WrongServer
from quiz.classroom.wire import API, Hello, Login, Session
from tests.faults.worlds import times

PIN = "314159"
HELLO = b'{"api":%d,"classroom":"7b","now":0}' % API
Answer = Callable[[bytes], bytes]


def an_answer(body: bytes, kind: bytes = b"application/json", status: bytes = b"200 OK") -> bytes:
    head = b"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (status, kind, len(body))
    return head + body


class Impostor:
    """Listens, and remembers every byte that it could read."""

    def __init__(self, listening: socket.socket, answer: bytes, context: ssl.SSLContext | None = None) -> None:
        self.heard = b""
        self._listening, self._answer, self._context = listening, answer, context
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            with suppress(OSError), line:
                line.settimeout(5)
                with line if self._context is None else self._context.wrap_socket(line, server_side=True) as open_line:
                    while data := open_line.recv(65536):
                        self.heard += data
                        if b"\r\n\r\n" in data:
                            open_line.sendall(self._answer)

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(10)


@contextmanager
def on_socket(folder: Path, answer: bytes) -> Iterator[tuple[Impostor, str]]:
    path = str(folder / "s")
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(path)
    listening.listen()
    impostor = Impostor(listening, answer)
    try:
        yield impostor, path
    finally:
        impostor.close()


@contextmanager
def on_network(answer: bytes, context: ssl.SSLContext | None) -> Iterator[tuple[Impostor, int]]:
    listening = socket.create_server(("127.0.0.1", 0))
    impostor = Impostor(listening, answer, context)
    try:
        yield impostor, listening.getsockname()[1]
    finally:
        impostor.close()


def a_key(folder: Path, *, begins: int = -1, ends: int = 1) -> tuple[ssl.SSLContext, str]:
    """A server's side of TLS with a new key, valid from so many days to so many days from now, and its pin."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "somewhere else")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now + timedelta(days=begins))
        .not_valid_after(now + timedelta(days=ends))
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{os.urandom(4).hex()}.pem"
    no_password = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, no_password)
    path.write_bytes(pem + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    info = serialization.PublicFormat.SubjectPublicKeyInfo
    return context, pin_of(key.public_key().public_bytes(serialization.Encoding.DER, info))


def log_in(connection: Connection) -> Session:
    try:
        return connection.call("POST", "/v1/login", Session, Login("Ada", PIN))
    finally:
        connection.close()


def test_a_socket_of_another_account_hears_nothing(tmp_path: Path) -> None:
    theirs = pytest.raises(WrongServer, match="tell your teacher")
    with on_socket(tmp_path, an_answer(HELLO)) as (impostor, path), theirs:
        log_in(Connection(OnThisMachine(path, os.getuid() + 1)))
    assert impostor.heard == b""


def test_the_right_account_is_spoken_to(tmp_path: Path) -> None:
    with on_socket(tmp_path, an_answer(HELLO)) as (impostor, path):
        connection = Connection(OnThisMachine(path, os.getuid()))
        for _ in range(3):  # over one line
            assert connection.call("GET", "/v1/hello", Hello).classroom == "7b"
        connection.close()
    assert impostor.heard.count(b"GET /v1/hello") == 3


def test_another_key_hears_nothing(tmp_path: Path) -> None:
    for _ in range(times(5, 50)):
        context, _ = a_key(tmp_path)
        _, pin = a_key(tmp_path)
        theirs = pytest.raises(WrongServer, match="compare the code")
        with on_network(an_answer(HELLO), context) as (impostor, port), theirs:
            log_in(Connection(OnNetwork("127.0.0.1", port, pin)))
        assert impostor.heard == b""


@pytest.mark.parametrize("days", [(-400, -30), (30, 400), (-1, 1)], ids=["expired", "not yet", "now"])
def test_dates_and_names_do_not_matter_and_the_key_does(tmp_path: Path, days: tuple[int, int]) -> None:
    context, pin = a_key(tmp_path, begins=days[0], ends=days[1])
    with on_network(an_answer(HELLO), context) as (_, port):
        connection = Connection(OnNetwork("127.0.0.1", port, pin))
        assert connection.call("GET", "/v1/hello", Hello).classroom == "7b"
        connection.close()


def test_an_older_protocol_is_not_spoken(tmp_path: Path) -> None:
    context, pin = a_key(tmp_path)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with on_network(an_answer(HELLO), context) as (impostor, port), pytest.raises(Unreachable):
        log_in(Connection(OnNetwork("127.0.0.1", port, pin)))
    assert impostor.heard == b""


def test_without_encryption_nothing_is_said(tmp_path: Path) -> None:
    _, pin = a_key(tmp_path)
    with on_network(an_answer(HELLO), None) as (impostor, port), pytest.raises(Unreachable):
        log_in(Connection(OnNetwork("127.0.0.1", port, pin)))
    assert PIN.encode() not in impostor.heard
    assert b"login" not in impostor.heard


@pytest.mark.parametrize(
    "answer",
    [
        an_answer(b"<html>Welcome to SchoolNet. Please log in.</html>", b"text/html"),
        an_answer(b"", b"text/html", b"302 Found"),
        an_answer(b"{}"),
        an_answer(b'{"api":1,"classroom":"7b","now":0,"extra":1}'),
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"api\":1",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n" + b"x" * 1000,
    ],
)  # fmt: skip
def test_a_network_login_page_and_other_answers_are_told_from_the_server(tmp_path: Path, answer: bytes) -> None:
    with on_socket(tmp_path, answer) as (_, path):
        connection = Connection(OnThisMachine(path, os.getuid()))
        with pytest.raises(Unreachable):
            connection.call("GET", "/v1/hello", Hello, patience=1.0)
        connection.close()


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="no class is open"):
        Connection(OnThisMachine(str(tmp_path / "s"), 0)).call("GET", "/v1/hello", Hello)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(Unreachable, match="no class server is running"):
        Connection(OnNetwork("127.0.0.1", port, "A" * 12)).call("GET", "/v1/hello", Hello)
