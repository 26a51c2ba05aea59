"""A line that is painted when it says something else than before."""

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

if TYPE_CHECKING:
    from textual.widgets import Static as Base
else:
    # No DOM node when it runs: Textual looks through all that a class of nodes inherits when the class is made.
    Base = object


class OneLine(Base):
    """For static lines that are worked out again every second, and mostly come out the same."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._said: Content | None = None

    @property
    def room(self) -> int:
        """Columns there are; those of the window before the line hears of its own, as it does after the first frame."""
        return self.size.width or self.app.size.width

    def paint(self, content: Content) -> None:
        """Show this in the line; nothing is laid out anew."""
        if self._said is None or not content.is_same(self._said):
            self._said = content
            self.update(content, layout=False)


def cut(text: str, width: int) -> str:
    """A line of so many columns at most; what is too long ends in an ellipsis."""
    if cell_len(text) > width:
        while text and cell_len(text) > width - 1:
            text = text[:-1]
        text = f"{text.rstrip()}…"
    return text
