"""docs/privacy.md against the program: every table, every column and every file is in the map, and nothing else."""

import re
import sqlite3
import subprocess
from contextlib import closing
from fnmatch import fnmatch
from pathlib import Path

import psycopg
import pytest

from quiz.cli import run
from quiz.store.classes.disk import ClassHome
from quiz.store.classes.schema import migrate as migrate_class
from quiz.store.paths import Home
from quiz.store.schema import migrate
from quiz.verbs.tree import parse
from tests.builders import ROOT
from tests.classroom.clients import at_desk, new_home, right
from tests.classroom.inside import inside
from tests.classroom.school import a_school
from tests.faults.terminal import clean_environment, quiz
from tests.postgres import Postgres
from tests.waiting import RUN

PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
OWN, OWN_TABLES, CLASS, CLASS_TABLES = (
    PAGE.partition(f"\n{head}\n")[2].partition("\n#")[0]
    for head in (
        "## On a learner's machine: the data folder",
        "### Tables of the personal store",
        "## At the teacher's: a class's folder",
        "### Tables of a class's store, in SQLite and in PostgreSQL",
    )
)


def names(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def rows(section: str) -> list[list[str]]:
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    return found[2:]


def tables(section: str) -> dict[str, list[str]]:
    return {names(row[0])[0]: names(row[1]) for row in rows(section)}


def files(section: str) -> list[str]:
    return [name for row in rows(section) for name in names(row[0])]


def columns(connection: sqlite3.Connection) -> dict[str, list[str]]:
    found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return {
        str(table): [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")] for (table,) in found
    }


@pytest.mark.parametrize(("section", "made_by"), [(OWN_TABLES, migrate), (CLASS_TABLES, migrate_class)])
def test_every_column_is_in_the_map(section: str, made_by: object) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        made_by(connection)  # type: ignore[operator]
        assert tables(section) == columns(connection)


def test_a_database_has_what_the_map_says_and_the_number_of_its_format(postgres: Postgres) -> None:
    with psycopg.connect(postgres.database().replace("user=server", "user=postgres")) as connection:
        found: dict[str, list[str]] = {}
        for table, column in connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'closeread' "
            "ORDER BY table_name, ordinal_position"
        ):
            found.setdefault(table, []).append(column)
    assert found.pop("version") == ["number"]
    assert found == tables(CLASS_TABLES)


def test_every_file_that_a_store_names_is_in_the_map(tmp_path: Path) -> None:
    for home, section in ((Home(tmp_path), OWN), (ClassHome(tmp_path), CLASS)):
        listed = files(section)
        for path in vars(home).values():
            if isinstance(path, Path) and path != home.folder:
                name = path.name
                assert name in listed or any(one.startswith(f"{name}/") for one in listed), name


def unlisted(folder: Path, section: str) -> list[str]:
    """Files under a folder that no line of the map names."""
    found = [str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()]
    assert found
    return [name for name in found if not any(fnmatch(name, one) for one in files(section))]


def test_no_file_of_a_class_is_missing(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    with a_school(tmp_path, network=True) as school:
        school.open()
        with at_desk(school, "Ada", home, network=True) as desk:
            desk.answer("q1", right(desk, "q1"))
            assert unlisted(school.folder, CLASS) == []
            assert unlisted(home, OWN) == []
    with inside(tmp_path / "second") as room:
        room.store.look_after(room.clock.now()).result()
        assert unlisted(room.folder, CLASS) == []


def test_no_file_of_a_personal_store_is_missing(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    environ = {**clean_environment(tmp_path / "home"), "QUIZ_HOME": str(tmp_path / "data")}
    for typed, command in (
        ("1\n", ("play", "limited-ceasefire", "--plain", "--learner", "Ada")),
        ("", ("data", "backup")),
        ("", ("settings", "--set", "theme", "dark")),
        ("", ("list",)),
        ("", ("data", "restore")),
    ):
        done = subprocess.run(
            quiz(*command),
            input=typed,
            cwd=tmp_path,
            env=environ,
            capture_output=True,
            text=True,
            timeout=RUN,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert unlisted(tmp_path / "data", OWN) == []


def test_what_the_page_tells_to_type_can_be_typed() -> None:
    commands = {one for one in (*names(PAGE), *PAGE.splitlines()) if one.startswith("quiz ") and "--clean'" not in one}
    assert len(commands) >= 8
    for command in commands:
        # Ends the program for a verb or an option that is not there.
        parse(
            command.replace("DAY", "2030-01-01").replace("quiz data delete", "quiz data delete --learner x").split()[1:]
        )


def test_what_the_page_tells_to_type_does_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["class", "new", "7b", "--learner", "Ada", "--learner", "Ben", "--slips", "-"]) == 0
    section = PAGE.partition("## What you can do")[2].partition("**Export**")[0]
    told = [one for row in rows(section) for one in names(row[1]) if one.startswith("quiz class ")]
    assert len(told) == 7
    said = {}
    for command in told:
        name = "7b" if "purge" in command else "Ada"
        words = command.replace("NAME", name).replace("FILE", "ada.json").replace("DAY", "2031-01-01").split()[1:]
        assert run([*words, *(["--yes"] if "erase" in words else [])]) == 0
        said[command] = capsys.readouterr().out
    assert '"name": "Ada"' in (tmp_path / "ada.json").read_text()
    assert "Erased: Ada" in said["quiz class erase NAME"]
    assert "Kept until 2031-01-01." in said["quiz class keep DAY"]
    assert "7b, 1 learner, 0 sittings" in said["quiz class purge NAME --yes"]
    assert not (tmp_path / "quiz-home" / "classes" / "7b").exists()
