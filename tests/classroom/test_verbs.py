"""``quiz class ...`` as a teacher types it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.articles.library import Library, shipped
from quiz.classroom.roster import read_roster
from quiz.classroom.server.direct import Direct
from quiz.classroom.server.founding import sets_of
from quiz.classroom.teacher import Plan, Sittings
from quiz.classroom.wording import minutes
from quiz.cli import run
from quiz.errors import InputError
from quiz.plain.class_folders import known_key
from quiz.plain.class_opening import open_sitting
from tests.builders import ROOT
from tests.waiting import run_to_end

from .school import write_set


def quiz(folder: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "quiz", "class", *arguments]
    environ = {"PATH": "/usr/bin:/bin", "QUIZ_HOME": str(folder / "home"), "QUIZ_PATH": str(folder / "library"),
               "PYTHONPATH": str(ROOT), "HOME": str(folder)}  # fmt: skip
    return run_to_end(command, capture_output=True, text=True, input=typed, cwd=folder, env=environ)


def test_a_class_from_new_to_export_without_a_server(tmp_path: Path) -> None:
    write_set(tmp_path / "library")
    (tmp_path / "roster.csv").write_text("name;account\nAda;\n=Ben;\n")
    made = quiz(tmp_path, "new", "7b", "--roster", "roster.csv")
    assert (made.returncode, made.stderr) == (0, "")
    slips = (tmp_path / "7b-pins.txt").read_text()
    pin = re.search(r"Ada\n  PIN   (\d{3} \d{3})\n", slips)
    assert pin
    assert (tmp_path / "7b-pins.txt").stat().st_mode & 0o077 == 0
    assert pin[1] in (tmp_path / "7b-pins.html").read_text()
    assert "Ada  (PIN)" in quiz(tmp_path, "roster").stdout
    assert "PIN" in quiz(tmp_path, "pin", "ada").stdout
    again = quiz(tmp_path, "new", "7B", "--learner", "Cleo")
    assert (again.returncode, "choose another" in again.stderr) == (2, True)
    assert quiz(tmp_path, "pause").stderr.strip().endswith("'quiz class open' makes one")
    assert quiz(tmp_path, "export", "--class", "8a").stderr.strip().endswith("there are: 7b")


def test_a_classs_own_set_is_what_its_sittings_are_about(tmp_path: Path) -> None:
    write_set(tmp_path / "library")
    write_set(tmp_path / "library", "other-set")
    other = tmp_path / "library/questions/other-set.yaml"
    wrong = quiz(tmp_path, "new", "7a", "--learner", "Ada", "--set", "fery-set")
    assert (wrong.returncode, "did you mean ferry-set" in wrong.stderr) == (2, True)
    made = quiz(tmp_path, "new", "7a", "--learner", "Ada", "--set", "ferry-set")
    assert made.stdout.splitlines()[-2] == "Next: quiz class open monday"
    assert quiz(tmp_path, "new", "7b", "--learner", "Ada", "--set", "ferry-set", "--set", str(other)).returncode == 0
    assert quiz(tmp_path, "new", "7c", "--learner", "Ada").returncode == 0
    one, two, none = (next(tmp_path.rglob(f"classes/{name}")) for name in ("7a", "7b", "7c"))
    assert (sets_of(one), sets_of(two), sets_of(none)) == (("ferry-set",), ("ferry-set", str(other.resolve())), ())
    office = Direct(one, lambda: Library([tmp_path / "library"]))
    open_sitting(office, Plan("monday"), sets_of(one))
    assert [(known.name, known.title) for known in office.get("sittings", Sittings).sittings] == [
        ("monday", "The ferry")
    ]
    with pytest.raises(InputError, match=r"which set.*ferry-set, .*other-set.yaml"):
        open_sitting(Direct(two, lambda: Library([])), Plan("monday"), sets_of(two))
    with pytest.raises(InputError, match="needs a set"):
        open_sitting(Direct(none, lambda: Library([])), Plan("monday"), sets_of(none))


def test_a_damaged_class_keeps_no_other_from_being_listed(tmp_path: Path) -> None:
    write_set(tmp_path / "library")
    for name in ("7a", "7b", "7c"):
        assert quiz(tmp_path, "new", name, "--learner", "Ada", "--slips", "-").returncode == 0
    (broken,) = tmp_path.rglob("classes/7b/class.db")
    broken.write_bytes(b"x" * 20_000)
    told, as_json = quiz(tmp_path, "list"), quiz(tmp_path, "list", "--json")
    assert (told.returncode, as_json.returncode, told.stderr) == (1, 1, "")
    one, two, three = told.stdout.splitlines()
    assert (one[:3], two[:4], three[:3]) == ("7a:", "7b: ", "7c:")
    assert "class.db" in two
    assert [list(json.loads(line))[:2] for line in as_json.stdout.splitlines()] == [
        ["class", "title"], ["class", "error"], ["class", "title"]
    ]  # fmt: skip


def test_a_sitting_is_named_as_the_first_word_or_with_its_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_set(tmp_path / "library")
    assert quiz(tmp_path, "new", "7a", "--learner", "Ada", "--set", "ferry-set", "--slips", "-").returncode == 0
    (folder,) = tmp_path.rglob("classes/7a")
    for name in ("monday", "tuesday"):
        open_sitting(Direct(folder, lambda: Library([tmp_path / "library"])), Plan(name), sets_of(folder))
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    for words, said in [
        (["pause", "monday"], "monday: The ferry, test, 4 questions: paused"),
        (["resume", "--sitting", "monday"], "monday: The ferry, test, 4 questions: open"),
        (["close", "Tuesday", "--sitting", "Tuesday"], "tuesday: The ferry, test, 4 questions: closed"),
    ]:
        assert run(["class", *words]) == 0
        assert capsys.readouterr().out == f"{said}\n"
    assert run(["class", "reopen", "monday", "--sitting", "tuesday"]) == 2
    assert "two sittings, 'monday' and 'tuesday'; name one" in capsys.readouterr().err


def test_a_class_is_made_by_answering_questions(tmp_path: Path) -> None:
    # Without a terminal nothing is asked, so that a script with a mistake ends.
    assert quiz(tmp_path, "new", typed="7b\nAda\n\n").returncode == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no names"),
        ("name\n", "no names"),
        ("Ada\nBen\nada\n", "line 3: 'ada' stands in line 1 too"),
        ("Ada,root\n", "line 1: account 'root' is no learner's"),
        ("Ada,nosuchaccount9\n", "line 1: no account 'nosuchaccount9'"),
        ("Ada\n" + "x" * 90 + "\n", "line 2: a name of 90 characters"),
        ("name,uid\n,1000\n", "line 2: a name needs at least one letter"),
        ("Ada,65534\n", "line 1: account '65534' is no learner's"),
    ],
)
def test_a_roster_that_is_not_right_is_refused_by_line(text: str, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        read_roster(text, "roster.csv")


def test_rosters_as_spreadsheets_write_them() -> None:
    found = read_roster('\ufeffname;form\n"Ada, of the ferry";7b\nBen;7b\n'.removeprefix("\ufeff"), "r.csv")
    assert [one.name for one in found] == ["Ada, of the ferry", "Ben"]
    assert [one.uid for one in read_roster("Account\tName\n12345\tAda\n", "r.tsv")] == [12345]


def test_an_erasure_that_was_not_confirmed_is_no_export(tmp_path: Path) -> None:
    write_set(tmp_path / "library")
    assert quiz(tmp_path, "new", "7b", "--learner", "Ada", "--slips", "-").returncode == 0
    refused = quiz(tmp_path, "erase", "Ada")
    assert (refused.returncode, "Ada with 0 attempts would be erased" in refused.stderr) == (2, True)
    assert "export" not in quiz(tmp_path, "log").stdout
    assert quiz(tmp_path, "export", "--learner", "Ada").returncode == 0
    assert "export" in quiz(tmp_path, "log").stdout


def test_a_set_that_everybody_has_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    own = write_set(tmp_path)
    name = "limited-ceasefire"
    said = known_key(name)
    assert said.startswith(f"Careful: {name} comes with closeread")
    assert known_key("ferry-set") == known_key(str(own)) == known_key("no-such-set") == ""
    # A copy of it has its key, and another set under its name has not.
    copy = tmp_path / "questions" / f"{name}.yaml"
    copy.write_bytes((shipped() / "questions" / f"{name}.yaml").read_bytes())
    assert known_key(name) == said
    copy.write_bytes(own.read_bytes())
    assert known_key(name) == ""


def test_one_minute_is_one() -> None:
    assert [minutes(one) for one in (1, 1.0, 2, 0.5, 30)] == ["1 minute", "1 minute", "2 minutes", "0.5 minutes",
                                                               "30 minutes"]  # fmt: skip
