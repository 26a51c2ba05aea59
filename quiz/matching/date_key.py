"""Dates as authors write them: the key of a date question, and the one date that a phrase names."""

import datetime
import re

from quiz.matching.date_merge import one_of
from quiz.matching.date_readings import readings
from quiz.matching.date_tokens import Tokens, tokenise
from quiz.matching.date_value import DateKey, Partial, Reading, exists

LONGEST = 200
"""The characters of the longest answer worth reading: a sentence or two."""

_KEY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
_KEY_HELP = "write it as 2022, 2022-11, 2022-11-12 or 2023-02/2023-03"
_BOUND = re.compile(r"(?:L|WT)[EesbOFTpDU-]*$")
_COUNTED_FROM = re.compile(r"([uUD])FE?$")


def parse_key(text: str) -> DateKey:
    """The key an author wrote: `2022`, `2022-11`, `2022-11-12` or an interval of two of these, `2023-02/2023-03`.

    Raises ValueError with one line that says what is wrong and what to write.
    """
    start_text, slash, end_text = text.strip().partition("/")
    start = _parse_end(start_text.strip(), text)
    if not slash:
        return DateKey(start, start)
    end = _parse_end(end_text.strip(), text)
    first, last = (tuple(part or 0 for part in (date.year, date.month, date.day)) for date in (start, end))
    if (start.month is None) != (end.month is None) or (start.day is None) != (end.day is None):
        raise ValueError(f"{text!r}: both ends of an interval need the same parts (year, month, day)")
    if first >= last:
        raise ValueError(f"{text!r}: an interval ends after it starts")
    return DateKey(start, end)


def _parse_end(part: str, text: str) -> Partial:
    fit = _KEY.fullmatch(part)
    if fit is None or fit[1] == "0000":
        raise ValueError(f"{text!r} is not a date; {_KEY_HELP}")
    year, month, day = (int(group) if group else None for group in fit.groups())
    date = Partial(year, month, day)
    if not exists(date):
        raise ValueError(f"{text!r}: the calendar has no {part}")
    return date


def parse_free(text: str, *, published: datetime.date | None = None) -> DateKey | None:
    """The one date (or range, decade, century) that words such as `14 September 2008` or `the 1990s` name.

    A decade or century is a key with `whole`: any date inside it answers it. None where the words name no date,
    more than one, or only a bound (`before 1990`; but `by 1990` is read as 1990). The year is None where it is not
    said. Two-digit years take the century nearest to `published`, or to 2000 without it.
    """
    tokens = tokenise(text[: LONGEST + 1], slips=False)
    if len(text) > LONGEST or "N" in tokens.classes:
        return None
    found = readings(tokens, running=False, published=published)
    if not found or any(is_bounded(tokens, each, but="by") for each in found):
        return None
    reading = one_of(tokens, found)
    if (
        reading is None
        or reading.start == Partial()
        or reading.join in ("or", "list")
        or reading.clues & {"impossible", "bare_number"}
    ):
        return None
    return value_of(reading, published)


def value_of(reading: Reading, published: datetime.date | None) -> DateKey:
    """What a mention says as a key; a year that is not said in full is one near `published`, or near 2000."""
    near = published.year if published is not None else 2000
    whole = not reading.clues.isdisjoint(("decade", "century"))
    return DateKey(reading.start.resolved(near), reading.end.resolved(near), whole)


def is_bounded(tokens: Tokens, reading: Reading, but: str = "") -> bool:
    """Whether a mention only bounds a time: `before 1990`, `a week from 18 March`; `but` is a word that does not."""
    before = tokens.classes[: reading.first]
    if reading.start == reading.end and (counted := _COUNTED_FROM.search(before)):
        return tokens.values[counted.start()] != "night"
    fit = _BOUND.search(before)
    return fit is not None and tokens.values[fit.start()] != but
