"""The formulas against R's psych package (alpha() and cohen.kappa(), version 2.2.9), to eight digits."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.reports.measures import agreement, discrimination, interval, reliability

# fmt: off
RIGHT_OR_WRONG = [[int(cell) for cell in row] for row in (
    "11010101", "11100100", "11001000", "10001000", "11001000", "01111000", "11101111", "11000000", "11110100",
    "11111000", "10010000", "00100001", "00101011", "11110100", "11111111", "11100010", "10000000", "11010000",
    "11111010", "01101100", "11010010", "11111010", "10111111", "11111000",
)]
POINTS = [
    [0.75, 1.0, 0.25, 0.0, 0.0], [0.5, 2.0, 1.0, 3.0, 1.5], [0.75, 1.0, 0.5, 0.75, 1.0], [0.5, 0.5, 0.5, 0.0, 0.0],
    [0.75, 0.5, 0.25, 1.5, 0.0], [0.75, 1.0, 0.5, 0.0, 0.5], [1.0, 1.0, 0.75, 2.25, 0.5], [1.0, 2.0, 0.75, 0.75, 1.0],
    [0.25, 0.0, 0.0, 0.0, 0.0], [0.5, 0.5, 0.0, 0.0, 0.0], [0.5, 1.5, 1.0, 1.5, 0.5], [0.5, 0.5, 0.25, 1.5, 0.0],
    [0.75, 1.5, 0.75, 1.5, 0.5], [0.75, 1.0, 0.5, 1.5, 0.0], [0.5, 1.5, 0.5, 3.0, 0.0],
]
# fmt: on


@pytest.mark.parametrize(
    ("table", "alpha", "error", "spread", "drops"),
    [
        (
            RIGHT_OR_WRONG,
            0.5163782696,
            0.1478846099,
            1.793203756,
            [-0.03235924008, 0.16209807891, 0.41663054539, 0.23046783702, 0.17436851273, 0.34526120259, 0.41011244760,
             0.19308586976],
        ),
        (
            POINTS,
            0.7257457581,
            0.09261192622,
            2.085665361,
            [0.2799452072, 0.7930103439, 0.8215972502, 0.4911640538, 0.5931847833],
        ),
    ],
)  # fmt: skip
def test_alpha_and_discrimination_as_r_has_them(
    table: list[list[float]], alpha: float, error: float, spread: float, drops: list[float]
) -> None:
    found = reliability(table)
    assert found is not None
    assert found.alpha == pytest.approx(alpha, abs=1e-9)
    assert found.error == pytest.approx(error, abs=1e-9)
    assert found.of_score == pytest.approx(spread * math.sqrt(1 - alpha), abs=1e-8)
    assert (found.learners, found.questions) == (len(table), len(table[0]))
    for at, drop in enumerate(drops):
        scores = [row[at] for row in table]
        rest = [sum(row) - row[at] for row in table]
        assert discrimination(scores, rest) == pytest.approx(drop, abs=1e-9)


def test_kappa_as_r_has_it() -> None:
    one = [0, 1, 2, 2, 1, 0, 2, 1, 0, 2, 1, 1]
    two = [0, 1, 2, 1, 1, 0, 2, 2, 0, 2, 0, 1]
    assert agreement(list(zip(one, two, strict=True))) == pytest.approx(0.8, abs=1e-12)


def test_wilson_as_brown_cai_and_dasgupta_have_it() -> None:
    """Statistical Science 16, 2001: none of 20 gives 0 to 0.161."""
    assert interval(0.0, 20) == pytest.approx((0.0, 0.1611), abs=1e-4)
    assert interval(0.5, 0) == (0.0, 1.0)


@pytest.mark.parametrize("table", [[], [[1.0, 0.0]], [[1.0], [0.0]], [[1.0, 1.0], [1.0, 1.0]]])
def test_too_little_to_say(table: list[list[float]]) -> None:
    assert reliability(table) is None
    assert discrimination([1.0, 1.0, 1.0], [0.0, 1.0, 2.0]) is None
    assert agreement([(1.0, 1.0), (1.0, 1.0)]) is None
    assert agreement([]) is None


@given(st.integers(2, 6).flatmap(lambda k: st.lists(st.lists(st.integers(0, 3), min_size=k, max_size=k), max_size=12)))
def test_alpha_is_at_most_one_and_the_order_of_learners_does_not_matter(table: list[list[float]]) -> None:
    found = reliability(table)
    if found is not None:
        assert found.alpha <= 1 + 1e-9
        turned = reliability(table[::-1])
        assert turned is not None
        assert turned.alpha == pytest.approx(found.alpha, abs=1e-9)
