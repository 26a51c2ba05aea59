"""Keys that come faster than they are dealt with, in a real terminal: none is lost, none overtakes another.

Everything is there before the first key is looked at, as after a line that stood still; or it comes in bursts.
"""

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Process
from pathlib import Path

import pytest

from quiz.questions.response import Typed
from quiz.questions.source import read_source
from tests.classroom.school import a_school
from tests.classroom.test_server_kill import kept
from tests.tui.stage import a_library
from tests.waiting import PATIENCE

from . import worlds
from .tallying import Tally
from .terminal import Terminal, quiz

TAB, ENTER, BACKSPACE, HELP, QUIT = "\t", "\r", "\x7f", "\x1bOP", "\x11"
NEXT, CLEAR, SAVE, HOME, DOWN = "\x0e", "\x15", "\x13", "\x1b[H", "\x1b[B"
QUESTIONS = worlds.times(12, 30)
BURSTS = worlds.times(2, 20)
BUSY = worlds.times(0, 2)
"""Other programs that take all the time they can get."""
LONG = 600.0
"""Seconds that a burst may take on a machine that is busy with something else."""


@contextmanager
def a_busy_machine() -> Iterator[None]:
    others = [Process(target=_work, daemon=True) for _ in range(BUSY)]
    for one in others:
        one.start()
    try:
        yield
    finally:
        for one in others:
            one.kill()
            one.join(PATIENCE)


def _work() -> None:
    parent = os.getppid()
    while os.getppid() == parent:  # nor longer than the tests, however they end
        sum(range(100_000))


def in_bursts(terminal: Terminal, keys: list[str], rng: random.Random) -> None:
    """Type keys in bursts of any length, without looking at the screen."""
    at = 0
    while at < len(keys):
        size = rng.choice([1, 2, 3, 5, 30])
        terminal.send("".join(keys[at : at + size]))
        at += size
        until = time.monotonic() + rng.choice([0, 0, 0.01, 0.05, 0.2])
        while time.monotonic() < until:
            terminal.read(0.005)


def answers(rng: random.Random) -> tuple[list[str], set[int]]:
    """Keys for the villages, with slips that are taken back, looks at the article and at the help; what is flagged."""
    keys, flagged = list[str](), set[int]()
    for number in range(1, QUESTIONS + 1):
        name = worlds.village(number)
        at = rng.randint(1, len(name))
        keys += [*name[:at], "x", BACKSPACE, *name[at:]]
        if rng.random() < 0.4:
            flagged.add(number)
            keys += [TAB, "f", TAB]
        elif rng.random() < 0.4:  # flagged from the help, where it is the fourth
            flagged.add(number)
            keys += [HELP, DOWN, DOWN, DOWN, ENTER]
        keys += [ENTER, rng.choice([NEXT, "n"])]
    return [*keys, *"Bo"], flagged


@pytest.mark.parametrize("size", [(40, 120), (24, 70)], ids=["wide", "narrow"])
@pytest.mark.parametrize("burst", range(BURSTS))
def test_asking(tmp_path: Path, tally: Tally, size: tuple[int, int], burst: int) -> None:
    folder = worlds.villages(tmp_path, QUESTIONS + 1)
    rng = random.Random(burst)
    keys, flagged = answers(rng)
    command = quiz("play", "villages", "--learner", worlds.LEARNER)
    with tally("typed ahead"), a_busy_machine():
        with Terminal(command, folder / "home", folder=folder, rows=size[0], columns=size[1]) as terminal:
            if burst % 2:
                terminal.wait_for("What is village 1 called?")
                in_bursts(terminal, [*keys, QUIT], rng)
            else:  # all at once, and before there is anything to see
                terminal.wait_for_keys_to_be_read()
                terminal.send("".join([*keys, QUIT]))
            assert terminal.end(LONG) == 0, terminal.text
        (attempt,) = worlds.kept(folder)
        items = attempt.items
        wrong = [n for n in range(1, QUESTIONS + 1) if items[f"v{n}"].response != Typed(worlds.village(n))]
        assert wrong == []
        assert {n for n in range(1, QUESTIONS + 2) if items[f"v{n}"].flagged} == flagged
        assert items[f"v{QUESTIONS + 1}"].draft == Typed("Bo")


@pytest.mark.parametrize("size", [(40, 120), (24, 70)], ids=["wide", "narrow"])
@pytest.mark.parametrize("burst", range(BURSTS))
def test_writing(tmp_path: Path, tally: Tally, size: tuple[int, int], burst: int) -> None:
    a_library(tmp_path)
    rng = random.Random(burst)
    count = worlds.times(4, 8)
    keys = list[str]()
    for number in range(count):
        keys += [HOME, "s", "w", *f"Prompt {number}", TAB, CLEAR, *f"answer {number}"]
        keys += [SAVE, TAB]
    keys += [SAVE, QUIT]
    command = quiz("author", "harbour", "questions/mine.yaml")
    with tally("typed ahead"), a_busy_machine():
        with Terminal(command, tmp_path, folder=tmp_path, rows=size[0], columns=size[1]) as terminal:
            if burst % 2:
                terminal.wait_for("No questions yet")
                in_bursts(terminal, keys, rng)
            else:
                terminal.wait_for_keys_to_be_read()
                terminal.send("".join(keys))
            assert terminal.end(LONG) == 0, terminal.text
        read = read_source((tmp_path / "questions" / "mine.yaml").read_text(), "mine.yaml")
        written = [(question.prompt, question.answer) for question, _ in read.questions]  # type: ignore[union-attr]
        assert written == [(f"Prompt {number}", f"answer {number}") for number in range(count)]


@pytest.mark.parametrize("burst", range(BURSTS))
def test_joining(tmp_path: Path, tally: Tally, burst: int) -> None:
    """Name, PIN, into the only sitting, an answer: typed before the server has said a word."""
    rng = random.Random(burst)
    with a_school(tmp_path / "school", ["Ada"]) as school:
        school.open()
        keys = [*"Ada", ENTER, *school.slips["Ada"], ENTER, ENTER, "2", "3", ENTER, "1", ENTER, *"2022"]
        command = quiz("join", str(school.join[0]))
        with tally("typed ahead"), a_busy_machine(), Terminal(command, tmp_path, folder=tmp_path) as terminal:
            if burst % 2:
                in_bursts(terminal, keys, rng)
            else:
                terminal.wait_for_keys_to_be_read()
                terminal.send("".join(keys))
            terminal.wait_for(lambda screen: "3/4" in screen and "2022" in screen and "received" in screen)
            terminal.send(QUIT)
            assert terminal.end() == 0
    assert kept(school.folder) == {"Ada": ["23"]}  # and a choice, which is no text


def test_from_the_library(tmp_path: Path, tally: Tally) -> None:
    folder = worlds.villages(tmp_path, 3)
    name = worlds.village(1)
    with tally("typed ahead"):
        with Terminal(quiz(), folder / "home", folder=folder) as terminal:
            terminal.send(ENTER + ENTER + name + ENTER)  # while Python starts, and the terminal makes newlines of Enter
            terminal.wait_for_keys_to_be_read()
            terminal.send(NEXT + "Ba" + QUIT)
            assert terminal.end(LONG) == 0, terminal.text
        (attempt,) = worlds.kept(folder)
        assert attempt.items["v1"].response == Typed(name)
        assert attempt.items["v2"].draft == Typed("Ba")
