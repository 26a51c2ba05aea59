"""How well a test measures: figures of classical test theory over a table of points.

A table has a row for each learner and a column for each question; every cell is the points earned. Variances are
those of a sample (n - 1). A figure that the table is too small or too uniform for is None.
"""

import math
from collections.abc import Sequence
from statistics import correlation, covariance, variance

import msgspec

Table = Sequence[Sequence[float]]


class Reliability(msgspec.Struct, frozen=True):
    """alpha: internal consistency, at most 1. error: its standard error. of_score: of a total, in points.

    learners and questions: how many it was worked out from.
    """

    alpha: float
    error: float | None
    of_score: float
    learners: int
    questions: int


def reliability(table: Table) -> Reliability | None:
    """Cronbach's alpha (Psychometrika 16, 1951), which for questions worth 0 or 1 is KR-20.

    Its standard error is that of A. Duhachek and D. Iacobucci (J. of Applied Psychology 89, 2004, eq. 4). The standard
    error of a total is its standard deviation times the root of 1 - alpha. None for fewer than two learners or
    questions, and where all totals are equal.
    """
    learners = len(table)
    columns = list(zip(*table, strict=True))
    count = len(columns)
    if learners < 2 or count < 2:
        return None
    matrix = [[covariance(one, two) for two in columns] for one in columns]
    whole = sum(map(sum, matrix))
    if whole <= 1e-12:
        return None
    trace = sum(matrix[at][at] for at in range(count))
    alpha = count / (count - 1) * (1 - trace / whole)
    rows = [sum(row) for row in matrix]
    squared = sum(cell * cell for row in matrix for cell in row)  # the trace of the square, for the matrix is symmetric
    spread = whole * (squared + trace**2) - 2 * trace * sum(row * row for row in rows)
    q = 2 * count**2 / ((count - 1) ** 2 * whole**3) * spread
    error = math.sqrt(q / learners) if q > 0 else None
    return Reliability(alpha, error, math.sqrt(whole * max(0.0, 1 - alpha)), learners, count)


def discrimination(scores: Sequence[float], rest: Sequence[float]) -> float | None:
    """The corrected item-total correlation, -1..1: a question's points against those of all other questions."""
    if len(scores) < 3 or variance(scores) <= 1e-12 or variance(rest) <= 1e-12:
        return None
    return correlation(scores, rest)


def interval(share: float, number: int) -> tuple[float, float]:
    """The 95 % interval of a share (0..1) seen in so many cases: E. B. Wilson, JASA 22, 1927. (0, 1) for none."""
    if not number:
        return 0.0, 1.0
    z = 1.959964
    middle = (share + z * z / (2 * number)) / (1 + z * z / number)
    half = z * math.sqrt(share * (1 - share) / number + z * z / (4 * number**2)) / (1 + z * z / number)
    return max(0.0, middle - half), min(1.0, middle + half)


def agreement(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Cohen's kappa with quadratic weights (Psychological Bulletin 70, 1968) of two graders' points, at most 1.

    None for no pairs, and where both graders gave everybody the same: nothing was there to agree about.
    """
    if not pairs:
        return None
    ones, twos = [one for one, _ in pairs], [two for _, two in pairs]
    seen = sum((one - two) ** 2 for one, two in pairs) / len(pairs)
    chance = sum((one - two) ** 2 for one in ones for two in twos) / len(pairs) ** 2
    return 1 - seen / chance if chance > 1e-12 else None
