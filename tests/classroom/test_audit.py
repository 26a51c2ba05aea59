"""Whatever a teacher does is in the log: who, what and when, without answers and PINs."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from quiz.attempts.events import Answered, Finished
from quiz.classroom import by_folder, kept, mending, teacher
from quiz.classroom.server import one_learner, packing, teaching
from quiz.classroom.server.hand_in_key import make_keys, read_keys
from quiz.classroom.server.routes import ROUTES, Call
from quiz.classroom.server.service import Caller
from quiz.questions.response import Typed
from quiz.store.classes import sittings

from .inside import Inside, inside
from .school import RIGHT

SECRET = "answer-5b1f"  # noqa: S105
LEARNER = "Ada"

OPEN = """\
  - {id: why, kind: open, prompt: Why did she sink?, rubric: [{points: 1, text: The map.}],
     evidence: spoke of an old map, explain: So it says.}
"""

ACTIONS: dict[str, Callable[[Inside], Any]] = {
    "pause": lambda _: teacher.Touch("monday"),
    "resume": lambda _: teacher.Touch("monday"),
    "close": lambda _: teacher.Touch("monday"),
    "reopen": lambda _: teacher.Touch("monday"),
    "time": lambda _: teacher.GiveTime("monday", 5, LEARNER),
    "release": lambda _: teacher.Let("monday", "marks", LEARNER),
    "follow": lambda _: teacher.Step("together", "next"),
    "unlock": lambda _: teacher.Person(LEARNER),
    "logout": lambda _: teacher.Person(LEARNER),
    "pin": lambda _: teacher.Person(LEARNER),
    "count-late": lambda _: teacher.CountLate("monday", LEARNER, apply=True),
    "add": lambda _: teacher.Newcomer("Fred"),
    "rename": lambda _: teacher.Rename("Ben", "Benno"),
    "assess": lambda room: teacher.Assess("monday", "Lee", (teacher.Mark(learner_id(room), "why", 1.0),)),
    "regrade": lambda _: mending.Regrade("monday", apply=True),
    "rule": lambda _: mending.Rule("monday", "out", "saved"),
    "import": lambda room: teacher.Import(attempt_of(room), "t" * 16, 1, ()),
    "box-key": lambda room: teaching.KeyAsked(attempt_of(room)),
    "pack": lambda room: packing.PackAsked("monday", keys(room)),
    "hand-ins": lambda room: hand_in(room),
    "kept": lambda _: one_learner.KeptAsked(LEARNER),
    "erase": lambda _: teacher.Person("Emil"),
    "keep": lambda room: kept.Keep(room.clock.now() + 1000),
}
"""How each is done. The order matters: a sitting is paused before it is resumed, closed before marks are given."""

LOOKED_AT = {"claims", "sittings", "roster", "log", "watch", "papers", "assessments"}
"""What a teacher looks at changes nothing and is not in the log; docs/privacy.md says so."""

NOT_ALONE = {
    "open": "made by the application, which reads the set first: see test_opening below",
    "check-pins": "tells nothing that is kept: the first half of hand-ins",
}


def learner_id(room: Inside) -> str:
    return str(room.learner(LEARNER).caller.learner)


def attempt_of(room: Inside) -> str:
    pupil = room.learner(LEARNER)
    return next(card.attempt for card in pupil.cards() if card.title == "monday")


def keys(room: Inside) -> str:
    make_keys(room.folder)
    return read_keys(room.folder).public


def hand_in(room: Inside) -> by_folder.HandIns:
    packed: by_folder.Packed = room.do(packing.pack, packing.PackAsked("stick", keys(room)))
    contents = msgspec.json.decode(packed.payload, type=by_folder.Contents)
    member = room.learner("Cleo").caller.learner
    one = by_folder.HandIn(
        contents.class_id, contents.sitting, by_folder.version_of(packed.payload.encode()), os.urandom(16).hex(),
        "Cleo", "", tuple(range(1, len(contents.views) + 1)), room.clock.now(), "t" * 16, (),
    )  # fmt: skip
    return by_folder.HandIns((by_folder.Collected(member, one),))


@pytest.fixture
def room(tmp_path: Path) -> Any:
    from .school import QUESTIONS, write_set

    with inside(tmp_path) as room:
        write_set(room.root, questions=QUESTIONS + OPEN)
        room.open(minutes=30)
        room.open("together", mode="follow")
        room.open("stick")
        pupil = room.learner(LEARNER)
        opened = pupil.begin()
        for view in opened.views:
            pupil.send(Answered(view.id, RIGHT.get(view.kind, Typed(SECRET)), 1.0, 0.0, None))
        pupil.send(Finished("learner"))
        yield room


def log_of(room: Inside) -> list[tuple[int, str, str, str]]:
    found: list[tuple[int, str, str, str]] = room.store.read(
        lambda db: sittings.audit(db, room.service.class_id)
    ).result()
    return found


def of_teacher() -> dict[str, Call]:
    return {one.path.removeprefix("/v1/teacher/"): one for one in ROUTES if one.who == "teacher"}


def test_every_call_of_a_teacher_is_known_here() -> None:
    assert set(of_teacher()) == {*ACTIONS, *LOOKED_AT, *NOT_ALONE}
    assert all(not of_teacher()[name].writes for name in LOOKED_AT)


def test_whatever_is_done_is_noted(room: Inside) -> None:
    routes, secrets = (
        of_teacher(),
        [SECRET, *room.pins.values(), *(f"{pin[:3]} {pin[3:]}" for pin in room.pins.values())],
    )
    for name, given in ACTIONS.items():
        asked, before = given(room), log_of(room)
        route = routes[name]
        assert route.run is not None
        assert isinstance(asked, route.takes)
        done = room.store.write(
            lambda db, run=route.run, one=asked: run(room.service, db, Caller("here"), one, room.clock.now())
        ).result()
        told = done() if callable(done) else done
        if isinstance(told, teacher.Pin):
            secrets.append(told.pin)
        new = [one for one in log_of(room) if one not in before]
        assert new, f"{name}: nothing is in the log"
        assert all((at, who) == (room.clock.now(), "teacher") for at, who, _, _ in new)
    text = str(log_of(room))
    assert [secret for secret in secrets if re.search(rf"(?<![0-9a-f]){secret}(?![0-9a-f])", text)] == []


def test_opening_a_sitting_is_noted(room: Inside) -> None:
    assert [what for _, _, what, _ in log_of(room)].count("open") == 3


def test_looking_is_not_noted(room: Inside) -> None:
    before = log_of(room)
    room.do(teaching.list_roster)
    room.do(teaching.list_sittings)
    assert log_of(room) == before
