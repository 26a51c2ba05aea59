"""What the tour sees beside the asking screen: a long-time learner's library, notes, PINs, and the authors' apps."""

import random
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz.articles.library import Library
from quiz.attempts.memory import DAY
from quiz.store.reviewing import begin_review
from quiz.store.store import Store
from tests.builders import ROOT
from tests.tui import hands
from tests.tui.stage import a_library, paint, playing, set_text, shown
from tests.tui.test_author import authoring, fill, select
from tests.tui.test_notes import read_first
from tests.tui.test_preview import previewing, save, until
from tests.tui.test_profiles import app_of, id_of
from tests.tui.test_progress import Learner

Snap = Callable[[Pilot[int], str], Awaitable[None]]
Size = tuple[int, int]


async def two_months(snap: Snap, place: Path, size: Size, theme: str) -> None:
    """The library and the statistics of somebody who has practised the shipped sets for two months."""
    with pytest.MonkeyPatch.context() as patch:
        ada = Learner(Library([ROOT]), patch)
        rng = random.Random(3)
        for day in range(0, 60, 2):
            ada.on_day(day)
            if day < 14:
                ada.practise(sorted(one.stem for one in (ROOT / "questions").glob("*.yaml"))[day // 2], right=0.5)
            elif ada.due and rng.random() < 0.8:
                ada.answer_all(begin_review(ada.study, ada.study.clock.now()), 0.5 + day / 150)
        ada.on_day(60)
        async with playing(ada.study.library, None, store=ada.store, size=size, theme=theme) as pilot:
            await snap(pilot, "library-shipped")
            await hands.press(pilot, "ctrl+s")
            await until(pilot, lambda: bool(pilot.app.screen.query("Pictures")))
            await paint(pilot)
            for number in range(1, 9):
                await snap(pilot, f"stats-{number}")
                await hands.press(pilot, "pagedown")
            await hands.press(pilot, "escape", "ctrl+o")
            await snap(pilot, "settings")
        assert ada.study.clock.now() > DAY
        ada.store.close()


async def notes(snap: Snap, place: Path, size: Size, theme: str) -> None:
    async with playing(a_library(place), None, size=size, theme=theme) as pilot:
        await read_first(pilot)
        await hands.press(pilot, "m", "right", "right", "v", "right", "right", "space")
        await paint(pilot)
        await hands.type_text(pilot, "why so late?")
        await snap(pilot, "note-writing")
        await hands.press(pilot, "enter")
        await snap(pilot, "note-kept")
        await hands.press(pilot, "l")
        await snap(pilot, "note-list")


async def pins(snap: Snap, place: Path, size: Size, theme: str) -> None:
    store = Store.in_memory()
    for name in ("Ada", "Bo"):
        store.add_learner(name).result()
    store.set_pin(id_of(store, "Ada"), "4711").result()
    async with playing(a_library(place), store=store, size=size, theme=theme) as pilot:
        await hands.type_text(pilot, "0000")
        await hands.press(pilot, "enter")
        await snap(pilot, "pin-wrong")
        await hands.press(pilot, "escape")
        await snap(pilot, "learners-two")
        await hands.press(pilot, "down", "enter")
        app_of(pilot).lock()
        await snap(pilot, "locked")
    store.close()


async def preview(snap: Snap, place: Path, size: Size, theme: str) -> None:
    text = set_text("number", "choice", "date")
    async with previewing(place, text, size) as (pilot, path):
        pilot.app.theme = theme or pilot.app.theme
        await snap(pilot, "preview")
        save(path, text.replace("It cost 23 million crowns", "It costs 23 million crowns"))
        await until(pilot, lambda: "No problem" not in shown(pilot))
        await snap(pilot, "preview-problem")
        save(path, "title: [")
        await paint(pilot)
        await snap(pilot, "preview-unread")
    async with previewing(place / "b", "questions: [", size) as (pilot, path):
        pilot.app.theme = theme or pilot.app.theme
        await snap(pilot, "broken")


async def author(snap: Snap, place: Path, size: Size, theme: str) -> None:
    async with authoring(place, size=size) as (pilot, _):
        pilot.app.theme = theme or pilot.app.theme
        await snap(pilot, "author-empty")
        await select(pilot, "6 May 2024")
        await snap(pilot, "author-selected")
        await hands.press(pilot, "d")
        await until(pilot, lambda: "Prompt [" in shown(pilot))
        await snap(pilot, "author-form")
        await fill(pilot, "prompt", "When did the harbour open?")
        await until(pilot, lambda: "Prompt [" not in shown(pilot))
        await snap(pilot, "author-filled")
        await hands.press(pilot, "ctrl+s")
        await paint(pilot)
        await snap(pilot, "author-kept")


APPS = (two_months, notes, pins, preview, author)
