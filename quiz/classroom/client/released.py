"""What a server has released of a question, as a learner's attempt and screens have it."""

import msgspec

from quiz.attempts.attempt import Item
from quiz.attempts.desk import Feedback
from quiz.attempts.modes import Rules
from quiz.classroom.wire import Released
from quiz.questions.verdict import Verdict


def feedback_of(released: Released, item: Item) -> Feedback | None:
    """Everything, or in its place only what it was worth; ``item`` is the question as the attempt has it by now."""
    if released.feedback is not None:
        return released.feedback
    if released.outcome is None or not released.closed or item.verdict is None:
        return None
    from quiz.attempts.later import on_later  # not on the way to the first question

    earned = released.earned or 0.0
    return Feedback(item.verdict, earned, released.points, "", "", (), later=on_later(item))


def as_released(item: Item, released: Released | None, rules: Rules, *, over: bool) -> Item:
    """A question of the attempt with what is released of it, None where that was withdrawn. over: the attempt is."""
    verdict: Verdict | None = None
    earned, closed, citation, points = 0.0, item.closed and not rules.change, None, item.points
    if released is not None and (released.outcome is not None or released.feedback or released.verdict):
        earned, points, closed = released.earned or 0.0, released.points, released.closed
        if released.feedback is not None:
            verdict, citation = released.feedback.verdict, released.feedback.citation
            earned, points = released.feedback.earned, released.feedback.points
        elif released.verdict is not None:
            verdict = released.verdict
        elif released.outcome is not None:
            verdict = Verdict(released.outcome, earned / points if points else 0.0, "released")
    if released is not None and released.answer is not None and item.answered:
        item = msgspec.structs.replace(item, response=released.answer, later=released.later)
    return msgspec.structs.replace(
        item,
        verdict=verdict if item.answered else None,
        earned=earned,
        points=points,
        citation=citation,
        closed=closed and (rules.feedback or over) if released else item.closed,
        # Nobody judges an own answer in a class.
        assessed=verdict is not None,
        waits=item.answered and released is not None and released.waits,
    )
