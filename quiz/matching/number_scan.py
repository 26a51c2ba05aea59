"""The words of one text for reading numbers from, and what reading one number gives."""

from fractions import Fraction
from typing import NamedTuple

from quiz.matching.number_tokens import Token, digit_readings
from quiz.matching.number_words import KNOWN, respelled
from quiz.matching.units import units_spelled


class Amount(NamedTuple):
    """A number found in tokens.

    values: what it may mean, likeliest first. end: index of the token after it.
    ordinal: said as a rank (``23rd``). part: said as a fraction (``a fifth``, ``3/4``).
    slip: holds a misspelt word. article: its only number word is ``a`` (``a week``).
    scaled: names its own scale (``5 million``), so that none is borrowed from a neighbour.
    """

    values: tuple[Fraction, ...]
    end: int
    ordinal: bool = False
    part: bool = False
    slip: bool = False
    article: bool = False
    scaled: bool = False


# Reading never looks further ahead than this, so no look needs a check.
_PADDING = [""] * 12


class Words:
    """The tokens of one text, and whether misspelt number words are forgiven in it.

    slips: the places of words read as the word they were meant for.
    """

    def __init__(self, tokens: list[Token], forgive: bool) -> None:
        self.tokens = tokens
        self.slips: set[int] = set()
        self._words = [token.text if token.kind != "n" else "" for token in tokens]
        if forgive:
            for at, token in enumerate(tokens):
                if (
                    token.kind == "w"
                    and len(token.text) > 3
                    and token.text not in KNOWN
                    and not units_spelled(token.text)
                ):
                    meant = respelled(token.text)
                    if meant is not None:
                        self._words[at] = meant
                        self.slips.add(at)
        self._words += _PADDING

    def word(self, at: int) -> str:
        """The word or sign at a place (the word meant, where misspelt), or ``""`` past the ends or at digits."""
        return self._words[at]

    def digits(self, at: int) -> tuple[Fraction, ...]:
        """The readings of the digits at a place, or nothing."""
        if 0 <= at < len(self.tokens) and self.tokens[at].kind == "n":
            return digit_readings(self.tokens[at].text)
        return ()

    def whole(self, at: int) -> int | None:
        """The value of plain digits at a place, or None."""
        if 0 <= at < len(self.tokens) and self.tokens[at].kind == "n" and self.tokens[at].text.isdigit():
            values = self.digits(at)
            return int(values[0]) if values else None
        return None

    def touching(self, at: int) -> bool:
        """Whether the token at a place follows the one before it without a space."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start
