"""Several mentions of a date in one answer as one: repeated, or completing each other."""

from quiz.matching.date_tokens import Tokens
from quiz.matching.date_value import Partial, Reading, exists


def one_of(tokens: Tokens, found: list[Reading]) -> Reading | None:
    """The mentions of one answer as one: repeated or completing each other (`in 2025, on 18 March`); else None."""
    if len(found) > 1:
        # "yesterday, 18 March": without the day of publication only the date says something
        found = [each for each in found if "relative" not in each.clues or each.start != Partial()] or found[:1]
    one = found[0]
    for each in found[1:]:
        if {"R", "A"} & set(tokens.classes[one.past : each.first]) and each.start != one.start:
            return None
        merged = _merge(one, each)
        if merged is None:
            return None
        one = merged
    return one


def _merge(one: Reading, two: Reading) -> Reading | None:
    if (one.start != one.end or two.start != two.end) and (one.start, one.end) != (two.start, two.end):
        return None
    if one.weekday is not None and two.weekday is not None and one.weekday != two.weekday:
        return None
    if "relative" in one.clues ^ two.clues and Partial() in (one.start, two.start):
        return None
    start, end = _merge_parts(one.start, two.start), _merge_parts(one.end, two.end)
    if start is None or end is None:
        return None
    clues = one.clues | two.clues
    if "bare_weekday" not in one.clues & two.clues:
        clues -= {"bare_weekday"}
    if not exists(start):
        clues |= {"impossible"}
    weekday = one.weekday if one.weekday is not None else two.weekday
    return Reading(start, end, one.join, weekday, one.window or two.window, clues, one.other, one.first, two.past)


def _merge_parts(one: Partial, two: Partial) -> Partial | None:
    if one.year is not None and two.year is not None:
        if one.short != two.short:
            one, two = one.resolved(two.year or 0), two.resolved(one.year or 0)
        if one.year != two.year:
            return None
    if None not in (one.month, two.month) and one.month != two.month:
        return None
    if None not in (one.day, two.day) and one.day != two.day:
        return None
    source = one if one.year is not None else two
    return Partial(
        source.year,
        one.month if one.month is not None else two.month,
        one.day if one.day is not None else two.day,
        source.short,
    )
