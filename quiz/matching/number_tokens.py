"""Typed text as number, word and sign tokens, and what a run of digits and separators can mean."""

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple


class Token(NamedTuple):
    """kind: ``n`` a run of digits with its separators, ``w`` a word, ``s`` one sign; text is folded."""

    kind: str
    text: str
    start: int
    end: int


_SIGNS = {
    "\u2212": "-",
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2015": "-",
    "\ufe63": "-",
    "\uff0d": "-",
    "\u2018": "'",
    "\u2019": "'",
    "\u02bc": "'",
    "\u2032": "'",
    "\u00b4": "'",
    "`": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2033": '"',
    "\u2044": "/",
    "\u2215": "/",
    "\u066b": ".",
    "\u066c": ",",
    "\u060c": ",",
    "\u066a": "%",
    "\u2248": "~",
    "\u223c": "~",
    "\u00d7": "x",
    "\u2026": ".",
    "º": "°",
}


class _Fold(dict[int, str]):
    """A table for ``str.translate`` that works out each character once, keeping lengths as they are."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _SIGNS.get(char)
        if folded is None:
            digit = unicodedata.decimal(char, None)
            if digit is not None:
                folded = str(digit)
            elif char.isspace() or unicodedata.category(char) in {"Cc", "Cf", "Zs"}:
                folded = " "
            elif "\uff01" <= char <= "\uff5e":
                folded = chr(code - 0xFEE0).lower()
            else:
                lower = char.lower()
                folded = lower if len(lower) == 1 else char
        self[code] = folded
        return folded


_FOLD = _Fold()
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")


def fold(text: str) -> str:
    """``text`` in lower case with plain digits, hyphens, quotes and spaces; same length, so places still fit."""
    return text.translate(_FOLD)


def without_invisible(text: str) -> str:
    """``text`` without the characters that show nothing (soft hyphens, joiners, directions)."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


# Groups are limited so that a page of digits costs linear time.
_TOKEN = re.compile(
    r"(?P<n>\d{1,3}(?:(?: \d{3}){1,6}|(?:'\d{3}){1,6})(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*|(?<!\.)\.\d+)"
    r"|(?P<v>[¼-¾⅐-⅞])"
    r"|(?P<w>[ap]\.\s?m\b\.?|p\.\s?c\b\.?|[^\W\d_¼-¾⅐-⅞]+(?:'(?!\d)[^\W\d_]+)?|[a-z]{1,3}(?=\$))"
    r"|(?P<s>[^\w\s])"
)


def tokenise(folded: str) -> list[Token]:
    """The tokens of folded text, in order; spaces carry nothing but the distance between places."""
    return [
        Token("w" if (kind := found.lastgroup or "s") == "v" else kind, found[0], found.start(), found.end())
        for found in _TOKEN.finditer(folded)
    ]


_PLAIN = re.compile(r"\d{1,30}")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_POINT = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+|\d*)\.(?P<part>\d+)")
_COMMA = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d+),(?P<part>\d+)")

LONGEST = 40


@lru_cache(maxsize=4096)
def digit_readings(text: str) -> tuple[Fraction, ...]:
    """The values a run of digits and separators may stand for, likeliest first; empty when it is no number.

    A point is a decimal point and a comma groups thousands, unless the digits say otherwise: ``2,5`` is a decimal
    comma, ``1.234.567`` groups. ``5.000`` has two readings, 5 and 5000, and ``3,125`` too (3125, and 3.125 as the
    Continent writes it), but ``2,500`` only one: nobody pads a decimal comma with noughts.
    """
    if len(text) > LONGEST:
        return ()
    if _PLAIN.fullmatch(text):
        return (Fraction(int(text)),)
    text = text.replace(" ", "'")
    if "'" in text:
        whole, sign, part = re.split(r"([.,]|$)", text, maxsplit=1)
        return (_decimal(whole.replace("'", ""), part),) if sign else (Fraction(int(whole.replace("'", ""))),)
    grouped = int(re.sub(r"[.,]", "", text)) if text.strip(".,") else 0
    if _GROUPED.fullmatch(text):
        comma = _COMMA.fullmatch(text)
        if text.startswith("0"):
            return (_decimal(comma["whole"], comma["part"]),) if comma else ()
        if comma and "." not in text and not text.endswith("0"):
            return (Fraction(grouped), _decimal(comma["whole"], comma["part"]))
        return (Fraction(grouped),)
    if _DOTTED.fullmatch(text):
        if text.count(".") > 1:
            return () if text.startswith("0") else (Fraction(grouped),)
        whole, part = text.split(".")
        value = _decimal(whole, part)
        return (value,) if whole.startswith("0") else (value, Fraction(grouped))
    for form in (_POINT, _COMMA):
        if found := form.fullmatch(text):
            return (_decimal(re.sub(r"[.,]", "", found["whole"]), found["part"]),)
    return ()


def _decimal(whole: str, part: str) -> Fraction:
    return Fraction(int(whole + part), 10 ** len(part))
