"""Every mention of a date in a text, with neighbours joined: a weekday to its day, two ends to a range."""

import datetime
import re

from quiz.matching.date_forms import answer_forms, running_forms
from quiz.matching.date_parts import BETWEEN, reading_of
from quiz.matching.date_relative import resolve
from quiz.matching.date_tokens import Tokens
from quiz.matching.date_value import Join, Partial, Reading, exists

_CLOSE = re.compile(r"[,.E-]{0,3}$")
_RANGE = re.compile(r"[.,]?[-~TL],?[EsFeU]*$")
_AND = re.compile(r"[.,]?A[EsFU]*$")
_OR = re.compile(r"[.,]?R[EsFU]*$")
_SLASH = re.compile(r"[.,]?/$")
_JOINABLE = frozenset({"relative", "bare_weekday", "impossible"})


def readings(tokens: Tokens, *, running: bool, published: datetime.date | None) -> list[Reading]:
    """The mentions of dates among the tokens, in order.

    running: the text is prose, where `18.3` is a number and `may` a verb, not one typed answer.
    published: what relative words are counted from; without it they stay unresolved, with the clue `relative`.
    """
    found: list[Reading] = []
    forms = running_forms if running else answer_forms
    for roles, first, past in forms(tokens.classes):
        reading = reading_of(tokens, roles, first, past)
        if reading is None:
            continue
        if published is not None and "relative" in reading.clues:
            reading = resolve(tokens, reading, published)
        found.append(reading)
    if not found and not running:
        return _whole_answer(tokens)
    if len(found) == 1:
        return found
    found = _attach_weekdays(tokens, found)
    if len(found) > 1 and not running:
        found = [each for each in found if not _other_word(tokens, each)] or found
    return _join_ranges(tokens, found)


def _other_word(tokens: Tokens, reading: Reading) -> bool:
    """Whether a lone `may`, `march`, `sat` or `sun` in a sentence is the verb or noun, going by its neighbours."""
    at = reading.first
    if reading.past - at != 1 or tokens.classes[at] not in "mw":
        return False
    length = tokens.ends[at] - tokens.begins[at]
    neighbours = tokens.classes[max(0, at - 1) : at] + tokens.classes[at + 1 : at + 2]
    if tokens.classes[at] == "w":
        return length == 3 and "_" in neighbours
    return (tokens.values[at], length) in ((5, 3), (3, 5)) and neighbours[-1:] in ("_", "N")


def _whole_answer(tokens: Tokens) -> list[Reading]:
    """A number that is a date only because it is the whole answer: a year of three digits, or a day."""
    numbers = [at for at, letter in enumerate(tokens.classes) if letter in "hidz"]
    if len(numbers) != 1 or not re.fullmatch(r"[EsObN,.]*[hidz][,.]*", tokens.classes):
        return []
    at = numbers[0]
    value = int(tokens.values[at])
    letter = tokens.classes[at]
    year = Partial(value, short=letter != "h")
    if letter in "hz":
        clues = frozenset({"bare_number"}) if letter == "z" else frozenset[str]()
        return [Reading(year, year, clues=clues, first=at, past=at + 1)]
    other = Reading(year, year)
    day = Partial(day=value)
    return [Reading(day, day, clues=frozenset({"bare_number"}), other=other, first=at, past=at + 1)]


def _attach_weekdays(tokens: Tokens, found: list[Reading]) -> list[Reading]:
    """A weekday beside a date becomes part of it."""
    out: list[Reading] = []
    for reading in found:
        last = out[-1] if out else None
        if last is None or not _CLOSE.match(tokens.classes[last.past : reading.first]):
            out.append(reading)
        elif "bare_weekday" in last.clues and _takes_weekday(reading):
            out[-1] = _with(reading, last, first=last.first)
        elif "bare_weekday" in reading.clues and _takes_weekday(last):
            out[-1] = _with(last, reading, past=reading.past)
        else:
            out.append(reading)
    return out


def _takes_weekday(reading: Reading) -> bool:
    return reading.weekday is None and reading.start.day is not None


