"""Bounds on the work of the processor, which hold on a machine that others use too."""

import gc
import os
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

TRIES = 3
SPIN = 0.02
"""Seconds of the processor by which it is seen how much of it we get."""


def within(seconds: float, call: Callable[[], T]) -> T:
    """What a call gives that takes so many seconds of this thread's processor time at the most.

    The least of a few tries counts, and the garbage of other tests, which is nobody's fault here, is not collected
    meanwhile: looking through it alone takes longer than most of what is measured.
    """
    least = float("inf")
    collecting = gc.isenabled()
    for _ in range(TRIES):
        gc.disable()
        try:
            began = time.thread_time()
            found = call()
            least = min(least, time.thread_time() - began)
        finally:
            if collecting:
                gc.enable()
        if least <= seconds:
            return found
    raise AssertionError(f"took {least:.3f} s of the processor, and not {seconds} s")


def slowness() -> float:
    """How many times longer things may take because others use the machine just now."""
    spun, began = time.thread_time(), time.monotonic()
    while time.thread_time() - spun < SPIN:
        pass
    share = (time.monotonic() - began) / SPIN
    return max(1.0, 2 * share, 2 * os.getloadavg()[0] / (os.cpu_count() or 1))
