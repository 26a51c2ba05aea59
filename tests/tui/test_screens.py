"""A handful of whole screens as plain text. ``RENEW_SCREENS=1`` writes them anew; then look at what changed."""

import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.color import Color
from textual.pilot import Pilot

from quiz.questions.version import read_version
from quiz.tui.screens.choose import Choose
from quiz.tui.screens.help import _WORDS
from quiz.tui.screens.question_list import QuestionList
from tests.tui import hands
from tests.tui.stage import QUESTIONS, a_library, desk_of, go_to, paint, playing, set_text, shown

FOLDER = Path(__file__).parent / "screens"
SIZES = [(60, 20), (80, 24), (140, 45)]
Scene = Callable[[Pilot[int]], Awaitable[None]]


async def opened(pilot: Pilot[int]) -> None:
    """The first question as it is asked."""


async def wrong(pilot: Pilot[int]) -> None:
    """A wrong answer, with key, reason and evidence."""
    view = desk_of(pilot).view("first")
    await hands.press(pilot, str(view.options.index("Bergen") + 1), "enter")  # type: ignore[union-attr]


async def pairs(pilot: Pilot[int]) -> None:
    """A table half filled in."""
    await go_to(pilot, "who")
    await hands.press(pilot, "b")


async def picking(pilot: Pilot[int]) -> None:
    """A sentence to be placed, the article in front."""
    await go_to(pilot, "where")
    if pilot.app.size.width < 100:
        await hands.press(pilot, "tab")
    await hands.press(pilot, "down", "space", "down")


async def results(pilot: Pilot[int]) -> None:
    """The end, with something missed."""
    await wrong(pilot)
    await hands.press(pilot, "F", "y")


SCENES: dict[str, Scene] = {"opened": opened, "wrong": wrong, "pairs": pairs, "picking": picking, "results": results}


def steady(said: str) -> str:
    """Without what a clock changes."""
    said = re.sub(r"\d\d:\d\d:\d\d", "00:00:00", said)
    said = re.sub(r"(fully right, in )\d+ s", r"\g<1>0 s", said)
    said = re.sub(r"(\d+/\d+  .*  )\d+ min", r"\g<1>0 min", said)
    return re.sub(r" +(typing|saving|not kept)$", "", said, flags=re.MULTILINE) + "\n"


async def played(folder: Path, scene: Scene, size: tuple[int, int], theme: str = "") -> str:
    text = set_text("choice", "number", "match", "insert")
    async with playing(a_library(folder, text), size=size, theme=theme) as pilot:
        await scene(pilot)
        await paint(pilot)
        await paint(pilot)
        return steady(shown(pilot))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCENES)
async def test_screen(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    said = await played(tmp_path, SCENES[name], size)
    kept = FOLDER / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("RENEW_SCREENS"):
        FOLDER.mkdir(exist_ok=True)
        kept.write_text(said, encoding="utf-8")
    assert said == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["textual-light", "high-contrast"])
async def test_a_theme_changes_colours_and_nothing_else(tmp_path: Path, theme: str) -> None:
    assert await played(tmp_path, wrong, (80, 24), theme) == (FOLDER / "wrong-80x24.txt").read_text(encoding="utf-8")


async def test_without_colour_every_state_has_its_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    text = set_text("choice", "number", "match", "insert")
    async with playing(a_library(tmp_path, text), size=(120, 30)) as pilot:
        assert pilot.app.no_color
        await wrong(pilot)
        await paint(pilot)
        said = shown(pilot)
        assert re.search(r"✗ \d \(•\) Bergen", said)
        assert re.search(r"● \d \( \) Oslo", said)
        assert "✗ Wrong   0 of 1" in said
        assert "▌The first ship came from Oslo" in said
        assert said.splitlines()[-2].startswith(" ✗○○○")
        await hands.press(pilot, "n", "ctrl+f")
        await paint(pilot)
        assert shown(pilot).splitlines()[-2].startswith(" ✗⚑○○")
        for strip in pilot.app.screen._compositor.render_strips():
            for filter_ in pilot.app._filters:
                strip = strip.apply_filter(filter_, pilot.app.screen.background_colors[1])
            assert all(not segment.style or _is_grey(segment.style) for segment in strip)


def _is_grey(style: object) -> bool:
    """No colour but black, white and what is between."""
    colours = (style.color, style.bgcolor)  # type: ignore[attr-defined]
    triplets = [colour.get_truecolor() for colour in colours if colour is not None]
    return all(max(triplet) - min(triplet) <= 2 for triplet in triplets)


async def test_without_colour_the_cursor_of_a_list_stands_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with playing(a_library(tmp_path, set_text("choice")), size=(80, 24)) as pilot:
        await hands.press(pilot, "down")
        await paint(pilot)
        strips = pilot.app.screen._compositor.render_strips()
        grounds = {
            n: [s.style.bgcolor for strip in strips for s in strip if f"{n} ( )" in s.text and s.style] for n in (1, 2)
        }
        assert grounds[1] != grounds[2]


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "high-contrast"])
@pytest.mark.parametrize("colours", ["colours", "NO_COLOR"])
async def test_what_is_written_stands_out_from_its_ground(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theme: str, colours: str
) -> None:
    """By WCAG 2.2, 1.4.3, words have a contrast of 4.5; by 1.4.11 what shows the focus and a scroll bar has 3, 2 here
    for the bar, which says nothing that the keys and the text do not."""
    if colours == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    async with playing(a_library(tmp_path, set_text("choice")), size=(80, 24), theme=theme) as pilot:
        variables = pilot.app.theme_variables
        ground = Color.parse(variables["background"])
        for name in ("text-warning", "text-error", "text-success", "text-accent", "foreground"):
            assert contrast(Color.parse(variables[name]), ground) >= 4.5, name
        for name in ("accent", "warning"):
            assert contrast(Color.parse(variables[name]), ground) >= 3, name
        assert contrast(Color.parse(variables["scrollbar"]), Color.parse(variables["scrollbar-background"])) >= 2


def contrast(one: Color, other: Color) -> float:
    """Of two colours, 1 to 21, by WCAG 2.2, "contrast ratio"."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.rgb]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


async def test_a_long_title_keeps_its_distance(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice")), size=(60, 20), mode="test", minutes=1) as pilot:
        assert re.match(
            r" The harbour, read closely {3,}Ada  1/1  test  \d\d:\d\d:\d\d left$", shown(pilot).splitlines()[0]
        )


async def test_help_fits_a_small_screen(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice")), size=(60, 20)) as pilot:
        await hands.press(pilot, "f1", "end")
        await paint(pilot)
        assert all(one in shown(pilot) for one in _WORDS[-8:]), shown(pilot)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_last_line_of_a_long_list_is_inside_its_box(tmp_path: Path, size: tuple[int, int]) -> None:
    text = set_text("choice")
    path = tmp_path / "many.yaml"
    path.write_text(text + "".join(QUESTIONS["name"].replace("mayor", f"mayor-{n}", 1) for n in range(60)))
    version = read_version(path, a_library(tmp_path, text))
    names = [one.id for one in version.written]
    boxes = (
        Choose("Which?", [(f"k{n}", f"answer {n}") for n in range(60)] + [("z", "the last")]),
        QuestionList(version, [*names, "the last"], names[0]),
    )
    async with playing(a_library(tmp_path, text), size=size) as pilot:
        for box in boxes:
            pilot.app.push_screen(box)
            await paint(pilot)
            await hands.press(pilot, "end")
            await paint(pilot)
            assert "the last" in shown(pilot)
            await hands.press(pilot, "escape")
