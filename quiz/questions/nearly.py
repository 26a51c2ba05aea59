"""What of an article a key nearly says: the word, figure or date that stands there, where the key is a slip away.

Only what stands in none of the articles is taken for a slip; two spellings that both stand there are both well.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from quiz.matching.date_value import DateKey, Partial
from quiz.matching.dates import Found, find_dates, parse_free, parse_key
from quiz.matching.name_parts import DEMONYM_WORDS, DIFFERENT, Word, alike, words_of
from quiz.matching.numbers import find_numbers
from quiz.matching.spelling import base, is_slip, one_spelling
from quiz.text.normalise import words

_SHORTEST_NAME = 4
_SHORTEST_BESIDE = 3
_SHORTEST_ALONE = 6
"""Letters of a phrase's only word from which on a slip is told from another word."""

_MOST_UNKNOWN = 2
"""Words of a phrase that stand in no article, beyond which it is the author's own wording."""

_ISO = re.compile(r"\d{4}-", re.ASCII)
_LONGEST_DATE = 200
_FIGURE = re.compile(r"\d[\d,.]*\d|\d", re.ASCII)


class Meant(NamedTuple):
    """A word of a key, and the article's word that it is a slip for."""

    wrote: str
    meant: str


def like_name(name: str, evidence: Sequence[str], articles: Iterable[str]) -> list[Meant]:
    """The words of a name that stand in none of the articles, each with the one of the evidence that it nearly is.

    A word of the articles outside the evidence counts too where it stands beside another word of the name.
    """
    own = words_of(name)
    whole = [_name_words(text) for text in articles]
    known = {word.plain for text in whole for word in text}
    missing = [word for word in own if not word.initial and word.plain.isalpha() and word.plain not in known]
    if not missing:
        return []
    said = [word for text in evidence for word in _name_words(text)]
    beside = [word for text in whole for word in _neighbours(text, {word.plain for word in own})]
    return [
        Meant(word.raw, meant)
        for word in missing
        if (meant := _like(word, beside, _is_one_letter_off) or _like(word, said, _is_alike))
    ]


def _neighbours(text: Sequence[Word], plains: set[str]) -> Iterator[Word]:
    """The words of a text that stand beside one of these."""
    for before, after in pairwise(text):
        if before.plain in plains:
            yield after
        if after.plain in plains:
            yield before


def _is_alike(word: Word, one: Word) -> bool:
    return len(word.plain) >= _SHORTEST_NAME and alike(word.raw, one.raw) != DIFFERENT


def _is_one_letter_off(word: Word, one: Word) -> bool:
    """Beside another word of the name that fits, a letter is enough: ``Mra Osten``."""
    short = min(len(word.plain), len(one.plain)) < _SHORTEST_BESIDE
    return not short and (_is_alike(word, one) or OSA.distance(word.plain, one.plain, score_cutoff=1) <= 1)


def _like(word: Word, said: Iterable[Word], near: Callable[[Word, Word], bool]) -> str:
    """The one word among these that a word of a name nearly is; "" where none is, or several are."""
    found = {
        one.raw
        for one in said
        if one.raw[:1].isupper() == word.raw[:1].isupper()
        and one.plain != word.plain
        and one.plain not in DEMONYM_WORDS
        and one.plain not in (f"{word.plain}s", word.plain.removesuffix("s"))
        and near(word, one)
    }
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=64)
def _name_words(text: str) -> tuple[Word, ...]:
    return words_of(text)


def like_phrase(phrase: str, evidence: Sequence[str], articles: Iterable[str]) -> list[Meant]:
    """The words of a phrase that stand in none of the articles, each with the one of the evidence that it nearly is.

    Nothing where a word besides is the author's own: then the whole is, and so may be the word.
    """
    known = frozenset[str]().union(*map(_vocabulary, articles))
    own = words(phrase)
    unknown = [word for word in own if word.isalpha() and known.isdisjoint(_forms(word))]
    if not 0 < len(unknown) <= _MOST_UNKNOWN or (len(own) == 1 and len(own[0]) < _SHORTEST_ALONE):
        return []
    said = {word for text in evidence for word in words(text)}
    found = []
    for word in unknown:
        like = {one for one in said if is_slip(word, one) and base(one) != base(word)}
        if len(like) != 1:
            return []
        found.append(Meant(word, like.pop()))
    return found


