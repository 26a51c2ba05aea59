"""RELIABILITY 5: the server is killed under its clients; what was acknowledged is there, once."""

import http.client
import random
import threading
import time
from pathlib import Path

from quiz.attempts.events import Answered, decode_body
from quiz.questions.response import Typed
from quiz.store.classes import attempts, events, roster
from quiz.store.classes.store import ClassStore
from tests.faults.worlds import times
from tests.waiting import joined

from .school import Caller, School, Trouble

CLIENTS = times(6, 40)
KILLS = times(4, 100)
ANSWERS = times(12, 100)


class Client(threading.Thread):
    """Gives answers one after the other, each until it is acknowledged, whatever happens meanwhile."""

    def __init__(self, caller: Caller, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.caller = caller
        self.acknowledged: list[str] = []
        self.tries = 0
        self.stopping = threading.Event()
        """No more answers than there have to be."""
        self.given_up = threading.Event()
        """Nor those."""

    def run(self) -> None:
        number = 0
        while (number < ANSWERS or not self.stopping.is_set()) and not self.given_up.is_set():
            number += 1
            text = f"{self.name} {number}"
            sent = self.caller.events(Answered(f"q{number % 4 + 1}", Typed(text), 1.0, 0.0, None))
            while not self.given_up.is_set():
                self.tries += 1
                try:
                    got = self.caller.put(sent)
                except (OSError, http.client.HTTPException):
                    time.sleep(0.05)
                    continue
                except Trouble as trouble:
                    if trouble.fault.code not in ("slow-down", "store-failed"):
                        raise
                    time.sleep(max(0.05, trouble.fault.retry))
                    continue
                if sent[0].id in got.received:
                    self.acknowledged.append(text)
                    break


def test_killed_under_its_clients_the_server_loses_and_doubles_nothing(tmp_path: Path) -> None:
    dice = random.Random(5)
    school = School(tmp_path, [f"l{n}" for n in range(CLIENTS)]).start()
    school.open()
    clients = []
    for name in school.slips:
        caller = school.learner(name)
        caller.begin()
        clients.append(Client(caller, name))
    try:
        for client in clients:
            client.start()
        for _ in range(KILLS):
            time.sleep(dice.uniform(0.2, 1.0))
            school.kill()
            school.start()
        for client in clients:
            client.stopping.set()
        joined(*clients)
    finally:
        for client in clients:
            client.given_up.set()
    for client in clients:
        client.caller.close()
    school.stop()

    expected = {client.name: client.acknowledged for client in clients}
    assert sum(map(len, expected.values())) >= CLIENTS * ANSWERS
    found = kept(school.folder)
    assert {name: texts for name, texts in found.items() if texts} == expected


def kept(folder: Path) -> dict[str, list[str]]:
    """What counts of every learner, in order; and the chains hold."""
    store = ClassStore.open(folder, now=time.time_ns() // 1_000_000)
    try:
        one = store.read(roster.the_class).result()
        assert one is not None
        assert not store.check(one.id).result()
        texts = {}
        for member in store.read(lambda db: roster.members(db, one.id)).result():
            sittings = store.read(lambda db: db.rows("SELECT id FROM sittings")).result()
            row = store.read(
                lambda db, m=member, s=sittings: attempts.of_learner(db, one.id, str(s[0][0]), m.id)
            ).result()
            bodies = (
                [] if row is None else store.read(lambda db, r=row: events.bodies_after(db, one.id, r.id, 0)).result()
            )
            texts[member.name] = [
                body.response.text
                for *_, text in bodies
                if isinstance(body := decode_body(text), Answered) and isinstance(body.response, Typed)
            ]
        return texts
    finally:
        store.close()


def test_a_stopped_server_has_answered_what_it_took(tmp_path: Path) -> None:
    school = School(tmp_path, ["Ada"]).start()
    school.open()
    ada = school.learner()
    ada.begin()
    done = [text for text in map(str, range(20)) if ada.answer("q1", Typed(text)).received]
    ada.close()
    school.stop()
    assert kept(school.folder)["Ada"] == done
    assert not (school.folder / "control.sock").exists()
    school.start()
    assert ada.answer("q2", Typed("again")).received
    ada.close()
    school.stop()
