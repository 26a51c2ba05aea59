"""Is a typed date the date a question asks for? And where does a text mention a date?"""

import datetime
import re

from quiz.matching.date_beside import holds_unknown_word
from quiz.matching.date_compare import TWO_ANSWERS, compare
from quiz.matching.date_key import LONGEST, is_bounded, parse_free, parse_key
from quiz.matching.date_merge import one_of
from quiz.matching.date_prose import Found, find_dates, mentions
from quiz.matching.date_readings import readings
from quiz.matching.date_tokens import Tokens, tokenise
from quiz.matching.date_value import DateKey, Partial, Reading
from quiz.matching.date_words import misspelt
from quiz.matching.date_working import counted, months_of, without_place, without_since
from quiz.matching.match import Match
from quiz.matching.number_tokens import without_invisible
from quiz.matching.quoting import one_spaced

__all__ = ["DateKey", "Found", "Partial", "find_dates", "match_date", "mentions", "parse_free", "parse_key"]

_OR_AFTER = re.compile(r"R[EsF_]{0,2}$")
_OR_BEFORE = re.compile(r"R[EsF]*$")
_DENIED = re.compile(r"N[EesbOFTDU]*$")
_BOUNDING = frozenset("LWF")
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
_BOUNDED = Match("wrong", "bounded", "That names a time before or after a date, not the date.")
_RECKONED = Match("near", "relative", "That is how to find it; give the date itself.")
_FROM_TO = frozenset("TBAF")
# The date that an answer counts from is another day than the key's.
_ELSE = frozenset(("wrong_day", "wrong_month", "wrong_year", "weekday"))
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
_EXTRA_WORD = Match("near", "extra_word", "There is a word beside the date that is no part of it; give the date alone.")
_EXTRA_NUMBER = Match("near", "extra_number", "There is another number in the answer; give the date alone.")


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
    - `beforee` and `nott` are `before` and `not`. Beside a date, a word that is no filler, none of the prompt and no
      part of a sentence around the date makes it near: it may say that it is another day.
    """
    response = one_spaced(response)
    if len(response) > LONGEST:
        return _UNREADABLE
    response = without_invisible(response).strip()
    if "but" in response or "BUT" in response:
        response = _ALL_BUT.sub("not ", response)
    if "n" in response or "N" in response:
        response = _UNSURE.sub(" ", response)
    if (roman := _ROMAN_MONTH.search(response)) and (number := _MONTH_OF.get(roman[1].lower())):
        response = f"{response[: roman.start(1)]}{number}{response[roman.end(1) :]}"
    if prompt and (asked := _ASKS_BOUND.search(prompt)):
        first, _, rest = response.partition(" ")
        said, slip = first.lower(), misspelt(first.lower())
        if asked[1].lower() in (said, slip[1] if slip else ""):
            response = rest
    if prompt and response[:1] in "sSeE ":
        response = without_since(response, prompt)
    if response.endswith((")", ").", ")!")):
        response = without_place(response.rstrip(".!"))
    if not key.single and key.start.month is not None and key.start.day is None:
        response = months_of(response)
    if "≠" in response or "!=" in response:
        response = response.replace("≠", " not ").replace("!=", " not ")
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
    reading = one_of(tokens, found)
    if reading is None:
        return TWO_ANSWERS
    if reading.join == "or" and not key.single and (reading.start, reading.end) == (key.start, key.end):
        return _ONE_OF_TWO
    match = compare(reading, key, published)
    if match.reason == "range_order" and not _FROM_TO.isdisjoint(classes):
        # "March to February 2023" is most of a year; a dash alone may stand for an "and".
        return Match("wrong", "wrong_year", "The year is different.")
    if match.outcome == "wrong":
        if match.reason in _ELSE and any(is_bounded(tokens, each) for each in found):
            day = counted(response)
            return _RECKONED if day is not None and day == key.start.calendar_day() else _BOUNDED
        return match
    if not _BOUNDING.isdisjoint(classes) and any(is_bounded(tokens, each) for each in found):
        return _BOUNDED
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
    if match.right and not stray and holds_unknown_word(tokens, [*found, *denied], prompt):
        return _EXTRA_WORD
    if not stray:
        return match
    if any(_alternative(classes, reading, at) for at in stray):
        return TWO_ANSWERS
    if match.right:
        return _EXTRA_NUMBER
    beside = any(each.first - 3 <= at <= each.past + 2 for each in found for at in stray)
    return _UNREADABLE if beside else match


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
