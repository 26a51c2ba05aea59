"""Lefts to be matched with rights: headings to paragraphs, people to views, beginnings to endings."""

import random
from collections.abc import Iterator
from typing import ClassVar

from quiz.questions.base import Flaw, Question, Sources
from quiz.questions.kinds.grid import key_lines, pair_parts
from quiz.questions.options import shuffled
from quiz.questions.response import Paired, Response
from quiz.questions.scoring import Rule, by_rule
from quiz.questions.verdict import Verdict
from quiz.questions.view import PairsView


class Match(Question, frozen=True, kw_only=True, tag="match"):
    """Lefts to be matched with rights.

    pairs: Each left and its right; two lefts may share one, e.g. `{Paragraph 3: A season for talks, Paragraph 18:
        Trouble at home}`
    extra: Rights that match nothing, so that the last pair is not a gift, e.g. `[A summit without results]`
    rule: What a partly right answer earns; each if left out, e.g. `all`
    """

    LABEL: ClassVar[str] = "match"

    pairs: dict[str, str]
    extra: tuple[str, ...] = ()
    rule: Rule = "each"

    def view(self, sources: Sources, rng: random.Random) -> PairsView:
        rights = shuffled([*self.pairs.values(), *self.extra], rng)
        reuse = len(set(self.pairs.values())) < len(self.pairs)
        # The lefts keep the author's order: "Paragraph 2" belongs before "Paragraph 5".
        return PairsView(**self.common(sources), lefts=tuple(self.pairs), rights=rights, reuse=reuse)

    def key(self, sources: Sources) -> str:
        return key_lines(self.pairs)

    def key_response(self, sources: Sources) -> Paired:
        return Paired(dict(self.pairs))

    def _grade(self, response: Response, sources: Sources) -> Verdict | None:
        if not isinstance(response, Paired):
            return None
        return by_rule(pair_parts(self.pairs, response.pairs), len(self.pairs), self.points, self.rule, "pairs right")

    def flaws(self, sources: Sources) -> Iterator[Flaw]:
        if not all(text.strip() for pair in self.pairs.items() for text in pair):
            yield Flaw(("pairs",), "empty-text", "a pair with nothing on one side", "write it out or remove it")
        if len(self.pairs) < 2:
            yield Flaw(("pairs",), "too-few", "fewer than two pairs", "add one, or use kind: choice")
        used = set(self.pairs.values())
        for at, right in enumerate(self.extra):
            if right in used:
                yield Flaw(("extra", at), "option-is-key", f"{right!r} is used by a pair", "remove it from extra:")
        if len(set(self.extra)) < len(self.extra):
            yield Flaw(("extra",), "options-alike", "an extra stands twice", "remove one of them")
