"""What the benches of the class server share: a class with sessions, its server, many learners in one event loop."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import msgspec

from quiz.attempts.events import Answered, Body
from quiz.classroom.control import Control
from quiz.classroom.roster import Learner
from quiz.classroom.server import pins
from quiz.classroom.server.founding import found
from quiz.classroom.teacher import Plan
from quiz.classroom.wire import Done, Events, Open, Opened, Received, Sent, SittingCard
from quiz.questions.response import Typed
from quiz.store.classes import roster
from quiz.store.classes.store import ClassStore
from tests.bench.common import ROOT
from tests.classroom.school import write_set
from tests.waiting import PATIENCE, head_of

DAY = 86_400_000


class Room:
    """A class of so many learners and its server; where ``sessions``, everyone is logged in without PINs."""

    def __init__(self, folder: Path, size: int, *, sessions: bool = True, command: Sequence[str] = ()) -> None:
        self.folder, self.root = folder / "c", folder / "library"
        write_set(self.root)
        names = [f"learner {n}" for n in range(size)]
        now = time.time_ns() // 1_000_000
        real = pins.hash_pin
        if sessions:  # nobody will need them, and 40 ms for each add up
            pins.hash_pin = lambda *_: "0" * 64
        self.slips = found(self.folder, "bench", [Learner(name) for name in names], expires=now + DAY, now=now)
        pins.hash_pin = real
        self.tokens: list[str] = []
        if sessions:
            self._give_tokens(now)
        self.socket = folder / "s"
        self._command = command or (
            sys.executable, "-m", "tests.classroom.server_program", str(self.folder), str(self.root), str(self.socket)
        )  # fmt: skip

    def _give_tokens(self, now: int) -> None:
        store = ClassStore.open(self.folder, now=now)
        one = store.read(roster.the_class).result()
        assert one is not None
        for member in store.read(lambda db: roster.members(db, one.id)).result():
            self.tokens.append(pins.new_token())
            hashed = pins.hash_token(self.tokens[-1])
            store.write(
                lambda db, hashed=hashed, m=member: roster.add_token(db, one.id, hashed, m.id, now, now + DAY)
            ).result()
        store.close()

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert head_of(self.process, "the server's open doors")
        self.control = Control(self.folder)
        self.control.post("open", Plan("monday", "ferry-set"), Done)
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def cpu(self) -> float:
        return cpu_of(self.process.pid)


def cpu_of(pid: int) -> float:
    """Seconds of processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Line:
    """One connection that speaks just enough HTTP, at little cost."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def call(self, method: str, path: str, body: bytes = b"", token: str = "") -> tuple[int, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_unix_connection(str(self._path))
        reader, writer = self._streams
        writer.write(_request(method, path, body, token))
        return await _answer(reader)

    async def calls(self, many: int, method: str, path: str, token: str = "") -> list[tuple[int, bytes]]:
        """The same call so many times, all sent before the first answer is read: no machine is too slow for that."""
        if self._streams is None:
            self._streams = await asyncio.open_unix_connection(str(self._path))
        reader, writer = self._streams
        writer.write(_request(method, path, b"", token) * many)
        return [await _answer(reader) for _ in range(many)]

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()


def _request(method: str, path: str, body: bytes, token: str) -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    answer = await reader.readuntil(b"\r\n\r\n")
    length = int(answer.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
    return int(answer[9:12]), await reader.readexactly(length)


class Pupil:
    """A learner's program over a line that it may share with others."""

    def __init__(self, line: Line, token: str = "") -> None:
        self.line, self.token = line, token
        self.terminal = os.urandom(8).hex()
        self.number = 0
        self.attempt, self.fence = "", 0

    async def begin(self) -> None:
        cards = msgspec.json.decode(await self._ok("GET", "/v1/sittings"), type=list[SittingCard])
        body = msgspec.json.encode(Open(cards[0].id, self.terminal))
        opened = msgspec.json.decode(await self._ok("POST", "/v1/attempt", body), type=Opened)
        self.attempt, self.fence = opened.attempt, opened.lease.fence

    async def log_in(self, name: str, pin: str) -> None:
        body = msgspec.json.encode({"name": name, "pin": pin})
        self.token = msgspec.json.decode(await self._ok("POST", "/v1/login", body))["token"]

    def request(self, body: Body | None = None) -> bytes:
        self.number += 1
        body = body or Answered(f"q{self.number % 4 + 1}", Typed(f"answer {self.number}"), 1.0, 0.0, None)
        sent = Sent(os.urandom(16).hex(), self.number, 1_700_000_000_000, self.number * 500, body)
        return msgspec.json.encode(Events(self.attempt, self.terminal, self.fence, (sent,)))

    async def save(self, body: Body | None = None) -> float:
        """Seconds until one event is on the server's disk."""
        request = self.request(body)
        began = time.perf_counter()
        got = msgspec.json.decode(await self._ok("POST", "/v1/events", request), type=Received)
        took = time.perf_counter() - began
        assert len(got.received) == 1, got
        return took

    async def _ok(self, method: str, path: str, body: bytes = b"") -> bytes:
        status, answer = await self.line.call(method, path, body, self.token)
        if status != 200:
            raise RuntimeError(f"{path}: {status} {answer[:200]!r}")
        return answer


def percentile(values: Sequence[float], share: float) -> float:
    """In milliseconds."""
    ordered = sorted(values)
    return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def together(*jobs: Any) -> list[Any]:
    return list(await asyncio.gather(*jobs))
