"""Short makers of events for the store's tests."""

import os

from quiz.attempts.events import Answered, Body, Drafted, Event, Finished, Started
from quiz.questions.response import Typed
from quiz.questions.verdict import Verdict

RIGHT = Verdict("right", 1.0, "exact")


def new_id() -> str:
    return os.urandom(16).hex()


def started(learner: str = "l1", questions: int = 3) -> Started:
    return Started(learner, "march", "The call", ("one",), {f"q{n}": 1.0 for n in range(questions)}, 7, "practice")


def draft(text: str, question: str = "q0") -> Drafted:
    return Drafted(question, Typed(text))


def answer(text: str, question: str = "q0", earned: float = 1.0) -> Answered:
    return Answered(question, Typed(text), 1.0, earned, RIGHT)


def an_attempt(*bodies: Body, attempt: str | None = None, first: int = 0, at: int = 1_000_000) -> list[Event]:
    attempt = attempt or new_id()
    return [
        Event(new_id(), attempt, first + n, at + n * 1000, (first + n) * 1000, body) for n, body in enumerate(bodies)
    ]


def a_finished_attempt(learner: str = "l1") -> list[Event]:
    return an_attempt(started(learner), draft("2"), answer("23"), Finished("learner"))
