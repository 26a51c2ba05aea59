"""Whether a typed number answers a number key, as a fair teacher would read it (DESIGN.md, sections 5 and 6)."""

import re
from fractions import Fraction
from typing import NamedTuple

import msgspec

from quiz.matching.match import Match, Outcome
from quiz.matching.number_tokens import fold, without_invisible
from quiz.matching.quantities import Quantity, Reading, find_quantities, short_quantities
from quiz.matching.units import MONEY, Unit, alike, days_about, key_unit, units_spelled


class NumberKey(msgspec.Struct, frozen=True):
    """What a number question expects.

    low, high: the accepted range, ends included; equal for a single number.
    unit: canonical unit, the author's own noun for counted things (``soldiers``), or ``""``.
    tolerance: how far outside the range is still right, in the key's unit; 0 or more.
    unit_required: a bare number is ``near``, as when the question asks for a unit.
    bound: ``more`` or ``less`` where the key itself is a limit (``more than 1,500``), else ``""``.
    """

    low: Fraction
    high: Fraction
    unit: str = ""
    tolerance: Fraction = Fraction(0)
    unit_required: bool = False
    bound: str = ""


class Found(NamedTuple):
    """A number in running text: its place, its likeliest value (a range gives its lower end) and canonical unit."""

    start: int
    end: int
    value: Fraction
    unit: str


LONGEST_RESPONSE = 400
_SHORT = 80
_SPACES = re.compile(r"\s+")
_DIGITS = re.compile(r"\d{1,15}", re.ASCII)
_CONVERSIONS_AGREE = Fraction(1, 50)
_ROUNDING_AGREES = Fraction(1, 100)

_UNREADABLE = Match("wrong", "unreadable", "No number could be read from this answer.")
_DIFFERENT = Match("wrong", "different", "")
_WRONG_UNIT = Match("wrong", "wrong_unit", "The unit is another one.")
_EXACT = Match("right", "exact", "")
_RANK = {"right": 2, "near": 1, "wrong": 0}
_REASON_RANK = {"exact": 9, "wrong_unit": 5, "sign": 4}


def parse_key(answer: str, *, unit: str = "", tolerance: str = "") -> NumberKey:
    """The key an author wrote.

    answer: ``23``, ``-5``, ``2.5``, ``2 1/2``, ``25%``, ``5,000``, ``5 million``, ``5..7`` or any one quantity in
        words.
    unit: as people write it; a word that is no unit of measure stands for counted things.
    tolerance: ``0.5`` in the key's unit, or ``10%`` of the answer.
    Raises ValueError with one line that says what to write instead.
    """
    ends = [part.strip() for part in answer.split("..")]
    if len(ends) > 2 or not all(ends):
        raise ValueError(f"{answer!r} is no number; write 23, 2.5, 2 1/2, 25%, 5,000 or a range such as 5..7")
    low, own_unit, bound = _author_number(ends[0])
    high, high_unit, _ = _author_number(ends[-1])
    own_unit = own_unit or high_unit
    if low > high:
        raise ValueError(f"the range {answer!r} runs backwards; write the smaller number first")
    name = _canonical(unit)
    if own_unit and name and own_unit != name:
        raise ValueError(f"{answer!r} and unit {unit!r} disagree; name the unit once")
    return NumberKey(low, high, name or own_unit, _author_tolerance(tolerance, low, high), bound=bound)


def parse_free(text: str) -> NumberKey | None:
    """The key in a number written in free words (``about 3.2 million people``), or None when there is not exactly one.

    None too where the number is part of a name or a date (``Apollo 17``, ``30 April``).
    """
    found = [one for one in find_quantities(text[:LONGEST_RESPONSE], forgive=False) if one.readings]
    found = [one for one in found if not one.weak] or found
    if len(found) != 1 or fold(text).startswith("no ") or found[0].negated:
        return None
    quantity = found[0]
    head, tail = text[: quantity.start], text[quantity.end : LONGEST_RESPONSE]
    if not _LEAD.fullmatch(fold(head)) or _NO_NUMBER.match(fold(tail)) or _names_something(tail):
        return None
    value, unit = quantity.readings[0]
    high = quantity.upper[0][0] if quantity.upper else value
    return NumberKey(value, high, unit.name if unit else "", bound=quantity.bound)


def _names_something(tail: str) -> bool:
    """Whether the words after a number make it part of a name: all with capitals (``8 Mile Style``), or glued on."""
    words = re.findall(r"[^\W\d_]+", tail)
    return tail[:1].isalpha() or (bool(words) and all(word[0].isupper() for word in words))


