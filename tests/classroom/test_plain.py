"""``quiz join --plain`` against a real server: a test, follow mode, a server that is killed, one who comes back."""

import os
import select
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

from quiz.classroom.teacher import Person
from quiz.classroom.wire import Done
from quiz.questions.response import Typed
from tests.classroom.clients import stored
from tests.classroom.school import School, a_school
from tests.faults.terminal import quiz
from tests.waiting import PATIENCE, wait_until


class Talk:
    """The program at a pipe: what is said to it, and what it says."""

    def __init__(self, line: str, home: Path) -> None:
        self._process = subprocess.Popen(
            [*quiz("join", line), "--plain"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "QUIZ_HOME": str(home)},
        )
        self.heard = ""
        self._at = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait(PATIENCE)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()

    def say(self, *lines: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("".join(f"{line}\n" for line in lines).encode())
        self._process.stdin.flush()

    def hear(self, words: str, wait_on: str = "") -> str:
        """What it says from here on until it has said these words, wherever its lines break.

        wait_on: the words after which an empty line makes it wait on, as it asks where something takes long.
        """
        assert self._process.stdout is not None
        end = time.monotonic() + PATIENCE
        asked = 0
        while (found := " ".join(self.heard[self._at :].split()).find(words)) < 0:
            assert time.monotonic() < end, f"never said {words!r}:\n{self.heard}"
            if select.select([self._process.stdout], [], [], 0.1)[0]:
                more = os.read(self._process.stdout.fileno(), 1 << 16)
                assert more, f"ended before it said {words!r}:\n{self.heard}"
                self.heard += more.decode()
            if wait_on and " ".join(self.heard[self._at :].split()).count(wait_on) > asked:
                asked += 1
                self.say("")
        said = " ".join(self.heard[self._at :].split())[: found + len(words)]
        self._at = len(self.heard)
        return said

    def log_in(self, name: str, pin: str) -> None:
        self.say(name, pin)
        self.hear(f"You are {name}.")

    def end(self) -> int:
        assert self._process.stdin is not None
        self._process.stdin.close()
        return self._process.wait(PATIENCE)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    with a_school(tmp_path, ["Ada", "Ben"]) as school:
        yield school


def test_a_test_from_the_login_to_the_released_results(school: School, tmp_path: Path) -> None:
    school.open("monday", minutes=30)
    with Talk(str(school.join[0]), tmp_path / "home") as talk:
        talk.say("Ada", "000000")
        # From a pipe a wrong PIN ends it, with what to do.
        assert "name and PIN do not go together" in talk.hear("ask the teacher")
    # A second has to pass after a wrong one, and a quick machine is here again before that.
    school.control.post("unlock", Person("Ada"), Done)
    with Talk(str(school.join[0]), tmp_path / "home") as talk:
        talk.log_in("Ada", school.slips["Ada"])
        talk.say("1", "21", "1", "12 November 2022", "an old map", "")
        receipt = talk.hear("come back to this sitting for them").partition("Receipt ")[2].split()[0]
        assert "right" not in talk.heard.lower()
        seat = school.watch().seats[0]
        assert (seat.standing, seat.answered, seat.receipt) == ("finished", 4, receipt)
        school.release("all")
        talk.say("", "1")
        assert "Your answer: 21" in talk.hear("Osten says so.")
        talk.say(":quit")
        assert talk.end() == 0


def test_answers_given_while_the_server_is_away_arrive_when_it_is_back(school: School, tmp_path: Path) -> None:
    school.open("monday")
    with Talk(str(school.join[0]), tmp_path / "home") as talk:
        talk.log_in("Ada", school.slips["Ada"])
        talk.say("1", "23")
        talk.hear("Question 2")
        school.kill()
        for answer, then in (("1", "Question 3"), ("12 November 2022", "Question 4")):
            talk.say(answer)
            talk.hear(then)
        talk.say("an old map", "")
        talk.hear("Handing in")
        school.start()
        talk.hear("Received. Receipt", wait_on="An empty line waits on")
        talk.say(":quit")
        assert talk.end() == 0
    answers = [one["body"]["question"] for one in stored(school.folder) if one["body"]["kind"] == "answered"]
    assert sorted(answers) == ["q1", "q2", "q3", "q4"]


def test_one_who_left_goes_on_where_they_were(school: School, tmp_path: Path) -> None:
    school.open("monday")
    for answer, then in (("23", "Question 2"), ("1", "Question 3")):
        with Talk(str(school.join[0]), tmp_path / "home") as talk:
            talk.log_in("Ada", school.slips["Ada"])
            talk.say("1")
            talk.hear("Question")
            talk.say(answer)
            talk.hear(then)
            assert talk.end() == 0
    assert school.watch().seats[0].answered == 2


def test_follow_mode_goes_where_the_teacher_goes(school: School, tmp_path: Path) -> None:
    school.open("monday", mode="follow")
    with Talk(str(school.join[0]), tmp_path / "home") as talk:
        talk.log_in("Ada", school.slips["Ada"])
        talk.say("1")
        talk.hear("Your teacher leads.")
        school.step("next")
        said = _look(talk, "How many were saved?")
        assert "captain" not in said.partition("How many were saved?")[2]
        talk.say("21")
        talk.hear("Noted.")
        wait_until(lambda: school.watch().follow.answered == 1, "the answer")  # type: ignore[union-attr]
        ben = school.learner("Ben")
        ben.begin()
        ben.answer("q1", Typed("23"))
        school.step("counts")
        assert "21: 1." in _look(talk, "23: 1.") or "21: 1." in talk.heard
        assert "Osten says so" not in talk.heard
        school.step("reveal")
        _look(talk, "Osten says so")
        talk.say("23")
        talk.hear("seen the answer")
        school.step("next")
        _look(talk, "Who was captain?")
        # What was revealed is told once.
        assert talk.heard.count("Osten says so") == 1
        # So is an article that two questions are about.
        assert talk.heard.count("The ferry Aurora sank") == 1
        talk.say("1")
        talk.hear("Noted.")
        talk.say(":quit", ":quit")
        assert talk.end() == 0


def _look(talk: Talk, words: str) -> str:
    """Press Enter, as whoever sits there would, until the teacher's step has come."""
    end = time.monotonic() + PATIENCE
    while True:
        before = len(talk.heard)
        talk.say("")
        talk.hear(">")
        if words in " ".join(talk.heard[before:].split()):
            return talk.heard[before:]
        assert time.monotonic() < end, f"never said {words!r}:\n{talk.heard}"
        time.sleep(0.2)
