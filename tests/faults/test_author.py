"""``quiz author`` in a real terminal: a set from nothing to a learner, and ``kill -9`` in the middle of writing one."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

from quiz.questions.source import read_source
from tests.effort import slowness
from tests.tui.stage import a_library
from tests.waiting import run_to_end

from . import worlds
from .terminal import Terminal, clean_environment, quiz

MOMENTS = worlds.times(2, 60)
LAST = 1.0
"""Seconds before the kill whose keys may be lost."""

RIGHT, DRAW, TAB, ENTER, DELETE = "\x1b[C", "\x1b[1;2C", "\t", "\r", "\x1b[3~"
SAVE, LOOK, QUIT, CLEAR = "\x13", "\x1bOR", "\x11", "\x15"


def author(folder: Path) -> Terminal:
    return Terminal(quiz("author", "harbour", "questions/mine.yaml"), folder, folder=folder)


def run(folder: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return run_to_end(
        quiz(*arguments), cwd=folder, env=clean_environment(folder), input=typed, capture_output=True, text=True
    )


def test_a_set_from_nothing_to_a_learner(tmp_path: Path) -> None:
    a_library(tmp_path)
    with author(tmp_path) as terminal:
        terminal.wait_for("No questions yet")
        # "6 May 2024" is the sixth word on; drawn, and asked about as a date.
        terminal.send(RIGHT * 6 + DRAW * 2)
        terminal.wait_for("■ 6 May 2024")
        terminal.send("d")
        terminal.wait_for("2024-05-06")
        terminal.send("When did the harbour open?" + TAB * 3)
        terminal.send("The first sentence gives the day.")
        terminal.wait_for(lambda text: "● No problem" in text and "gives the day." in text)
        terminal.send(SAVE)
        terminal.wait_for("1 question ")
        # Its second sentence, as a number.
        terminal.send(TAB)
        terminal.wait_for("a ask about it")
        terminal.send(RIGHT * 3)
        terminal.wait_for("■ 23")
        terminal.send("sn")
        terminal.wait_for("2 · number")
        terminal.send("How many million crowns did it cost?" + TAB)
        terminal.wait_for("23000000")
        terminal.send(CLEAR)
        terminal.wait_for(lambda text: "23000000" not in text)
        terminal.send("23" + TAB)
        terminal.wait_for("││ 23 ")
        terminal.send(CLEAR)
        terminal.wait_for("││ hours, %")
        terminal.send("million crowns" + TAB * 2 + "The mayor says so.")
        terminal.wait_for(lambda text: "● No problem" in text and "The mayor says so." in text)
        terminal.send(LOOK)
        terminal.wait_for("Type a number, in digits or words.")
        terminal.send("\x1b")
        terminal.wait_for("ctrl+s keep")
        terminal.send(SAVE)
        terminal.wait_for("2 questions")
        # And a statement about the next paragraph, by the menu.
        terminal.send(TAB)
        terminal.wait_for("a ask about it")
        terminal.send("\x1b[B" * 2)
        terminal.wait_for("■ Nobody")
        terminal.send("s")
        terminal.wait_for("■ Nobody had expected it before noon.")
        terminal.send("a")
        terminal.wait_for("true, false or not given")
        terminal.send("t")
        terminal.wait_for("3 · statement")
        terminal.send("The ship had been expected for one o'clock." + TAB)
        terminal.wait_for("one o'clock.")
        terminal.send(RIGHT * 2)
        terminal.wait_for("● not given")
        terminal.send(TAB * 3)
        terminal.send("Not before noon; the hour is left out." + TAB)
        terminal.wait_for("the hour is left")
        terminal.send(RIGHT * 4)
        terminal.wait_for("● place")
        terminal.send(TAB)
        terminal.send(RIGHT * 3)
        terminal.wait_for("● evaluate")
        terminal.wait_for("● No problem")
        terminal.send(SAVE)
        terminal.wait_for("3 questions")
        terminal.send(SAVE)
        terminal.wait_for("mine.yaml: saved")
        terminal.send("\x1b")
        assert terminal.end() == 0
        assert terminal.left_over() == []
        assert terminal.screen.strange == []
    checked = run(tmp_path, "check", "questions/mine.yaml")
    assert (checked.returncode, checked.stdout) == (0, "")
    played = run(tmp_path, "play", "--plain", "questions/mine.yaml", typed="6 May 2024\n23\n3\n")
    assert played.stdout.count("Right") == 3, played.stdout


def test_killed_while_writing_hardly_a_key_is_lost_and_no_question(tmp_path: Path) -> None:
    rng = random.Random(7)
    a_library(tmp_path)
    kept = 0
    for moment in range(MOMENTS):
        with author(tmp_path) as terminal:
            terminal.wait_for(f"{kept} question" if kept else "No questions yet")
            terminal.send("\x1b[Hs")
            terminal.wait_for("■ The harbour of Brack opened")
            terminal.send("w")
            terminal.wait_for(f"{kept + 1} · short")
            terminal.send(f"Prompt {moment}")
            terminal.wait_for(f"Prompt {moment}")
            terminal.send(SAVE)
            kept += 1
            terminal.wait_for(f"{kept} question")
            terminal.wait_for(lambda text: text.splitlines()[-2].rstrip().endswith("kept"))
            terminal.send(TAB)
            terminal.wait_for("a ask about it")
            terminal.send("w")
            terminal.wait_for(f"{kept + 1} · short")
            seen = [(0.0, "")]
            until = time.monotonic() + rng.uniform(0.2, 1.5)
            for n in range(40):
                typed = "".join("abcdefghijklmnopqrstuvwxyz"[(moment + k) % 26] for k in range(n + 1))
                terminal.send(typed[-1])
                terminal.wait_for(typed)
                seen.append((time.monotonic(), typed))
                if time.monotonic() > until:
                    break
            os.kill(terminal.app, signal.SIGKILL)
            killed = time.monotonic()
            assert terminal.end() == 128 + signal.SIGKILL
            assert "goes on from there" in terminal.text
            assert terminal.left_over() == []
        assert not (tmp_path / "questions" / "mine.yaml").exists()
        with author(tmp_path) as terminal:
            terminal.wait_for(f"{kept + 1} · short")
            terminal.wait_for("ctrl+s keep")
            lost = [when for when, typed in seen[1:] if typed not in terminal.text]
            assert killed - lost[0] <= LAST * slowness() if lost else True
            terminal.send("\x1b")  # the form goes, what was kept before stays
            screen = terminal.wait_for(lambda text: "Drop it" in text or "enter edit" in text)
            if "Drop it" in screen:
                terminal.send("y")
            terminal.wait_for(f"Prompt {moment}")
            if moment + 1 < MOMENTS:
                terminal.send(QUIT)
            else:
                terminal.send(SAVE)
                terminal.wait_for("mine.yaml: saved")
                terminal.send("\x1b")
            assert terminal.end() == 0
    read = read_source((tmp_path / "questions" / "mine.yaml").read_text(), "mine.yaml")
    assert [question.prompt for question, _ in read.questions] == [f"Prompt {n}" for n in range(MOMENTS)]
    assert not list((tmp_path / "data" / "writing").glob("*.jsonl"))


def test_a_signal_keeps_the_form(tmp_path: Path) -> None:
    a_library(tmp_path)
    for number in (signal.SIGTERM, signal.SIGHUP):
        with author(tmp_path) as terminal:
            terminal.wait_for("select")
            if number is signal.SIGTERM:
                terminal.send("w")
                terminal.wait_for("1 · short")
            terminal.send(f"{number.name}!")
            terminal.wait_for(f"{number.name}!")
            os.kill(terminal.app, number)  # at once, before the pause after which it is kept anyway
            assert terminal.end() == 128 + number
    with author(tmp_path) as terminal:
        terminal.wait_for("SIGHUP!")
        terminal.wait_for("SIGTERM!")
