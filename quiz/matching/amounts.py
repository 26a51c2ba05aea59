"""Reads one number, in digits or words or both: ``two hundred and five``, ``2 1/2``, ``half a million``."""

from fractions import Fraction

from quiz.matching.amount_parts import read_part_more, read_power, times_scale, written_part
from quiz.matching.number_scan import Amount, Words
from quiz.matching.number_words import KNOWN, ORDINALS, PARTS, SCALES, SMALL, TENS, VULGAR

_STARTS = KNOWN | frozenset(VULGAR) | {"a", "an", "point", "couple", "pair", "twice", "once", "thrice"}
_JOINED = {f"{tens}{small}": TENS[tens] + SMALL[small] for tens in TENS for small in SMALL if 0 < SMALL[small] < 10}
_DIRECT = {"once": 1, "twice": 2, "thrice": 3, "couple": 2, "pair": 2, "both": 2, "single": 1}
AMOUNT_WORDS = _STARTS | frozenset(_DIRECT) | frozenset(_JOINED)
"""What an amount in words begins with."""


def read_amount(words: Words, at: int) -> Amount | None:
    """The number that starts at token ``at``, or None when none starts there."""
    tokens = words.tokens
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind == "s":
        return None
    if token.kind == "n":
        return from_digits(words, at)
    word = words.word(at)
    if word not in AMOUNT_WORDS:
        return None
    amount = from_words(words, at)
    if amount is not None and words.slips and any(at <= slip < amount.end for slip in words.slips):
        amount = amount._replace(slip=True)
    return amount


def from_digits(words: Words, at: int) -> Amount | None:
    values = words.digits(at)
    if not values:
        return None
    end = at + 1
    if end == len(words.tokens):
        return Amount(values, end)
    value = values[0]
    after = words.word(end)
    touching = words.touching(end)
    if touching and after in {"st", "nd", "rd", "th"} and value.denominator == 1 and (after != "st" or value % 10 == 1):
        return Amount((value,), at + 2, ordinal=True)
    exponent = read_power(words, at)
    if exponent is not None:
        return exponent
    part = written_part(words, at)
    if part is not None:
        return times_scale(words, part)
    extra = read_part_more(words, end)
    if extra is not None:
        return times_scale(words, Amount((value + extra[0],), extra[1], part=False))
    if value.denominator == 1 and after in PARTS and after not in {"half", "halves"}:
        return times_scale(words, Amount((value / PARTS[after],), end + 1, part=True))
    if value.denominator == 1 and after == "-" and words.word(end + 1) in PARTS and words.touching(end + 1):
        return times_scale(words, Amount((value / PARTS[words.word(end + 1)],), end + 2, part=True))
    scaled = times_scale(words, Amount(values, end))
    if scaled.end > end:
        return _continued(words, scaled)
    return scaled


def _continued(words: Words, amount: Amount) -> Amount:
    """``2 million 300 thousand``, ``3 thousand and 50``: smaller groups that go on with a scaled number."""
    value, end = amount.values[0], amount.end
    scale = SCALES.get(words.word(end - 1), 0)
    while scale >= 100 and value % scale == 0:
        step = end
        if words.word(step) == "," and words.word(step + 1) == "":
            step += 1
        if words.word(step) == "and":
            step += 1
        group = words.digits(step)
        if group:
            next_scale = SCALES.get(words.word(step + 1), 1)
            after = step + (2 if next_scale > 1 else 1)
            added = group[0] * next_scale
        elif SMALL.get(words.word(step)) or words.word(step) in TENS:
            rest = from_words(words, step)
            if rest is None or rest.part or rest.ordinal:
                break
            added, after, next_scale = rest.values[0], rest.end, 1
        else:
            break
        if added >= scale or words.word(after) in {"/", "%"}:
            break
        value, end, scale = value + added, after, next_scale
    return amount._replace(values=(value,), end=end)


def from_words(words: Words, at: int) -> Amount | None:
    word = words.word(at)
    if word in {"a", "an"}:
        return _with_article(words, at)
    if word in _DIRECT:
        return Amount((Fraction(_DIRECT[word]),), at + 1)
    if word in VULGAR:
        return _of_scale(words, Amount((VULGAR[word],), at + 1, part=True))
    if word == "point":
        digits = _decimals(words, at)
        return None if digits is None else times_scale(words, Amount((digits[0],), digits[1]))
    if word in {"half", "quarter"}:
        return _of_scale(words, Amount((Fraction(1, PARTS[word]),), at + 1, part=True))
    return _cardinal(words, at)


def _with_article(words: Words, at: int) -> Amount | None:
    step = at + 1
    while step < at + 3 and words.word(step) in {"full", "whole", "good", "mere", "-"}:
        step += 1
    word = words.word(step)
    if word in {"half", "quarter"} or (word in PARTS and not word.endswith("s") and word not in SCALES):
        return _of_scale(words, Amount((Fraction(1, PARTS[word]),), step + 1, part=True))
    if word in SCALES:
        return _cardinal(words, step)
    if word in {"couple", "pair", "single"}:
        return Amount((Fraction(_DIRECT[word]),), step + (2 if words.word(step + 1) == "of" else 1))
    return Amount((Fraction(1),), step, article=True)


