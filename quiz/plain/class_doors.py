"""How a class is opened: on this machine alone or on the network. Opened again, it goes on as it was the last time."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from quiz.classroom.address import PORT
from quiz.errors import InputError
from quiz.files import read_text, write_atomically
from quiz.store.classes.disk import ClassHome
from quiz.text.sanitise import one_line


class Way(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """only_here: for this machine's accounts. host: how others reach this machine, None for what each start finds.

    proxies: addresses of those that stand between.
    """

    only_here: bool = False
    port: int = PORT
    host: str | None = None
    proxies: tuple[str, ...] = ()


def way_of(
    folder: Path, *, only_here: bool, port: int | None, host: str | None, proxies: Sequence[str]
) -> tuple[Way, str]:
    """How the class in a folder is to be opened, and a line that says what is kept of the last time, "" for nothing.

    What is asked for wins, and what is not asked for is as it was. Raises InputError.
    """
    before = _read(folder)
    if only_here:
        if port is not None or host is not None or proxies:
            raise InputError("class open: --only-here has no network, so no --host, --port or --proxy; leave one out")
        return Way(only_here=True), ""
    asked = Way(
        port=PORT if port is None else port,
        host=host,
        proxies=tuple(proxies),
    )
    if before is None:
        return asked, ""
    if before.only_here:
        if asked != Way() or port is not None:
            return asked, ""
        return (
            before,
            f"As it was opened before: for this machine's accounts only. --port {PORT} opens it to the network.",
        )
    way = Way(
        port=before.port if port is None else port,
        host=before.host if host is None else host,
        proxies=tuple(proxies) or before.proxies,
    )
    kept = [
        said
        for said, is_kept in (
            (f"port {way.port}", port is None and way.port != PORT),
            (f"host {one_line(way.host or '')}", host is None and way.host is not None),
            (f"proxy {', '.join(way.proxies)}", not proxies and bool(way.proxies)),
        )
        if is_kept
    ]
    return way, f"As it was opened before: {', '.join(kept)}." if kept else ""


def remember(folder: Path, way: Way) -> None:
    """For the next time. Raises InputError."""
    write_atomically(ClassHome(folder).doors, msgspec.json.encode(way))


def _read(folder: Path) -> Way | None:
    path = ClassHome(folder).doors
    if not path.exists():
        return None
    try:
        return msgspec.json.decode(read_text(path), type=Way)
    except msgspec.DecodeError as error:
        raise InputError(f"{path}: {error}; delete it, and open the class as you want it") from error
