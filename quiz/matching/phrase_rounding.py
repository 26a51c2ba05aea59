"""A figure rounded as it should be: ``$2.19 billion`` for ``$2.187 billion``."""

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from quiz.matching.phrase_words import Phrase, read

_DECIMAL = re.compile(r"(?<![\d.,])\d{1,9}\.\d{1,9}(?![\d.,]*\d)", re.ASCII)
_LEAST_DIGITS = 3


def rounds(typed: str, key: Phrase) -> bool:
    """Whether a response is the key but for its one decimal figure, rounded to fewer places.

    At least three digits stay, so that what is left is still that figure; every other word is the same.
    """
    ours, theirs = _DECIMAL.findall(typed), _DECIMAL.findall(key.raw)
    if len(ours) != 1 or len(theirs) != 1:
        return False
    said, meant = Decimal(ours[0]), Decimal(theirs[0])
    places = -int(said.as_tuple().exponent)
    if places >= -int(meant.as_tuple().exponent) or len(said.as_tuple().digits) < _LEAST_DIGITS:
        return False
    unit = Decimal(1).scaleb(-places)
    if said not in (meant.quantize(unit, ROUND_HALF_UP), meant.quantize(unit, ROUND_HALF_EVEN)):
        return False
    return read(typed.replace(ours[0], theirs[0])).plain == key.plain
