"""The preview beside an author's editor: every save at once, nothing lost of what was sound, nothing kept."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz.articles.library import Library
from quiz.questions.version import kept_up, version_of
from quiz.tui.answers.typed import Line
from quiz.tui.preview_app import PreviewApp
from quiz.tui.screens.broken import BrokenScreen
from quiz.tui.screens.preview import PreviewScreen
from tests.tui import hands
from tests.tui.stage import ARTICLE, a_library, click_at, paint, rows, sees, set_text, shown, until
from tests.tui.test_screens import FOLDER, SIZES, steady

TEXT = set_text("number", "choice", "date")


@asynccontextmanager
async def previewing(
    folder: Path, text: str | None = TEXT, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[Pilot[int], Path]]:
    library = a_library(folder, text if text is not None else "")
    path = folder / "questions" / "harbour.yaml"
    if text is None:
        path.unlink()
    app = PreviewApp(Library(library.roots), path)
    async with app.run_test(size=size) as pilot:
        await paint(pilot)
        yield pilot, path


def screen(pilot: Pilot[int]) -> PreviewScreen:
    found = pilot.app.screen
    assert isinstance(found, PreviewScreen), found
    return found


def save(path: Path, text: str) -> None:
    """As most editors do: a new file under the old name."""
    new = path.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    os.replace(new, path)


@pytest.mark.parametrize("how", ["in place", "renamed over", "deleted first"])
async def test_a_save_shows_at_once_with_the_question_and_what_was_typed(tmp_path: Path, how: str) -> None:
    async with previewing(tmp_path) as (pilot, path):
        await hands.type_text(pilot, "2")
        new = TEXT.replace("How many million", "Say how many million")
        if how == "in place":
            path.write_text(new, encoding="utf-8")
        elif how == "renamed over":
            save(path, new)
        else:
            path.unlink()
            await sees(pilot, "no such file")
            assert "STALE" in shown(pilot)
            path.write_text(new, encoding="utf-8")
        await sees(pilot, "Say how many million")
        await until(pilot, lambda: "STALE" not in shown(pilot))
        assert pilot.app.query_one(Line).value == "2"


async def test_an_answer_is_graded_again_by_a_new_key(tmp_path: Path) -> None:
    async with previewing(tmp_path) as (pilot, path):
        await hands.type_text(pilot, "24")
        await hands.press(pilot, "enter")
        await sees(pilot, "✗ wrong [")
        save(path, TEXT.replace("answer: 23", "answer: 24"))
        await sees(pilot, "● right [exact]")
        assert "[key-not-in-evidence]" in shown(pilot)
        await hands.press(pilot, "r")
        await until(pilot, lambda: pilot.app.query_one(Line).value == "")
        assert not screen(pilot).desk.attempt.items["cost"].answered


async def test_a_question_stays_by_its_id_and_by_its_place_where_that_changed(tmp_path: Path) -> None:
    async with previewing(tmp_path) as (pilot, path):
        await hands.press(pilot, "ctrl+n")
        await sees(pilot, "Where did the first ship")
        save(path, set_text("date", "number", "choice"))
        await until(pilot, lambda: list(screen(pilot).desk.attempt.items) == ["opened", "cost", "first"])
        assert screen(pilot)._here == "first"
        save(path, set_text("date", "number", "choice").replace("id: first", "id: ship"))
        await until(pilot, lambda: screen(pilot)._here == "ship")


async def test_a_broken_file_keeps_the_last_good_question_and_says_so(tmp_path: Path) -> None:
    async with previewing(tmp_path) as (pilot, path):
        save(path, TEXT + "\n  - id: [")
        await sees(pilot, "STALE")
        assert "[yaml]" in shown(pilot)
        assert "How many million crowns" in shown(pilot)
        await hands.type_text(pilot, "23")
        await hands.press(pilot, "enter")
        await sees(pilot, "● Right")
        save(path, TEXT)
        await sees(pilot, "No problem")
        assert "STALE" not in shown(pilot)
        assert "● Right" in shown(pilot)


async def test_one_broken_question_is_stale_and_the_others_are_new(tmp_path: Path) -> None:
    async with previewing(tmp_path) as (pilot, path):
        broken = TEXT.replace("It cost 23 million crowns", "It cost 24 million crowns")
        save(path, broken.replace("Where did the first ship", "From where did the first ship"))
        await sees(pilot, "STALE")
        assert "[quote-missing]" in shown(pilot)
        await hands.press(pilot, "ctrl+n")
        await sees(pilot, "From where did the first ship")
        assert "STALE" not in shown(pilot)
        assert "1 error (0 here)" in shown(pilot)
        await hands.press(pilot, "w", "enter")  # the problem leads to its question
        await sees(pilot, "STALE")


async def test_a_set_that_loses_its_questions_and_its_article(tmp_path: Path) -> None:
    async with previewing(tmp_path) as (pilot, path):
        save(path, "title: T\narticles: [harbour]\nquestions:\n")
        await sees(pilot, "no questions")
        assert "STALE" in shown(pilot)
        save(path, TEXT)
        await until(pilot, lambda: "STALE" not in shown(pilot))
        article = tmp_path / "seeds" / "harbour.md"
        save(article, ARTICLE.replace("23 million", "25 million"))
        await sees(pilot, "[quote-missing]")
        assert "23 million" in shown(pilot)  # the stale question with the article it was written for
        await hands.press(pilot, "ctrl+n")
        await sees(pilot, "25 million")
        article.unlink()
        await sees(pilot, "[unknown-article]")
        save(article, ARTICLE)
        await until(pilot, lambda: "No problem" in shown(pilot) and "STALE" not in shown(pilot))


@pytest.mark.parametrize("text", [None, "", "title: [", "title: T\narticles: [harbour]\nquestions: []\n"])
async def test_a_file_that_is_not_there_or_not_a_set_yet(tmp_path: Path, text: str | None) -> None:
    async with previewing(tmp_path, text) as (pilot, path):
        assert isinstance(pilot.app.screen, BrokenScreen)
        assert "goes on by itself" in shown(pilot)
        save(path, TEXT)
        await sees(pilot, "How many million crowns")
        await hands.press(pilot, "escape")
    assert pilot.app.return_code == 0


async def test_the_key_shows_only_when_asked_for(tmp_path: Path) -> None:
    text = set_text("short", extra={"short": "    tests: {right: [divers], wrong: [the divers]}\n"})
    async with previewing(tmp_path, text) as (pilot, _):
        assert '▌ "She thanked' not in shown(pilot)
        await hands.press(pilot, "f3")
        await sees(pilot, '▌ "She thanked the divers first"')
        assert "● the divers: graded right [exact], not wrong" in shown(pilot)
        assert "The article says so plainly." in shown(pilot)
        await hands.press(pilot, "f3")
        await until(pilot, lambda: '▌ "She thanked' not in shown(pilot))


async def test_questions_in_a_list_and_round_and_round(tmp_path: Path) -> None:
    async with previewing(tmp_path) as (pilot, _):
        await hands.press(pilot, "ctrl+p")
        await sees(pilot, "When did the harbour open?")
        await hands.press(pilot, "ctrl+g", "2", "enter")
        await sees(pilot, "Where did the first ship")
        await hands.press(pilot, "g")
        at = next(n for n, row in enumerate(rows(pilot)) if "1 cost" in row)
        await click_at(pilot, rows(pilot)[at].index("cost"), at)
        await sees(pilot, "How many million crowns")


async def test_every_kind_can_be_previewed_and_nothing_is_kept(tmp_path: Path) -> None:
    async with previewing(tmp_path, set_text()) as (pilot, path):
        desk = screen(pilot).desk
        ids = list(desk.attempt.items)
        assert len(ids) == 14
        for name in ids:
            assert screen(pilot)._here == name
            save(path, set_text().replace("closely", f"closely, {name}"))
            await sees(pilot, f"closely, {name}")
            await hands.press(pilot, "f3", "f3", "ctrl+n")
            await paint(pilot)
        await hands.press(pilot, "f1")
        await sees(pilot, "Try this question again")
    assert not (tmp_path / "quiz-home").exists()


def test_of_two_versions_each_question_is_shown_against_its_own_article(tmp_path: Path) -> None:
    library = a_library(tmp_path)
    first = version_of(set_text("number", "choice"), "harbour.yaml", "harbour", library)
    broken = version_of(set_text("choice", "number").replace("answer: 23", "points: x"), "harbour.yaml", "h", library)
    kept = kept_up(broken, first.asked)
    assert kept is not None
    assert [question.id for question in kept[0].questions] == ["first", "cost"]
    assert kept[1] == {"cost"}
    assert set(kept[0].homes) == {"cost"}
    assert kept_up(broken, None) is not None
    assert kept_up(version_of("", "x", "x", library), None) is None


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_screen(tmp_path: Path, size: tuple[int, int]) -> None:
    text = TEXT.replace("It cost 23 million crowns", "It cost 24 million crowns")
    async with previewing(tmp_path, TEXT, size) as (pilot, path):
        save(path, text)
        await sees(pilot, "STALE")
        await hands.press(pilot, "f3")
        kept = FOLDER / f"preview-{size[0]}x{size[1]}.txt"
        if os.environ.get("RENEW_SCREENS"):
            await paint(pilot)
            kept.write_text(steady(shown(pilot)), encoding="utf-8")
        wanted = kept.read_text(encoding="utf-8")
        await until(pilot, lambda: steady(shown(pilot)) == wanted)  # problems come from another thread, and move it
