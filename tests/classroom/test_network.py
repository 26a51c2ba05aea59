"""A bad-tempered network between a seat and the server: every answer arrives once, and giving one never waits."""

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from quiz.classroom.address import OnNetwork, OnThisMachine
from quiz.classroom.client.connection import Connection
from quiz.questions.response import Typed
from tests.classroom.clients import a_visit, card_of, stored
from tests.classroom.proxy import Proxy
from tests.classroom.school import School, a_school
from tests.faults.worlds import times
from tests.waiting import wait_until

TEMPERS = ("slow", "hole", "loss", "reset", "page", "cut")
RUNS = times(1, 20)
NAMES = [f"{temper} {way} {run}" for temper in TEMPERS for way in ("tls", "socket") for run in range(RUNS)]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    with a_school(tmp_path_factory.mktemp("school"), NAMES, network=True) as found:
        found.open("monday")
        yield found


@pytest.mark.parametrize("temper", TEMPERS)
@pytest.mark.parametrize("way", ["tls", "socket"])
def test_every_answer_arrives_once(
    school: School, tmp_path: Path, temper: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.classroom.client.delivery.CALL", 1.0)
    monkeypatch.setattr("quiz.classroom.client.delivery.LONGEST", 0.5)
    ask, asking = Connection._ask, set[str]()

    def noting(self: Connection, *given: Any) -> Any:
        asking.add(threading.current_thread().name)
        return ask(self, *given)

    monkeypatch.setattr(Connection, "_ask", noting)
    near, far = school.join[0], school.join[1]
    assert isinstance(near, OnThisMachine)
    assert isinstance(far, OnNetwork)
    for run in range(RUNS):
        path = str(school.sockets / f"{temper}{run}.sock") if way == "socket" else ""
        with Proxy(near.path if path else ("127.0.0.1", far.port), path, seed=run) as proxy:
            address = OnThisMachine(path, near.uid) if path else msgspec.structs.replace(far, port=proxy.port)
            visit = a_visit(school, f"{temper} {way} {run}", tmp_path / str(run), address=address)
            try:
                desk = visit.open(card_of(visit))
                asking.clear()
                proxy.be(temper, 0.3 if temper == "slow" else 0.0)
                for question in desk.attempt.items:
                    desk.answer(question, Typed(f"{temper} {question}")).receipt.result(30)
                if temper in ("hole", "page", "cut"):
                    wait_until(lambda: not desk.delivery.online, "offline")  # noqa: B023
                    assert desk.safe == "saved here"
                proxy.be("well")
                wait_until(lambda: desk.safe == "received", "received")  # noqa: B023
                attempt, asked = desk.attempt.id, set(desk.attempt.items)
                assert asking == {"delivery"}  # whoever answers waits for no network
            finally:
                visit.close(1.0)
        found = [one for one in stored(school.folder, attempt) if one["body"]["kind"] == "answered"]
        assert {one["body"]["question"] for one in found} == asked
        assert max(Counter(one["id"] for one in found).values()) == 1
        assert len(found) == len(asked)
