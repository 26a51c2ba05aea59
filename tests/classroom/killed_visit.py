"""A learner's program that answers, is killed before anything is sent, and never hears of it.

``python -m tests.classroom.killed_visit LINE NAME PIN HOME``: ends by ``kill -9`` once an answer and a draft of the
sitting "monday" are saved here. In a program of its own and not in a fork of the tests: what goes wrong in a fork goes
on as the tests, which then exist twice, and both wait for ever.
"""

import os
import signal
import sys
from pathlib import Path

from quiz.classroom.address import read_join_line
from quiz.classroom.client.visit import Visit
from quiz.questions.response import Typed
from tests.classroom.clients import card_of


def main(line: str, name: str, pin: str, home: str) -> None:
    visit = Visit(read_join_line(line), Path(home))
    visit.log_in(name, pin)
    desk = visit.open(card_of(visit))
    desk.delivery.online = False
    desk.delivery._stopping = True  # nothing is sent any more
    desk.answer("q1", Typed("23")).receipt.result(30)
    desk.draft("q2", Typed("Mira")).result(30)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
