"""Finds the quantities in a text: numbers with their units, ranges, and the words that change what they claim."""

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from quiz.matching.amounts import Amount, Words, read_amount
from quiz.matching.number_tokens import fold, tokenise
from quiz.matching.number_words import PARTS, word_set
from quiz.matching.units import BY_NAME, MONEY, PHRASES, Unit, units_spelled

Reading = tuple[Fraction, Unit | None]


class Quantity(NamedTuple):
    """One quantity in a text.

    start, end: its place. readings: what it may mean, likeliest first.
    upper: for a range, the readings of its upper end.
    bound: ``more`` or ``less`` when the words give only a limit. weak: counts only where nothing plainer does.
    """

    start: int
    end: int
    readings: tuple[Reading, ...]
    upper: tuple[Reading, ...] = ()
    part: bool = False
    ordinal: bool = False
    slip: bool = False
    weak: bool = False
    hedged: bool = False
    bound: str = ""
    negated: bool = False


_MONTHS = word_set(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
_YEAR_LEADS = word_set("in since during until by from of") | _MONTHS
_NOTHING = word_set("none nothing nobody never")
_BETWEEN = word_set(
    "calendar earth full whole more additional extra straight consecutive long entire solid official local "
    "working clock u.s us american"
)
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
_ZERO: tuple[Reading, ...] = ((Fraction(0), None),)
_PERCENT = BY_NAME["%"]
_MILLION = 10**6


@lru_cache(maxsize=8192)
def short_quantities(text: str) -> tuple[Quantity, ...]:
    """``find_quantities`` of a typed answer, slips forgiven; a class types the same few answers again and again."""
    return tuple(find_quantities(text, forgive=True))


def find_quantities(text: str, *, forgive: bool) -> list[Quantity]:
    """Every quantity in ``text`` in order; ``forgive`` reads misspelt number words too (never misread digits)."""
    folded = fold(text)
    words = Words(tokenise(folded), forgive)
    found: list[Quantity] = []
    at = 0
    while at < len(words.tokens):
        step = _skip(words, at)
        if step > at:
            at = step
            continue
        read = _quantity(words, at)
        if read is None:
            at += 1
            continue
        quantity, at = read
        found.append(quantity)
    return _with_context(folded, found) if found else found


def _skip(words: Words, at: int) -> int:
    """Past what looks like a number and is none: clock times, ``G-20``, ``COVID-19``, the end of a date in digits."""
    token, here = words.tokens[at], at + 1
    if token.kind == "w" and (words.touching(here) or words.word(here) == "-"):
        if at and words.tokens[at - 1].kind == "n" and words.touching(at):
            return at  # "5ft9": the word is a unit
        if words.word(here) == "-" and words.touching(here) and words.touching(here + 1):
            here += 1
        if here >= len(words.tokens) or words.tokens[here].kind != "n" or not words.touching(here):
            return at
        if token.text not in _LEADS and read_amount(words, at) is None:
            return at + 1 if here == at + 1 and len(token.text) > 3 else here + 1
    return at


_LEADS = word_set("about around c ca circa approx no nr rs over under us usd eur gbp chf n x e")


def _quantity(words: Words, at: int) -> tuple[Quantity, int] | None:
    """The quantity that starts at token ``at`` and the token after it, or None."""
    if words.word(at) in _NOTHING or (words.word(at) == "no" and words.word(at + 1) in {"one", "body"}):
        return _nothing(words, at)
    if words.word(at) == "no" and words.word(at + 1) == "-" and words.word(at + 2) == "one":
        return _nothing(words, at)
    if at == 0 and _denies_all(words):
        return _nothing(words, at)[0], at + 1
    clock = _clock(words, at)
    if clock is not None:
        return clock
    first = _one(words, at)
    if first is None:
        return None
    joined = _range(words, at, first)
    if joined is not None:
        return joined
    quantity, end = first
    share = _share(words, quantity, end)
    if share is not None:
        return share
    return _compound(words, quantity, end)


def _denies_all(words: Words) -> bool:
    """Whether a text opens with ``no`` and a noun (``no prisoners``), which counts none of them."""
    if words.word(0) != "no" or len(words.tokens) < 2 or words.tokens[1].kind != "w":
        return False
    return words.word(1) not in {"more", "fewer", "less", "later", "idea"} and read_amount(words, 1) is None


def _nothing(words: Words, at: int) -> tuple[Quantity, int]:
    end = at + 1
    while end < len(words.tokens) and words.word(end) in {"-", "one", "body"} and words.word(at) == "no":
        end += 1
    start, stop = words.tokens[at].start, words.tokens[end - 1].end
    return Quantity(start, stop, ((Fraction(0), None),), weak=True), end


def _one(words: Words, at: int) -> tuple[Quantity, int] | None:
    """A number with its sign, currency and unit, read at token ``at``."""
    start, sign, explicit = at, 1, False
    money: tuple[Unit, ...] = ()
    while True:
        word = words.word(at)
        if word in {"-", "minus", "negative"} and not explicit:
            if word == "-" and not _signs(words, at):
                return None
            sign, explicit, at = -1, True, at + 1
        elif word == "+" and not explicit:
            explicit, at = True, at + 1
        elif not money and (found := _currency(words, at)) is not None:
            money, at = found
        else:
            break
    amount = read_amount(words, at)
    if amount is None or (amount.article and (explicit or money)):
        return None
    units, end, factor = _unit_after(words, amount, money)
    if amount.article and not units:
        return None
    if amount.article and words.word(at - 1) in {"per", "/"}:
        return None
    if words.word(end) == "below" and words.word(end + 1) in {"zero", "freezing"}:
        sign, end = -1, end + 2
    readings = _readings(amount, sign, units, factor)
    return (
        Quantity(
            words.tokens[start].start,
            words.tokens[end - 1].end,
            readings,
            part=amount.part,
            ordinal=amount.ordinal,
            slip=amount.slip or any(start <= slip < end for slip in words.slips),
            weak=amount.article or _is_weak(words, at, end),
        ),
        end,
    )


def _readings(amount: Amount, sign: int, units: tuple[Unit, ...], factor: int) -> tuple[Reading, ...]:
    readings: list[Reading] = []
    for value in amount.values:
        signed = value * sign
        if factor == _MILLION and units == units_spelled("m"):
            readings += [(signed, unit) for unit in units]
            readings.append((signed * factor, None))
        elif units:
            readings += [(signed * factor, unit) for unit in units]
        else:
            readings.append((signed * factor, None))
    return tuple(readings)


def _signs(words: Words, at: int) -> bool:
    """Whether the hyphen at a place is a minus sign: before a number, with no word or number leaning on it."""
    after = words.tokens[at + 1 : at + 2]
    if not after or not (after[0].kind == "n" or words.word(at + 1) in {"$", "€", "£", "."} or at == 0):
        return False
    if at == 0:
        return True
    return words.touching(at + 1) and not words.touching(at)


def _currency(words: Words, at: int) -> tuple[tuple[Unit, ...], int] | None:
    """A currency written before its number: ``$``, ``US$``, ``EUR``, ``Rs``."""
    word = words.word(at)
    if not word or word[0].isdigit():
        return None
    for rest, name in PHRASES.get(word, ()):
        if rest == ("$",) and words.word(at + 1) == "$":
            return (BY_NAME[name],), at + 2
    units = units_spelled(word)
    if units and units[0].kind in MONEY and word in _BEFORE and at + 1 < len(words.tokens):
        return units[:1], at + 1
    return None


_BEFORE = word_set("$ € £ ₴ ₽ ¥ ₹ ₱ ₪ ₩ usd eur gbp uah rub chf jpy cny inr aud cad")


def _unit_after(words: Words, amount: Amount, money: tuple[Unit, ...]) -> tuple[tuple[Unit, ...], int, int]:
    """The units that may be meant after an amount, the token after them, and a factor (``m`` for million)."""
    end = amount.end
    step = end
    if words.word(step) == "-" and words.touching(step) and words.touching(step + 1):
        step += 1
    word = words.word(step)
    touching = words.touching(step)
    if amount.part or (amount.values and amount.values[0].denominator != 1):
        step = _past_link(words, step)
        word = words.word(step)
    if word == "m" and not amount.scaled and not amount.ordinal:
        if money:
            return money, step + 1, _MILLION
        after = units_spelled(words.word(step + 1))
        if after and after[0].kind in MONEY:
            return after, step + 2, _MILLION
        return units_spelled("m"), step + 1, _MILLION
    if money:
        return money, _past_money(words, end), 1
    found = _unit_at(words, step, touching, amount)
    if found is None and word in _BETWEEN and not amount.article:
        found = _unit_at(words, step + 1, False, amount)
    if found is None:
        return (), end, 1
    return found[0], found[1], 1


def _past_link(words: Words, at: int) -> int:
    """Past ``of an`` and the like where a unit follows: ``three quarters of an hour``, ``half a per cent``."""
    step = at
    while step < at + 4 and words.word(step) in {"of", "a", "an", "the", "one"}:
        step += 1
    word = words.word(step)
    if units_spelled(word) or (word == "per" and words.word(step + 1) == "cent"):
        return step
    return at


def _past_money(words: Words, end: int) -> int:
    units = units_spelled(words.word(end))
    return end + 1 if units and units[0].kind in MONEY else end


def _unit_at(words: Words, at: int, touching: bool, amount: Amount) -> tuple[tuple[Unit, ...], int] | None:
    word = words.word(at)
    if not word or amount.ordinal:
        return None
    for rest, name in PHRASES.get(word, ()):
        if all(words.word(at + 1 + step) == part for step, part in enumerate(rest)):
            return (BY_NAME[name],), at + 1 + len(rest)
    units = units_spelled(word)
    if not units:
        return None
    if word in _NEEDS_CARE and not touching and not _unit_ends(words, at):
        return None
    if word == "in" and not touching and words.tokens[at + 1 : at + 2] and words.tokens[at + 1].kind != "s":
        return None
    if word in {"'", '"'} and (not touching or words.tokens[at - 1].kind != "n" or _closes_quote(words, at)):
        return None
    if word == "second" and not amount.article and amount.values and amount.values[0] not in {1, Fraction(1, 2)}:
        return None if not touching and words.word(at - 1) != "-" else (units, at + 1)
    end = at + 1
    if words.word(end) == "." and word in {
        "min",
        "mins",
        "hr",
        "hrs",
        "sec",
        "ft",
        "in",
        "lb",
        "lbs",
        "oz",
        "yr",
        "yrs",
    }:
        end += 1
    return units, end


def _closes_quote(words: Words, at: int) -> bool:
    """Whether a quotation mark after a number ends a quotation begun just before (``the "19"``), and is no unit."""
    sign = words.word(at)
    before = [words.word(step) for step in range(max(0, at - 12), at)]
    return before.count(sign) % 2 == 1


# One-letter units and words that mean other things: a space before them needs an end or a number after.
_NEEDS_CARE = word_set("s h d g t l p c f m y w st gr ha deg mo")


def _unit_ends(words: Words, at: int) -> bool:
    return at + 1 >= len(words.tokens) or words.tokens[at + 1].kind != "w" or words.word(at + 1) in {"and", "or"}


def _is_weak(words: Words, at: int, end: int) -> bool:
    """Whether a number is likelier to be a year, a day of a date or a manner of speaking than the answer."""
    before, word = words.word(at - 1), words.word(at)
    if words.word(end) in _MONTHS or (words.word(end) == "of" and words.word(end + 1) in _MONTHS) or before in _MONTHS:
        return True
    year = words.whole(at)
    if year is not None and 1500 <= year <= 2100 and end == at + 1 and len(words.tokens[at].text) == 4:
        return before in _YEAR_LEADS
    if word in {"a", "once", "both", "single"}:
        return True
    return word in {"first", "second"} or (word == "one" and before in {"the", "this", "that", "which", "no", "any"})


def _clock(words: Words, at: int) -> tuple[Quantity, int] | None:
    """``2:30`` as hours and minutes or minutes and seconds; nothing where it is a time of day (``7:30 am``)."""
    hours, minutes = words.whole(at), words.whole(at + 2)
    if hours is None:
        return None
    if words.word(at + 1) in {"a.m", "p.m", "am", "pm", "a.m.", "p.m.", "bc", "ad", "bce", "ce", "o'clock"}:
        token = words.tokens[at]
        return Quantity(token.start, token.end, ((Fraction(hours), None),), weak=True), at + 2
    if minutes is None or words.word(at + 1) != ":" or not words.touching(at + 1) or not words.touching(at + 2):
        return None
    start, end = words.tokens[at].start, at + 3
    readings: tuple[Reading, ...]
    if minutes >= 60 or len(words.tokens[at + 2].text) != 2:
        readings = ()
    elif words.word(at + 3) == ":" and (seconds := words.whole(at + 4)) is not None:
        readings, end = ((hours + Fraction(minutes * 60 + seconds, 3600), BY_NAME["hour"]),), at + 5
    else:
        value = hours + Fraction(minutes, 60)
        readings = ((value, BY_NAME["hour"]), (value, BY_NAME["minute"]))
        named = units_spelled(words.word(end))
        if named and named[0].kind == "time":
            readings, end = tuple((value, unit) for unit in named), end + 1
    return Quantity(start, words.tokens[end - 1].end, readings, weak=True), end


def _range(words: Words, at: int, first: tuple[Quantity, int]) -> tuple[Quantity, int] | None:
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
    second = _one(words, step)
    if second is None or second[0].ordinal != low.ordinal:
        return None
    high, end = second
    if words.word(end) == "-" and words.tokens[end + 1 : end + 2] and words.tokens[end + 1].kind == "n":
        return None
    lower = tuple(
        aligned
        for one in low.readings
        for other in high.readings
        if (aligned := _aligned(one, other, high, words)) is not None
    )
    if not lower or not high.readings or lower[0][0] >= high.readings[0][0]:
        return None
    quantity = high._replace(
        start=low.start, readings=lower[:1], upper=high.readings[:1], slip=low.slip or high.slip, weak=False
    )
    return quantity, end


def _aligned(one: Reading, other: Reading, high: Quantity, words: Words) -> Reading | None:
    """The lower end of a range in its upper end's unit and, where only that one is named, its scale."""
    del high, words
    value, unit = one
    if unit is None or (other[1] is not None and unit.name == other[1].name):
        scale = _scale_of(other[0])
        if value < 1000 and scale > 1 and value * scale < other[0]:
            return value * scale, other[1]
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


def _share(words: Words, quantity: Quantity, end: int) -> tuple[Quantity, int] | None:
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
    size = whole.values[0]
    if size.denominator != 1 or size <= value or (word == "in" and size > 1000) or size == 0:
        return None
    share: Reading = (value / size, None)
    readings = (share,) if word == "in" else ((value, None), share)
    last = words.tokens[whole.end - 1].end
    return quantity._replace(end=last, readings=readings, part=word == "in", weak=False), whole.end


def _compound(words: Words, quantity: Quantity, end: int) -> tuple[Quantity, int]:
    """``2 hours and 30 minutes``, ``5'9"``, ``2h30``, ``an hour and a half``: joined into one quantity."""
    while quantity.readings and quantity.readings[0][1] is not None:
        step = end
        while step < end + 3 and words.word(step) in {"and", "&", ",", "-"}:
            step += 1
        half = _half_more(words, quantity, end)
        if half is not None:
            quantity, end = half
            continue
        second = _one(words, step) if step < len(words.tokens) else None
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


_HEDGE = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|approx|circa|ca|c|some|nearly|almost|maybe|perhaps|probably|possibly"
    r"|estimated|near|close to|like|practically|virtually|more or less"
    r"|i think|i guess)\b|~)\W*(?:(?:a|an|the|of|at)\s+)*\W*$"
)
_MORE = re.compile(
    r"(?:\b(?:over|above|exceeding|exceeds|exceeded|at least|at the least|upwards? of|minimum(?: of)?|beyond"
    r"|(?:more|greater|larger|higher|bigger|longer|older|taller) than|(?:no|not) (?:less|fewer|lower) than)\b|>\s?=?|≥)"
    r"\W*(?:(?:a|an|the|of|about|around)\s+)*\W*$"
)
_LESS = re.compile(
    r"(?:\b(?:under|below|at most|at the most|up to|maximum(?: of)?|max|not exceeding|shy of|short of"
    r"|(?:less|fewer|lower|smaller|shorter|younger) than|(?:no|not) (?:more|greater|higher|longer) than)\b|<\s?=?|≤)"
    r"\W*(?:(?:a|an|the|of|about|around)\s+)*\W*$"
)
_NOT = re.compile(
    r"(?:\b(?:not|never|cannot|neither|nor|without|except|excluding|unlike)\b|n't\b|\b(?:all|anything) but\b"
    r"|\b(?:rather|other) than\b|\binstead of\b)(?P<rest>[^,;:.!?]*)$"
)
_HARMLESS_NOT = re.compile(
    r"^\s*(?:(?:really|quite|totally|completely|100% |entirely)\s+)?(?:sure|certain|know|remember|mistaken|wrong"
    r"|positive|convinced|only|just|to mention)\b|\bbut\b|\bit (?:is|was)\b"
)
_TAIL_MORE = re.compile(
    r"^\W*\+|^\s*plus\b|\b(?:or|and) (?:more|over|above|higher|greater|longer|upwards?)\b|\bat least\b|\bminimum\b"
)
_TAIL_LESS = re.compile(r"\bor (?:less|fewer|under|below|lower|shorter)\b|\bat (?:the )?most\b|\bmax(?:imum)?\b")
_TAIL_HEDGE = re.compile(
    r"^-?\s?ish\b|^-?odd\b|\bor so\b|\b(?:or there)?abouts?\b|\bapprox(?:imately)?\b|\broughly\b|\bmore or less\b"
)
_TAIL_NOT = re.compile(r"^\W*(?:(?:is|was|are|were)(?:n't| not)\b|(?:is|was) (?:wrong|false|incorrect)\b)")
_WINDOW = 60


