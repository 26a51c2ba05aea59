"""A review in the app: questions of several sets, each with its own article, and the end of it."""

from pathlib import Path

import pytest

from quiz.attempts.memory import DAY
from quiz.attempts.review import Only, Wanted
from quiz.store.store import Store
from quiz.store.study import Study, find_learner
from tests.tui.hands import press, type_text
from tests.tui.stage import a_library, asking, desk_of, paint, playing, set_text, shown

TOWER = """---
id: tower
title: The tower of Brack
language: en
published: 2024-07-01
---
The tower of Brack has forty steps. It was built by monks.
"""

HIGH = """title: The tower, read closely
articles: [tower]
questions:
  - id: steps
    kind: number
    prompt: How many steps has the tower?
    answer: 40
    evidence: has forty steps
    explain: The first sentence says so.
"""


def practised(folder: Path, *, right: bool) -> tuple[Store, Study]:
    """A store in which one question of each of two sets was answered three days ago."""
    library = a_library(folder, set_text("number"), tower_md=TOWER, tower_yaml=HIGH)
    store = Store.in_memory()
    learner = find_learner(store, "Ada", str)
    assert learner is not None
    study = Study(library, store, learner)
    real = study.clock.now

    class Earlier:
        def now(self) -> int:
            return real() - 3 * DAY

        def ticks(self) -> int:
            return 0

    study.clock = Earlier()
    for name in ("harbour", "tower"):
        desk = study.begin(study.load(name))
        for question in desk.attempt.items:
            asked = desk.asked.by_id[question]
            response = asked.key_response(desk.asked.sources)
            while not desk.attempt.items[question].closed:
                desk.answer(question, response if right else type(response)("1"))  # type: ignore[call-arg]
        desk.finish().result()
    return store, study


async def test_a_review_asks_over_several_sets(tmp_path: Path) -> None:
    store, study = practised(tmp_path, right=False)
    async with playing(study.library, None, store=store, review=Wanted()) as pilot:
        assert desk_of(pilot).attempt.started.mode == "review"
        assert "bury" not in asking(pilot).idle_actions()
        asked = []
        for _ in range(2):
            name = desk_of(pilot).attempt.here
            asked.append(name)
            answer, article = {
                "harbour/cost": ("23", "The harbour of Brack"),
                "tower/steps": ("40", "The tower of Brack"),
            }[name]
            assert article in shown(pilot)
            await pilot.press(*answer, "enter")
            await paint(pilot)
            assert "Right" in shown(pilot)
            await pilot.press("enter")
            await paint(pilot)
        assert sorted(asked) == ["harbour/cost", "tower/steps"]
    assert [card.reviews for card in store.cards(study.learner.id).result()] == [2, 2]
    store.close()


async def test_where_nothing_is_due_the_app_says_so_and_ends(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = a_library(tmp_path)
    async with playing(library, None, review=Wanted()) as pilot:
        await paint(pilot)
    assert pilot.app.return_code == 0
    assert capsys.readouterr().err == "Nothing is due.\n"


async def test_what_went_wrong_is_asked_again(tmp_path: Path) -> None:
    store, study = practised(tmp_path, right=False)
    async with playing(study.library, None, store=store, review=Wanted(Only("wrong"), ("tower",))) as pilot:
        assert list(desk_of(pilot).attempt.items) == ["tower/steps"]
        assert asking(pilot).desk.title == "Once more: wrong in tower"
    store.close()


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 45)])
async def test_asked_again_from_the_library(tmp_path: Path, size: tuple[int, int]) -> None:
    store, study = practised(tmp_path, right=False)
    async with playing(study.library, None, store=store, size=size) as pilot:
        await press(pilot, "ctrl+g")
        await paint(pilot)
        assert "what went wrong the last time" in shown(pilot)
        await press(pilot, "w")
        await paint(pilot)
        assert desk_of(pilot).title == "Once more: wrong"
        assert list(desk_of(pilot).attempt.items) == ["harbour/cost", "tower/steps"]
        await type_text(pilot, "23")
        await press(pilot, "enter", "enter", "escape", "escape")
        await paint(pilot)
        await press(pilot, "y")
        await paint(pilot)
        # What was left of it is gone on with.
        await press(pilot, "ctrl+g", "enter")
        await paint(pilot)
        assert desk_of(pilot).attempt.here == "tower/steps"
        assert desk_of(pilot).attempt.items["harbour/cost"].answered
    store.close()


async def test_a_topic_asked_again_and_nothing_to_ask(tmp_path: Path) -> None:
    store, study = practised(tmp_path, right=True)
    async with playing(study.library, None, store=store) as pilot:
        await press(pilot, "ctrl+g", "f")
        await paint(pilot)
        assert any("No question is flagged" in one.message for one in pilot.app._notifications)
        await press(pilot, "ctrl+g", "t")
        await paint(pilot)
        assert "Which topic?" in shown(pilot)
        await press(pilot, "b")
        await paint(pilot)
        assert desk_of(pilot).title == "Once more: topic figure"
    store.close()
