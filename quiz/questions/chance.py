"""How surprising a count is, so that a warning about a whole set says more than that somebody was unlucky."""

from collections.abc import Sequence
from math import exp, log

SURPRISING = 0.01
"""A pattern that chance gives in fewer than one set of a hundred is worth an author's time."""

_EXACT = 300


def at_least(hits: int, chances: Sequence[float]) -> float:
    """The probability (0..1) of so many hits or more in independent trials, each with a chance of its own (0..1).

    This is the upper tail of the Poisson binomial distribution, summed exactly by dynamic programming for up to 300
    trials (the binomial distribution where all chances are equal). Beyond that its Chernoff bound with the mean
    chance, which is never smaller (Hoeffding 1956): a long set raises no alarm that the exact sum would not raise.
    """
    trials = len(chances)
    if hits <= 0:
        return 1.0
    if hits > trials:
        return 0.0
    if trials > _EXACT:
        return _chernoff(hits / trials, sum(chances) / trials, trials)
    exactly = [1.0] + [0.0] * trials
    for done, chance in enumerate(chances):
        for count in range(done + 1, 0, -1):
            exactly[count] = exactly[count] * (1 - chance) + exactly[count - 1] * chance
        exactly[0] *= 1 - chance
    return min(1.0, sum(exactly[hits:]))


def _chernoff(share: float, mean: float, trials: int) -> float:
    if share <= mean:
        return 1.0
    if mean <= 0:
        return 0.0
    apart = share * log(share / mean)
    if share < 1:
        apart += (1 - share) * log((1 - share) / (1 - mean))
    return exp(-trials * apart)


def gap_of(share: float, places: int) -> float:
    """At most the probability (0..1) that so many independent uniform places leave a stretch of this share empty.

    The first term of the distribution of the largest spacing, ``(n + 1)(1 - share)^n``, bounds it from above
    (Boole's inequality; the whole series is Stevens's of 1939).
    """
    return min(1.0, (places + 1) * (1 - min(max(share, 0.0), 1.0)) ** places)
