"""Every call there is, in one list: from it come the application, its description and the tests that try each door."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Literal

import msgspec

from quiz.classroom import by_folder, kept, mending, teacher, wire
from quiz.classroom.server import (
    answering,
    assessing,
    collecting,
    lateness,
    login,
    one_learner,
    packing,
    regrading,
    teaching,
    watching,
)
from quiz.classroom.server.service import Caller, Service
from quiz.store.classes import sittings
from quiz.store.classes.db import Db

Who = Literal["anybody", "learner", "teacher"]


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A call that takes nothing."""


class Call(msgspec.Struct, frozen=True, dict=True):
    """takes comes from the query and the path of a GET, from the body of a POST.

    run works inside one transaction: it is given service, database, caller, what was taken, and the time. It may return
    a function that works out the answer from what it has read, once the transaction is over. None: see ``app``.
    seated: it is about an attempt of the caller's, and run itself finds out who asks, with the attempt.
    """

    method: Literal["GET", "POST"]
    path: str
    who: Who
    takes: Any
    gives: Any
    run: Callable[[Service, Db, Caller, Any, int], Any] | None
    writes: bool = True
    seated: bool = False

    @cached_property
    def read(self) -> Callable[[bytes], Any]:
        """What reads a body of this call."""
        return msgspec.json.Decoder(self.takes).decode


def _teacher(run: Callable[[Service, Db, Any, int], Any]) -> Callable[[Service, Db, Caller, Any, int], Any]:
    return lambda service, db, _, asked, now: run(service, db, asked, now)


def _post(path: str, takes: Any, run: Callable[[Service, Db, Any, int], Any], gives: Any = wire.Done) -> Call:
    return Call("POST", f"/v1/teacher/{path}", "teacher", takes, gives, _teacher(run))


def _cards(service: Service, db: Db, caller: Caller, _: Nothing, now: int) -> list[wire.SittingCard]:
    return answering.cards(service, db, caller, now)


def _logout(service: Service, db: Db, caller: Caller, _: Nothing, __: int) -> wire.Done:
    return login.log_out(service, db, caller)


def _sittings(service: Service, db: Db, _: Caller, __: Nothing, now: int) -> teacher.Sittings:
    return teaching.list_sittings(service, db, now)


def _roster(service: Service, db: Db, _: Caller, __: Nothing, now: int) -> teacher.Roster:
    return teaching.list_roster(service, db, now)


def _log(service: Service, db: Db, _: Caller, __: Nothing, ___: int) -> teacher.Log:
    return teacher.Log(tuple(teacher.Noted(*one) for one in sittings.audit(db, service.class_id)))


