"""A class to try things on: a real server in a process of its own, on a real store, and learners who call it."""

import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from quiz.attempts.events import Answered, Body, Drafted, Finished
from quiz.classroom.address import Address, OnNetwork, OnThisMachine, read_join_line
from quiz.classroom.control import Control
from quiz.classroom.roster import Learner
from quiz.classroom.server.founding import found
from quiz.classroom.teacher import Let, Plan, Sittings, SittingState, Step, Touch, Watch
from quiz.classroom.wire import Done, Events, Fault, News, Open, Opened, Received, Sent, Session, SittingCard
from quiz.questions.response import Picked, Response, Typed
from tests.builders import FERRY, ROOT
from tests.waiting import PATIENCE, head_of

T = TypeVar("T")
NAMES = ("Ada", "Ben", "Cleo", "Dora", "Emil")
YEAR = 365 * 86_400_000


def write_set(root: Path, name: str = "ferry-set", questions: str = "", more: str = "") -> Path:
    """A root with the ferry article and a set about it."""
    (root / "seeds").mkdir(parents=True, exist_ok=True)
    (root / "questions").mkdir(exist_ok=True)
    (root / "seeds" / "ferry.md").write_text(f"---\nid: ferry\ntitle: The ferry\nlanguage: en\n---\n{FERRY}")
    path = root / "questions" / f"{name}.yaml"
    path.write_text(f"title: The ferry\narticles: [ferry]\n{more}questions:\n{questions or QUESTIONS}")
    return path


QUESTIONS = """\
  - {id: saved, kind: number, prompt: How many were saved?, answer: 23, evidence: 23 people were saved,
     explain: Osten says so., hints: [It is under thirty.]}
  - {id: captain, kind: choice, prompt: Who was captain?, answer: Mira Osten, distractors: [Tom Reve, Ada Hale],
     evidence: Captain Mira Osten, explain: Osten commanded her.}
  - {id: when, kind: date, prompt: When did she sink?, answer: 2022-11-12, evidence: sank on 12 November 2022,
     explain: The first sentence.}
  - {id: map, kind: short, prompt: What did the owner speak of?, answer: an old map, evidence: spoke of an old map,
     explain: Hale Lines.}
"""
RIGHT: dict[str, Response] = {
    "number": Typed("23"),
    "choice": Picked(("Mira Osten",)),
    "date": Typed("12 November 2022"),
    "short": Typed("an old map"),
}
WRONG: dict[str, Response] = {
    "number": Typed("21"),
    "choice": Picked(("Tom Reve",)),
    "date": Typed("11 November 2022"),
    "short": Typed("an old boat"),
}


class School:
    """A class with its server. Start it with ``start``; ``kill`` and ``start`` again as often as wanted."""

    def __init__(
        self, folder: Path, names: Sequence[str | Learner] = NAMES, *, network: bool = False, database: str = ""
    ) -> None:
        self.root = folder / "library"
        write_set(self.root)
        self.folder = folder / "class"
        self.network = network
        self.proxies: tuple[str, ...] = ()
        # A socket's path must be short, and pytest's folders are long.
        self.sockets = Path(tempfile.mkdtemp(prefix="quiz-"))
        self.sockets.chmod(0o711)
        people = [one if isinstance(one, Learner) else Learner(one) for one in names]
        now = time.time_ns() // 1_000_000
        slips = found(self.folder, "7b", people, expires=now + YEAR, now=now, database=database)
        self.slips = {one.name: one.pin for one in slips}
        self.control = Control(self.folder)
        self.process: subprocess.Popen[str] | None = None
        self._callers: list[Caller] = []
        self.join: list[Address] = []

    def beside(self, name: str) -> "School":
        """Another server of the same class, with a copy of the class's folder, as on another host."""
        other = copy(self)
        other.folder = self.folder.parent / name
        shutil.copytree(self.folder, other.folder, ignore=lambda *_: ["control.sock"])
        other.sockets = self.sockets / name
        other.sockets.mkdir()
        other.sockets.chmod(0o711)
        other.control, other.process, other._callers, other.join = Control(other.folder), None, [], []
        return other

    def start(self) -> "School":
        command = [sys.executable, "-m", "tests.classroom.server_program", str(self.folder), str(self.root)]
        command += [str(self.sockets / "learners.sock")]
        command += ["127.0.0.1", self._port(), *self.proxies] if self.network else []
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=self._environ())
        self.join = [*map(read_join_line, head_of(self.process, "the server's open doors"))]
        assert self.join, f"the server has ended with {self.process.poll()}"
        return self

    def _port(self) -> str:
        """Any that is free, and after that the same one."""
        return str(next((one.port for one in self.join if isinstance(one, OnNetwork)), 0))

    def _environ(self) -> dict[str, str]:
        return {**os.environ, "QUIZ_HOME": str(self.folder.parent / "home")}

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            code = self._ended()
            assert code == 0, f"the server ended with {code}"

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self._ended()

    def _ended(self) -> int:
        assert self.process is not None
        assert self.process.stdout is not None
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.process = None
        return code

    # The teacher

    def open(self, name: str = "monday", **plan: Any) -> SittingState:
        """Open a sitting; it, as it is now."""
        self.control.post("open", Plan(name, **{"set": "ferry-set", **plan}), Done)
        return self.sitting(name)

    def sitting(self, name: str = "monday") -> SittingState:
        return next(one for one in self.control.get("sittings", Sittings).sittings if one.name == name)

    def touch(self, what: str, name: str = "monday") -> None:
        """pause, resume, close or reopen."""
        self.control.post(what, Touch(name), Done)

    def release(self, what: Any, name: str = "monday", learner: str = "", at: int | None = None) -> None:
        self.control.post("release", Let(name, what, learner, at), Done)

    def step(self, to: Any, name: str = "monday") -> None:
        self.control.post("follow", Step(name, to), Done)

    def watch(self, name: str = "monday") -> Watch:
        return self.control.get("watch", Watch, sitting=name)

    # Learners

    def caller(self, *, network: bool = False) -> "Caller":
        caller = Caller(self.join[1] if network else self.join[0])
        self._callers.append(caller)
        return caller

    def learner(self, name: str = "Ada", *, network: bool = False) -> "Caller":
        """Somebody who is logged in."""
        caller = self.caller(network=network)
        caller.log_in(name, self.slips[name])
        return caller


