"""Item analysis: what the answers of a class say about the questions.

A figure stands with the number of learners behind it; below ``FEW`` of them it is said to be uncertain. Open answers
that nobody has assessed are in no figure.
"""

from collections.abc import Iterable, Sequence
from statistics import mean, median, stdev

import msgspec

from quiz.attempts.attempt import Item
from quiz.questions.base import Question
from quiz.questions.kinds.choice import Choice
from quiz.questions.kinds.choices import Choices
from quiz.questions.options import reasons
from quiz.questions.question_set import QuestionSet
from quiz.questions.response import Picked
from quiz.reports.measures import Reliability, discrimination, interval, reliability
from quiz.reports.papers import Paper, counts, is_judged, points_of, said, table_of
from quiz.reports.words import count

TAKEN_OUT = "Taken out: everyone has its points, and it is in no figure."

FEW = 10
MOST_ANSWERS = 12
"""Different answers to one question that are listed."""


class Answer(msgspec.Struct, frozen=True):
    """One answer or option, and who gave it. rest: their mean share (0..1) of the points of all other questions."""

    text: str
    outcome: str
    learners: int
    rest: float | None = None
    why: str = ""


class Proof(msgspec.Struct, frozen=True):
    """Right or not, and whether the evidence was found, among those who were asked for it."""

    right_found: int = 0
    right_elsewhere: int = 0
    wrong_found: int = 0
    wrong_elsewhere: int = 0


class ItemFigures(msgspec.Struct, frozen=True):
    """One question. number: its place in the set. asked, answered: how many learners.

    facility: the mean share (0..1) of its points; low, high: 95 % interval of the share of full marks. discrimination:
    with the rest of the test, -1..1. seconds: the median time. remarks: what a teacher should look at.
    """

    question: str
    number: int
    prompt: str
    kind: str
    topic: str
    skill: str
    points: float
    asked: int
    answered: int
    full: int
    facility: float | None
    low: float
    high: float
    discrimination: float | None
    seconds: float | None
    answers: tuple[Answer, ...]
    proof: Proof
    remarks: tuple[str, ...]


class Analysis(msgspec.Struct, frozen=True):
    """A whole sitting. least, points: what the learners could get, the least and the most of them, in points.

    mean, median, spread: of the totals; in points, or where not all could get the same (``in_shares``) of the shares
    (0..1) they earned. reliability: None where nothing can be said.
    """

    learners: int
    least: float
    points: float
    mean: float | None
    median: float | None
    spread: float | None
    reliability: Reliability | None
    items: tuple[ItemFigures, ...]

    @property
    def few(self) -> bool:
        """True where so few took part that every figure is uncertain."""
        return self.learners < FEW

    @property
    def in_shares(self) -> bool:
        """True where what learners were asked, and is judged, is not worth the same: points of it do not compare."""
        return _differ(self.least, self.points)


def analyse(asked: QuestionSet, papers: Sequence[Paper]) -> Analysis:
    """The analysis of all papers of one sitting."""
    possible = [paper.points for paper in papers]
    least, points = min(possible, default=0.0), max(possible, default=0.0)
    totals = [paper.share if _differ(least, points) else paper.earned for paper in papers]
    questions = [question.id for question in asked.questions if any(question.id in p.attempt.items for p in papers)]
    table = table_of(papers, [question for question in questions if not _waits(question, papers)])
    return Analysis(
        learners=len(papers),
        least=least,
        points=points,
        mean=mean(totals) if totals else None,
        median=median(totals) if totals else None,
        spread=_spread(totals),
        reliability=reliability(table) if table else None,
        items=tuple(
            _figures(number, question, papers) for number, question in enumerate(asked.questions, 1)
            if question.id in questions
        ),
    )  # fmt: skip


def _differ(least: float, most: float) -> bool:
    return most - least > 1e-9  # sums of the same points in another order are the same


def _waits(question: str, papers: Sequence[Paper]) -> bool:
    """True where an answer waits for somebody's judgement or the question was taken out: it is no part of the test."""
    items = (paper.attempt.items.get(question) for paper in papers)
    return any(item is not None and not counts(item) for item in items)


def _spread(totals: Sequence[float]) -> float | None:
    return stdev(totals) if len(totals) > 1 else None


