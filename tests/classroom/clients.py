"""Learners' programs without a screen: real visits to a real server, and what is then in its store."""

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from quiz.classroom.client.desk import ClassDesk
from quiz.classroom.client.visit import Visit
from quiz.classroom.wire import SittingCard
from quiz.questions.response import Response
from tests.classroom.school import RIGHT, School


def a_visit(school: School, name: str, home: Path, *, network: bool = False, address: Any = None) -> Visit:
    """Somebody who is logged in, with a data folder of their own."""
    visit = Visit(address or school.join[1 if network else 0], home)
    visit.hello()
    visit.log_in(name, school.slips[name])
    return visit


def card_of(visit: Visit, title: str = "monday") -> SittingCard:
    return next(card for card in visit.sittings() if card.title == title)


@contextmanager
def at_desk(
    school: School, name: str, home: Path, title: str = "monday", *, takeover: bool = False, **more: Any
) -> Iterator[ClassDesk]:
    visit = a_visit(school, name, home, **more)
    try:
        yield visit.open(card_of(visit, title), takeover=takeover)
    finally:
        visit.close(2.0)


def right(desk: ClassDesk, question: str) -> Response:
    return RIGHT[desk.view(question).kind]


def stored(folder: Path, attempt: str = "") -> list[dict[str, Any]]:
    """The events in a class's store, in the order in which they were received."""
    # The server keeps its file locked; what it has committed is in these two.
    with tempfile.TemporaryDirectory() as place:
        for name in ("class.db", "class.db-wal"):
            if (folder / name).exists():
                shutil.copy(folder / name, place)
        with closing(sqlite3.connect(Path(place) / "class.db")) as store:
            store.row_factory = sqlite3.Row
            rows = store.execute("SELECT * FROM events ORDER BY received, seq").fetchall()
    found = [{**dict(row), "body": json.loads(row["body"])} for row in rows]
    return [one for one in found if attempt in ("", one["attempt"])]


def new_home(tmp_path: Path) -> Path:
    return tmp_path / f"home-{os.urandom(4).hex()}"
