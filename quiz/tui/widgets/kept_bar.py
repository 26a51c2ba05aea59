"""A scroll bar made of a few strips that are kept."""

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

MOST_KEPT = 100
"""Strips that are kept: one for each look of a cell, of which a theme has about a dozen."""


class KeptBar(ScrollBar):
    """Textual's vertical scroll bar, without cutting and filtering every cell of it anew for every step."""

    def __init__(self, thickness: int) -> None:
        super().__init__(vertical=True, name="vertical", thickness=thickness)
        self._cells: dict[Segment, Strip] = {}

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._cells.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        if len(self._cells) > MOST_KEPT:
            self._cells.clear()
        cells = self._segments()[crop.y : crop.bottom]
        strips = [self._cells.get(cell) or self._strip(cell) for cell in cells]
        whole = crop.column_span == (0, self.outer_size.width)
        return strips if whole else [strip.crop(*crop.column_span) for strip in strips]

    def _segments(self) -> list[Segment]:
        """A segment for each row of the bar."""
        bar = self.render()
        assert isinstance(bar, ScrollBarRender)  # noqa: S101  a ScrollBar renders nothing else
        assert isinstance(bar.style, Style)  # noqa: S101
        assert bar.style.color is not None  # noqa: S101
        assert bar.style.bgcolor is not None  # noqa: S101
        return bar.render_bar(
            self.outer_size.height,
            bar.virtual_size,
            bar.window_size,
            bar.position,
            self.outer_size.width,
            vertical=True,
            back_color=bar.style.bgcolor,
            bar_color=bar.style.color,
        ).segments

    def _strip(self, cell: Segment) -> Strip:
        strip = Strip([cell], self.outer_size.width)
        for line_filter in self.get_line_filters():
            strip = strip.apply_filter(line_filter, self.background_colors[1])
        self._cells[cell] = strip
        return strip
