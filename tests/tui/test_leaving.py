"""Keys that were typed ahead leave a screen once."""

from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot

from quiz.tui.screens.asking import AskingScreen
from tests.tui.stage import a_library, playing, set_text, settle


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
