"""The teacher's calls on a class whose server is not running: the same functions, in this process."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from quiz.articles.library import Library
from quiz.classroom.control import Control, NoServer, Refused
from quiz.classroom.server import exam, teaching
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.server.routes import BACKED_UP, ROUTES
from quiz.classroom.server.running import open_service
from quiz.classroom.server.service import Caller
from quiz.classroom.teacher import Plan
from quiz.classroom.wire import Message
from quiz.store.classes.db import Db

T = TypeVar("T")


class Direct:
    """As ``Control``. Opens the class's store for each call, so that nothing is held between them."""

    def __init__(self, folder: Path, library: Callable[[], Library]) -> None:
        self._folder = folder
        self._library = library

    def get(self, path: str, gives: type[T], **query: str) -> T:
        """path: after ``/v1/teacher/``. Raises Refused, StoreError, InputError."""
        return self._call("GET", path, query, gives)

    def post(self, path: str, body: Message, gives: type[T]) -> T:
        return self._call("POST", path, body, gives)

    def _call(self, method: str, path: str, given: object, gives: type[T]) -> T:
        route = next(one for one in ROUTES if (one.method, one.path) == (method, f"/v1/teacher/{path}"))
        taken = msgspec.convert(given, route.takes, strict=False) if isinstance(given, dict) else given
        service = open_service(self._folder)
        try:
            now = service.clock.now()
            if isinstance(taken, Plan):
                pinned, asked = exam.pin(taken.set, self._library())
                plan, size, title = taken, len(asked.questions), asked.title

                def run(db: Db) -> object:
                    return teaching.open_sitting(service, db, plan, pinned, size, title, now)
            else:
                work = route.run
                if work is None:
                    raise LookupError(path)

                def run(db: Db) -> object:
                    return work(service, db, Caller("here"), taken, now)

            found = service.store.write(run).result()
            if route.path in BACKED_UP:
                service.store.back_up(now).result()
            return msgspec.convert(found() if callable(found) else found, gives)
        except Refusal as refusal:
            raise Refused(refusal.fault) from refusal
        finally:
            service.store.close()


Office = Control | Direct


def office(folder: Path, library: Callable[[], Library], *, timeout: float = 10.0) -> Office:
    """The class's server where one is running, else the class itself. timeout: seconds for one call to a server."""
    control = Control(folder, timeout)
    try:
        control.ping()
    except NoServer:
        return Direct(folder, library)
    return control
