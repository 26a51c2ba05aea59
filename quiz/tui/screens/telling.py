"""Every widget hears of the size it has, once, whatever was asked of the layout in between."""

from typing import Any

from textual._compositor import Compositor, CompositorMap, ReflowResult
from textual.geometry import Size
from textual.widget import Widget


class TellingLayout(Compositor):
    """Compares a layout with the one that the widgets were told of.

    Textual compares it with the last one that was worked out. After a scroll that may have been for nobody but who
    asked where a widget is, a click or a focus; a widget that it held for the first time then never hears of its size,
    and one that paints itself when it does stays blank (textual issue 5024 tells of the same).

    The screen itself is laid out because the terminal has another size, and knows. Textual tells it once more; where
    the terminal has changed again meanwhile, the two tell each other of their sizes for ever, and no key is heard.
    """

    def __init__(self) -> None:
        super().__init__()
        self._told: CompositorMap = {}

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay out; which widgets were hidden and shown, and which have another size than they were told."""
        self._full_map = self._told
        result = super().reflow(parent, size)
        self._told = self._full_map
        result.resized.discard(parent)
        return result


class Telling:
    """For a screen: lays out with TellingLayout. No DOM node itself, whose class takes Textual long to make."""

    _compositor: Any
    _pruning: bool

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._compositor = TellingLayout()

    @property
    def is_attached(self) -> bool:
        """As Textual's, but not of a screen that is on its way out: its widgets go before it does.

        What a thread or a server says meanwhile would be shown on widgets that are no longer there.
        """
        return bool(super().is_attached) and not self._pruning  # type: ignore[misc]
