"""RELIABILITY 41: every call, by everyone, before and after the release: who may do what."""

import asyncio
import os
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from quiz.attempts.events import Answered, Moved
from quiz.classroom.by_folder import Claim, Claims, HandIns
from quiz.classroom.kept import Keep
from quiz.classroom.mending import Regrade, Rule
from quiz.classroom.server.routes import ROUTES, Call, Nothing, description
from quiz.classroom.teacher import Assess, CountLate, GiveTime, Import, Let, Newcomer, Person, Plan, Rename, Step, Touch
from quiz.classroom.wire import Events, Fault, Login, Open, Sent
from quiz.questions.response import Typed
from tests.bench.class_load import Line
from tests.waiting import PATIENCE

from .school import Caller, School, Trouble, a_school

WHO = (
    "nobody",
    "made-up token",
    "token of no form",
    "logged out",
    "removed by the teacher",
    "another learner",
    "learner of another class",
    "the learner",
    "the learner, at a lost seat",
    "the learner, on the network",
    "nobody, on the network",
)
RELEASES = ("never", "all")


class World:
    """Two classes, and in the first Ada's attempt, handed in; whoever calls tries for that one."""

    def __init__(self, school: School, other: School) -> None:
        self.school = school
        school.open()
        other.open()
        self.callers: dict[str, Caller] = {
            "nobody": school.caller(),
            "made-up token": _with(school.caller(), os.urandom(32).hex()),
            "token of no form": _with(school.caller(), "x"),
            "another learner": school.learner("Ben"),
            "the learner, on the network": school.learner("Ada", network=True),
            "nobody, on the network": school.caller(network=True),
            "the learner": school.learner("Ada"),
            "the learner, at a lost seat": school.learner("Ada"),
        }
        gone = school.learner("Ada")
        gone.call("POST", "/v1/logout", None, dict)
        self.callers["logged out"] = gone
        removed = school.learner("Cleo")
        school.control.post("logout", Person("Cleo"), dict)
        self.callers["removed by the teacher"] = removed
        stranger = other.learner("Ada")
        self.callers["learner of another class"] = _with(school.caller(), stranger.token)
        ada = self.callers["the learner"]
        lost = self.callers["the learner, at a lost seat"]
        lost.begin()
        self.opened = ada.open(school.sitting().id, takeover=True)
        ada.send(Answered("q1", Typed("21"), 1.0, 0.0, None))
        self.callers["the learner, on the network"].terminal = ada.terminal

    def request(self, route: Call, caller: Caller) -> tuple[int, bytes]:
        path, body = self._filled(route, caller)
        return caller.raw(route.method, path, None if body is None else msgspec.json.encode(body))

    def _filled(self, route: Call, caller: Caller) -> tuple[str, Any]:
        sitting, attempt = self.school.sitting().id, self.opened.attempt
        path = route.path.replace("{attempt}", attempt)
        if route.method == "GET":
            query = {
                "NewsAsked": "?seen=0",
                "WatchAsked": f"?sitting={sitting}",
                "KeyAsked": f"?attempt={attempt}",
                "KeptAsked": "?learner=Ada",
                "PackAsked": f"?sitting={sitting}&key={'0' * 64}",
            }
            return path + query.get(route.takes.__name__, ""), None
        sent = Sent(os.urandom(16).hex(), 1, 0, 0, Moved("q1"))
        bodies: dict[Any, Any] = {
            Nothing: None,
            Login: Login("Ada", "000000"),
            Open: Open(sitting, caller.terminal),
            Events: Events(attempt, caller.terminal, 1, (sent,)),
            Plan: Plan("other", "ferry-set"),
            Touch: Touch(sitting),
            GiveTime: GiveTime(sitting, 1.0),
            Let: Let(sitting, "all"),
            Step: Step(sitting, "next"),
            Person: Person("Ada"),
            CountLate: CountLate(sitting, "Ada", apply=True),
            Newcomer: Newcomer("Zoe"),
            Rename: Rename("Ada", "Ida"),
            Assess: Assess(sitting, "Ada", ()),
            Import: Import(attempt, "t", 1, (sent,)),
            Claims: Claims((Claim("Ada", "000000"),)),
            HandIns: HandIns(()),
            Keep: Keep(2**43),
            Regrade: Regrade(sitting),
            Rule: Rule(sitting, "out", "q1"),
        }
        return path, bodies[route.takes]


def _with(caller: Caller, token: str) -> Caller:
    caller.token = token
    return caller


@pytest.fixture(scope="module", params=RELEASES)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    with a_school(folder / "a", network=True) as school, a_school(folder / "b") as other:
        made = World(school, other)
        school.release(request.param)
        yield made


