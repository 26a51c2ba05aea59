"""Settings in the app: they hold at once, are kept, and other keys are shown as they are."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz.settings import read_settings, settings_path
from quiz.store.paths import data_folder
from quiz.tui.screens.reading import ReadingScreen
from quiz.tui.screens.settings import SettingsScreen
from tests.tui.hands import press, type_text
from tests.tui.stage import a_library, asking, click_at, desk_of, paint, playing, rows, set_text, shown

SIZES = [(60, 20), (80, 24), (140, 45)]


def file() -> Path:
    return settings_path(data_folder())


async def keys(pilot: Pilot[int], *names: str) -> str:
    await press(pilot, *names)
    await paint(pilot)
    return shown(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_a_change_holds_at_once_and_is_kept(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(a_library(tmp_path), None, size=size) as pilot:
        said = await keys(pilot, "ctrl+o")
        assert isinstance(pilot.app.screen, SettingsScreen)
        assert "theme         auto" in said
        assert "lock-after    5" in said
        await keys(pilot, "enter", "enter")
        assert pilot.app.theme == "textual-light"
        await keys(pilot, "down", "right", "down", "down", "enter")
        await keys(pilot, *["backspace"] * 3)
        await type_text(pilot, "40")
        said = await keys(pilot, "enter")
        assert "text-width    40" in said
        await keys(pilot, "escape")
    settings, _ = read_settings(file())
    assert (settings.theme, settings.book, settings.text_width) == ("light", "closed", 40)
    async with playing(a_library(tmp_path), None, size=(140, 45)) as pilot:
        assert pilot.app.theme == "textual-light"
        await keys(pilot, "enter")
        await keys(pilot, "down", "down", "down", "enter")
        widest = max(len(row.strip()) for row in rows(pilot)[2:-2])
        assert widest <= 40 + 5
        await keys(pilot, "escape", "enter", "enter")
        assert isinstance(pilot.app.screen, ReadingScreen)
        await keys(pilot, "enter")
        assert desk_of(pilot).attempt.started.book == "closed"


@pytest.mark.parametrize("terminal", ["15;0", "0;15"])
@pytest.mark.parametrize("theme", ["auto", "dark", "light", "high-contrast"])
async def test_the_app_opens_in_the_theme_that_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theme: str, terminal: str
) -> None:
    """What the terminal says of its background counts where nothing else was said."""
    monkeypatch.setenv("COLORFGBG", terminal)
    file().parent.mkdir(parents=True, exist_ok=True)
    file().write_text(f'theme = "{theme}"\n', encoding="utf-8")
    wanted = {"auto": {"15;0": "dark", "0;15": "light"}[terminal]}.get(theme, theme)
    async with playing(a_library(tmp_path), None) as pilot:
        assert pilot.app.theme.removeprefix("textual-") == wanted
        assert pilot.app.has_class("-light-mode") == (wanted == "light")


async def test_by_the_mouse(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path), None) as pilot:
        await keys(pilot, "ctrl+o")
        y = next(y for y, row in enumerate(rows(pilot)) if "spelling" in row)
        await click_at(pilot, rows(pilot)[y].index("spelling"), y)
        await paint(pilot)
    assert read_settings(file())[0].spelling == "strict"


async def test_other_keys(tmp_path: Path) -> None:
    file().parent.mkdir(parents=True, exist_ok=True)
    file().write_text('[keys]\nflag = "z,f8"\nnext = "f"\n', encoding="utf-8")
    async with playing(a_library(tmp_path, set_text("choice", "statement"))) as pilot:
        said = shown(pilot)
        assert " z flag" in said
        assert " f next" in said
        await keys(pilot, "z")
        assert desk_of(pilot).attempt.items["first"].flagged
        said = await keys(pilot, "f1")
        assert "z, f8" in said
        await keys(pilot, "escape", "f")
        assert desk_of(pilot).attempt.here == "surprise"
        assert not asking(pilot).desk.attempt.items["surprise"].flagged


async def test_a_slip_is_told_and_a_strict_speller_is_nearly_right(tmp_path: Path) -> None:
    file().parent.mkdir(parents=True, exist_ok=True)
    file().write_text('spelling = "strict"\nbok = "closed"\n', encoding="utf-8")
    async with playing(a_library(tmp_path, set_text("short"))) as pilot:
        await paint(pilot)
        assert "settings.toml:2: bok: not known" in "".join(one.message for one in pilot.app._notifications)
        await type_text(pilot, "the divrs")
        await keys(pilot, "enter")
        verdict = desk_of(pilot).attempt.items["first-thanked"].verdict
        assert verdict is not None
        assert verdict.outcome == "near"
