"""Is a typed date the date a question asks for? And where does a text mention a date?"""

import datetime
import re

import msgspec

from quiz.matching.date_compare import TWO_ANSWERS, compare
from quiz.matching.date_readings import readings
from quiz.matching.date_tokens import Tokens, tokenise
from quiz.matching.date_value import DateKey, Partial, Reading, exists
from quiz.matching.match import Match
from quiz.matching.quoting import one_spaced

__all__ = ["DateKey", "Found", "Partial", "find_dates", "match_date", "mentions", "parse_free", "parse_key"]

# the longest answer worth reading: a sentence or two
_LONGEST = 200

_KEY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
_KEY_HELP = "write a date as 2022, 2022-11, 2022-11-12 or 2023-02/2023-03"

_BOUND = re.compile(r"(?:L|WT)[EesbOFTpDU]*$")
_OR_AFTER = re.compile(r"R[EsF_]{0,2}$")
_OR_BEFORE = re.compile(r"R[EsF]*$")
_DENIED = re.compile(r"N[EesbOFTDU]*$")
_UNDATED = frozenset(("relative", "bare_weekday"))
_UNSURE = re.compile(r"\b(?:not|n't|dont|cannot|can't|don't)\s+(?:really\s+)?(?:(?:quite|entirely|completely)\s+)?"
                     r"(?:sure|certain|know|remember)\b", re.IGNORECASE)  # fmt: skip
_ALL_BUT = re.compile(r"\b(?:any|every|all)\w*(?: \w+)?(?: else)? but\b", re.IGNORECASE)
# 18.III.2025, as the Continent writes it
_ROMAN_MONTH = re.compile(r"\b\d{1,2}[./ -] ?([IVX]{1,4})[./ -] ?\d{4}\b", re.IGNORECASE)
_MONTH_OF = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_UNREADABLE = Match("wrong", "unreadable", "No date could be read.")
_NEGATED = Match("wrong", "negated", "That says when it was not.")
_RELATIVE = Match("near", "relative", "That hangs on the day the text appeared; give the date itself.")
_ONE_OF_TWO = Match("near", "two_answers", "The text takes in both; say from when to when.")
# What a prompt asks to be named: then a word copied from the text, such as "next February", leaves the step out.
_ASKS_DATE = re.compile(
    r"\b(?:dates?|(?:which|what|the|and|or) (?:day|month|year)|(?:day|month|year)(?:,| and| or))\b", re.IGNORECASE
)
_ASKS_YEAR = re.compile(r"\b(?:give|with|name|say)\b.{0,20}\band (?:the )?year\b|\bmonth and year\b", re.IGNORECASE)
_ASKS_BOUND = re.compile(
    r"\b(since|until|till|by|before|after|from)\s+(?:when|(?:which|what)\s+(?:date|day|month|year|time))\b",
    re.IGNORECASE,
)
_EXTRA_NUMBER = Match("near", "extra_number", "There is another number in the answer; give the date alone.")


class Found(msgspec.Struct, frozen=True):
    """A mention of a date in a text: characters start to end (half open), what it says, as a key and as read."""

    start: int
    end: int
    value: DateKey
    reading: Reading


def parse_key(text: str) -> DateKey:
    """The key an author wrote: `2022`, `2022-11`, `2022-11-12` or an interval of two of these, `2023-02/2023-03`.

    Raises ValueError with one line that says what is wrong and what to write.
    """
    start_text, slash, end_text = text.strip().partition("/")
    start = _parse_end(start_text.strip(), text)
    if not slash:
        return DateKey(start, start)
    end = _parse_end(end_text.strip(), text)
    first, last = (tuple(part or 0 for part in (date.year, date.month, date.day)) for date in (start, end))
    if (start.month is None) != (end.month is None) or (start.day is None) != (end.day is None):
        raise ValueError(f"{text!r}: both ends of an interval need the same parts (year, month, day)")
    if first >= last:
        raise ValueError(f"{text!r}: an interval ends after it starts")
    return DateKey(start, end)


def _parse_end(part: str, text: str) -> Partial:
    fit = _KEY.fullmatch(part)
    if fit is None or fit[1] == "0000":
        raise ValueError(f"{text!r} is not a date: {_KEY_HELP}")
    year, month, day = (int(group) if group else None for group in fit.groups())
    date = Partial(year, month, day)
    if not exists(date):
        raise ValueError(f"{text!r}: the calendar has no {part}")
    return date


def parse_free(text: str, *, published: datetime.date | None = None) -> DateKey | None:
    """The one date (or range, decade, century) that words such as `14 September 2008` or `the 1990s` name.

    A decade or century is a key with `whole`: any date inside it answers it. None where the words name no date,
    more than one, or only a bound (`before 1990`; but `by 1990` is read as 1990). The year is None where it is not
    said. Two-digit years take the century nearest to `published`, or to 2000 without it.
    """
    tokens = tokenise(text[: _LONGEST + 1], slips=False)
    if len(text) > _LONGEST or "N" in tokens.classes:
        return None
    found = readings(tokens, running=False, published=published)
    if not found or any(_bounded(tokens, each, but="by") for each in found):
        return None
    reading = _one(tokens, found)
    if (
        reading is None
        or reading.start == Partial()
        or reading.join in ("or", "list")
        or reading.clues & {"impossible", "bare_number"}
    ):
        return None
    return _value(reading, published)


