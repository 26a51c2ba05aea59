"""``quiz class keep`` and ``quiz class purge``: until when a class is kept, and deleting it after that."""

import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from quiz.classroom.control import Control, NoServer
from quiz.classroom.kept import Keep
from quiz.classroom.server.direct import office
from quiz.classroom.teacher import Roster, Sittings
from quiz.classroom.wire import Done
from quiz.errors import QuizError
from quiz.plain.class_folders import choose, classes_folder, every, last_day, library, office_of
from quiz.plain.wording import count
from quiz.store.classes.removing import remove_class, remove_leavings
from quiz.text.json_text import json_line
from quiz.text.sanitise import message_line, one_line


def end_of(day: date) -> int:
    """The last second of a day, in UTC milliseconds."""
    return round(datetime.combine(day, datetime.max.time(), UTC).timestamp()) * 1000 - 1000


def keep(name: str | None, until: date) -> int:
    """Another last day. Exit code 0."""
    office_of(name).post("keep", Keep(end_of(until)), Done)
    print(f"Kept until {until.isoformat()}.")
    return 0


class _Due(NamedTuple):
    """A class that is to go. said: what it is, in words."""

    folder: Path
    said: str


def purge(names: Sequence[str], *, sure: bool, as_json: bool) -> int:
    """Delete the classes of these names or, without names, those past their last day; only tell which unless sure.

    Exit code 0, or 1 where one could not be looked at or deleted. Raises InputError for a name that is no class's.
    """
    remove_leavings(classes_folder())
    wanted = [choose(name) for name in names]
    due: list[_Due] = []
    troubles: list[str] = []
    in_database: list[str] = []
    for folder in wanted or every():
        try:
            known = _look(folder, only_expired=not wanted)
        except QuizError as error:
            troubles.append(f"{folder.name}: left as it is: {error}")
            continue
        if known is not None:
            due.append(known)
    done = list(due) if not sure else [one for one in due if _remove(one, in_database, troubles)]
    _tell(done, sure=sure, as_json=as_json)
    if in_database and not as_json:
        print("The database's files may hold their words until its owner runs 'quiz class database --clean'.")
    for trouble in troubles:
        print(message_line(trouble))
    return 1 if troubles else 0


def _look(folder: Path, *, only_expired: bool) -> _Due | None:
    there = office(folder, library)
    people, sittings = there.get("roster", Roster), there.get("sittings", Sittings)
    if only_expired and people.expires >= sittings.now:
        return None
    words = f"{count(len(people.members), 'learner')}, {count(len(sittings.sittings), 'sitting')}"
    return _Due(folder, f"{one_line(people.title)}, {words}, kept until {last_day(people.expires)}")


def _remove(one: _Due, in_database: list[str], troubles: list[str]) -> bool:
    try:
        Control(one.folder).ping()
    except NoServer:
        pass
    else:
        troubles.append(f"{one.folder.name}: left as it is: its server is running; stop it first")
        return False
    try:
        if remove_class(one.folder, now=time.time_ns() // 1_000_000):
            in_database.append(one.folder.name)
    except QuizError as error:
        troubles.append(f"{one.folder.name}: left as it is: {error}")
        return False
    return True


def _tell(due: Sequence[_Due], *, sure: bool, as_json: bool) -> None:
    if as_json:
        print(json_line({"deleted" if sure else "would_delete": [one.folder.name for one in due]}))
        return
    for one in due:
        print(f"{one.folder.name}: {one.said}{': deleted' if sure else ''}")
    if not due:
        print("Nothing was deleted." if sure else "No class is past its last day.")
    elif not sure:
        print("Nothing was deleted. These go, with every answer, key and backup, with --yes; export the marks first.")
