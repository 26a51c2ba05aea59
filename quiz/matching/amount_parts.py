"""What may follow a number: fractions, ``and a half``, scale words, powers of ten."""

from fractions import Fraction

from quiz.matching.number_scan import Amount, Words
from quiz.matching.number_words import PARTS, SCALES, SHORT_SCALES, SMALL, VULGAR

_LARGEST = Fraction(10**30)


def read_power(words: Words, at: int) -> Amount | None:
    """``1e6``, ``3.2 x 10^6``, ``10^6``: only powers small enough to be meant."""
    value = words.digits(at)[0]
    end = at + 1
    if words.word(end) == "e" and words.touching(end) and words.touching(end + 1):
        power, end = words.whole(end + 1), end + 2
        if power is None and words.word(end - 1) in {"+", "-"} and words.touching(end):
            power = words.whole(end)
            power = -power if power is not None and words.word(end - 1) == "-" else power
            end += 1
        base: Fraction | None = value
    elif words.word(end) in {"x", "*"} and words.whole(end + 1) == 10 and words.word(end + 2) == "^":
        power, base, end = words.whole(end + 3), value, end + 4
    elif value == 10 and words.word(end) == "^":
        power, base, end = words.whole(end + 1), Fraction(1), end + 2
    else:
        return None
    if power is None or base is None:
        return None
    if abs(power) > 30:
        return Amount((), end)
    return Amount((base * Fraction(10) ** power,), end, scaled=True)


def written_part(words: Words, at: int) -> Amount | None:
    """``3/4``, ``2 1/2``, ``2-1/2``, ``2½``: a fraction in signs, alone or after a whole number."""
    plain = read_slash(words, at)
    if plain is not None:
        return Amount((plain[0],), plain[1], part=True)
    whole = words.digits(at)[0]
    end = at + 1
    if words.word(end) == "-" and words.touching(end) and words.touching(end + 1):
        end += 1
    if words.word(end) in VULGAR:
        return Amount((whole + VULGAR[words.word(end)],), end + 1)
    if whole.denominator != 1:
        return None
    added = read_slash(words, end)
    if added is not None and added[0] < 1:
        return Amount((whole + added[0],), added[1])
    return None


def read_slash(words: Words, at: int) -> tuple[Fraction, int] | None:
    above, below = words.whole(at), words.whole(at + 2)
    if above is None or not below or words.word(at + 1) != "/" or words.word(at + 3) == "/":
        return None
    return Fraction(above, below), at + 3


def read_part_more(words: Words, at: int) -> tuple[Fraction, int] | None:
    """``and a half``, ``& 3/4``, ``and three quarters``, ``and two-thirds`` after a whole number."""
    if words.word(at) == "-" and words.word(at + 1) == "and":
        at += 1
    if words.word(at) not in {"and", "&", "n"}:
        return None
    at += 1
    at += words.word(at) == "-"
    if words.word(at) in VULGAR:
        return VULGAR[words.word(at)], at + 1
    slashed = read_slash(words, at)
    if slashed is not None and slashed[0] < 1:
        return slashed
    above = 1
    word = words.word(at)
    if word in {"a", "an", "one"}:
        at += 1
    elif SMALL.get(word, 0) in range(2, 20):
        above, at = SMALL[word], at + 1
    elif words.whole(at) and words.word(at + 1) in PARTS:
        above, at = words.whole(at) or 1, at + 1
    elif word not in {"half", "quarter"}:
        return None
    at += words.word(at) == "-"
    below = PARTS.get(words.word(at))
    if below is None or above >= below:
        return None
    return Fraction(above, below), at + 1


def times_scale(words: Words, amount: Amount) -> Amount:
    """The amount times the scale words that follow it: ``2.5 million``, ``5k``, ``3 hundred thousand``."""
    values, at, scaled = amount.values, amount.end, amount.scaled
    while True:
        step = at
        if words.word(step) == "-" and words.word(step + 1) in SCALES:
            step += 1
        word = words.word(step)
        factor = SCALES.get(word) or SHORT_SCALES.get(word)
        if factor is None or (word in {"b", "mil"} and amount.part) or max(values, default=Fraction(0)) > _LARGEST:
            break
        values, at, scaled = tuple(value * factor for value in values[:1]), step + 1, True
        if word in SHORT_SCALES and len(word) < 4:
            break
    if not scaled:
        return amount
    extra = read_part_more(words, at)
    if extra is not None and not amount.part:
        last = SCALES.get(words.word(at - 1), 1)
        return amount._replace(
            values=(values[0] + extra[0] * (last if last >= 1000 else 1),), end=extra[1], scaled=True
        )
    return amount._replace(values=values, end=at, scaled=True)
