"""``quiz class open``: a sitting, and the server that holds it, with one command."""

import hashlib
import os
import socket
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from quiz.classroom.control import Control, NoServer
from quiz.classroom.server.direct import Direct
from quiz.classroom.server.founding import sets_of
from quiz.classroom.server.running import Doors, serve, socket_folder
from quiz.classroom.server.service import Service
from quiz.classroom.teacher import Plan, Sittings, SittingState
from quiz.classroom.wire import Done
from quiz.classroom.wording import minutes
from quiz.errors import InputError
from quiz.plain.class_doors import Way, remember, way_of
from quiz.plain.class_folders import choose, known_key, last_day, library
from quiz.plain.page import Page
from quiz.plain.wording import count
from quiz.text.sanitise import one_line


def open_class(
    name: str | None,
    plan: Plan | None,
    *,
    port: int | None,
    host: str | None,
    only_here: bool,
    proxies: Sequence[str] = (),
) -> int:
    """Open a sitting (None: only the server) and serve its class until told to stop. Exit code 0.

    Where a server of the class is running it opens the sitting, and this returns at once. host: how learners' machines
    reach this one. proxies: addresses of those that stand between. What is not given is as the last time the class was
    opened. Raises InputError, StoreError.
    """
    if os.name != "posix":
        raise InputError("class open: the server runs on Linux and macOS; learners may join from anywhere")
    folder = choose(name)
    way, kept = way_of(folder, only_here=only_here, port=port, host=host, proxies=proxies)
    control = Control(folder)
    try:
        control.ping()
    except NoServer:
        if kept:
            Page(sys.stdin, sys.stdout).say(kept)
        return _serve(folder, plan, way)
    if plan is not None:
        open_sitting(control, plan, sets_of(folder))
    known = control.get("sittings", Sittings)
    print(f"A server of {one_line(known.title)} is running already.")
    _show(known, plan)
    return 0


def _serve(folder: Path, plan: Plan | None, way: Way) -> int:
    if plan is not None:
        # Before the doors are open, so that a mistyped set shows here and now.
        open_sitting(Direct(folder, library), plan, sets_of(folder))
    names = () if way.only_here else (way.host,) if way.host else _addresses()
    learners = socket_folder() / _socket_name(folder)
    listen = "" if way.only_here else "0.0.0.0"  # noqa: S104  learners come from everywhere
    doors = Doors(learners, listen, way.port, names, way.proxies)

    def ready(service: Service) -> None:
        remember(folder, way)
        page = Page(sys.stdin, sys.stdout)
        now = service.clock.now()
        from quiz.classroom.server.teaching import list_roster, list_sittings

        known = service.store.read(lambda db: list_sittings(service, db, now)).result()
        _show(known, plan)
        people = service.store.read(lambda db: list_roster(service, db, now)).result()
        if people.expires < now:
            page.say(
                "",
                f"This class is past its last day, {last_day(people.expires)}. 'quiz class keep DAY' keeps it longer, "
                "and 'quiz class purge' deletes it. Until then nothing is deleted.",
            )
        page.say(
            "",
            "Ctrl+C stops the server; nothing is lost, and 'quiz class open' goes on where it was.",
            "In another terminal: quiz class watch",
        )
        sys.stdout.flush()

    serve(folder, doors, library, ready)
    print("Stopped. Everything that was received is kept.")
    return 0


def _socket_name(folder: Path) -> str:
    """Of the learners' socket: the same at each start, and another for a class of this name in another data folder."""
    return f"{folder.name}-{hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:6]}.sock"


def open_sitting(office: Control | Direct, plan: Plan, sets: Sequence[str] = ()) -> None:
    """Make a sitting, or find it as it was made. sets: the class's own, which are meant where none is named.

    Raises InputError.
    """
    known = {one.name.casefold(): one for one in office.get("sittings", Sittings).sittings}
    there = known.get(plan.name.casefold())
    if there is None:
        office.post("open", plan if plan.set else msgspec.structs.replace(plan, set=_own_set(plan.name, sets)), Done)
    elif plan.set and plan.set != there.set:
        raise InputError(f"{plan.name[:60]!r}: is there already, with the set {there.set}; give a new one another name")


def _own_set(name: str, sets: Sequence[str]) -> str:
    if not sets:
        raise InputError(f"{name[:60]!r}: a new sitting needs a set: --set SET ('quiz list' shows them)")
    if len(sets) > 1:
        raise InputError(f"{name[:60]!r}: which set? --set SET with one of the class's: {', '.join(sets)}")
    return sets[0]


def _show(known: Sittings, plan: Plan | None) -> None:
    page = Page(sys.stdin, sys.stdout)
    for one in known.sittings:
        if plan is None or one.name.casefold() == plan.name.casefold():
            page.say(f"{one_line(one.name)}: {sitting_words(one)}")
            if plan is not None and one.mode == "test" and (careful := known_key(one.set)):
                page.say(careful)
            if plan is not None and one.state == "closed":
                page.say("It is closed: 'quiz class reopen' goes on with it, and the time between does not count.")
    for line in known.join:
        print(f"\n  quiz join {line}")
        if not line.startswith("unix:"):
            _picture(line)


def sitting_words(one: SittingState) -> str:
    """A sitting in a few words."""
    parts = [f"{one_line(one.title)}, {one.mode}, {count(one.questions, 'question')}"]
    if one.minutes is not None:
        parts.append(minutes(one.minutes))
    if one.opens is not None and one.state == "waiting":
        parts.append(f"opens {_when(one.opens)}")
    if one.closes is not None:
        parts.append(f"closes {_when(one.closes)}")
    return f"{', '.join(parts)}: {one.state}"


def _when(at: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at // 1000))


def _picture(line: str) -> None:
    """The line as a QR code, for phones that carry it to where it is typed."""
    if not sys.stdout.isatty():
        return
    import segno

    try:
        segno.make(line, micro=False).terminal(compact=True, border=2)
    except UnicodeEncodeError:
        return  # this terminal has no blocks to draw with; the line itself stands above


def _addresses() -> tuple[str, ...]:
    """How other machines reach this one: the address it would send from, and its name. Nothing is sent."""
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address that is nobody's (RFC 5737)
            found.append(str(probe.getsockname()[0]))
        except OSError:
            pass  # no network: this machine alone
    return tuple(found) or ("127.0.0.1",)