def _with(date: Reading, beside: Reading, *, first: int | None = None, past: int | None = None) -> Reading:
    """The date with the weekday that stands beside it."""
    return Reading(
        date.start,
        date.end,
        date.join,
        beside.weekday,
        date.window,
        date.clues | (beside.clues & {"slip"}),
        date.other,
        date.first if first is None else first,
        date.past if past is None else past,
    )


def _join_ranges(tokens: Tokens, found: list[Reading]) -> list[Reading]:
    out: list[Reading] = []
    for reading in found:
        last = out[-1] if out else None
        joined = _joined(tokens, last, reading) if last is not None else None
        if joined is None:
            out.append(reading)
        else:
            out[-1] = joined
    return out


def _joined(tokens: Tokens, left: Reading, right: Reading) -> Reading | None:
    """The two mentions as one, where the words between them join them; None where they stay apart."""
    if left.join or right.join or (left.clues | right.clues) & _JOINABLE:
        return None
    gap = tokens.classes[left.past : right.first]
    join = _join_of(tokens, left, gap)
    if not join:
        return None
    start, end = _share(left.start, right.end)
    if _level(start) != _level(end) or (join == "list" and start == end):
        return None
    if join in ("range", "slash") and not _ordered(start, end):
        return None
    clues = left.clues | right.clues
    if _wrong_weekday(left, start) or _wrong_weekday(right, end):
        clues |= {"wrong_weekday"}
    if _consecutive(start, end):
        clues |= {"consecutive"}
    if not exists(start) or not exists(end):
        clues |= {"impossible"}
    return Reading(start, end, join, None, None, clues, None, left.first, right.past)


def _join_of(tokens: Tokens, left: Reading, gap: str) -> Join:
    if _RANGE.match(gap):
        bounded = "L" in gap and tokens.values[left.past + gap.index("L")] not in ("until", "till", "til")
        return "" if bounded else "range"
    if _AND.match(gap):
        return "range" if BETWEEN.search(tokens.classes[max(0, left.first - 6) : left.first]) else "and"
    if _OR.match(gap):
        return "or"
    if _SLASH.match(gap):
        return "slash" if left.start.year is not None else "list"
    return "list" if gap == "," and _level(left.start) == (False, True, False) else ""


def _share(start: Partial, end: Partial) -> tuple[Partial, Partial]:
    """Two ends where what only one of them says holds for both: `Feb-Mar 2023`, `18 March to 2 April 2025`."""
    if start.year is None and end.year is not None:
        over = start.month is not None and end.month is not None and start.month > end.month
        start = Partial(end.year - over, start.month, start.day, end.short)
    elif end.year is None and start.year is not None:
        over = start.month is not None and end.month is not None and start.month > end.month
        end = Partial(start.year + over, end.month, end.day, start.short)
    if start.short != end.short and start.year is not None and end.year is not None:
        start, end = start.resolved(end.year or 0), end.resolved(start.year or 0)
    return start, end


def _level(date: Partial) -> tuple[bool, bool, bool]:
    return date.year is not None, date.month is not None, date.day is not None


def _ordered(start: Partial, end: Partial) -> bool:
    """Whether the start comes first, as far as both say the same parts."""
    for one, two in ((start.year, end.year), (start.month, end.month), (start.day, end.day)):
        if one is None or two is None:
            return True
        if one != two:
            return one < two
    return True


def _wrong_weekday(reading: Reading, date: Partial) -> bool:
    day = date.calendar_day() if reading.weekday is not None and exists(date) else None
    return day is not None and day.weekday() != reading.weekday


def _consecutive(start: Partial, end: Partial) -> bool:
    if start.month is None and start.year is not None and end.year is not None:
        return end.year == start.year + 1
    if start.day is None and start.month is not None and end.month is not None:
        years = (end.year or 0) - (start.year or 0)
        return 12 * years + end.month - start.month == 1
    if start.day is not None and exists(start) and exists(end):
        one, two = start.calendar_day(), end.calendar_day()
        return one is not None and two is not None and (two - one).days == 1
    return False
