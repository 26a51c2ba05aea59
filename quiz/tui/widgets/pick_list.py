"""Lists inside an answer: the arrows move in them, every other key is the answer's own.

Textual's list takes Enter for itself. An answer that took it back with a priority binding would get it ahead of a
number pressed just before, which is still on its way: keys must be taken in the order they were pressed.
"""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from quiz.tui.widgets.departing import Departing


class CarryList(Departing, OptionList, inherit_bindings=False):
    """A list whose up and down belong to the answer, which may be carrying an item."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("home", "first", show=False),
        Binding("end", "last", show=False),
    ]


class PickList(CarryList):
    """A list to go up and down in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False),
        Binding("down", "cursor_down", show=False),
    ]
