"""What the tokens that fit a form of `date_forms` say: days, months, years, spans, or words for later."""

import re
from collections.abc import Callable
from typing import NamedTuple

from quiz.matching.date_tokens import Tokens
from quiz.matching.date_value import Join, Partial, Reading, exists
from quiz.matching.date_words import window_of

# what may stand between "early" and its month, and between "between" and its first end
_BEFORE = re.compile(r"e[-~]?O?E?$")
BETWEEN = re.compile(r"B[EseO]*$")
_PARTS = frozenset("idzyhoqmk")


class _Fit(NamedTuple):
    """One fit of a form: the tokens it covers, half open, and the parts in the order they are written."""

    tokens: Tokens
    first: int
    past: int
    roles: str


def reading_of(tokens: Tokens, roles: str, first: int, past: int) -> Reading | None:
    """What the tokens of one form say; None where they say nothing after all (a range that runs backwards)."""
    build = _BUILDERS.get(roles, _plain_parts)
    reading = build(_Fit(tokens, first, past, roles))
    if reading is None and roles in ("dmy", "mdy") and "m" in tokens.classes[first:past]:
        past -= 1  # what follows is too short for a year
        reading = _plain_parts(_Fit(tokens, first, past, roles[:2]))
    if reading is None:
        return None
    if tokens.classes[past : past + 1] == "K" and tokens.values[past] == -1 and not reading.join:
        reading = _before_our_era(reading)
    clues = reading.clues
    window = reading.window
    if tokens.marked and any(tokens.marked.get(at) == "slip" for at in range(first, past)):
        clues |= {"slip"}
    before = tokens.classes.rfind("e", max(0, first - 4), first)
    if before >= 0 and _BEFORE.match(tokens.classes[before:first]) and reading.start.day is None:
        part, first = str(tokens.values[before]), before
        if reading.start == reading.end:
            window = window_of(part, reading.start.month is not None)
        else:
            reading = _part_of_span(reading, part)
    if not exists(reading.start) or (reading.join and not exists(reading.end)):
        clues |= {"impossible"}
    return Reading(reading.start, reading.end, reading.join, reading.weekday, window, clues, reading.other, first, past)


def _before_our_era(reading: Reading) -> Reading:
    start = reading.start
    if reading.start != reading.end or start.year is None:
        return reading
    return _single(Partial(-start.year, start.month, start.day))


def _part_of_span(reading: Reading, part: str) -> Reading:
    """The early, middle or late years of a decade or century; other spans stay whole."""
    first, last = reading.start.year, reading.end.year
    if reading.join or first is None or last is None:
        return reading
    low, high = {"early": (0.0, 0.45), "mid": (0.3, 0.75), "late": (0.6, 1.0)}[part]
    length = last - first
    start = Partial(first + int(low * length), short=reading.start.short)
    return Reading(start, Partial(first + int(high * length), short=reading.start.short), clues=reading.clues)


def _numbers(tokens: Tokens, first: int, past: int) -> list[int]:
    """The places of the numbers and months in a fit."""
    classes = tokens.classes
    return [at for at in range(first, past) if classes[at] in _PARTS]


def _year(tokens: Tokens, at: int) -> tuple[int, bool] | None:
    """A year and whether it has two digits only; a year of one digit is none."""
    letter, value = tokens.classes[at], int(tokens.values[at])
    if letter in "yh":
        return value, False
    if letter == "q":
        return value, True
    wide = tokens.ends[at] - tokens.begins[at] == 2 or tokens.marked.get(at) == "spelled"
    return (value, True) if wide else None


def _single(date: Partial, **more: object) -> Reading:
    return Reading(date, date, **more)  # type: ignore[arg-type]


def _plain_parts(fit: _Fit) -> Reading | None:
    """Day, month and year in the order of the roles."""
    tokens, first, past, roles = fit
    year = month = day = None
    short = False
    for role, at in zip(roles, _numbers(tokens, first, past), strict=True):
        if role == "y":
            said = _year(tokens, at)
            if said is None:
                return None
            year, short = said
        elif role == "m":
            month = int(tokens.values[at])
        else:
            day = int(tokens.values[at])
    date = Partial(year, month, day, short)
    if "m" not in tokens.classes[first:past]:
        return _all_numbers(tokens, date, first, past)
    if roles == "md" and tokens.classes[past - 1] in "id" and tokens.ends[past - 1] - tokens.begins[past - 1] == 2:
        return _single(date, other=_single(Partial(day, month, None, True)), clues=frozenset({"short_or_day"}))
    return _single(date)


def _all_numbers(tokens: Tokens, date: Partial, first: int, past: int) -> Reading:
    """A date in digits alone, with the other way to read it kept beside it."""
    if date.day is None and date.year is not None and date.month is not None and tokens.classes[first] == "y":
        # 2001-02 is February in ISO, and a season where a long dash joins two years that follow each other
        later = date.year - date.year % 100 + date.month
        if later <= date.year:
            return _single(date)
        years = Reading(Partial(date.year), Partial(later), "range")
        if tokens.classes[first + 1] == "~" and later == date.year + 1:
            return Reading(years.start, years.end, "range", other=_single(date))
        return _single(date, other=years)
    if date.day is not None and date.month is not None and date.day <= 12 and date.day != date.month:
        if date.year is None:
            return _single(date, other=_single(Partial(date.day, date.month, None, True)))
        if tokens.classes[first] != "y":
            other = _single(Partial(date.year, date.day, date.month, date.short), clues=frozenset({"month_first"}))
            return _single(date, other=other)
    if date.year is None and date.day is not None and tokens.classes[first] == "i" and tokens.classes[past - 1] == "d":
        return _single(
            date, other=_single(Partial(date.day, date.month, None, True)), clues=frozenset({"short_or_day"})
        )
    return _single(date)


