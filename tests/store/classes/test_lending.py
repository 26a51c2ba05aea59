"""The connection of a class's store in the hands of another thread: nothing counts before its commit, and nothing is
lost or done twice when that fails."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.store.classes.db import Db
from quiz.store.classes.store import ClassStore
from tests.waiting import PATIENCE, joined

from .conftest import NOW


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ClassStore]:
    one = ClassStore.open(tmp_path / "class", now=NOW)
    one.write(lambda db: db.run("CREATE TABLE seen(word TEXT)")).result()
    yield one
    one.close()


def say(word: str) -> Any:
    return lambda db: db.run("INSERT INTO seen VALUES (?)", word)


def seen(store: ClassStore) -> list[str]:
    return sorted(str(row[0]) for row in store.read(lambda db: db.rows("SELECT word FROM seen")).result())


def refuse(_: Db) -> None:
    raise ValueError("no")


def refuse_halfway(db: Db) -> None:
    say("half")(db)
    raise ValueError("no")


def test_works_in_the_callers_thread_and_one_commit(store: ClassStore) -> None:
    threads = set()

    def where(db: Db) -> int:
        threads.add(threading.get_ident())
        return db.run("INSERT INTO seen VALUES ('a')")

    outcomes = store.write_here([where, where])
    assert outcomes is not None
    assert [one.value for one in outcomes] == [1, 1]
    assert threads == {threading.get_ident()}
    assert seen(store) == ["a", "a"]


def test_one_that_is_refused_before_it_changed_anything_leaves_the_others(store: ClassStore) -> None:
    outcomes = store.write_here([say("a"), refuse, say("b")])
    assert outcomes is not None
    assert [type(one.error) for one in outcomes] == [type(None), ValueError, type(None)]
    assert seen(store) == ["a", "b"]


def test_one_that_fails_halfway_undoes_all_and_hands_them_back(store: ClassStore) -> None:
    assert store.write_here([say("a"), refuse_halfway, say("b")]) is None
    assert seen(store) == []
    store.write(say("a")).result()  # nobody holds it any more
    assert seen(store) == ["a"]


def kept(db: Db) -> dict[str, Any]:
    assert db.kept is not None
    return db.kept


def keep(word: str) -> Any:
    return lambda db: kept(db).update({word: True})


def what_is_kept(store: ClassStore) -> list[str]:
    outcomes = store.write_here([lambda db: sorted(kept(db))])
    assert outcomes is not None
    found: list[str] = outcomes[0].value
    return found


def test_borrowers_remember_until_somebody_else_writes(store: ClassStore) -> None:
    for one in ("a", "b"):
        assert store.write_here([keep(one), say(one)]) is not None
    assert store.read(lambda db: db.kept).result() is None
    assert what_is_kept(store) == ["a", "b"]
    assert store.write(lambda db: db.kept).result() is None
    assert what_is_kept(store) == []


def test_borrowers_remember_nothing_of_what_was_undone(store: ClassStore) -> None:
    assert store.write_here([keep("before")]) is not None
    assert store.write_here([keep("a"), refuse_halfway]) is None
    assert what_is_kept(store) == []


def test_nobody_borrows_what_is_in_use_or_waited_for(store: ClassStore) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def long(_: Db) -> None:
        begun.set()
        assert go_on.wait(PATIENCE)

    done = store.write(long)
    assert begun.wait(PATIENCE)
    assert store.write_here([say("a")]) is None
    go_on.set()
    done.result()
    assert seen(store) == []


def test_jobs_that_wait_come_after_what_was_lent_is_committed(store: ClassStore) -> None:
    inside: list[Any] = []

    def with_another(db: Db) -> None:
        say("lent")(db)
        # Queued while the connection is lent: it must see what was done, and be its own transaction.
        inside.append(store.write(lambda other: [str(row[0]) for row in other.rows("SELECT word FROM seen")]))

    assert store.write_here([with_another]) is not None
    assert inside[0].result() == ["lent"]


class _Failing:
    """A connection on which commits, and more if wanted, fail as a disk does."""

    def __init__(self, real: sqlite3.Connection, code: int, *more: str) -> None:
        self._real, self._code, self._words = real, code, ("COMMIT", *more)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def execute(self, statement: str, *values: Any) -> Any:
        if statement in self._words:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = self._code
            error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
            raise error
        return self._real.execute(statement, *values)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_FULL], ids=["sync", "full"])
def test_a_commit_that_fails_hands_the_works_back_and_keeps_nothing(store: ClassStore, code: int) -> None:
    worker = store._worker
    worker._connection = _Failing(worker._connection, code)  # type: ignore[assignment, arg-type]
    assert store.write_here([keep("a"), say("a")]) is None
    assert not worker.kept
    if isinstance(worker._connection, _Failing):
        worker._connection = worker._connection._real
    assert seen(store) == []
    store.write(say("b")).result()
    assert seen(store) == ["b"]


def test_where_not_even_undoing_works_a_new_connection_goes_on(store: ClassStore) -> None:
    worker = store._worker
    for works in ([say("a")], [refuse_halfway]):
        worker._connection = _Failing(worker._connection, sqlite3.SQLITE_BUSY, "ROLLBACK")  # type: ignore[assignment, arg-type]
        assert store.write_here(works) is None
        assert seen(store) == []
    store.write(say("b")).result()
    assert store.write_here([say("c")]) is not None
    assert seen(store) == ["b", "c"]


def test_nothing_is_lent_once_it_is_closed(tmp_path: Path) -> None:
    store = ClassStore.open(tmp_path / "class", now=NOW)
    store.write(lambda db: db.run("CREATE TABLE seen(word TEXT)")).result()
    assert store.write_here([say("a")]) is not None
    assert store.close()
    assert store.write_here([say("b")]) is None
    again = ClassStore.open(tmp_path / "class", now=NOW)
    assert seen(again) == ["a"]
    again.close()


def test_many_threads_at_once_lose_nothing(store: ClassStore) -> None:
    kept: list[str] = []
    lock = threading.Lock()

    def one(number: int) -> None:
        for turn in range(40):
            word = f"{number} {turn}"
            if store.write_here([say(word)]) is None:
                store.write(say(word)).result()
            with lock:
                kept.append(word)

    threads = [threading.Thread(target=one, args=(number,), daemon=True) for number in range(6)]
    for thread in threads:
        thread.start()
    joined(*threads)
    assert seen(store) == sorted(kept)
