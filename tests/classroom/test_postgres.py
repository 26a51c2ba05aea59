"""A class in PostgreSQL: what its roles may do, what is refused, what survives, and several servers at once."""

import http.client
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from quiz.attempts.events import Drafted
from quiz.classroom.teacher import Sittings
from quiz.errors import InputError
from quiz.questions.response import Typed
from quiz.store.classes import events, roster
from quiz.store.classes.db import Db
from quiz.store.classes.opening import open_store
from quiz.store.classes.postgres import PgStore
from quiz.store.classes.postgres_tables import SCHEMA, prepare
from quiz.store.classes.schema import MIGRATIONS
from quiz.store.errors import NewerStore, StoreError, StoreFailed, StoreReadOnly, StoreRefused
from tests.builders import ROOT
from tests.classroom.school import RIGHT, School, Trouble, a_school, words
from tests.postgres import Postgres
from tests.waiting import joined, run_to_end, wait_until

CLASS = "c" * 32


@pytest.fixture
def url(postgres: Postgres) -> str:
    return postgres.database()


@pytest.fixture
def school(tmp_path: Path, url: str) -> Iterator[School]:
    with a_school(tmp_path, database=url) as school:
        yield school


def test_a_whole_test(school: School) -> None:
    school.open()
    ada = school.learner()
    ada.begin()
    assert len(ada.answer_all().received) == 4
    receipt = ada.hand_in().clock.receipt
    assert receipt
    assert not ada.news().released
    school.release("all")
    assert "Osten says so" in words(ada.news())
    school.stop()
    school.start()
    again = school.learner()
    assert again.begin().clock.receipt == receipt


def test_no_file_of_the_class_holds_events(school: School) -> None:
    assert not (school.folder / "class.db").exists()
    place = school.folder / "database.json"
    assert place.stat().st_mode & 0o777 == 0o600


# Rights


def raw(url: str, role: str, statement: str, class_id: str) -> list[tuple[object, ...]]:
    """What a statement gives in a role, as if it had been smuggled into one of ours."""
    with psycopg.connect(url, options=f"-c search_path={SCHEMA}") as connection:
        connection.execute(
            "SELECT set_config('role', %s, false), set_config('closeread.class', %s, false)", (role, class_id)
        )
        return connection.execute(statement.encode()).fetchall()


def test_the_learners_side_may_not_read_a_key(school: School, url: str) -> None:
    school.open()
    store = open_store(school.folder, now=0)
    class_id = store.read(roster.the_class).result().id  # type: ignore[union-attr]
    for statement in ("SELECT pinned FROM sittings", "SELECT * FROM sittings", "SELECT about FROM audit"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            raw(url, "closeread_learner", statement, class_id)
    assert raw(url, "closeread_learner", "SELECT title FROM sittings", class_id)
    assert raw(url, "closeread_marker", "SELECT pinned FROM sittings", class_id)

    def as_learner(db: Db) -> object:
        return db.row("SELECT pinned FROM sittings")

    with pytest.raises(StoreReadOnly):
        store.read(as_learner, "learner").result()
    store.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM events",
        "UPDATE events SET body = ''",
        "UPDATE sittings SET closed = 1",
        "INSERT INTO releases SELECT * FROM releases",
        "UPDATE learners SET pin = ''",
        "DELETE FROM audit",
        "DROP TABLE events",
        "SELECT pg_read_file('/etc/passwd')",
    ],
)
def test_the_learners_side_may_only_do_what_serving_takes(school: School, url: str, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        raw(url, "closeread_learner", statement, CLASS)


def test_one_class_never_sees_another(tmp_path: Path, url: str) -> None:
    with a_school(tmp_path / "one", database=url) as one, a_school(tmp_path / "two", ["Zoe"], database=url) as two:
        one.open("first")
        two.open("second")
        assert [card.title for card in one.learner().sittings()] == ["first"]
        assert [card.title for card in two.learner("Zoe").sittings()] == ["second"]
        with pytest.raises(Trouble):
            two.caller().log_in("Ada", one.slips["Ada"])
        stores = [open_store(school.folder, now=0) for school in (one, two)]
        for store, name in zip(stores, ("first", "second"), strict=True):
            for side in ("learner", "marker"):
                found = store.read(lambda db: db.rows("SELECT folded FROM sittings"), side).result()  # type: ignore[arg-type]
                assert found == [(name,)]
            store.close()


# What is refused


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ("fsync = off", "fsync is off"),
        ("full_page_writes = off", "full_page_writes is off"),
        ("synchronous_commit = off", "synchronous_commit is off"),
        ("synchronous_commit = local", "synchronous_commit is local"),
    ],
)
def test_a_server_that_could_lose_answers_is_refused(
    postgres: Postgres, tmp_path: Path, setting: str, why: str
) -> None:
    url = postgres.database()
    name, _, value = setting.partition(" = ")
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute(f"ALTER SYSTEM SET {name} = {value}".encode())
        connection.execute("SELECT pg_reload_conf()")
        try:
            _wait_for(postgres, name, value)
            with pytest.raises(StoreRefused, match=why) as refused:
                PgStore.open(url, CLASS, tmp_path)
            assert "set it to on" in str(refused.value)
        finally:
            connection.execute(f"ALTER SYSTEM RESET {name}".encode())
            connection.execute("SELECT pg_reload_conf()")
            _wait_for(postgres, name, "on")


def _wait_for(postgres: Postgres, name: str, value: str) -> None:
    for _ in range(600):
        with psycopg.connect(postgres.url()) as connection:
            if connection.execute("SELECT current_setting(%s)", (name,)).fetchone() == (value,):
                return
        time.sleep(0.05)
    raise AssertionError(f"{name} never became {value}")


