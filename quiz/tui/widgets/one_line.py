"""A line that is painted when it says something else than before."""

from textual.content import Content
from textual.widgets import Static


class OneLine(Static):
    """For lines that are worked out again every second, and mostly come out the same."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._said: Content | None = None

    def paint(self, content: Content) -> None:
        """Show this in the line; nothing is laid out anew."""
        if self._said is None or not content.is_same(self._said):
            self._said = content
            self.update(content, layout=False)
