"""Who learns, where it is saved, and what ends a run: real processes, with and without a terminal."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.store.store import Store
from tests.plain.stage import a_root
from tests.waiting import PATIENCE, RUN, wait_until

pty = pytest.importorskip("pty")
QUIZ = [sys.executable, "-m", "quiz"]
CHECKOUT = Path(__file__).parent.parent.parent


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "QUIZ_HOME": str(folder / "quiz-home"), "PYTHONPATH": str(CHECKOUT), "TERM": "dumb"}


def play(folder: Path, lines: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Play the small set with lines from a pipe."""
    return subprocess.run(
        [*QUIZ, "play", "harbour", *options],
        cwd=a_root(folder),
        env=environment(folder),
        input=lines,
        capture_output=True,
        text=True,
        timeout=RUN,
        check=False,
    )


class Terminal:
    """A process on a terminal of its own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        a_root(folder)
        self.said = ""
        self._pid, self._end = pty.fork()
        if self._pid == 0:
            try:
                os.chdir(folder)
                os.execve(QUIZ[0], [*QUIZ, *arguments], environment(folder))  # noqa: S606
            finally:
                os._exit(127)

    def until(self, words: str) -> "Terminal":
        """Wait for words to be said."""
        self._read_until(lambda: words in self.said)
        if words not in self.said:
            raise self._never(repr(words))
        self.said = self.said.split(words, 1)[1]
        return self

    def type(self, line: str) -> "Terminal":
        os.write(self._end, f"{line}\n".encode())
        return self

    def kill(self, number: int) -> "Terminal":
        os.kill(self._pid, number)
        return self

    def code(self) -> int:
        self._read_until(lambda: False)
        try:
            wait_until(lambda: os.waitid(os.P_PID, self._pid, os.WEXITED | os.WNOHANG | os.WNOWAIT), "the end")
        except AssertionError as error:
            raise self._never("the end") from error
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])

    def _never(self, what: str) -> AssertionError:
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        return AssertionError(f"never came: {what}; it said last:\n{self.said[-2000:]}")

    def _read_until(self, enough: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not enough() and time.monotonic() < end:
            if select.select([self._end], [], [], 0.1)[0]:
                try:
                    data = os.read(self._end, 65536)
                except OSError:  # how a terminal tells that its process has gone
                    return
                if not data:
                    return
                self.said += data.decode().replace("\r\n", "\n")


def attempts(folder: Path) -> list[tuple[str, int, bool]]:
    store = Store.open(folder / "quiz-home")
    try:
        return [(one.set, one.answered, one.finished) for one in store.standings().result()]
    finally:
        store.close()


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_run_and_keeps_the_answers(tmp_path: Path, name: str) -> None:
    number = getattr(signal, name)
    run = Terminal(tmp_path, "play", "harbour").until("Question 1 of 4").type("23 million crowns").until("Question 2")
    run.until("> ").kill(number).until("Stopped. What you answered is kept")
    assert run.code() == 128 + number
    assert "Traceback" not in run.said
    assert attempts(tmp_path) == [("harbour", 1, False)]


def test_the_first_line_after_going_on_answers_the_next_open_question(tmp_path: Path) -> None:
    assert play(tmp_path, "23 million crowns\n:back\n:quit\n").returncode == 0
    assert attempts(tmp_path) == [("harbour", 1, False)]
    assert play(tmp_path, "6 May 2024\n").returncode == 0
    assert attempts(tmp_path) == [("harbour", 2, False)]


def test_a_person_is_asked_who_is_learning(tmp_path: Path) -> None:
    for name in ("Ada", "Bo"):
        assert play(tmp_path, "", "--learner", name).returncode == 0
    run = Terminal(tmp_path, "play", "harbour").until("Who is learning?\n1. Ada\n2. Bo\n").type("7").until("new name.")
    assert run.type("2").until("learner Bo").until("Going on with your practice attempt").type(":quit").code() == 0


def test_without_a_person_several_learners_need_a_name(tmp_path: Path) -> None:
    for name in ("Ada", "Bo"):
        play(tmp_path, "", "--learner", name)
    done = play(tmp_path, "")
    assert done.returncode == 2
    assert done.stderr == "quiz: several learners use this account (Ada, Bo); add --learner NAME\n"
    assert play(tmp_path, "", "--learner", "ada").stdout.splitlines()[1] == "4 questions, learner Ada."


def test_a_name_is_shown_harmlessly(tmp_path: Path) -> None:
    done = play(tmp_path, "", "--learner", "B\x1b[31mo\u202e")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def a_store_in_the_way(folder: Path) -> None:
    (folder / "quiz-home").write_text("not a folder")


def test_a_store_that_cannot_be_opened_is_told_at_once(tmp_path: Path) -> None:
    a_store_in_the_way(tmp_path)
    done = play(tmp_path, "23 million crowns\n")
    assert done.returncode == 77
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"quiz: {tmp_path}/quiz-home: is not a folder")
    assert "--no-save" in done.stderr
    done = play(tmp_path, "23 million crowns\n", "--no-save")
    assert done.returncode == 0
    assert "Nothing is saved." in done.stdout
    assert "Nothing was saved." in done.stdout
    assert "1 of 4 questions answered; score so far 1 of 1 point." in done.stdout


def test_a_person_may_go_on_without_saving(tmp_path: Path) -> None:
    a_store_in_the_way(tmp_path)
    run = Terminal(tmp_path, "play", "harbour").until("Nothing can be saved").until("Type y or n.").type("what?")
    run.until("Type y or n.").type("y").until("Nothing is saved.").until("Question 1").type("23 million crowns")
    run.until("Right.").kill(signal.SIGTERM).until("Stopped. Nothing was saved.")
    assert run.code() == 143
    run = Terminal(tmp_path, "play", "harbour").until("Type y or n.").type("n")
    assert run.code() == 77


def test_another_set_of_options_does_not_change_an_attempt_that_goes_on(tmp_path: Path) -> None:
    play(tmp_path, "23 million crowns\n", "--seed", "3")
    done = play(tmp_path, "", "--seed", "4", "--minutes", "5")
    assert "1 of 4 answered, score so far 1 of 1 point." in " ".join(done.stdout.split())
    assert "Time, seed and book are those it began with." in done.stdout
    assert " left." not in done.stdout
    play(tmp_path, "", "--fresh")
    play(tmp_path, "", "--mode", "test", "--minutes", "5")
    assert attempts(tmp_path) == [("harbour", 0, False), ("harbour", 0, False), ("harbour", 1, False)]


def test_a_closed_book_is_read_first_and_the_time_begins_with_the_questions(tmp_path: Path) -> None:
    how = ("--closed-book", "--mode", "test", "--minutes", "1")
    left = play(tmp_path, ":quit\n", *how).stdout
    assert "The harbour of Brack opened" in left
    assert "Enter starts them. The time begins then." in " ".join(left.split())
    assert left.rstrip().endswith("Nothing was begun.")
    assert play(tmp_path, "", *how).stdout == left.replace("> :quit\n", "")
    assert attempts(tmp_path) == []
    said = play(tmp_path, "23\n\n", *how).stdout
    read, asked = said.split("> 23\n")
    assert "1 minute" not in read
    assert asked.startswith("Nothing is asked yet: an empty line starts the questions, :quit leaves.\n> \n")
    assert "1 minute" in asked
    assert "The harbour of Brack" not in asked
    assert len(attempts(tmp_path)) == 1
    assert "Enter starts" not in play(tmp_path, "", *how).stdout  # gone on with


def test_after_the_results_what_can_be_typed_is_said_until_it_is(tmp_path: Path) -> None:
    done = play(tmp_path, ":finish\n:finish\n1\n:flag\n:missed\n:finish\n:finish\nmissed\n:q\n")
    said = " ".join(done.stdout.split())
    offer = ":missed asks the 4 questions again; an empty line ends."
    for typed in ("1", ":flag", "missed"):
        assert f"> {typed} Nothing is asked now. {offer}" in said
    assert said.count("Question 1 of 4") == 2
    assert said.endswith("> :q")
    assert done.returncode == 0


def test_a_set_that_lost_a_question_begins_anew(tmp_path: Path) -> None:
    play(tmp_path, "23 million crowns\n")
    from tests.plain.stage import SET

    text = SET.replace("id: cost", "id: price")
    a_root(tmp_path, text)
    done = subprocess.run(
        [*QUIZ, "play", "harbour"], cwd=tmp_path, env=environment(tmp_path), input="", capture_output=True, text=True,
        timeout=RUN, check=False,
    )  # fmt: skip
    assert "Your attempt cannot be gone on with: the set no longer has question 'cost'" in done.stdout
    assert "Question 1 of 4" in done.stdout


def test_open_answers_of_a_test_are_judged_at_its_end(tmp_path: Path) -> None:
    done = play(tmp_path, ":goto 4\na ship, early\n:finish\n:finish\nboth\n1, 2\n", "--mode", "test")
    judged, results = done.stdout.split("Finished: ")
    assert "Question 4, to be judged by you: What surprised people?" in judged
    assert "Type numbers from 1 to 2, or 0 for none." in judged
    assert "Assessed: 2 of 2 points." in judged
    assert "Score: 2 of 5 points, 40 percent." in results
    assert "Not judged yet" not in results
    done = play(tmp_path, ":goto 4\na ship, early\n:finish\n:finish\n\n", "--mode", "test")
    assert "Not judged yet, and left out of the score until then: question 4." in done.stdout


def test_a_full_disk_stops_a_pipe_at_once(tmp_path: Path) -> None:
    """A limit on the size of files stands for a disk without room."""
    import resource

    play(tmp_path, "")
    done = subprocess.run(
        [*QUIZ, "play", "harbour"],
        cwd=tmp_path,
        env=environment(tmp_path),
        input="23 million crowns\n" + ":goto 1\n:goto 2\n" * 2000,
        capture_output=True,
        text=True,
        timeout=RUN,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000)),
    )
    assert done.returncode == 73
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
