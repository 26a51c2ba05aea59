"""A widget hears of its size though somebody asked where things are before the screen was laid out."""

from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from quiz.tui.screens.telling import Telling
from tests.tui.stage import paint


class Late(Static):
    """Paints itself when it has a size."""

    def on_resize(self) -> None:
        self.update("told")


class Plain(Screen[None]):
    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static("row\n" * 100)


class Told(Telling, Plain):
    pass


class Host(App[None]):
    def __init__(self, screen: Screen[None]) -> None:
        super().__init__()
        self._first = screen

    def get_default_screen(self) -> Screen[None]:
        return self._first


async def _mounted_behind_a_scroll(pilot: Pilot[None]) -> Late:
    screen = pilot.app.screen
    room = screen.query_one(VerticalScroll)
    room.scroll_to(y=3, animate=False)
    await paint(pilot)
    late = Late()
    await room.mount(late, before=0)
    assert late in screen._compositor.full_map  # as a focus that scrolls to it asks
    await paint(pilot)
    room.scroll_home(animate=False)
    await paint(pilot)
    return late


async def test_told_though_the_layout_was_asked_before() -> None:
    async with Host(Told()).run_test() as pilot:
        assert str((await _mounted_behind_a_scroll(pilot)).content) == "told"


async def test_textual_alone_does_not_tell() -> None:
    """Once this fails, quiz.tui.screens.telling can go."""
    async with Host(Plain()).run_test() as pilot:
        assert str((await _mounted_behind_a_scroll(pilot)).content) == ""
