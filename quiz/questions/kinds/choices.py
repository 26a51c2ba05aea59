"""Several options are right."""

import random
from collections.abc import Iterator
from typing import ClassVar

from quiz.questions.base import Flaw, Question, Sources
from quiz.questions.options import Option, option_flaws, reasons, shuffled
from quiz.questions.response import Picked, Response
from quiz.questions.scoring import Rule, by_rule
from quiz.questions.verdict import Part, Verdict
from quiz.questions.view import OptionsView


class Choices(Question, frozen=True, kw_only=True, tag="choices"):
    """Several options are right.

    answers: The right options, two or more, e.g. `[It stays, It grows]`
    distractors: The wrong options, each as its text or as its text, a colon and why it is wrong, e.g. `[It ends: Nobody
        says so.]`
    pick: How many the learner is told to pick: as many as there are answers; not told if left out, e.g. `2`
    rule: What a partly right answer earns; or points by number of right picks; all if left out, e.g.
        `right-minus-wrong` or `{2: 2, 1: 1}`
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
            yield Flaw(("answers",), "too-few", "fewer than two answers", "add one, or use kind: choice")
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
            yield from _table_flaws(self.rule, len(self.answers))


def _table_flaws(table: dict[str, float], keys: int) -> Iterator[Flaw]:
    """A table must give more for more right answers, and most for all of them."""
    known = True
    for count in table:
        if count not in map(str, range(1, keys + 1)):
            known = False
            yield Flaw(
                ("rule", count), "rule-table", f"{count[:20]!r} is not a number of right answers", f"use 1 to {keys}"
            )
    if not known:
        return
    if str(keys) not in table:
        yield Flaw(
            ("rule",), "rule-table", f"the table does not say what all {keys} earn", f"add {keys}: and its points"
        )
    values = [table[count] for count in sorted(table, key=int)]
    if not all(0 < value <= 100 for value in values) or values != sorted(values):
        yield Flaw(("rule",), "rule-table", "points that do not grow with the right answers", "give more for more")
