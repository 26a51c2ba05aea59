"""What a number question expects, from what an author wrote."""

import re
from fractions import Fraction

import msgspec

from quiz.matching.number_tokens import fold
from quiz.matching.number_words import SCALES, SHORT_SCALES
from quiz.matching.quantities import find_quantities
from quiz.matching.units import units_spelled

UNIT_SCALES = {word: factor for word, factor in (SCALES | SHORT_SCALES).items() if factor >= 1000 and len(word) > 1}


class NumberKey(msgspec.Struct, frozen=True):
    """What a number question expects.

    low, high: the accepted range, ends included; equal for a single number.
    unit: canonical unit, the author's own noun for counted things (``soldiers``), or ``""``; a scale word before it
        (``million dollars``) scales the key.
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


LONGEST_RESPONSE = 400
SPACES = re.compile(r"\s+")


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
    if (
        not _LEAD.fullmatch(fold(head))
        or _NO_NUMBER.match(fold(tail))
        or _names_something(tail, year=bool(re.search(r"(?<!\d)[12]\d{3}$", text[: quantity.end])))
    ):
        return None
    value, unit = quantity.readings[0]
    high = quantity.upper[0][0] if quantity.upper else value
    return NumberKey(value, high, unit.name if unit else "", bound=quantity.bound)


def _names_something(tail: str, *, year: bool) -> bool:
    """Whether the words after a number make it part of a name: all with capitals (``8 Mile Style``), glued on,
    or one capital after a year (``2014 Winter games``)."""
    words = re.findall(r"[^\W\d_]+", tail)
    if year and words and words[0][0].isupper():
        return True
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
    name = SPACES.sub(" ", fold(unit)).strip()
    if not name:
        return ""
    scale, _, rest = name.partition(" ")
    if scale in UNIT_SCALES:
        return f"{scale} {_canonical(rest)}".strip()
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
