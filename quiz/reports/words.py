"""Figures of a report in words, the same in text and on a page."""

from datetime import date


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


def change_words(change: float | None) -> str:
    """``+2 since last time``; empty where there is nothing to compare with."""
    from quiz.questions.scoring import number

    if change is None:
        return ""
    if abs(change) < 0.005:
        return "as last time"
    return f"{'+' if change > 0 else '-'}{number(abs(change))} since last time"
