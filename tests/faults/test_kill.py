"""``kill -9`` at random moments while answers are typed: every answer shown as saved is there, and the draft too."""

import os
import random
import re
import signal
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from quiz.questions.response import Typed
from tests.effort import slowness

from . import worlds
from .terminal import Terminal

MOMENTS = worlds.times(10, 500)
QUESTIONS = 3_000
LAST = 1.0
"""Seconds before the kill whose keys may be lost."""


class Typist:
    """Types right answers and remembers what the screen has shown of them."""

    def __init__(self, terminal: Terminal, number: int, typed: str, rng: random.Random, until: float) -> None:
        self.terminal, self.rng, self.until = terminal, rng, until
        self.number = number
        self.saved: list[int] = []
        self.seen = [(0.0, typed)]
        """When the screen first showed what of the present answer."""
        self.given = False

    def type(self) -> None:
        """Go on until the time is over, be it in the middle of a word, of saving or of going to the next question."""
        while True:
            typed = self.seen[-1][1]
            answer = worlds.village(self.number)
            for at in range(len(typed), len(answer)):
                if not self._key(answer[at], field(answer[: at + 1])):
                    return
                self.seen.append((time.monotonic(), answer[: at + 1]))
            self.given = True
            if not self._key("\r", self._is_saved):
                return
            self.saved.append(self.number)
            if not self._key("\x0e", self._is_next):
                return
            self.number, self.seen, self.given = self.number + 1, [(0.0, "")], False

    def _key(self, key: str, wanted: Callable[[str], object]) -> bool:
        """Press a key and wait for its effect; False where the time was over first."""
        pause = time.monotonic() + self.rng.uniform(0, 0.06)
        while time.monotonic() < min(pause, self.until):
            self.terminal.read(0.005)
        if time.monotonic() >= self.until:
            return False
        self.terminal.send(key)
        while True:
            screen = self.terminal.text
            if wanted(screen):
                return True
            if time.monotonic() >= self.until:
                return False
            self.terminal.read(0.02)

    def _is_saved(self, screen: str) -> bool:
        return "Right" in screen and screen.splitlines()[-2].rstrip().endswith("saved")

    def _is_next(self, screen: str) -> bool:
        return f"What is village {self.number + 1} called?" in screen and "enter answer" in screen


def field(text: str) -> Callable[[str], object]:
    """Whether a screen shows a text, and no more, where the answer is typed."""
    return re.compile(rf"││ {text} *│").search


def test_killed_while_typing_nothing_shown_as_saved_is_lost(tmp_path: Path) -> None:
    rng = random.Random(4)
    folder = worlds.villages(tmp_path, min(QUESTIONS, 60 + 3 * MOMENTS))
    number, draft = 1, ""
    lost_characters, lost_seconds = [], []
    for moment in range(MOMENTS):
        with worlds.play(folder, "villages", "--seed", "1") as terminal:
            # The same question again, with what was typed.
            terminal.wait_for(f"What is village {number} called?")
            if draft:
                terminal.wait_for(field(draft))
            terminal.wait_for("enter answer")
            typist = Typist(terminal, number, draft, rng, time.monotonic() + rng.uniform(0, 1.5))
            typist.type()
            os.kill(terminal.app, signal.SIGKILL)
            killed = time.monotonic()
            assert terminal.end() == 128 + signal.SIGKILL
            assert terminal.left_over() == []
        (attempt,) = worlds.kept(folder)
        for done in typist.saved:
            item = attempt.items[f"v{done}"]
            assert item.response == Typed(worlds.village(done)), f"answer {done} is lost at moment {moment}"
            assert item.verdict is not None
            assert item.verdict.right
        number = int(attempt.here[1:])
        item = attempt.items[attempt.here]
        if item.answered:  # committed, and the program killed before the screen could go on
            assert number == typist.number
            draft = ""
            number = _go_on(folder, number)
            continue
        kept = item.draft.text if isinstance(item.draft, Typed) else ""
        if number == typist.number:
            last = typist.seen[-1][1]
            assert last.startswith(kept) or worlds.village(number).startswith(kept)
            lost = [when for when, typed in typist.seen if len(typed) > len(kept)]
            lost_characters.append(max(0, len(last) - len(kept)))
            lost_seconds.append(killed - lost[0] if lost else 0.0)
            assert lost_seconds[-1] <= LAST * slowness(), f"{last!r} was shown, {kept!r} is kept"
            assert lost_characters[-1] <= 40
        else:
            assert number == typist.number + 1  # the next question was begun, its screen not yet seen
        draft = kept
    assert lost_characters
    middle, most = statistics.median(lost_characters), max(lost_seconds)
    print(f"kill -9: {MOMENTS} moments, {number - 1} answers, lost keys of the last {most:.2f} s, median {middle} keys")


def _go_on(folder: Path, number: int) -> int:
    """Leave the question that is answered, in order; the number of the next."""
    with worlds.play(folder, "villages") as terminal:
        terminal.wait_for(f"What is village {number} called?")
        terminal.wait_for("Right")
        terminal.send("\x0e")
        terminal.wait_for(f"What is village {number + 1} called?")
        terminal.send("\x11")
        assert terminal.end() == 0
    return number + 1
