"""What is said of an answer that does not count."""

from quiz.attempts.attempt import Item
from quiz.questions.line import spoken
from quiz.questions.response import Response

LONG = 80
"""Characters of an answer that are quoted."""


def on_later(item: Item) -> str:
    """What came of the answer given last, and which one counts in its place; "" where it counts itself."""
    if item.later is None or item.response is None:
        return ""
    outcome = item.later.verdict.outcome if item.later.verdict is not None else ""
    how = {"right": "right", "near": "nearly right"}.get(outcome, "wrong")
    first, last = _quoted(item.response), _quoted(item.later.response)
    if item.later.response == item.response:
        return f"{first} once more, as practice: it counts as it did the first time."
    if item.shown:
        return f"{last} is {how}, as practice: your first answer counts, {first}."
    return f"{last} is {how} and earned less: your earlier answer counts, {first}."


def _quoted(response: Response) -> str:
    words = spoken(response)
    return f"“{words if len(words) <= LONG else words[:LONG].rstrip() + ' ...'}”"
