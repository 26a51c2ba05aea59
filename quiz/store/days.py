"""Which day it is for a learner: days turn in the small hours, by the machine's time zone."""

import time
from datetime import date
from functools import lru_cache

from quiz.store.reviewing import DAY_BEGINS

QUARTER = 900_000
"""Milliseconds: every time zone there is lies whole quarters of an hour from UTC."""


def day_of(at: int) -> int:
    """The day, as the machine's time zone counts, of a time in UTC milliseconds since 1970."""
    return _day_of_quarter(at // QUARTER)


@lru_cache(maxsize=100_000)
def _day_of_quarter(quarter: int) -> int:
    try:
        here = time.localtime(quarter * QUARTER // 1000)
        day = date(here.tm_year, here.tm_mon, here.tm_mday).toordinal()
    except (ValueError, OverflowError, OSError):  # a clock that was far off
        return (date.min if quarter < 0 else date.max).toordinal() - (400 if quarter > 0 else 0)
    return max(1, day - (here.tm_hour < DAY_BEGINS))
