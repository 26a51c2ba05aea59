"""The values the date matcher works with: partial dates, keys, and what one mention of a date says."""

import calendar
import datetime
from typing import Literal

import msgspec

Join = Literal["", "range", "slash", "and", "or", "list"]


class Partial(msgspec.Struct, frozen=True):
    """A date of which parts may be missing.

    year: negative before the common era; None where it was not said.
    short: the year is two digits (0 to 99) and its century was not said.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    short: bool = False

    def resolved(self, near: int) -> "Partial":
        """The same date with a two-digit year put into the century that brings it closest to the year `near`."""
        if not self.short or self.year is None:
            return self
        base = near - near % 100 + self.year
        year = min((base - 100, base, base + 100), key=lambda each: abs(each - near))
        return Partial(year, self.month, self.day)

    def calendar_day(self) -> datetime.date | None:
        """The day of the calendar, where all three parts are known and Python's calendar reaches it."""
        if self.year is None or self.month is None or self.day is None or self.short or self.year < 1:
            return None
        return datetime.date(self.year, self.month, self.day)


class DateKey(msgspec.Struct, frozen=True):
    """What a date question asks for: one partial date, or an interval from start to end.

    whole: the interval is a decade or a century, which any date inside it answers; never so for a written interval.
    """

    start: Partial
    end: Partial
    whole: bool = False

    @property
    def single(self) -> bool:
        return self.start == self.end


class Reading(msgspec.Struct, frozen=True):
    """What one mention of a date says.

    start, end: equal for a single date.
    join: how the two ends were joined (`slash`: an ISO interval, or two answers); empty for a single date, a decade
        and a century.
    weekday: 0 Monday to 6 Sunday.
    window: the months of the year (or days of the month, where a month is named) that "early" or "autumn" leaves.
    clues: what else matters: slip, relative, decade, century, bare_weekday, wrong_weekday, short_or_day,
        month_first, consecutive, bare_number, impossible; a relative one also names its form.
    other: a second way to read the same characters (`2001-02` as two years, `03/04/2025` with the month first).
    first, past: the tokens it covers, half open.
    """

    start: Partial
    end: Partial
    join: Join = ""
    weekday: int | None = None
    window: tuple[int, int] | None = None
    clues: frozenset[str] = frozenset()
    other: "Reading | None" = None
    first: int = 0
    past: int = 0


def days_in(month: int, year: int | None) -> int:
    """How many days the month has; 29 for a February whose year is unknown."""
    if month == 2:
        return 28 if year is not None and year > 0 and not calendar.isleap(year) else 29
    return 30 if month in (4, 6, 9, 11) else 31


def exists(date: Partial) -> bool:
    """Whether the calendar has such a date, as far as its parts are known."""
    if date.month is not None and not 1 <= date.month <= 12:
        return False
    if date.day is None:
        return True
    if date.month is None:
        return 1 <= date.day <= 31
    # 1900 and 2000 differ, so a two-digit 00 gets the benefit of the doubt
    year = None if date.short and date.year == 0 else date.year
    if date.short and year is not None:
        year += 2000
    return 1 <= date.day <= days_in(date.month, year)


def same_year(date: Partial, year: int) -> bool:
    """Whether the date's year is that year; two digits are compared with its last two."""
    if date.short:
        return year > 0 and date.year == year % 100
    return date.year == year
