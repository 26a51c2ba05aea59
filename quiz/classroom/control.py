"""Calling a class's server as its teacher, over the control socket in the class's folder. One call at a time."""

import contextlib
import http.client
import socket
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

import msgspec

from quiz.classroom.wire import Fault, Message
from quiz.errors import QuizError

T = TypeVar("T")


class NoServer(QuizError):
    """No server of this class is running."""


class Refused(QuizError):
    """The server said no, in one sentence; ``fault`` is what it sent."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"class: {fault.said}")
        self.fault = fault


class _Connection(http.client.HTTPConnection):
    def __init__(self, path: Path, timeout: float) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


class Control:
    """The teacher's end. ``get`` and ``post`` return what the server answers, as the type that is wanted.

    They raise NoServer where none is running, and Refused.
    """

    def __init__(self, folder: Path, timeout: float = 10.0) -> None:
        """folder: the class's."""
        self._path = folder / "control.sock"
        self._timeout = timeout

    def ping(self) -> None:
        """Raises NoServer where none is running."""
        with contextlib.closing(_Connection(self._path, self._timeout)) as connection:
            try:
                connection.connect()
            except OSError as error:
                raise self._nobody() from error

    def _nobody(self) -> NoServer:
        name = self._path.parent.name
        return NoServer(f"{name}: no server of this class is running; 'quiz class open' starts it")

    def get(self, path: str, gives: type[T], **query: str) -> T:
        """path: after ``/v1/teacher/``."""
        return self._call("GET", f"{path}?{urlencode(query)}" if query else path, None, gives)

    def post(self, path: str, body: Message, gives: type[T]) -> T:
        return self._call("POST", path, msgspec.json.encode(body), gives)

    def _call(self, method: str, path: str, body: bytes | None, gives: type[T]) -> T:
        connection = _Connection(self._path, self._timeout)
        try:
            connection.request(method, f"/v1/teacher/{path}", body, {"content-type": "application/json"})
            answer = connection.getresponse()
            data = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise self._nobody() from error
        finally:
            connection.close()
        if answer.status != 200:
            raise Refused(msgspec.json.decode(data, type=Fault))
        return msgspec.json.decode(data, type=gives)
