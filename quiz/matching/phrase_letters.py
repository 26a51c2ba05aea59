"""Answers that are the key letter for letter: without its spaces (``theretina``), or where the letters with marks got
lost on the way (``Gtterdmmerung``), as they do in forms and tables that take plain letters only."""

import string
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from quiz.matching.match import Match

# With fewer letters left a word may be any other.
_SHORTEST = 6
_NO_SIGNS = str.maketrans("", "", string.punctuation + string.whitespace)
# Of the letters of a text at least so many have to be left.
_LEAST_KEPT = 0.75
_RUN_TOGETHER = Match("right", "exact")
_LOST = Match("right", "spelling", "Check the spelling.")
_LOST_STRICT = Match("near", "spelling", "Check the spelling.")


class Letters(NamedTuple):
    """Texts as their letters alone: all of them in plain form, and those that are left where the others got lost."""

    whole: frozenset[str]
    left: frozenset[str]
    either: frozenset[str]


def letters_in(texts: Iterable[str]) -> Letters:
    """The letters of some texts; none of a text with a digit, or of one too short."""
    kept = [text for text in texts if not any(map(str.isdigit, text))]
    whole, left = frozenset(map(_plain, kept)) - {""}, frozenset(map(_left, kept)) - {""}
    return Letters(whole, left, whole | left)


def by_letters(response: str, key: Letters, *, strict: bool) -> Match | None:
    """Right where a response has exactly the letters of a key, or those left of it; where lost, near if ``strict``."""
    if response.isascii() and response.lower().translate(_NO_SIGNS) not in key.either:
        return None
    whole, left, _ = letters_in([response])
    if whole & key.whole:
        return _RUN_TOGETHER
    if whole & key.left or left & key.whole:
        return _LOST_STRICT if strict else _LOST
    return None


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join([letter for letter in folded if letter.isalpha()])
    return letters if len(letters) >= _SHORTEST else ""


def _left(text: str) -> str:
    if text.isascii():
        return ""
    letters = [letter for letter in unicodedata.normalize("NFC", text.casefold()) if letter.isalpha()]
    left = "".join([letter for letter in letters if letter.isascii()])
    return left if len(left) >= max(_SHORTEST, _LEAST_KEPT * len(letters)) else ""
