"""Answers that are given in the article say where the keyboard is, and are asked where they are given."""

from pathlib import Path

import pytest

from quiz.tui.widgets.reader import Reader
from tests.tui import hands
from tests.tui.stage import ARTICLE, a_library, asking, desk_of, paint, playing, set_text, shown

LONG = ARTICLE + "\n" + "\n\n".join("One more day passed in quiet." for _ in range(60)) + "\n\nA last ship came.\n"
LATE = set_text("choice", "insert").replace("evidence: The first ship came from Oslo", "evidence: A last ship came")


@pytest.mark.parametrize("kind", ["insert", "highlight"])
async def test_the_words_on_how_to_answer_are_true_of_the_layout(tmp_path: Path, kind: str) -> None:
    async with playing(a_library(tmp_path, set_text(kind)), size=(120, 30)) as pilot:
        assert asking(pilot).query_one(Reader).has_focus
        said = " ".join(shown(pilot).replace("│", " ").split())
        assert "In the article: " in said
        assert "Tab goes to the article" not in said
        await pilot.resize_terminal(80, 24)
        await paint(pilot)
        said = " ".join(shown(pilot).replace("│", " ").split())
        assert "In the article: " not in said
        assert ("Tab goes to the article" in said) is not asking(pilot).has_class("reading")


@pytest.mark.parametrize("size", [(60, 20), (80, 24)], ids=["60x20", "80x24"])
async def test_what_is_asked_stands_under_the_article_that_hides_it(tmp_path: Path, size: tuple[int, int]) -> None:
    async with playing(a_library(tmp_path, set_text("insert", "highlight", "choice")), size=size) as pilot:
        assert "Tab goes to the article" in " ".join(shown(pilot).replace("│", " ").split())
        await hands.press(pilot, "tab")
        await paint(pilot)
        assert "Where does this sentence belong?" in shown(pilot)
        assert "“They had worked under water for two years.”" in shown(pilot)
        await hands.press(pilot, "tab", "ctrl+n", "tab")
        await paint(pilot)
        assert "Mark the words that name the south pier's use." in shown(pilot)
        assert "under water" not in shown(pilot)
        await hands.press(pilot, "tab", "ctrl+n", "tab")
        await paint(pilot)
        assert "The harbour of Brack opened" in shown(pilot)
        assert "Mark the words" not in shown(pilot)
        assert "Where did" not in shown(pilot)


async def test_the_article_opens_where_the_cursor_is(tmp_path: Path) -> None:
    """Not where the evidence of the question before is, which was wanted while the article was out of sight."""
    async with playing(a_library(tmp_path, LATE, article=LONG), size=(60, 20)) as pilot:
        await hands.press(pilot, "1", "enter")
        await paint(pilot)
        await hands.press(pilot, "enter")
        await paint(pilot)
        assert desk_of(pilot).attempt.here == "where"
        await hands.press(pilot, "tab")
        await paint(pilot)
        assert "▸" in "".join(shown(pilot).splitlines()[:-2]), shown(pilot)
