"""How well each question is remembered, and when it is due: a fold over a learner's trials, scheduled by FSRS-6.

A **card** is what memory knows of one question (set id and question id) for one learner. It is the fold of its
**marks**, ordered by time: one for each judged trial, one for each time it was suspended, taken back or buried. So it
does not matter in which order events arrive: undoing an answer, merging another machine's events or other parameters
all come out as if everything had happened in order.

The scheduling is py-fsrs (J. Ye and others, github.com/open-spaced-repetition/py-fsrs) with its default parameters,
without learning steps, because an attempt asks a question once, and without fuzz, because a replay must give the same
answer. The days between two reviews are counted in whole days, rounded, not cut off: whoever practises at eight one
evening and at half past seven the next has waited a day, whatever the time zone.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import msgspec

from quiz.attempts.trial import Trial

if TYPE_CHECKING:
    from fsrs import Scheduler

Grade = Literal["again", "hard", "good", "easy"]
GRADES: tuple[Grade, ...] = ("again", "hard", "good", "easy")

DAY = 86_400_000
LATEST = 1 << 62
QUICK = 10_000
"""Milliseconds within which a full answer in a review counts as easy."""
LEECH_AFTER, LEECH_AGAIN = 8, 4
"""Lapses that make a question a leech, and further ones that suspend it again: Anki's threshold and half of it."""

_ZERO = datetime(2000, 1, 1, tzinfo=UTC)


class Model(msgspec.Struct, frozen=True):
    """What the scheduler aims at. retention: the share (0..1) of due questions that should still be known.

    parameters: the 21 of FSRS-6; empty for py-fsrs's own.
    """

    retention: float = 0.9
    parameters: tuple[float, ...] = ()


USUAL = Model()


class Mark(msgspec.Struct, frozen=True, order=True):
    """One thing that happened to a card. at: UTC, milliseconds since 1970; attempt and turn settle ties.

    what is a Grade, or suspend, resume or bury.
    """

    at: int
    attempt: str
    turn: int
    what: str


class Card(msgspec.Struct, frozen=True, omit_defaults=True):
    """due, last, buried: UTC, milliseconds since 1970 (0 for never); due is only meaningful once reviews > 0.

    stability is in days, difficulty 1..10 (FSRS). reviews counts judged trials, lapses those of them that failed on
    what was known before. latest is the mark folded last.
    """

    learner: str
    set: str
    question: str
    due: int = 0
    stability: float = 0.0
    difficulty: float = 0.0
    reviews: int = 0
    lapses: int = 0
    last: int = 0
    suspended: bool = False
    leech: bool = False
    buried: int = 0
    latest: Mark | None = None

    @property
    def held(self) -> bool:
        """True where it never comes up: suspended, or never judged."""
        return self.suspended or not self.reviews


def grade(trial: Trial) -> Grade | None:
    """What a trial says about memory; None before it is judged. The one place where a response becomes a rating.

    again   less than half the credit, or right only at the third try
    hard    part of the credit; or all of it, but with a hint, at the second try, after completing a nearly right
            answer, by a guess (where certainty was asked), or without finding the evidence (where it was asked for)
    easy    in a review, all of it at once within ten seconds, and quite sure where certainty was asked
    good    otherwise
    """
    if not trial.judged:
        return None
    if trial.credit < 0.5 or trial.tries > 2:
        return "again"
    unproved = trial.citation in ("wrong", "not-answered")
    if trial.credit < 1 - 1e-9 or trial.answers > 1 or trial.hints or unproved or trial.certainty == 1:
        return "hard"
    if trial.mode == "review" and trial.spent <= QUICK and trial.certainty in (0, 3):
        return "easy"
    return "good"


def marks_of(trial: Trial) -> tuple[Mark, ...]:
    """What a trial contributes to its question's card."""
    graded = grade(trial)
    found = [Mark(trial.at, trial.attempt, 0, graded)] if graded else []
    found += [Mark(notice.at, trial.attempt, turn, notice.what) for turn, notice in enumerate(trial.notices, 1)]
    return tuple(found)


def remember(trials: Iterable[Trial], model: Model = USUAL) -> Card | None:
    """The card of the trials of one question by one learner, in any order; None where nothing bears on memory."""
    card: Card | None = None
    marks: list[Mark] = []
    for trial in trials:
        marks += marks_of(trial)
        card = card or Card(trial.learner, trial.set, trial.question)
    if card is None or not marks:
        return None
    for mark in sorted(marks):
        card = step(card, mark, model)
    return card


def step(card: Card, mark: Mark, model: Model = USUAL) -> Card:
    """The card after one more mark, which must not be earlier than those before."""
    match mark.what:
        case "suspend":
            return msgspec.structs.replace(card, suspended=True, latest=mark)
        case "resume":
            return msgspec.structs.replace(card, suspended=False, latest=mark)
        case "bury":
            return msgspec.structs.replace(card, buried=mark.at, latest=mark)
    stability, difficulty, days = _schedule(card, mark, model)
    lapses = card.lapses + (mark.what == "again" and card.reviews > 0)
    over = lapses - LEECH_AFTER
    trips = lapses > card.lapses and over >= 0 and over % LEECH_AGAIN == 0
    return msgspec.structs.replace(
        card,
        due=min(mark.at + days * DAY, LATEST),
        stability=stability,
        difficulty=difficulty,
        reviews=card.reviews + 1,
        lapses=lapses,
        last=mark.at,
        leech=card.leech or trips,
        suspended=card.suspended or trips,
        latest=mark,
    )


def _schedule(card: Card, mark: Mark, model: Model) -> tuple[float, float, int]:
    """Stability, difficulty and the days until it is due, by py-fsrs. Only the days since the last review matter."""
    from fsrs import Card as Fsrs
    from fsrs import Rating, State

    rating = Rating(GRADES.index(mark.what) + 1)
    waited = min(max((mark.at - card.last + DAY // 2) // DAY, 0), 36_500) if card.reviews else 0
    now = _ZERO + timedelta(days=waited)
    if card.reviews:
        known = Fsrs(1, State.Review, None, card.stability, card.difficulty, now, _ZERO)
    else:
        known = Fsrs(1, due=now)
    after, _ = _scheduler(model).review_card(known, rating, now)
    return after.stability or 0.0, after.difficulty or 0.0, (after.due - now).days


@lru_cache(maxsize=8)
def _scheduler(model: Model) -> "Scheduler":
    from fsrs import Scheduler
    from fsrs.scheduler import DEFAULT_PARAMETERS

    return Scheduler(model.parameters or DEFAULT_PARAMETERS, model.retention, (), (), enable_fuzzing=False)
