"""What is on a screen can be read: the contrast of words, the place of things on a wide one, keys that work."""

from pathlib import Path

import msgspec
import pytest
from textual.color import Color
from textual.pilot import Pilot
from textual.widgets import OptionList

from quiz.attempts.results import NO_SKILL, NO_TOPIC, Line, Results
from quiz.classroom.teacher import QuestionSum, Seat
from quiz.reports.text import lines
from quiz.tui.screens.asking import AskingScreen
from quiz.tui.screens.class_choices import Releasing
from quiz.tui.screens.class_watch_words import question_line
from quiz.tui.screens.library import LibraryScreen
from quiz.tui.screens.reading import ReadingScreen
from quiz.tui.screens.results_words import axes
from quiz.tui.screens.stats import fitted
from quiz.tui.widgets.hanging import hung
from quiz.tui.widgets.pictures import BLUE, GREEN, ORANGE
from quiz.tui.widgets.reader import Reader
from tests.reports.test_progress import a_full_report, harbour  # noqa: F401
from tests.tui import hands, mouse
from tests.tui.stage import a_library, paint, playing, rows, set_text, shown
from tests.tui.test_author import authoring, select
from tests.tui.test_author import until as until_true
from tests.tui.test_notes import read_first
from tests.tui.test_screens import contrast

THEMES = ["textual-dark", "textual-light", "high-contrast"]
ENOUGH = 4.5
"""The contrast of words, by WCAG 2.2, 1.4.3."""


def faint(pilot: Pilot[int]) -> list[str]:
    """The words on the screen that are too like their ground, with their contrast."""
    found = []
    for strip in pilot.app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            if style is None or not any(sign.isalnum() for sign in segment.text):
                continue
            if style.color is None or style.bgcolor is None or style.color.is_default or style.bgcolor.is_default:
                continue
            one = contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))
            if one < ENOUGH:
                found.append(f"{segment.text.strip()}: {one:.1f}")
    return found


@pytest.mark.parametrize("theme", THEMES)
async def test_every_word_of_a_learners_screens_stands_out(tmp_path: Path, theme: str) -> None:
    library = a_library(tmp_path, set_text("choice", "number", "cloze"))
    async with playing(library, None, size=(100, 30), theme=theme) as pilot:
        seen = []
        ways = ["", "f1", "escape ctrl+o", "down down down enter", "escape escape enter", "enter", "1 enter", "enter",
                "enter", "ctrl+d", "y"]  # fmt: skip
        for keys in map(str.split, ways):
            await hands.press(pilot, *keys)
            await paint(pilot)
            seen.append(type(pilot.app.screen).__name__)
            assert faint(pilot) == [], seen
    assert seen[:5] == ["LibraryScreen", "HelpScreen", "SettingsScreen", "LineScreen", "StartingScreen"]
    assert seen[-1] == "ResultsScreen"


@pytest.mark.parametrize("theme", THEMES)
async def test_every_word_of_an_authors_form_stands_out(tmp_path: Path, theme: str) -> None:
    async with authoring(tmp_path, size=(120, 40)) as (pilot, _):
        pilot.app.theme = theme
        await select(pilot, "6 May 2024")
        await hands.press(pilot, "d")
        await until_true(pilot, lambda: "Prompt [" in shown(pilot))
        assert "why the key is right" in shown(pilot)
        assert faint(pilot) == []


@pytest.mark.parametrize("theme", THEMES)
async def test_what_is_drawn_stands_out(tmp_path: Path, theme: str) -> None:
    async with playing(a_library(tmp_path, set_text("choice")), size=(80, 24), theme=theme) as pilot:
        ground = Color.parse(pilot.app.theme_variables["surface"])
        assert [rgb for rgb in (BLUE, ORANGE, GREEN) if contrast(Color(*rgb), ground) < 3] == []


async def test_what_has_the_keyboard_has_the_heavier_title(tmp_path: Path) -> None:
    """Without colours the border alone would be a shade lighter."""
    async with playing(a_library(tmp_path, set_text("name")), size=(140, 45)) as pilot:
        for title, other in (("1 · person", "The harbour of Brack"), ("The harbour of Brack", "1 · person")):
            weights = {
                words: [s.style.bold for s in pilot.app.screen._compositor.render_strips()[1] if words in s.text]
                for words in (title, other)
            }
            assert weights == {title: [True], other: [None]} or weights == {title: [True], other: [False]}
            await hands.press(pilot, "tab")
            await paint(pilot)


