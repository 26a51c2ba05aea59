"""What there is to show of a decided question."""

from quiz.attempts.attempt import Item
from quiz.attempts.desk import Feedback
from quiz.questions.base import Question, Sources
from quiz.questions.citing import combined
from quiz.questions.kinds.open import Open
from quiz.questions.verdict import NOT_ANSWERED


def feedback_on(item: Item, asked: Question, sources: Sources) -> Feedback:
    """Verdict, key, evidence and reasons for one question of an attempt, answered or not."""
    verdict = item.verdict or NOT_ANSWERED
    why = tuple(dict.fromkeys(part.note for part in verdict.parts if part.note and part.outcome == "wrong"))
    return Feedback(
        verdict=verdict,
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
    )
