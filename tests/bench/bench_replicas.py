"""Saving answers in a class: a file, PostgreSQL with one server, and three behind nginx.

``python tests/bench/bench_replicas.py [CLIENTS]``; 200 clients if not given. Clients and servers share this machine.
"""

import asyncio
import os
import ssl
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from common import ROOT, keep, spread

sys.path.insert(0, str(ROOT))

from quiz.attempts.events import Drafted
from quiz.classroom.address import OnNetwork
from quiz.classroom.server.pins import hash_token, new_token
from quiz.classroom.wire import Events, Open, Opened, Received, Sent, SittingCard
from quiz.questions.response import Typed
from quiz.store.classes import roster
from quiz.store.classes.opening import open_store
from tests.classroom.replicas import MISSING, replicas
from tests.classroom.school import YEAR, School
from tests.postgres import Postgres

SECONDS = 10.0
PAUSE = 5.0
"""Between two answers of one learner, in the second measure."""

OF_ONE = 200
"""Clients of one address of the loopback; a server allows 256."""


class Client:
    """One learner's program: a connection, and one event at a time."""

    def __init__(self, host: str, port: int, number: int, token: str) -> None:
        self._where = host, port, f"127.0.1.{1 + number // OF_ONE}"
        self._token, self._terminal, self._number = token, os.urandom(8).hex(), 0

    async def begin(self) -> None:
        host, port, source = self._where
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self._reader, self._writer = await asyncio.open_connection(host, port, ssl=context, local_addr=(source, 0))
        (card,) = await self._call("GET", "/v1/sittings", None, list[SittingCard])
        opened = await self._call("POST", "/v1/attempt", Open(card.id, self._terminal, False), Opened)
        self._attempt, self._fence = opened.attempt, opened.lease.fence

    async def save(self) -> float:
        """How long (seconds) until an answer was acknowledged."""
        self._number += 1
        body = Drafted("q1", Typed(f"{self._number}"))
        sent = Sent(os.urandom(16).hex(), self._number, 1_700_000_000_000, self._number, body)
        began = time.perf_counter()
        events = Events(self._attempt, self._terminal, self._fence, (sent,))
        received = await self._call("POST", "/v1/events", events, Received)
        assert received.received == (sent.id,)
        return time.perf_counter() - began

    async def _call(self, method: str, path: str, body: Any, gives: Any) -> Any:
        data = b"" if body is None else msgspec.json.encode(body)
        self._writer.write(
            f"{method} {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {self._token}\r\n"
            f"content-type: application/json\r\ncontent-length: {len(data)}\r\n\r\n".encode()
            + data
        )
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        answer = await self._reader.readexactly(int(head.partition(b"content-length:")[2].split(b"\r\n")[0]))
        assert b" 200 " in head.split(b"\r\n")[0] + b" ", answer
        return msgspec.json.decode(answer, type=gives)

    def close(self) -> None:
        self._writer.close()


async def measure(host: str, port: int, tokens: Sequence[str]) -> dict[str, float]:
    """As fast as they go, then one answer every ``PAUSE`` seconds each."""
    clients = [Client(host, port, number, token) for number, token in enumerate(tokens)]
    few = asyncio.Semaphore(20)

    async def begin(one: Client) -> None:
        async with few:
            await one.begin()

    await asyncio.gather(*map(begin, clients))
    end = time.perf_counter() + SECONDS

    async def hurry(one: Client) -> list[float]:
        found = []
        while time.perf_counter() < end:
            found.append(await one.save())
        return found

    began = time.perf_counter()
    fast = [one for each in await asyncio.gather(*map(hurry, clients)) for one in each]
    rate = len(fast) / (time.perf_counter() - began)

    async def calmly(number: int, one: Client) -> list[float]:
        await asyncio.sleep(PAUSE * number / len(clients))
        found = []
        for _ in range(round(2 * SECONDS / PAUSE)):
            began = time.perf_counter()
            found.append(await one.save())
            await asyncio.sleep(max(0.0, PAUSE - (time.perf_counter() - began)))
        return found

    calm = [one for each in await asyncio.gather(*(calmly(*one) for one in enumerate(clients))) for one in each]
    for one in clients:
        one.close()
    return {"rate": rate, **{f"calm {name}": value for name, value in spread(calm).items()}}


def tokens_for(school: School) -> list[str]:
    """A session for each learner, without the work that a PIN costs."""
    now = time.time_ns() // 1_000_000
    store = open_store(school.folder, now=now)
    try:
        found = store.read(roster.the_class).result()
        assert found is not None
        class_id = found.id
        people = store.read(lambda db: roster.members(db, class_id)).result()
        tokens = [new_token() for _ in people]

        def add(db: Any) -> None:
            for token, one in zip(tokens, people, strict=True):
                roster.add_token(db, class_id, hash_token(token), one.id, now, now + YEAR)

        store.write(add).result()
    finally:
        store.close()
    return tokens


@contextmanager
def one_server(names: Sequence[str], database: str) -> Iterator[tuple[int, list[str]]]:
    with tempfile.TemporaryDirectory(prefix="quiz-bench-") as folder:
        school = School(Path(folder), names, network=True, database=database)
        tokens = tokens_for(school)
        school.start()
        try:
            school.open()
            yield next(one.port for one in school.join if isinstance(one, OnNetwork)), tokens
        finally:
            school.stop()


@contextmanager
def three_servers(names: Sequence[str], database: str) -> Iterator[tuple[int, list[str]]]:
    with (
        tempfile.TemporaryDirectory(prefix="quiz-bench-") as folder,
        replicas(Path(folder), database, names) as several,
    ):
        several.all[0].open()
        yield several.port, tokens_for(several.all[0])


def main(clients: int) -> None:
    if MISSING:
        raise SystemExit(MISSING)
    names = [f"Learner {at}" for at in range(clients)]
    postgres = Postgres()
    try:
        found = {}
        for name, place in (
            ("a file", one_server(names, "")),
            ("PostgreSQL, one server", one_server(names, postgres.database())),
            ("PostgreSQL, three servers", three_servers(names, postgres.database())),
        ):
            with place as (port, tokens):
                found[name] = asyncio.run(measure("127.0.0.1", port, tokens))
    finally:
        postgres.remove()
    keep(f"replicas-{clients}", found)
    base = found["a file"]
    print(f"{clients} clients: answers saved in a second; then one each every {PAUSE:g} s:")
    for name, one in found.items():
        p50, p99, worst = (1000 * one[f"calm {what}"] for what in ("p50", "p99", "worst"))
        print(
            f"  {name:26} {one['rate']:7.0f}/s ({one['rate'] / base['rate']:.2f}), p50 {p50:6.1f} ms, "
            f"p99 {p99:6.1f} ms ({p99 / 1000 / base['calm p99']:.2f}), worst {worst:6.1f} ms"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
