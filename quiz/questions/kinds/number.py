"""A figure."""

import random
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from quiz.questions.base import MOST_RESPONSE, Flaw, Question, Sources
from quiz.questions.kinds.typed import NO_KEY, verdict_of
from quiz.questions.response import Response, Typed
from quiz.questions.verdict import Verdict
from quiz.questions.view import TextView

if TYPE_CHECKING:
    from quiz.matching.numbers import NumberKey


class Number(Question, frozen=True, kw_only=True, tag="number"):
    """A typed figure.

    answer: A number, or a range in which any number is right, e.g. `23` or `2.5` or `5..7`
    unit: What it counts; other units of the same kind are converted, e.g. `hours`
    tolerance: How far off is still right, as a number or a share, e.g. `0.5` or `10%`
    derived: How the key follows from the evidence, where it does not stand there itself, e.g. `175 + 175`
    """

    LABEL: ClassVar[str] = "type a number"

    answer: str
    unit: str = ""
    tolerance: str = ""
    derived: str = ""

    def view(self, sources: Sources, rng: random.Random) -> TextView:
        return TextView(**self.common(sources), example="a number, in digits or words")

    def key(self, sources: Sources) -> str:
        return self._in_words

    @cached_property
    def _in_words(self) -> str:
        return f"{self.answer.replace('..', ' to ')} {self.unit}".strip()

    def key_response(self, sources: Sources) -> Typed:
        return Typed(self.key(sources))

    @cached_property
    def _quantity(self) -> "NumberKey | None":
        """The key as grading needs it; None where the author wrote no number."""
        from quiz.matching.numbers import parse_key

        try:
            return parse_key(self.answer, unit=self.unit, tolerance=self.tolerance)
        except ValueError:
            return None

    @cached_property
    def unit_asked(self) -> bool:
        """True where the prompt asks for the unit by name, so that a bare number is not the whole answer."""
        return bool(self.unit) and "unit" in self.prompt.casefold().replace("united", "").split()

    def _grade(self, response: Response, sources: Sources) -> Verdict | None:
        if not isinstance(response, Typed):
            return None
        from quiz.matching.numbers import match_number

        if self._quantity is None:
            return NO_KEY
        text = response.text[:MOST_RESPONSE]
        match = match_number(text, self._quantity, unit_asked=self.unit_asked, prompt=self.prompt)
        return verdict_of(match, self.points, response.text[:MOST_RESPONSE], self._in_words)

    def prove(self, sources: Sources) -> Iterator[Flaw]:
        from quiz.matching.numbers import mentions, parse_key

        if not self.answer.strip():
            yield Flaw(("answer",), "empty-text", "no answer", "write the figure, such as 23")
            return
        try:
            key = parse_key(self.answer, unit=self.unit, tolerance=self.tolerance)
        except ValueError as error:
            what, _, hint = str(error).partition("; ")
            yield Flaw(("answer",), "not-a-number", what, hint or "write digits, such as 23, 2.5 or 5..7")
            return
        if self.derived:
            from quiz.questions.derivation import comes_to, last_sum

            if (one := last_sum(self.derived)) and not comes_to(one, key):
                what = f"{one.written[:60]} is {float(one.value):g}, not {self.answer[:30]}"
                yield Flaw(("derived",), "derivation-wrong", what, "mend the key, or the derivation")
            return
        texts = [one.text for one in self.places(sources)]
        if texts and not any(mentions(text, key) for text in texts):
            from quiz.questions.nearly import like_number

            meant = like_number(self.answer, texts)
            what = f"{self.key(sources)} does not stand in the evidence in any form"
            hint = "quote the words that give the figure, mend the key, or say with derived: how it follows"
            hint = f"did you mean {meant}? If not, {hint}" if meant else hint
            yield Flaw(("answer",), "key-not-in-evidence", what, hint, meant)
