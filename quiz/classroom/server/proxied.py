"""Connections that a proxy passes on: its first line says whose they are, and TLS begins after it.

The line is version 1 of the PROXY protocol (https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt, section 2.1),
which nginx and HAProxy send. It is believed from the proxies that were named, and from nobody else.
"""

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import Collection, Sequence

import uvicorn

from quiz.classroom.server.doors import FromNetwork, Server

LONGEST = 107
"""Bytes of the line, its end included."""

SLOWEST = 5.0
"""Seconds in which it must have come."""


def whose(line: bytes) -> str | None:
    """The address that the line names, None where the proxy does not know it. Raises ValueError for anything else."""
    parts = line.decode("ascii").split(" ")
    if parts[:2] == ["PROXY", "UNKNOWN"]:
        return None
    if len(parts) != 6 or parts[0] != "PROXY" or parts[1] not in ("TCP4", "TCP6"):
        raise ValueError("no line of the PROXY protocol")
    return str(ipaddress.ip_address(parts[2]))


class ProxiedServer(Server):
    """As ``Server``, where some of those who connect are proxies."""

    def __init__(self, config: uvicorn.Config, proxies: Collection[str]) -> None:
        super().__init__(config)
        self._proxies = frozenset(proxies)
        self._tasks: set[asyncio.Task[None]] = set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup([])
        for one in sockets or ():
            one.setblocking(False)
            self._keep(asyncio.create_task(self._accept(one)))

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await super().shutdown(sockets)

    def _keep(self, task: "asyncio.Task[None]") -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _accept(self, listening: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                connection, address = await loop.sock_accept(listening)
            except OSError:
                await asyncio.sleep(0.1)  # no more files for now
                continue
            connection.setblocking(False)
            self._keep(asyncio.create_task(self._take(connection, address)))

    async def _take(self, connection: socket.socket, address: Sequence[object]) -> None:
        peer = str(address[0])
        try:
            said = await asyncio.wait_for(_first_line(connection), SLOWEST) if peer in self._proxies else None
        except (OSError, ValueError, TimeoutError):
            connection.close()
            return
        except asyncio.CancelledError:
            connection.close()
            raise

        def protocol() -> FromNetwork:
            made = FromNetwork(config=self.config, server_state=self.server_state, app_state=self.lifespan.state)
            made.announced = said
            return made

        with contextlib.suppress(OSError):  # gone, or no TLS: its own affair
            await asyncio.get_running_loop().connect_accepted_socket(protocol, connection, ssl=self.config.ssl)


async def _first_line(connection: socket.socket) -> str | None:
    """Byte by byte: what comes after the line is TLS's. Raises ValueError, OSError."""
    loop = asyncio.get_running_loop()
    line = bytearray()
    while not line.endswith(b"\r\n"):
        byte = await loop.sock_recv(connection, 1)
        if not byte or len(line) == LONGEST:
            raise ValueError("no line of the PROXY protocol")
        line += byte
    return whose(bytes(line[:-2]))