async def test_an_article_stands_in_the_middle_of_a_wide_screen(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice")), None, size=(140, 45)) as pilot:
        await read_first(pilot)
        assert isinstance(pilot.app.screen, ReadingScreen)
        reader = pilot.app.screen.query_one(Reader).region
        assert reader.width == 100
        assert reader.x == 140 - reader.right == 20
        assert rows(pilot)[0].startswith(" The harbour of Brack")
        assert rows(pilot)[-1].startswith(" ↑↓ space scroll")


async def test_what_a_search_finds_nothing_for_is_told_where_it_was_typed(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path), None, size=(80, 24)) as pilot:
        await hands.type_text(pilot, "zz")
        await paint(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)
        typed = next(at for at, row in enumerate(rows(pilot)) if row.strip() == "zz")
        told = next(at for at, row in enumerate(rows(pilot)) if "Nothing matches" in row)
        assert told - typed == 2
        assert "f1 help" in rows(pilot)[-1]


@pytest.mark.parametrize("kind", ["insert", "highlight"])
async def test_keys_of_the_article_are_named_where_they_work(tmp_path: Path, kind: str) -> None:
    async with playing(a_library(tmp_path, set_text(kind)), size=(80, 24)) as pilot:
        assert "space picks" not in rows(pilot)[-1]
        assert "tab article" in rows(pilot)[-1]
        await hands.press(pilot, "tab")
        await paint(pilot)
        assert "space picks" in rows(pilot)[-1]


async def test_the_keys_of_a_box_can_be_clicked(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice")), None, size=(80, 24)) as pilot:
        await paint(pilot)
        await hands.press(pilot, "enter")
        await paint(pilot)
        await mouse.click_key(pilot, "back")
        await paint(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)
        await hands.press(pilot, "enter")
        await paint(pilot)
        await mouse.click_key(pilot, "start")
        await paint(pilot)
        await paint(pilot)
        assert isinstance(pilot.app.screen, AskingScreen)


async def test_what_may_be_released_is_a_line_each(tmp_path: Path) -> None:
    seat = Seat(learner="x", name="Cleopatra Montgomery", standing="working", attempt="a")
    async with playing(a_library(tmp_path, set_text("choice")), None, size=(60, 20)) as pilot:
        box = Releasing(seat)
        pilot.app.push_screen(box)
        await paint(pilot)
        assert "Cleopatra Montgomery alone: marks only" in shown(pilot)
        assert box.query_one(OptionList).size.height == 6


def test_the_hardest_questions_are_told_in_words() -> None:
    one = QuestionSum(question="q", prompt="How many were saved?", asked=3, answered=3, credit=0.0)
    assert question_line(one, 60) == "  0% of 3 answers  How many were saved?"


def test_the_figures_of_topics_stand_under_their_names(harbour) -> None:  # type: ignore[no-untyped-def]  # noqa: F811
    said = list(lines(a_full_report(harbour)))
    at = next(at for at, line in enumerate(said) if line.startswith("By topic"))
    head, row = said[at : at + 2]
    for name in ("answers", "right", "credit"):
        end = head.index(name) + len(name)
        assert row[end - 1].strip()
        assert not row[end : end + 1].strip()
    narrow = fitted(said, 57)
    assert max(map(len, narrow)) <= 57
    assert head in narrow


def test_results_are_told_by_what_the_questions_have() -> None:
    none, place = Line(NO_TOPIC, 1, 2, 2), Line("place", 1, 1, 1)
    results = Results(
        2, 3, 0, 2, 3, by_topic=(none, place), by_skill=(Line(NO_SKILL, 2, 3, 3),), missed=(), to_assess=()
    )
    assert [line.split()[:2] for line in axes(results, 140)] == [["By", "topic"], ["no", "topic"], ["place", "█" * 16]]
    assert axes(msgspec.structs.replace(results, by_topic=(none,)), 140) == []


def test_what_is_set_in_goes_on_under_its_words() -> None:
    said = ["Answer:", "\n  a lasting peace, as some see it\n"]
    said += [("▌ the words of the evidence\n", "bold"), "and so on to the end"]
    assert list(hung(said, 22)) == [
        "Answer:",
        "\n  a lasting peace, as\n  some see it\n",
        ("▌ the words of the\n▌ evidence\n", "bold"),
        "and so on to the end",
    ]
    assert list(hung(said, 0)) == said
