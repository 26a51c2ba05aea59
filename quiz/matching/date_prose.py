"""Dates in running text: every mention, and whether one of them is a key's date."""

import datetime
import re

import msgspec

from quiz.matching.date_compare import compare
from quiz.matching.date_key import value_of
from quiz.matching.date_readings import readings
from quiz.matching.date_tokens import Tokens, tokenise
from quiz.matching.date_value import DateKey, Partial, Reading


class Found(msgspec.Struct, frozen=True):
    """A mention of a date in a text: characters start to end (half open), what it says, as a key and as read."""

    start: int
    end: int
    value: DateKey
    reading: Reading


def find_dates(text: str, *, published: datetime.date | None = None) -> list[Found]:
    """Every mention of a date in running text, in order.

    Relative words count only with `published`, and bare weekdays always (with an empty value).
    """
    tokens = tokenise(text, slips=False)
    _hush_verbs(tokens, text)
    out: list[Found] = []
    for reading in readings(tokens, running=True, published=published):
        if "impossible" in reading.clues or ("relative" in reading.clues and reading.start == Partial()):
            continue
        start, end = tokens.begins[reading.first], tokens.ends[reading.past - 1]
        out.append(Found(start, end, value_of(reading, published), reading))
    return out


def mentions(text: str, key: DateKey, *, published: datetime.date | None = None) -> bool:
    """Whether running text mentions the key's date in a form that grading would accept as an answer.

    An interval is also mentioned where both its ends are, apart from each other.
    """
    found = find_dates(text, published=published)
    if any(compare(each.reading, key, published).right for each in found):
        return True
    ends = (DateKey(key.start, key.start), DateKey(key.end, key.end))
    return not key.single and all(any(compare(each.reading, end, published).right for each in found) for end in ends)


def _hush_verbs(tokens: Tokens, text: str) -> None:
    """In prose, `may`, `march`, `sat` and other small letters are words of their own, not months or weekdays."""
    letters = list(tokens.classes)
    for at, letter in enumerate(letters):
        begin = tokens.begins[at]
        short = letter == "m" and tokens.ends[at] - begin <= 5
        if (letter in "mw" and not text[begin].isupper()) or (short and not _beside_date(letters, at)):
            letters[at] = "_"
    tokens.classes = "".join(letters)


def _beside_date(letters: list[str], at: int) -> bool:
    """Whether a short month name (`May`, `Mar`, `March`) stands where a date may: beside a number or after `in`."""
    before = letters[at - 1] if at else ""
    after = "".join(letters[at + 1 : at + 3])
    return before in ("i", "d", "o", "O", "s", "F", "B", "L", "p", "e", "T", "A", "R", "-", "~", "/", ".") or bool(
        re.match(r"[,.]?[idoyqATR~-]", after)
    )
