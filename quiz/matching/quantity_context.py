"""The words round a number that change what it claims: hedges, limits, denials."""

import re
from functools import lru_cache
from typing import NamedTuple

from quiz.matching.quantity import ZERO, Quantity, Reading
from quiz.matching.turning_words import meant

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
_NOT_MORE = re.compile(r"\b(?:no|not|never) (?:more|greater|higher|longer) than\b[^,;:.!?]*$")
_NOT_BOUND = re.compile(r"\bnot (?:more|less|fewer|greater|lower|higher|longer|exceeding)\b")
_POINT = re.compile(r"\b(approx|ca|c)\.")
_TAIL_MORE = re.compile(
    r"^\W*\+|^\s*plus\b|\b(?:or|and) (?:more|over|above|higher|greater|longer|upwards?)\b|\bat least\b|\bminimum\b"
)
_TAIL_LESS = re.compile(r"\bor (?:less|fewer|under|below|lower|shorter)\b|\bat (?:the )?most\b|\bmax(?:imum)?\b")
_TAIL_HEDGE = re.compile(
    r"^-?\s?ish\b|^-?odd\b|\bor so\b|\bthereabouts?\b|\bapprox(?:imately)?\b|\broughly\b|\bmore or less\b"
)
_TAIL_NOT = re.compile(
    r"^\W*(?:(?:is|was|are|were)(?:n't| not)\b(?! (?:it|that|he|she|they)\b)|(?:is|was) (?:wrong|false|incorrect)\b)"
)
_WINDOW = 60
_TURNING_WORDS = """
not never cannot neither without except excluding unlike more greater larger higher less fewer lower than under over
above below beyond exceeding least minus
"""
_TURNING = frozenset(_TURNING_WORDS.split())
_WORD = re.compile(r"[a-z]{3,}")
# "fewer then 23"
_THEN = re.compile(r"\b(more|greater|larger|higher|less|fewer|lower) then\b")
_TIMES = re.compile(r"\b(double|triple|treble|quadruple) (?:the |of |that of )*$")
_FACTORS = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}
_MINUS = re.compile(r"\bminus ?$")


def with_context(folded: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities with what the words before and after each make of them."""
    last = 0
    seen: list[Quantity] = []
    for place, quantity in enumerate(found):
        head = folded[max(last, quantity.start - _WINDOW) : quantity.start]
        until = found[place + 1].start if place + 1 < len(found) else len(folded)
        tail = folded[quantity.end : min(until, quantity.end + _WINDOW)]
        if quantity.readings != ZERO:  # "never 23": the word belongs to the number after it
            last = quantity.end
        if not head.strip() and not tail.strip():
            seen.append(quantity)
            continue
        before = seen[-1].negated if seen else False
        seen.append(_in_context(quantity, head, tail, before=before))
    return seen


class _Claim(NamedTuple):
    """What the words on one side of a number say of it; ``factor`` multiplies it, ``joined`` is a bare ``or``."""

    factor: int = 1
    bound: str = ""
    hedged: bool = False
    negated: bool = False
    joined: bool = False


_NO_CLAIM = _Claim()


def _respelled(head: str) -> str:
    """The words before a number with a slip in ``not``, ``more than`` and their like mended: ``moree than``."""
    return _THEN.sub(r"\1 than", _WORD.sub(lambda word: meant(word[0], _TURNING) or word[0], head))


def _multiplied(quantity: Quantity, factor: int) -> Quantity:
    """``double 23``, and a ``minus`` that was misspelt and so not read as a sign."""

    def of(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
        return tuple((value * factor, unit) for value, unit in readings)

    return quantity._replace(readings=of(quantity.readings), upper=of(quantity.upper))


def _in_context(quantity: Quantity, head: str, tail: str, *, before: bool) -> Quantity:
    ahead, behind = _ahead(head), _behind(tail)
    if ahead.factor != 1:
        quantity = _multiplied(quantity, ahead.factor)
    bound = ahead.bound or behind.bound
    hedged = ahead.hedged or behind.hedged
    negated = ahead.negated or behind.negated or (before and ahead.joined)
    return quantity._replace(bound=bound, hedged=hedged, negated=negated)


@lru_cache(maxsize=8192)
def _ahead(head: str) -> _Claim:
    """What the words before a number say; answers begin with the same few words."""
    if not head.strip():
        return _NO_CLAIM
    head = _respelled(head)
    if "." in head:
        head = _POINT.sub(r"\1", head)
    factor, bound = 1, ""
    if times := _TIMES.search(head):
        factor = _FACTORS[times[1]]
    elif _MINUS.search(head):
        factor = -1
    if _NOT_MORE.search(head):
        bound = "less"
    elif _MORE.search(head):
        bound = "more"
    elif _LESS.search(head):
        bound = "less"
    cut = _NOT.search(head)
    negated = cut is not None and not _HARMLESS_NOT.search(cut["rest"])
    if bound and negated and _NOT_BOUND.search(head):
        negated = False
    hedged = not bound and _HEDGE.search(head) is not None
    return _Claim(factor, bound, hedged, negated, head.strip() in ("or", "nor", "and"))


@lru_cache(maxsize=8192)
def _behind(tail: str) -> _Claim:
    """What the words behind a number say."""
    if not tail.strip():
        return _NO_CLAIM
    hedged = _TAIL_HEDGE.search(tail) is not None
    bound = ""
    if not hedged and _TAIL_MORE.search(tail):
        bound = "more"
    elif not hedged and _TAIL_LESS.search(tail):
        bound = "less"
    return _Claim(bound=bound, hedged=hedged, negated=_TAIL_NOT.search(tail) is not None)
