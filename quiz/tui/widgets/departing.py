"""What has been taken off its screen paints nothing more."""

from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget
else:
    # No DOM node when it runs: Textual takes a widget's style names from its first base that is one.
    Widget = object


class Departing(Widget):
    """For widgets with component styles that are replaced while their screen stays.

    Textual forgets the component styles of a removed widget at once, yet may paint it once more before the next
    layout, and then ends with a KeyError (textual issue 6208).
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in a region; blank ones where the widget has been removed."""
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)
