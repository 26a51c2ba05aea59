"""The end of a class: told first, done only when it is asked for, and then whole."""

import json
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from quiz.classroom.roster import Learner
from quiz.classroom.server.founding import found
from quiz.cli import run
from quiz.plain.class_keeping import keep, purge
from quiz.plain.class_teaching import list_classes
from quiz.store.classes.disk import ClassHome
from quiz.store.classes.forgetting import OF_CLASS
from quiz.store.classes.store import ClassStore
from tests.postgres import Postgres

from .school import a_school

DAY = 86_400_000


@pytest.fixture
def classes(tmp_path: Path) -> Path:
    """The folder of this account's classes; conftest has put QUIZ_HOME there."""
    folder = tmp_path / "quiz-home" / "classes"
    folder.mkdir(parents=True, mode=0o700)
    return folder


def now() -> int:
    return time.time_ns() // 1_000_000


def a_class(classes: Path, name: str, days: float, database: str = "") -> Path:
    """A class that is over in so many days."""
    expires = now() + round(days * DAY)
    found(classes / name, name, [Learner("Ada")], expires=expires, now=now() - 400 * DAY, database=database)
    return classes / name


def listed(capsys: pytest.CaptureFixture[str], *names: str, sure: bool) -> list[str]:
    assert purge(names, sure=sure, as_json=True) == 0
    found: list[str] = json.loads(capsys.readouterr().out)["deleted" if sure else "would_delete"]
    return found


def test_what_is_told_is_what_goes(classes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dice = random.Random(7)
    over = set()
    for number in range(20):
        days = dice.choice([-300, -1, -0.001, 0.5, 1, 200])
        a_class(classes, f"c{number}", days)
        over |= {f"c{number}"} if days < 0 else set()
    told = listed(capsys, sure=False)
    assert set(told) == over
    assert {path.name for path in classes.iterdir()} == {f"c{number}" for number in range(20)}, (
        "telling deletes nothing"
    )
    assert listed(capsys, sure=True) == told
    assert {path.name for path in classes.iterdir()} == {f"c{number}" for number in range(20)} - over
    assert listed(capsys, sure=True) == []


def test_nothing_goes_by_itself(classes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_class(classes, "7b", -30)
    for _ in range(2):
        assert list_classes(as_json=False) == 0
        assert "past its last day: quiz class purge" in capsys.readouterr().out
    store = ClassStore.open(folder, now=now())
    store.look_after(now()).result()
    store.close()
    assert folder.exists()


def test_a_teacher_may_want_it_longer(classes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_class(classes, "7b", -30)
    assert keep(None, (datetime.now(UTC) + timedelta(days=3)).date()) == 0
    capsys.readouterr()
    assert listed(capsys, sure=True) == []
    assert listed(capsys, "7b", sure=False) == ["7b"], "one that is named goes whatever its day"
    assert listed(capsys, "7b", sure=True) == ["7b"]


def test_one_whose_server_runs_and_one_that_is_damaged_stay(
    classes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_class(classes, "old", -30)
    broken = a_class(classes, "broken", -30)
    (broken / "class.db").write_bytes(b"not a database at all" * 100)
    held = a_class(classes, "held", -30)
    store = ClassStore.open(held, now=now())
    try:
        assert purge((), sure=True, as_json=False) == 1
    finally:
        store.close()
    said = capsys.readouterr().out
    assert "old: old, 1 learner, 0 sittings, kept until " in said
    assert "broken: left as it is" in said
    assert "held: left as it is" in said
    assert sorted(path.name for path in classes.iterdir()) == ["broken", "held"]


def test_a_running_server_keeps_its_class(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="quiz-") as short:  # a socket's path must be
        monkeypatch.setenv("QUIZ_HOME", short)
        with a_school(Path(short) / "classes") as school:
            assert purge(["class"], sure=True, as_json=False) == 1
            assert "its server is running; stop it first" in capsys.readouterr().out
            assert school.learner().sittings() == []


def test_a_removal_that_was_cut_short_is_finished(classes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = a_class(classes, "7b", -1)
    folder.rename(classes / ".7b.going")
    assert listed(capsys, sure=False) == []
    assert list(classes.iterdir()) == []


def test_every_row_in_a_database_goes_and_no_other_class_is_touched(
    classes: Path, postgres: Postgres, capsys: pytest.CaptureFixture[str]
) -> None:
    url = postgres.database()
    a_class(classes, "old", -30, url)
    a_class(classes, "new", 30, url)
    assert purge((), sure=True, as_json=False) == 0
    assert "database --clean" in capsys.readouterr().out
    assert [path.name for path in classes.iterdir()] == ["new"]
    with psycopg.connect(url.replace("user=server", "user=postgres")) as connection:
        connection.execute("SET search_path = closeread")
        (class_id,) = connection.execute("SELECT id FROM classes").fetchone() or ("",)
        for table in OF_CLASS:
            rows = connection.execute(f"SELECT DISTINCT class FROM {table}").fetchall()  # type: ignore[arg-type]  # noqa: S608
            assert set(rows) <= {(class_id,)}, table
        assert connection.execute("SELECT name FROM learners").fetchall() == [("Ada",)]


def test_every_table_of_a_class_is_in_the_list() -> None:
    import sqlite3

    from quiz.store.classes.schema import migrate

    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    tables = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    connection.close()
    assert tables == {"classes", *OF_CLASS}


def test_as_it_is_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)

    def typed(*words: str, code: int = 0) -> str:
        assert run(["class", *words]) == code
        said = capsys.readouterr()
        return said.out + said.err

    typed("new", "7b", "--learner", "Ada", "--learner", "Ben", "--slips", "-")
    assert typed("purge") == "No class is past its last day.\n"
    assert "Ada with 0 attempts would be erased for good; add --yes" in typed("erase", "Ada", code=2)
    told = typed("export", "--learner", "Ada")
    assert json.loads(told)["name"] == "Ada"
    assert '\n  "name": "Ada",\n' in told, "to be read by people"
    assert "Erased: Ada, 0 attempts" in typed("erase", "Ada", "--yes")
    assert typed("roster") == "Ben  (PIN)\n"
    log = typed("log")
    assert ("erase" in log, "Ada" in log) == (True, False)
    assert "Nothing was deleted" in typed("purge", "7b")
    assert ClassHome(tmp_path / "quiz-home" / "classes" / "7b").database.exists()
    assert "7b: 7b, 1 learner, 0 sittings" in typed("purge", "7b", "--yes")
    assert typed("list") == ""
