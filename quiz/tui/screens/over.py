"""Screens that are left with a result, and small boxes over the screen that is there."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.events import Click
from textual.screen import ModalScreen, Screen

from quiz.tui.screens.telling import Telling

T = TypeVar("T")


class Leaving(Telling, Screen[T]):
    """Base of screens that are left: by the first key that says so, not again by one that was typed ahead."""

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Leave with a result; nothing happens where another screen is on top already."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete.nothing()  # type: ignore[no-untyped-call]


class Over(Leaving[T | None], ModalScreen[T | None]):
    """Base of the boxes: a click beside the box closes it, with None."""

    def on_click(self, event: Click) -> None:
        if self.get_widget_at(event.screen_x, event.screen_y)[0] is self:
            self.dismiss(None)