ROUTES: Sequence[Call] = (
    Call("POST", "/v1/events", "learner", wire.Events, wire.Received, answering.put_events, seated=True),
    Call("GET", "/v1/attempt/{attempt}/news", "learner", answering.NewsAsked, wire.News, answering.news, seated=True),
    Call("GET", "/v1/hello", "anybody", Nothing, wire.Hello, None),
    Call("POST", "/v1/login", "anybody", wire.Login, wire.Session, None),
    Call("POST", "/v1/logout", "learner", Nothing, wire.Done, _logout),
    Call("GET", "/v1/sittings", "learner", Nothing, list[wire.SittingCard], _cards, writes=False),
    Call("POST", "/v1/attempt", "learner", wire.Open, wire.Opened, answering.open_attempt),
    Call("GET", "/v1/teacher/sittings", "teacher", Nothing, teacher.Sittings, _sittings, writes=False),
    Call("GET", "/v1/teacher/roster", "teacher", Nothing, teacher.Roster, _roster, writes=False),
    Call("GET", "/v1/teacher/log", "teacher", Nothing, teacher.Log, _log, writes=False),
    Call(
        "GET",
        "/v1/teacher/watch",
        "teacher",
        watching.WatchAsked,
        teacher.Watch,
        _teacher(watching.watch),
        writes=False,
    ),
    Call(
        "GET",
        "/v1/teacher/papers",
        "teacher",
        watching.WatchAsked,
        teacher.Papers,
        _teacher(collecting.papers),
        writes=False,
    ),
    Call("GET", "/v1/teacher/box-key", "teacher", teaching.KeyAsked, teacher.BoxKey, _teacher(teaching.box_key)),
    Call("POST", "/v1/teacher/open", "teacher", teacher.Plan, wire.Done, None),
    _post("pause", teacher.Touch, teaching.pause),
    _post("resume", teacher.Touch, teaching.resume),
    _post("close", teacher.Touch, teaching.close),
    _post("reopen", teacher.Touch, teaching.reopen),
    _post("time", teacher.GiveTime, teaching.give_time),
    _post("release", teacher.Let, teaching.release),
    _post("follow", teacher.Step, teaching.step),
    _post("unlock", teacher.Person, teaching.unlock),
    _post("logout", teacher.Person, teaching.log_out),
    _post("pin", teacher.Person, teaching.new_pin, teacher.Pin),
    _post("count-late", teacher.CountLate, lateness.count_late, teacher.LateWork),
    _post("add", teacher.Newcomer, teaching.add_member, teacher.Pin),
    _post("rename", teacher.Rename, teaching.rename),
    Call(
        "GET",
        "/v1/teacher/assessments",
        "teacher",
        watching.WatchAsked,
        teacher.Assessments,
        _teacher(assessing.assessments),
        writes=False,
    ),
    _post("assess", teacher.Assess, assessing.assess),
    _post("import", teacher.Import, teaching.take_outbox, teacher.Imported),
    Call("GET", "/v1/teacher/pack", "teacher", packing.PackAsked, by_folder.Packed, _teacher(packing.pack)),
    _post("check-pins", by_folder.Claims, packing.check_pins, by_folder.Claimants),
    _post("regrade", mending.Regrade, regrading.grade_again, mending.Regraded),
    _post("rule", mending.Rule, regrading.rule, mending.Regraded),
    Call(
        "GET",
        "/v1/teacher/claims",
        "teacher",
        watching.WatchAsked,
        mending.Claims,
        _teacher(regrading.claims),
        writes=False,
    ),
    Call("GET", "/v1/teacher/kept", "teacher", one_learner.KeptAsked, kept.Kept, _teacher(one_learner.kept)),
    _post("erase", teacher.Person, one_learner.erase, kept.Erased),
    _post("keep", kept.Keep, one_learner.keep),
    _post("hand-ins", by_folder.HandIns, packing.take, by_folder.Outcomes),
)


BACKED_UP = ("/v1/teacher/open", "/v1/teacher/close")
"""Calls after which a backup is made: what was begun, and all that was answered."""


def description() -> dict[str, Any]:
    """The calls as OpenAPI 3.1, made from the list and the types themselves."""
    types = [kind for route in ROUTES for kind in (route.takes, route.gives)]
    schemas, components = msgspec.json.schema_components(
        [*types, wire.Fault], ref_template="#/components/schemas/{name}"
    )
    paths: dict[str, dict[str, Any]] = {}
    for number, route in enumerate(ROUTES):
        takes, gives = schemas[2 * number], schemas[2 * number + 1]
        one: dict[str, Any] = {
            "operationId": f"{route.method.lower()}_{route.path.removeprefix('/v1/').replace('/', '_')}",
            "x-who": route.who,
            "responses": {
                "200": {"description": "done", "content": {"application/json": {"schema": gives}}},
                "default": {"description": "not done", "content": {"application/json": {"schema": schemas[-1]}}},
            },
        }
        if route.who == "learner":
            one["security"] = [{"token": []}]
        if route.method == "POST" and route.takes is not Nothing:
            one["requestBody"] = {"required": True, "content": {"application/json": {"schema": takes}}}
        elif route.takes is not Nothing:
            one["parameters"] = [
                {
                    "name": field.name,
                    "in": "path" if f"{{{field.name}}}" in route.path else "query",
                    "required": field.required,
                    "schema": msgspec.json.schema(field.type),
                }
                for field in msgspec.structs.fields(route.takes)
            ]
        paths.setdefault(route.path, {})[route.method.lower()] = one
    components["Nothing"] = components.get("Nothing", {})
    return {
        "openapi": "3.1.0",
        "info": {"title": "closeread class server", "version": str(wire.API)},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }
