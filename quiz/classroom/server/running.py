"""Running a class's server: open the store, open the doors, and stop cleanly when told to."""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import socket
import stat
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec
import uvicorn

from quiz.articles.library import Library
from quiz.classroom.address import Address, OnNetwork, OnThisMachine
from quiz.classroom.server import login
from quiz.classroom.server.app import App
from quiz.classroom.server.certificate import ensure_key, tls
from quiz.classroom.server.clock import ServerClock
from quiz.classroom.server.doors import FromControl, FromNetwork, FromSocket, Server
from quiz.classroom.server.pins import read_pepper
from quiz.classroom.server.proxied import ProxiedServer
from quiz.classroom.server.service import Service
from quiz.errors import InputError
from quiz.store.classes import events, roster
from quiz.store.classes.disk import ClassHome
from quiz.store.classes.opening import is_class, open_store
from quiz.store.errors import StoreError, StoreRefused
from quiz.store.paths import make_private_folder

LONGEST_PATH = 100
"""Bytes of a socket's path; the kernel takes 108, others 104."""

LOOKED_AFTER = 60.0
SHUTDOWN = 2

_log = logging.getLogger("quiz.class")


class Doors(msgspec.Struct, frozen=True):
    """socket: the learners' on this machine, None for none. host: to listen on for the network, "" for none.

    names: how this machine is called on the network, for the join lines. port 0 takes any that is free.
    proxies: addresses of those that pass on what learners send, and say from whom it is.
    """

    socket: Path | None
    host: str = ""
    port: int = 0
    names: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()


def open_service(folder: Path) -> Service:
    """The class in a folder, with its store open. Raises InputError where there is none, StoreError."""
    if not is_class(folder):
        raise InputError(f"{folder}: no class is kept here; 'quiz class new' makes one")
    _work_out_types()
    store = open_store(folder, now=ServerClock().now())
    try:
        found, latest = store.read(lambda db: (roster.the_class(db), events.last_received(db))).result()
        if found is None:
            raise InputError(f"{folder}: this class was not finished; delete the folder and make it again")
        return Service(store, found.id, found.title, ServerClock(latest, store.now()), read_pepper(store.home.pepper))
    except BaseException:
        store.close()
        raise


def _work_out_types() -> None:
    """msgspec works out a type when it first reads one, and crashes where two threads meet there: so not in threads."""
    waiting: list[type] = [msgspec.Struct]
    while waiting:
        known = waiting.pop()
        waiting += known.__subclasses__()
        if known.__module__.startswith("quiz."):
            with contextlib.suppress(TypeError, NameError):  # never read from anywhere
                msgspec.json.Decoder(known)


def serve(folder: Path, doors: Doors, library: Callable[[], Library], ready: Callable[[Service], None]) -> None:
    """Serve the class in a folder until SIGTERM, SIGINT or SIGHUP. ready: called once the doors are open."""
    os.umask(0o077)
    for chatty in ("uvicorn", "psycopg.pool"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)  # our own log says what a teacher can use
    _no_core()
    service = open_service(folder)
    # What is here now stays. Answers leave next to no cycles behind, so looking for them can wait.
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    try:
        asyncio.run(_serve(service, doors, library, ready))
        _back_up(service)
    finally:
        service.store.close()


def _back_up(service: Service) -> None:
    """At the end all that was answered; the server stops also where there is no room for that."""
    try:
        service.store.back_up(service.clock.now()).result()
    except StoreError as error:
        _log.error("no backup was made: %s", error)


async def _serve(
    service: Service, doors: Doors, library: Callable[[], Library], ready: Callable[[Service], None]
) -> None:
    home = service.store.home
    app = App(service, library)
    opened: list[tuple[Server, socket.socket]] = []
    lines: list[Address] = []
    try:
        control = _unix(home.control, 0o600)
        opened.append((_listener(app, FromControl), control))
        if doors.socket is not None:
            opened.append((_listener(app, FromSocket), _unix(doors.socket, 0o666)))
            lines.append(OnThisMachine(str(doors.socket), os.geteuid()))
        if doors.host:
            pin = ensure_key(home)
            listening = _network(doors.host, doors.port)
            port = listening.getsockname()[1]
            opened.append((_listener(app, FromNetwork, home, doors.proxies), listening))
            lines += [OnNetwork(name, port, pin) for name in doors.names or (doors.host,)]
        service.join = tuple(map(str, lines))
        servers = [server for server, _ in opened]
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.add_signal_handler(number, _stop, servers)
        caring = asyncio.create_task(_look_after(service))
        tasks = [asyncio.create_task(server.serve([one])) for server, one in opened]
        while not all(server.started for server in servers):
            for task in tasks:
                if task.done():
                    task.result()  # raises what kept the door from opening
            await asyncio.sleep(0.01)
        ready(service)
        await asyncio.gather(*tasks)
        caring.cancel()
    finally:
        app.close()
        for path in (home.control, doors.socket):
            if path is not None:
                path.unlink(missing_ok=True)


def _stop(servers: Sequence[Server]) -> None:
    for server in servers:
        server.should_exit = True


async def _look_after(service: Service) -> None:
    """Sessions that are over, backups, the reserve for a full disk, and the clock that servers share, once a minute."""
    while True:
        await asyncio.sleep(LOOKED_AFTER)
        try:
            now = service.clock.now()
            await asyncio.wrap_future(service.store.write(partial(login.forget_old, service, now=now)))
            await asyncio.wrap_future(service.store.look_after(now))
            service.clock.follow(await asyncio.to_thread(service.store.now))
        except StoreError as error:
            _log.error("the store could not be looked after: %s", error)


def _listener(
    app: App, protocol: type[asyncio.Protocol], home: ClassHome | None = None, proxies: Sequence[str] = ()
) -> Server:
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=SHUTDOWN,
        ssl_context_factory=None if home is None else (lambda _, __: tls(home)),
    )
    return ProxiedServer(config, proxies) if proxies else Server(config)


def _unix(path: Path, mode: int) -> socket.socket:
    """A listening socket at a path. What an earlier run left there is replaced: the class's lock is ours."""
    if len(os.fsencode(path)) > LONGEST_PATH:
        raise InputError(f"{path}: too long for a socket's path; set QUIZ_HOME to a shorter folder")
    with contextlib.suppress(FileNotFoundError):
        about = os.lstat(path)
        if not stat.S_ISSOCK(about.st_mode) or about.st_uid != os.geteuid():
            raise StoreRefused(f"{path}: something else is in the way; move it away")
        path.unlink()
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(str(path))
    os.chmod(path, mode)
    listening.listen(512)
    return listening


def _network(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, or asyncio leaves Nagle's algorithm on: 40 ms for each reply (RFC 896).
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise InputError(f"port {port}: {(error.strerror or str(error)).lower()}; name another with --port") from error
    listening.listen(512)
    return listening


def socket_folder() -> Path:
    """A folder for the learners' socket that every account can reach into and only this one can write to.

    ``/run/closeread`` where an administrator has made it for this account, else one of our own under /tmp. Raises
    StoreRefused where somebody else has put something in its place.
    """
    system = Path("/run/closeread")
    if system.is_dir() and os.access(system, os.W_OK) and os.stat(system).st_uid == os.geteuid():
        return system
    folder = Path("/tmp") / f"closeread-{os.geteuid()}"  # noqa: S108  checked below, and by those who connect
    make_private_folder(folder)
    os.chmod(folder, 0o711)  # noqa: S103  others must be able to reach the socket in it
    return folder


def _no_core() -> None:
    """No core file of this process: it would hold the key."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
