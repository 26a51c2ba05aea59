"""A small box over the screen that is there."""

from typing import TypeVar

from textual.events import Click
from textual.screen import ModalScreen

T = TypeVar("T")


class Over(ModalScreen[T | None]):
    """Base of the boxes: a click beside the box closes it, with None."""

    def on_click(self, event: Click) -> None:
        if self.get_widget_at(event.screen_x, event.screen_y)[0] is self:
            self.dismiss(None)