_LEAD = re.compile(
    r"(?:\W|\b(?:about|around|roughly|approximately|approx|circa|ca|c|some|nearly|almost|an?|the|estimated|median|average"
    r"|mean|total|of|over|under|above|below|more|less|fewer|greater|than|at|least|most|up|to|only|just|exactly|between|from"
    r"|combined|well|maximum|minimum|by|in)\b)*"
)
_NO_NUMBER = re.compile(
    r"\s*(?:[ap]\.?m\b|bce?\b|ad\b|ce\b|'?s\b"
    r"|(?:st|nd|rd|th)?,?\s*(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|°?\s?[nsew]\b"
    r"|:\d)"
)


def match_number(response: str, key: NumberKey, *, unit_asked: bool = False) -> Match:
    """How a typed ``response`` compares with ``key``.

    unit_asked: the question asks for a unit by name, so that a bare number is ``near``.
    Total: any text gives a Match. Digits are never matched loosely.
    """
    text = response.strip()
    if _DIGITS.fullmatch(text):
        return _best(((Fraction(int(text)), None),), key, text, unit_asked=unit_asked)
    text = _SPACES.sub(" ", without_invisible(text)).strip()
    if len(text) > LONGEST_RESPONSE:
        return Match("wrong", "unreadable", "This is too long to be read as a number.")
    found = short_quantities(text) if len(text) <= _SHORT else tuple(find_quantities(text, forgive=True))
    if not found:
        return _UNREADABLE
    strong = [one for one in found if not one.weak] or list(found)
    stated = [one for one in strong if not one.negated]
    if not stated:
        return Match("wrong", "negated", "The answer denies the number it names.")
    if any(one.slip for one in stated) and any(not one.slip for one in stated):
        stated = [one for one in stated if not one.slip or _judge(one, key, text, unit_asked=unit_asked).right]
    verdicts = [_judge(one, key, text, unit_asked=unit_asked) for one in stated]
    if len(verdicts) == 1 or all(one.right for one in verdicts):
        return max(verdicts, key=lambda one: _REASON_RANK.get(one.reason, 0)) if verdicts[0].right else verdicts[0]
    if _all_same(stated):
        return max(verdicts, key=lambda one: _RANK[one.outcome])
    if any(one.right for one in verdicts):
        return Match("wrong", "two_answers", "More than one number is given; choose one.")
    return max(verdicts, key=lambda one: _REASON_RANK.get(one.reason, 0))


def find_numbers(text: str) -> list[Found]:
    """The numbers in running text, in digits and words, in order of their places."""
    return [
        Found(one.start, one.end, one.readings[0][0], one.readings[0][1].name if one.readings[0][1] else "")
        for one in find_quantities(text, forgive=False)
        if one.readings
    ]


def mentions(text: str, key: NumberKey) -> bool:
    """Whether ``text`` names the key's number in any form that grading accepts, hedged or as a limit too."""
    plain = msgspec.structs.replace(key, unit_required=False)
    for one in find_quantities(text, forgive=False):
        bare = one._replace(bound="", negated=False)
        if _judge(bare, plain, text, unit_asked=False).right:
            return True
    return False


def _author_number(text: str) -> tuple[Fraction, str, str]:
    found = find_quantities(text, forgive=False)
    if len(found) != 1 or found[0].negated or found[0].upper or not found[0].readings:
        if found and found[0].upper:
            raise ValueError(f"{text!r} is a range; write it with two points, such as 5..7")
        raise ValueError(f"{text!r} is no number; write 23, 2.5, 2 1/2, 25%, 5,000 or a range such as 5..7")
    quantity = found[0]
    if "," in text and "." not in text and quantity.readings[0][0].denominator != 1:
        raise ValueError(f"{text!r} could be two numbers; write decimals with a point")
    value, unit = quantity.readings[0]
    return value, unit.name if unit else "", quantity.bound


def _canonical(unit: str) -> str:
    name = _SPACES.sub(" ", fold(unit)).strip()
    if not name:
        return ""
    found = find_quantities(f"2 {name}", forgive=False)
    if len(found) == 1 and found[0].readings and found[0].readings[0][1] is not None:
        return found[0].readings[0][1].name
    units = units_spelled(name)
    return units[0].name if units else name


def _author_tolerance(text: str, low: Fraction, high: Fraction) -> Fraction:
    text = text.strip()
    if not text:
        return Fraction(0)
    found = re.fullmatch(r"(?P<value>\d{1,20}(?:\.\d{1,20})?)\s*(?P<share>%?)", text)
    if not found:
        raise ValueError(f"tolerance {text!r} is no number; write 0.5, or 10% for a share of the answer")
    value = Fraction(found["value"])
    return value / 100 * min(abs(low), abs(high)) if found["share"] else value


