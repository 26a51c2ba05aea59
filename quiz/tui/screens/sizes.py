"""How wide a screen must be for article and question side by side, and what it says where it is too small at all."""

from typing import Any

from textual.geometry import Size
from textual.screen import Screen

from quiz.tui.widgets.plain_text import PlainText

WIDE = 100
SMALLEST = (60, 20)


def fit(screen: Screen[Any], size: Size) -> None:
    """Class ``narrow`` where the panes stand one behind the other; ``small`` below 60 x 20, which then says so."""
    screen.set_class(size.width < WIDE, "narrow")
    small = size.width < SMALLEST[0] or size.height < SMALLEST[1]
    if small and not screen.query("#small"):
        words = f"This window is too small: at least {SMALLEST[0]} columns and {SMALLEST[1]} rows."
        note = PlainText(words, id="small")
        # Not in the screens' own styles: rules are read before the first frame, and few windows are small.
        note.styles.height, note.styles.padding = "1fr", 1
        screen.mount(note, after=0)
    for there in screen.query("#small"):
        there.display = small
    screen.set_class(small, "small")