def _with_context(folded: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities with what the words before and after each make of them."""
    last = 0
    seen: list[Quantity] = []
    for place, quantity in enumerate(found):
        head = folded[max(last, quantity.start - _WINDOW) : quantity.start]
        until = found[place + 1].start if place + 1 < len(found) else len(folded)
        tail = folded[quantity.end : min(until, quantity.end + _WINDOW)]
        if quantity.readings != _ZERO:  # "never 23": the word belongs to the number after it
            last = quantity.end
        if not head.strip() and not tail.strip():
            seen.append(quantity)
            continue
        before = seen[-1].negated if seen else False
        seen.append(_in_context(quantity, head, tail, before=before))
    return seen


def _in_context(quantity: Quantity, head: str, tail: str, *, before: bool) -> Quantity:
    bound, hedged, negated = "", False, False
    if head.strip():
        if _MORE.search(head):
            bound = "more"
        elif _LESS.search(head):
            bound = "less"
        elif _HEDGE.search(head):
            hedged = True
        cut = _NOT.search(head)
        negated = cut is not None and not _HARMLESS_NOT.search(cut["rest"])
        if bound and negated and re.search(r"\bnot (?:more|less|fewer|greater|lower|higher|longer|exceeding)\b", head):
            negated = False
        if before and head.strip() in {"or", "nor", "and"}:
            negated = True
    if tail.strip():
        if _TAIL_HEDGE.search(tail):
            hedged = True
        elif not bound and _TAIL_MORE.search(tail):
            bound = "more"
        elif not bound and _TAIL_LESS.search(tail):
            bound = "less"
        negated = negated or _TAIL_NOT.search(tail) is not None
    return quantity._replace(bound=bound, hedged=hedged, negated=negated)
