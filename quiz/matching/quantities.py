"""Finds the quantities in a text: numbers with their units, ranges, and what the words around them claim."""

import re
from fractions import Fraction
from functools import lru_cache

from quiz.matching.amounts import AMOUNT_WORDS, read_amount
from quiz.matching.number_scan import Words
from quiz.matching.number_tokens import fold, tokenise
from quiz.matching.number_words import KNOWN, respelled, word_set
from quiz.matching.quantity import ZERO, Quantity, Reading, read_quantity
from quiz.matching.quantity_context import with_context
from quiz.matching.quantity_joins import read_compound, read_range, read_share
from quiz.matching.quantity_units import CURRENCY_WORDS
from quiz.matching.units import BY_NAME, units_spelled

_NOTHING = word_set("none nothing nobody never")
OPENINGS = _NOTHING | word_set("no not minus negative") | AMOUNT_WORDS | CURRENCY_WORDS
_LETTERS_ONLY = re.compile(r"[a-z ,.;:!?'-]*")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_LEANING = ("-", "$")


@lru_cache(maxsize=8192)
def short_quantities(text: str) -> tuple[Quantity, ...]:
    """``find_quantities`` of a typed answer, slips forgiven; a class types the same few answers again and again."""
    return tuple(find_quantities(text, forgive=True))


def find_quantities(text: str, *, forgive: bool) -> list[Quantity]:
    """Every quantity in ``text`` in order; ``forgive`` reads misspelt number words too (never misread digits)."""
    folded = fold(text)
    if forgive and _LETTERS_ONLY.fullmatch(folded) and not any(map(_opens, _WORD.findall(folded))):
        return []
    words = Words(tokenise(folded), forgive)
    found: list[Quantity] = []
    at = 0
    while at < len(words.tokens):
        if _is_plain(words, at):
            at += 1
            continue
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
    return with_context(folded, found) if found else found


@lru_cache(maxsize=16_384)
def _opens(word: str) -> bool:
    """Whether a quantity may begin with a word, or with what it is a slip for."""
    if word in OPENINGS:
        return True
    return len(word) > 3 and word not in KNOWN and not units_spelled(word) and respelled(word) in OPENINGS


def _is_plain(words: Words, at: int) -> bool:
    """Whether a word stands by itself and begins no quantity: most words of most answers."""
    token = words.tokens[at]
    here = at + 1
    return (
        token.kind == "w"
        and words.word(at) not in OPENINGS
        and words.word(here) not in _LEANING
        and not (here < len(words.tokens) and words.tokens[here].start == token.end)
    )


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
    if words.word(at) == "not" and (none := _not_one(words, at)) is not None:
        return none
    if at == 0 and _denies_all(words):
        return _nothing(words, at)[0], at + 1
    clock = _clock(words, at)
    if clock is not None:
        return clock
    first = read_quantity(words, at)
    if first is None:
        return None
    joined = read_range(words, at, first)
    if joined is not None:
        return joined
    quantity, end = first
    share = read_share(words, quantity, end)
    if share is not None:
        return share
    return read_compound(words, quantity, end)


def _denies_all(words: Words) -> bool:
    """Whether a text opens with ``no`` and a noun (``no prisoners``), which counts none of them."""
    if words.word(0) != "no" or len(words.tokens) < 2 or words.tokens[1].kind != "w":
        return False
    return words.word(1) not in {"more", "fewer", "less", "later", "idea"} and read_amount(words, 1) is None


def _not_one(words: Words, at: int) -> tuple[Quantity, int] | None:
    """``not one``, ``not any``, ``not a single one``: none, unless it goes on (``not one but two``)."""
    end = at + 1
    while end < at + 4 and words.word(end) in {"a", "single", "one", "any"}:
        end += 1
    if end == at + 1 or words.word(end - 1) == "a" or words.word(end) not in {"", ".", "!", "of"}:
        return None
    return Quantity(words.tokens[at].start, words.tokens[end - 1].end, ZERO, weak=True), end


def _nothing(words: Words, at: int) -> tuple[Quantity, int]:
    end = at + 1
    while end < len(words.tokens) and words.word(end) in {"-", "one", "body"} and words.word(at) == "no":
        end += 1
    start, stop = words.tokens[at].start, words.tokens[end - 1].end
    return Quantity(start, stop, ZERO, weak=True), end


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
