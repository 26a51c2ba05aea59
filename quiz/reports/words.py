"""Figures of a report in words, the same in text and on a page."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.reports.progress import Week


def day_name(day: int) -> str:
    """``3 March 2026``, for a day as in ``progress.DayOf``."""
    given = date.fromordinal(day)
    return f"{given.day} {given:%B %Y}"


def short_day(day: int) -> str:
    """``3 Mar``."""
    given = date.fromordinal(day)
    return f"{given.day} {given:%b}"


def month_name(day: int) -> str:
    """``Mar 2026``."""
    return f"{date.fromordinal(day):%b %Y}"


def percent(share: float) -> str:
    return f"{round(100 * share)}%"


def count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def hours(seconds: float) -> str:
    """``5 h 12 min``, ``12 min``, ``90 s``."""
    if seconds < 120:
        return f"{round(seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


def week_words(weeks: "Sequence[Week]") -> str:
    """``+4 percentage points since the week before``: the latest week with answers; empty for the first."""
    if len(weeks) < 2:
        return ""
    gained = round(100 * weeks[-1].credit) - round(100 * weeks[-2].credit)
    if not gained:
        return "as in the week before"
    return f"{gained:+d} percentage {'point' if abs(gained) == 1 else 'points'} since the week before"


def looks_words(looks: float | None) -> str:
    """``0.4 looks back``; empty where no book was open."""
    return "" if looks is None else f"{looks:.1f} looks back"


def change_sign(change: float | None) -> str:
    """``+2``, ``±0``: points since last time; empty where there is nothing to compare with."""
    from quiz.questions.scoring import number

    if change is None:
        return ""
    return f"{'±' if abs(change) < 0.005 else '+' if change > 0 else '-'}{number(abs(change))}"


def change_words(change: float | None) -> str:
    """``+2 since last time``; empty where there is nothing to compare with."""
    from quiz.questions.scoring import number

    if change is None:
        return ""
    if abs(change) < 0.005:
        return "as last time"
    return f"{'+' if change > 0 else '-'}{number(abs(change))} since last time"