def match_date(
    response: str,
    key: DateKey,
    *,
    published: datetime.date | None = None,
    prompt: str = "",
    reckoned: bool = False,
) -> Match:
    """Whether a typed answer names the key's date.

    published: the day the article appeared; needed for `yesterday`, `last November` and a bare weekday.
    prompt: the question's text. What it asks with (`since which year`) may be repeated before the date.
    reckoned: the learner is to work the date out from the text.

    - `yesterday`, `last November` and a bare weekday are near where a day is asked, where the prompt asks for the day,
      month or year, and where the date is to be reckoned; else right if they mean the key's date.

    - A part that contradicts the key, or a weekday that does not fall on the date, is wrong.
    - A part the key has and the answer has not is near. The year may be left out beside a month where it is the year
      of `published`: whoever reads one dated article may take it for granted.
    - More parts than the key has are right (`more_precise`) if the key's parts agree: the question is answered, and
      whether the rest is true is not what was asked.
    - Numbers are read day first, month first where that is impossible, year first where four digits lead.
    - Two digits are a year of the key's century.
    - `about`, `around` and `circa` before the exact date are harmless; `before`, `after`, `since`, `until` and `by`
      name a different time and are wrong (`bounded`).
    - An interval asks for both ends; one date inside it is near. A span of time where one date is asked is near only
      if it holds the date within one year or one decade.
    - Two different dates are wrong, except `2022, not 2021`.
    """
    response = one_spaced(response)
    if len(response) > _LONGEST:
        return _UNREADABLE
    if "but" in response or "BUT" in response:
        response = _ALL_BUT.sub("not ", response)
    if "n" in response or "N" in response:
        response = _UNSURE.sub(" ", response)
    if (roman := _ROMAN_MONTH.search(response)) and (number := _MONTH_OF.get(roman[1].lower())):
        response = f"{response[: roman.start(1)]}{number}{response[roman.end(1) :]}"
    if prompt and (asked := _ASKS_BOUND.search(prompt)):
        response = re.sub(rf"^\s*{asked[1]}\b", "", response, flags=re.IGNORECASE)
    tokens = tokenise(response, slips=True)
    found = readings(tokens, running=False, published=published)
    if not found:
        return _UNREADABLE
    classes = tokens.classes
    if "N" in classes:
        kept = [each for each in found if not _DENIED.search(classes[: each.first])]
        if not kept or classes.count("N") > len(found) - len(kept):
            return _NEGATED
        denied, found = [each for each in found if each not in kept], kept
    else:
        denied = []
    reading = _one(tokens, found)
    if reading is None:
        return TWO_ANSWERS
    if reading.join == "or" and not key.single and (reading.start, reading.end) == (key.start, key.end):
        return _ONE_OF_TWO
    match = compare(reading, key, published)
    if match.outcome == "wrong":
        return match
    if ("L" in classes or "W" in classes) and any(_bounded(tokens, each) for each in found):
        return Match("wrong", "bounded", "That names a time before or after a date, not the date.")
    if any(compare(each, key, published).right for each in denied):
        return _NEGATED
    if match.reason == "year_from_article" and _ASKS_YEAR.search(prompt):
        return Match("near", "year_missing", "The year is asked for too.")
    wanted = key.start.day is not None or reckoned or _ASKS_DATE.search(prompt)
    if match.right and wanted and all(_hangs(tokens, each) for each in found):
        return _RELATIVE
    if match.right and _week_of(tokens, reading):
        return Match("near", "too_wide", "That is a week; name the day.")
    stray = _stray_numbers(tokens, [*found, *denied])
    if not stray:
        return match
    if any(_alternative(classes, reading, at) for at in stray):
        return TWO_ANSWERS
    if match.right:
        return _EXTRA_NUMBER
    beside = any(each.first - 3 <= at <= each.past + 2 for each in found for at in stray)
    return _UNREADABLE if beside else match


def find_dates(text: str, *, published: datetime.date | None = None) -> list[Found]:
    """Every mention of a date in running text, in order.

    Relative words count only with `published`, and bare weekdays always (with an empty value).
    """
    tokens = tokenise(text, slips=False)
    _hush_verbs(tokens, text)
    out: list[Found] = []
    for reading in readings(tokens, running=True, published=published):
        if "impossible" in reading.clues or ("relative" in reading.clues and reading.start == Partial()):
            continue
        start, end = tokens.begins[reading.first], tokens.ends[reading.past - 1]
        out.append(Found(start, end, _value(reading, published), reading))
    return out


def mentions(text: str, key: DateKey, *, published: datetime.date | None = None) -> bool:
    """Whether running text mentions the key's date in a form that grading would accept as an answer.

    An interval is also mentioned where both its ends are, apart from each other.
    """
    found = find_dates(text, published=published)
    if any(compare(each.reading, key, published).right for each in found):
        return True
    ends = (DateKey(key.start, key.start), DateKey(key.end, key.end))
    return not key.single and all(any(compare(each.reading, end, published).right for each in found) for end in ends)


