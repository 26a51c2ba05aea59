"""Where connections come in: the learners' socket, the TLS port and the teacher's control socket.

uvicorn speaks HTTP; here it is told who is at the other end, and how much and how slowly anybody may send.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from quiz.classroom.peer import peer_uid
from quiz.classroom.server.service import Caller

Door = Literal["socket", "network", "control"]

MOST_HEAD = 16 * 1024
"""Bytes of a request's line and headers."""

SLOWEST = 20.0
"""Seconds in which a request must have come whole."""

MOST_OF_ONE = 256
"""Connections of one account or address."""

MOST_OF_ALL = 3_000

_open: Counter[str] = Counter()


class Server(uvicorn.Server):
    """One of several in a process: signals are ours."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class _Gathered:
    """A transport where what is written in one turn of the loop leaves together.

    uvicorn writes the head of an answer and its body apart, which costs the server a call of the system and whoever
    waits a second waking.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._parts: list[bytes] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def write(self, data: bytes) -> None:
        if not self._parts:
            self._loop.call_soon(self._leave)
        self._parts.append(data)

    def close(self) -> None:
        self._leave()
        self._transport.close()

    def _leave(self) -> None:
        if self._parts:
            parts, self._parts = self._parts, []
            self._transport.write(b"".join(parts))


class _Connection(HttpToolsProtocol):
    door: Door
    announced: str | None = None
    """The address that a proxy has told, where one stands between."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(_Gathered(transport))  # type: ignore[arg-type]
        self._head, self._in_head = 0, True
        self._due: float | None = None
        self._looking: asyncio.TimerHandle | None = None
        socket = transport.get_extra_info("socket")
        uid = None if self.door == "network" else peer_uid(socket)
        address = f"uid {uid}"
        if self.door == "network":
            address = self.announced or (transport.get_extra_info("peername") or ("?",))[0]
        self._source = f"{self.door} {address}"
        _open[self._source] += 1
        if _open[self._source] > MOST_OF_ONE or _open.total() > MOST_OF_ALL:
            transport.abort()
            return
        self.app_state: dict[str, Any] = {"door": self.door, "caller": Caller(self._source, uid)}
        self._hurry()

    def connection_lost(self, exc: Exception | None) -> None:
        _open[self._source] -= 1
        if not _open[self._source]:
            del _open[self._source]
        if self._looking is not None:
            self._looking.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._due is None:
            self._hurry()
        self._head += len(data)
        super().data_received(data)
        if self._in_head and self._head > MOST_HEAD and not self.transport.is_closing():
            self.transport.abort()

    def on_message_begin(self) -> None:
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        if self._head > MOST_HEAD and sum(len(one) + len(other) for one, other in self.headers) > MOST_HEAD:
            self.transport.abort()
            return
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._head, self._in_head = 0, True
        self._due = None
        super().on_message_complete()

    def _hurry(self) -> None:
        """From now on the request has so long to come whole. One timer serves many requests."""
        self._due = self.loop.time() + SLOWEST
        if self._looking is None:
            self._looking = self.loop.call_at(self._due, self._look)

    def _look(self) -> None:
        self._looking = None
        if self._due is None:
            return
        if self.loop.time() < self._due:
            self._looking = self.loop.call_at(self._due, self._look)
        else:
            self.transport.abort()


class FromSocket(_Connection):
    door = "socket"


class FromNetwork(_Connection):
    door = "network"


class FromControl(_Connection):
    door = "control"
