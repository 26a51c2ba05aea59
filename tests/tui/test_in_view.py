"""What is told after an answer is on the screen: in every kind, at every size, at the first visit and at the next."""

import asyncio
import re
from pathlib import Path

import pytest
from textual.events import MouseScrollUp
from textual.pilot import Pilot

from quiz.tui.widgets.feedback import FeedbackPane
from quiz.tui.widgets.in_view import MORE
from tests.tui import hands
from tests.tui.stage import QUESTIONS, a_library, asking, desk_of, go_to, paint, playing, rows, set_text, shown
from tests.tui.test_kinds import _not_right

SIZES = pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 45)], ids=lambda size: f"{size[0]}x{size[1]}")
VERDICT = re.compile(r"(✗ Wrong|◐ Nearly|◐ Partly right|● Right|○ Judged) +\S+ of \d|(◐ Nearly|✗ Wrong)  ")
LONG = " ".join(["The article says so plainly, and it says so at some length."] * 12)


def a_long_set(*kinds: str) -> str:
    """Questions whose prompt takes half a small window, and whose explanation all of it."""
    text = set_text(*kinds)
    text = re.sub(r"    prompt: (.*)", lambda one: f"    prompt: {one[1]} {LONG[:300]}", text)
    return text.replace("explain: The article says so plainly.", f"explain: {LONG}")


def verdict_row(pilot: Pilot[int]) -> int:
    """The row of the screen on which the verdict stands."""
    found = [at for at, row in enumerate(rows(pilot)) if VERDICT.search(row)]
    assert len(found) == 1, shown(pilot)
    return found[0]


@SIZES
async def test_the_verdict_is_in_view_in_every_kind_whenever_one_comes(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(a_library(tmp_path, a_long_set()), size=size) as pilot:
        desk = desk_of(pilot)
        for question in list(desk.attempt.items):
            await go_to(pilot, question)
            view = desk.view(question)
            await hands.give(pilot, view, _not_right(desk, view))
            if view.kind == "open":
                await paint(pilot)
                assert "[ ] earlier than noon" in shown(pilot)
                await hands.judge(pilot, 1)
            await paint(pilot)
            first = verdict_row(pilot)
            pane = asking(pilot).query_one("#question-pane")
            told = asking(pilot).query_one(FeedbackPane).region
            assert pane.region.contains_region(told) or first == pane.region.y + 1, question
            assert (MORE in shown(pilot)) is (pane.scroll_offset.y < pane.max_scroll_y), question
        for question in desk.attempt.items:
            await go_to(pilot, question)
            verdict_row(pilot)


async def test_it_stays_in_view_when_the_window_changes_until_the_reader_scrolls(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, a_long_set("grid")), size=(140, 60)) as pilot:
        await hands.press(pilot, "a", "b", "enter")
        await paint(pilot)
        verdict_row(pilot)
        for size in ((80, 24), (60, 20)):
            await pilot.resize_terminal(*size)
            await paint(pilot)
            verdict_row(pilot)
        assert MORE in shown(pilot)
        for _ in range(3):
            await hands.press(pilot, "pagedown")
        await paint(pilot)
        assert MORE not in shown(pilot)
        assert "See paragraph 3." in shown(pilot)
        pane = asking(pilot).query_one("#question-pane")
        pane.post_message(MouseScrollUp(pane, 5, 5, 0, -1, 0, False, False, False, 5, 5))
        await paint(pilot)
        assert MORE in shown(pilot)


async def test_what_is_laid_out_late_is_brought_into_view_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its place is known only some layouts after it was told, on a busy machine above all."""
    add = FeedbackPane.add_class

    def late(pane: FeedbackPane, *names: str) -> FeedbackPane:
        async def shown_later() -> None:
            await asyncio.sleep(0.1)
            add(pane, *names)

        pane.run_worker(shown_later())
        return pane

    monkeypatch.setattr(FeedbackPane, "add_class", late)
    async with playing(a_library(tmp_path, a_long_set("grid")), size=(60, 20)) as pilot:
        await hands.press(pilot, "a", "b", "enter")
        await pilot.app.workers.wait_for_complete()
        await paint(pilot)
        verdict_row(pilot)


async def test_a_question_longer_than_the_window_says_that_there_is_more(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice", "match")), size=(60, 20)) as pilot:
        assert MORE not in shown(pilot)
    long = set_text("choice").replace("Where did", f"{LONG} {LONG} Where did")
    async with playing(a_library(tmp_path, long), size=(60, 20)) as pilot:
        assert MORE in shown(pilot)
        for _ in range(3):
            await hands.press(pilot, "pagedown")
        await paint(pilot)
        assert MORE not in shown(pilot)
        await hands.press(pilot, "pageup")
        await paint(pilot)
        assert MORE in shown(pilot)


def test_every_kind_is_walked() -> None:
    assert len(QUESTIONS) == 14
