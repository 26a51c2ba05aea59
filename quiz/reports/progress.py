"""What a learner's practice adds up to: numbers for people, worked out from trials, standings and cards.

Pure: the sets, the moment and the way to tell days are arguments. What cannot be known is left out rather than
guessed: questions of sets that are gone count in totals but in no topic.
"""

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Mapping
from statistics import median

import msgspec

from quiz.attempts.memory import Card
from quiz.attempts.notebook import Reading
from quiz.attempts.standing import Standing
from quiz.attempts.trial import Trial, is_gathered
from quiz.questions.base import Question
from quiz.questions.question_set import QuestionSet
from quiz.reports.reading import Pace, pace_of

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

    seconds: the median time until decided. looks: the mean number of look-backs to the article; None where every book
    was closed.
    """

    name: str
    answers: int
    right: int
    credit: float
    seconds: float
    looks: float | None = None


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
    """Everything ``quiz stats`` shows. today: the day it was made on. seconds: spent on questions in all.

    looks: as in Share, over all answers.
    """

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
    looks: float | None = None
    pace: Pace = Pace()


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
    readings: Iterable[Reading] = (),
) -> Progress:
    """The progress of one learner. learner: the name shown. sets: those that can be read, by id.

    now: UTC, milliseconds since 1970. only: the id of the one set to look at.
    """
    standings = list(standings)
    tally = _Tally()
    for trial in trials:
        if (only is None or trial.set == only) and trial.judged:
            tally.take(trial, day_of(trial.at))
    today = day_of(now)
    cards = [card for card in cards if only in (None, card.set)]
    kept = [card for card in cards if card.reviews]
    whole = _share("", tally.questions.values())
    asked = {(id_, question.id): question for id_, there in sets.items() for question in there.questions}
    about = [(asked[ref], row) for ref, row in tally.questions.items() if ref in asked]
    return Progress(
        learner=learner,
        today=today,
        answers=whole.answers,
        right=whole.right,
        credit=whole.credit,
        seconds=sum(sum(row.spent) for row in tally.questions.values()) / 1000,
        sets=_scores(standings, day_of, only),
        weeks=_weeks(tally.days),
        topics=_axis(about, lambda question: question.topic),
        skills=_axis(about, lambda question: question.skill),
        kinds=_axis(about, lambda question: question.kind),
        proofs=_proofs(tally.proofs),
        sure=_sure(tally.sure),
        days=tuple(Day(day, row[0]) for day, row in sorted(tally.days.items())),
        streak=_streak(tally.days, today),
        longest=_longest(tally.days),
        forecast=_forecast(kept, day_of, today),
        remembered=Remembered(
            questions=len(kept),
            firm=sum(card.stability >= FIRM_DAYS for card in kept),
            due=sum(not card.held and day_of(card.due) <= today != day_of(card.buried) for card in kept),
            suspended=sum(card.suspended for card in cards),
            leeches=sum(card.leech for card in kept),
        ),
        looks=whole.looks,
        pace=pace_of(readings, standings, sets, day_of, only),
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


class _Row:
    """The judged answers to one question: how many, how many of them right, the sum of credits, milliseconds each;

    how many with the book open, and how often the learner looked back then.
    """

    def __init__(self) -> None:
        self.answers, self.right, self.credit = 0, 0, 0.0
        self.opened, self.looks = 0, 0
        self.spent: list[int] = []


class _Tally:
    """What can be added up answer by answer: there may be 60,000 of them, so each is looked at once.

    days: answers and the sum of credits of each day. proofs: by right or not, and found or not. sure: answers and
    right ones by certainty.
    """

    def __init__(self) -> None:
        self.questions: dict[tuple[str, str], _Row] = {}
        self.days: dict[int, tuple[int, float]] = {}
        self.proofs: Counter[tuple[bool, bool]] = Counter()
        self.sure: dict[int, tuple[int, int]] = {}

    def take(self, trial: Trial, day: int) -> None:
        credit = trial.credit
        right = credit >= 1 - 1e-9
        row = self.questions.get((trial.set, trial.question))
        if row is None:
            row = self.questions[trial.set, trial.question] = _Row()
        row.answers += 1
        row.right += right
        row.credit += credit
        row.spent.append(trial.spent)
        if trial.looks is not None:
            row.opened += 1
            row.looks += trial.looks
        answers, credits = self.days.get(day, (0, 0.0))
        self.days[day] = (answers + 1, credits + credit)
        if trial.citation:
            self.proofs[right, trial.citation in _PROVED] += 1
        if trial.certainty:
            answers, rights = self.sure.get(trial.certainty, (0, 0))
            self.sure[trial.certainty] = (answers + 1, rights + right)


def _axis(about: Iterable[tuple[Question, _Row]], of: Callable[[Question], str | None]) -> tuple[Share, ...]:
    """The shares of every value, that with the most answers first."""
    groups: dict[str, list[_Row]] = {}
    for question, row in about:
        if name := of(question):
            groups.setdefault(name, []).append(row)
    shares = [_share(name, rows) for name, rows in groups.items()]
    return tuple(sorted(shares, key=lambda share: (-share.answers, share.name)))


def _share(name: str, rows: Collection[_Row]) -> Share:
    answers = sum(row.answers for row in rows)
    if not answers:
        return Share(name, 0, 0, 0.0, 0.0)
    spent = median([spent for row in rows for spent in row.spent])
    credit = sum(row.credit for row in rows) / answers
    opened = sum(row.opened for row in rows)
    looks = sum(row.looks for row in rows) / opened if opened else None
    return Share(name, answers, sum(row.right for row in rows), credit, spent / 1000, looks)


def _proofs(found: Mapping[tuple[bool, bool], int]) -> Proofs:
    return Proofs(*(found.get(key, 0) for key in ((True, True), (True, False), (False, True), (False, False))))


def _sure(found: Mapping[int, tuple[int, int]]) -> tuple[Sure, ...]:
    return tuple(Sure(certainty, answers, right) for certainty, (answers, right) in sorted(found.items()))


def _weeks(days: Mapping[int, tuple[int, float]]) -> tuple[Week, ...]:
    weeks: dict[int, tuple[int, float]] = {}
    for day, (answers, credits) in days.items():
        monday = day - (day - 1) % 7  # 1 January of year 1 was a Monday
        before = weeks.get(monday, (0, 0.0))
        weeks[monday] = (before[0] + answers, before[1] + credits)
    return tuple(Week(day, answers, credits / answers) for day, (answers, credits) in sorted(weeks.items()))


def _streak(days: Container[int], today: int) -> int:
    """Days in a row up to today; a day that is not over yet does not break it."""
    day = today if today in days else today - 1
    count = 0
    while day in days:
        day, count = day - 1, count + 1
    return count


def _longest(days: Iterable[int]) -> int:
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
