"""A bad-tempered proxy on loopback: what a school's network does to a connection, on request.

Tempers: ``well``; ``slow`` (latency, in seconds); ``hole`` (takes what comes and lets nothing through); ``loss``
(breaks connections off at random); ``reset`` (RST in the middle of an answer); ``page`` (a network's own login page
answers); ``cut`` (refuses). A temper takes effect at once, also on connections that are open.
"""

import random
import select
import socket
import struct
import threading
import time
from contextlib import suppress

PAGE = b"<html><body>Welcome to SchoolNet. Please log in.</body></html>"
LOGIN_PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE

Where = str | tuple[str, int]


class Proxy:
    """Listens on a port of its own, or at ``path`` on a Unix socket, and passes on to ``where``."""

    def __init__(self, where: Where, path: str = "", seed: int = 21) -> None:
        self._where = where
        self.temper = "well"
        self.latency = 0.0
        self._rng = random.Random(seed)
        self._listening = socket.create_server(("127.0.0.1", 0)) if not path else _at(path)
        self.port: int = 0 if path else self._listening.getsockname()[1]
        self._open = True
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def __enter__(self) -> "Proxy":
        return self

    def __exit__(self, *_: object) -> None:
        self._open = False
        self._listening.close()
        self._drop_all()
        self._thread.join(10)

    def be(self, temper: str, latency: float = 0.0) -> None:
        self.temper, self.latency = temper, latency
        if temper == "cut":
            self._drop_all()

    def cut(self, cut: bool) -> None:
        self.be("cut" if cut else "well")

    def _drop_all(self) -> None:
        for pair in list(self._pairs):
            for one in pair:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while self._open:
            try:
                ready, _, _ = select.select([self._listening], [], [], 0.1)
                if not ready:
                    continue
                near, _ = self._listening.accept()
            except (OSError, ValueError):
                return
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        with near, suppress(OSError):
            if self.temper == "cut":
                return
            family = socket.AF_UNIX if isinstance(self._where, str) else socket.AF_INET
            with socket.socket(family, socket.SOCK_STREAM) as far:
                far.connect(self._where)
                self._pairs.append((near, far))
                try:
                    self._pass_on(near, far)
                finally:
                    self._pairs.remove((near, far))

    def _pass_on(self, near: socket.socket, far: socket.socket) -> None:
        while self._open:
            ready, _, _ = select.select([near, far], [], [], 0.1)
            for one in ready:
                data = one.recv(65536)
                if not data:
                    return
                if self.latency:
                    time.sleep(self.latency)
                if not self._let_through(one is near, data, near, far):
                    return

    def _let_through(self, asking: bool, data: bytes, near: socket.socket, far: socket.socket) -> bool:
        """False where the connection has been broken."""
        temper = self.temper
        if temper == "hole":
            return True  # gone, and nobody is told
        if temper == "cut" or (temper == "loss" and self._rng.random() < 0.3):
            return False
        if temper == "page":
            near.sendall(LOGIN_PAGE)
            return True
        if temper == "reset" and not asking:
            near.sendall(data[: len(data) // 2])
            near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        (far if asking else near).sendall(data)
        return True


def _at(path: str) -> socket.socket:
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(path)
    listening.listen(64)
    return listening
