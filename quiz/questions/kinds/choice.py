"""One of several options is right (or, with ``except``, the one that is not so)."""

import random
from collections.abc import Iterator
from typing import ClassVar

import msgspec

from quiz.questions.base import Flaw, Question, Sources
from quiz.questions.options import Option, option_flaws, reasons, shuffled
from quiz.questions.response import Picked, Response
from quiz.questions.scoring import whole
from quiz.questions.verdict import Part, Verdict
from quiz.questions.view import OptionsView


class Choice(Question, frozen=True, kw_only=True, tag="choice", rename={"except_": "except"}):
    """One of several options is right.

    answer: The right option, e.g. `It will stay much as it is`
    distractors: The other options, each as its text or as its text, a colon and why it is wrong, e.g. `["It will
        change", It will end: The article speaks of no end.]`
    except: Whether the prompt asks for what is NOT so; then the answer is the odd one out, e.g. `true`
    """

    LABEL: ClassVar[str] = "pick one"

    answer: str
    distractors: tuple[Option, ...]
    except_: bool = msgspec.field(default=False)

    def view(self, sources: Sources, rng: random.Random) -> OptionsView:
        options = shuffled([self.answer, *reasons(self.distractors)], rng)
        return OptionsView(**self.common(sources), options=options)

    def key(self, sources: Sources) -> str:
        return self.answer

    def key_response(self, sources: Sources) -> Picked:
        return Picked((self.answer,))

    def _grade(self, response: Response, sources: Sources) -> Verdict | None:
        if not isinstance(response, Picked):
            return None
        why = reasons(self.distractors)
        if len(response.options) > 1:
            return whole("wrong", self.points, "two_answers", "Only one option can be picked.")
        (picked,) = response.options
        if picked == self.answer:
            return whole("right", self.points, "exact")
        note = why.get(picked, "")
        part = Part(picked, "wrong", picked, self.answer, note)
        return whole("wrong", self.points, "distractor" if picked in why else "no_such_option", "", [part])

    def flaws(self, sources: Sources) -> Iterator[Flaw]:
        yield from option_flaws((self.answer,), self.distractors)
