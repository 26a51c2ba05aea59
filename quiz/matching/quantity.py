"""One number with its sign, currency and unit."""

from fractions import Fraction
from typing import NamedTuple

from quiz.matching.amounts import read_amount
from quiz.matching.number_scan import Amount, Words
from quiz.matching.number_words import ORDINALS, word_set
from quiz.matching.quantity_units import MILLION, currency_before, unit_after
from quiz.matching.units import Unit, units_spelled

Reading = tuple[Fraction, Unit | None]


class Quantity(NamedTuple):
    """One quantity in a text.

    start, end: its place. readings: what it may mean, likeliest first.
    upper: for a range, the readings of its upper end.
    bound: ``more`` or ``less`` when the words give only a limit. weak: counts only where nothing plainer does.
    scaled: names its own scale (``7 million``), which the lower end of a range may borrow.
    """

    start: int
    end: int
    readings: tuple[Reading, ...]
    upper: tuple[Reading, ...] = ()
    part: bool = False
    ordinal: bool = False
    slip: bool = False
    weak: bool = False
    hedged: bool = False
    bound: str = ""
    negated: bool = False
    scaled: bool = False


MONTHS = word_set(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
_YEAR_LEADS = word_set("in since during until by from of") | MONTHS
_PLACES = word_set("paragraph para page line sentence section question")
_BEFORE_ONE = word_set("the this that which no any st nd rd th") | frozenset(ORDINALS)
_PRONOUNS = word_set("them these those which whom us")
ZERO: tuple[Reading, ...] = ((Fraction(0), None),)


def read_quantity(words: Words, at: int) -> tuple[Quantity, int] | None:
    """A number with its sign, currency and unit, read at token ``at``."""
    start, sign, explicit = at, 1, False
    money: tuple[Unit, ...] = ()
    while True:
        word = words.word(at)
        if word in {"-", "minus", "negative"} and not explicit:
            if word == "-" and not _signs(words, at):
                return None
            sign, explicit, at = -1, True, at + 1
        elif word == "+" and not explicit:
            explicit, at = True, at + 1
        elif not money and (found := currency_before(words, at)) is not None:
            money, at = found
        else:
            break
    amount = read_amount(words, at)
    if amount is None or (amount.article and (explicit or money)):
        return None
    units, end, factor = unit_after(words, amount, money)
    if amount.article and not units:
        return None
    if amount.article and words.word(at - 1) in {"per", "/"}:
        return None
    if words.word(end) == "below" and words.word(end + 1) in {"zero", "freezing"}:
        sign, end = -1, end + 2
    readings = _readings(amount, sign, units, factor)
    if sign == -1 and start == 0 and words.word(0) == "-" and not words.touching(1):
        readings += _readings(amount, 1, units, factor)  # "- 23": a dash before the answer, as in a list
    return (
        Quantity(
            words.tokens[start].start,
            words.tokens[end - 1].end,
            readings,
            part=amount.part,
            ordinal=amount.ordinal,
            slip=amount.slip or any(start <= slip < end for slip in words.slips),
            scaled=amount.scaled or factor == MILLION,
            weak=amount.article or _is_weak(words, at, end),
        ),
        end,
    )


def _readings(amount: Amount, sign: int, units: tuple[Unit, ...], factor: int) -> tuple[Reading, ...]:
    values = amount.values if sign == 1 else tuple(-value for value in amount.values)
    if factor == 1:
        return tuple((value, unit) for value in values for unit in units or (None,))
    readings: list[Reading] = []
    for signed in values:
        if factor == MILLION and units == units_spelled("m"):
            readings += [(signed, unit) for unit in units]
            readings.append((signed * factor, None))
        else:
            readings += [(signed * factor, unit) for unit in units]
    return tuple(readings)


def _signs(words: Words, at: int) -> bool:
    """Whether the hyphen at a place is a minus sign: before a number, with no word or number leaning on it."""
    after = words.tokens[at + 1 : at + 2]
    if not after or not (after[0].kind == "n" or words.word(at + 1) in {"$", "€", "£", "."} or at == 0):
        return False
    if at == 0:
        return True
    return words.touching(at + 1) and not words.touching(at)


def _is_weak(words: Words, at: int, end: int) -> bool:
    """Whether a number is likelier to be a year, a day of a date or a manner of speaking than the answer."""
    before, word = words.word(at - 1), words.word(at)
    if words.word(end) in MONTHS or (words.word(end) == "of" and words.word(end + 1) in MONTHS) or before in MONTHS:
        return True
    year = words.whole(at)
    if year is not None and 1500 <= year <= 2100 and end == at + 1 and len(words.tokens[at].text) == 4:
        return before in _YEAR_LEADS
    if word in {"a", "once", "both", "single"}:
        return True
    if before in _PLACES or (word == "one" and words.word(end) == "of" and words.word(end + 1) in _PRONOUNS):
        return True
    return word in {"first", "second"} or (word == "one" and before in _BEFORE_ONE)
