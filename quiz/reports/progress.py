"""What a learner's practice adds up to: numbers for people, worked out from trials, standings and cards.

Pure: the sets, the moment and the way to tell days are arguments. What cannot be known is left out rather than
guessed: questions of sets that are gone count in totals but in no topic.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from statistics import median

import msgspec

from quiz.attempts.memory import Card
from quiz.attempts.review import is_gathered
from quiz.attempts.standing import Standing
from quiz.attempts.trial import Trial
from quiz.questions.base import Question
from quiz.questions.question_set import QuestionSet

DayOf = Callable[[int], int]
"""The day, as a proleptic Gregorian ordinal, of a time in UTC milliseconds since 1970, where the learner lives."""

FORECAST = 30
"""Days ahead."""

_PROVED = ("right", "near")


class Score(msgspec.Struct, frozen=True):
    """One finished attempt at a whole set. change: points more or less than the time before, None for the first."""

    at: int
    day: int
    mode: str
    earned: float
    points: float
    change: float | None = None


class SetScores(msgspec.Struct, frozen=True):
    """The finished attempts at one set, the oldest first."""

    set: str
    title: str
    scores: tuple[Score, ...]


class Share(msgspec.Struct, frozen=True):
    """Judged answers with one thing in common. right: with full credit. credit: their mean credit, 0..1.

    seconds: the median time until decided.
    """

    name: str
    answers: int
    right: int
    credit: float
    seconds: float


class Proofs(msgspec.Struct, frozen=True):
    """Answers for which the evidence was asked: right or not, and whether it was found."""

    right_found: int = 0
    right_elsewhere: int = 0
    wrong_found: int = 0
    wrong_elsewhere: int = 0

    @property
    def asked(self) -> int:
        return self.right_found + self.right_elsewhere + self.wrong_found + self.wrong_elsewhere


class Sure(msgspec.Struct, frozen=True):
    """How certainty met the truth. certainty: 1 a guess, 2 fairly, 3 quite; right: with full credit."""

    certainty: int
    answers: int
    right: int


class Day(msgspec.Struct, frozen=True):
    """day as in DayOf; number: answers decided, or questions falling due."""

    day: int
    number: int


class Week(msgspec.Struct, frozen=True):
    """Judged answers in the week that begins on this day, a Monday; credit is their mean, 0..1."""

    day: int
    answers: int
    credit: float


class Remembered(msgspec.Struct, frozen=True):
    """questions: with a card. firm: those that keep for three weeks or more. due: by today. suspended, leeches."""

    questions: int = 0
    firm: int = 0
    due: int = 0
    suspended: int = 0
    leeches: int = 0


class Progress(msgspec.Struct, frozen=True):
    """Everything ``quiz stats`` shows. today: the day it was made on. seconds: spent on questions in all."""

    learner: str
    today: int
    answers: int
    right: int
    credit: float
    seconds: float
    sets: tuple[SetScores, ...]
    weeks: tuple[Week, ...]
    topics: tuple[Share, ...]
    skills: tuple[Share, ...]
    kinds: tuple[Share, ...]
    proofs: Proofs
    sure: tuple[Sure, ...]
    days: tuple[Day, ...]
    streak: int
    longest: int
    forecast: tuple[Day, ...]
    remembered: Remembered


FIRM_DAYS = 21
"""Anki's line between young and mature cards."""


def work_out(
    learner: str,
    trials: Iterable[Trial],
    standings: Iterable[Standing],
    cards: Iterable[Card],
    sets: Mapping[str, QuestionSet],
    *,
    now: int,
    day_of: DayOf,
    only: str | None = None,
) -> Progress:
    """The progress of one learner. learner: the name shown. sets: those that can be read, by id.

    now: UTC, milliseconds since 1970. only: the id of the one set to look at.
    """
    judged = sorted(
        (one for one in trials if one.judged and only in (None, one.set)), key=lambda one: (one.at, one.attempt)
    )
    asked = {(id_, question.id): question for id_, there in sets.items() for question in there.questions}
    about = [(trial, asked.get((trial.set, trial.question))) for trial in judged]
    per_day = Counter(day_of(trial.at) for trial in judged)
    today = day_of(now)
    cards = [card for card in cards if only in (None, card.set)]
    kept = [card for card in cards if card.reviews]
    whole = _share("", judged)
    return Progress(
        learner=learner,
        today=today,
        answers=whole.answers,
        right=whole.right,
        credit=whole.credit,
        seconds=sum(trial.spent for trial in judged) / 1000,
        sets=_scores(standings, day_of, only),
        weeks=_weeks(judged, day_of),
        topics=_axis(about, lambda question: question.topic),
        skills=_axis(about, lambda question: question.skill),
        kinds=_axis(about, lambda question: question.kind),
        proofs=_proofs(judged),
        sure=_sure(judged),
        days=tuple(Day(day, per_day[day]) for day in sorted(per_day)),
        streak=_streak(per_day, today),
        longest=_longest(per_day),
        forecast=_forecast(kept, day_of, today),
        remembered=Remembered(
            questions=len(kept),
            firm=sum(card.stability >= FIRM_DAYS for card in kept),
            due=sum(not card.held and day_of(card.due) <= today != day_of(card.buried) for card in kept),
            suspended=sum(card.suspended for card in cards),
            leeches=sum(card.leech for card in kept),
        ),
    )