def _all_same(found: list[Quantity]) -> bool:
    """Whether several quantities say one thing twice: ``23 (twenty-three)``, ``150 minutes, 2.5 hours``."""
    first = found[0]
    return all(
        any(_same(one, other) for one in first.readings for other in quantity.readings)
        and bool(first.upper) == bool(quantity.upper)
        for quantity in found[1:]
    )


def _same(one: Reading, other: Reading) -> bool:
    if one[1] is None or other[1] is None:
        return one[0] == other[0]
    return alike(one[1], other[1]) and one[0] * one[1].size == other[0] * other[1].size


def _judge(quantity: Quantity, key: NumberKey, text: str, *, unit_asked: bool) -> Match:
    """The match of one quantity with the key."""
    if not quantity.readings:
        return _UNREADABLE
    if quantity.upper:
        verdict = _judge_range(quantity, key, text, unit_asked=unit_asked)
    else:
        verdict = _best(quantity.readings, key, text, unit_asked=unit_asked, part=quantity.part)
    if not verdict.right:
        return verdict
    if quantity.bound and quantity.bound != key.bound and key.low == key.high:
        if key.bound:
            return Match("wrong", "bounded", "The limit points the other way.")
        return Match("near", "bounded", "This gives a limit; give the number itself.")
    if quantity.slip:
        return Match("right", "spelling", "Check the spelling of the number.")
    if verdict.reason == "exact" and quantity.hedged:
        return Match("right", "hedged", "")
    if verdict.reason == "exact" and quantity.ordinal:
        return Match("right", "ordinal", "")
    return verdict


def _judge_range(quantity: Quantity, key: NumberKey, text: str, *, unit_asked: bool) -> Match:
    low = _best(quantity.readings, key, text, unit_asked=unit_asked)
    high = _best(quantity.upper, key, text, unit_asked=unit_asked)
    if low.right and high.right:
        return low if low.reason == high.reason else high
    if "unit" in low.reason + high.reason and low.outcome == high.outcome:
        return low
    inside = _in_key_unit(quantity.readings[0], key), _in_key_unit(quantity.upper[0], key)
    if inside[0] is None or inside[1] is None or key.low != key.high:
        return _DIFFERENT
    if inside[0] <= key.low <= inside[1] and inside[1] - inside[0] <= abs(key.low) / 2:
        return Match("near", "range_given", "A single number is asked for, not a range.")
    return _DIFFERENT


def _in_key_unit(reading: Reading, key: NumberKey) -> Fraction | None:
    value, unit = reading
    own = key_unit(key.unit)
    if unit is None or own is None:
        return value
    return value * unit.size / own.size if alike(unit, own) else None


def _best(readings: tuple[Reading, ...], key: NumberKey, text: str, *, unit_asked: bool, part: bool = False) -> Match:
    best = _DIFFERENT
    for value, unit in readings:
        verdict = _compare(value, unit, key, text, unit_asked=unit_asked or key.unit_required, part=part)
        if verdict.right:
            return verdict
        if (_RANK[verdict.outcome], _REASON_RANK.get(verdict.reason, 0)) > (
            _RANK[best.outcome],
            _REASON_RANK.get(best.reason, 0),
        ):
            best = verdict
    return best


def _compare(value: Fraction, unit: Unit | None, key: NumberKey, text: str, *, unit_asked: bool, part: bool) -> Match:
    """The match of one reading with the key."""
    own = key_unit(key.unit)
    if own is None:
        return _compare_count(value, unit, key, text, unit_asked=unit_asked)
    if own.name == "%":
        return _compare_share(value, unit, key, part=part, unit_asked=unit_asked)
    if unit is None:
        verdict = _compare_value(value, key, part=part)
        if verdict.right and unit_asked:
            return Match("near", "unit_missing", "The unit is missing.")
        return verdict
    if not alike(unit, own):
        return _other_unit(value, unit, own, key)
    if unit.system != own.system:
        return _compare_rounded(value, unit, own, key)
    verdict = _compare_value(value * unit.size / own.size, key, part=part)
    if verdict.outcome == "wrong" and unit.name != own.name and key.low <= value <= key.high:
        return _WRONG_UNIT
    return verdict


def _compare_value(value: Fraction, key: NumberKey, *, part: bool = False) -> Match:
    if key.low <= value <= key.high:
        return _EXACT if key.low == key.high else Match("right", "in_range")
    if key.low - key.tolerance <= value <= key.high + key.tolerance:
        return Match("right", "within_tolerance")
    if value and key.low <= -value <= key.high:
        return Match("wrong", "sign", "The sign is the other way round.")
    if key.low == key.high:
        if _is_rounding(value, key.low):
            return Match("right", "rounded")
        if part and _is_rounding(key.low, value):
            return Match("near", "rounded", "Close: give the figure itself.")
    return _DIFFERENT


