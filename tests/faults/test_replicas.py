"""A class that three servers hold behind a proxy: servers and database killed, releases taken back, PINs guessed."""

import http.client
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest

from quiz.attempts.events import Drafted
from quiz.questions.response import Typed
from quiz.store.classes import events, roster
from quiz.store.classes.opening import open_store
from tests.classroom.clients import at_desk, right
from tests.classroom.replicas import MISSING, PROXY, Replicas, replicas
from tests.classroom.school import Caller, Trouble, words
from tests.postgres import Postgres
from tests.waiting import joined, wait_until

from .tallying import Tally
from .worlds import times

T = TypeVar("T")

pytestmark = pytest.mark.skipif(MISSING is not None, reason=str(MISSING))

PATIENCE = 10.0
"""Seconds that learners may have to wait: for another server, or for a database that is back (at full count)."""


class Writer:
    """A learner's program that sends one event after another, each until it is acknowledged."""

    def __init__(self, several: Replicas, name: str) -> None:
        self.acked: list[str] = []
        self.longest = 0.0
        self.failed: BaseException | None = None
        self.attempt = ""
        self.stopped = threading.Event()
        self._several, self._name = several, name
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def finish(self) -> None:
        self.stopped.set()
        joined(self._thread)
        if self.failed is not None:
            raise self.failed

    def _run(self) -> None:
        try:
            caller = self._several.caller()
            self._until_done(lambda: caller.log_in(self._name, self._several.slips[self._name]))
            self.attempt = self._until_done(caller.begin).attempt
            at = 0
            while not self.stopped.is_set():
                at += 1
                sent = caller.events(Drafted("q1", Typed(f"{at}")))
                began = time.monotonic()
                self.acked += self._until_done(lambda sent=sent: caller.put(sent)).received
                self.longest = max(self.longest, time.monotonic() - began)
        except BaseException as error:  # noqa: BLE001 - told by ``finish``
            self.failed = error

    def _until_done(self, call: Callable[[], T]) -> T:
        while True:
            try:
                return call()
            except Trouble as trouble:
                # "taken": a login or a beginning whose answer was lost has been done.
                if trouble.fault.code not in ("store-failed", "slow-down", "taken"):
                    raise
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.05)


def kept_once(several: Replicas, writers: Sequence[Writer]) -> int:
    """Assert that what was acknowledged is in the store, each once, in whole chains; how much it is."""
    store = open_store(several.all[0].folder, now=0)
    try:
        found = store.read(roster.the_class).result()
        assert found is not None
        for one in writers:
            rows = store.read(lambda db, one=one: events.of_attempt(db, found.id, one.attempt)).result()
            kept = [row.id for row in rows]
            assert len(set(kept)) == len(kept)
            assert len(set(one.acked)) == len(one.acked)
            assert set(one.acked) <= set(kept)
            assert len(kept) - len(one.acked) <= 1  # one may be on its way
        assert store.check(found.id).result() == []
    finally:
        store.close()
    return sum(len(one.acked) for one in writers)


def until_each(writers: Sequence[Writer], more: int) -> None:
    """Wait until every writer has so many more acknowledged."""
    before = [len(one.acked) for one in writers]
    end = time.monotonic() + 120
    while any(len(one.acked) < was + more for one, was in zip(writers, before, strict=True)):
        assert all(one.failed is None for one in writers), [one.failed for one in writers]
        assert time.monotonic() < end
        time.sleep(0.02)


def told(what: str, several: Replicas, writers: Sequence[Writer], faults: int, longest: float) -> None:
    total = kept_once(several, writers)
    print(
        f"{what}: {faults} kills, {len(writers)} clients, {total} acknowledged, none lost, longest wait {longest:.1f} s"
    )
    if times(0, 1):
        assert longest <= PATIENCE


def people(count: int) -> list[str]:
    return [f"Learner {at}" for at in range(count)]


def test_a_killed_server_costs_no_answer(postgres: Postgres, tmp_path: Path, tally: Tally) -> None:
    kills = times(3, 120)
    with replicas(tmp_path, postgres.database(), people(6)) as several, tally("7", kills):
        several.all[0].open()
        writers = [Writer(several, name) for name in people(6)]
        try:
            until_each(writers, 2)
            for at in range(kills):
                chosen = several.all[at % 3]
                chosen.kill()
                time.sleep(times(0, 1) * 2.0)
                until_each(writers, 3)
                chosen.start()
                time.sleep(times(0, 1) * 2.0)
                until_each(writers, 3)
        finally:
            for one in writers:
                one.stopped.set()
        for one in writers:
            one.finish()
        told("servers", several, writers, kills, max(one.longest for one in writers))


