"""How one quantity compares with a number key."""

import re
from fractions import Fraction
from functools import lru_cache

import msgspec

from quiz.matching.match import Match
from quiz.matching.number_key import UNIT_SCALES, NumberKey
from quiz.matching.number_tokens import fold
from quiz.matching.quantity import Quantity, Reading
from quiz.matching.units import MONEY, Unit, alike, days_about, key_unit

_CONVERSIONS_AGREE = Fraction(1, 50)
_ROUNDING_AGREES = Fraction(1, 100)
UNREADABLE = Match("wrong", "unreadable", "No number could be read from this answer.")
_DIFFERENT = Match("wrong", "different", "")
_WRONG_UNIT = Match("wrong", "wrong_unit", "The unit is another one.")
_EXACT = Match("right", "exact", "")
_PEOPLE = re.compile(r"\s+(?:people|persons?|men|women|children|soldiers|troops|civilians|prisoners)\b", re.IGNORECASE)
RANK = {"right": 2, "near": 1, "wrong": 0}
REASON_RANK = {"exact": 9, "wrong_unit": 5, "sign": 4}


def all_same(found: list[Quantity]) -> bool:
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


def judge(quantity: Quantity, key: NumberKey, text: str, *, unit_asked: bool) -> Match:
    """The match of one quantity with the key."""
    if not quantity.readings:
        return UNREADABLE
    if quantity.upper:
        verdict = _judge_range(quantity, key, text, unit_asked=unit_asked)
    else:
        verdict = judge_readings(quantity.readings, key, text, unit_asked=unit_asked, part=quantity.part)
    if not verdict.right:
        return verdict
    if key_unit(key.unit) is not None and _counts_people(quantity, text):
        return _WRONG_UNIT
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


def _counts_people(quantity: Quantity, text: str) -> bool:
    """Whether a bare number counts people: ``1.5 billion people`` where dollars are asked for."""
    return all(unit is None for _, unit in quantity.readings) and _PEOPLE.match(text, quantity.end) is not None


def _judge_range(quantity: Quantity, key: NumberKey, text: str, *, unit_asked: bool) -> Match:
    low = judge_readings(quantity.readings, key, text, unit_asked=unit_asked)
    high = judge_readings(quantity.upper, key, text, unit_asked=unit_asked)
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


def judge_readings(
    readings: tuple[Reading, ...], key: NumberKey, text: str, *, unit_asked: bool, part: bool = False
) -> Match:
    """The best match any of the ``readings`` has with the key; ``part`` when it was said as a fraction."""
    best = _DIFFERENT
    for value, unit in readings:
        verdict = _compare(value, unit, key, text, unit_asked=unit_asked or key.unit_required, part=part)
        if verdict.right:
            return verdict
        if (RANK[verdict.outcome], REASON_RANK.get(verdict.reason, 0)) > (
            RANK[best.outcome],
            REASON_RANK.get(best.reason, 0),
        ):
            best = verdict
    return best


def _compare(value: Fraction, unit: Unit | None, key: NumberKey, text: str, *, unit_asked: bool, part: bool) -> Match:
    """The match of one reading with the key."""
    if key.unit.partition(" ")[0] in UNIT_SCALES:
        scaled = _scaled_key(key)
        verdict = _compare(value, unit, scaled, text, unit_asked=unit_asked, part=part)
        return verdict if verdict.outcome != "wrong" or unit is not None else _compare_value(value, key)
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


@lru_cache(maxsize=1024)
def _scaled_key(key: NumberKey) -> NumberKey:
    """The key in its plain unit; its own unit starts with a scale word (5.5 ``million people``)."""
    scale, _, rest = key.unit.partition(" ")
    factor = UNIT_SCALES[scale]
    return msgspec.structs.replace(
        key, low=key.low * factor, high=key.high * factor, tolerance=key.tolerance * factor, unit=rest
    )


def _compare_value(value: Fraction, key: NumberKey, *, part: bool = False) -> Match:
    single = key.low == key.high
    if single and value == key.low:
        return _EXACT
    if not single and key.low <= value <= key.high:
        return Match("right", "in_range")
    if key.tolerance and key.low - key.tolerance <= value <= key.high + key.tolerance:
        return Match("right", "within_tolerance")
    if value and key.low <= -value <= key.high:
        return Match("wrong", "sign", "The sign is the other way round.")
    if single:
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
