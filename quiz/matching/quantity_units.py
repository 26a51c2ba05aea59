"""The unit or currency beside a number."""

from fractions import Fraction

from quiz.matching.number_scan import Amount, Words
from quiz.matching.number_words import word_set
from quiz.matching.units import BY_NAME, MONEY, PHRASES, Unit, units_spelled

_BETWEEN = word_set(
    "calendar earth full whole more additional extra straight consecutive long entire solid official local "
    "working clock u.s us american"
)
MILLION = 10**6


def currency_before(words: Words, at: int) -> tuple[tuple[Unit, ...], int] | None:
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
CURRENCY_WORDS = _BEFORE | frozenset(word for word in PHRASES if any(rest == ("$",) for rest, _ in PHRASES[word]))
"""What a currency before its number begins with."""


def unit_after(words: Words, amount: Amount, money: tuple[Unit, ...]) -> tuple[tuple[Unit, ...], int, int]:
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
            return money, step + 1, MILLION
        after = units_spelled(words.word(step + 1))
        if after and after[0].kind in MONEY:
            return after, step + 2, MILLION
        return units_spelled("m"), step + 1, MILLION
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
    if word == "s" and touching and amount.values and amount.values[0] % 10 == 0 and 1000 <= amount.values[0] <= 2100:
        return None  # "the 1930s"
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
