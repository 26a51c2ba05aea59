"""Rows of the screen that are kept while a text scrolls.

Textual cuts, filters and measures every visible row of a scrolling widget anew for every step, though a step of one
row brings one new row. What takes the time is not a row's words but all that is made around them.
"""

from typing import TYPE_CHECKING, Self

from textual.geometry import Region, Size
from textual.scrollbar import ScrollBar
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.scroll_view import ScrollView as Base
else:
    # No DOM node when it runs: Textual looks through all that a class of nodes inherits when the class is made.
    Base = object

MOST_KEPT = 1_000
"""Painted rows that are kept."""


class KeptRows(Base):
    """For a scroll view: its painted rows are kept until it is refreshed as a whole, or has another size or style."""

    def __init__(self, *, id: str | None = None) -> None:
        self._kept: dict[int, Strip] = {}
        self._kept_for = Size()
        super().__init__(id=id)

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            from quiz.tui.widgets.kept_bar import KeptBar

            self._vertical_scrollbar = KeptBar(self.scrollbar_size_vertical)
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)  # as Textual starts its own
        return self._vertical_scrollbar

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        if not regions:  # scrolling names the region that it moves
            self._kept.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._kept.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region of the widget, its border among them."""
        size = self.outer_size
        if size != self._kept_for or len(self._kept) > MOST_KEPT:
            self._kept.clear()
            self._kept_for = size
        above, below = self.gutter.top, size.height - self.gutter.bottom
        top = round(self.scroll_y)
        keys = [top + y - above if above <= y < below else -1 - y for y in crop.line_range]
        self._paint(crop.y, keys)
        strips = [self._kept[key] for key in keys]
        return strips if crop.column_span == (0, size.width) else [strip.crop(*crop.column_span) for strip in strips]

    def _paint(self, y: int, keys: list[int]) -> None:
        """Paint the rows from ``y`` on that are not kept, as few times as their gaps allow."""
        at = 0
        while at < len(keys):
            end = at
            while end < len(keys) and keys[end] not in self._kept:
                end += 1
            if end > at:
                region = Region(0, y + at, self.outer_size.width, end - at)
                self._kept.update(zip(keys[at:end], super().render_lines(region), strict=True))
            at = max(end, at + 1)
