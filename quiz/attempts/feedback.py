"""What there is to show of a decided question."""

import msgspec

from quiz.attempts.attempt import Item
from quiz.attempts.desk import Feedback
from quiz.attempts.later import on_later
from quiz.attempts.modes import in_words
from quiz.questions.base import Question, Sources
from quiz.questions.citing import combined
from quiz.questions.kinds.open import Open
from quiz.questions.scoring import of_points
from quiz.questions.verdict import NOT_ANSWERED

TAKEN_OUT = "This question was taken out: everyone has its points."


def feedback_on(item: Item, asked: Question, sources: Sources, *, sure: int = 0) -> Feedback:
    """Verdict, key, evidence and reasons for one question of an attempt, answered or not.

    sure: the learner's certainty (1..3) where it counts.
    """
    verdict = item.verdict or NOT_ANSWERED
    why = tuple(dict.fromkeys(part.note for part in verdict.parts if part.note and part.outcome == "wrong"))
    costs = [hint.cost for hint in asked.hint_list[: item.helped]]
    beside = in_words(item.earned, item.earlier, costs, sure=sure) if item.answered else ""
    shown = msgspec.structs.replace(verdict, arithmetic=verdict.arithmetic + beside)
    if item.void or (asked.void and item.answered):
        sum_ = f"{shown.arithmetic}; taken out, so everyone has {of_points(item.points)}"
        shown = msgspec.structs.replace(shown, note=TAKEN_OUT, arithmetic=sum_)
    elif item.regraded and not shown.note:
        shown = msgspec.structs.replace(shown, note="Graded again: the question has been mended since.")
    return Feedback(
        verdict=shown,
        earned=item.earned,
        points=item.points,
        key=asked.key(sources),
        solution=asked.key_response(sources),
        explain=asked.explain,
        places=asked.places(sources),
        why=why,
        citation=item.citation,
        proof=combined(verdict, item.citation) if item.citation else "",
        rubric=tuple((one.points, one.text) for one in asked.rubric) if isinstance(asked, Open) else (),
        assessed=item.assessed,
        comment=item.comment,
        later=on_later(item),
    )
