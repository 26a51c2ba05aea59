"""A row of an article as it is painted: the paragraph's number, the sign of the strongest look on it, the words."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from quiz.tui.widgets.looks import Look, most_telling, rank, sign_of
from quiz.tui.widgets.rows import Row

Stretch = tuple[int, int, Look]
"""Offsets into the article's text, and how that stretch of it looks."""


def painted(row: Row, text: str, looks: Sequence[Stretch], style: Callable[[str], Style], gutter: int) -> Strip:
    """One row, as long as its words. text: the article's; style: of a role or a look; gutter: cells before the words.

    Neighbours of one style become one segment: every further one is cut, joined and written again on its way to the
    screen.
    """
    base = style("text")
    if row.fixed is not None:
        return Strip([Segment(" " * gutter, base), Segment(row.fixed, style(row.role) if row.role else base)])
    here = [one for one in looks if one[0] < row.end and row.start < one[1]]
    if not (here or row.label or row.role == "heading"):  # nearly every row
        return Strip([Segment(" " * gutter + text[row.start : row.end], base)])
    sign = sign_of(most_telling(look for _, _, look in here)) if here else " "
    words = style("heading") if row.role == "heading" else base
    strip = Strip(
        [
            Segment(f"{row.label:>3}".ljust(gutter - 1), style("number") if row.label else base),
            Segment(sign, base),
            *(Segment(text[a:b], style(look) if look else words) for a, b, look in _pieces(row, here)),
        ]
    )
    return strip.simplify()


def _pieces(row: Row, here: Sequence[Stretch]) -> list[tuple[int, int, Look | None]]:
    """The row cut where looks begin and end, each piece with the look of the highest rank on it."""
    if not here:
        return [(row.start, row.end, None)]
    cuts = sorted({row.start, row.end, *(min(max(edge, row.start), row.end) for a, b, _ in here for edge in (a, b))})
    pieces: list[tuple[int, int, Look | None]] = []
    for a, b in pairwise(cuts):
        covering = sorted((look for start, end, look in here if start <= a and b <= end), key=rank)
        pieces.append((a, b, covering[-1] if covering else None))
    return pieces
