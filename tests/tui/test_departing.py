"""What a screen has replaced may be painted once more before the next layout, and must not end the app."""

import asyncio
from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets.option_list import Option

from quiz.tui.answers.long import Area
from quiz.tui.answers.typed import Line
from quiz.tui.widgets.form_fields import LineField, PlacesField, TextField
from quiz.tui.widgets.pick_list import PickList

AT = Region(0, 0, 30, 3)


class Host(App[None]):
    def __init__(self, make: Callable[[], Widget]) -> None:
        super().__init__()
        self._make = make

    def compose(self) -> ComposeResult:
        self.one = self._make()
        yield self.one


MAKERS: list[Callable[[], Widget]] = [
    lambda: Area("typed"),
    lambda: Line("typed"),
    lambda: LineField("typed", "help"),
    lambda: TextField("typed", "help"),
    lambda: PlacesField(["typed"], several=True),
    lambda: PickList(Option("typed")),
]


@pytest.mark.parametrize("make", MAKERS, ids=["Area", "Line", "LineField", "TextField", "PlacesField", "PickList"])
def test_a_removed_field_paints_blank_lines(make: Callable[[], Widget]) -> None:
    async def run() -> None:
        async with Host(make).run_test() as pilot:
            await pilot.pause()
            one = pilot.app.one
            assert any("typed" in strip.text for strip in one.render_lines(AT))
            await one.remove()
            assert [strip.text for strip in one.render_lines(AT)] == [" " * 30] * 3

    asyncio.run(run())
