"""The application: a request in, a transaction, an answer out."""

import asyncio
import logging
import os
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from starlette.routing import Route, Router
from starlette.types import Message, Receive, Scope, Send

from quiz.articles.library import Library
from quiz.classroom.server import exam, login, teaching
from quiz.classroom.server.limits import Buckets
from quiz.classroom.server.mailbox import Mailbox
from quiz.classroom.server.pins import hash_token
from quiz.classroom.server.refusal import STATUS, Refusal, logged_out
from quiz.classroom.server.routes import BACKED_UP, ROUTES, Call, description
from quiz.classroom.server.service import Caller, Service
from quiz.classroom.teacher import Plan
from quiz.classroom.wire import API, MOST_BODY, MOST_EVENTS, Done, Events, Hello, Login, Session
from quiz.errors import InputError
from quiz.store.classes import roster
from quiz.store.classes.db import Db, Side
from quiz.store.errors import StoreError

_encode = msgspec.json.Encoder().encode
_log = logging.getLogger("quiz.class")

MOST_FROM_TEACHER = 8 * 1024 * 1024
"""Bytes of one request of the teacher's; an outbox file may be large."""


MOST_UNREAD = 4 * 1024 * 1024
"""Bytes beyond what is allowed that are read and dropped before the connection is closed."""


class App:
    """The calls of ``ROUTES`` for one class."""

    def __init__(self, service: Service, library: Callable[[], Library]) -> None:
        """library: where a sitting's set is found when it is opened."""
        self._service = service
        self._library = library
        self._hashing = ThreadPoolExecutor(2, "pins")
        self._sessions = Buckets(rate=20, burst=60)
        self._sources = Buckets(rate=50, burst=400)
        self._mailbox = Mailbox(service.store)
        self._known = {one.path: Endpoint(self, one) for one in ROUTES if "{" not in one.path}
        others = [Route(one.path, Endpoint(self, one)) for one in ROUTES if "{" in one.path]
        self._router = Router([*others, Route("/v1/openapi.json", Described())], default=_nowhere_at_all)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        known = self._known.get(scope["path"]) if scope["type"] == "http" else None
        await (known or self._router)(scope, receive, send)

    def close(self) -> None:
        self._hashing.shutdown(wait=False, cancel_futures=True)

    async def answer(self, call: Call, scope: Scope, receive: Receive) -> Message:
        """What a request is answered with: the first message of the answer, with the body beside it."""
        try:
            return _told(await self._answer(call, scope, receive))
        except Refusal as refusal:
            return _refused(refusal)
        except StoreError as error:
            _log.error("%s: %s", call.path, error)
            return _refused(Refusal("store-failed", "the server cannot save just now; it is tried again", 2.0))
        except Exception as error:  # noqa: BLE001 - a mistake of ours: the learner's program keeps what it has
            _log.error("%s: %s", call.path, _where(error))
            return _refused(Refusal("store-failed", "the server has made a mistake; tell the teacher", 10.0))

    async def _answer(self, route: Call, scope: Scope, receive: Receive) -> Any:
        state = scope["state"]
        caller: Caller = state["caller"]
        if (state["door"] == "control") != (route.who == "teacher") and not (
            state["door"] == "control" and route.path == "/v1/hello"
        ):
            raise _nowhere()
        if state["door"] == "control" and caller.uid != os.geteuid():
            raise Refusal("not-allowed", "only the account that runs this server can do that")
        caller = self._limited(route, scope, caller)
        taken = await _take(route, scope, receive)
        found = await self._do(route, caller, taken)
        if route.path in BACKED_UP:
            self._service.store.back_up(self._service.clock.now()).add_done_callback(_tell_failure)
        return found

    async def _do(self, route: Call, caller: Caller, taken: Any) -> Any:
        if route.run is None:
            return await self._by_hand(route, caller, taken)
        run, service = route.run, self._service

        def work(db: Db) -> Any:
            now = service.clock.now()
            known = _known(service, db, caller, now) if route.who == "learner" and not route.seated else caller
            return run(service, db, known, taken, now)

        store = service.store
        if route.seated:
            found = await self._mailbox.write(work)
        else:
            side: Side = "marker" if route.who == "teacher" else "learner"
            found = await self._mailbox.wait((store.write if route.writes else store.read)(work, side))
        return await asyncio.to_thread(found) if callable(found) else found

    def _limited(self, route: Call, scope: Scope, caller: Caller) -> Caller:
        """The caller with the token's hash. Raises Refusal where too much is asked."""
        now = time.monotonic()
        if route.who != "learner":
            wait = 0.0 if route.who == "teacher" else self._sources.wait(caller.source, now)
        else:
            scheme, _, token = _header(scope, b"authorization").partition(b" ")
            if scheme.lower() != b"bearer" or not token:
                raise logged_out()
            caller = msgspec.structs.replace(caller, token=hash_token(token.decode("latin-1")))
            wait = self._sessions.wait(caller.token, now)
        if wait:
            raise Refusal("slow-down", "too many requests; try again a little later", max(0.1, wait))
        return caller

    async def _by_hand(self, route: Call, caller: Caller, taken: Any) -> Any:
        """The calls that are more than one transaction."""
        if route.path == "/v1/login":
            return await self._log_in(caller, taken)
        if route.path == "/v1/hello":
            return await self._hello(caller)
        return await self._open(taken)

    async def _hello(self, caller: Caller) -> Hello:
        service = self._service
        known = await self._mailbox.wait(
            service.store.read(
                lambda db: (
                    caller.uid not in (None, *login.NOBODY)
                    and roster.member(db, service.class_id, uid=caller.uid) is not None
                ),
                "learner",
            )
        )
        return Hello(API, service.title, service.clock.now(), by_account=known)

    async def _log_in(self, caller: Caller, asked: Login) -> Session:
        service, write = self._service, self._service.store.write
        if not asked.name and not asked.pin:
            now = service.clock.now()
            return await self._mailbox.wait(write(lambda db: login.by_account(service, db, caller.uid, now), "learner"))
        now = service.clock.now()
        checked = await self._mailbox.wait(
            write(lambda db: login.reserve(service, db, asked, caller.source, now), "learner")
        )
        loop = asyncio.get_running_loop()
        if not await loop.run_in_executor(self._hashing, login.compare, service, checked, asked.pin):
            raise Refusal("login-refused", login.REFUSED)
        now = service.clock.now()
        return await self._mailbox.wait(write(lambda db: login.admit(service, db, checked, now), "learner"))

    async def _open(self, plan: Plan) -> Done:
        service = self._service
        try:
            pinned, asked = await asyncio.to_thread(lambda: exam.pin(plan.set, self._library()))
        except InputError as error:
            raise Refusal("malformed", str(error)) from error
        now = service.clock.now()
        return await self._mailbox.wait(
            service.store.write(
                lambda db: teaching.open_sitting(service, db, plan, pinned, len(asked.questions), asked.title, now)
            )
        )


