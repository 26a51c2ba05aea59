"""A text with gaps: typed, with choices of their own, or filled from a word bank.

``{energy}`` is a typed gap, ``{30|thirty}`` accepts either, ``{energy ~ nuclear ~ military}`` offers choices (the first
is right), ``{[pho]tograph}`` gives the letters in brackets.
"""

import random
import re
from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar

import msgspec

from quiz.questions.base import MOST_RESPONSE, Flaw, Question, Sources
from quiz.questions.options import shuffled
from quiz.questions.response import Filled, Response
from quiz.questions.scoring import Rule, by_rule
from quiz.questions.verdict import Part, Verdict
from quiz.questions.view import Gap, GapsView

_GAP = r"\{([^{}]*)\}"
_GIVEN = r"(?s)^\[([^\[\]]*)\](.*)$"


class GapKey(msgspec.Struct, frozen=True):
    """A gap's key: accepted[0] is the answer, wrong are its own distractors, given the letters shown."""

    accepted: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    given: str = ""


class Cloze(Question, frozen=True, kw_only=True, tag="cloze"):
    """A text with gaps.

    text: The text, with each gap between braces: {key}, {key|also right}, {right ~ wrong ~ wrong}, or {[Bl]ack} to give
        letters, e.g. `"It lies {south ~ north} of the {Black} Sea."`
    bank: Wrong words; with them all gaps are filled from one word bank, e.g. `[White, Red]`
    max_words: The most words a typed gap takes; 0 or left out for any number, e.g. `1`
    rule: What a partly right answer earns; each if left out, e.g. `all`
    """

    LABEL: ClassVar[str] = "fill the gaps"

    text: str
    bank: tuple[str, ...] = ()
    max_words: int = 0
    rule: Rule = "each"

    @cached_property
    def gaps(self) -> tuple[GapKey, ...]:
        return tuple(_read_gap(found) for found in re.findall(_GAP, self.text))

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """The text around the gaps; one more than there are gaps."""
        return tuple(re.split(_GAP, self.text)[::2])

    def view(self, sources: Sources, rng: random.Random) -> GapsView:
        bank = shuffled([*(gap.accepted[0] for gap in self.gaps), *self.bank], rng) if self.bank else ()
        gaps = tuple(
            Gap(shuffled([gap.accepted[0], *gap.wrong], rng) if gap.wrong else (), gap.given) for gap in self.gaps
        )
        return GapsView(**self.common(sources), pieces=self.pieces, gaps=gaps, bank=bank, max_words=self.max_words)

    def key(self, sources: Sources) -> str:
        return re.sub(_GAP, lambda found: f"[{_read_gap(found.group(1)).accepted[0]}]", self.text)

    def key_response(self, sources: Sources) -> Filled:
        return Filled(tuple(gap.accepted[0] for gap in self.gaps))

    def _grade(self, response: Response, sources: Sources) -> Verdict | None:
        if not isinstance(response, Filled):
            return None
        given = [*response.gaps, *[""] * len(self.gaps)][: len(self.gaps)]
        parts = [
            self._part(number, gap, text[:MOST_RESPONSE], sources)
            for number, (gap, text) in enumerate(zip(self.gaps, given, strict=True), 1)
        ]
        return by_rule(parts, len(self.gaps), self.points, self.rule, "gaps right")

    def _part(self, number: int, gap: GapKey, text: str, sources: Sources) -> Part:
        label = f"gap {number}"
        if not text.strip():
            return Part(label, "not-answered", "", gap.accepted[0])
        if gap.wrong or self.bank:
            return Part(label, "right" if text in gap.accepted else "wrong", text, gap.accepted[0])
        from quiz.matching.phrases import match_gap

        answer, *accept = gap.accepted
        match = match_gap(
            text, answer, accept=accept, given=gap.given, max_words=self.max_words or None, strict=sources.strict
        )
        return Part(label, match.outcome, text, answer, match.note)

    def flaws(self, sources: Sources) -> Iterator[Flaw]:
        from quiz.questions.word_limit import limit_differs
        from quiz.text.normalise import words

        if not self.gaps:
            yield Flaw(("text",), "no-gaps", "no {gap} in the text", "put the words to be filled in between braces")
        for gap in self.gaps:
            if not all(text.strip() for text in (*gap.accepted, *gap.wrong)):
                yield Flaw(("text",), "empty-gap", "a gap with nothing in it", "write its key between the braces")
            if gap.given and gap.given == gap.accepted[0]:
                yield Flaw(("text",), "empty-gap", f"{gap.given!r} is given whole", "leave letters to fill in")
            if len(set(gap.wrong)) < len(gap.wrong):
                yield Flaw(("text",), "options-alike", f"a choice for {gap.accepted[0]!r} stands twice", "remove one")
            if set(gap.accepted) & set(gap.wrong):
                yield Flaw(("text",), "option-is-key", f"{gap.accepted[0]!r} is also a choice", "remove it after the ~")
        if "{" in "".join(self.pieces) or "}" in "".join(self.pieces):
            yield Flaw(("text",), "open-gap", "a brace that opens or closes no gap", "close it, or remove it")
        if self.bank and any(gap.wrong for gap in self.gaps):
            yield Flaw(("bank",), "bank-and-choices", "a word bank and gaps with choices", "keep one of them")
        yield from limit_differs(self.prompt, self.max_words)
        if self.max_words and not self.bank:
            for gap in self.gaps:
                long = [key for key in gap.accepted if len(words(key)) > self.max_words and not gap.wrong]
                if long:
                    what = f"{long[0]!r} has more than {self.max_words} words"
                    yield Flaw(("text",), "key-over-limit", what, "shorten it or raise max_words")
        keys = {gap.accepted[0] for gap in self.gaps}
        for at, word in enumerate(self.bank):
            if word in keys:
                yield Flaw(("bank", at), "option-is-key", f"{word!r} is already the key of a gap", "remove it")


def _read_gap(written: str) -> GapKey:
    head, *wrong = [part.strip() for part in written.split("~")]
    given = ""
    if found := re.match(_GIVEN, head):
        given, rest = found.groups()
        head = given + rest
    accepted = tuple(part.strip() for part in head.split("|"))
    return GapKey(accepted, tuple(wrong), given)
