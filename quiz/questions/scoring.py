"""Credit out of parts, by rules with names, and the arithmetic in words.

Every function returns a whole Verdict, so that the sum on the screen is the sum that was made. Rules:

all                 full credit for everything right, else none
each                a share for every right part; picking more than there are keys dilutes every pick
right-minus-wrong   right parts less wrong ones, never below none (formula scoring without guessing penalty share)
table               points by the number of right parts
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from quiz.questions.verdict import Outcome, Part, Verdict

Rule = Literal["all", "each", "right-minus-wrong"]

_FRACTIONS = {25: "¼", 50: "½", 75: "¾", 33: "⅓", 67: "⅔"}


def number(value: float) -> str:
    """Points as people write them: ``3``, ``5½``, ``0.4``."""
    if round(value * 100) < 0:
        return f"-{number(-value)}"
    whole, part = divmod(round(value * 100), 100)
    if part == 0:
        return str(whole)
    if part in _FRACTIONS:
        return f"{whole or ''}{_FRACTIONS[part]}"
    return f"{value:.2f}".rstrip("0")


def of_points(points: float) -> str:
    return f"{number(points)} point{'' if points == 1 else 's'}"


def whole(outcome: Outcome, points: float, reason: str, note: str = "", parts: Sequence[Part] = ()) -> Verdict:
    """A verdict on a response that is one part: right is full credit, near half, anything else none."""
    credit = {"right": 1.0, "near": 0.5}.get(outcome, 0.0)
    return Verdict(outcome, credit, reason, note, tuple(parts), _whole_sum(outcome, points))


@lru_cache(maxsize=256)
def _whole_sum(outcome: Outcome, points: float) -> str:
    match outcome:
        case "right":
            return f"right: {of_points(points)}"
        case "near":
            return f"nearly right: ½ x {of_points(points)}; complete, it would be {number(points)}"
        case "open":
            return f"waits to be assessed: up to {of_points(points)}"
        case _:
            return f"wrong: 0 of {of_points(points)}; right, it would be {number(points)}"


def by_rule(
    parts: Sequence[Part],
    keys: int,
    points: float,
    rule: Rule | Mapping[int, float] = "each",
    noun: str = "right",
) -> Verdict:
    """A verdict on a response of several parts.

    parts: every part that earns or costs something (a key that was missed counts as ``not-answered``).
    keys: how many right parts make full credit. A table maps a number of right parts to points; the most it gives
    is full credit, and a number of right parts it does not name earns what the next lower one does.
    """
    outcomes = [part.outcome for part in parts]
    right, near, wrong = outcomes.count("right"), outcomes.count("near"), outcomes.count("wrong")
    if isinstance(rule, str):
        credit, line = _known_line(right, near, wrong, keys, points, rule, noun)
    else:
        credit, line = _line(right, near, wrong, keys, points, rule, noun)
    if right == keys and not wrong:
        return Verdict("right", credit, "exact", "", tuple(parts), line)
    if credit > 0:
        note = f"{right} of {keys} right" + (f", {near} nearly" if near else "") + (f", {wrong} wrong" if wrong else "")
        return Verdict("near", credit, "partly", note + ".", tuple(parts), line)
    return Verdict("wrong", 0.0, "other_parts" if right == 0 else "not_all", "", tuple(parts), line)


def _line(
    right: int, near: int, wrong: int, keys: int, points: float, rule: Rule | Mapping[int, float], noun: str
) -> tuple[float, str]:
    """The credit and its arithmetic."""
    credit, sum_ = _credit(right, near, wrong, keys, points, rule)
    line = f"{right} of {keys} {noun}, {wrong} wrong: {sum_}"
    if right < keys:
        line += _one_more(right, near, wrong, keys, points, rule, credit)
    return credit, line


# A class gets the same few sums again and again.
_known_line = lru_cache(maxsize=1024)(_line)


def _one_more(
    right: int, near: int, wrong: int, keys: int, points: float, rule: Rule | Mapping[int, float], credit: float
) -> str:
    """What one more right part would give, in words. Where nothing is left open it takes the place of another."""
    full = right + near + wrong >= keys
    swapped_wrong = full and wrong > 0
    swapped_near = full and not wrong
    more, _ = _credit(right + 1, near - swapped_near, wrong - swapped_wrong, keys, points, rule)
    if more <= credit:
        return ""
    return f"; one more right{' for a wrong one' * swapped_wrong} would give {number(more * points)}"


def _credit(
    right: int, near: int, wrong: int, keys: int, points: float, rule: Rule | Mapping[int, float]
) -> tuple[float, str]:
    if isinstance(rule, Mapping):
        best = max(rule.values(), default=0.0) or 1.0
        counted = right - max(0, right + wrong - keys)  # picking more than was asked for takes right ones back
        gained = max((value for count, value in rule.items() if count <= counted), default=0.0)
        return gained / best, f"the table gives {number(gained)} of {number(best)}"
    if rule == "all":
        full = right == keys and wrong == 0
        return float(full), f"all or nothing: {number(points if full else 0)} of {of_points(points)}"
    if rule == "right-minus-wrong":
        left = max(0, right - wrong)
        return left / keys, f"{right} - {wrong} = {left}: {left}/{keys} x {of_points(points)}"
    over = max(keys, right + near + wrong)
    earned = right + near / 2
    return earned / over, f"{number(earned)}/{over} x {of_points(points)}"
