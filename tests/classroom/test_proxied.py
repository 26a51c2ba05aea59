"""The line by which a proxy says whose a connection is."""

import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from quiz.classroom.address import OnNetwork
from quiz.classroom.server.proxied import whose
from tests.classroom.school import School, a_school

T = TypeVar("T")


@pytest.mark.parametrize(
    ("line", "address"),
    [
        (b"PROXY TCP4 192.168.1.20 192.168.1.10 51234 7443", "192.168.1.20"),
        (b"PROXY TCP6 2001:DB8::0:20 2001:db8::10 51234 7443", "2001:db8::20"),
        (b"PROXY UNKNOWN", None),
        (b"PROXY UNKNOWN ffff::1 ffff::2 1 2", None),
    ],
)
def test_a_line_names_an_address(line: bytes, address: str | None) -> None:
    assert whose(line) == address


@pytest.mark.parametrize(
    "line",
    [b"", b"GET / HTTP/1.1", b"PROXY", b"PROXY TCP4 a b 1 2", b"PROXY TCP4 192.168.1.20",
     b"PROXY UDP4 1.1.1.1 1.1.1.1 1 2", b"PROXY TCP4 192.168.1.999 1.1.1.1 1 2", b"\xff\xfe",
     b"proxy TCP4 1.1.1.1 1.1.1.1 1 2"],
)  # fmt: skip
def test_anything_else_is_none(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        whose(line)


def _hello(school: School, first: bytes) -> bytes:
    """What comes back over TLS after the first bytes; nothing where the server hangs up."""
    at = next(one for one in school.join if isinstance(one, OnNetwork))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    received, sent = ssl.MemoryBIO(), ssl.MemoryBIO()
    spoken = context.wrap_bio(received, sent)
    with socket.create_connection((at.host, at.port), 20) as plain:
        plain.sendall(first)

        def until(call: Callable[[], T]) -> T:
            while True:
                try:
                    found = call()
                except ssl.SSLWantReadError:
                    plain.sendall(sent.read())
                    data = plain.recv(65536)
                    if not data:
                        raise ConnectionResetError from None
                    received.write(data)
                else:
                    plain.sendall(sent.read())
                    return found

        try:
            until(spoken.do_handshake)
            until(lambda: spoken.write(b"GET /v1/hello HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"))
            return until(lambda: spoken.read(100))
        except OSError:
            return b""


LINE = b"PROXY TCP4 192.168.1.20 192.168.1.10 51234 7443\r\n"


def test_only_a_named_proxy_is_believed_and_it_has_to_say(tmp_path: Path) -> None:
    with a_school(tmp_path, network=True) as school:
        assert b" 200 " in _hello(school, b"")
        assert _hello(school, LINE) == b""
        school.stop()
        school.proxies = ("192.0.2.7",)  # another one than those who connect here
        school.start()
        assert b" 200 " in _hello(school, b"")
        assert _hello(school, LINE) == b""
        school.stop()
        school.proxies = ("127.0.0.1",)
        school.start()
        assert b" 200 " in _hello(school, LINE)
        for wrong in (b"", b"GET / HTTP/1.1\r\n\r\n", b"PROXY " + 300 * b"x", b"PROXY TCP4 x y 1 2\r\n"):
            assert _hello(school, wrong) == b""
        assert b" 200 " in _hello(school, LINE)
