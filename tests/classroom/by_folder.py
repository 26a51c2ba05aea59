"""A class that works by folder: packed by the verb itself, handed in by learners as simple as can be."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from quiz.attempts.events import Answered, Body, Finished
from quiz.classroom.by_folder import HandIn
from quiz.classroom.packs import HAND_INS, PACK, Pack, new_attempt, read_pack, write_hand_in
from quiz.classroom.roster import Learner
from quiz.classroom.server.founding import found
from quiz.classroom.teacher import Plan
from quiz.classroom.wire import Sent
from quiz.plain.class_packing import pack
from quiz.questions.response import Response

from .school import RIGHT, YEAR, write_set


class FolderClass:
    """home: this test's. Classes, library and folders lie in it."""

    def __init__(self, home: Path, names: Sequence[str], monkeypatch: pytest.MonkeyPatch, title: str = "7b") -> None:
        self.home = home
        monkeypatch.setenv("QUIZ_HOME", str(home / "home"))
        monkeypatch.setenv("QUIZ_PATH", str(home / "library"))
        write_set(home / "library")
        classes = home / "home" / "classes"
        classes.mkdir(mode=0o700, parents=True, exist_ok=True)
        now = time.time_ns() // 1_000_000
        self.folder = classes / title
        slips = found(self.folder, title, [Learner(name) for name in names], expires=now + YEAR, now=now)
        self.pins = {one.name: one.pin for one in slips}
        self.title = title

    def pack(self, to: str = "stick", name: str = "monday", **plan: object) -> "Stick":
        made = Plan(name, **{"set": "ferry-set", **plan})  # type: ignore[arg-type]
        assert pack(self.title, made, name, str(self.home / to)) == 0
        return Stick(self.home / to)


class Stick:
    """A packed folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hand_ins = folder / HAND_INS
        self.pack: Pack = read_pack((folder / PACK).read_bytes(), PACK)

    def work(self, name: str, pin: str, answers: dict[str, Response] = RIGHT, *, done: bool = True) -> "Work":
        contents = self.pack.contents
        bodies: list[Body] = [Answered(view.id, answers[view.kind], 1.0, 0.0, None) for view in contents.views]
        if done:
            bodies.append(Finished("learner"))
        seed = os.urandom(32)
        now = time.time_ns() // 1_000_000
        events = tuple(
            Sent(os.urandom(16).hex(), at, now - 60_000 + at * 1000, at * 1000, body)
            for at, body in enumerate(bodies, 1)
        )
        return Work(seed, contents.key, HandIn(
            contents.class_id, contents.sitting, self.pack.version, new_attempt(seed), name, pin,
            tuple(range(1, len(contents.views) + 1)), now - 60_000, os.urandom(8).hex(), events,
        ))  # fmt: skip

    def put(self, work: "Work | bytes", name: str = "") -> str:
        """Leave a hand-in; its file's name."""
        name = name or f"{os.urandom(8).hex()}.handin"
        (self.hand_ins / name).write_bytes(work if isinstance(work, bytes) else work.sealed())
        return name


class Work(msgspec.Struct, frozen=True):
    """A hand-in before it is sealed. seed: of its attempt's key. key: the class's."""

    seed: bytes
    key: str
    hand_in: HandIn

    def sealed(self) -> bytes:
        return write_hand_in(self.hand_in, self.seed, self.key)

    def but(self, **changed: object) -> "Work":
        return msgspec.structs.replace(self, hand_in=msgspec.structs.replace(self.hand_in, **changed))

    def further(self, *bodies: Body) -> "Work":
        """The same attempt, gone on with."""
        events = list(self.hand_in.events)
        for body in bodies:
            last = events[-1]
            events.append(Sent(os.urandom(16).hex(), last.number + 1, last.at + 1000, last.elapsed + 1000, body))
        return self.but(events=tuple(events))
