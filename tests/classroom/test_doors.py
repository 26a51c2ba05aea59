"""Sockets, TLS and files: who is at the other end, and who may read what."""

import asyncio
import os
import socket
import ssl
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.classroom.address import OnNetwork, pin_of
from quiz.classroom.roster import Learner
from quiz.classroom.server import running
from quiz.classroom.server.certificate import ensure_key
from quiz.classroom.server.doors import MOST_HEAD
from quiz.classroom.server.founding import found
from quiz.classroom.server.running import open_service
from quiz.errors import QuizError
from quiz.store.classes.disk import ClassHome
from quiz.store.errors import StoreLocked
from tests.builders import ROOT
from tests.waiting import run_to_end

from .school import YEAR, School, a_school

ROOTLESS = os.geteuid() != 0
OWN = 23456


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("doors")
    with a_school(folder, ["Ben", Learner("Ada", OWN)], network=True) as school:
        yield school


ASK = """
import ctypes, http.client, os, socket, sys
uid, path = int(sys.argv[1]), sys.argv[2]
os.setgroups([]); os.setgid(uid); os.setuid(uid)
if sys.argv[6:]:
    # A user namespace in which this account is root; a process that has given up root must say it may be looked at.
    libc = ctypes.CDLL(None)
    libc.prctl(4, 1, 0, 0, 0)
    if libc.unshare(0x10000000):
        sys.exit("no user namespaces here")
    open("/proc/self/uid_map", "w").write(f"0 {uid} 1")
    assert os.getuid() == 0
line = socket.socket(socket.AF_UNIX); line.connect(path)
connection = http.client.HTTPConnection("localhost"); connection.sock = line
connection.request(sys.argv[3], sys.argv[4], sys.argv[5].encode() or None)
answer = connection.getresponse(); print(answer.status, answer.read().decode())
"""


def ask_as(uid: int, path: Path, method: str, where: str, body: str = "", *more: str) -> str:
    command = [sys.executable, "-I", "-c", ASK, str(uid), str(path), method, where, body, *more]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done.stdout or done.stderr


@pytest.mark.skipif(ROOTLESS, reason="needs root to be somebody else")
class TestAccounts:
    """RELIABILITY 42."""

    def test_ones_own_account_is_let_in(self, school: School) -> None:
        path = school.sockets / "learners.sock"
        assert '"by_account":true' in ask_as(OWN, path, "GET", "/v1/hello")
        assert '"name":"Ada"' in ask_as(OWN, path, "POST", "/v1/login", "{}")

    @pytest.mark.parametrize("uid", [0, 65534, 23457, 3_000_000_000])
    def test_others_are_refused_politely(self, school: School, uid: int) -> None:
        path = school.sockets / "learners.sock"
        assert '"by_account":true' not in ask_as(uid, path, "GET", "/v1/hello")
        assert ask_as(uid, path, "POST", "/v1/login", "{}").startswith(
            '403 {"code":"login-refused","said":"this account'
        )

    def test_root_of_a_user_namespace_is_who_it_was(self, school: School) -> None:
        path = school.sockets / "learners.sock"
        said = ask_as(OWN + 5, path, "POST", "/v1/login", "{}", "as root")
        if "no user namespaces" in said:
            pytest.skip(said.strip())
        assert "login-refused" in said
        assert '"name":"Ada"' in ask_as(OWN, path, "POST", "/v1/login", "{}", "as root")

    def test_another_account_cannot_reach_the_teachers_calls_or_files(self, school: School) -> None:
        assert "Error" in ask_as(OWN, school.folder / "control.sock", "GET", "/v1/teacher/sittings")
        for name in ("class.db", "pepper", "key.pem"):
            done = run_to_end(
                ["setpriv", f"--reuid={OWN}", f"--regid={OWN}", "--clear-groups", "cat", str(school.folder / name)],
                capture_output=True,
            )
            assert done.returncode != 0


def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    """RELIABILITY 48."""
    for umask in (0o000, 0o022, 0o077):
        old = os.umask(umask)
        try:
            with a_school(tmp_path / f"{umask}", ["Ada"], network=True) as school:
                school.open()
                for path in [school.folder, *school.folder.rglob("*")]:
                    assert stat.S_IMODE(path.lstat().st_mode) & 0o077 == 0, path
        finally:
            os.umask(old)


