"""Numbers that belong together: ranges, shares (``one in five``), ``2 hours 30 minutes``."""

from fractions import Fraction

from quiz.matching.amounts import read_amount
from quiz.matching.number_scan import Words
from quiz.matching.number_words import PARTS, word_set
from quiz.matching.quantity import Quantity, Reading, read_quantity
from quiz.matching.units import BY_NAME, MONEY, units_spelled

_SMALLER = {
    "hour": "minute",
    "minute": "second",
    "foot": "inch",
    "metre": "centimetre",
    "stone": "pound-weight",
    "pound-weight": "ounce",
    "year": "month",
    "week": "day",
    "GBP": "pence",
    "dollar": "cent",
    "kilogram": "gram",
    "kilometre": "metre",
}
_OF_THE = word_set("every the all these those its their his her our last past first latest total")
_RANGE_SIGNS = frozenset({"to", "-", "through", ".", "and", "&", "until"})
_PERCENT = BY_NAME["%"]


def read_range(words: Words, at: int, first: tuple[Quantity, int]) -> tuple[Quantity, int] | None:
    """``5 to 7 hours``, ``5-7``, ``5..7``, ``between five and seven``: one unit and one scale serve both ends."""
    low, end = first
    if words.word(end) not in _RANGE_SIGNS:
        return None
    before = words.word(at - 1)
    if before in {"between", "from"} and words.word(end) in (
        {"and", "&"} if before == "between" else {"to", "-", "until"}
    ):
        step = end + 1
    elif words.word(end) in {"to", "-", "through"}:
        step = end + 1
        if words.word(end) == "-" and words.touching(end) != words.touching(end + 1):
            return None
    elif words.word(end) == "." and words.word(end + 1) == "." and words.touching(end + 1):
        step = end + 2 + (words.word(end + 2) == ".")
    else:
        return None
    if words.word(step) in {"about", "around", "as"}:
        step += 1
    second = read_quantity(words, step)
    if second is None or second[0].ordinal != low.ordinal:
        return None
    high, end = second
    if words.word(end) == "-" and words.tokens[end + 1 : end + 2] and words.tokens[end + 1].kind == "n":
        return None
    lower = tuple(
        aligned
        for one in low.readings
        for other in high.readings
        if (aligned := _aligned(one, other, borrow=high.scaled and not low.scaled)) is not None
    )
    if not lower or not high.readings or lower[0][0] >= high.readings[0][0]:
        return None
    quantity = high._replace(
        start=low.start, readings=lower[:1], upper=high.readings[:1], slip=low.slip or high.slip, weak=False
    )
    return quantity, end


def _aligned(one: Reading, other: Reading, *, borrow: bool) -> Reading | None:
    """The lower end of a range in its upper end's unit and, to ``borrow``, in its scale (``5 to 7 million``)."""
    value, unit = one
    if unit is None or (other[1] is not None and unit.name == other[1].name):
        scale = _scale_of(other[0])
        if borrow and value < 1000 and value * scale < other[0]:
            value *= scale
        return value, other[1]
    if other[1] is None:
        return value, unit
    if unit.kind == other[1].kind:
        return value * unit.size / other[1].size, other[1]
    return None


def _scale_of(value: Fraction) -> int:
    for scale in (10**12, 10**9, 10**6, 10**3):
        if value >= scale and (value / scale).denominator < 100:
            return scale
    return 1


def read_share(words: Words, quantity: Quantity, end: int) -> tuple[Quantity, int] | None:
    """``one in five``, ``3 out of 10``, ``two of the three``: a count, and the same as a share of the whole."""
    value, unit = quantity.readings[0] if quantity.readings else (Fraction(0), None)
    if unit is not None or quantity.part or value.denominator != 1 or quantity.ordinal:
        return None
    step = end
    if words.tokens[step : step + 1] and words.tokens[step].kind == "w" and words.word(step + 1) == "in":
        step += 1  # "one person in five"
    word = words.word(step)
    if word == "out" and words.word(step + 1) == "of":
        step += 2
    elif word in {"in", "of"}:
        step += 1
    else:
        return None
    while words.word(step) in _OF_THE and step < end + 6:
        step += 1
    whole = read_amount(words, step)
    if whole is None or whole.part or whole.ordinal or whole.article or not whole.values:
        return None
    if word == "in" and step > end + 1 and units_spelled(words.word(whole.end)):
        return None  # "23 men in 32 days"
    size = whole.values[0]
    if size.denominator != 1 or size <= value or (word == "in" and size > 1000) or size == 0:
        return None
    share: Reading = (value / size, None)
    readings = (share,) if word == "in" else ((value, None), share)
    last = words.tokens[whole.end - 1].end
    return quantity._replace(end=last, readings=readings, part=word == "in", weak=False), whole.end


def read_compound(words: Words, quantity: Quantity, end: int) -> tuple[Quantity, int]:
    """``2 hours and 30 minutes``, ``5'9"``, ``2h30``, ``an hour and a half``: joined into one quantity."""
    while quantity.readings and quantity.readings[0][1] is not None:
        step = end
        while step < end + 3 and words.word(step) in {"and", "&", ",", "-"}:
            step += 1
        half = _half_more(words, quantity, end)
        if half is not None:
            quantity, end = half
            continue
        second = read_quantity(words, step) if step < len(words.tokens) else None
        if second is None or second[0].ordinal:
            break
        joined = _joined(quantity, second[0], touching=words.touching(end), between=step - end)
        if joined is None:
            break
        quantity, end = joined, second[1]
    return quantity, end


def _half_more(words: Words, quantity: Quantity, end: int) -> tuple[Quantity, int] | None:
    """``an hour and a half``: part of the unit just named."""
    if words.word(end) != "and" or not quantity.readings or quantity.readings[0][1] is None:
        return None
    above, step = Fraction(1), end + 1
    if words.word(step) in {"a", "an", "one"}:
        step += 1
    elif words.word(step) == "three":
        above, step = Fraction(3), step + 1
    if words.word(step) == "-":
        step += 1
    word = words.word(step)
    if word not in {"half", "quarter", "quarters", "third"}:
        return None
    if units_spelled(words.word(step + 1)) or words.word(step + 1) in {"of", "an", "a"}:
        return None
    extra = above / PARTS[word]
    readings = tuple((value + extra, unit) for value, unit in quantity.readings)
    return quantity._replace(end=words.tokens[step].end, readings=readings, weak=False), step + 1


def _joined(big: Quantity, small: Quantity, *, touching: bool, between: int) -> Quantity | None:
    readings: list[Reading] = []
    for value, unit in big.readings:
        if unit is None or value < 0:
            continue
        for less, smaller in small.readings:
            if smaller is None and unit.name in _SMALLER and (touching or between <= 1) and not small.weak:
                smaller = BY_NAME[_SMALLER[unit.name]]
                if (unit.kind in MONEY and between) or less >= unit.size / smaller.size:
                    continue
            if smaller is None or smaller.kind != unit.kind:
                continue
            if smaller.size >= unit.size and not (smaller == unit and small.part and less < 1):
                continue
            if 0 <= less * smaller.size < unit.size * 2:
                readings.append((value + less * smaller.size / unit.size, unit))
    if not readings:
        return None
    whole = readings[0][0] * (readings[0][1] or _PERCENT).size
    for _, smaller in small.readings[:1]:
        if smaller is not None and (whole / smaller.size).denominator == 1:
            readings.append((whole / smaller.size, smaller))
    return big._replace(end=small.end, readings=tuple(readings), slip=big.slip or small.slip, weak=False)
