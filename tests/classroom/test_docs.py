"""docs/classroom.md word for word: a newcomer runs a class of three on one machine with two terminals."""

import re
import shlex
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import ROOT
from tests.faults.terminal import Terminal, clean_environment, quiz
from tests.waiting import run_to_end

PAGE = (ROOT / "docs" / "classroom.md").read_text(encoding="utf-8")
COMMANDS = [line[2:] for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
INSTALL, ACTIVATE, NEW, SLIPS, OPEN, JOIN, WATCH, RELEASE, EXPORT = COMMANDS
CTRL_C, CTRL_D, CTRL_Q, ESC, F9 = "\x03", "\x04", "\x11", "\x1b", "\x1b[20~"

linux = pytest.mark.skipif(sys.platform != "linux", reason="needs a pseudo-terminal")


def words(command: str) -> list[str]:
    first, *rest = shlex.split(command)
    return quiz(*rest) if first == "quiz" else [first, *rest]


class Machine:
    """A machine of its own: its home, and a folder to work in."""

    def __init__(self, folder: Path) -> None:
        self.home, self.folder = folder / "home", folder
        self.home.mkdir()

    def run(self, command: str, code: int = 0) -> str:
        done = subprocess.run(
            words(command),
            cwd=self.folder,
            env=clean_environment(self.home),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == code, f"{command}: {done.stderr}"
        return done.stdout

    def terminal(self, command: str) -> Terminal:
        return Terminal(words(command), self.home, folder=self.folder, rows=30, columns=160)


def test_what_is_installed_is_there() -> None:
    extra = re.fullmatch(r"python3 -m venv \.venv && \.venv/bin/python -m pip install '\.\[(\w+)\]'", INSTALL)
    assert extra is not None
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert extra[1] in extras
    assert ACTIVATE == ". .venv/bin/activate"


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder with a short name: a class's control socket lies in it."""
    with tempfile.TemporaryDirectory(prefix="quiz-") as folder:
        yield Path(folder)


def log_in(terminal: Terminal, name: str, pin: str) -> None:
    terminal.wait_for("Code name, as on your slip")
    terminal.send(f"{name}\r{pin}\r")
    terminal.wait_for("monday")
    terminal.send("\r")


@linux
def test_a_class_of_three_in_two_terminals(short: Path) -> None:
    machine = Machine(short)
    with machine.terminal(NEW) as first:  # on a terminal, where more could be asked
        assert "The class 3b: 3 learners" in first.wait_for("Next: ")
        assert first.end() == 0
        step = re.search(r"Next: (quiz class open .*?)\s*$", first.text, re.MULTILINE)
        assert step is not None
        assert f"{OPEN} ".startswith(f"{step[1].replace('SET', 'limited-ceasefire')} ")
    slips = machine.run(SLIPS)
    pins = {name: re.search(rf"{name}\b.*?(\d{{3}} ?\d{{3}})", slips, re.DOTALL)[1] for name in ("Ada", "Ben", "Cleo")}  # type: ignore[index]
    with machine.terminal(OPEN) as first:
        screen = first.wait_for(lambda said: re.search(r"quiz join unix:\S+:\d+", said))
        line = re.search(r"quiz join (unix:\S+:\d+)", screen)[1]  # type: ignore[index]
        with machine.terminal(JOIN) as second:
            second.wait_for("The join line, as the teacher's screen shows it")
            second.send(f"{line}\r")
            for name in pins:
                log_in(second, name, pins[name])
                second.wait_for(lambda said, name=name: re.search(rf"{name}   1/3   test", said))
                second.wait_for("hand in")
                second.send(CTRL_D if "ctrl+d" in second.text else "F")
                second.wait_for("Hand in with")
                second.send("y")
                second.wait_for("Received.")
                assert re.search(r"Receipt \S{4}-\S{4}", second.text)
                if name != "Cleo":
                    second.send(F9)
                    second.wait_for(lambda said: "Join a class" in said and line in said)  # remembered
                    assert name not in second.text
                    second.send("\r")
            second.send(ESC)
            second.wait_for("handed in")
            second.send(CTRL_Q)
            assert second.end() == 0
        with machine.terminal(WATCH) as second:
            screen = second.wait_for("3 finished")
            assert all(name in screen for name in pins)
            second.send("v")
            screen = second.wait_for("3 of 3 finished")
            assert not any(name in screen for name in pins)
            second.send("v")
            second.wait_for("leave")
            second.send("q")
            assert second.end() == 0
        machine.run(RELEASE)
        with machine.terminal(f"{JOIN} {line}") as second:
            log_in(second, "Ada", pins["Ada"])
            second.wait_for("Your results are there")
            second.send("\r")
            second.wait_for("Results: ")
            second.send(CTRL_Q)
            assert second.end() == 0
        machine.run("quiz class close")
        assert "It is closed: 'quiz class reopen'" in machine.run("quiz class open monday")
        machine.run("quiz class reopen")
        machine.run(EXPORT)
        table = (short / EXPORT.split()[-1]).read_text(encoding="utf-8-sig")
        assert [row.split(",")[0] for row in table.splitlines()[1:4]] == ["Ada", "Ben", "Cleo"]
        first.send(CTRL_C)
        assert first.end() == 0
        assert "Everything that was received is kept" in first.text
    with machine.terminal("quiz class open monday") as first:
        screen = first.wait_for("quiz class watch")
        assert "As it was opened before: for this machine's accounts only." in screen
        assert screen.count("quiz join ") == 1
        assert "quiz join unix:" in screen
        assert "limited-ceasefire comes with closeread" in screen
        first.send(CTRL_C)
        assert first.end() == 0


@linux
def test_the_form_asks_again_for_what_it_cannot_read(short: Path) -> None:
    machine = Machine(short)
    machine.run(NEW)
    with machine.terminal("quiz class new") as form:
        form.wait_for("What is the class called?")
        form.send("3B\r")
        form.wait_for("3b: there is a class of this name")
        form.send("7b English\r")
        form.wait_for("One name on each line")
        form.send("Dan\rdan\r")
        form.wait_for("'dan': twice")
        form.send("Eve\r\r")
        form.wait_for("Which set will it sit?")
        form.send("limited\r")
        form.wait_for("did you mean limited-ceasefire?")
        form.send("limited-ceasefire\r")
        form.wait_for("Until which day")
        form.send("soon\r")
        form.wait_for("'soon' is no day")
        form.send("2001-01-01\r")
        form.wait_for("2001-01-01 is not in the future")
        form.send("\r")
        form.wait_for("The class 7b English: 2 learners")
        form.wait_for("Next: quiz class open monday --class 7b-english")
        assert form.end() == 0
    assert "Eve" in (short / "7b-english-pins.txt").read_text(encoding="utf-8")


@linux
def test_the_form_can_be_left(short: Path) -> None:
    machine = Machine(short)
    with machine.terminal("quiz class new") as form:
        form.wait_for("\n>")  # the end of input, typed before the line is edited, is one of the terminal's own lines
        form.send(CTRL_D)
        assert form.end() == 2
    assert not list(machine.home.rglob("classes/*"))


def test_no_class_is_made_whose_pins_could_not_be_told(short: Path) -> None:
    machine = Machine(short)
    (short / "3b-pins.html").write_text("mine", encoding="utf-8")
    machine.run(NEW, code=2)
    assert not list(machine.home.rglob("classes/*"))
    (short / "3b-pins.html").unlink()
    machine.run(NEW)


def test_what_the_page_names_is_there() -> None:
    """Every verb of the page is one, with the options named."""
    for command in re.findall(r"`(quiz [a-z][^`]*)`", PAGE):
        said = re.sub(r"\b(NAME|SET|FILE\.box|unix:)$|\bunix:$", "x", command).replace("--set SET", "--set x")
        parts = [one for one in shlex.split(said)[1:] if one]
        verb = parts[: 2 if parts[0] == "class" else 1]
        done = run_to_end(quiz(*verb, "--help"), capture_output=True, text=True, cwd=ROOT)
        assert done.returncode == 0, command
        for option in (one for one in parts if one.startswith("--")):
            assert option in done.stdout, command
