"""Keys of a phrase that are a date or an amount, compared by what they say rather than by their words."""

import re

from quiz.matching import dates
from quiz.matching.key_values import LONGEST, is_dated, values_of
from quiz.matching.match import Match
from quiz.matching.numbers import match_number
from quiz.matching.phrase_keys import Key, Question
from quiz.matching.phrase_words import MONTHS, Phrase, keys_of
from quiz.matching.units import units_spelled

_HOW = re.compile(
    r"\bhow (?:many|much|long|old|far|often|tall|high|wide|deep|fast|big|large|heavy)\b|"
    r"\b(?:average|number of|percentage|population|height|length|cost|price|age|distance|speed|maximum|minimum)\b",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
_PART_ASKED = re.compile(r"\b(?:what|which) (year|month)\b", re.IGNORECASE)
_YEAR = re.compile(r"#\d{3,4}")
_BOUNDS = frozenset(("more", "less", "least", "most", "almost", "nearly", "half", "mid", "early", "late"))
_LIMITS = frozenset(("by", "before", "after", "since", "until", "till", "from"))


def by_value(typed: Phrase, key: Key, question: Question) -> Match | None:
    """What the rules for dates or amounts say; None where the key is neither, or the response says more than that."""
    date, amount = values_of(key.raw)
    if (date is None and amount is None) or not key.phrases or len(typed.raw) > LONGEST or typed.negators:
        return None
    if any(word.key[0] == "#" and word.key[-1] == "s" for word in typed.content):
        # Another decade is another answer.
        return None
    whole = key.phrases[0]
    if _bounds(typed) != _bounds(whole) and keys_of(typed) <= keys_of(whole):
        # "November" is not "mid-November", nor "1,000" "more than 1,000".
        return None
    if date is not None and is_dated(typed):
        if (part := _PART_ASKED.search(question.text)) and _says_part(part.group(1).casefold(), typed, whole):
            return Match("right", "shorter")
        dated = dates.match_date(typed.raw, date)
        if dated.reason == "bounded" and any(word.text in _LIMITS and word in typed.all for word in whole.all):
            # The key itself says "by 1990", and its words decide.
            return None
        if dated.reason != "unreadable" or amount is None:
            return dated
    if amount is None:
        return None
    asked = _HOW.search(question.text)
    others = [word for word in whole.content if word.role != "number"]
    if not asked and not all(units_spelled(word.text) for word in others):
        return None
    known = keys_of(whole) | question.keys
    if any(word.role == "content" and word.key not in known and not units_spelled(word.text) for word in typed.content):
        return None
    return match_number(typed.raw, amount, unit_asked=bool(others) and not _HOW_MANY.search(question.text))


def _bounds(phrase: Phrase) -> set[str]:
    return {word.text for word in phrase.all if word.text in _BOUNDS}


def is_other_day(typed: Phrase, key: Key, question: Question) -> bool:
    """Whether a response gives another day of the month that a key's date lies in."""
    if values_of(key.raw)[0] is None:
        return False
    found = by_value(typed, key, question)
    return found is not None and found.reason == "wrong_day"


def _says_part(part: str, typed: Phrase, key: Phrase) -> bool:
    """Whether a response is the part of a date that was asked for, or more of it: the year, or the month.

    A year or month beside others in the key (``2 March or 3 April 1990``) is not the part of one date.
    """
    given = keys_of(typed)
    years = [word.key for word in key.content if _YEAR.fullmatch(word.key)]
    months = [word.key for word in key.content if word.key in MONTHS]
    if not given <= keys_of(key) or len(years) > 1 or len(months) > 1:
        return False
    return not given.isdisjoint(years if part == "year" else months)
