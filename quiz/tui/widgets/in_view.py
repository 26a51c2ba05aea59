"""What must be seen in a pane that scrolls, kept in view while the pane is still being laid out."""

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

MORE = "PgDn more"


class InView:
    """Scrolls a pane to what was asked for after every layout, until the reader scrolls or something else is shown.

    What is mounted now gets its place in a later layout, and its full height, with its lines broken for the pane's
    width, in one after that: whoever scrolled only once scrolled to a place that did not hold.
    """

    def __init__(self, pane: VerticalScroll) -> None:
        self._pane = pane
        self._wanted: tuple[Widget, ...] = ()
        self._note = ""

    def bring(self, *widgets: Widget) -> None:
        """Keep these in view as a whole, or, where they are higher than the pane, from the first one's first row."""
        self._wanted = widgets
        self._pane.call_after_refresh(self.laid_out)

    def let_go(self) -> None:
        """The reader decides what is in view."""
        self._wanted = ()

    def note(self, words: str) -> None:
        """Say this on the lower border; where it is empty, what is there says whether there is more below."""
        self._note = words
        self._tell()

    def laid_out(self) -> None:
        """Scroll to what is wanted, and say whether there is more below."""
        regions = [one.virtual_region for one in self._wanted if one.is_attached]
        regions = [region for region in regions if region.size]
        if regions:
            pane = self._pane
            top, bottom = min(region.y for region in regions), max(region.bottom for region in regions)
            height = pane.scrollable_content_region.height
            y = min(max(pane.scroll_offset.y, bottom - height), top)
            if y != pane.scroll_offset.y:
                pane.scroll_to(y=y, animate=False, immediate=True)
        self._tell()

    def _tell(self) -> None:
        pane = self._pane
        words = self._note or (MORE if pane.scroll_offset.y < pane.max_scroll_y else "")
        if words != str(pane.border_subtitle or ""):
            pane.border_subtitle = Content(words)
