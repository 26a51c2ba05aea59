"""A figure."""

import random
from collections.abc import Iterator
from typing import ClassVar

from quiz.questions.base import MOST_RESPONSE, Flaw, Question, Sources
from quiz.questions.kinds.typed import verdict_of
from quiz.questions.response import Response, Typed
from quiz.questions.verdict import Verdict
from quiz.questions.view import TextView


class Number(Question, frozen=True, kw_only=True, tag="number"):
    """answer: a number, or low..high. unit: what it counts, converted within its kind. tolerance: 0.5, or 10%.

    derived: how the key follows from the evidence, where it does not stand there itself (175 + 175).
    """

    LABEL: ClassVar[str] = "type a number"

    answer: str
    unit: str = ""
    tolerance: str = ""
    derived: str = ""

    def view(self, sources: Sources, rng: random.Random) -> TextView:
        return TextView(**self.common(sources), example="a number, in digits or words")

    def key(self, sources: Sources) -> str:
        return f"{self.answer} {self.unit}".strip()

    def key_response(self, sources: Sources) -> Typed:
        answer = self.answer.replace("..", " to ") if ".." in self.answer else self.answer
        return Typed(f"{answer} {self.unit}".strip())

    @property
    def unit_asked(self) -> bool:
        """True where the prompt asks for the unit by name, so that a bare number is not the whole answer."""
        return bool(self.unit) and "unit" in self.prompt.casefold().replace("united", "").split()

    def _grade(self, response: Response, sources: Sources) -> Verdict | None:
        if not isinstance(response, Typed):
            return None
        from quiz.matching.numbers import match_number, parse_key

        key = parse_key(self.answer, unit=self.unit, tolerance=self.tolerance)
        match = match_number(response.text[:MOST_RESPONSE], key, unit_asked=self.unit_asked)
        return verdict_of(match, self.points, response.text[:MOST_RESPONSE], self.key(sources))

    def prove(self, sources: Sources) -> Iterator[Flaw]:
        from quiz.matching.numbers import mentions, parse_key

        try:
            key = parse_key(self.answer, unit=self.unit, tolerance=self.tolerance)
        except ValueError as error:
            yield Flaw(("answer",), "not-a-number", str(error), "write digits, such as 23, 2.5 or 5..7")
            return
        if self.derived:
            return
        places = self.places(sources)
        if places and not any(mentions(one.text, key) for one in places):
            yield Flaw(
                ("answer",),
                "key-not-in-evidence",
                f"{self.key(sources)} does not stand in the evidence in any form",
                "quote the words that give the figure, mend the key, or say with derived: how it follows",
            )
