"""The report of a sitting on a screen: its figures are the text's, and what was misread is drawn over the article."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import msgspec
import pytest
from textual.pilot import Pilot

from quiz.articles.library import Library
from quiz.questions.check import load_set
from quiz.questions.question_set import QuestionSet
from quiz.questions.response import Typed
from quiz.reports.class_text import class_text
from quiz.reports.papers import Paper
from quiz.reports.whole import Whole, whole
from quiz.store.errors import StoreError
from quiz.tui.report_app import ReportApp
from quiz.tui.screens.class_report import ReportScreen
from quiz.tui.screens.class_report_words import sign_of
from tests.builders import ROOT
from tests.reports.simulated import a_class
from tests.tui.hands import press
from tests.tui.stage import click_at, paint, rows, sees, shown, until

SIZES = [(80, 24), (60, 20), (140, 45)]
MANY = 14
MISREAD = 9


@pytest.fixture(scope="module")
def asked() -> QuestionSet:
    library = Library([ROOT])
    return load_set(library.set_path("limited-ceasefire"), library)


@pytest.fixture(scope="module")
def papers(asked: QuestionSet) -> list[Paper]:
    found = a_class(asked, MANY, misreadings={"wounded": (Typed("175"), MISREAD)}, seed=4)
    found[2] = msgspec.structs.replace(found[2], name="[b]C\x1b[2J")
    return found


@asynccontextmanager
async def reporting(
    asked: QuestionSet, papers: Sequence[Paper], size: tuple[int, int]
) -> AsyncIterator[tuple[Pilot[int], ReportScreen]]:
    def load() -> Whole:
        return whole("monday: [b]the call", asked, papers, ["handed in"] * len(papers))

    async with ReportApp(load).run_test(size=size) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReportScreen)
        await until(pilot, lambda: screen.report is not None, "the report")
        await paint(pilot)
        yield pilot, screen


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_marks_questions_and_the_article(asked: QuestionSet, papers: list[Paper], size: tuple[int, int]) -> None:
    text = class_text("", asked, papers).splitlines()
    async with reporting(asked, papers, size) as (pilot, screen):
        said = shown(pilot)
        assert "monday: [b]the call" in said
        assert text[1] in said  # learners, mean, median
        assert "[b]C\ufffd[2J" in said
        assert f"{papers[0].earned:g}/{papers[0].points:g}" in said
        await press(pilot, "2")
        await paint(pilot)
        for row in text:
            figures = re.search(r"(\d+%|-) +([+-]\d\.\d\d|-) +(\d+ s) +\d+$", row)
            if figures and int(row[:3]) < 6:
                assert figures[0] in shown(pilot), row
        await press(pilot, *["down"] * 21)
        await paint(pilot)
        said = shown(pilot)
        assert "22 · number" in said
        assert f" of {MANY}" in said
        await press(pilot, "3")
        await paint(pilot)
        (there,) = [
            one
            for one in screen.report.sentences  # type: ignore[union-attr]
            if any(wrong.text == "175" for wrong in one.misread)
        ]
        for _ in screen._sentences:
            if screen._here is there:
                break
            await press(pilot, "n")
        await paint(pilot)
        said = shown(pilot)
        assert f"Sentence {there.number}" in said
        assert f"misread by {there.learners} of {MANY}" in said
        assert "▲" in said
        assert "▸" in said
        assert "175" in said
        await press(pilot, "q")
        await paint(pilot)
        assert pilot.app.return_value == 0


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_question_has_its_column_beside_the_marks(
    asked: QuestionSet, papers: list[Paper], size: tuple[int, int]
) -> None:
    one = papers[0]
    signs = "".join(sign_of(one.attempt.items.get(question.id)) for question in asked.questions)
    async with reporting(asked, papers, size) as (pilot, _):
        seen = ""
        for _ in signs:
            (row,) = [row for row in rows(pilot) if f"{one.name} " in row]
            (head,) = [row for row in rows(pilot) if " name " in row]
            there = row.split("handed in")[1].strip(" ▁▂▃▄▅▆▇█")
            if (which := re.search(r"(\d+)-(\d+)", head)) is None:
                assert size[0] > len(signs) + 60
                seen = there
                break
            first, last = map(int, which.groups())
            assert there == signs[first - 1 : last]
            if first == 1 and seen:
                break
            seen += there[len(seen) - first + 1 :]
            await press(pilot, "right")
            await paint(pilot)
        assert seen == signs


async def test_with_the_mouse_alone(asked: QuestionSet, papers: list[Paper]) -> None:
    async with reporting(asked, papers, (140, 45)) as (pilot, screen):
        await click_on(pilot, "questions", last=True)
        assert screen.part == "items"
        await click_on(pilot, "In which year did")
        assert "16 · " in shown(pilot)
        await click_on(pilot, "misread", last=True)
        assert screen.part == "map"
        await click_on(pilot, "three main demands")
        assert screen._here is not None
        assert "three main demands" in shown(pilot)
        assert f"Sentence {screen._here.number}" in shown(pilot)
        await click_on(pilot, "leave", last=True)
        assert pilot.app.return_value == 0


async def click_on(pilot: Pilot[int], text: str, *, last: bool = False) -> None:
    """Press the mouse on a text as soon as it is there."""
    await sees(pilot, text)
    found = [(y, row) for y, row in enumerate(rows(pilot)) if text in row]
    y, row = found[-1 if last else 0]
    await click_at(pilot, row.index(text) + 1, y)


async def test_small_numbers_are_said_to_be_small(asked: QuestionSet, papers: list[Paper]) -> None:
    async with reporting(asked, papers[:4], (80, 24)) as (pilot, _):
        assert "Fewer than 10 learners" in shown(pilot)
        await press(pilot, "2")
        await paint(pilot)
        assert "Fewer than 10 learners" in shown(pilot)
    async with reporting(asked, [], (80, 24)) as (pilot, _):
        assert "Nobody has begun yet." in shown(pilot)
        await press(pilot, "2", "3", "n", "m", "tab", "y", "x", "tab", "s", "r")
        await paint(pilot)
        assert "Nobody has begun yet." in shown(pilot)


async def test_marks_are_sorted_and_looked_at_again(asked: QuestionSet, papers: list[Paper]) -> None:
    best = max(papers, key=lambda paper: paper.share)
    async with reporting(asked, papers, (80, 24)) as (pilot, screen):
        await press(pilot, "s")
        await paint(pilot)
        first = next(row for row in rows(pilot) if row.strip().startswith("Learner"))
        assert first.strip().startswith(best.name)
        more = [*papers, msgspec.structs.replace(best, learner="f" * 32, name="Zoe")]
        screen._load = lambda: whole("monday", asked, more, ["handed in"] * len(more))
        await press(pilot, "r")
        await until(pilot, lambda: screen.report is not None and len(screen.report.papers) == len(more), "one more")
        await paint(pilot)
        assert "Zoe" in shown(pilot)


async def test_a_class_that_cannot_be_read_says_so(asked: QuestionSet) -> None:
    def load() -> Whole:
        raise StoreError("class.db: \x1b[2J cannot be read; check the disk")

    async with ReportApp(load).run_test(size=(80, 24)) as pilot:
        await sees(pilot, "cannot be read")
        assert "\x1b" not in shown(pilot)
        await press(pilot, "1", "2", "3", "n", "q")
        await paint(pilot)
        assert pilot.app.return_value == 0
