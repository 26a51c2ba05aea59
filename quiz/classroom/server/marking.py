"""From what a learner gave to what it is worth. Answers of a test are kept as they came, and marked when asked for."""

import msgspec

from quiz.attempts.attempt import Attempt, Item, Later
from quiz.attempts.events import Answered, Body, Cited, Regraded
from quiz.attempts.feedback import feedback_on
from quiz.attempts.modes import earn
from quiz.classroom.server.exam import Exam
from quiz.classroom.wire import Released
from quiz.questions.base import Question
from quiz.questions.question_set import QuestionSet
from quiz.questions.response import Response
from quiz.questions.verdict import Verdict


def marked(attempt: Attempt, order: tuple[str, ...], exam: Exam) -> Attempt:
    """The attempt with a verdict on every answer; what stood as a draft at the end counts as given."""
    names = dict(zip(attempt.items, order, strict=True))
    items = {name: _marked(item, names[name], exam) for name, item in attempt.items.items()}
    return msgspec.structs.replace(attempt, items=items)


def given(item: Item) -> Response | None:
    """What counts as the answer: the draft, where one was left after the last answer."""
    return item.draft if item.draft is not None else item.response


def _marked(item: Item, question: str, exam: Exam) -> Item:
    asked = exam.asked.by_id[question]
    if item.verdict is None:  # else graded when it came, in practice, or graded once more
        item = _graded(item, asked, exam)
    if item.cited is not None and item.citation is None:
        item = msgspec.structs.replace(item, citation=exam.cite(question, item.cited))
    if asked.void:
        item = msgspec.structs.replace(item, void=True, earned=item.points)
    return item


def _graded(item: Item, asked: Question, exam: Exam) -> Item:
    certainty, response = item.certainty, item.response
    verdict = None if response is None else exam.grade(asked.id, response)
    if item.draft is not None:
        of_draft = exam.grade(asked.id, item.draft)
        if of_draft.outcome != "not-answered":
            # Nobody said how sure a draft was; where that counts it is taken for a guess.
            response, verdict, certainty = item.draft, of_draft, 1
    if response is None or verdict is None:
        return item
    sure = certainty if exam.asked.certainty(asked) == "scored" else 0
    return msgspec.structs.replace(
        item,
        response=response,
        draft=None,
        verdict=verdict,
        certainty=certainty,
        answers=max(item.answers, 1),
        spent=max(item.spent, 1),
        earned=item.earned if item.assessed else earn(asked.points, verdict.credit, sure=sure),
    )


def bare(verdict: Verdict) -> Verdict:
    """A verdict without its parts, which name the key, and without what is said of them."""
    return Verdict(verdict.outcome, verdict.credit, verdict.reason, verdict.note)


def mark_only(item: Item) -> Released:
    """Right or wrong, and points; and which answer they are of, where another was given after it."""
    outcome = item.verdict.outcome if item.verdict is not None else "not-answered"
    released = Released(item.id, outcome=outcome, earned=item.earned, points=item.points, waits=item.unjudged)
    if item.later is None or item.later.verdict is None:
        return released
    later = Later(item.later.response, bare(item.later.verdict))
    return msgspec.structs.replace(released, answer=item.response, later=later)


def in_full(item: Item, asked: QuestionSet) -> Released:
    """All there is to know of a question."""
    question = asked.by_id[item.id]
    sure = item.certainty if asked.certainty(question) == "scored" else 0
    return msgspec.structs.replace(
        mark_only(item), feedback=feedback_on(item, question, asked.sources_of(question), sure=sure)
    )


def graded_bodies(attempt: Attempt, *, full: bool) -> list[Body]:
    """The verdicts of a marked attempt as events, to be put behind those it consists of."""
    found: list[Body] = []
    for item in attempt.items.values():
        if item.void:
            found.append(_taken_out(item))
            continue
        if item.response is None or item.verdict is None:
            continue
        verdict = item.verdict if full else Verdict(item.verdict.outcome, item.verdict.credit, "marks")
        found.append(Answered(item.id, item.response, item.points, item.earned, verdict, False, item.certainty))
        if item.cited is not None and item.citation is not None:
            found.append(Cited(item.id, item.cited, item.citation if full else None))
    return found


def _taken_out(item: Item) -> Regraded:
    verdict = None if item.verdict is None else Verdict(item.verdict.outcome, item.verdict.credit, "marks")
    return Regraded(item.id, item.response, item.points, item.earned, verdict, item.answers, item.spent, item.hints,
                    item.closed, void=True)  # fmt: skip
