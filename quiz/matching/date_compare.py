"""One mention of a date against the date a question asks for."""

import datetime

from quiz.matching.date_relative import nearby_weekday
from quiz.matching.date_value import DateKey, Partial, Reading, same_year
from quiz.matching.date_words import in_window
from quiz.matching.match import Match

_PARTS = ("year", "month", "day")
_WORST = {"right": 0, "near": 1, "wrong": 2}

TWO_ANSWERS = Match("wrong", "two_answers", "That names more than one date.")
IMPOSSIBLE = Match("wrong", "impossible", "There is no such day in the calendar.")
_YEAR_SHORT = Match("near", "year_short", "Write the year in full.")
_TOO_WIDE = "That is a span of time; name the one date."


def compare(reading: Reading, key: DateKey, published: datetime.date | None) -> Match:
    """How one mention compares with the key; see `dates.match_date` for the rules."""
    if "impossible" in reading.clues:
        return IMPOSSIBLE
    if "relative" in reading.clues and reading.start == Partial():
        return Match("wrong", "relative", "Give the date itself, not how long ago it was.")
    if "wrong_weekday" in reading.clues or (reading.join and not _weekday_fits(reading, key.start)):
        return Match("wrong", "weekday", "That weekday does not fall on that date.")
    match = _interval(reading, key, published) if not key.single else _one_date(reading, key.start, published)
    if match.right and "slip" in reading.clues:
        return Match("right", "spelling", "Check the spelling.")
    if match.right and match.reason == "exact" and "relative" in reading.clues:
        return Match("right", "relative")
    return match


def _one_date(reading: Reading, key: Partial, published: datetime.date | None) -> Match:
    if reading.start != reading.end:
        if reading.join in ("or", "and", "list", "slash"):
            return TWO_ANSWERS
        return _span_around(reading, key)
    if "bare_weekday" in reading.clues:
        return _bare_weekday(reading, key, published)
    match = _parts(reading.start, key, published)
    if match.outcome == "wrong":
        return _second_reading(reading, key, match)
    if not _weekday_fits(reading, key):
        return Match("wrong", "weekday", "That weekday does not fall on that date.")
    other = reading.other
    if match.outcome == "near" and other is not None and other.start.short and _parts(other.start, key, None).right:
        return _YEAR_SHORT
    if "bare_number" in reading.clues and match.right:
        return _YEAR_SHORT
    if reading.window is not None and not _window_fits(reading, key):
        return Match("wrong", "wrong_part", "The part of the year or month is different.")
    if reading.window is not None and match.reason == "exact":
        return Match("right", "more_precise")
    return match


def _second_reading(reading: Reading, key: Partial, match: Match) -> Match:
    """What a second way to read the same characters changes: never a right answer, sometimes another try."""
    other = reading.other
    if other is None or other.start != other.end or not _parts(other.start, key, None).right:
        return match
    if "month_first" in other.clues:
        return Match("wrong", "day_first", "Numbers are read day first; write the month as a word.")
    return _YEAR_SHORT


def _parts(said: Partial, key: Partial, published: datetime.date | None) -> Match:
    """The parts the key asks for, one by one: a different one is wrong, a missing one near."""
    missing: list[str] = []
    agreed = 0
    if said.year is None:
        # a question that asks for the year alone is not answered by leaving it out
        if published is not None and key.year == published.year and None not in (said.month, key.month):
            agreed += 1
        elif key.year is not None:
            missing.append("year")
    elif key.year is not None:
        if not same_year(said, key.year):
            return _different("year")
        agreed += 1
    for name, mine, theirs in (("month", said.month, key.month), ("day", said.day, key.day)):
        if theirs is None:
            continue
        if mine is None:
            missing.append(name)
        elif mine != theirs:
            return _different(name)
        else:
            agreed += 1
    if missing:
        if not agreed:
            return Match("wrong", f"{missing[0]}_missing", _missing_note(missing))
        # a day is the finest part: what is named first is what the learner is most likely to know
        return Match("near", f"{missing[0]}_missing", _missing_note(missing))
    if said.year is None and key.year is not None:
        return Match("right", "year_from_article")
    precise = (said.day is not None and key.day is None) or (said.month is not None and key.month is None)
    return Match("right", "more_precise" if precise else "exact")


def _different(part: str) -> Match:
    return Match("wrong", f"wrong_{part}", f"The {part} is different.")


def _missing_note(missing: list[str]) -> str:
    return f"The {' and the '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing."


def _weekday_fits(reading: Reading, key: Partial) -> bool:
    if reading.weekday is None:
        return True
    said = reading.start
    year = said.year if said.year is not None and not said.short else key.year
    try:
        day = Partial(year, said.month or key.month, said.day or key.day).calendar_day()
    except ValueError:  # 29 February in a year that has none
        return False
    return day is None or day.weekday() == reading.weekday


