"""How an attempt unfolds: when feedback shows, what may be taken back, what hints and tries cost.

What is asked and how it is sat are two ideas: no question knows of a mode, and no rule here knows of a kind.
"""

from collections.abc import Sequence

import msgspec

from quiz.attempts.attempt import Item, is_free_retry
from quiz.attempts.events import Mode
from quiz.errors import NotAllowed
from quiz.questions.response import Response, is_empty
from quiz.questions.scoring import number
from quiz.questions.verdict import Verdict
from quiz.questions.view import Gate

TRY_COST = 1 / 3
"""The share of the points that each further try costs, as in Moodle's "interactive with multiple tries"."""

GRACE = 2_000
"""Milliseconds after the end of the time in which what was being typed is still kept: handing in must lose nothing."""

MOST_NEAR = 3
"""Nearly right answers after which the question is decided."""


class Rules(msgspec.Struct, frozen=True):
    """feedback: verdict and key show as soon as a question is decided, else only after the end.

    change: answers may be replaced until the end. undo, hints, tries: whether there are any.
    """

    feedback: bool
    change: bool
    undo: bool
    hints: bool
    tries: bool


RULES: dict[Mode, Rules] = {
    "practice": Rules(feedback=True, change=False, undo=True, hints=True, tries=True),
    "review": Rules(feedback=True, change=False, undo=True, hints=True, tries=True),
    "test": Rules(feedback=False, change=True, undo=False, hints=False, tries=False),
    "follow": Rules(feedback=False, change=True, undo=False, hints=False, tries=False),
}


SURE: dict[int, tuple[float, float]] = {1: (1 / 3, 0.0), 2: (2 / 3, -2 / 3), 3: (1.0, -2.0)}
"""Share of the points for a right and for a wrong answer by certainty: the 1, 2, 3 and 0, -2, -6 of certainty-based
marking (A. R. Gardner-Medwin, ALT-J 3, 1995), with which nobody gains by claiming to be surer than they are."""


def earn(points: float, credit: float, spent: int = 0, hint_costs: Sequence[float] = (), *, sure: int = 0) -> float:
    """Points for a credit (0..1) after ``spent`` earlier tries and the hints taken.

    sure: the certainty (1..3) where it counts, else 0. Never below none, except where certainty counts.
    """
    left = max(0.0, 1 - spent * TRY_COST - sum(hint_costs))
    if not sure:
        return points * credit * left
    right, wrong = SURE[sure]
    gained = credit * right + (1 - credit) * wrong
    return points * (gained * left if gained > 0 else gained)


def in_words(earned: float, spent: int, hint_costs: Sequence[float], *, sure: int = 0) -> str:
    """What stands beside the credit in the sum of a score; empty where nothing does."""
    costs = []
    if hint_costs:
        costs.append(f"{sum(hint_costs):.0%} for {len(hint_costs)} hint{'s' if len(hint_costs) > 1 else ''}")
    if spent:
        costs.append(f"{spent}/3 for {spent} earlier tr{'y' if spent == 1 else 'ies'}")
    parts = [f"less {' and '.join(costs)}"] if costs else []
    if sure:
        right, wrong = SURE[sure]
        parts.append(f"certainty {sure}: {number(right)} if right, {number(wrong)} if wrong")
    elif not earned:  # nothing is less than nothing; what a right answer would give is
        return f", {parts[0]}" if parts else ""
    return f"; {', '.join(parts)}: {number(earned)}" if parts else ""


def counts(rules: Rules, item: Item, earned: float) -> bool:
    """Whether the item's next answer, worth so many points, is the one that counts.

    Not where the key has been shown, and not where an answer before it earned more: what was earned stays.
    """
    return rules.change or not (item.shown or outdone(item.earned, earned))


def outdone(before: float, earned: float) -> bool:
    """Whether what was earned before is kept, rather than what a further try earned."""
    return before > 0 and earned < before - 1e-9


def way_on(item: Item, verdict: Verdict, tries: int) -> str:
    """What may be done after an answer with this verdict that left the question open, in one or two sentences."""
    if is_free_retry(verdict):
        left = MOST_NEAR - (item.answers - item.spent)
        how = f"Complete it: this costs nothing, and can be done {'once' if left == 1 else 'twice'} more."
    else:
        left = tries - item.spent
        how = f"Try again: {left} {'try' if left == 1 else 'tries'} left, each for a third less."
    return f"{how} You keep {number(item.earned)} of {number(item.points)}." if item.earned > 0 else how


def closes(rules: Rules, item: Item, verdict: Verdict, tries: int) -> bool:
    """True where this verdict on the item's next answer decides the question."""
    if rules.change:
        return False
    if not rules.tries or verdict.outcome in ("right", "open"):
        return True
    if is_free_retry(verdict):
        return item.answers - item.spent + 1 >= MOST_NEAR
    return item.spent + 1 >= tries


def may_answer(rules: Rules, item: Item, response: Response) -> None:
    """Raises NotAllowed where the question is decided, and for an empty response that could not be replaced."""
    if item.closed:
        raise NotAllowed("this question has been answered")
    if not rules.change and is_empty(response):
        raise NotAllowed("nothing is typed or picked yet; answer, or skip the question")


def next_hint(rules: Rules, item: Item, hints: int) -> int:
    """Which of so many hints comes next, from 1. Raises NotAllowed where there is none, or the mode gives none."""
    if item.shown:
        raise NotAllowed("no hints where the answer has been shown")
    if not rules.hints or item.hints >= hints:
        raise NotAllowed("no more hints for this question" if item.hints else "no hints for this question")
    return item.hints + 1


def wants_proof(rules: Rules, item: Item, gate: Gate) -> bool:
    """Whether an attempt that goes on is now to be told which sentence proves this answer."""
    if not gate or item.cited is not None or item.shown or not item.answered:
        return False
    if gate == "first-must-be-right":  # asking would give the verdict away where it must not show yet
        return rules.feedback and item.closed and item.verdict is not None and item.verdict.right
    return item.closed or rules.change
