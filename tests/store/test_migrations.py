"""Steps from an older store to a newer one: each whole or not at all, after a backup."""

import os
import sqlite3
import sys
from pathlib import Path

import pytest

from quiz.store import disk, rows, schema
from quiz.store.store import Store
from tests.waiting import run_to_end

from .builders import a_finished_attempt

ROOT = Path(__file__).parents[2]


def add_note(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE learners ADD COLUMN note TEXT")
    connection.execute("UPDATE learners SET note = 'x'")


def add_table(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE later(x TEXT) STRICT")
    connection.execute("INSERT INTO later VALUES ('y')")


NOW = len(schema.MIGRATIONS)
LATER = (*schema.MIGRATIONS, add_note, add_table)

# Ends the process at the N-th statement of the migrations, as a kill would.
KILLED = """
import os, sqlite3, sys
from quiz.store import schema
from quiz.store.connection import connect
from tests.store.test_migrations import LATER
from pathlib import Path
connection = connect(Path(sys.argv[1]))
left = int(sys.argv[2])
def count(statement):
    global left
    left -= 1
    if left < 0:
        os._exit(9)
connection.set_trace_callback(count)
schema.migrate(connection, LATER)
connection.close()
"""


def shape(path: Path) -> tuple[int, bool, bool]:
    connection = sqlite3.connect(path)
    version = schema.version_of(connection)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(learners)").fetchall()]
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master").fetchall()]
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    return version, "note" in columns, "later" in tables


def test_killed_at_any_statement_a_store_is_old_or_new(folder: Path) -> None:
    seen = set()
    for at in range(100):
        home = folder / str(at)
        store = Store.open(home, quiet=3600)
        store.add_learner("Anna").result()
        store.close()
        done = run_to_end(
            [sys.executable, "-c", KILLED, str(home / "store.db"), str(at)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        found = shape(home / "store.db")
        assert found in {(NOW, False, False), (NOW + 1, True, False), (NOW + 2, True, True)}
        seen.add(found)
        if done.returncode == 0:
            break
        assert done.returncode == 9
    assert len(seen) == 3
    assert found == (NOW + 2, True, True)


def test_an_older_store_is_backed_up_then_brought_up_to_date(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events = a_finished_attempt()
    store = Store.open(folder)
    store.append(events).result()
    store.close()
    for module in (schema, disk):
        monkeypatch.setattr(module, "MIGRATIONS", LATER)
    monkeypatch.setattr(schema.migrate, "__defaults__", (LATER,))
    store = Store.open(folder, now=0)
    assert store.events(events[0].attempt).result() == events
    store.close()
    assert shape(folder / "store.db") == (NOW + 2, True, True)
    assert shape(folder / "backups" / "store-19700101T000000Z.db") == (NOW, False, False)


def test_a_store_from_before_there_was_progress_has_it_once_opened(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = a_finished_attempt()
    first = schema.MIGRATIONS[:1]
    with monkeypatch.context() as patched:
        for module in (schema, disk):
            patched.setattr(module, "MIGRATIONS", first)
        patched.setattr(schema.migrate, "__defaults__", (first,))
        patched.setattr(rows.progress, "update", lambda *_: None)
        patched.setattr(rows.joining, "owner_of", lambda _, learner: learner)
        patched.setattr(rows, "catch_up", lambda *_: None)
        store = Store.open(folder, quiet=3600)
        store.append(events).result()
        store.close()
        assert shape(folder / "store.db")[0] == 1
    store = Store.open(folder, now=0)
    assert [trial.question for trial in store.trials("l1").result()] == ["q0"]
    assert [card.reviews for card in store.cards("l1").result()] == [1]
    assert store.check().result() == []
    store.close()


def test_other_rules_are_applied_when_the_store_is_opened(folder: Path) -> None:
    store = Store.open(folder)
    store.append(a_finished_attempt()).result()
    store.close()
    connection = sqlite3.connect(folder / "store.db", isolation_level=None)
    connection.execute("UPDATE projections SET rules = rules - 1")
    connection.execute("DELETE FROM cards")
    connection.close()
    store = Store.open(folder)
    assert [card.reviews for card in store.cards("l1").result()] == [1]
    assert store.check().result() == []
    store.close()


def test_a_step_that_fails_changes_nothing(folder: Path) -> None:
    Store.open(folder).close()
    before = (folder / "store.db").read_bytes()

    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half(x)")
        raise RuntimeError("here")

    connection = sqlite3.connect(folder / "store.db", isolation_level=None)
    with pytest.raises(RuntimeError):
        schema.migrate(connection, (*schema.MIGRATIONS, fail))
    connection.close()
    assert (folder / "store.db").read_bytes() == before


def test_events_are_never_changed_or_deleted(folder: Path) -> None:
    store = Store.open(folder)
    store.append(a_finished_attempt()).result()
    store.close()
    connection = sqlite3.connect(folder / "store.db")
    for statement in ("UPDATE events SET at = 0", "DELETE FROM events"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            connection.execute(statement)
    connection.close()
