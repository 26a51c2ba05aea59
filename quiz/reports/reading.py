"""How fast a learner reads: words a minute on the first reading of a whole article, and nothing that only looks so.

Counted is only what was read on the reading screen, from the beginning to the end without a break, before any question
on the article was asked or the article had been opened there. A speed below 60 or above 1,000 words a minute is no
reading. Adults read 238 words of English prose a minute, most of them 175 to 300 (M. Brysbaert, "How many words do we
read per minute?", Journal of Memory and Language 109, 2019).
"""

from collections.abc import Callable, Iterable, Mapping
from statistics import median

import msgspec

from quiz.attempts.notebook import Reading
from quiz.attempts.standing import Standing
from quiz.attempts.staying import FASTEST, SLOWEST
from quiz.questions.question_set import QuestionSet


class FirstReading(msgspec.Struct, frozen=True):
    """day as in ``progress.DayOf``; pace in words a minute."""

    day: int
    article: str
    words: int
    pace: float


class Pace(msgspec.Struct, frozen=True):
    """The first readings, the oldest first, and their median in words a minute; None where there are none."""

    readings: tuple[FirstReading, ...] = ()
    median: float | None = None


def pace_of(
    readings: Iterable[Reading],
    standings: Iterable[Standing],
    sets: Mapping[str, QuestionSet],
    day_of: Callable[[int], int],
    only: str | None = None,
) -> Pace:
    """The pace of one learner. sets: those that can be read, by id. only: the id of the one set to look at."""
    asked: dict[str, int] = {}
    for one in standings:
        for article in sets[one.set].head.articles if one.set in sets else ():
            asked[article] = min(asked.get(article, one.began), one.began)
    first: dict[str, Reading] = {}
    for reading in sorted(readings, key=lambda one: (one.at, one.event)):
        first.setdefault(reading.article, reading)
    wanted = set(first) if only is None else set(sets[only].head.articles if only in sets else ())
    found = []
    for article, reading in first.items():
        if (
            article not in wanted
            or not reading.whole
            or not reading.spent
            or reading.at > asked.get(article, reading.at)
        ):
            continue
        pace = reading.words * 60_000 / reading.spent
        if SLOWEST <= pace <= FASTEST:
            found.append(FirstReading(day_of(reading.at), article, reading.words, pace))
    return Pace(tuple(found), median(one.pace for one in found) if found else None)
