"""What learners call themselves and give reaches the teacher's terminal as text: nothing in it is obeyed."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.attempts.events import Finished
from quiz.classroom.roster import Learner
from quiz.questions.response import Typed
from tests.classroom.school import School, a_school

from .tallying import Tally
from .terminal import Terminal, quiz
from .test_sinks import ALL, CONTROL, MARKUP, nothing_was_obeyed

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs a pseudo-terminal")
NAMES = ["[@click=app.quit]Ada[/]", "[/nope]", "a [b] unclosed [red on"]
FIELDS = (("q1", ALL), ("q3", ALL[::-1]), ("q4", CONTROL["clear"] + MARKUP["action"]))


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    """A class in the usual place, in which all have answered with every payload, in a test and where all follow."""
    with a_school(tmp_path / "school", [Learner(name) for name in NAMES]) as found:
        found.open("monday")
        found.open("led", mode="follow")
        for name in NAMES:
            learner = found.learner(name)
            learner.begin()
            for question, text in FIELDS:
                learner.answer(question, Typed(text))
            learner.put(learner.events(Finished("learner")))
        yield found


@pytest.fixture
def home(school: School) -> Iterator[Path]:
    """Where the teacher's commands look for the class, of a short name as sockets need; its server runs on there."""
    with tempfile.TemporaryDirectory(prefix="quiz-") as place:
        home = Path(place)
        (home / "classes").mkdir(mode=0o700)
        school.stop()
        shutil.move(school.folder, home / "classes" / "7b")
        school.folder = home / "classes" / "7b"
        school.control = type(school.control)(school.folder)
        school.start()
        yield home
        school.stop()


def test_on_a_teachers_screens_nothing_is_obeyed(home: Path, tally: Tally) -> None:
    with tally("31", len(CONTROL) * 2), tally("32", len(MARKUP) * 2):
        command = quiz("class", "watch", "--sitting", "monday")
        with Terminal(command, home, rows=50, columns=140, QUIZ_HOME=str(home)) as terminal:
            terminal.wait_for(lambda said: "3 finished" in said and "[/nope]" in said)
            terminal.send("v")
            terminal.wait_for(lambda said: "[/nope]" not in said)
            terminal.send("\x11")
            assert terminal.end() == 0
            nothing_was_obeyed(terminal)
        with Terminal(
            quiz("class", "report", "--sitting", "monday"), home, rows=50, columns=140, QUIZ_HOME=str(home)
        ) as terminal:
            terminal.wait_for(lambda said: "3 learners, mean" in said)
            for key in "23":
                terminal.send(key)
                terminal.send("n")
            terminal.wait_for("Sentence ")
            terminal.send("\x11")
            assert terminal.end() == 0
            nothing_was_obeyed(terminal)


def test_on_the_wall_nothing_is_obeyed(school: School, home: Path, tally: Tally) -> None:
    """What was typed is shown to all, so that they can talk about it."""
    with tally("31", len(CONTROL)), tally("32", len(MARKUP)):
        school.step("next", "led")
        for name in NAMES:
            learner = school.learner(name)
            learner.begin("led")
            learner.answer("q1", Typed(ALL))
        command = quiz("class", "watch", "--sitting", "led", "--projector")
        with Terminal(command, home, rows=50, columns=140, QUIZ_HOME=str(home)) as terminal:
            terminal.wait_for("3 of 3 answered")
            school.step("counts", "led")
            terminal.wait_for("evil.example")
            terminal.send("\x11")
            assert terminal.end() == 0
            nothing_was_obeyed(terminal)
