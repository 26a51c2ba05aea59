"""What the store does when nobody asks: the check, the reserve, the day's backup."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quiz.store import connection, data, disk
from quiz.store.errors import StoreDamaged, StoreLocked
from quiz.store.schedule import DAY, name_of
from quiz.store.store import Store
from tests.waiting import PATIENCE

from .builders import a_finished_attempt, an_attempt, draft, started

NOW = 1_795_000_000_000


def settled(folder: Path, now: int) -> Store:
    store = Store.open(folder, now=now, quiet=0.0)
    assert store.health is not None
    assert store.health.result() == []
    return store


def backups(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").iterdir())


def test_a_backup_is_made_once_a_day(folder: Path) -> None:
    for now in (NOW, NOW + 3_600_000, NOW + DAY + 1000):
        store = settled(folder, now)
        store.append(a_finished_attempt()).result()
        store.close()
    assert backups(folder) == [name_of(NOW), name_of(NOW + DAY + 1000)]
    assert data.drill(folder).attempts == 2


def test_old_backups_are_thinned_out(folder: Path) -> None:
    for day in range(30):
        settled(folder, NOW + day * (DAY + 1000)).close()
    assert 8 <= len(backups(folder)) <= 13


def test_a_clock_set_back_does_not_stop_backups(folder: Path) -> None:
    settled(folder, NOW).close()
    settled(folder, 0).close()
    assert backups(folder) == [name_of(0), name_of(NOW)]


def test_closing_does_not_wait_for_the_background(folder: Path) -> None:
    store = Store.open(folder, now=NOW, quiet=3600)
    assert store.close(5.0)
    assert store.health is not None
    assert store.health.cancelled()
    assert not (folder / "backups").exists()


def test_damage_in_a_large_store_is_found_in_the_background_and_stops_writing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "CHECKED_AT_ONCE", 0)
    events = an_attempt(started(), *(draft("y" * 500) for _ in range(50)))
    store = settled(folder, NOW)
    store.append(events).result()
    store.close()
    path = folder / "store.db"
    path.write_bytes(path.read_bytes().replace(b"y" * 500, b"y" * 499 + b"z", 1))
    store = Store.open(folder, now=NOW + 2 * DAY, quiet=0.0)
    assert store.health is not None
    assert "not as it was written" in store.health.result()[0].what
    with pytest.raises(StoreDamaged, match="quiz data restore"):
        store.append(a_finished_attempt()).result()
    with pytest.raises(StoreDamaged):
        store.events(events[0].attempt).result()
    store.close()
    # A copy of the damaged store must not push out good backups.
    assert backups(folder) == [name_of(NOW)]


def test_the_reserve_is_taken_once(folder: Path) -> None:
    settled(folder, NOW).close()
    reserve = folder / "store.reserve"
    assert reserve.stat().st_size == disk.RESERVE_BYTES
    before = reserve.stat().st_mtime_ns
    settled(folder, NOW).close()
    assert reserve.stat().st_mtime_ns == before


def test_a_backup_does_not_wait_for_ever_for_whoever_keeps_the_lock(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that was stopped in the middle of a commit, say: Python's own backup asks again without an end."""
    monkeypatch.setattr(connection, "BUSY_MILLISECONDS", 50)
    store = Store.open(folder, quiet=3600)
    store.append(a_finished_attempt()).result()
    with closing(sqlite3.connect(folder / "store.db", isolation_level=None)) as stopped:
        stopped.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreLocked, match="another program keeps it locked"):
            store.backup(folder / "copy.db").result(PATIENCE)
    assert not list(folder.glob("*.part"))
    assert store.backup(folder / "copy.db").result(PATIENCE).exists()
    assert store.close()


def test_a_backup_while_another_program_writes_is_one_moment_of_the_store(store: Store, folder: Path) -> None:
    other = Store.open(folder)
    attempts = [a_finished_attempt() for _ in range(30)]
    futures = [other.append([event]) for attempt in attempts for event in attempt]
    paths = [store.backup(folder / f"{n}.db").result() for n in range(5)]
    for future in futures:
        future.result()
    other.close()
    for path in paths:
        copy = sqlite3.connect(path)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert (
            copy.execute("SELECT count(*) FROM events").fetchone()
            == copy.execute("SELECT coalesce(sum(json_extract(standing, '$.seq') + 1), 0) FROM standings").fetchone()
        )
        copy.close()
