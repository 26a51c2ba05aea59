"""What learners of a sitting say was right, and what its teacher decides about it."""

from collections.abc import Callable
from typing import Literal

from quiz.classroom.mending import Claim, Claims, Regraded, Rule
from quiz.classroom.server.direct import Office


class Rulings:
    """Calls of the class; each may take a while and raise QuizError."""

    def __init__(self, office: Callable[[], Office], sitting: str) -> None:
        """sitting: its id or name."""
        self._office, self._sitting = office, sitting

    def claims(self) -> tuple[Claim, ...]:
        return self._office().get("claims", Claims, sitting=self._sitting).claims

    def decide(self, code: str, decision: Literal["accepted", "refused"]) -> int:
        """For all who gave this answer; how many learners it concerns."""
        return len(self._office().post("rule", Rule(self._sitting, decision, answer=code), Regraded).changes)
