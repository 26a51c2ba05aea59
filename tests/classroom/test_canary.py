"""RELIABILITY 51: nothing of the key reaches a learner, a file of theirs or a log before it is released."""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.attempts.events import Answered, Claimed, Drafted, Hinted, Moved
from quiz.questions.response import Filled, Picked, Response, Typed
from tests.faults.terminal import Terminal, quiz
from tests.waiting import head_of, wait_until

from .canaries import FOUND, canaries_in, keyed_set
from .memory import found_in_memory
from .school import Caller, School, Trouble, a_school

ANSWERS: dict[str, Response] = {
    "number": Typed("23"),
    "choice": Picked(("Tom Reve",)),
    "short": Typed("a map"),
    "name": Typed("Tom Reve"),
    "open": Typed("The storm."),
    "cloze": Filled(("noon",)),
}


@pytest.fixture(params=["test", "follow", "practice"])
def school(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[School]:
    with a_school(tmp_path, [f"l{n}" for n in range(6)], network=True) as school:
        keyed_set(school.root)
        school.open(set="canaries", mode=request.param, release="never")
        yield school


def everything(caller: Caller) -> None:
    """The whole flow, with its mistakes."""
    with contextlib.suppress(Trouble):
        caller.log_in("l0", "000000")
    caller.begin()
    assert caller.opened is not None
    for view in caller.opened.views:
        caller.send(Moved(view.id), Drafted(view.id, Typed("2")))
        caller.send(Answered(view.id, ANSWERS[view.kind], 1.0, 0.0, None))
        caller.send(Answered(view.id, Typed("x"), 1.0, 0.0, None), Claimed(view.id))
        caller.news(1)
    caller.send(Answered("q99", Typed("x"), 1.0, 0.0, None))
    for path in ("/v1/hello", "/v1/sittings", "/v1/openapi.json", "/v1/teacher/watch?sitting=monday", "/v1/x"):
        caller.raw("GET", path)
    caller.raw("POST", "/v1/events", b'{"attempt": 7}')
    with contextlib.suppress(Trouble):
        caller.begin()


def test_nothing_of_the_key_is_sent_before_it_is_released(school: School) -> None:
    mode = school.sitting().mode
    callers = [school.learner(f"l{n}", network=n % 2 == 1) for n in range(6)]
    if mode == "follow":
        school.step("next")
        school.step("next")
        school.step("counts")
    for caller in callers:
        everything(caller)
    school.kill()
    school.start()
    for caller in callers:
        caller.begin()
        caller.hand_in()
        caller.begin()
        caller.news(1)
    heard = b"".join(data for caller in callers for data in caller.heard)
    assert len(heard) > 20_000
    assert canaries_in(heard) == set()
    # The control: once released, they are there.
    school.release("all")
    for caller in callers:
        caller.begin()
    shown = b"".join(caller.heard[-1] for caller in callers)
    assert len(canaries_in(shown)) >= 8


def test_practice_tells_of_one_question_only_what_was_decided(tmp_path: Path) -> None:
    with a_school(tmp_path, ["Ada", "Ben"]) as school:
        keyed_set(school.root)
        school.open(set="canaries", mode="practice", tries=3)
        ada = school.learner("Ada")
        ada.begin()
        ada.answer("q1", Typed("21"))
        assert not canaries_in(b"".join(ada.heard))
        hint = ada.send(Hinted("q1", 1))
        assert len(canaries_in(ada.heard[-1])) == 1
        assert hint.released[0].feedback is None
        ada.answer("q1", Typed("23"))
        assert len(canaries_in(ada.heard[-1])) == 2  # the hint and the explanation, of this question alone
        ben = school.learner("Ben")
        ben.begin()
        assert not canaries_in(b"".join(ben.heard))


def test_logs_hold_neither_keys_nor_answers_nor_pins(tmp_path: Path) -> None:
    """RELIABILITY 65, with the store failing in between."""
    school = School(tmp_path, ["Ada"])
    keyed_set(school.root)
    log = tmp_path / "log"
    with open(log, "wb") as out:
        command = [sys.executable, "-m", "tests.classroom.server_program", str(school.folder), str(school.root)]
        process = subprocess.Popen(
            [*command, str(school.sockets / "learners.sock")], stdout=subprocess.PIPE, stderr=out, text=True,
            env={**os.environ, "PYTHONDEVMODE": "1"},
        )  # fmt: skip
        try:
            from quiz.classroom.address import read_join_line

            school.join = [*map(read_join_line, head_of(process, "the server's open doors"))]
            school.open(set="canaries")
            ada = school.learner("Ada")
            with contextlib.suppress(Trouble):
                ada.log_in("Ada\r\n\x1b[2Jforged line", "secretpin")
            ada.token = ada.token or ""
            ada.log_in("Ada", school.slips["Ada"])
            ada.begin()
            for number in range(50):
                ada.answer("q1", Typed(f"markedanswer{number}"))
            ada.raw("GET", "/v1/x?token=markedtoken")
            ada.raw("POST", "/v1/events", b'{"attempt": "markedanswer"}')
            ada.close()
        finally:
            process.terminate()
            process.wait(20)
            assert process.stdout is not None
            process.stdout.close()
    text = log.read_bytes()
    assert not canaries_in(text)
    assert not re.search(rb"marked|secretpin|forged|\x1b", text)
    for pin in school.slips.values():
        assert pin.encode() not in text


@pytest.mark.skipif(sys.platform != "linux", reason="needs a pseudo-terminal and /proc")
def test_a_programs_memory_terminal_and_files_hold_nothing_before_it_is_released(tmp_path: Path) -> None:
    """RELIABILITY 51, with the real program at a terminal: what any process of its account could find."""
    with a_school(tmp_path / "school", ["Ada"]) as school:
        keyed_set(school.root)
        school.open(set="canaries")
        home = tmp_path / "home"
        home.mkdir()
        with Terminal(quiz("join", str(school.join[0])), home, folder=home, rows=24, columns=80) as terminal:

            def clean() -> None:
                for pid in {terminal.app, terminal.pid}:
                    assert found_in_memory(pid, FOUND) == set()

            terminal.wait_for("Code name")
            terminal.send(f"Ada\r{school.slips['Ada']}\r")
            terminal.wait_for("Your teacher has opened")
            clean()
            terminal.send("\r")
            terminal.wait_for("1/6")
            clean()
            terminal.send("markedanswer23\r")
            terminal.wait_for("2/6")
            # The control of the search itself: what was typed is there.
            assert found_in_memory(terminal.app, re.compile(rb"markedanswer23"))
            school.kill()
            terminal.send("1\r")
            terminal.wait_for("3/6")
            clean()
            school.start()
            terminal.send("\x04")
            terminal.wait_for("Hand in with")
            terminal.send("y")
            terminal.wait_for("Received.")
            clean()
            assert canaries_in(terminal.raw) == set()
            for path in home.rglob("*"):
                assert not path.is_file() or canaries_in(path.read_bytes()) == set()
            # The control: once released, they are there.
            school.release("all")
            wait_until(lambda: (terminal.read(0.1), found_in_memory(terminal.app, FOUND))[1], "what was released")