def _value(reading: Reading, published: datetime.date | None) -> DateKey:
    near = published.year if published is not None else 2000
    whole = not reading.clues.isdisjoint(("decade", "century"))
    return DateKey(reading.start.resolved(near), reading.end.resolved(near), whole)


def _bounded(tokens: Tokens, reading: Reading, but: str = "") -> bool:
    fit = _BOUND.search(tokens.classes[: reading.first])
    return fit is not None and tokens.values[fit.start()] != but


def _hangs(tokens: Tokens, reading: Reading) -> bool:
    """Whether a mention means a date only beside the day the text appeared; `18 March this year` does not."""
    said = tokens.classes[reading.first : reading.past]
    return bool(reading.clues & _UNDATED) and not ("m" in said and not {"i", "d", "o"}.isdisjoint(said))


def _alternative(classes: str, reading: Reading, number: int) -> bool:
    """Whether a number is offered beside the date: `18 March or 19`, `17 or perhaps 18 March`."""
    if number >= reading.past:
        return _OR_AFTER.search(classes[reading.past : number]) is not None
    return _OR_BEFORE.match(classes[number + 1 : reading.first]) is not None


def _week_of(tokens: Tokens, reading: Reading) -> bool:
    """Whether the date only names its week: `the week of 18 March`."""
    before = tokens.classes[: reading.first]
    return before.endswith(("UO", "UOE")) and tokens.values[before.rindex("U")] == "week"


def _one(tokens: Tokens, found: list[Reading]) -> Reading | None:
    """The mentions of one answer as one: repeated or completing each other (`in 2025, on 18 March`); else None."""
    if len(found) > 1:
        # "yesterday, 18 March": without the day of publication only the date says something
        found = [each for each in found if "relative" not in each.clues or each.start != Partial()] or found[:1]
    one = found[0]
    for each in found[1:]:
        if {"R", "A"} & set(tokens.classes[one.past : each.first]) and each.start != one.start:
            return None
        merged = _merge(one, each)
        if merged is None:
            return None
        one = merged
    return one


def _merge(one: Reading, two: Reading) -> Reading | None:
    if (one.start != one.end or two.start != two.end) and (one.start, one.end) != (two.start, two.end):
        return None
    if one.weekday is not None and two.weekday is not None and one.weekday != two.weekday:
        return None
    if "relative" in one.clues ^ two.clues and Partial() in (one.start, two.start):
        return None
    start, end = _merge_parts(one.start, two.start), _merge_parts(one.end, two.end)
    if start is None or end is None:
        return None
    clues = one.clues | two.clues
    if "bare_weekday" not in one.clues & two.clues:
        clues -= {"bare_weekday"}
    if not exists(start):
        clues |= {"impossible"}
    weekday = one.weekday if one.weekday is not None else two.weekday
    return Reading(start, end, one.join, weekday, one.window or two.window, clues, one.other, one.first, two.past)


def _merge_parts(one: Partial, two: Partial) -> Partial | None:
    if one.year is not None and two.year is not None:
        if one.short != two.short:
            one, two = one.resolved(two.year or 0), two.resolved(one.year or 0)
        if one.year != two.year:
            return None
    if None not in (one.month, two.month) and one.month != two.month:
        return None
    if None not in (one.day, two.day) and one.day != two.day:
        return None
    source = one if one.year is not None else two
    return Partial(
        source.year,
        one.month if one.month is not None else two.month,
        one.day if one.day is not None else two.day,
        source.short,
    )


def _stray_numbers(tokens: Tokens, found: list[Reading]) -> list[int]:
    """The tokens that are numbers in digits and part of no mention."""
    if len(found) == 1 and found[0].past - found[0].first == len(tokens.classes):
        return []
    covered = {at for each in found for at in range(each.first, each.past)}
    return [
        at
        for at, letter in enumerate(tokens.classes)
        if letter in "idzhXy8" and at not in covered and tokens.marked.get(at) != "spelled"
    ]


def _hush_verbs(tokens: Tokens, text: str) -> None:
    """In prose, `may`, `march`, `sat` and other small letters are words of their own, not months or weekdays."""
    letters = list(tokens.classes)
    for at, letter in enumerate(letters):
        begin = tokens.begins[at]
        short = letter == "m" and tokens.ends[at] - begin <= 5
        if (letter in "mw" and not text[begin].isupper()) or (short and not _beside_date(letters, at)):
            letters[at] = "_"
    tokens.classes = "".join(letters)


def _beside_date(letters: list[str], at: int) -> bool:
    """Whether a short month name (`May`, `Mar`, `March`) stands where a date may: beside a number or after `in`."""
    before = letters[at - 1] if at else ""
    after = "".join(letters[at + 1 : at + 3])
    return before in ("i", "d", "o", "O", "s", "F", "B", "L", "p", "e", "T", "A", "R", "-", "~", "/", ".") or bool(
        re.match(r"[,.]?[idoyqATR~-]", after)
    )
