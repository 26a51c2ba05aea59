"""Keys that were typed ahead leave a screen once, and what comes for a screen that is left finds nobody."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from quiz.tui.screens.asking import AskingScreen
from quiz.tui.screens.stats import StatsScreen
from quiz.tui.terminal_app import TerminalApp
from tests.tui.stage import a_library, paint, playing, set_text, settle, shown
from tests.waiting import within


async def at_once(pilot: Pilot[int], *keys: str) -> None:
    """Keys that are all there before the first is dealt with."""
    for name in keys:
        key = Key(name, None)
        key.set_sender(pilot.app)
        pilot.app.post_message(key)
    await settle(pilot)
    await pilot.pause()


@pytest.mark.parametrize("keys", [["enter"] * 3, ["escape"] * 2, ["down", "enter", "enter", "escape"]])
async def test_help_is_closed_once(tmp_path: Path, keys: list[str]) -> None:
    async with playing(a_library(tmp_path, set_text("choice")), size=(120, 40)) as pilot:
        await at_once(pilot, "f1")
        await at_once(pilot, *keys[:-1], keys[-1])
        assert pilot.app.fault is None  # type: ignore[attr-defined]
        assert len(pilot.app.screen_stack) >= 1


async def test_a_screen_below_another_is_not_left(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice"))) as pilot:
        await at_once(pilot, "f1")
        box = pilot.app.screen
        box.dismiss(None)
        box.dismiss(None)
        await settle(pilot)
        assert isinstance(pilot.app.screen, AskingScreen)


async def test_what_was_worked_out_for_a_screen_that_is_being_left_is_not_shown(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice")), None) as pilot:
        screen = StatsScreen()
        await pilot.app.push_screen(screen)
        await paint(pilot)
        leaving = asyncio.ensure_future(screen.remove()())  # its widgets go before it does
        while not leaving.done():
            screen._take(["Progress", "", "Nothing yet"], None)  # from the thread, in any turn of the loop
            await asyncio.sleep(0)
        await leaving


class Late(Screen[None]):
    """Shows something once it is told to, without a look at whether it is still there."""

    def compose(self) -> ComposeResult:
        yield Static(id="words")

    def on_mount(self) -> None:
        self.go_on = asyncio.Event()
        self.run_worker(self._show())

    async def _show(self) -> None:
        await self.go_on.wait()
        for _ in range(100):
            self.query_one("#words", Static).update("now")
            await asyncio.sleep(0)


class Host(TerminalApp):
    def get_default_screen(self) -> Late:
        return Late()


async def _leave(app: Host) -> None:
    app.exit(0)


async def _shut_down(app: Host) -> None:
    await app._shutdown()


@pytest.mark.parametrize("end", [_leave, _shut_down])
async def test_what_comes_once_an_app_is_ending_is_no_fault(end: Callable[[Host], Awaitable[None]]) -> None:
    app = Host()
    async with app.run_test() as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, Late)
        screen.go_on.set()
        key = Key("a", "a")
        key.set_sender(app)
        app.post_message(key)
        await within(end(app), "the end of the app")
    assert app.fault is None


async def test_without_saving_nothing_is_said_to_be_kept(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice"))) as pilot:
        await at_once(pilot, "ctrl+c")
        (notice,) = pilot.app._notifications
        assert notice.message == "esc leaves, ctrl+q quits at once; nothing is saved."
        await at_once(pilot, "escape")
        await paint(pilot)
        assert "Leave now? Nothing is saved: what you answered is" in shown(pilot)
