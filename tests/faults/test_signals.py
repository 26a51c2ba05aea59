"""Signals, lost terminals and faults: what was typed is kept, the terminal is usable, the process is gone."""

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from quiz.questions.response import Typed
from tests.effort import slowness
from tests.waiting import PATIENCE

from . import worlds
from .terminal import REPOSITORY, Terminal, quiz

SOON = 2.0
"""Seconds within which the app is gone after a signal; measured in processor time where the machine is busy."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return worlds.villages(tmp_path, 4)


def begin(terminal: Terminal, typed: str = "Bor") -> None:
    """Wait for the first question and type the beginning of an answer."""
    terminal.wait_for("What is village 1 called?")
    terminal.send(typed)
    terminal.wait_for(typed)


def draft(folder: Path) -> str:
    """What is kept of the answer that was begun."""
    (attempt,) = worlds.kept(folder)
    response = attempt.items["v1"].draft
    assert isinstance(response, Typed)
    return response.text


@pytest.mark.parametrize("to", ["parent", "app"])
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"])
def test_a_signal_keeps_what_is_typed_and_gives_the_terminal_back(folder: Path, name: str, to: str) -> None:
    number = getattr(signal, name)
    for _ in range(worlds.times(1, 20)):
        with worlds.play(folder, "villages", "--fresh") as terminal:
            begin(terminal)
            os.kill(terminal.pid if to == "parent" else terminal.app, number)
            start = time.monotonic()
            assert terminal.end() == 128 + number
            assert time.monotonic() - start < SOON * slowness()
            assert terminal.left_over() == []
            assert "Traceback" not in terminal.text
    assert {one.items["v1"].draft for one in worlds.kept(folder)} == {Typed("Bor")}


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_told_again_and_again_the_app_still_keeps_what_is_typed(folder: Path, name: str) -> None:
    """A lost line is told twice, by the system and by the parent, and the second time comes when the app is ending."""
    number = getattr(signal, name)
    for _ in range(worlds.times(2, 50)):
        with worlds.play(folder, "villages", "--fresh") as terminal:
            begin(terminal)
            app = terminal.app
            gone(app, lambda app=app: kill(app, number), every=0.0005)  # type: ignore[misc]
            assert terminal.end() == 128 + number
            assert terminal.left_over() == []
    assert {one.items["v1"].draft for one in worlds.kept(folder)} == {Typed("Bor")}


@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV", "SIGABRT"])
def test_after_a_sudden_death_the_parent_mends_the_terminal(folder: Path, name: str) -> None:
    number = getattr(signal, name)
    for _ in range(worlds.times(1, 20)):
        with worlds.play(folder, "villages") as terminal:
            terminal.wait_for("What is village 1 called?")
            assert "1049" in terminal.screen.modes
            os.kill(terminal.app, number)
            assert terminal.end() == 128 + number
            assert terminal.left_over() == []
            assert "your answers are kept" in terminal.text


@pytest.mark.parametrize("arguments", [(), ("preview", "villages"), ("author", "hills")], ids=" ".join)
def test_every_app_has_a_parent_that_mends_the_terminal(folder: Path, arguments: tuple[str, ...]) -> None:
    with Terminal(quiz(*arguments), folder / "home", folder=folder) as terminal:
        terminal.wait_for(lambda screen: "illage" in screen and "help" in screen)
        os.kill(terminal.app, signal.SIGKILL)
        assert terminal.end() == 128 + signal.SIGKILL
        assert terminal.left_over() == []


def test_a_review_has_a_parent_too(folder: Path) -> None:
    with worlds.play(folder, "villages") as terminal:
        begin(terminal)
        terminal.send("\r")
        terminal.wait_for("enter next")
        terminal.send("\x11")
        assert terminal.end() == 0
    with Terminal(quiz("review", "--only", "wrong"), folder / "home", folder=folder) as terminal:
        terminal.wait_for("What is village 1 called?")
        os.kill(terminal.app, signal.SIGKILL)
        assert terminal.end() == 128 + signal.SIGKILL
        assert terminal.left_over() == []


def test_a_closed_terminal_keeps_what_is_typed(folder: Path) -> None:
    with worlds.play(folder, "villages") as terminal:
        begin(terminal)
        app = terminal.app
        terminal.hang_up()
        start = time.monotonic()
        terminal.end()
        gone(app)
        assert time.monotonic() - start < SOON * slowness()
    assert draft(folder) == "Bor"


def test_a_closed_terminal_ends_the_app_where_hangups_are_ignored(folder: Path) -> None:
    """As under nohup; the stock driver goes on for ever with a whole processor."""
    nohup = "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
    with worlds.play(folder, "villages", command=(sys.executable, "-c", nohup)) as terminal:
        begin(terminal)
        app = terminal.app
        terminal.hang_up()
        start = time.monotonic()
        terminal.end()
        gone(app)
        assert time.monotonic() - start < 5 * slowness()
    assert draft(folder) == "Bor"


def test_a_stop_gives_the_terminal_back_and_going_on_takes_it_again(folder: Path) -> None:
    with worlds.play(folder, "villages") as terminal:
        begin(terminal)
        for to in (terminal.app, terminal.pid):
            os.kill(to, signal.SIGTSTP)
            until(terminal, terminal.stopped)
            until(terminal, lambda: terminal.left_over() == [])  # its last words may not have been read yet
            os.kill(terminal.pid, signal.SIGCONT)
            until(terminal, lambda: "1049" in terminal.screen.modes)
            terminal.wait_for("Bor")
            terminal.send("x")
            terminal.wait_for("Borx")
            terminal.send("\x7f")
            terminal.wait_for(lambda screen: "Borx" not in screen)
        terminal.send("\x11")
        assert terminal.end() == 0
        assert terminal.left_over() == []
    assert draft(folder) == "Bor"


def test_after_a_stop_that_cannot_be_handled_the_app_paints_anew(folder: Path) -> None:
    with worlds.play(folder, "villages") as terminal:
        begin(terminal)
        app = terminal.app
        os.kill(app, signal.SIGSTOP)
        until(terminal, terminal.stopped)
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.send("x")
        terminal.wait_for("Borx")
        terminal.send("\x11")
        assert terminal.end() == 0
        assert terminal.left_over() == []


def test_the_interrupt_key_only_tells_how_to_leave(folder: Path) -> None:
    with worlds.play(folder, "villages") as terminal:
        begin(terminal)
        terminal.send("\x03")
        terminal.wait_for("ctrl+q quits")
        terminal.send("\x11")
        assert terminal.end() == 0


FAULTY = """
import sys
from quiz.questions.response import Typed
from quiz.tui.screens.asking import AskingScreen
answer, fault = "Borsecret", sys.argv.pop(1)
def fail(self, *_):
    hidden_local = answer
    raise ValueError(f"{hidden_local} is not {self.desk.asked.questions[0].answer}")
