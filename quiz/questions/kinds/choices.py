"""Several options are right."""

import random
from collections.abc import Iterator
from typing import ClassVar

from quiz.questions.base import Flaw, Option, Question, Sources, option_flaws, reasons, shuffled
from quiz.questions.response import Picked, Response
from quiz.questions.scoring import Rule, by_rule
from quiz.questions.verdict import Part, Verdict
from quiz.questions.view import OptionsView


class Choices(Question, frozen=True, kw_only=True, tag="choices"):
    """answers: the right options. pick: how many the learner is told to pick (0: not told).

    rule: a scoring rule's name, or points by number of right picks.
    """

    LABEL: ClassVar[str] = "pick several"

    answers: tuple[str, ...]
    distractors: tuple[Option, ...]
    pick: int = 0
    rule: Rule | dict[str, float] = "all"

    def view(self, sources: Sources, rng: random.Random) -> OptionsView:
        options = shuffled([*self.answers, *reasons(self.distractors)], rng)
        return OptionsView(**self.common(sources), options=options, pick=self.pick)

    def key(self, sources: Sources) -> str:
        return "\n".join(self.answers)

    def key_response(self, sources: Sources) -> Picked:
        return Picked(self.answers)

    def _grade(self, response: Response, sources: Sources) -> Verdict | None:
        if not isinstance(response, Picked):
            return None
        why = reasons(self.distractors)
        picked = tuple(dict.fromkeys(response.options))
        parts = [
            Part(option, "right", option, option)
            if option in self.answers
            else Part(option, "wrong", option, "", why.get(option, ""))
            for option in picked
        ]
        parts += [Part(key, "not-answered", "", key) for key in self.answers if key not in picked]
        table = {int(count): value for count, value in self.rule.items()} if isinstance(self.rule, dict) else self.rule
        return by_rule(parts, len(self.answers), self.points, table, "right ones picked")

    def flaws(self, sources: Sources) -> Iterator[Flaw]:
        yield from option_flaws(self.answers, self.distractors)
        if len(self.answers) < 2:
            yield Flaw(("answers",), "too-few-keys", "fewer than two answers", "add one, or use kind: choice")
        if len(set(self.answers)) < len(self.answers):
            yield Flaw(("answers",), "options-alike", "an answer stands twice", "remove one of them")
        if self.pick and self.pick != len(self.answers):
            yield Flaw(
                ("pick",),
                "pick-count",
                f"pick: {self.pick}, but there are {len(self.answers)} answers",
                f"write pick: {len(self.answers)}",
            )
        if isinstance(self.rule, dict):
            for count in self.rule:
                if not count.isdecimal() or not 1 <= int(count) <= len(self.answers):
                    yield Flaw(
                        ("rule", count),
                        "rule-table",
                        f"{count!r} is not a number of right answers",
                        f"use 1 to {len(self.answers)}",
                    )
