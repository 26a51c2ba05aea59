"""A program that puts events into an outbox and says ``ACK n`` once event n is saved here; for power cuts."""

import os
import sys
from pathlib import Path

from quiz.attempts.events import Answered
from quiz.classroom.box import Label
from quiz.classroom.client.outbox import Outbox
from quiz.classroom.client.shelves import open_outbox
from quiz.questions.response import Typed

OWNER = ("server", "3b", "learner")
ATTEMPT, KEY, TERMINAL = "a" * 32, "5e" * 32, "7" * 32


def nothing() -> None:
    pass


def a_label(terminal: str = TERMINAL, fence: int = 1) -> Label:
    return Label(ATTEMPT, terminal, fence, os.urandom(16).hex())


def an_outbox(folder: Path, *, terminal: str = TERMINAL, fence: int = 1, key: str = KEY) -> Outbox:
    outbox, strays = open_outbox(folder, OWNER, a_label(terminal, fence), key, nothing)
    assert strays == []
    return outbox


def an_answer(number: int, text: str = "") -> Answered:
    return Answered(f"q{number}", Typed(text or f"answer {number}"), 1.0, 0.0, None, False)


def main(folder: Path, count: int) -> None:
    outbox = an_outbox(folder)
    for number in range(count):
        outbox.put(f"{number:032x}", 1000 + number, number, an_answer(number)).result()
        sys.stdout.write(f"ACK {number}\n")
        sys.stdout.flush()
        if number % 5 == 4:  # the server has the first of what waits
            outbox.settle({f"{number - 4:032x}"})
    outbox.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