def _window_fits(reading: Reading, key: Partial) -> bool:
    value = key.month if reading.start.month is None else key.day
    return value is None or reading.window is None or in_window(value, reading.window)


def _bare_weekday(reading: Reading, key: Partial, published: datetime.date | None) -> Match:
    day = key.calendar_day()
    if day is None or reading.weekday is None:
        return Match("wrong", "unreadable", "Give a date.")
    if day.weekday() != reading.weekday:
        return Match("wrong", "weekday", "The weekday is different.")
    if published is not None and nearby_weekday(reading.weekday, published, day):
        return Match("right", "relative")
    return Match("near", "date_missing", "That is only a weekday; give the date.")


def _span_around(reading: Reading, key: Partial) -> Match:
    """A span of time where one date is asked: near if it is narrow and holds the date, otherwise wrong."""
    wrong = Match("wrong", "too_wide", _TOO_WIDE)
    if key.year is None:
        return wrong
    start, end = (_in_year(each, key.year) for each in (reading.start, reading.end))
    if not _reach(start, 0) <= _reach(key, 1) or not _reach(key, 0) <= _reach(end, 1):
        return Match("wrong", "wrong_part", "The date is outside that span.")
    if start.year == end.year or "decade" in reading.clues:
        return Match("near", "too_wide", _TOO_WIDE)
    return wrong


def _in_year(date: Partial, year: int) -> Partial:
    return Partial(year, date.month, date.day) if date.year is None else date.resolved(year)


def _reach(date: Partial, last: int) -> tuple[int, int, int]:
    """The first (0) or last (1) day a partial date can mean, as a tuple that sorts."""
    return date.year or 0, date.month or (1, 12)[last], date.day or (1, 31)[last]


def _interval(reading: Reading, key: DateKey, published: datetime.date | None) -> Match:
    if reading.start == reading.end:
        years_asked = key.start.month is None and key.start.year is not None
        if reading.other is not None and reading.other.start != reading.other.end and years_asked:
            return _interval(reading.other, key, published)
        return _one_of_interval(reading, key, published)
    if reading.join == "or" or (reading.join in ("and", "list") and "consecutive" not in reading.clues):
        return TWO_ANSWERS
    if key.whole:
        return _within_whole(reading, key)
    ends = (_parts(reading.start, key.start, published), _parts(reading.end, key.end, published))
    worst = max(ends, key=lambda each: _WORST[each.outcome])
    if worst.outcome == "wrong" and _turned(reading, key):
        return Match("near", "range_order", "The two ends are right; give the earlier one first.")
    if worst.right and any(each.reason == "more_precise" for each in ends):
        return Match("right", "more_precise")
    return worst


def _turned(reading: Reading, key: DateKey) -> bool:
    """Whether the ends of a span in one year are the key's, the later one first: ``March-February 2023``."""
    start, end = key.start, key.end
    if start.year != end.year or start.month is None or start.day is not None or reading.end.year != end.year:
        return False
    return (reading.start.month, reading.end.month, reading.start.day) == (end.month, start.month, None)


def _within_whole(reading: Reading, key: DateKey) -> Match:
    """A span where a decade or century is asked: right if it is that or lies inside it, near if it is wider."""
    near = key.start.year or 0
    start, end = reading.start.resolved(near), reading.end.resolved(near)
    if start.year is None or end.year is None:
        return Match("wrong", "year_missing", "The year is missing.")
    if (start, end) == (key.start, key.end):
        return Match("right", "exact")
    if _reach(key.start, 0) <= _reach(start, 0) and _reach(end, 1) <= _reach(key.end, 1):
        return Match("right", "more_precise")
    if _reach(start, 0) <= _reach(key.start, 0) and _reach(key.end, 1) <= _reach(end, 1):
        return Match("near", "too_wide", "That is a longer time than the text says.")
    return Match("wrong", "wrong_part", "The date is different.")


def _one_of_interval(reading: Reading, key: DateKey, published: datetime.date | None) -> Match:
    """A single date where two ends are asked: near if it lies inside, for half of the answer is there."""
    if "bare_weekday" in reading.clues or key.start.year is None or key.end.year is None:
        return Match("wrong", "range_missing", "Give both ends.")
    said = reading.start
    if said.year is None:
        for end in (key.start, key.end):
            match = _parts(said, end, published)
            if match.outcome != "wrong":
                return Match("near", "range_missing", "That is only a part of it; give both ends.")
        return Match("wrong", "wrong_part", "The date is different.")
    said = said.resolved(key.start.year)
    if _reach(said, 0) <= _reach(key.end, 1) and _reach(key.start, 0) <= _reach(said, 1):
        if key.whole:
            return Match("right", "more_precise")
        return Match("near", "range_missing", "That is only a part of it; give both ends.")
    return Match("wrong", "wrong_part", "The date is different.")
