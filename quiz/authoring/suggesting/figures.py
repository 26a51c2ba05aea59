"""Figures with what they count, and dates with the key that grading would take."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import msgspec

from quiz.articles.article import Article
from quiz.matching.dates import DateKey, find_dates, mentions
from quiz.matching.dates import parse_key as parse_date
from quiz.matching.names import find_names
from quiz.matching.numbers import find_numbers

_NOT_COUNTED = frozenset("a an first second third both once twice never nothing nobody none no one zero half".split())  # noqa: SIM905
_STOPS = frozenset(
    """
    a an the of in on at to for from with by as and or but than that which who whose whom when while where if will
    would can could may might must should is are was were be been has have had do does did said says after before
    during until since under over into between against about because so it its they them their he his she her we our
    you this these those there not nor less who's it's also old ago later earlier past
    """.split()  # noqa: SIM905
)
_PART = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LONGEST_NOUN = 4
# "G-20", "Charter 97", "the Group of 20"; "About 20" and "By 20" are none.
_PART_OF_A_NAME = re.compile(r"(?:[\w-]|\b(?!(?:About|By|In|At|On|Over|Only|The|Some|All|Nearly)\b)[A-Z]\w+ (?:of )?)$")


class Figure(msgspec.Struct, frozen=True):
    """A number in the text. key: as an answer is written; unit: as a key's unit, "" for what is merely counted.

    noun: the words it counts or describes ("" where rules cannot tell). joined: the word it describes them with, as
    ``day`` in ``30-day halt``.
    """

    start: int
    end: int
    text: str
    key: str
    unit: str
    noun: str
    joined: str


class Dated(msgspec.Struct, frozen=True):
    """A date in the text, with its key as an author writes it. reckoned: it follows from the day of publication."""

    start: int
    end: int
    text: str
    key: str
    reckoned: bool


def figures(article: Article) -> Iterator[Figure]:
    """The numbers worth asking for, in the order of the text: no years, ordinals, or parts of a name."""
    text = article.text
    taken = [(one.start, one.end) for one in find_dates(text, published=article.published)]
    taken += [(one.start, one.end) for one in find_names(text)]
    for found in find_numbers(text):
        written = text[found.start : found.end]
        word = next(iter(_PART.findall(written.casefold())), "")
        years = found.value.denominator == 1 and 1000 <= found.value <= 2100 and not found.unit
        if word in _NOT_COUNTED or years or any(a < found.end and found.start < b for a, b in taken):
            continue
        if found.value == 2 and text[: found.start].endswith((" the ", "The ")):
            continue  # "the two sides" counts nothing that a reader has to find
        if _PART_OF_A_NAME.search(text, max(0, found.start - 30), found.start):
            continue
        joined = re.match(r"-([a-z]+)", text[found.end :])
        hyphened = re.search(r"-([a-z]+)$", written)
        of_what = joined.group(1) if joined else hyphened.group(1) if hyphened else ""
        after = found.end + (joined.end() if joined else 0)
        noun = _noun_after(text, after, share=found.unit == "%", single=bool(of_what))
        yield Figure(found.start, found.end, written, _key(found.value), found.unit, noun, of_what)


def dates(article: Article) -> Iterator[Dated]:
    """The dates that have a key: written whole, or reckoned from the day of publication."""
    published = article.published
    for found in find_dates(article.text, published=published):
        written = article.text[found.start : found.end]
        reading = found.reading
        if "relative" in reading.clues or "impossible" in reading.clues or "decade" in reading.clues:
            continue
        if reading.weekday is not None and found.value.start.day is None:
            key, reckoned = _weekday_key(reading.weekday, published), True
        else:
            key, reckoned = _date_key(found.value, published)
        ahead = published is not None and key > published.isoformat()
        if reckoned and ahead:
            continue  # "in December", read in March: it may be either
        if key and mentions(written, parse_date(key), published=published):
            yield Dated(found.start, found.end, written, key, reckoned)


def in_words(key: str) -> str:
    """What a date key asks for."""
    if "/" in key:
        return "period"
    return ("year", "month", "date")[key.count("-")]


def _key(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


def _noun_after(text: str, start: int, *, share: bool, single: bool) -> str:
    """The words that are counted, up to the first that only joins; of a share, what it is a share of.

    single: one thing is described (``30-day halt``), so that no plural tells where it ends.
    """
    if share and (of := re.match(r"\s+of\s+(?:the\s+)?", text[start:])):
        start += of.end() - 1
    words: list[str] = []
    at = start
    while len(words) < _LONGEST_NOUN:
        gap = re.match(r"[ \n](?:more |other )?", text[at:]) if not words else re.match(r"[ \n]", text[at:])
        word = _WORD.match(text, at + gap.end()) if gap else None
        if word is None or word.group().lower() in _STOPS:
            break
        if words and re.search(r"(?:ed|ing)$", word.group()) and not words[-1].endswith("ly"):
            break
        words.append(word.group())
        at = word.end()
        if not single and not share and re.search(r"[^su]s$", word.group()):
            break
    return "" if not words or words[-1].endswith("ly") else " ".join(words)


def _date_key(value: DateKey, published: date | None) -> tuple[str, bool]:
    ends = [value.start] if value.single else [value.start, value.end]
    if value.whole or any(one.short or (one.year is None and (published is None or one.month is None)) for one in ends):
        return "", False
    written = []
    for one in ends:
        year = one.year if one.year is not None else published.year if published else 0
        parts = [f"{year:04}", *(f"{part:02}" for part in (one.month, one.day) if part)]
        written.append("-".join(parts))
    return "/".join(written), any(one.year is None for one in ends)


def _weekday_key(weekday: int, published: date | None) -> str:
    """The last such day up to the day of publication, which news mean by it."""
    if published is None:
        return ""
    return (published - timedelta(days=(published.weekday() - weekday) % 7)).isoformat()
