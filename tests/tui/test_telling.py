"""Who hears of which size: every widget of its own, and a screen of each size of the terminal once."""

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.events import Resize
from textual.geometry import Size
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from quiz.tui.screens.telling import Telling
from tests.tui.stage import paint
from tests.waiting import wait_until_async


class Late(Static):
    """Paints itself when it has a size."""

    def on_resize(self) -> None:
        self.update("told")


class Plain(Screen[None]):
    resizes = 0

    def on_resize(self) -> None:
        self.resizes += 1
        if self.resizes > 200:
            raise RecursionError("without end")
        self.call_after_refresh(lambda: None)  # as nearly every screen does, to paint its lines

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


def _drag(screen: Screen[None]) -> None:
    """The terminal changes its size several times before the screen has dealt with the first."""
    for width in (140, 80, 140, 90):
        screen.post_message(Resize(*[Size(width, 24)] * 3))
        screen.call_later(lambda: None)


async def test_a_window_that_is_dragged_is_laid_out_and_left_in_peace() -> None:
    screen = Told()
    async with Host(screen).run_test(size=(80, 24)) as pilot:
        await paint(pilot)
        before = screen.resizes
        _drag(screen)
        await paint(pilot)
        assert screen.resizes - before == 4


async def test_textual_alone_never_comes_to_an_end() -> None:
    """Once this fails, the other half of quiz.tui.screens.telling can go."""
    with pytest.raises(RecursionError):
        await _dragged(Plain())


async def _dragged(screen: Screen[None]) -> None:
    async with Host(screen).run_test(size=(80, 24)) as pilot:
        await paint(pilot)
        _drag(screen)
        await wait_until_async(lambda: pilot.app._exception, "the end of a screen that never comes to rest")
