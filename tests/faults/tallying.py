"""Counting what was tried and what survived, for the table of ``table.py``."""

from collections.abc import Iterator
from contextlib import contextmanager


class Tally:
    """How often each line of the table was tried, and how often what was tried survived."""

    def __init__(self) -> None:
        self.counts: dict[str, list[int]] = {}

    @contextmanager
    def __call__(self, line: str, cases: int = 1) -> Iterator[None]:
        """Count some cases of a line: as tried at once, as survived where the block ends without an exception."""
        count = self.counts.setdefault(line, [0, 0])
        count[0] += cases
        yield
        count[1] += cases
