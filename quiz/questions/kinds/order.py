"""Items to be brought into order: of events, of the text, of steps."""

import random
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import ClassVar, Literal

from quiz.questions.base import Flaw, Question, Sources
from quiz.questions.options import shuffled
from quiz.questions.response import Ordered, Response
from quiz.questions.scoring import number, of_points, whole
from quiz.questions.verdict import Outcome, Part, Verdict
from quiz.questions.view import OrderView

MOST_ITEMS = 50
OrderRule = Literal["all", "position", "pairs", "longest"]


class Order(Question, frozen=True, kw_only=True, tag="order"):
    """Items to be put in order.

    sequence: The items, first to last; a list inside it is a tie, whose items may stand either way, e.g. `[A retreat is
        ordered, [A plan is proposed, Cities are attacked]]`
    rule: What a partly right order earns: nothing (all, if left out), a share for each item in its place (position),
        for pairs in the right order less what chance gives (pairs), or for the longest run in order (longest), e.g.
        `pairs`
    """

    LABEL: ClassVar[str] = "put in order"

    sequence: tuple[str | tuple[str, ...], ...]
    rule: OrderRule = "all"

    @property
    def ranks(self) -> dict[str, int]:
        """Each item's place from 0; the items of a tie share one."""
        found: dict[str, int] = {}
        for rank, step in enumerate(self.sequence):
            for item in (step,) if isinstance(step, str) else step:
                found[item] = rank
        return found

    def view(self, sources: Sources, rng: random.Random) -> OrderView:
        items = shuffled(self.ranks, rng)
        ranks = self.ranks
        while len(items) > 1 and all(ranks[a] <= ranks[b] for a, b in pairwise(items)) and len(set(ranks.values())) > 1:
            items = shuffled(self.ranks, rng)  # an order that is right before anything was done asks nothing
        return OrderView(**self.common(sources), items=items)

    def key(self, sources: Sources) -> str:
        lines = []
        for rank, step in enumerate(self.sequence, 1):
            lines.append(f"{rank}. {step if isinstance(step, str) else ' = '.join(step)}")
        return "\n".join(lines)

    def key_response(self, sources: Sources) -> Ordered:
        return Ordered(tuple(self.ranks))

    def _grade(self, response: Response, sources: Sources) -> Verdict | None:
        if not isinstance(response, Ordered):
            return None
        ranks = self.ranks
        given = tuple(dict.fromkeys(item for item in response.items if item in ranks))
        if len(given) < len(ranks):
            return whole("wrong", self.points, "missing_items", "Some items are not in your order.")
        expected = sorted(ranks.values())
        parts = tuple(
            Part(f"{at}", "right" if ranks[item] == expected[at - 1] else "wrong", item)
            for at, item in enumerate(given, 1)
        )
        if all(part.outcome == "right" for part in parts):
            return Verdict("right", 1.0, "exact", "", parts, f"all {len(given)} in order: {of_points(self.points)}")
        credit, sum_ = self._partial(given, ranks, parts)
        outcome: Outcome = "near" if credit > 0 else "wrong"
        in_place = sum(part.outcome == "right" for part in parts)
        note = f"{in_place} of {len(given)} stand where they belong." if credit > 0 else ""
        line = f"{sum_}; all in order would give {number(self.points)}"
        return Verdict(outcome, credit, "partly" if credit > 0 else "other_order", note, parts, line)

    def _partial(self, given: tuple[str, ...], ranks: dict[str, int], parts: tuple[Part, ...]) -> tuple[float, str]:
        points = of_points(self.points)
        if self.rule == "position":
            right = sum(part.outcome == "right" for part in parts)
            return right / len(given), f"{right} of {len(given)} in place: {right}/{len(given)} x {points}"
        if self.rule == "pairs":
            pairs = [(a, b) for a, b in combinations(given, 2) if ranks[a] != ranks[b]]
            agree = sum(ranks[a] < ranks[b] for a, b in pairs)
            left = max(0, 2 * agree - len(pairs))
            return left / len(
                pairs
            ), f"{agree} of {len(pairs)} pairs in order, chance taken off: {left}/{len(pairs)} x {points}"
        if self.rule == "longest":
            run = _longest([ranks[item] for item in given])
            return (run - 1) / (
                len(given) - 1
            ), f"{run} of {len(given)} in order: {run - 1}/{len(given) - 1} x {points}"
        return 0.0, f"all or nothing: 0 of {points}"

    def flaws(self, sources: Sources) -> Iterator[Flaw]:
        items = [item for step in self.sequence for item in ((step,) if isinstance(step, str) else step)]
        if any(not item.strip() for item in items):
            yield Flaw(("sequence",), "empty-text", "an empty item", "write it out or remove it")
        if len(items) > MOST_ITEMS:
            yield Flaw(("sequence",), "too-many-items", f"{len(items)} items", f"use at most {MOST_ITEMS}")
        if len(items) < 3:
            yield Flaw(("sequence",), "too-few", "fewer than three items", "add one, or use kind: choice")
        if len(set(items)) < len(items):
            yield Flaw(("sequence",), "options-alike", "an item stands twice", "remove one of them")
        if len(self.sequence) < 2:
            yield Flaw(("sequence",), "all-tied", "everything is tied", "leave at least two places in the order")


def _longest(ranks: list[int]) -> int:
    """The length of the longest non-decreasing subsequence (patience sorting, n log n)."""
    from bisect import bisect_right

    tails: list[int] = []
    for rank in ranks:
        at = bisect_right(tails, rank)
        tails[at : at + 1] = [rank]
    return len(tails)