def _of_scale(words: Words, amount: Amount) -> Amount:
    """``half a million``, ``a quarter of a million``, ``three quarters of a billion``."""
    step = amount.end
    while step < amount.end + 4 and words.word(step) in {"of", "a", "an", "-", "one"}:
        step += 1
    factor = SCALES.get(words.word(step))
    if factor is None:
        return amount
    return amount._replace(values=(amount.values[0] * factor,), end=step + 1, part=False, scaled=True)


def _decimals(words: Words, at: int) -> tuple[Fraction, int] | None:
    """``point five six`` as a value below one."""
    if words.word(at) != "point":
        return None
    said, step = "", at + 1
    while True:
        small = SMALL.get(words.word(step), 10)
        whole = words.tokens[step].text if words.whole(step) is not None else ""
        if small > 9 and words.word(step) not in {"oh", "o"} and not whole:
            break
        said += whole or str(small if small < 10 else 0)
        step += 1
    if not said or len(said) > 30:
        return None
    return Fraction(int(said), 10 ** len(said)), step


def _cardinal(words: Words, at: int) -> Amount | None:
    """A number in words by English grammar, ending before the first word that does not continue it."""
    total, group, last_scale = 0, None, 10**18
    last = ""  # what the last word was: small, teen, tens, hundred or scale
    step = at
    while step < len(words.tokens):
        look = step
        word = words.word(look)
        if last and word == "-" and (words.touching(look) or SMALL.get(words.word(look + 1), 0) in range(1, 10)):
            look += 1
            word = words.word(look)
            if word == "and" and last in {"hundred", "scale"}:
                look += 1 + (words.word(look + 1) == "-")
                word = words.word(look)
            if word in TENS and TENS[word] == group:
                break  # "fifty-fifty"
        elif last in {"hundred", "scale"} and (word in {"and", "&"} or (word == "," and last == "scale")):
            look += 1
            word = words.word(look)
            if word == "and":
                look += 1
                word = words.word(look)
            if word in {"a", "an"} or word in SCALES or word == "half":
                break
        joined = _JOINED.get(word)
        if joined is not None and (last in {"", "hundred", "scale"}):
            group = (group or 0) + joined
            last = "small"
        elif word in SMALL:
            value = SMALL[word]
            if last in {"", "hundred", "scale"} or (last == "tens" and 0 < value < 10):
                group = (group or 0) + value
            elif last in {"small", "tens", "teen"} and value >= 10 and _pairs(group, total):
                group = (group or 0) * 100 + value
            elif last in {"teen", "tens"} and word == "zero":
                break
            else:
                break
            last = "small" if value < 10 else "teen"
        elif word in TENS:
            if last in {"", "hundred", "scale"}:
                group = (group or 0) + TENS[word]
            elif _pairs(group, total):
                group = (group or 0) * 100 + TENS[word]
            else:
                break
            last = "tens"
        elif word == "hundred" and last != "hundred" and (group is None or 0 < group < 100):
            group = (1 if group is None else group) * 100
            last = "hundred"
        elif word in SCALES and word != "hundred" and (last or word != "grand") and (group or last != "small"):
            factor = SCALES[word]
            if factor < last_scale:
                total += (1 if group is None else group) * factor
            elif group is None and last == "scale":
                total *= factor
            else:
                break
            group, last, last_scale = None, "scale", factor
        else:
            break
        step = look + 1
    if not last:
        return _rank_word(words, at)
    value = total + (group or 0)
    return _finished(words, step, value, last, last_scale)


def _pairs(group: int | None, total: int) -> bool:
    """Whether a two-digit word may follow as the end of a year or price: ``nineteen ninety``, ``one fifty``."""
    return group is not None and 0 < group < 100 and total == 0


def _finished(words: Words, step: int, value: int, last: str, scale: int) -> Amount:
    """The cardinal with what may follow it: an ordinal end, a fraction name, decimals, ``and a half``."""
    look = step
    if words.word(look) == "-" or (last in {"hundred", "scale"} and words.word(look) == "and"):
        look += 1
    word = words.word(look)
    rank = ORDINALS.get(word)
    if rank is not None and last in {"tens", "hundred", "scale"} and (rank < 10 or last != "tens") and rank < 100:
        return Amount((Fraction(value + rank),), look + 1, ordinal=True)
    if word in PARTS and not (word == "half" and value != 1) and value > 0:
        values: tuple[Fraction, ...] = (Fraction(value, PARTS[word]),)
        return _of_scale(words, Amount(values, look + 1, part=True))
    scaled = last == "scale"
    decimals = _decimals(words, step)
    if decimals is not None:
        return times_scale(words, Amount((value + decimals[0],), decimals[1]))
    if words.word(step) in VULGAR:
        return times_scale(words, Amount((value + VULGAR[words.word(step)],), step + 1))
    extra = read_part_more(words, step)
    if extra is not None:
        factor = scale if scaled and scale >= 1000 else 1
        return times_scale(words, Amount((value + extra[0] * factor,), extra[1], scaled=scaled))
    if scaled:
        return Amount((Fraction(value),), step, scaled=True)
    return Amount((Fraction(value),), step)


def _rank_word(words: Words, at: int) -> Amount | None:
    """``third`` alone: the rank 3, or sloppily a third part."""
    word = words.word(at)
    rank = ORDINALS.get(word)
    if rank is None:
        return None
    values: tuple[Fraction, ...] = (Fraction(rank),)
    if rank > 2 and words.word(at - 1) != "the":
        values += (Fraction(1, rank),)
    return Amount(values, at + 1, ordinal=True)
