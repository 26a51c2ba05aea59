"""What people may type for a key, and how grading treats it: an author sees what would pass before a class does."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from quiz.matching.dates import DateKey, Partial
from quiz.matching.dates import parse_key as parse_date
from quiz.matching.number_words import SMALL, TENS
from quiz.questions.base import Question, Sources
from quiz.questions.kinds.cloze import Cloze
from quiz.questions.kinds.date import Date
from quiz.questions.kinds.name import Name
from quiz.questions.kinds.number import Number
from quiz.questions.kinds.short import Short
from quiz.questions.response import Filled, Response, Typed
from quiz.questions.verdict import Outcome

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_DIGIT = re.compile(r"\d", re.ASCII)
_INTEGER = re.compile(r"\d{1,2}", re.ASCII)
_WORDS_OF = {value: word for word, value in reversed((SMALL | TENS).items())}


class Variant(NamedTuple):
    """A variant of a key: what was done to it, what would be typed, and the outcome grading gives it."""

    label: str
    response: str
    verdict: Outcome


def variants(question: Question, sources: Sources) -> Iterator[Variant]:
    """Variants of every typed key of a question, the key itself first; none for a question that is not typed.

    For a cloze each typed gap has its own, labelled ``gap 1: ...``, graded with the other gaps filled rightly.
    """
    if isinstance(question, Cloze):
        yield from _in_gaps(question, sources)
    elif isinstance(question, Short | Name | Number | Date):
        for label, text in _unlike(_of_key(question, sources)):
            yield Variant(label, text, question.grade(Typed(text), sources).outcome)


def _in_gaps(question: Cloze, sources: Sources) -> Iterator[Variant]:
    keys = [gap.accepted[0] for gap in question.gaps]
    for at, gap in enumerate(question.gaps):
        if gap.wrong or question.bank:
            continue
        for label, text in _unlike(of_text(keys[at])):
            response: Response = Filled((*keys[:at], text, *keys[at + 1 :]))
            yield Variant(f"gap {at + 1}: {label}", text, question.grade(response, sources).parts[at].outcome)


def _unlike(found: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Without what was there before."""
    seen: set[str] = set()
    for label, text in found:
        if text not in seen:
            seen.add(text)
            yield label, text


def _of_key(question: Question, sources: Sources) -> Iterator[tuple[str, str]]:
    key = question.key(sources)
    yield "the key", key
    if isinstance(question, Number):
        yield from _of_number(question)
    elif isinstance(question, Date):
        try:
            yield from _of_date(parse_date(question.answer))
        except ValueError:
            return
    elif isinstance(question, Name):
        yield from _of_name(question.answer)
    yield from of_text(key)


def of_text(key: str) -> Iterator[tuple[str, str]]:
    """Labels and texts: the key in other cases and spellings, with a slip, a word or digit less or changed, denied."""
    yield "the key", key
    yield "capitals", key.upper()
    yield "small letters", key.lower()
    if "-" in key:
        yield "spaces for hyphens", key.replace("-", " ")
        yield "without hyphens", key.replace("-", "")
    elif " " in key:
        yield "hyphens for spaces", key.replace(" ", "-")
    if found := _last(_WORD, key):
        word = found.group()
        plural = word.endswith("s")
        yield "singular" if plural else "plural", _with(key, found, word[:-1] if plural else word + "s")
    for found in _LONG_WORD.finditer(key):
        word, middle = found.group(), len(found.group()) // 2
        swapped = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
        yield f"letters swapped in {word}", _with(key, found, swapped)
        yield f"a letter missing in {word}", _with(key, found, word[:middle] + word[middle + 1 :])
    for at, changed in enumerate(_changed(key), 1):
        yield f"digit {at} changed", changed
    parts = key.split()
    for at, part in enumerate(parts if len(parts) > 1 else ()):
        yield f"without {part}", " ".join(parts[:at] + parts[at + 1 :])
    if len(parts) > 1:
        yield "the last word first", " ".join([parts[-1], *parts[:-1]])
    yield "denied", f"not {key}"
    # Beside a number only another number is another answer, beside a name only another name.
    other = next(_changed(key), "John Smith" if key[:1].isupper() else "something else")
    yield "with another answer", f"{key} or {other}"


def _of_number(question: Number) -> Iterator[tuple[str, str]]:
    for end in question.answer.split(".."):
        yield "the number alone", end
        if _INTEGER.fullmatch(end):
            yield "in words", _in_words(int(end))
            yield "in words, with its unit", f"{_in_words(int(end))} {question.unit}".strip()
            yield "as a decimal", f"{end}.0"
        if end.isdecimal() and len(end) > 3:
            yield "with a comma", f"{int(end):,}"
            yield "with a space", f"{int(end):,}".replace(",", " ")
        if end.isdecimal():
            yield "a digit more", f"{end}0"
        yield "about", f"about {end}"
        yield "at least", f"at least {end}"
    if question.unit:
        yield "another unit", f"{question.answer} {'days' if 'day' not in question.unit else 'hours'}"


def _in_words(value: int) -> str:
    if value in _WORDS_OF:
        return _WORDS_OF[value]
    return f"{_WORDS_OF[value - value % 10]}-{_WORDS_OF[value % 10]}"


def _of_date(key: DateKey) -> Iterator[tuple[str, str]]:
    if not key.single:
        start, end = (_said(date) for date in (key.start, key.end))
        yield "between", f"between {start} and {end}"
        yield "from until", f"from {start} until {end}"
        yield "one end", start
        yield "the other end", end
        yield "one or the other", f"{start} or {end}"
        return
    date = key.start
    if date.year is None:
        return
    if date.month is None:
        yield "in", f"in {date.year}"
        yield "two digits", f"'{date.year % 100:02}"
        yield "before", f"before {date.year}"
        return
    month = _MONTHS[date.month - 1]
    yield "month in short", f"{date.day or ''} {month[:3]} {date.year}".strip()
    yield "without the year", f"{date.day or ''} {month}".strip()
    yield "year alone", str(date.year)
    if date.day is None:
        yield "in figures", f"{date.month}/{date.year}"
        return
    yield "month first", f"{month} {date.day}, {date.year}"
    yield "ordinal", f"the {date.day}{_ordinal(date.day)} of {month} {date.year}"
    yield "ISO", f"{date.year}-{date.month:02}-{date.day:02}"
    yield "day first in figures", f"{date.day}.{date.month}.{date.year}"
    yield "month first in figures", f"{date.month}/{date.day}/{date.year}"
    yield "without the day", f"{month} {date.year}"
    yield "before", f"before {date.day} {month} {date.year}"


def _said(date: Partial) -> str:
    month = _MONTHS[date.month - 1] if date.month else ""
    return " ".join(str(part) for part in (date.day, month, date.year) if part)


def _ordinal(day: int) -> str:
    return "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _of_name(answer: str) -> Iterator[tuple[str, str]]:
    first, *rest = answer.split()
    if rest:
        yield "family name alone", rest[-1]
        yield "first word alone", first
        yield "initial", f"{first[0]}. {' '.join(rest)}"
        yield "family name first", f"{rest[-1]}, {' '.join([first, *rest[:-1]])}"


def _changed(text: str) -> Iterator[str]:
    """The text with each of its digits changed in turn."""
    for found in _DIGIT.finditer(text):
        yield _with(text, found, str((int(found.group()) + 1) % 10))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text))), None)


def _with(text: str, found: re.Match[str], instead: str) -> str:
    return text[: found.start()] + instead + text[found.end() :]
