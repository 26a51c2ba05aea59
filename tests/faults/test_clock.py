"""A clock that is set, a time zone that changes, a machine that sleeps: order, deadline and time spent stay right."""

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.attempts.attempt import replay
from quiz.attempts.events import Mode
from quiz.attempts.local_desk import LocalDesk
from quiz.errors import NotAllowed
from quiz.questions.response import Typed
from quiz.store.store import Store
from quiz.store.study import SafeJournal, SystemClock, new_id
from tests import builders as make

from .tallying import Tally

HOUR, DAY = 3_600_000, 86_400_000
NOW = 1_795_000_000_000
MINUTES = 20
CHANGES = {
    "an hour back": lambda clock: clock.set(clock.wall - HOUR),
    "a day forward": lambda clock: clock.set(clock.wall + DAY),
    "1970": lambda clock: clock.set(0),
    "time zone": lambda clock: zone("Pacific/Kiritimati"),
    # Ticks stand still while a machine sleeps, or go on, as on Windows.
    "sleep": lambda clock: clock.set(clock.wall + 8 * HOUR),
}


class Clock:
    """A wall clock that anybody may set, and ticks that nobody can."""

    def __init__(self, ticks: int) -> None:
        self.wall, self._ticks = NOW, ticks

    def now(self) -> int:
        return self.wall

    def ticks(self) -> int:
        return self._ticks

    def set(self, wall: int) -> None:
        self.wall = wall

    def go_on(self, milliseconds: int) -> None:
        self.wall += milliseconds
        self._ticks += milliseconds


def zone(name: str) -> None:
    os.environ["TZ"] = name
    time.tzset()


@pytest.fixture
def _zone_is_put_back() -> Iterator[None]:
    before = os.environ.get("TZ")
    yield
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="no time zones to change")
@pytest.mark.usefixtures("_zone_is_put_back")
@pytest.mark.parametrize("again", [False, True], ids=["same run", "new run"])
@pytest.mark.parametrize("mode", ["practice", "test"])
@pytest.mark.parametrize("change", CHANGES)
def test_the_clock_of_an_attempt_is_nobodys_to_set(
    tmp_path: Path, change: str, mode: Mode, again: bool, tally: Tally
) -> None:
    rng = random.Random(f"{change}{mode}{again}")
    asked = make.a_set(*(make.a_number(id=f"q{number}") for number in range(1, 9)))
    clock = Clock(rng.randrange(10**9))
    store = Store.open(tmp_path, now=NOW, quiet=3600)
    try:
        with tally("14"):
            desk = LocalDesk.start(
                asked, SafeJournal(store), clock, new_id, learner="ada", seed=1, mode=mode, minutes=MINUTES
            )
            spent = 0
            for number in range(1, 8):
                spent += _pass_time(clock, rng)
                desk.answer(f"q{number}", Typed("23"))
                if number == 3:
                    CHANGES[change](clock)
                    if again:
                        clock = _another_run(clock, rng)
                        desk = LocalDesk.resume(
                            asked, store.events(desk.attempt.id).result(), SafeJournal(store), clock, new_id
                        )
                assert desk.elapsed() == spent
                assert desk.time_left() == MINUTES * 60_000 - spent
            clock.go_on(MINUTES * 60_000 - spent - 1)
            desk.answer("q8", Typed("23"))
            clock.go_on(1)
            with pytest.raises(NotAllowed, match="time is over"):
                desk.answer("q8", Typed("23"))
            desk.finish(by_time=True).result()
            _assert_in_order(store, desk)
    finally:
        store.close()


def _pass_time(clock: Clock, rng: random.Random) -> int:
    passed = rng.randrange(1_000, 60_000)
    clock.go_on(passed)
    return passed


def _another_run(clock: Clock, rng: random.Random) -> Clock:
    """The clocks after a restart of the machine: ticks begin anew."""
    new = Clock(rng.randrange(1_000))
    new.set(clock.wall)
    return new


def _assert_in_order(store: Store, desk: LocalDesk) -> None:
    events = store.events(desk.attempt.id).result()
    assert [event.seq for event in events] == list(range(len(events)))
    assert [event.elapsed for event in events] == sorted(event.elapsed for event in events)
    assert replay(events) == desk.attempt
    (standing,) = store.standings("ada").result()
    assert (standing.elapsed, standing.finished) == (MINUTES * 60_000, True)
    assert store.check().result() == []


@pytest.mark.parametrize("wall", [NOW - HOUR, NOW + DAY, 0, -DAY])
def test_the_attempt_worked_on_last_is_first_whatever_the_clock_says(tmp_path: Path, wall: int, tally: Tally) -> None:
    asked = make.a_set(make.a_number(id="q1"), make.a_number(id="q2"))
    store = Store.open(tmp_path, now=NOW, quiet=3600)
    clock = Clock(5)
    try:
        with tally("14 in the store"):
            desks = [LocalDesk.start(asked, SafeJournal(store), clock, new_id, learner="ada", seed=1) for _ in range(2)]
            clock.set(wall)
            desks[0].answer("q1", Typed("23")).receipt.result()
            assert [one.attempt for one in store.standings("ada").result()] == [one.attempt.id for one in desks]
    finally:
        store.close()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="no time zones to change")
@pytest.mark.usefixtures("_zone_is_put_back")
def test_the_machines_clock_is_read_in_no_time_zone() -> None:
    clock = SystemClock()
    before = clock.now(), clock.ticks()
    zone("Pacific/Kiritimati")
    after = clock.now(), clock.ticks()
    assert 0 <= after[0] - before[0] < HOUR
    assert 0 <= after[1] - before[1] < HOUR


@pytest.mark.parametrize("now", [0, NOW - HOUR, NOW + DAY, NOW + 20_000 * DAY])
def test_a_store_opens_and_is_backed_up_at_any_time(tmp_path: Path, now: int, tally: Tally) -> None:
    from quiz.store.data import newest_backup

    with tally("14 in the store"):
        for at in (NOW, now, NOW):
            store = Store.open(tmp_path, now=at, quiet=0.0)
            assert store.health is not None
            assert store.health.result() == []
            store.close()
        assert newest_backup(tmp_path) is not None