@lru_cache(maxsize=32)
def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(form for word in set(words(text)) for form in _forms(word))


def _forms(word: str) -> tuple[str, ...]:
    bare = word.removesuffix("'s")
    return (word, bare, base(word), one_spelling(bare), *(part for part in bare.split("-") if "-" in bare))


def like_figures(phrase: str, evidence: Sequence[str], articles: Iterable[str]) -> list[Meant]:
    """The figures of a phrase that stand in none of the articles, each with the one of the evidence that it nearly is.

    A round one is left alone: it may be the article's, rounded.
    """
    wanted = [figure for figure in _FIGURE.findall(phrase) if not figure.endswith("0")]
    if not wanted:
        return []
    known = {figure for text in articles for figure in _FIGURE.findall(text)}
    said = [figure for text in evidence for figure in _FIGURE.findall(text)]
    return [Meant(figure, meant) for figure in wanted if figure not in known and (meant := _like_digits(figure, said))]


def like_number(answer: str, evidence: Sequence[str]) -> str:
    """The evidence's one figure, as it stands there, from which a key differs in a digit or in two swapped."""
    wanted = answer.strip()
    if not _FIGURE.fullmatch(wanted):
        return ""
    said = (text[one.start : one.end] for text in evidence for one in find_numbers(text))
    return _like_digits(wanted, [figure for text in said for figure in _FIGURE.findall(text)])


def _like_digits(wanted: str, said: Iterable[str]) -> str:
    found = {one for one in said if len(one) == len(wanted) > 1 and OSA.distance(one, wanted) == 1}
    return found.pop() if len(found) == 1 else ""


def like_date(key: DateKey, evidence: Sequence[str], published: date | None) -> str:
    """The evidence's one date, as a key is written, that differs from a key's in its day, its month or its year."""
    if not key.single:
        return ""
    found = {
        _iso(one.value.start)
        for text in evidence
        for one in find_dates(text, published=published)
        if one.value.single and _one_part_differs(one.value.start, key.start)
    }
    return found.pop() if len(found) == 1 else ""


def other_day(one: Found) -> date | None:
    """The day that a mention names, where the day of the week with it is another's; else None."""
    day = one.value.start.calendar_day() if one.value.single else None
    return day if day is not None and one.reading.weekday not in (None, day.weekday()) else None


def iso_date(text: str) -> str:
    """The one date or interval that words such as ``4 May 2026`` name, as a key is written; "" where they name none."""
    if _ISO.match(text.strip()) or any(map(other_day, find_dates(text[:_LONGEST_DATE]))):
        return ""
    found = parse_free(text)
    if found is None or found.whole or found.start.year is None or found.end.year is None:
        return ""
    written = _iso(found.start) if found.single else f"{_iso(found.start)}/{_iso(found.end)}"
    try:
        parse_key(written)
    except ValueError:
        return ""
    return written


def _one_part_differs(one: Partial, other: Partial) -> bool:
    parts = list(zip(_parts(one), _parts(other), strict=True))
    return all((a is None) == (b is None) for a, b in parts) and sum(a != b for a, b in parts) == 1


def _parts(one: Partial) -> tuple[int | None, int | None, int | None]:
    return one.year, one.month, one.day


def _iso(one: Partial) -> str:
    return "-".join(_padded(one))


def _padded(one: Partial) -> Iterator[str]:
    for part, width in zip(_parts(one), (4, 2, 2), strict=True):
        if part is not None:
            yield f"{part:0{width}}"
