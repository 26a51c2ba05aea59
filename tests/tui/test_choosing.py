"""Lines and gaps that are given choices: what letters do, what is used, and what the letters mean stays in sight."""

from pathlib import Path

import pytest

from quiz.tui.answers.gaps import Choosing
from quiz.tui.answers.pairs import PairsAnswer
from tests.tui import hands
from tests.tui.stage import QUESTIONS, a_library, asking, paint, playing, set_text, shown

BANK = """
  - id: bank
    kind: cloze
    prompt: Complete the text.
    text: "The harbour was {opened} in May, and the {band} was at breakfast, in the {north east}."
    bank: [engaged, closed, opera, north west]
    evidence: In the evening Lind cut a ribbon
    explain: The article says so plainly."""
LINES = "\n".join(
    f"      Line {at} of quite a number of lines that are long enough to wrap: north pier" for at in range(9)
)
GRID = QUESTIONS["grid"].replace(
    "    rows: {Ferries: north pier, Freight: south pier}", f"    rows:\n{LINES}\n      Freight: south pier"
)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ("opened", "opened"),
        ("open", "opened"),
        ("opera", "opera"),
        ("openly engaged", "opened"),
        ("xe", "engaged"),
        ("oo", "opera"),
        ("ob", "band"),
        ("north w", "north west"),
        ("north", "north east"),
    ],
)
async def test_a_word_that_is_typed_is_not_eaten_letter_by_letter(tmp_path: Path, keys: str, value: str) -> None:
    async with playing(a_library(tmp_path, set_text("choice", more=BANK))) as pilot:
        await hands.press(pilot, "ctrl+n")
        gap = pilot.app.screen.query(Choosing).first()
        gap.choices = ("opened", "band", "north east", "engaged", "closed", "opera", "north west")  # in this order
        await hands.type_text(pilot, keys)
        assert gap.value == value


async def test_words_that_are_used_have_a_tick(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice", more=BANK))) as pilot:
        await hands.press(pilot, "ctrl+n")
        await hands.type_text(pilot, "opened")
        await paint(pilot)
        assert "✓opened" in shown(pilot)
        assert shown(pilot).count("✓") == 1
        await hands.press(pilot, "backspace")
        await paint(pilot)
        assert "✓" not in shown(pilot)


async def test_what_a_letter_does_is_said_and_which_choices_are_used(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("match", "grid"))) as pilot:
        assert "Choices, each once; a letter gives one, goes on:" in shown(pilot)
        await hands.press(pilot, "b")
        await paint(pilot)
        assert "✓ b  " in shown(pilot)
        assert "✓ a  " not in shown(pilot)
        await hands.press(pilot, "ctrl+n", "a")
        await paint(pilot)
        assert "Columns; a letter gives one, goes on:" in shown(pilot)
        assert "✓" not in shown(pilot)


async def test_what_the_letters_mean_stays_in_sight(tmp_path: Path) -> None:
    text = set_text("choice", more=GRID + "\n    explain: The article says so plainly.")
    async with playing(a_library(tmp_path, text), size=(60, 20)) as pilot:
        await hands.press(pilot, "ctrl+n")
        await paint(pilot)
        lefts = asking(pilot).query_one(PairsAnswer).view.lefts
        for at in range(10):
            said = shown(pilot)
            assert "a  north pier" in said
            assert "b  south pier" in said
            assert lefts[min(at, 9)][:16] in said
            await hands.press(pilot, "b")
            await paint(pilot)
        await hands.press(pilot, "enter")
        await paint(pilot)
        answer = asking(pilot).query_one(PairsAnswer)
        assert answer.query_one("#lefts").size.height == 10 * 2 + 9  # all of it, to be scrolled through
