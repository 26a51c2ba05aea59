"""``quiz class ...`` as a teacher types it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from quiz.classroom.roster import read_roster
from quiz.errors import InputError
from tests.builders import ROOT

from .school import write_set


def quiz(folder: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "quiz", "class", *arguments]
    environ = {"PATH": "/usr/bin:/bin", "QUIZ_HOME": str(folder / "home"), "QUIZ_PATH": str(folder / "library"),
               "PYTHONPATH": str(ROOT), "HOME": str(folder)}  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, input=typed, cwd=folder, env=environ)


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