setattr(AskingScreen, fault, fail)
from quiz.__main__ import main
sys.exit(main())
"""
# Each is reached by typing a few letters, enter, and keys.
HANDLERS = ["on_answer_drafted", "on_answer_given", "action_help", "action_flag", "_tick", "keep_draft", "on_resize"]


@pytest.mark.parametrize("handler", HANDLERS)
def test_a_fault_is_told_in_one_line_and_reported_without_what_a_learner_gave(folder: Path, handler: str) -> None:
    script = folder / "faulty.py"
    script.write_text(FAULTY)
    command = [sys.executable, str(script), handler, "play", "villages", "--learner", worlds.LEARNER]
    with Terminal(command, folder / "home", folder=folder) as terminal:
        if handler != "on_resize":
            terminal.wait_for("What is village 1 called?")
            terminal.send("Borsecret\r")
            until(terminal, lambda: "Wrong" in terminal.text or not terminal.running())
            if terminal.running():
                terminal.send("\x06\x0e\x1bOP")
        assert terminal.end() == 70
        assert terminal.left_over() == []
        shown = "".join(terminal.text.split())
    assert shown.startswith("quiz:somethingwentwrongin")
    assert "youranswersarekept" in shown
    assert len(terminal.text.strip().splitlines()) <= 3  # one line, wrapped
    (report,) = (folder / "home" / "data" / "crashes").iterdir()
    text = report.read_text()
    assert "builtins.ValueError" in text
    assert "quiz/tui/app.py" in text
    for hidden in ("Borsecret", worlds.village(1), worlds.LEARNER, str(REPOSITORY), str(folder)):
        assert hidden not in text
    assert report.stat().st_mode & 0o077 == 0


def until(terminal: Terminal, done: object) -> None:
    assert callable(done)
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, terminal.screen.text()
        terminal.read(0.02)


def gone(pid: int, meanwhile: Callable[[], object] = lambda: None, every: float = 0.02) -> None:
    """Wait until a process is no more, doing something every so many seconds; fails where it stays."""
    end = time.monotonic() + PATIENCE
    while not _dead(pid):
        assert time.monotonic() < end, "the app still runs"
        meanwhile()
        time.sleep(every)


def kill(pid: int, number: int) -> None:
    with suppress(ProcessLookupError):  # it has gone a moment ago
        os.kill(pid, number)


def _dead(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True
