"""Grading answers once more, after the key of a question was mended: who changes, from what to what.

Nothing is taken back: what a learner gave and how it was graded then stay in their events, and what is found here is
appended as further ones. Who was right all along by the mended key, at the first try of three say, is put where they
would be if the key had been right then: the answers are gone through in their order, the first that is right decides,
and what counts is what earned most.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from quiz.attempts.attempt import Attempt, Item, is_free_retry, replay
from quiz.attempts.events import Answered, Assessed, Event, Hinted, Regraded, Undone
from quiz.attempts.modes import RULES, earn, outdone
from quiz.attempts.trial import locate
from quiz.questions.base import Question
from quiz.questions.line import spoken
from quiz.questions.question_set import QuestionSet
from quiz.questions.response import Response
from quiz.questions.verdict import Verdict


class Change(NamedTuple):
    """What another grading of one question of one attempt brings. item: as it stands without it."""

    attempt: Attempt
    item: Item
    body: Regraded


class _Given(NamedTuple):
    """An answer, and how many hints had been shown by then."""

    body: Answered
    hints: int


class _Counted(NamedTuple):
    """The answer that counts so far: what it earned, the tries spent and the hints shown before it."""

    response: Response
    verdict: Verdict
    earned: float
    earlier: int
    hints: int


class _History(NamedTuple):
    """What happened to one question: its answers up to the one that was shown with the key, and the latest judgement of
    a person. closed: the question is decided. shown: what follows is practice and does not count. back: the latest
    answer was taken back, and none stands."""

    answers: list[_Given]
    assessed: float | None = None
    closed: bool = False
    shown: bool = False
    back: bool = False


def regrade(events: Sequence[Event], asked: QuestionSet) -> list[Change]:
    """What changes in an attempt (all of its events) when its answers are graded against the set as it is now.

    Only questions of this set count, in an attempt at it or one that gathers questions of several; those the set no
    longer has, and answers that were graded elsewhere and are not released, are left alone. Open answers keep what a
    person gave them. Empty where nothing changes; raises NotAllowed for events that are no attempt.
    """
    attempt = replay(events)
    histories = _histories(events)
    found = []
    for item in attempt.items.values():
        owner, name = locate(attempt.started.set, item.id)
        question = asked.by_id.get(name) if owner == asked.id else None
        if question is None:
            continue
        history = histories.get(item.id, _History([]))
        body = _graded(attempt, item, history, question, asked)
        if body is not None and _differs(item, body):
            found.append(Change(attempt, item, body))
    return found


def _histories(events: Iterable[Event]) -> dict[str, _History]:
    found: dict[str, _History] = {}
    hints: dict[str, int] = {}
    for event in events:
        match event.body:
            case Answered() as body:
                history = found.get(body.question, _History([]))
                if not history.shown:
                    history.answers.append(_Given(body, hints.get(body.question, 0)))
                found[body.question] = history._replace(closed=body.closed, back=False)
            case Hinted(question, number):
                hints[question] = number
            case Regraded(question) as graded:
                found[question] = found.get(question, _History([]))._replace(closed=graded.closed)
            case Undone(question, stands):
                history = found.get(question, _History([]))
                last = history.answers[-1].body if history.answers else None
                if last is not None and last.verdict is not None and last.verdict.outcome == "open":
                    found[question] = _History([])
                else:
                    shown = history.shown or history.closed
                    found[question] = history._replace(shown=shown, closed=False, back=not stands)
            case Assessed(question, _, earned, _):
                found[question] = found.setdefault(question, _History([]))._replace(assessed=earned)
    return found


def _graded(attempt: Attempt, item: Item, history: _History, question: Question, asked: QuestionSet) -> Regraded | None:
    """The event that would say how this question stands now; None where it is not for us to say."""
    if not history.answers or history.back:
        if not question.void and not item.void:
            return None
        earned = item.points if question.void else 0.0
        return Regraded(item.id, None, item.points, earned, None, hints=item.hints, void=question.void,
                        digest=asked.digest)  # fmt: skip
    if any(given.body.verdict is None for given in history.answers):
        return None
    rules = RULES[attempt.started.mode]
    costs = [hint.cost for hint in question.hint_list]
    scored = asked.certainty(question) == "scored"
    answers = history.answers[-1:] if rules.change else history.answers
    number = len(history.answers) - len(answers)
    earlier = (given.body.verdict for given in history.answers[:number])
    spent = sum(verdict is not None and not is_free_retry(verdict) for verdict in earlier)
    best: _Counted | None = None
    for given, hints in answers:
        number += 1
        verdict = asked.grade(question, given.response)
        sure = (given.certainty or 1) if scored else 0
        earned = earn(item.points, verdict.credit, spent if rules.tries else 0, costs[:hints], sure=sure)
        if best is None or not outdone(best.earned, earned):
            best = _Counted(given.response, verdict, earned, spent, hints)
        spent += not is_free_retry(verdict)
        if verdict.right:
            break
    if best is None:
        return None
    if history.assessed is not None and best.verdict.outcome == "open":
        best = best._replace(earned=history.assessed)
    return Regraded(
        question=item.id,
        response=best.response,
        points=item.points,
        earned=item.points if question.void else best.earned,
        verdict=best.verdict,
        answers=number,
        spent=spent,
        hints=best.hints,
        closed=item.closed or (verdict.right and not rules.change),
        void=question.void,
        digest=asked.digest,
        earlier=best.earlier,
    )


def _differs(item: Item, body: Regraded) -> bool:
    """Whether a learner would notice: another verdict, other points, or taken out. Another wording is no change."""
    outcome = item.verdict.outcome if item.verdict else ""
    now = body.verdict.outcome if body.verdict else ""
    return outcome != now or abs(item.earned - body.earned) > 1e-9 or item.void != body.void


# In words


class Standing(msgspec.Struct, frozen=True):
    """How an answer stands. verdict: the outcome, ``not-answered`` for none. void: the question is taken out."""

    verdict: str
    reason: str
    earned: float
    void: bool


class Told(msgspec.Struct, frozen=True):
    """A change in words. response: as one line, None for no answer."""

    question: str
    response: str | None
    points: float
    before: Standing
    after: Standing


class ToldAttempt(msgspec.Struct, frozen=True):
    """An attempt that changes, and whose. at: its last moment, UTC milliseconds. earned: before, of so many points."""

    learner: str
    attempt: str
    at: int
    earned: float
    total: float
    changes: tuple[Told, ...]

    @property
    def gained(self) -> float:
        """Points more (or, below none, less) than before."""
        return sum(one.after.earned - one.before.earned for one in self.changes)


def tell(learner: str, changes: Sequence[Change], names: Mapping[str, str] | None = None) -> ToldAttempt:
    """One attempt's changes, of which there is at least one. names: other ones for the questions."""
    attempt = changes[0].attempt
    told = []
    for _, item, body in changes:
        response = body.response or item.response
        question = item.id if names is None else names[item.id]
        told.append(
            Told(question, None if response is None else spoken(response), body.points,
                 _standing(item.verdict, item.earned, void=item.void),
                 _standing(body.verdict, body.earned, void=body.void))
        )  # fmt: skip
    return ToldAttempt(learner, attempt.id, attempt.at, attempt.earned, attempt.total, tuple(told))


def _standing(verdict: Verdict | None, earned: float, *, void: bool) -> Standing:
    outcome, reason = (verdict.outcome, verdict.reason) if verdict else ("not-answered", "empty")
    return Standing(outcome, reason, earned, void)