def test_a_killed_database_costs_no_answer(tmp_path: Path, tally: Tally) -> None:
    kills, names = times(2, 20), people(times(6, 24))
    enough, longest = times(0, 10_000), 0.0
    own = Postgres()
    try:
        with replicas(tmp_path, own.database(), names) as several, tally("6", kills):
            several.all[0].open()
            writers = [Writer(several, name) for name in names]
            try:
                until_each(writers, 2)
                for at in range(1, kills + 1):
                    while sum(len(one.acked) for one in writers) < enough * at / kills:
                        until_each(writers, 1)
                    own.kill()
                    if at == kills:
                        time.sleep(times(0, 40))
                    own.start()
                    began = time.monotonic()
                    until_each(writers, 1)
                    longest = max(longest, time.monotonic() - began)
            finally:
                for one in writers:
                    one.stopped.set()
            for one in writers:
                one.finish()
            told("database", several, writers, kills, longest)
    finally:
        own.remove()


def test_a_learners_own_program_knows_the_class_behind_the_proxy(postgres: Postgres, tmp_path: Path) -> None:
    """It tells a server by its key, and says nothing to any other."""
    with replicas(tmp_path, postgres.database()) as several:
        several.all[0].open()
        with at_desk(several.all[0], "Ada", tmp_path / "ada", address=several.caller().address) as desk:
            for chosen, question in zip(several.all, list(desk.attempt.items), strict=False):
                chosen.kill()
                desk.answer(question, right(desk, question))
                wait_until(lambda: desk.safe == "received", "the answer's receipt")
                chosen.start()
            desk.finish()
            wait_until(lambda: desk.receipt, "the receipt")
            several.all[1].release("all")
            wait_until(lambda: desk.feedback("q3"), "the release")


# Releases


class Reader:
    """Asks what is released, again and again: when each call began and ended, and whether anything was shown."""

    def __init__(self, caller: Caller) -> None:
        self.seen: list[tuple[float, float, bool]] = []
        self.failed: BaseException | None = None
        self._caller = caller
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                began = time.monotonic()
                shown = "Osten says so" in words(self._caller.news())
                self.seen.append((began, time.monotonic(), shown))
                time.sleep(0.06)  # a session may ask twenty times in a second
        except BaseException as error:  # noqa: BLE001 - told by ``finish``
            self.failed = error

    def finish(self) -> None:
        self._stop.set()
        joined(self._thread)
        if self.failed is not None:
            raise self.failed


def test_what_is_taken_back_shows_nowhere_any_more(postgres: Postgres, tmp_path: Path, tally: Tally) -> None:
    reads = times(100, 1000)
    with replicas(tmp_path, postgres.database()) as several, tally("56", reads):
        first = several.all[0]
        first.open()
        callers = []
        for at, name in enumerate(first.slips):
            # Straight to a server each, so that every one of them is asked.
            caller = several.all[at % 3].learner(name)
            caller.begin()
            caller.answer_all()
            caller.hand_in()
            callers.append(caller)
        readers = [Reader(caller) for caller in callers]
        said: list[tuple[float, float, bool]] = []
        try:
            while sum(len(one.seen) for one in readers) < reads:
                assert all(one.failed is None for one in readers)
                let = len(said) % 2 == 0
                began = time.monotonic()
                several.all[len(said) % 3].release("all" if let else "never")
                said.append((began, time.monotonic(), let))
                time.sleep(0.15)
        finally:
            for one in readers:
                one.finish()
        judged = 0
        for (_, done, let), (after, *_) in zip(said, [*said[1:], (time.monotonic(),)], strict=True):
            for began, ended, shown in (each for one in readers for each in one.seen):
                if done <= began and ended <= after:
                    assert shown == let
                    judged += 1
        assert judged >= reads // 4
        _to_one_and_later(several, callers)


def _to_one_and_later(several: Replicas, callers: Sequence[Caller]) -> None:
    several.all[1].release("never")
    several.all[2].release("all", learner="Ada")
    assert [bool(one.news().released) for one in callers] == [True, False, False, False, False]
    at = callers[0].news().clock.now + 700
    several.all[0].release("all", at=at)
    end = time.monotonic() + 60
    while not all(one.news().released for one in callers[1:]):
        assert time.monotonic() < end
        time.sleep(0.1)
    assert callers[1].news().clock.now >= at


# Guessing


def test_wrong_pins_count_for_all_servers_and_for_where_they_come_from(postgres: Postgres, tmp_path: Path) -> None:
    with replicas(tmp_path, postgres.database()) as several:
        # All at once: the longer each takes, the more of them one after the other would be looked at.
        with ThreadPoolExecutor(6) as pool:
            codes = list(pool.map(lambda one: _refused(one.caller(), "Ben"), several.all * 2))
        assert "login-refused" in codes
        assert codes.count("slow-down") >= 3
        assert "slow-down" in [_refused(_from(several, "127.0.0.2"), "Ada") for _ in range(6)]
        _from(several, "127.0.0.3").log_in("Ada", several.slips["Ada"])


def _refused(caller: Caller, name: str) -> str:
    with pytest.raises(Trouble) as refused:
        caller.log_in(name, "wrong")
    return refused.value.fault.code


def _from(several: Replicas, source: str) -> Caller:
    """Somebody whose machine has this address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    caller = several.caller()
    caller._connection = http.client.HTTPSConnection(
        PROXY, several.port, timeout=20, context=context, source_address=(source, 0)
    )
    return caller
