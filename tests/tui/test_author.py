"""Writing questions in the terminal: selecting, filling in, changing, saving; by keys alone and by the mouse alone."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from quiz.articles.library import Library
from quiz.questions.check import check_text
from quiz.questions.source import read_source
from quiz.store.manuscript import Manuscript
from quiz.tui.author_app import AuthorApp, open_manuscript
from quiz.tui.screens.author import AuthorScreen
from quiz.tui.screens.author_words import KIND_KEYS
from quiz.tui.screens.preview import PreviewScreen
from quiz.tui.widgets.form_fields import LineField, PickField, PlacesField, TextField
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.question_form import QuestionForm
from quiz.tui.widgets.reader import Reader
from tests.tui import hands
from tests.tui.stage import a_library, click_at, paint, rows, sees, set_text, shown, until
from tests.tui.test_screens import FOLDER, SIZES, steady

STEP = 1 if os.environ.get("QUIZ_FAULTS") == "full" else 4
"""Every how many kinds are tried: all of them take a minute."""


@asynccontextmanager
async def authoring(
    folder: Path, text: str | None = None, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[Pilot[int], Manuscript]]:
    library = a_library(folder)
    path = folder / "questions" / "mine.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    manuscript = open_manuscript(Library(library.roots), "harbour", path, folder / "data")
    app = AuthorApp(manuscript, Library(library.roots))
    try:
        async with app.run_test(size=size) as pilot:
            await paint(pilot)
            yield pilot, manuscript
    finally:
        manuscript.close()


def screen(pilot: Pilot[int]) -> AuthorScreen:
    found = pilot.app.screen
    assert isinstance(found, AuthorScreen), found
    return found


def field(pilot: Pilot[int], name: str) -> Widget:
    return screen(pilot).query_one(QuestionForm).widgets[name]


async def select(pilot: Pilot[int], words: str) -> None:
    """Draw a stretch of the article by keys alone."""
    reader = screen(pilot).query_one(Reader)
    if not reader.has_focus:
        await hands.press(pilot, "tab")
    article = reader.article
    assert article is not None
    start = article.text.index(words)
    await hands.press(pilot, "home")
    assert reader.picker is not None
    for _ in range(300):
        if reader.picker.cursor[0] >= start:
            break
        await hands.press(pilot, "right")
    for _ in range(len(words.split()) - 1):
        await hands.press(pilot, "shift+right")
    assert screen(pilot)._article.selected is not None
    assert screen(pilot)._article.selected.text == words


async def fill(pilot: Pilot[int], name: str, text: str) -> None:
    """Type into a field, reached with tab."""
    target = field(pilot, name)
    for _ in range(60):
        if target.has_focus:
            break
        await hands.press(pilot, "tab")
    assert target.has_focus
    for n, line in enumerate(text.split("\n")):
        await hands.press(pilot, *(["enter"] if n else []))
        await hands.type_text(pilot, line)


async def test_three_questions_by_keys_alone(tmp_path: Path) -> None:
    async with authoring(tmp_path) as (pilot, manuscript):
        assert "No questions yet" in shown(pilot)
        await select(pilot, "6 May 2024")
        await hands.press(pilot, "d")
        assert isinstance(field(pilot, "answer"), LineField)
        await sees(pilot, "2024-05-06")
        await fill(pilot, "prompt", "When did the harbour open?")
        await fill(pilot, "explain", "The first sentence says so.")
        await hands.press(pilot, "ctrl+s")
        await sees(pilot, "1 question ")

        await select(pilot, "The first ship came from Oslo")
        await hands.press(pilot, "a", "c")
        await fill(pilot, "prompt", "Where did the first ship come from?")
        target = field(pilot, "answer")
        assert isinstance(target, LineField)
        await hands.press(pilot, "tab")
        assert target.has_focus
        await hands.press(pilot, "ctrl+u")
        await hands.type_text(pilot, "Oslo")
        await fill(pilot, "distractors", "Bergen | No ship from Bergen is named.\nBrack | That is the harbour.")
        await fill(pilot, "explain", "It says so.")
        await fill(pilot, "topic", "")
        await hands.press(pilot, *["right"] * 4)
        await fill(pilot, "skill", "")
        await hands.press(pilot, "right")
        await until(pilot, lambda: "No problem" in shown(pilot))
        await hands.press(pilot, "ctrl+s")

        await select(pilot, "divers")
        await hands.press(pilot, "s", "t")
        await fill(pilot, "prompt", "She thanked the divers last.")
        await fill(pilot, "answer", "")
        await hands.press(pilot, "right")
        await hands.press(pilot, "ctrl+s")
        await sees(pilot, "3 questions")
        assert "not saved" in shown(pilot)
        await hands.press(pilot, "ctrl+s")
        await sees(pilot, "mine.yaml: saved")
    assert manuscript.path.read_text() == (
        "title: The harbour of Brack\n"
        "articles: [harbour]\n"
        "questions:\n"
        "  - id: 6-may-2024\n"
        "    kind: date\n"
        "    prompt: When did the harbour open?\n"
        "    answer: 2024-05-06\n"
        "    evidence: 6 May 2024\n"
        "    explain: The first sentence says so.\n"
        "    topic: date\n"
        "    skill: locate\n"
        "\n"
        "  - id: first-ship-came\n"
        "    kind: choice\n"
        "    prompt: Where did the first ship come from?\n"
        "    answer: Oslo\n"
        "    distractors:\n"
        "      - Bergen: No ship from Bergen is named.\n"
        "      - Brack: That is the harbour.\n"
        "    evidence: The first ship came from Oslo\n"
        "    explain: It says so.\n"
        "    topic: place\n"
        "    skill: locate\n"
        "\n"
        "  - id: she-thanked-divers\n"
        "    kind: statement\n"
        "    prompt: She thanked the divers last.\n"
        "    answer: false\n"
        "    evidence: She thanked the divers first.\n"
    )


async def click_on(pilot: Pilot[int], words: str, *, last: bool = False) -> None:
    found = [(row.index(words), n) for n, row in enumerate(rows(pilot)) if words in row]
    assert found, f"{words!r} is not there:\n{shown(pilot)}"
    await click_at(pilot, *found[-1 if last else 0])


async def key_line(pilot: Pilot[int], action: str) -> None:
    line = screen(pilot).query_one(KeyLine)
    start = next(begin for begin, _, does in line._ends if does == action)
    await click_at(pilot, line.region.x + start + 1, line.region.y)


async def test_a_question_by_the_mouse_alone_but_for_what_is_typed(tmp_path: Path) -> None:
    async with authoring(tmp_path, size=(150, 50)) as (pilot, manuscript):
        reader = screen(pilot)._article
        row = next(n for n, text in enumerate(rows(pilot)) if "said the mayor, Ada Lind" in text)
        x = rows(pilot)[row].index("Ada")
        await click_at(pilot, x, row, to=(x + 5, row))
        assert reader.selected is not None
        assert reader.selected.text == "Ada Lind"
        await key_line(pilot, "menu")
        await click_on(pilot, "type a name")
        await until(pilot, lambda: bool(screen(pilot).query(QuestionForm)))
        await click_at(pilot, field(pilot, "prompt").region.x + 1, field(pilot, "prompt").region.y)
        await hands.type_text(pilot, "Who is mayor?")
        await click_on(pilot, "understand")
        picked = field(pilot, "skill")
        assert isinstance(picked, PickField)
        assert picked.typed == "understand"
        row = next(n for n, text in enumerate(rows(pilot)) if "cut a ribbon." in text)
        x = rows(pilot)[row].index("ribbon")
        await click_at(pilot, x, row)
        await click_on(pilot, "+ add what is selected")
        places = field(pilot, "evidence")
        assert isinstance(places, PlacesField)
        assert places.typed == ("Ada Lind", "ribbon")
        await click_on(pilot, "▌ ribbon")
        await click_on(pilot, "Remove it")
        assert places.typed == ("Ada Lind",)
        await key_line(pilot, "look")
        assert isinstance(pilot.app.screen, PreviewScreen)
        await sees(pilot, "Type a name")
        keys = pilot.app.screen.query_one(KeyLine)
        start = next(begin for begin, _, does in keys._ends if does == "leave")
        await click_at(pilot, keys.region.x + start + 1, keys.region.y)
        await key_line(pilot, "keep")
        await sees(pilot, "1 question ")
        await key_line(pilot, "keep")
        await sees(pilot, "mine.yaml: saved")
    ((question, _),) = read_source(manuscript.path.read_text(), "x").questions
    assert (question.kind, question.prompt, question.skill) == ("name", "Who is mayor?", "understand")


async def test_a_form_for_every_kind_opens_and_keeps_what_it_showed(tmp_path: Path) -> None:
    text = set_text()
    kinds = [question.kind for question, _ in read_source(text, "x").questions]
    async with authoring(tmp_path, text, size=(100, 30)) as (pilot, manuscript):
        await hands.press(pilot, "tab")
        for at, kind in list(enumerate(kinds))[::STEP]:
            screen(pilot)._list.highlighted = at
            await hands.press(pilot, "enter")
            await until(pilot, lambda: bool(screen(pilot).query(QuestionForm)))
            assert f"{at + 1} · {kind}" in shown(pilot)
            await hands.press(pilot, "ctrl+o", "f3")
            assert isinstance(pilot.app.screen, PreviewScreen)
            assert pilot.app.screen._view.kind == kind
            await hands.press(pilot, "escape", "ctrl+s")
            assert manuscript.text == text
        await hands.press(pilot, "tab", "s")
        added = dict(list(KIND_KEYS.items())[1::STEP])
        for key, kind in added.items():
            await hands.press(pilot, *([] if screen(pilot)._article.has_focus else ["tab"]), key)
            await until(pilot, lambda: bool(screen(pilot).query(QuestionForm)))
            field(pilot, "prompt").focus()
            await hands.press(pilot, "N", "ctrl+s")
            assert not screen(pilot).query(QuestionForm), kind
        made = [question.kind for question, _ in read_source(manuscript.text, "x").questions]
        assert made == [*kinds, *added.values()]
        assert manuscript.text.startswith(text.rstrip("\n"))


COMMENTED = (
    set_text("date", "choice", "name")
    .replace("  - id: first", "  # The ship.\n  - id: first")
    .replace("    answer: Oslo", "    answer: Oslo  # the capital")
)


async def test_an_old_file_keeps_its_comments_and_everything_that_was_not_changed(tmp_path: Path) -> None:
    async with authoring(tmp_path, COMMENTED) as (pilot, manuscript):
        await hands.press(pilot, "tab", "down", "enter")
        await until(pilot, lambda: bool(screen(pilot).query(QuestionForm)))
        assert isinstance(field(pilot, "prompt"), TextField)
        await fill(pilot, "prompt", "From? ")
        await hands.press(pilot, "ctrl+s")
        await sees(pilot, "From? ")
        after = COMMENTED.replace("    prompt: Where did", "    prompt: From? Where did")
        assert manuscript.text == after
        await hands.press(pilot, "greater_than_sign")
        assert manuscript.text.index("id: mayor") < manuscript.text.index("# The ship.\n  - id: first")
        await hands.press(pilot, "u")
        assert manuscript.text == after
        await hands.press(pilot, "up", "delete")
        assert "id: first" not in manuscript.text
        await hands.press(pilot, "u", "u")
        assert manuscript.text == COMMENTED
        await hands.press(pilot, "r")
        assert manuscript.text == after
        await hands.press(pilot, "f5")
        await hands.type_text(pilot, ", again")
        await hands.press(pilot, "enter", "ctrl+s")
    assert manuscript.path.read_text() == after.replace("read closely", "read closely, again")


async def test_problems_are_told_as_check_would_and_before_the_question_is_kept(tmp_path: Path) -> None:
    async with authoring(tmp_path, set_text("number")) as (pilot, _):
        await hands.press(pilot, "tab", "enter")
        await until(pilot, lambda: bool(screen(pilot).query(QuestionForm)))
        await fill(pilot, "answer", "4")
        await sees(pilot, "✗ Number [key-not-in-evidence]")
        await hands.press(pilot, "ctrl+o")
        await fill(pilot, "tries", "many")
        await sees(pilot, "expected a whole number")
        await hands.press(pilot, "ctrl+s")
        assert screen(pilot).query(QuestionForm)
        await hands.press(pilot, "escape")
        await sees(pilot, "Drop what you changed")
        await hands.press(pilot, "y")
        await until(pilot, lambda: not screen(pilot).query(QuestionForm))


async def test_a_guessed_answer_is_typed_over_and_one_that_was_kept_is_not(tmp_path: Path) -> None:
    async with authoring(tmp_path) as (pilot, _):
        await select(pilot, "6 May 2024")
        await hands.press(pilot, "w")
        await until(pilot, lambda: bool(screen(pilot).query(QuestionForm)))
        answer = field(pilot, "answer")
        assert isinstance(answer, LineField)
        assert answer.value == "6 May 2024"
        await fill(pilot, "answer", "In May")
        assert answer.value == "In May"
        await hands.press(pilot, "tab")
        await fill(pilot, "answer", ".")
        assert answer.value == "In May."


async def test_problems_in_the_list_are_told_by_number_and_label(tmp_path: Path) -> None:
    text = set_text("number", "date")
    before, _, after = text.rpartition("    explain: The article says so plainly.\n")
    text = f"{before}    # TODO Say why.\n{after}"
    async with authoring(tmp_path, text) as (pilot, _):
        await hands.press(pilot, "tab")
        await sees(pilot, "question 2, Explanation [no-explanation] no Explanation; say why")
        assert "question 2, Topic [todo] still to do: Say why; do it" in shown(pilot)


async def test_a_file_changed_underneath_is_not_written_over(tmp_path: Path) -> None:
    async with authoring(tmp_path, set_text("number", "date")) as (pilot, manuscript):
        await hands.press(pilot, "tab", "delete")
        theirs = set_text("name")
        manuscript.path.write_text(theirs)
        await hands.press(pilot, "ctrl+s")
        await sees(pilot, "was changed by another program")
        await hands.press(pilot, "s")
        await hands.press(pilot, "ctrl+u")
        await hands.type_text(pilot, "own")
        await hands.press(pilot, "enter")
        await until(pilot, lambda: (manuscript.path.parent / "own.yaml").exists())
        assert "id: opened" in (manuscript.path.parent / "own.yaml").read_text()
        assert manuscript.path.read_text() == theirs
        await hands.press(pilot, "ctrl+s", "r")
        await sees(pilot, "Who is the mayor?")
        await hands.press(pilot, "u")
        assert "id: opened" in manuscript.text
        await hands.press(pilot, "ctrl+s")
        assert "id: opened" in manuscript.path.read_text()
        await hands.press(pilot, "escape")
    assert pilot.app.return_code == 0


async def test_what_was_not_saved_comes_back_with_its_form(tmp_path: Path) -> None:
    async with authoring(tmp_path, set_text("number", "date")) as (pilot, manuscript):
        await hands.press(pilot, "tab", "delete", "enter")
        await until(pilot, lambda: bool(screen(pilot).query(QuestionForm)))
        await fill(pilot, "prompt", "Half a pro")
        pilot.app.keep()  # type: ignore[attr-defined]
    async with authoring(tmp_path) as (pilot, manuscript):
        assert manuscript.recovered
        await until(pilot, lambda: bool(screen(pilot).query(QuestionForm)))
        prompt = field(pilot, "prompt")
        assert isinstance(prompt, TextField)
        assert "Half a pro" in prompt.typed
        await hands.press(pilot, "ctrl+s", "ctrl+s")
        await sees(pilot, "mine.yaml: saved")
    text = manuscript.path.read_text()
    assert "id: cost" not in text
    assert "Half a pro" in text
    assert not check_text(text, "mine.yaml", "mine", a_library(tmp_path))


async def test_leaving_asks_and_can_keep_aside(tmp_path: Path) -> None:
    async with authoring(tmp_path, set_text("number", "date")) as (pilot, manuscript):
        await hands.press(pilot, "tab", "delete", "escape")
        await sees(pilot, "is not saved")
        await hands.press(pilot, "l")
    assert "id: cost" in manuscript.path.read_text()
    async with authoring(tmp_path) as (pilot, manuscript):
        assert "id: cost" not in manuscript.text
        await hands.press(pilot, "escape")
        await sees(pilot, "is not saved")
        await hands.press(pilot, "d")
    async with authoring(tmp_path) as (pilot, manuscript):
        assert "id: cost" in manuscript.text
        await hands.press(pilot, "escape")
    assert pilot.app.return_code == 0


async def test_sentences_grow_one_by_one_and_quotations_stay_whole(tmp_path: Path) -> None:
    async with authoring(tmp_path) as (pilot, _):
        reader = screen(pilot)._article
        for wanted in ("The harbour of Brack opened on 6 May 2024.", "23 million crowns, said the mayor, Ada Lind."):
            await hands.press(pilot, "s")
            assert reader.selected is not None
            assert reader.selected.text.endswith(wanted)
        await hands.press(pilot, "s")
        assert reader.selected.text.startswith("The harbour")


async def test_broken_questions_can_be_seen_and_removed(tmp_path: Path) -> None:
    text = set_text("number", "date").replace("kind: number", "kind: numero")
    async with authoring(tmp_path, text) as (pilot, manuscript):
        await hands.press(pilot, "tab")
        await sees(pilot, "[unknown-kind]")
        await hands.press(pilot, "enter")
        assert not screen(pilot).query(QuestionForm)
        await hands.press(pilot, "delete")
        await sees(pilot, "1 question ")
    assert "numero" not in manuscript.text


@pytest.mark.parametrize(("size", "scene"), [(size, scene) for size in SIZES for scene in ("article", "form")])
async def test_screen(tmp_path: Path, size: tuple[int, int], scene: str) -> None:
    async with authoring(tmp_path, set_text("number", "choice", "date"), size) as (pilot, _):
        await select(pilot, "6 May 2024")
        if scene == "form":
            await hands.press(pilot, "d")
            await sees(pilot, "[empty")
        kept = FOLDER / f"author-{scene}-{size[0]}x{size[1]}.txt"
        if os.environ.get("RENEW_SCREENS"):
            await paint(pilot)
            kept.write_text(steady(shown(pilot)), encoding="utf-8")
        wanted = kept.read_text(encoding="utf-8")
        await until(pilot, lambda: steady(shown(pilot)) == wanted)  # problems come from another thread, and move it
