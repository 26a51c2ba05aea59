"""Figures given with their working: ``175 x 2 = 350``, ``350 (175 from each side)``; the result counts."""

import re
from fractions import Fraction

_EQUATION = re.compile(r"((?:[^\W\d_]+\s+)*)([\d\s.,+*x×·/÷()−–-]+)=\s*(\d[\d.,]*)\s*([^\d=]*)", re.IGNORECASE)
_STEP = re.compile(r"\s*([+*x×·/÷−–-]?)\s*(\d+(?:\.\d+)?)", re.IGNORECASE)
_ASIDE = re.compile(r"([^()]*\d[^()]*|[^\W\d_]+(?:[ -][^\W\d_]+)*)\s+\(([^()]+)\)\s*")
_WORKING = re.compile(r"\b(?:each|per|every|more|plus|twice|double|times|both|minus|less)\b|[+×*]", re.IGNORECASE)
_UNSURE = re.compile(r"\b(?:or|not|no|maybe|perhaps|rather|but|actually|if)\b|\?", re.IGNORECASE)
_TIMES = frozenset("*xX×·")
_OVER = frozenset("/÷")
_LESS = frozenset("-−–")


def result_of(text: str) -> str:
    """The figure that a text works out, with the words behind it, without its working; other text as it is.

    An equation is taken where it is true; so is a figure before brackets that hold how it comes about.
    """
    if "=" in text:
        said = _EQUATION.fullmatch(text.strip())
        if said is not None and _value(said[2]) == _plain(said[3]):
            return f"{said[1]}{said[3]} {said[4]}".strip()
    elif text.rstrip().endswith(")"):
        said = _ASIDE.fullmatch(text.strip())
        if said is not None and _WORKING.search(said[2]) and not _UNSURE.search(text):
            return said[1].strip()
    return text


def _plain(text: str) -> Fraction | None:
    digits = text.replace(",", "").rstrip(".")
    return Fraction(digits) if digits.count(".") < 2 else None


def _value(text: str) -> Fraction | None:
    """What a sum without brackets comes to, products first; None where it is none."""
    total, term, at, sign = Fraction(0), None, 0, 1
    text = text.strip().replace(",", "")
    while at < len(text):
        step = _STEP.match(text, at)
        if step is None or (not step[1] and term is not None):
            return None
        number = Fraction(step[2])
        if term is None:
            if step[1]:
                return None
            term = number
        elif step[1] in _TIMES:
            term *= number
        elif step[1] in _OVER:
            if not number:
                return None
            term /= number
        else:
            total, term = total + sign * term, number
            sign = -1 if step[1] in _LESS else 1
        at = step.end()
    return total + sign * term if term is not None else None
