"""Whether a typed number answers a number key, as a fair teacher would read it (DESIGN.md, sections 5 and 6)."""

import re
from fractions import Fraction
from typing import NamedTuple

import msgspec

from quiz.matching.match import Match
from quiz.matching.number_beside import counts_else, unknown_before
from quiz.matching.number_key import LONGEST_RESPONSE, SPACES, NumberKey, parse_free, parse_key
from quiz.matching.number_tokens import fold, without_invisible
from quiz.matching.number_verdict import RANK, REASON_RANK, UNREADABLE, all_same, judge, judge_readings
from quiz.matching.number_working import result_of
from quiz.matching.quantities import find_quantities, short_quantities
from quiz.matching.quantity import Quantity
from quiz.matching.quoting import unquoted
from quiz.matching.units import alike, key_unit


class Found(NamedTuple):
    """A number in running text: its place, its likeliest value (a range gives its lower end) and canonical unit."""

    start: int
    end: int
    value: Fraction
    unit: str


_SHORT = 80
_SAME_IN_OTHER_WORDS = {"unit_inexact", "rounded"}  # "30 days (one month)"
_DIGITS = re.compile(r"\d{1,15}", re.ASCII)


def match_number(response: str, key: NumberKey, *, unit_asked: bool = False, prompt: str = "") -> Match:
    """How a typed ``response`` compares with ``key``.

    unit_asked: the question asks for a unit by name, so that a bare number is ``near``.
    prompt: the question's text; with it a word before the number that neither it nor a plain answer has is ``near``.
    Total: any text gives a Match. Digits are never matched loosely.
    """
    text = unquoted(response)
    if _DIGITS.fullmatch(text):
        return judge_readings(((Fraction(int(text)), None),), key, text, unit_asked=unit_asked)
    text = SPACES.sub(" ", without_invisible(text)).strip()
    if len(text) > LONGEST_RESPONSE:
        return Match("wrong", "unreadable", "This is too long to be read as a number.")
    if len(text) <= _SHORT and ("=" in text or text.endswith((")", ").", ")!"))):
        text = result_of(text.rstrip(".!"))
    found = short_quantities(text) if len(text) <= _SHORT else tuple(find_quantities(text, forgive=True))
    if not found:
        return UNREADABLE
    strong = [one for one in found if not one.weak] or list(found)
    stated = [one for one in strong if not one.negated]
    if not stated or (len(stated) < len(strong) and all_same(strong)):
        return Match("wrong", "negated", "The answer denies the number it names.")
    if any(one.slip for one in stated) and any(not one.slip for one in stated):
        stated = [one for one in stated if not one.slip or judge(one, key, text, unit_asked=unit_asked).right]
    verdicts = [judge(one, key, text, unit_asked=unit_asked) for one in stated]
    verdict = _of_all(stated, verdicts, key)
    if verdict.right and unknown_before(fold(text), stated[0].start, prompt, key.unit):
        return Match("near", "extra_word", "A word before the number is no part of it; give the number alone.")
    if verdict.right and prompt and counts_else(text, prompt, key.unit):
        return Match("wrong", "counts_other", "The number is right, but not for what is counted there.")
    return verdict


def _of_all(stated: list[Quantity], verdicts: list[Match], key: NumberKey) -> Match:
    """The verdict on an answer from those on each of its numbers."""
    if len(verdicts) == 1 or all(one.right for one in verdicts):
        return max(verdicts, key=lambda one: REASON_RANK.get(one.reason, 0)) if verdicts[0].right else verdicts[0]
    if verdicts[0].right and all(one.right or one.reason in _SAME_IN_OTHER_WORDS for one in verdicts):
        return verdicts[0]
    if all_same(stated):
        return max(verdicts, key=lambda one: RANK[one.outcome])
    if any(one.outcome != "wrong" for one in verdicts):
        if key.unit and all(
            match.right or _of_another_kind(one, key) for one, match in zip(stated, verdicts, strict=True)
        ):
            return Match("near", "extra_number", "Leave out the number that was not asked for.")
        return Match("wrong", "two_answers", "More than one number is given; choose one.")
    return max(verdicts, key=lambda one: REASON_RANK.get(one.reason, 0))


def _of_another_kind(quantity: Quantity, key: NumberKey) -> bool:
    """Whether a number is one of another measure and so no second answer: ``23 men in 2 days``."""
    own = key_unit(key.unit)
    return bool(quantity.readings) and all(
        unit is not None and (own is None or not alike(unit, own)) for _, unit in quantity.readings
    )


def find_numbers(text: str) -> list[Found]:
    """The numbers in running text, in digits and words, in order of their places."""
    return [
        Found(one.start, one.end, one.readings[0][0], one.readings[0][1].name if one.readings[0][1] else "")
        for one in find_quantities(text, forgive=False)
        if one.readings
    ]


def mentions(text: str, key: NumberKey) -> bool:
    """Whether ``text`` names the key's number in any form that grading accepts, hedged or as a limit too."""
    plain = msgspec.structs.replace(key, unit_required=False)
    for one in find_quantities(text, forgive=False):
        bare = one._replace(bound="", negated=False)
        if judge(bare, plain, text, unit_asked=False).right:
            return True
    return False


__all__ = ["Found", "NumberKey", "find_numbers", "match_number", "mentions", "parse_free", "parse_key"]
