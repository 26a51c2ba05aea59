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
from quiz.matching.quantities import find_quantities
from quiz.matching.quantity import Quantity

_NOT_COUNTED = frozenset("a an first second third both once twice never nothing nobody none no one zero half".split())  # noqa: SIM905
_STOPS = frozenset(
    """
    a an the of in on at to for from with by as and or but than that which who whose whom when while where if will
    would can could may might must should is are was were be been has have had do does did said says after before
    during until since under over into between against about because so it its they them their he his she her we our
    you this these those there not nor less who's it's also old ago later earlier past just again here today yesterday
    tomorrow away each only both next last came went left fell rose chose took made gave got saw told spoke stood sat
    ran lay lost won died began became kept held met paid sold bought sent put cut hit let led set drew grew knew wrote
    brought thought fought caught found heard spent sank drowned
    """.split()  # noqa: SIM905
)
_MANY = frozenset(
    """
    people men women children police staff sheep fish cattle mice feet teeth geese seamen fishermen
    """.split()  # noqa: SIM905
)
_ENDS_IN_S = re.compile(r"[^\Wsu'’]s$")
_ALMOST = re.compile(
    r"\b(?:nearly|almost|virtually|practically|close to|not quite) (?:an? |the )?[£$€]?$", re.IGNORECASE
)
_OR = re.compile(r"\s*(?:-|–|—|\b(?:or|to)\b)\s*")

# "on Tuesday" is a day of the news; "on any weekday but Saturday" and "on Saturday nights" are none.
_ON = re.compile(r"\b(?:on|since)\s+$", re.IGNORECASE)
_NO_SINGLE_DAY = re.compile(
    r"\b(?:any|every|each|always|usually|often|normally|sometimes|never|weekdays?|(?:(?<!, )but|except|than|as) on)\b",
    re.IGNORECASE,
)
_MORE_DAYS = re.compile(
    r"['’]|\s+(?:[a-z]*(?:mornings|noons|evenings|nights)\b|(?:and|or|to|through)\s+(?:on\s+)?(?:[A-Z][a-z]+days?)\b)"
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|may|might|can|could|should|must|due|if|unless"
    r"|(?:is|are|was|were|has|have|had|set|about|going|plans?|planned|hopes?|wants?) to)\b|['’]ll\b"
)
_CLAUSE = re.compile(r"[,;:\"“”()]")
_PART = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LONGEST_NOUN = 4
_WORDS_BEFORE = 2
"""Of a clause that begins with its day: "late on"."""
# "G-20", "Charter 97", "the Group of 20"; "About 20" and "By 20" are none.
_PART_OF_A_NAME = re.compile(
    r"(?:[\w-]|\b(?!(?:About|By|In|At|On|Over|Only|The|Some|All|Nearly|[A-Z]\w+day)\b)[A-Z]\w+ (?:of )?)$"
)


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
    """The numbers worth asking for, in the order of the text: no years, ordinals, parts of a name, limits or ranges."""
    text = article.text
    taken = [(one.start, one.end) for one in find_dates(text, published=article.published)]
    taken += [(one.start, one.end) for one in find_names(text)]
    counted = [one for one in find_quantities(text, forgive=False) if one.readings]
    for at, found in enumerate(counted):
        written = text[found.start : found.end]
        value, unit = found.readings[0][0], found.readings[0][1].name if found.readings[0][1] else ""
        word = next(iter(_PART.findall(written.casefold())), "")
        years = value.denominator == 1 and 1000 <= value <= 2100 and not unit
        if word in _NOT_COUNTED or years or any(a < found.end and found.start < b for a, b in taken):
            continue
        if value == 2 and text[: found.start].endswith((" the ", "The ")):
            continue  # "the two sides" counts nothing that a reader has to find
        if _PART_OF_A_NAME.search(text, max(0, found.start - 30), found.start):
            continue
        if _is_no_exact(text, counted, at):
            continue
        joined = re.match(r"-([a-z]+)", text[found.end :])
        hyphened = re.search(r"-([a-z]+)$", written)
        of_what = joined.group(1) if joined else hyphened.group(1) if hyphened else ""
        after = found.end + (joined.end() if joined else 0)
        noun = _noun_after(text, after, share=unit == "%", single=bool(of_what))
        yield Figure(found.start, found.end, written, _key(value), unit, noun, of_what)


def dates(article: Article) -> Iterator[Dated]:
    """The dates that have a key: written whole, or reckoned from the day of publication."""
    published = article.published
    for found in find_dates(article.text, published=published):
        written = article.text[found.start : found.end]
        reading = found.reading
        if "relative" in reading.clues or "impossible" in reading.clues or "decade" in reading.clues:
            continue
        if reading.weekday is not None and found.value.start.day is None:
            if not _is_one_day(article, found.start, found.end):
                continue
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


def _is_no_exact(text: str, counted: list[Quantity], at: int) -> bool:
    """Whether the text gives a limit, a range or nearly a number: its digits are not how many there are."""
    found = counted[at]
    if found.bound or found.negated or found.upper or _ALMOST.search(text, max(0, found.start - 30), found.start):
        return True
    before = text[counted[at - 1].end : found.start] if at else "."
    after = text[found.end : counted[at + 1].start] if at + 1 < len(counted) else "."
    return bool(_OR.fullmatch(before) or _OR.fullmatch(after))


def _is_one_day(article: Article, start: int, end: int) -> bool:
    """Whether a weekday is the day of one thing that has happened: ``on`` or ``since``, nothing habitual or to come."""
    text = article.text
    first, last = article.sentences[max(0, article.sentence_at(start) - 1)]
    clause = _CLAUSE.split(text[first:start])[-1]
    if not _ON.search(clause) or _NO_SINGLE_DAY.search(text, first, start) or _MORE_DAYS.match(text, end):
        return False
    leads = len(clause.split()) <= _WORDS_BEFORE
    return not _AHEAD.search(clause) and not (leads and _AHEAD.search(text, end, last))


def _key(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


def _noun_after(text: str, start: int, *, share: bool, single: bool) -> str:
    """The words that are counted, up to their plural; of a share, what it is a share of. "" where none can be told.

    single: one thing is described (``30-day halt``), so that no plural tells where it ends.
    """
    if share:
        of = re.match(r"\s+of\s+(?:the\s+)?", text[start:])
        if of is None:
            return ""
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
        if not single and _is_plural(word.group()):
            return " ".join(words)
    told = words and (single or share) and not words[-1].endswith("ly")
    return " ".join(words) if told else ""


def _is_plural(word: str) -> bool:
    return word.lower() in _MANY or _ENDS_IN_S.search(word) is not None


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
