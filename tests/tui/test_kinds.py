"""Every kind answered with the keys alone and with the mouse alone, right and not quite: graded as a desk grades it."""

from pathlib import Path
from types import ModuleType

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from quiz.attempts.local_desk import LocalDesk
from quiz.questions.kinds import KINDS
from quiz.questions.response import Filled, Marked, Ordered, Paired, Picked, Place, Placed, Response, Typed
from quiz.questions.view import OptionsView, OrderView, View
from quiz.tui.screens.confirm import Confirm
from quiz.tui.screens.help import HelpScreen
from quiz.tui.screens.results import ResultsScreen
from quiz.tui.widgets.reader import Reader
from quiz.tui.widgets.rubric import Rubric
from tests.tui import hands, mouse
from tests.tui.stage import QUESTIONS, a_library, asking, click_at, desk_of, go_to, paint, playing, set_text, shown

TYPED = {"number": "24 million crowns", "date": "7 May 2024", "name": "Bo Berg", "short": "the band", "open": "A ship."}


def test_there_is_a_question_of_every_kind() -> None:
    assert set(QUESTIONS) == set(KINDS)


@pytest.mark.parametrize("right", [True, False], ids=["right", "not-right"])
@pytest.mark.parametrize("by", [hands, mouse], ids=["keys", "mouse"])
async def test_every_kind(tmp_path: Path, by: ModuleType, right: bool) -> None:
    async with playing(a_library(tmp_path)) as pilot:
        desk = desk_of(pilot)
        for question in list(desk.attempt.items):
            await go_to(pilot, question)
            view, asked = desk.view(question), desk.asked.by_id[question]
            response = asked.key_response(desk.asked.sources) if right else _not_right(desk, view)
            await by.give(pilot, view, response)
            item = desk.attempt.items[question]
            expected = asked.grade(response, desk.asked.sources)
            assert item.answered, question
            assert item.verdict is not None
            assert (item.verdict.outcome, item.verdict.credit) == (expected.outcome, expected.credit), question
            assert item.verdict.right == right or view.kind == "open", question
            if view.kind == "open":
                await _judge(pilot, by, 2 if right else 1)
                assert desk.attempt.items[question].earned == (2 if right else 1)
            elif item.closed:
                await paint(pilot)
                near = "◐ Partly right" if expected.reason == "partly" else "◐ Nearly"
                sign = "● Right" if right else near if expected.outcome == "near" else "✗ Wrong"
                assert sign in shown(pilot), question


def _not_right(desk: LocalDesk, view: View) -> Response:
    key = desk.asked.by_id[view.id].key_response(desk.asked.sources)
    article = desk.articles[view.article]
    match key:
        case Picked(options):
            assert isinstance(view, OptionsView)
            wrong = next(one for one in view.options if one not in options)
            return Picked((*options[1:], wrong))
        case Typed():
            return Typed(TYPED[view.kind])
        case Ordered(items):
            assert isinstance(view, OrderView)
            return Ordered((items[1], items[0], *items[2:]))
        case Paired(pairs):
            lefts = list(pairs)
            return Paired({lefts[0]: pairs[lefts[1]], lefts[1]: pairs[lefts[0]]})
        case Filled(gaps):
            return Filled(("morning", *gaps[1:]))
        case Marked():
            start = article.text.index("the south pier")
            return Marked((Place(article.id, start, start + len("the south pier"), "the south pier"),))
        case Placed():
            return Placed(article.id, 1)


async def _judge(pilot: Pilot[int], by: ModuleType, criteria: int) -> None:
    if by is hands:
        await hands.judge(pilot, criteria)
        return
    await paint(pilot)
    rubric = asking(pilot).query_one(Rubric)
    for text in ["a ship came", "earlier than noon"][:criteria]:
        await mouse.click_text(pilot, text, rubric)
    await mouse.click_key(pilot, "keep")


async def test_the_mouse_alone_goes_the_whole_way(tmp_path: Path) -> None:
    library = a_library(tmp_path, set_text("choice", "number", "highlight"))
    async with playing(library) as pilot:
        desk = desk_of(pilot)
        await mouse.click_key(pilot, "flag")
        assert desk.attempt.items["first"].flagged
        await mouse.give(pilot, desk.view("first"), Picked(("Bergen",)))
        await mouse.click_key(pilot, "evidence")
        assert not asking(pilot)._show_evidence
        await mouse.click_key(pilot, "undo")
        assert not desk.attempt.items["first"].closed
        await mouse.click_key(pilot, "next")
        assert desk.attempt.here == "cost"
        await mouse.click_key(pilot, "hint")
        assert "Hint: Look at what the mayor says." in shown(pilot)
        await mouse.click_key(pilot, "leave")
        assert isinstance(pilot.app.screen, Confirm)
        await mouse.click(pilot, pilot.app.screen.query_one("#no"))
        await go_to(pilot, "which-words")
        await mouse.click_key(pilot, "finish")
        await mouse.click(pilot, pilot.app.screen.query_one("#yes"))
        assert isinstance(pilot.app.screen, ResultsScreen)
        await mouse.click_key(pilot, "retry the missed")
        assert list(desk_of(pilot).attempt.items) == ["first", "cost", "which-words"]
        await mouse.click_key(pilot, "leave")
        await mouse.click(pilot, pilot.app.screen.query_one("#yes"))
    assert pilot.app.return_value == 0


async def test_the_mouse_proves_an_answer(tmp_path: Path) -> None:
    cite = {"choice": "    cite: true\n"}
    async with playing(a_library(tmp_path, set_text("choice", "name", extra=cite))) as pilot:
        desk = desk_of(pilot)
        await mouse.give(pilot, desk.view("first"), Picked(("Oslo",)))
        assert asking(pilot).proving
        await mouse.click_sentence(pilot, 3)
        await mouse.click_key(pilot, "give")
        citation = desk.attempt.items["first"].citation
        assert citation is not None
        assert citation.right


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_what_no_longer_fits_the_bottom_line_is_in_the_help(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(a_library(tmp_path, set_text("choice", "number")), size=size) as pilot:
        await mouse.click_key(pilot, "help")
        assert isinstance(pilot.app.screen, HelpScreen)
        await mouse.click_text(pilot, "Flag", pilot.app.screen)
        assert desk_of(pilot).attempt.items["first"].flagged
        await mouse.click_key(pilot, "help")
        await click_at(pilot, 0, 0)  # beside the box
        await mouse.click_key(pilot, "article")
        assert asking(pilot).query_one(Reader).region.width > 50
        await mouse.click_key(pilot, "question")
        await mouse.click_text(pilot, "Oslo", asking(pilot).query_one("Answer"))
        await mouse.click_key(pilot, "answer")
        assert desk_of(pilot).attempt.earned == 1


async def test_a_long_answer_is_written_on_several_lines(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("open"))) as pilot:
        await hands.type_text(pilot, "one")
        await hands.press(pilot, "enter")
        await hands.type_text(pilot, "two")
        assert asking(pilot).query_one(TextArea).text == "one\ntwo"
        await hands.press(pilot, "ctrl+s")
        assert desk_of(pilot).attempt.items["why"].response == Typed("one\ntwo")
