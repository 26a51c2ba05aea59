"""Typed numbers against number keys: the table of fair verdicts, and what must hold for any text."""

from pathlib import Path

import pytest

from quiz.matching.numbers import NumberKey, match_number, parse_key

TABLE = Path(__file__).with_name("numbers.tsv")


def rows() -> list[pytest.param]:
    """The table's rows; ``asked`` after a unit means that the question asks for the unit by name."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").split("\n") if line and not line.startswith("# ")]
    return [pytest.param(*line.split("\t"), id=" · ".join(line.split("\t")[:4])) for line in lines[1:]]


def key_of(answer: str, unit: str, tolerance: str) -> tuple[NumberKey, bool]:
    asked = unit.endswith(" asked")
    return parse_key(answer, unit=unit.removesuffix(" asked"), tolerance=tolerance), asked


@pytest.mark.parametrize(("answer", "unit", "tolerance", "response", "verdict", "reason", "why"), rows())
def test_a_fair_teacher_agrees(
    answer: str, unit: str, tolerance: str, response: str, verdict: str, reason: str, why: str
) -> None:
    key, asked = key_of(answer, unit, tolerance)
    match = match_number(response, key, unit_asked=asked)
    assert match.outcome == verdict, f"{why}; the reason given is {match.reason}"
    if reason:
        assert match.reason == reason, why
