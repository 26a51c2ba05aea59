"""An answer in the learner's own words, judged by a person against a rubric."""

import random
from collections.abc import Iterator
from typing import ClassVar

import msgspec

from quiz.questions.base import Flaw, Question, Sources
from quiz.questions.response import Response, Typed
from quiz.questions.scoring import number, whole
from quiz.questions.verdict import Verdict
from quiz.questions.view import TextView


class Criterion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that earns points.

    points: What it earns, e.g. `1`
    text: What an answer must have to earn it, e.g. `The argument is put down to Keir Giles.`
    """

    points: float
    text: str


class Open(Question, frozen=True, kw_only=True, tag="open"):
    """An answer in the learner's own words, judged by a person.

    rubric: What earns how many points; they add up to the question's points, e.g. `[{points: 1, text: It names the
        storm.}]`
    model: An answer that earns them all, e.g. `The storm sank the ferry.`
    """

    LABEL: ClassVar[str] = "write an answer"

    rubric: tuple[Criterion, ...]
    model: str = ""

    def view(self, sources: Sources, rng: random.Random) -> TextView:
        # The rubric's texts hold the key; the learner sees them when assessing, not when answering.
        return TextView(**self.common(sources), long=True)

    def key(self, sources: Sources) -> str:
        lines = [f"{number(one.points)}: {one.text}" for one in self.rubric]
        return "\n".join([*lines, *([f"For example: {self.model}"] if self.model else [])])

    def key_response(self, sources: Sources) -> Typed:
        return Typed(self.model or " ".join(one.text for one in self.rubric))

    def _grade(self, response: Response, sources: Sources) -> Verdict | None:
        if not isinstance(response, Typed):
            return None
        return whole("open", self.points, "to_assess")

    def flaws(self, sources: Sources) -> Iterator[Flaw]:
        if not self.rubric:
            yield Flaw(("rubric",), "no-rubric", "an empty rubric", "say what earns the points")
        for at, one in enumerate(self.rubric):
            if not 0 < one.points <= 100:
                yield Flaw(("rubric", at), "bad-points", f"points: {one.points:g}", "use more than 0, at most 100")
            if not one.text.strip():
                yield Flaw(("rubric", at), "empty-text", "an empty criterion", "say what earns the points")
        total = sum(one.points for one in self.rubric)
        if self.rubric and all(0 < one.points <= 100 for one in self.rubric) and abs(total - self.points) > 1e-9:
            yield Flaw(
                ("rubric",),
                "rubric-sum",
                f"the rubric's points add up to {number(total)}, the question has {number(self.points)}",
                f"write points: {number(total)}, or change the rubric",
            )
