from calendar import timegm

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.store.schedule import DAY, by_age, is_due, name_of, thin, time_of

NOON = timegm((2026, 11, 22, 12, 0, 0)) * 1000


def test_a_name_says_when() -> None:
    assert name_of(NOON) == "store-20261122T120000Z.db"
    assert time_of(name_of(NOON)) == NOON


@pytest.mark.parametrize("name", ["store.db", "store-20261122T120000Z.db.part", "store-20269922T120000Z.db", "x"])
def test_other_names_are_not_backups(name: str) -> None:
    assert time_of(name) is None
    assert thin([name], NOON) == []


@pytest.mark.parametrize(
    ("ages", "due"),
    [([], True), ([DAY], True), ([DAY - 1000], False), ([0], False), ([-DAY], True), ([3 * DAY, 60_000], False)],
)
def test_a_backup_is_due_after_a_day(ages: list[int], due: bool) -> None:
    assert is_due([name_of(NOON - age) for age in ages], NOON) is due


def test_two_years_of_daily_backups_come_down_to_some_twenty() -> None:
    names: list[str] = []
    for day in range(730):
        now = NOON + day * DAY
        names.append(name_of(now))
        gone = thin(names, now)
        names = [name for name in names if name not in gone]
    days = [((NOON + 729 * DAY) - (time_of(name) or 0)) // DAY for name in by_age(names)]
    assert days[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert 17 <= len(days) <= 23
    assert days[-1] >= 300


def test_several_of_one_day_leave_the_newest() -> None:
    names = [name_of(NOON - hour * 3_600_000) for hour in range(10)]
    assert thin(names, NOON) == names[1:]


@given(st.lists(st.integers(0, 4_000 * DAY)), st.integers(0, 4_000 * DAY))
def test_thinning_keeps_the_newest_and_is_done_after_once(times: list[int], now: int) -> None:
    names = sorted({name_of(time) for time in times})
    gone = thin(names, now)
    left = [name for name in names if name not in gone]
    assert by_age(left)[:1] == by_age(names)[:1]
    assert thin(left, now) == []
    past = [name for name in left if (time_of(name) or 0) <= now]
    assert len(past) <= 7 + 4 + 12 + 1