def _scores(standings: Iterable[Standing], day_of: DayOf, only: str | None) -> tuple[SetScores, ...]:
    by_set: dict[str, list[Standing]] = {}
    for one in sorted(standings, key=lambda one: (one.at, one.attempt)):
        if one.finished and not one.part and not is_gathered(one.set) and only in (None, one.set):
            by_set.setdefault(one.set, []).append(one)
    found = []
    for set_id, attempts in sorted(by_set.items()):
        scores: list[Score] = []
        for one in attempts:
            change = one.earned - scores[-1].earned if scores and scores[-1].points == one.total else None
            scores.append(Score(one.at, day_of(one.at), one.mode, one.earned, one.total, change))
        found.append(SetScores(set_id, attempts[-1].title, tuple(scores)))
    return tuple(found)


def _axis(about: Iterable[tuple[Trial, Question | None]], of: Callable[[Question], str | None]) -> tuple[Share, ...]:
    """The shares of every value, that with the most answers first."""
    groups: dict[str, list[Trial]] = {}
    for trial, question in about:
        name = of(question) if question is not None else None
        if name:
            groups.setdefault(name, []).append(trial)
    shares = [_share(name, trials) for name, trials in groups.items()]
    return tuple(sorted(shares, key=lambda share: (-share.answers, share.name)))


def _share(name: str, trials: list[Trial]) -> Share:
    if not trials:
        return Share(name, 0, 0, 0.0, 0.0)
    credit = sum(trial.credit for trial in trials) / len(trials)
    return Share(name, len(trials), sum(map(_right, trials)), credit, median(trial.spent for trial in trials) / 1000)


def _right(trial: Trial) -> bool:
    return trial.credit >= 1 - 1e-9


def _proofs(trials: Iterable[Trial]) -> Proofs:
    found = Counter((_right(trial), trial.citation in _PROVED) for trial in trials if trial.citation)
    return Proofs(found[True, True], found[True, False], found[False, True], found[False, False])


def _sure(trials: Iterable[Trial]) -> tuple[Sure, ...]:
    answers, right = Counter[int](), Counter[int]()
    for trial in trials:
        if trial.certainty:
            answers[trial.certainty] += 1
            right[trial.certainty] += _right(trial)
    return tuple(Sure(certainty, answers[certainty], right[certainty]) for certainty in sorted(answers))


def _weeks(trials: Iterable[Trial], day_of: DayOf) -> tuple[Week, ...]:
    credits: dict[int, list[float]] = {}
    for trial in trials:
        day = day_of(trial.at)
        credits.setdefault(day - (day - 1) % 7, []).append(trial.credit)  # 1 January of year 1 was a Monday
    return tuple(Week(day, len(found), sum(found) / len(found)) for day, found in sorted(credits.items()))


def _streak(days: Mapping[int, int], today: int) -> int:
    """Days in a row up to today; a day that is not over yet does not break it."""
    day = today if days.get(today) else today - 1
    count = 0
    while days.get(day):
        day, count = day - 1, count + 1
    return count


def _longest(days: Mapping[int, int]) -> int:
    longest = run = 0
    last = None
    for day in sorted(days):
        run = run + 1 if last is not None and day == last + 1 else 1
        last, longest = day, max(longest, run)
    return longest


def _forecast(cards: Iterable[Card], day_of: DayOf, today: int) -> tuple[Day, ...]:
    """Questions falling due on each of the coming days; those overdue count for today."""
    due = Counter(max(day_of(card.due), today) for card in cards if not card.held)
    return tuple(Day(today + ahead, due[today + ahead]) for ahead in range(FORECAST))