def _is_rounding(value: Fraction, exact: Fraction) -> bool:
    """Whether a decimal ``value`` of two digits or more rounds ``exact``, which no decimal can write (a third)."""
    if _ends(exact) or not _ends(value) or not value:
        return False
    shift = 1
    while (value * shift).denominator != 1:
        shift *= 10
    return abs(value * shift) >= 10 and abs(value - exact) * shift <= Fraction(1, 2)


def _ends(value: Fraction) -> bool:
    below = value.denominator
    for prime in (2, 5):
        while below % prime == 0:
            below //= prime
    return below == 1


def _compare_count(value: Fraction, unit: Unit | None, key: NumberKey, text: str, *, unit_asked: bool) -> Match:
    """A key without a unit of measure: nouns and units beside the number are harmless, unless a noun is asked for."""
    if unit is not None and unit.name == "%" and not key.unit:
        verdict = _compare_value(value, key)
        return verdict if verdict.right else _compare_value(value / 100, key)
    verdict = _compare_value(value, key)
    if not verdict.right or not key.unit:
        return verdict
    if unit is not None and not _names(key.unit, text):
        return Match("wrong", "wrong_unit", "The unit does not fit the question.")
    if unit_asked and not _names(key.unit, text):
        return Match("near", "unit_missing", "Say what is counted.")
    return verdict


def _names(noun: str, text: str) -> bool:
    """Whether ``text`` holds the last word of ``noun``, singular or plural."""
    last: str = noun.split()[-1]
    return last.rstrip("s") in fold(text)


def _compare_share(value: Fraction, unit: Unit | None, key: NumberKey, *, part: bool, unit_asked: bool) -> Match:
    """A percentage: ``20%``, ``20``, ``a fifth`` and ``0.2`` are one answer."""
    if unit is not None and unit.name != "%":
        return Match("wrong", "wrong_unit", "A share is asked for.") if key.low <= value <= key.high else _DIFFERENT
    verdict = _compare_value(value, key)
    if unit is not None:
        return verdict
    if 0 < abs(value) < 1 or part:
        whole = _compare_value(value * 100, key, part=part)
        if whole.outcome != "wrong":
            return whole
        if part and verdict.right:
            return Match("near", "unit_missing", "A fraction of the whole, or of one percent?")
    if verdict.right and unit_asked:
        return Match("near", "unit_missing", "The unit is missing.")
    return verdict


def _other_unit(value: Fraction, unit: Unit, own: Unit, key: NumberKey) -> Match:
    """A unit of another kind is wrong; a month for about thirty days asks for the unit of the text."""
    mine, theirs = days_about(own), days_about(unit)
    if mine is not None and theirs is not None and key.low:
        days = value * theirs / mine
        if abs(days - key.low) <= abs(key.low) * _CONVERSIONS_AGREE:
            return Match("near", "unit_inexact", "These units do not convert exactly; use the unit of the text.")
        return _DIFFERENT
    if key.low <= value <= key.high:
        money = own.kind in MONEY and unit.kind in MONEY
        return Match("wrong", "wrong_unit", "The currency is another one." if money else "The unit is another one.")
    return _DIFFERENT


def _compare_rounded(value: Fraction, unit: Unit, own: Unit, key: NumberKey) -> Match:
    """Metric against imperial: right when rounded properly to three digits or more, near within one percent."""
    there = value * unit.size / own.size
    verdict = _compare_value(there, key)
    if verdict.right or key.low != key.high:
        return verdict
    wanted = key.low * own.size / unit.size
    digits = str(abs(value.numerator)) if value.denominator == 1 else ""
    if (value.denominator == 1 and len(digits.rstrip("0")) >= 3) or _places(value) is not None:
        unit_step = Fraction(1, 10 ** (_places(value) or 0))
        precise = len(str(abs(int(value / unit_step))).lstrip("0")) >= 3
        if precise and abs(value - wanted) <= unit_step / 2:
            return Match("right", "converted")
    if wanted and abs(value - wanted) <= abs(wanted) * _ROUNDING_AGREES:
        return Match("near", "unit_inexact", "Converted roughly; use the unit of the text.")
    return _WRONG_UNIT if value == key.low else _DIFFERENT


def _places(value: Fraction) -> int | None:
    for places in range(1, 7):
        if (value * 10**places).denominator == 1:
            return places if value.denominator != 1 else None
    return None


__all__ = ["Found", "NumberKey", "Outcome", "find_numbers", "match_number", "mentions", "parse_free", "parse_key"]