def _eight_digits(fit: _Fit) -> Reading | None:
    tokens, first, _, _ = fit
    digits = f"{tokens.values[first]:08d}"
    for year, month, day in ((0, 4, 6), (4, 2, 0), (4, 0, 2)):
        date = Partial(int(digits[year : year + 4]), int(digits[month : month + 2]), int(digits[day : day + 2]))
        if 1000 <= (date.year or 0) <= 2999 and exists(date):
            return _single(date)
    return None


def _two_days(fit: _Fit) -> Reading | None:
    tokens, first, past, roles = fit
    places = _numbers(tokens, first, past)
    days = [int(tokens.values[at]) for role, at in zip(roles, places, strict=True) if role == "d"]
    month = next(int(tokens.values[at]) for role, at in zip(roles, places, strict=True) if role == "m")
    year, short = None, False
    if roles.endswith("y"):
        said = _year(tokens, places[-1])
        if said is None:
            return None
        year, short = said
    first_day = roles.index("d")
    gap = tokens.classes[places[first_day] + 1 : places[first_day + 1]]
    join: Join = "or" if "R" in gap else "and" if "A" in gap else "list" if gap[:1] in (",", "/") else "range"
    if join == "and" and BETWEEN.search(tokens.classes[max(0, first - 6) : first]):
        join = "range"
    if join == "range" and days[1] <= days[0]:
        return None
    clues = frozenset({"consecutive"}) if days[1] == days[0] + 1 else frozenset()
    start, end = (Partial(year, month, day, short) for day in days)
    weekday = tokens.classes.find("w", first, past)
    last = end.calendar_day() if weekday >= 0 and exists(end) else None
    if last is not None and last.weekday() != tokens.values[weekday]:
        clues |= {"wrong_weekday"}
    return Reading(start, end, join, clues=clues)


def _two_years(fit: _Fit) -> Reading | None:
    tokens, first, past, _ = fit
    year = int(tokens.values[first])
    if _year(tokens, past - 1) is None:
        return None
    later = year - year % 100 + int(tokens.values[past - 1])
    return Reading(Partial(year), Partial(later), "range") if later > year else None


def _decade(fit: _Fit) -> Reading | None:
    tokens, _, past, _ = fit
    value = int(tokens.values[past - 1])
    if value % 100 == 0 and value >= 1000 and tokens.marked.get(past - 1) == "spelled":
        return Reading(Partial(value), Partial(value + 99), clues=frozenset({"century"}))
    short = value < 100
    return Reading(Partial(value, short=short), Partial(value + 9, short=short), clues=frozenset({"decade"}))


def _century(fit: _Fit) -> Reading | None:
    tokens, first, past, _ = fit
    at = tokens.classes.index("o", first)
    number = int(tokens.values[at])
    clues = frozenset({"century"})
    if tokens.classes[past - 1] == "K" and tokens.values[past - 1] == -1:
        return Reading(Partial(-100 * number), Partial(-100 * number + 99), clues=clues)
    return Reading(Partial(100 * number - 99), Partial(100 * number), clues=clues)


def _part_of_year(fit: _Fit) -> Reading | None:
    tokens, first, past, roles = fit
    said = _year(tokens, first if roles == "yS" else past - 1)
    if said is None:
        return None
    date = Partial(said[0], short=said[1])
    for at in range(first, past):
        letter = tokens.classes[at]
        if letter == "S":
            return _single(date, window=window_of(str(tokens.values[at]), month_named=False))
        if letter in "Qo":
            number, length = int(tokens.values[at]), 6 if "half" in tokens.values[first:past] else 3
            inside = number * length <= 12
            return _single(date, window=((number - 1) * length + 1, number * length)) if inside else None
    return None


def _with_era(fit: _Fit) -> Reading | None:
    tokens, first, past, roles = fit
    at, era = (first, past - 1) if roles == "yK" else (past - 1, first)
    return _single(Partial(int(tokens.values[at]) * int(tokens.values[era])))


def _weekday(fit: _Fit) -> Reading | None:
    tokens, _, past, _ = fit
    return _single(Partial(), weekday=int(tokens.values[past - 1]), clues=frozenset({"bare_weekday"}))


def _relative(fit: _Fit) -> Reading | None:
    _, _, _, roles = fit
    return _single(Partial(), clues=frozenset({"relative", roles}))


_BUILDERS: dict[str, Callable[[_Fit], Reading | None]] = {
    "n": _eight_digits,
    "yY": _two_years,
    "k": _decade,
    "c": _century,
    "yK": _with_era,
    "Ky": _with_era,
    "w": _weekday,
    **dict.fromkeys(("ddmy", "mddy", "ddm", "mdd"), _two_days),
    **dict.fromkeys(("Qy", "fy", "Sy", "yS"), _part_of_year),
    **dict.fromkeys(("dmpu", "mdpu", "mpu", "Lv", "pm", "pw", "pU", "nUG", "v"), _relative),
}
