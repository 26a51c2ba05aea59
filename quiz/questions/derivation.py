"""The arithmetic that an author writes down for a key that has to be worked out, worked out."""

import re
from fractions import Fraction
from typing import NamedTuple

from quiz.matching.number_tokens import fold
from quiz.matching.numbers import NumberKey, find_numbers

_LONGEST = 500
"""Characters of a derivation that are looked at."""

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,15})?"
_OPERAND = rf"\(*\s*[€$£]?\s?{_NUMBER}\s?[€$£]?(?:\s(?!and\b|or\b|to\b|x\b)[a-z]+){{0,2}}\s*\)*"
_OPERATOR = r"(?:\s*[+*÷x]\s*|\s+[-/]\s+)"
_SUM = re.compile(rf"(?<![\w.,%/-]){_OPERAND}(?:{_OPERATOR}{_OPERAND})+(?!\s*[%/*+÷-]?\s*\d)(?!\s?%)")
_GIVES = re.compile(rf"\s*(?:=|\bis\b|\bmakes?\b|\bgives?\b)\s*[€$£]?\s?(?P<result>{_NUMBER})")
_TOKEN = re.compile(rf"{_NUMBER}|[()]|(?<![a-z])x(?![a-z])|[+*÷/-]")
_SAID = {"less": "-", "minus": "-", "plus": "+", "times": "x"}
_SAID_BETWEEN = re.compile(rf"(?<=\d )(?:{'|'.join(_SAID)})(?= \d)")
_IN_WORDS = re.compile(
    r"%|\b(?:minus|plus|times|twice|half|halves|doubled?|tripled?|subtract\w*|divid\w*|multipl\w*|add(?:ed)?|less|"
    r"per ?cent\w*|of the \w+ \d)\b"
)
_SAME_IN_OTHER_UNITS = frozenset(Fraction(n) for n in (7, 12, 24, 60, 100, 365, 1000, 3600, 10**6, 10**9))


class Sum(NamedTuple):
    """A sum as it is written, and what it comes to; exact is False where it was divided, so that it may be rounded."""

    written: str
    value: Fraction
    exact: bool


def last_sum(derived: str) -> Sum | None:
    """The sum with which a derivation ends; None where it ends with none, or some of it is said in words."""
    # Of the same length, so that what is found there stands at its place in the author's text.
    text = _SAID_BETWEEN.sub(lambda said: _SAID[said[0]].ljust(len(said[0])), fold(derived[:_LONGEST]))
    found = list(_SUM.finditer(text))
    if not found or len(derived) > _LONGEST or _IN_WORDS.search(text):
        return None
    one = found[-1]
    written = derived[one.start() : one.end()].strip()
    tokens: list[str] = _TOKEN.findall(one.group())
    try:
        value, rest = _of_terms(tokens)
    except (ValueError, ZeroDivisionError):
        return None
    if rest:
        return None
    given = _GIVES.match(text, one.end())
    own = {_fraction(token) for token in tokens if token[0].isdigit()}
    after = text[given.end() if given else one.end() :]
    if any(number.value not in own for number in find_numbers(after)):
        return None  # it goes on from there
    return Sum(written, value, not {"÷", "/"} & set(tokens))


def comes_to(one: Sum, key: NumberKey) -> bool:
    """Whether a sum gives a key, in its unit or in another of the same kind, rounded where it was divided."""
    low, high = key.low - key.tolerance, key.high + key.tolerance
    if low <= one.value <= high:
        return True
    if not one.exact and any(abs(one.value - end) < _last_place(end) for end in (key.low, key.high)):
        return True
    ratios = (one.value / end for end in (key.low, key.high) if end and one.value)
    return any(ratio in _SAME_IN_OTHER_UNITS or 1 / ratio in _SAME_IN_OTHER_UNITS for ratio in ratios)


def _last_place(value: Fraction) -> Fraction:
    """What one is worth at the last place of a decimal: 1 for 8, 1/10 for 8.3."""
    place = Fraction(1)
    while (value / place).denominator != 1 and place > Fraction(1, 10**6):
        place /= 10
    return place


def _fraction(token: str) -> Fraction:
    return Fraction(token.replace(",", ""))


def _of_terms(tokens: list[str]) -> tuple[Fraction, list[str]]:
    """The value of terms with + and - between them, and what follows it. Raises ValueError."""
    value, tokens = _of_factors(tokens)
    while tokens and tokens[0] in "+-":
        sign = 1 if tokens[0] == "+" else -1
        more, tokens = _of_factors(tokens[1:])
        value += sign * more
    return value, tokens


def _of_factors(tokens: list[str]) -> tuple[Fraction, list[str]]:
    value, tokens = _of_one(tokens)
    while tokens and tokens[0] in "x*÷/":
        operator = tokens[0]
        more, tokens = _of_one(tokens[1:])
        value = value * more if operator in "x*" else value / more
    return value, tokens


def _of_one(tokens: list[str]) -> tuple[Fraction, list[str]]:
    if not tokens:
        raise ValueError("it breaks off")
    if tokens[0] == "(":
        value, rest = _of_terms(tokens[1:])
        if rest[:1] != [")"]:
            raise ValueError("a bracket that is not closed")
        return value, rest[1:]
    if not tokens[0][0].isdigit():
        raise ValueError("no number")
    return _fraction(tokens[0]), tokens[1:]