@contextmanager
def a_school(
    folder: Path, names: Sequence[str | Learner] = NAMES, *, network: bool = False, database: str = ""
) -> Iterator[School]:
    """A class whose server runs. database: of PostgreSQL, "" for SQLite."""
    school = School(folder, names, network=network, database=database)
    try:
        yield school.start()
    finally:
        for caller in school._callers:
            caller.close()
        if school.process is not None:
            school.stop()
        shutil.rmtree(school.sockets, ignore_errors=True)


class Trouble(Exception):
    """The server said no."""

    def __init__(self, status: int, fault: Fault) -> None:
        super().__init__(f"{status} {fault}")
        self.status, self.fault = status, fault


class Caller:
    """One learner's program, as simple as can be. Keeps every byte that came in ``heard``."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.token = ""
        self.terminal = os.urandom(8).hex()
        self.opened: Opened | None = None
        self.number = 0
        self.fence = 0
        self.heard: list[bytes] = []
        self._connection: http.client.HTTPConnection | None = None

    def raw(self, method: str, path: str, body: bytes | None = None, token: str | None = None) -> tuple[int, bytes]:
        """Status and body; a connection that has gone is made again once."""
        headers = {"content-type": "application/json"}
        if token if token is not None else self.token:
            headers["authorization"] = f"Bearer {token if token is not None else self.token}"
        for again in (True, False):
            connection = self._connection = self._connection or _connect(self.address)
            try:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                data = answer.read()
            except (OSError, http.client.HTTPException):
                self.close()
                if not again:
                    raise
            else:
                self.heard.append(str(answer.headers).encode() + data)
                return answer.status, data
        raise AssertionError

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def call(self, method: str, path: str, body: Any, gives: type[T]) -> T:
        status, data = self.raw(method, path, None if body is None else msgspec.json.encode(body))
        if status != 200:
            raise Trouble(status, msgspec.json.decode(data, type=Fault))
        return msgspec.json.decode(data, type=gives)

    def log_in(self, name: str = "", pin: str = "") -> Session:
        session = self.call("POST", "/v1/login", {"name": name, "pin": pin}, Session)
        self.token = session.token
        return session

    def sittings(self) -> list[SittingCard]:
        return self.call("GET", "/v1/sittings", None, list[SittingCard])

    def open(self, sitting: str, *, takeover: bool = False) -> Opened:
        self.opened = opened = self.call("POST", "/v1/attempt", Open(sitting, self.terminal, takeover), Opened)
        if opened.lease.fence != self.fence:
            self.fence, self.number = opened.lease.fence, 0
        return opened

    def begin(self, name: str = "monday") -> Opened:
        """Open the sitting of this name."""
        return self.open(next(card.id for card in self.sittings() if card.title == name))

    def events(self, *bodies: Body) -> list[Sent]:
        """The next events, on their way."""
        found = []
        for body in bodies:
            self.number += 1
            found.append(Sent(os.urandom(16).hex(), self.number, 1_700_000_000_000, self.number * 1000, body))
        return found

    def put(self, sent: Sequence[Sent]) -> Received:
        assert self.opened is not None
        body = Events(self.opened.attempt, self.terminal, self.fence, tuple(sent))
        return self.call("POST", "/v1/events", body, Received)

    def send(self, *bodies: Body) -> Received:
        return self.put(self.events(*bodies))

    def answer(self, question: str, response: Response) -> Received:
        return self.send(Answered(question, response, 1.0, 0.0, None))

    def draft(self, question: str, response: Response) -> Received:
        return self.send(Drafted(question, response))

    def answer_all(self, answers: dict[str, Response] = RIGHT) -> Received:
        """Answer every question, by its kind."""
        assert self.opened is not None
        return self.send(*(Answered(v.id, answers[v.kind], 1.0, 0.0, None) for v in self.opened.views))

    def hand_in(self) -> Received:
        return self.send(Finished("learner"))

    def news(self, seen: int = 0) -> News:
        assert self.opened is not None
        query = f"terminal={self.terminal}&fence={self.fence}&seen={seen}"
        return self.call("GET", f"/v1/attempt/{self.opened.attempt}/news?{query}", None, News)


class _Unix(http.client.HTTPConnection):
    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=20)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(20)
        self.sock.connect(self._path)


def _connect(address: Address) -> http.client.HTTPConnection:
    if isinstance(address, OnThisMachine):
        return _Unix(address.path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection(address.host, address.port, timeout=20, context=context)


def words(value: object) -> str:
    """Anything of the wire as one text, to look for what must not be in it."""
    return json.dumps(msgspec.to_builtins(value), ensure_ascii=False)