def test_tables_that_are_missing_older_or_newer_are_refused(postgres: Postgres, tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="not prepared"):
        PgStore.open(postgres.url(), CLASS, tmp_path)
    url = postgres.database()
    owner = url.replace("user=server", "user=postgres")
    for version, error, said in (
        (len(MIGRATIONS) + 1, NewerStore, "newer version"),
        (0, StoreRefused, "older version"),
    ):
        with psycopg.connect(owner) as connection:
            connection.execute("UPDATE closeread.version SET number = %s", (version,))
        with pytest.raises(error, match=said):
            PgStore.open(url, CLASS, tmp_path)
    with psycopg.connect(owner) as connection:
        connection.execute("UPDATE closeread.version SET number = %s", (len(MIGRATIONS) + 1,))
        with pytest.raises(NewerStore):
            prepare(connection, "server", "x")


def test_a_login_without_the_roles_is_refused(postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.database()
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute("CREATE ROLE stranger LOGIN")
        connection.execute("GRANT USAGE ON SCHEMA public TO stranger")
    with pytest.raises(StoreError, match=r"right|member"):
        PgStore.open(url.replace("user=server", "user=stranger"), CLASS, tmp_path)


def test_preparing_again_changes_nothing(postgres: Postgres) -> None:
    url = postgres.database()
    with psycopg.connect(url.replace("user=server", "user=postgres")) as connection:
        assert prepare(connection, "server", "x") == 0


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreFailed, match="check that the database runs") as failed:
        PgStore.open("postgresql:///x?host=/nowhere&user=a&password=secret", CLASS, tmp_path)
    assert "secret" not in str(failed.value)


def test_a_place_that_cannot_be_read(tmp_path: Path) -> None:
    tmp_path.joinpath("database.json").write_text("{")
    with pytest.raises(InputError, match="take it from another server"):
        open_store(tmp_path, now=0)


# What survives


def test_the_database_killed_in_the_middle_loses_nothing_acknowledged(tmp_path: Path) -> None:
    own = Postgres()
    try:
        with a_school(tmp_path, database=own.database()) as school:
            school.open()
            ada = school.learner()
            ada.begin()
            received = []
            stop = threading.Event()

            def write() -> None:
                at = 0
                waiting = None
                while not stop.is_set():
                    at += 1
                    waiting = waiting or ada.events(_draft(at))
                    try:
                        received.extend(ada.put(waiting).received)
                        waiting = None
                    except (Trouble, OSError, http.client.HTTPException):
                        time.sleep(0.05)

            thread = threading.Thread(target=write, daemon=True)
            thread.start()
            try:
                for _ in range(3):
                    before = len(received)
                    _until(lambda before=before: len(received) > before + 20)
                    own.kill()
                    time.sleep(0.3)
                    own.start()
                before = len(received)
                _until(lambda: len(received) > before + 5)
            finally:
                stop.set()
            joined(thread)
            store = open_store(school.folder, now=0)
            assert ada.opened is not None
            class_id = store.read(roster.the_class).result().id  # type: ignore[union-attr]
            attempt = ada.opened.attempt
            kept = [row.id for row in store.read(lambda db: events.of_attempt(db, class_id, attempt)).result()]
            store.close()
            assert len(set(kept)) == len(kept)
            assert set(received) <= set(kept)
    finally:
        own.remove()


def _draft(at: int) -> Drafted:
    return Drafted("q1", Typed(f"{at}"))


def _until(holds: Callable[[], bool]) -> None:
    wait_until(holds, "answers that are acknowledged", 120)


def test_several_servers_are_one_class(tmp_path: Path, url: str) -> None:
    with a_school(tmp_path, database=url) as school:
        other = school.beside("elsewhere").start()
        try:
            school.open()
            ada = school.learner()
            ada.begin()
            moved = other.caller()
            moved.token, moved.terminal, moved.fence, moved.opened = ada.token, ada.terminal, ada.fence, ada.opened
            sent = ada.events(_draft(1))
            first = ada.put(sent)
            again = moved.put(sent)
            assert first.received == again.received
            moved.number = ada.number
            moved.answer_all(RIGHT)
            ada.number = moved.number
            assert ada.hand_in().clock.receipt
            other.release("all")
            assert "Osten says so" in words(ada.news())
            school.release("never")
            assert not moved.news().released
            with pytest.raises(Trouble):
                other.caller().log_in("Ada", "000000")
            assert [one.name for one in other.control.get("sittings", Sittings).sittings] == ["monday"]
        finally:
            for caller in other._callers:
                caller.close()
            other.stop()


def test_the_verbs_prepare_a_database_and_keep_a_class_in_it(postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.database()
    with psycopg.connect(url.replace("user=server", "user=postgres"), autocommit=True) as connection:
        connection.execute("DROP SCHEMA closeread CASCADE")
    environ = {**os.environ, "QUIZ_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)}

    def quiz(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "quiz", "class", *arguments]
        return run_to_end(command, capture_output=True, text=True, cwd=tmp_path, env=environ)

    refused = quiz("new", "7b", "--learner", "Ada", "--store", url)
    assert (refused.returncode, "not prepared" in refused.stderr, refused.stderr.count("\n")) == (77, True, 1)
    made = quiz("database", url.replace("user=server", "user=postgres"), "--for", "server")
    assert (made.returncode, made.stderr) == (0, "")
    assert "1 step done" in made.stdout or "steps done" in made.stdout
    assert "up to date" in quiz("database", url.replace("user=server", "user=postgres"), "--for", "server").stdout
    assert quiz("new", "7b", "--learner", "Ada", "--store", url).returncode == 0
    assert "Ada  (PIN)" in quiz("roster").stdout
    assert "7b" in quiz("list").stdout