@pytest.mark.parametrize("name", ["class.db", "pepper", "class.lock", "class.db-wal", "control.sock"])
@pytest.mark.parametrize("plant", ["link", "hard link"])
def test_what_was_planted_is_refused(tmp_path: Path, name: str, plant: str) -> None:
    """RELIABILITY 48: nothing is written through a link, nothing of another's is taken for ours."""
    found(tmp_path / "class", "7b", [Learner("Ada")], expires=YEAR, now=1)
    target = tmp_path / "theirs"
    target.write_bytes(b"theirs")
    path = tmp_path / "class" / name
    path.unlink(missing_ok=True)
    if plant == "link":
        path.symlink_to(target)
    else:
        os.link(target, path)
    command = [sys.executable, "-m", "tests.classroom.server_program", str(tmp_path / "class"), str(tmp_path), "-"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode != 0
    assert target.read_bytes() == b"theirs"


def test_a_key_and_a_certificate_of_two_copies_are_told_and_the_server_ends(tmp_path: Path) -> None:
    """Its doors would else be waited for in silence and for ever."""
    homes = [ClassHome(tmp_path / name) for name in ("one", "two")]
    for home in homes:
        found(home.folder, "7b", [Learner("Ada")], expires=YEAR, now=1)
        ensure_key(home)
    homes[1].key.replace(homes[0].key)
    command = [sys.executable, "-m", "tests.classroom.server_program", str(homes[0].folder), str(tmp_path), "-"]
    done = run_to_end([*command, "127.0.0.1", "0"], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode != 0
    assert "key.pem: does not go with certificate.pem; take both" in done.stderr


def test_two_servers_of_one_class(school: School) -> None:
    with pytest.raises(StoreLocked, match="is running"):
        open_service(school.folder)


def _address(school: School) -> OnNetwork:
    address = school.join[1]
    assert isinstance(address, OnNetwork)
    return address


def test_tls_is_1_3_with_the_pinned_key_and_nothing_older(school: School) -> None:
    address = _address(school)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection((address.host, address.port)) as raw, context.wrap_socket(raw) as line:
        assert line.version() == "TLSv1.3"
        certificate = line.getpeercert(binary_form=True)
        assert certificate is not None
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = x509.load_der_x509_certificate(certificate).public_key()
    assert pin_of(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)) == address.pin
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with socket.create_connection((address.host, address.port)) as raw, pytest.raises(ssl.SSLError):
        context.wrap_socket(raw)
    with socket.create_connection((address.host, address.port)) as raw:
        raw.sendall(b"GET /v1/hello HTTP/1.1\r\nHost: x\r\n\r\n")
        assert b"classroom" not in raw.recv(1000)


def test_the_key_stays_over_a_restart(school: School) -> None:
    before = _address(school).pin
    school.kill()
    school.start()
    assert _address(school).pin == before


def test_headers_without_end_and_forged_senders(school: School) -> None:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(school.sockets / "learners.sock"))
        line.settimeout(20)
        line.sendall(b"GET /v1/hello HTTP/1.1\r\nHost: x\r\n")
        with pytest.raises(OSError, match=r"reset|pipe"):  # noqa: PT012  the end may show at either call
            for number in range(10 * MOST_HEAD // 100):
                line.sendall(f"X-{number}: {'x' * 100}\r\n".encode())
            if not line.recv(1000):
                raise BrokenPipeError(32, "Broken pipe")
    caller = school.caller()
    status, body = caller.raw("GET", "/v1/hello")
    assert status == 200
    assert b'"by_account":true' not in body
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(school.sockets / "learners.sock"))
        line.sendall(b"POST /v1/login HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 1.2.3.4\r\nX-Uid: 23456\r\n"
                     b"Content-Length: 2\r\nConnection: close\r\n\r\n{}")  # fmt: skip
        assert b"403" in line.recv(1000).split(b"\r\n")[0]


def test_a_class_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(QuizError, match="no class is kept here"):
        open_service(tmp_path)


def test_a_reply_over_the_network_does_not_wait_for_more_to_send() -> None:
    """Nagle's algorithm would hold each reply's second packet back until the first is acknowledged: 40 ms."""
    listening = running._network("127.0.0.1", 0)
    delays = []

    async def accept(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        delays.append(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0)
        writer.close()

    async def connect() -> None:
        async with await asyncio.start_server(accept, sock=listening):
            reader, writer = await asyncio.open_connection(*listening.getsockname())
            await reader.read()
            writer.close()

    asyncio.run(connect())
    assert delays == [False]
