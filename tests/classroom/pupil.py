"""A learner at a real terminal: the program in a pty, the keys, and a diary of what the screen has said."""

import os
import re
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from tests.faults.terminal import Terminal, quiz

NUMBER = re.compile(r"(\d+)/(\d+)   test")
STUCK = 90.0
"""Seconds without anything new after which a learner is given up: a loaded machine is slow, not dead."""


class Pupil:
    """Goes from the login to the receipt, one small step at a time; may be killed and begin again at any moment."""

    def __init__(self, name: str, pin: str, line: str, home: Path, prefix: Sequence[str] = ()) -> None:
        self.name, self.pin, self.home = name, pin, home
        self._command = [*prefix, *quiz("join", line)]
        self.given: dict[int, list[str]] = {}
        """What was answered, by question: a learner who finds a question open again answers it once more."""
        self.saved: dict[int, str] = {}
        """Of that, the latest that the screen has shown as saved here."""
        self.received: dict[int, str] = {}
        """And as received."""
        self.receipt = ""
        self.deaths = 0
        self.raw = b""
        self._tries = 0
        self._typing = ""
        self._sent = ""
        self._moved = time.monotonic()
        self._seen = ""
        self.terminal = self._start()

    def _start(self) -> Terminal:
        self.home.mkdir(parents=True, exist_ok=True)
        return Terminal(self._command, self.home, folder=self.home, rows=24, columns=80)

    @property
    def done(self) -> bool:
        return bool(self.receipt)

    @property
    def answered(self) -> int:
        return len(self.given)

    def kill(self) -> None:
        """``kill -9`` the app; begin again."""
        os.kill(self.terminal.app, signal.SIGKILL)
        self.terminal.end()
        self._close()
        self.deaths += 1
        self._typing = self._sent = ""
        self.terminal = self._start()

    def _close(self) -> None:
        self.raw += self.terminal.raw
        self.terminal.__exit__()

    def leave(self) -> None:
        self._close()

    # One step

    def step(self) -> None:
        """Look at the screen and press what it asks for, if it asks for anything new."""
        screen = self.terminal.text
        assert self.terminal.running(), f"{self.name} ended with {self.terminal.code()}:\n{screen}"
        if screen != self._seen:
            self._seen, self._moved = screen, time.monotonic()
        assert time.monotonic() - self._moved < STUCK, f"{self.name} is stuck at\n{screen}"
        keys, sign = self._wish(screen)
        if keys and (sign != self._sent):
            self._sent = sign
            self.terminal.send(keys)

    def _wish(self, screen: str) -> tuple[str, str]:
        """Keys, and a sign of what they are for: the same is not pressed twice."""
        if "PIN:" in screen:
            return self._door(screen)
        if "Received." in screen and "Receipt" in screen:
            self.receipt = re.search(r"Receipt (\S+)", screen)[1]  # type: ignore[index]
            self._note(0, "received")
            return "", ""
        if "Your teacher has opened:" in screen or ("You are in." in screen and "handed in" in screen):
            return "\r", f"room {time.monotonic() // 3}"
        if "Go on here?" in screen:
            return "y", f"take {self.deaths}"
        if "Hand in with" in screen:
            return "n\x0e", f"not yet {len(self.given)}"
        if "Hand in?" in screen:
            return "y", "hand in"
        number = NUMBER.search(screen.partition("\n")[0])
        return self._question(screen, int(number[1])) if number else ("", "")

    def _door(self, screen: str) -> tuple[str, str]:
        if "Logging in" in screen:
            return "", ""
        lines = [line.strip(" │") for line in screen.splitlines()]
        filled = lines[next(at for at, line in enumerate(lines) if line.startswith("Code name")) + 1]
        if not filled:
            return self.name, f"name {self.deaths}"
        if filled != self.name:
            return "", ""
        said = " ".join(lines)
        if re.search(r"[Ww]ait \d+ second", said):
            return "", ""
        if "Enter tries again" in said:
            return "\r", f"pin {time.monotonic() // 3}"
        if re.search(r"does not answer|cannot be reached|No class|goes away", said):  # it stands there still
            return "\r", f"pin {time.monotonic() // 3}"
        return f"\r{self.pin}\r", f"pin {self.deaths}"

    def _question(self, screen: str, number: int) -> tuple[str, str]:
        self._note(number, screen.splitlines()[-2].rstrip() if len(screen.splitlines()) > 1 else "")
        if "■ Answered" in screen:
            return "\x0e", f"on from {number} {self.deaths} {self._tries}"
        if "enter answer" not in screen or self._sent.startswith(f"give {number} "):
            return "", ""
        typed = f"{self.name.lower().replace(' ', '')}q{number}v{self._tries}"
        lines = [line.strip(" │") for line in screen.splitlines()]
        if "Type a few words." not in lines:  # something is in front of it
            return "", ""
        field = lines[lines.index("Type a few words.") + 1]
        if self._typing != f"{number} {self._tries}":
            if field:  # a draft of an earlier life: to the end of the line, and nothing before it
                return "\x05\x15", f"clear {field}"
            self._typing = f"{number} {self._tries}"
            return typed, f"type {number} {self._tries}"
        if field != typed:
            return "", ""
        self.given.setdefault(number, []).append(typed)
        sign = f"give {number} {self._tries}"
        self._tries += 1
        self._typing = ""
        return "\r", sign

    def _note(self, here: int, word: str) -> None:
        """What the screen says of everything given so far."""
        said = "received" if word.endswith("received") else "saved here" if word.endswith("saved here") else ""
        for number, texts in self.given.items():
            if number != here and said:
                self.saved[number] = texts[-1]
                if said == "received":
                    self.received[number] = texts[-1]

    def missing(self, kept: dict[int, str]) -> list[str]:
        """What was shown as safe and is not among the answers kept, nor replaced by what was given later."""
        found = []
        for number, claimed in self.saved.items():
            texts = self.given[number]
            if kept.get(number) not in texts[texts.index(claimed) :]:
                found.append(
                    f"{self.name}, question {number}: {claimed!r} was shown as safe, {kept.get(number)!r} is kept"
                )
        return found
