"""How an attempt unfolds: when feedback shows, what may be taken back, what hints and tries cost.

What is asked and how it is sat are two ideas: no question knows of a mode, and no rule here knows of a kind.
"""

from collections.abc import Sequence

import msgspec

from quiz.attempts.attempt import Item, is_free_retry
from quiz.attempts.events import Mode
from quiz.questions.verdict import Verdict

TRY_COST = 1 / 3
"""The share of the points that each further try costs, as in Moodle's "interactive with multiple tries"."""

MOST_NEAR = 3
"""Nearly right answers that may be completed before the question is decided."""


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


def earn(points: float, credit: float, spent: int, hint_costs: Sequence[float]) -> float:
    """Points for a credit (0..1) after ``spent`` earlier tries and the hints taken; never below none."""
    left = 1 - spent * TRY_COST - sum(hint_costs)
    return points * credit * max(0.0, left)


def closes(rules: Rules, item: Item, verdict: Verdict, tries: int) -> bool:
    """True where this verdict on the item's next answer decides the question."""
    if rules.change:
        return False
    if not rules.tries or verdict.outcome in ("right", "open"):
        return True
    if is_free_retry(verdict):
        return item.answers - item.spent + 1 >= MOST_NEAR
    return item.spent + 1 >= tries