# What one who is logged in gets: the caller's own attempt opens, another's is not there.
LEARNERS: dict[tuple[str, str], set[int]] = {
    ("another learner", "/v1/sittings"): {200},
    ("another learner", "/v1/attempt"): {200},
    ("another learner", "/v1/events"): {404},
    ("another learner", "/v1/attempt/{attempt}/news"): {404},
    ("the learner", "/v1/sittings"): {200},
    ("the learner", "/v1/attempt"): {200},
    ("the learner", "/v1/events"): {200},
    ("the learner", "/v1/attempt/{attempt}/news"): {200},
    ("the learner, on the network", "/v1/sittings"): {200},
    ("the learner, on the network", "/v1/attempt"): {200},
    ("the learner, on the network", "/v1/events"): {200},
    ("the learner, on the network", "/v1/attempt/{attempt}/news"): {200},
    ("the learner, at a lost seat", "/v1/sittings"): {200},
    ("the learner, at a lost seat", "/v1/attempt"): {409},
    ("the learner, at a lost seat", "/v1/events"): {200},
    ("the learner, at a lost seat", "/v1/attempt/{attempt}/news"): {200},
}
CALLS = [route for route in ROUTES if route.path != "/v1/logout"]


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("route", CALLS, ids=lambda route: f"{route.method} {route.path}")
def test_who_may_do_what(world: World, route: Call, who: str) -> None:
    status, body = world.request(route, world.callers[who])
    fault = None if status == 200 else msgspec.json.decode(body, type=Fault)
    if route.who == "teacher":
        assert fault is not None
        assert fault.code == "no-such-route"
    elif route.path == "/v1/hello":
        assert status == 200
    elif route.path == "/v1/login":
        assert fault is not None
        assert fault.code in ("login-refused", "slow-down")
    elif (who, route.path) in LEARNERS:
        assert status in LEARNERS[who, route.path], fault
    else:
        assert fault is not None
        assert fault.code == "logged-out"
    assert b"Osten says so" not in body  # Ada's attempt is not handed in, whatever is released


def test_there_are_enough_cells() -> None:
    assert len(CALLS) * len(WHO) * len(RELEASES) >= 400


def test_the_control_socket_knows_no_learners_calls(world: World) -> None:
    for path in ("login", "sittings"):
        status, body = _control(world, "POST" if path == "login" else "GET", f"/v1/{path}")
        assert (status, msgspec.json.decode(body, type=Fault).code) == (404, "no-such-route")


def _control(world: World, method: str, path: str) -> tuple[int, bytes]:
    from quiz.classroom.address import OnThisMachine

    caller = Caller(OnThisMachine(str(world.school.folder / "control.sock"), os.geteuid()))
    try:
        return caller.raw(method, path, b"{}" if method == "POST" else None)
    finally:
        caller.close()


BAD: list[tuple[str, bytes]] = [
    ("/v1/login", b""),
    ("/v1/login", b"{"),
    ("/v1/login", b"[]"),
    ("/v1/login", b'{"name": 1}'),
    ("/v1/login", b'{"name": "Ada", "pin": "1", "role": "teacher"}'),
    ("/v1/login", b'{"name": "\xff"}'),
    ("/v1/login", b"[" * 100_000),
    ("/v1/attempt", b'{"sitting": "x"}'),
    ("/v1/events", b'{"attempt": "x", "terminal": "x", "fence": 1.5, "events": []}'),
    ("/v1/events", b'{"attempt": "x", "terminal": "x", "fence": 99999999999999999999, "events": []}'),
    ("/v1/events", b'{"attempt": "x", "terminal": "x", "fence": 1, "events": [{"id": "x"}]}'),
    ("/v1/events", b'{"attempt": "x", "terminal": "x", "fence": -1, "events": []}'),
    ("/v1/events", b"x" * 300_000),
]


@pytest.mark.parametrize(("path", "body"), BAD, ids=lambda one: str(one[:40]))
def test_what_is_malformed_is_refused_in_one_sentence(world: World, path: str, body: bytes) -> None:
    status, answer = world.callers["the learner"].raw("POST", path, body)
    fault = msgspec.json.decode(answer, type=Fault)
    assert (status, fault.code) in ((400, "malformed"), (413, "too-large"), (403, "login-refused"), (429, "slow-down"))
    assert "\n" not in fault.said


def test_other_methods_and_paths_are_nowhere(world: World) -> None:
    caller = world.callers["the learner"]
    for method, path in (("DELETE", "/v1/sittings"), ("GET", "/"), ("GET", "/v1/../etc/passwd"), ("PUT", "/v1/events")):
        status, body = caller.raw(method, path)
        assert (status, msgspec.json.decode(body, type=Fault).code) == (404, "no-such-route")


def test_the_description_names_every_call_and_who_may_make_it() -> None:
    found = description()
    for route in ROUTES:
        one = found["paths"][route.path][route.method.lower()]
        assert one["x-who"] == route.who
    text = msgspec.json.encode(found).decode()
    for word in ('"Opened"', '"Received"', '"Watch"'):
        assert word in text


def test_too_many_requests_of_one_session_are_slowed_down(world: World) -> None:
    line, token = Line(world.school.sockets / "learners.sock"), os.urandom(16).hex()

    async def ask() -> list[tuple[int, bytes]]:
        found = await line.calls(300, "GET", "/v1/sittings", token)
        line.close()
        return found

    answers = asyncio.run(asyncio.wait_for(ask(), PATIENCE))
    assert {status for status, _ in answers} == {401, 429}
    waits = [msgspec.json.decode(body, type=Fault).retry for status, body in answers if status == 429]
    assert min(waits) > 0
    assert world.callers["the learner"].raw("GET", "/v1/sittings")[0] == 200


def test_trouble_is_told(world: World) -> None:
    with pytest.raises(Trouble):
        world.callers["nobody"].sittings()
