"""Dates that an answer reckons from another or writes in a way of its own, read before its words are."""

import datetime
import re

from quiz.matching.date_key import parse_free
from quiz.matching.date_words import CARDINALS, MONTH_NAMES, WEEKDAY_NAMES, WORDS
from quiz.matching.filler_words import is_filler

_COUNTED = re.compile(
    rf"(?:on )?(?:the )?(?:last |first )?(?:(?P<weekday>{'|'.join(WEEKDAY_NAMES)})|(?P<count>\w+) days?) "
    rf"(?P<turn>before|after) (?P<date>.+)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(.*\d.*?)\s*\((?P<aside>[^\W\d_]+(?: [^\W\d_]+)?)\)\s*", re.DOTALL)
_MONTHS = re.compile(r"\s*(\d{1,2})\s*[-–/]\s*(\d{1,2})\s*[/. ]\s*(\d{4})\s*", re.ASCII)
_START = re.compile(r"\b(?:began|begin|begins|begun|beginning|start|starts|started)\b", re.IGNORECASE)
_SINCE = re.compile(r"\s*(?:ever )?since\s+", re.IGNORECASE)


def counted(text: str) -> datetime.date | None:
    """The day that a text counts to from another: ``the Friday before 15 November 2022``, ``4 days before ...``.

    None where it does not, or where the day it counts from is not whole.
    """
    said = _COUNTED.fullmatch(text.strip().rstrip("."))
    if said is None:
        return None
    key = parse_free(said["date"])
    start = key.start.calendar_day() if key is not None and key.single else None
    if start is None:
        return None
    turn = -1 if said["turn"].lower() == "before" else 1
    if said["weekday"] is not None:
        weekday = WEEKDAY_NAMES.index(said["weekday"].lower())
        return _plus(start, turn * (((weekday - start.weekday()) * turn) % 7 or 7))
    word = said["count"].lower()
    days = int(word) if word.isascii() and word.isdigit() and len(word) < 4 else CARDINALS.get(word)
    return _plus(start, turn * days) if days is not None else None


def without_place(text: str) -> str:
    """The text without a name in brackets behind a date, which says only where: ``2014 (Crimea)``."""
    said = _ASIDE.fullmatch(text)
    if said is None or not said["aside"].istitle():
        return text
    words = said["aside"].lower().split()
    return text if any(word in WORDS or is_filler(word) for word in words) else said[1]


def months_of(text: str) -> str:
    """``02-03/2023`` as the months and the year that it is where two months are asked for; other text as it is."""
    said = _MONTHS.fullmatch(text)
    if said is None or not 1 <= int(said[1]) < int(said[2]) <= len(MONTH_NAMES):
        return text
    return f"{MONTH_NAMES[int(said[1]) - 1]}-{MONTH_NAMES[int(said[2]) - 1]} {said[3]}"


def without_since(text: str, prompt: str) -> str:
    """The text without ``since`` before a date, where a question asks when something began."""
    return _SINCE.sub("", text, count=1) if _START.search(prompt) and _SINCE.match(text) else text


def _plus(day: datetime.date, days: int) -> datetime.date | None:
    ordinal = day.toordinal() + days
    return datetime.date.fromordinal(ordinal) if 1 <= ordinal <= datetime.date.max.toordinal() else None
