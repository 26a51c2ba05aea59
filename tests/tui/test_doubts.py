"""Nothing is taken that was surely not meant: what one Enter too many does to every kind of question."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz.questions.response import Filled, Marked, Ordered, Paired, Picked, Placed, Response, Typed
from quiz.questions.view import OrderView, PairsView
from quiz.tui.widgets.reader import Reader
from tests.tui import mouse
from tests.tui.hands import press as keys
from tests.tui.hands import type_text
from tests.tui.stage import a_library, asking, desk_of, paint, playing, set_text, shown
from tests.tui.test_asking import told


async def begin(pilot: Pilot[int], kind: str) -> tuple[str, Response]:
    """Give half an answer; what is said of it, and what it is."""
    view = desk_of(pilot).view(desk_of(pilot).attempt.here)
    match kind:
        case "date":
            await type_text(pilot, "6/5/2024")
            return "Read day first, this is 6 May 2024.", Typed("6/5/2024")
        case "number":
            await type_text(pilot, "dozens")
            return "No number can be read in this.", Typed("dozens")
        case "short":
            await type_text(pilot, "all the divers")
            return "At most 2 words; this has 3.", Typed("all the divers")
        case "choices":
            await keys(pilot, "1")
            return "2 options are wanted; 1 picked.", Picked((view.options[0],))  # type: ignore[union-attr]
        case "grid" | "match":
            assert isinstance(view, PairsView)
            await keys(pilot, "a")
            return "1 of 2 lines is still open.", Paired({view.lefts[0]: view.rights[0]})
        case "cloze":
            await keys(pilot, "down", "down", "right")
            return "2 of 3 gaps are still open.", Filled(("", "", view.gaps[2].choices[0]))  # type: ignore[union-attr]
        case "order":
            assert isinstance(view, OrderView)
            return "Nothing has been moved", Ordered(view.items)
    raise AssertionError(kind)


@pytest.mark.parametrize("kind", ["date", "number", "short", "choices", "grid", "match", "cloze", "order"])
async def test_half_an_answer_is_given_at_the_second_enter(tmp_path: Path, kind: str) -> None:
    extra = {"short": "    max_words: 2\n", "number": ""}
    async with playing(a_library(tmp_path, set_text(kind, "open", extra=extra))) as pilot:
        desk = desk_of(pilot)
        question = desk.attempt.here
        said, response = await begin(pilot, kind)
        await keys(pilot, "enter")
        await paint(pilot)
        item = desk.attempt.items[question]
        assert not item.answered
        assert item.draft in (response, None)  # what stands there is not lost
        assert "? Not given yet" in shown(pilot)
        assert said.split(";")[0][:20] in shown(pilot)
        await keys(pilot, "enter")
        assert desk.attempt.items[question].given == response


async def test_what_is_changed_is_asked_about_anew(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("date", "open"))) as pilot:
        desk = desk_of(pilot)
        await type_text(pilot, "no idea")
        await keys(pilot, "enter", "s")
        await paint(pilot)
        assert "? Not given yet" not in shown(pilot)
        await keys(pilot, "enter")
        assert not desk.attempt.items["opened"].answered
        await mouse.click_key(pilot, "answer")
        assert desk.attempt.items["opened"].response == Typed("no ideas")


async def test_how_sure_is_asked_once_the_answer_is_meant(tmp_path: Path) -> None:
    text = set_text("date", "open").replace("articles: [harbour]", "articles: [harbour]\ncertainty: reported")
    async with playing(a_library(tmp_path, text)) as pilot:
        desk = desk_of(pilot)
        await type_text(pilot, "6/5/2024")
        await keys(pilot, "enter", "enter", "2")
        assert (desk.attempt.earned, desk.attempt.items["opened"].certainty) == (1.0, 2)


@pytest.mark.parametrize("kind", ["choice", "statement"])
async def test_enter_alone_chooses_nothing(tmp_path: Path, kind: str) -> None:
    async with playing(a_library(tmp_path, set_text(kind, "open"))) as pilot:
        desk = desk_of(pilot)
        question = desk.attempt.here
        await keys(pilot, "enter")
        assert told(pilot) == ["Choose first; ctrl+n goes on without an answer."]
        assert not desk.attempt.items[question].answered
        await keys(pilot, "down", "enter")
        assert desk.attempt.items[question].response == Picked((desk.view(question).options[0],))  # type: ignore[union-attr]


async def test_one_enter_too_many_after_a_verdict_answers_nothing(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice", "statement", "open"))) as pilot:
        desk = desk_of(pilot)
        await keys(pilot, "1", "enter", "enter", "enter")
        assert desk.attempt.here == "surprise"
        assert not desk.attempt.items["surprise"].answered


@pytest.mark.parametrize("kind", ["insert", "highlight"])
async def test_a_place_that_nobody_chose_is_none(tmp_path: Path, kind: str) -> None:
    async with playing(a_library(tmp_path, set_text(kind, "open"))) as pilot:
        desk = desk_of(pilot)
        question = desk.attempt.here
        asking(pilot).query_one(Reader).focus()
        await keys(pilot, "enter")
        assert told(pilot) == ["Nothing is given yet; ctrl+n goes on without an answer."]
        assert not desk.attempt.items[question].answered
        await keys(pilot, "right", "enter")
        response = desk.attempt.items[question].given
        assert isinstance(response, Placed if kind == "insert" else Marked)


async def test_a_proof_that_nobody_chose_is_none(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice", extra={"choice": "    cite: true\n"}))) as pilot:
        desk = desk_of(pilot)
        await keys(pilot, "1", "enter", "enter")
        assert told(pilot) == ["Choose the sentence first; s gives no proof."]
        await mouse.click_key(pilot, "give")
        assert desk.attempt.items["first"].cited is None
        assert asking(pilot).proving
        await keys(pilot, "down", "enter")
        assert desk.attempt.items["first"].cited is not None
