"""Addresses, host names and secrets: nothing of them is in a class's files or in what its server reports."""

import hashlib
import http.client
import shutil
import socket
import sqlite3
import ssl
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from quiz.classroom.address import OnNetwork
from quiz.classroom.server.pins import keyed, read_pepper

from . import school as module
from .school import Caller, School, a_school

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs a second loopback address")

ELSEWHERE = "127.77.66.55"
"""Where these learners sit."""


@pytest.fixture
def sat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[School]:
    """A class whose learners come over the network from ``ELSEWHERE``."""
    monkeypatch.setattr(module, "_connect", _from_elsewhere)
    with a_school(tmp_path, network=True) as school:
        yield school


def _from_elsewhere(address: object) -> http.client.HTTPSConnection:
    assert isinstance(address, OnNetwork)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection(
        address.host, address.port, timeout=20, context=context, source_address=(ELSEWHERE, 0)
    )


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "class.reserve")


def test_no_address_and_no_host_name_is_left(sat: School, capfd: pytest.CaptureFixture[str]) -> None:
    sat.open()
    ada = sat.learner("Ada", network=True)
    ada.begin()
    ada.answer_all()
    stranger = sat.caller(network=True)
    for pin in ("1", "2"):
        status, _ = stranger.raw("POST", "/v1/login", b'{"name": "Ben", "pin": "%s"}' % pin.encode())
        assert status in (401, 403, 429)
    ada.hand_in()
    for moment in ("while it runs", "once it is over"):
        if moment == "once it is over":
            sat.stop()
        kept = everything_in(sat.folder)
        assert b"SQLite format 3" in kept, moment
        host = socket.gethostname()
        # A name of a few letters stands in any megabyte by chance.
        spelled = [ELSEWHERE, "127.0.0.1", "localhost", *([host] if len(host) > 5 else [])]
        hashed = [
            how(one.encode()).hexdigest()
            for one in (ELSEWHERE, f"{ELSEWHERE}:0")
            for how in (hashlib.sha256, hashlib.md5)
        ]
        packed = [socket.inet_aton(ELSEWHERE), ELSEWHERE.encode().hex().encode()]
        looked_for = [*(one.encode() for one in (*spelled, *hashed)), *packed]
        assert [one for one in looked_for if one in kept] == [], moment
    reported = "".join(capfd.readouterr())
    assert ELSEWHERE not in reported
    # The failed logins were counted for this address all the same, or the test has looked at nothing.
    copied = sat.folder.parent / "copy.db"
    shutil.copy(sat.folder / "class.db", copied)
    with closing(sqlite3.connect(copied)) as store:
        counted = dict(store.execute("SELECT key, count FROM tries").fetchall())
    assert counted[keyed(read_pepper(sat.folder / "pepper"), "source", f"network {ELSEWHERE}")] >= 1


MARK = "mark3f9ac1"


def test_no_log_has_a_pin_a_token_or_an_answer(sat: School, capfd: pytest.CaptureFixture[str]) -> None:
    sat.open()
    ada = sat.learner("Ada", network=True)
    ada.begin()
    hostile = f"{MARK}\\r\\nfalse line\\u001b[2J"
    stranger = sat.caller(network=True)
    tried = {"login": 0, "token": 0, "answer": 0, "torn": 0}
    for at in range(330):
        if at % 20 == 0:  # each is hashed, which takes its time
            stranger.raw("POST", "/v1/login", f'{{"name": "{hostile}{at}", "pin": "{MARK}{at}"}}'.encode())
            tried["login"] += 1
        stranger.raw("GET", "/v1/sittings", None, token=f"{MARK}{at}")
        _answer(ada, f'{{"kind": "answered", "question": "q1", "response": "{hostile}"}}')
        _answer(ada, f'{{"kind": "{hostile}"')
        for name in ("token", "answer", "torn"):
            tried[name] += 1
    sat.stop()
    reported = "".join(capfd.readouterr())
    assert sum(tried.values()) > 1000
    assert MARK not in reported
    assert "\x1b" not in reported
    assert "false line" not in reported
    assert len(reported.splitlines()) < 20, "there is no line for each request"


def _answer(ada: Caller, body: str) -> None:
    assert ada.opened is not None
    ada.number += 1
    text = (
        f'{{"attempt": "{ada.opened.attempt}", "terminal": "{ada.terminal}", "fence": {ada.fence}, "events": [{{"id": '
        f'"{ada.number:032x}", "number": {ada.number}, "at": 1, "elapsed": 1, "body": {body}}}]}}'
    )
    ada.raw("POST", "/v1/events", text.encode())


def test_the_marks_would_be_seen(tmp_path: Path) -> None:
    """The control: what is looked for is found where it is."""
    (tmp_path / "file").write_bytes(b"x" + socket.inet_aton(ELSEWHERE) + ELSEWHERE.encode())
    assert ELSEWHERE.encode() in everything_in(tmp_path)