def _tell_failure(backup: "Future[Path | None]") -> None:
    if error := backup.exception():
        _log.error("no backup was made: %s", error)


def _where(error: Exception) -> str:
    """An exception by its kind and place; what it says may hold an answer, so it stays out of the log."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return f"{type(error).__name__} at {', '.join(f'{os.path.basename(f.filename)}:{f.lineno}' for f in frames)}"


def _known(service: Service, db: Db, caller: Caller, now: int) -> Caller:
    """The caller with the learner whose session it is. Raises Refusal."""
    found = roster.session(db, service.class_id, caller.token, now)
    if found is None:
        raise logged_out()
    return msgspec.structs.replace(caller, learner=found[0], name=found[1])


async def _take(route: Call, scope: Scope, receive: Receive) -> Any:
    """What the request brings, as its type. Raises Refusal."""
    try:
        if route.method == "GET":
            given = {**dict(parse_qsl(scope["query_string"].decode("latin-1"))), **scope.get("path_params", {})}
            return msgspec.convert(given, route.takes, strict=False)
        body = await _read(receive, MOST_FROM_TEACHER if route.who == "teacher" else MOST_BODY)
        taken = route.read(body or b"{}")
    except (msgspec.DecodeError, msgspec.ValidationError, ValueError, RecursionError) as error:
        raise Refusal("malformed", f"not what is wanted here: {str(error)[:200]}") from error
    if isinstance(taken, Events) and len(taken.events) > MOST_EVENTS:
        raise Refusal("too-large", f"more than {MOST_EVENTS} events at once; send them in parts")
    return taken


async def _read(receive: Receive, most: int) -> bytes:
    """The body. One that is somewhat too large is read to its end, so that whoever sends it hears why it is refused."""
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refusal("malformed", "cut short")
        part, more = message.get("body", b""), message.get("more_body", False)
        size += len(part)
        if size <= most:
            parts.append(part)
        elif size > most + MOST_UNREAD:
            break
    if size > most:
        raise Refusal("too-large", f"more than {most // 1024} KB at once; send it in parts")
    return b"".join(parts)


def _header(scope: Scope, name: bytes) -> bytes:
    for key, value in scope["headers"]:
        if key == name:
            return bytes(value)
    return b""


def _told(found: Any) -> Message:
    return _start(200, _encode(found))


def _refused(refusal: Refusal) -> Message:
    fault = refusal.fault
    more = []
    if fault.retry:
        more.append((b"retry-after", b"%d" % max(1, round(fault.retry))))
    if fault.code == "too-large":
        more.append((b"connection", b"close"))
    return _start(STATUS[fault.code], _encode(fault), more)


def _start(status: int, body: bytes, more: Sequence[tuple[bytes, bytes]] = ()) -> Message:
    headers = [*_ALWAYS, (b"content-length", b"%d" % len(body)), *more]
    return {"type": "http.response.start", "status": status, "headers": headers, "told": body}


_ALWAYS = ((b"content-type", b"application/json"), (b"cache-control", b"no-store"))


async def _send(send: Send, start: Message) -> None:
    body = start.pop("told")
    await send(start)
    await send({"type": "http.response.body", "body": body})


class Endpoint:
    """One call as an ASGI application of its own: nothing stands between it and the server."""

    def __init__(self, app: App, call: Call) -> None:
        self._app, self._call = app, call

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != self._call.method:
            await _nowhere_at_all(scope, receive, send)
            return
        await _send(send, await self._app.answer(self._call, scope, receive))


class Described:
    """The calls, for programs."""

    def __init__(self) -> None:
        self._body = _encode(description())

    async def __call__(self, _: Scope, __: Receive, send: Send) -> None:
        await _send(send, _start(200, self._body))


async def _nowhere_at_all(scope: Scope, _: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await _send(send, _refused(_nowhere()))


def _nowhere() -> Refusal:
    return Refusal("no-such-route", "there is no such call here")
