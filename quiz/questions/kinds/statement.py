"""A statement to be judged by the text: true, false or not given; yes, no or not given for a person's views."""

import random
from collections.abc import Iterator
from typing import ClassVar, Literal

from quiz.questions.base import Flaw, Question, Sources
from quiz.questions.response import Picked, Response
from quiz.questions.scoring import whole
from quiz.questions.verdict import Part, Verdict
from quiz.questions.view import OptionsView

Scale = Literal["true-false-not-given", "true-false", "yes-no-not-given"]
SCALES: dict[str, tuple[str, ...]] = {
    "true-false-not-given": ("true", "false", "not given"),
    "true-false": ("true", "false"),
    "yes-no-not-given": ("yes", "no", "not given"),
}


class Statement(Question, frozen=True, kw_only=True, tag="statement"):
    """The prompt is a statement, to be judged by the text. The scale is never shuffled.

    answer: One word of the scale; not given means that the article neither says so nor says otherwise, e.g. `not given`
    scale: Which answers there are; true-false-not-given if left out, yes-no-not-given for a person's views, e.g.
        `true-false`
    """

    LABEL: ClassVar[str] = "judge a statement"

    answer: Literal["true", "false", "not given", "yes", "no"]
    scale: Scale = "true-false-not-given"

    def view(self, sources: Sources, rng: random.Random) -> OptionsView:
        return OptionsView(**self.common(sources), options=SCALES[self.scale])

    def key(self, sources: Sources) -> str:
        return self.answer

    def key_response(self, sources: Sources) -> Picked:
        return Picked((self.answer,))

    def _grade(self, response: Response, sources: Sources) -> Verdict | None:
        if not isinstance(response, Picked):
            return None
        if len(response.options) > 1:
            return whole("wrong", self.points, "two_answers", "Only one can be picked.")
        (picked,) = response.options
        if picked == self.answer:
            return whole("right", self.points, "exact")
        # "false" for what the text does not say, or the other way round, is the classic slip of this kind.
        mixed = "not given" in (picked, self.answer)
        reason = "contradicted_or_unsaid" if mixed else "opposite"
        return whole("wrong", self.points, reason, "", [Part(picked, "wrong", picked, self.answer)])

    def flaws(self, sources: Sources) -> Iterator[Flaw]:
        if self.answer not in SCALES[self.scale]:
            yield Flaw(
                ("answer",),
                "key-not-option",
                f"{self.answer!r} is not on the scale {self.scale}",
                f"use {', '.join(SCALES[self.scale])}, or change scale:",
            )
