"""From a sitting's answers to what a teacher reads: text, page, sheets and gradebook, as the verbs write them."""

import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.classroom.control import Control
from tests.builders import ROOT
from tests.classroom.school import RIGHT, WRONG, School, a_school
from tests.waiting import run_to_end


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder with a short name: a class's control socket lies in it."""
    with tempfile.TemporaryDirectory(prefix="quiz-") as folder:
        yield Path(folder)


@pytest.fixture
def school(place: Path) -> Iterator[School]:
    classes = place / "home" / "classes"
    classes.mkdir(parents=True)
    with a_school(classes / "x", ["Ada", "=Ben", "Cleo\u202e"]) as school:
        # Where the verbs look for classes.
        school.stop()
        os.rename(school.folder, classes / "7b")
        school.folder = classes / "7b"
        school.control = Control(school.folder)
        school.start()
        school.open()
        for name, answers in (("Ada", RIGHT), ("=Ben", WRONG), ("Cleo\u202e", WRONG)):
            learner = school.learner(name)
            learner.begin()
            learner.answer_all(answers)
            learner.hand_in()
        yield school


def quiz(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "QUIZ_HOME": str(place / "home"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "quiz", "class", *arguments]
    return run_to_end(command, capture_output=True, text=True, cwd=place, env=environ)


@pytest.mark.parametrize("running", [True, False])
def test_what_a_teacher_reads(school: School, place: Path, running: bool) -> None:
    if not running:
        school.stop()
    told = quiz(place, "report")
    assert (told.returncode, told.stderr) == (0, "")
    assert "3 learners, mean 1.3, median 0.0 of 4 points" in told.stdout
    misread = told.stdout.partition("Misread most")[2]
    assert '"The mayor, Tom Reve, wants a new pier."\n      2 answered "Tom Reve" to question 2\n' in misread
    assert "Fewer than 10 learners" in told.stdout
    page = quiz(place, "report", "--html", "report.html", "--sheets", "sheets", "--everything")
    assert (page.returncode, page.stderr) == (0, "")
    assert "Only 3 learners" in (place / "report.html").read_text()
    assert (place / "report.html").stat().st_mode & 0o077 == 0
    first = (place / "sheets" / "001.txt").read_text()
    assert "You: 21 (0 of 1)" in first
    assert "Osten says so" in first
    marks = quiz(place, "report", "--sheets", "marks")
    assert marks.stdout.splitlines()[2].endswith("Cleo\ufffd")
    assert "Osten says so" not in "".join(path.read_text() for path in (place / "marks").iterdir())
    book = quiz(place, "export")
    assert book.stdout.splitlines()[1].startswith("'=Ben,handed in,0")
    assert quiz(place, "export", "--to", "marks.xlsx").returncode == 0
    with zipfile.ZipFile(place / "marks.xlsx") as made:
        assert "<f>" not in made.read("xl/worksheets/sheet1.xml").decode()
    assert quiz(place, "roster", "--add", "bert").returncode == 0
    with_bert = quiz(place, "export").stdout.splitlines()
    assert [row.partition(",")[0] for row in with_bert] == ["name", "'=Ben", "Ada", "bert", "Cleo\ufffd"]
    assert with_bert[3] == "bert,did not begin" + "," * 8
    assert "Did not begin: bert.\n" in quiz(place, "report").stdout
    again = quiz(place, "report", "--sheets", "marks")
    assert (again.returncode, "is there already" in again.stderr) == (2, True)