def _figures(number: int, question: Question, papers: Sequence[Paper]) -> ItemFigures:
    sat = [(paper, paper.attempt.items[question.id]) for paper in papers if question.id in paper.attempt.items]
    judged = [(paper, item) for paper, item in sat if counts(item)]
    waiting = sum(not is_judged(item) for _, item in sat)
    # While answers wait, those that do not are mostly none at all: figures of them would say nothing of the question.
    shares = [points_of(item) / item.points if item.points else 0.0 for _, item in judged] if not waiting else []
    full = sum(share >= 1 - 1e-9 for share in shares)
    rests = [_rest(paper, item) for paper, item in judged]
    seconds = [spent / 1000 for paper, _ in sat if (spent := paper.spent.get(question.id))]
    answers = _answers(question, judged, rests)
    sorting = discrimination([points_of(item) for _, item in judged], [rest or 0.0 for rest in rests])
    sorting = sorting if shares else None
    facility = mean(shares) if shares else None
    return ItemFigures(
        question=question.id,
        number=number,
        prompt=question.prompt,
        kind=question.kind,
        topic=question.topic or "",
        skill=question.skill or "",
        points=question.points,
        asked=len(sat),
        answered=sum(item.answered for _, item in sat),
        full=full,
        facility=facility,
        low=interval(full / len(shares), len(shares))[0] if shares else 0.0,
        high=interval(full / len(shares), len(shares))[1] if shares else 1.0,
        discrimination=sorting,
        seconds=median(seconds) if seconds else None,
        answers=answers,
        proof=_proof(item for _, item in judged),
        remarks=(
            *([TAKEN_OUT] if any(item.void for _, item in sat) else []),
            *([f"{count(waiting, 'answer')} not judged yet: no figures until then."] if waiting else []),
            *_remarks(len(judged), facility, sorting, answers, question),
        ),
    )


def _rest(paper: Paper, item: Item) -> float | None:
    """The share of the points of all other questions that were asked and judged."""
    others = [one for one in paper.attempt.items.values() if one.id != item.id and counts(one)]
    points = sum(one.points for one in others)
    return sum(map(points_of, others)) / points if points else None


def _answers(
    question: Question, judged: Sequence[tuple[Paper, Item]], rests: Sequence[float | None]
) -> tuple[Answer, ...]:
    """How often each option was picked, also those nobody picked; or each answer given, the most frequent first."""
    groups: dict[str, list[tuple[Item, float | None]]] = {}
    shown: dict[str, str] = {}
    keys, why = _options(question)
    for option in (*keys, *why):
        groups[option], shown[option] = [], option
    for (_, item), rest in zip(judged, rests, strict=True):
        if item.response is None:
            continue
        picked = item.response.options if keys and isinstance(item.response, Picked) else (said(item.response),)
        for text in picked:
            key = text if text in groups else " ".join(text.casefold().split())
            shown.setdefault(key, text)
            groups.setdefault(key, []).append((item, rest))
    rows = [
        Answer(
            shown[key],
            ("right" if key in keys else "wrong") if keys else _outcome(given),
            len(given),
            _mean([rest for _, rest in given if rest is not None]),
            why.get(key, ""),
        )
        for key, given in groups.items()
    ]
    rows.sort(key=lambda one: (one.outcome != "right", -one.learners, one.text))
    return tuple(rows[:MOST_ANSWERS])


def _options(question: Question) -> tuple[tuple[str, ...], dict[str, str]]:
    """The right options and the wrong ones with why, of the kinds that list them."""
    if isinstance(question, Choice):
        return (question.answer,), reasons(question.distractors)
    if isinstance(question, Choices):
        return question.answers, reasons(question.distractors)
    return (), {}


def _outcome(given: Sequence[tuple[Item, float | None]]) -> str:
    verdict = given[0][0].verdict
    return verdict.outcome if verdict is not None else ""


def _mean(values: Sequence[float]) -> float | None:
    return mean(values) if values else None


def _proof(items: Iterable[Item]) -> Proof:
    counts = dict.fromkeys(Proof.__struct_fields__, 0)
    for item in items:
        if item.citation is not None and item.verdict is not None:
            found = item.citation.outcome in ("right", "near")
            counts[f"{'right' if item.verdict.right else 'wrong'}_{'found' if found else 'elsewhere'}"] += 1
    return Proof(**counts)


def _remarks(
    learners: int, facility: float | None, sorting: float | None, answers: Sequence[Answer], question: Question
) -> Iterable[str]:
    """The usual rules of thumb (R. L. Ebel and D. A. Frisbie, Essentials of Educational Measurement, 1991, ch. 13)."""
    if learners < FEW or facility is None:
        return
    if sorting is not None and sorting < 0:
        yield "Those who did well elsewhere missed it more often: is the key right, is the prompt clear?"
    elif sorting is not None and sorting < 0.2 and 0.1 < facility < 0.9:
        yield "It hardly tells stronger from weaker readers."
    if facility >= 0.95:
        yield "Nearly everybody had it."
    elif facility <= 0.1:
        yield "Hardly anybody had it."
    right = [one.rest for one in answers if one.outcome == "right" and one.rest is not None]
    for one in answers:
        if one.outcome != "wrong" or not _options(question)[0]:
            continue
        if not one.learners:
            yield f'Nobody picked "{one.text}".'
        elif one.rest is not None and right and one.rest > max(right) and one.learners >= 3:
            yield f'Those who picked "{one.text}" did better elsewhere than those who had it right.'
