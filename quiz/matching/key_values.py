"""What a key of a phrase is as a date or as an amount."""

from functools import lru_cache

from quiz.matching import phrase_lists
from quiz.matching.dates import DateKey
from quiz.matching.dates import parse_free as parse_date
from quiz.matching.number_key import NumberKey
from quiz.matching.number_key import parse_free as parse_number
from quiz.matching.phrase_words import MONTHS, Phrase, read

LONGEST = 60
"""Characters; what goes on for longer says more than a value."""
_IN_DATES = frozenset(phrase_lists.IN_DATES.split()) | MONTHS


@lru_cache(maxsize=4096)
def values_of(answer: str) -> tuple[DateKey | None, NumberKey | None]:
    """The date and the amount that a key is."""
    if len(answer) > LONGEST:
        return None, None
    return parse_date(answer) if is_dated(read(answer)) else None, parse_number(answer)


def is_dated(phrase: Phrase) -> bool:
    """Whether a phrase has numbers or months and otherwise only words that belong to dates."""
    words = [word for word in phrase.content if word.role == "content"]
    return bool(phrase.content) and all(word.key in _IN_DATES for word in words)
