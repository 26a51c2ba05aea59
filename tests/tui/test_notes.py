"""Notes and highlights: made, shown, changed and removed by keys alone and by the mouse alone; how long was read."""

from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot

from quiz.articles.library import Library
from quiz.attempts.events import Body, Looked
from quiz.attempts.notebook import Note
from quiz.store.store import Store
from quiz.store.study import SystemClock
from quiz.tui.app import QuizApp
from quiz.tui.screens.note import NoteScreen
from quiz.tui.screens.reading import ReadingScreen
from quiz.tui.widgets.key_line import KeyLine
from tests.tui.hands import press, type_text
from tests.tui.stage import ARTICLE, a_library, asking, click_at, desk_of, paint, playing, rows, set_text, shown

SIZES = [(60, 20), (80, 24), (140, 45)]


async def read_first(pilot: Pilot[int]) -> ReadingScreen:
    """From the library to the article alone."""
    await paint(pilot)
    await press(pilot, "enter")
    await paint(pilot)
    await press(pilot, "down", "down", "down", "enter")
    await paint(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ReadingScreen)
    return screen


def notes_of(store: Store) -> list[Note]:
    (person,) = store.learners().result()
    return sorted(store.notes(person.id).result(), key=lambda note: note.made)


def cell_of(pilot: Pilot[int], words: str) -> tuple[int, int]:
    """Where some words stand on the screen."""
    for y, row in enumerate(rows(pilot)):
        if words in row:
            return row.index(words), y
    raise AssertionError(f"{words!r} is not on the screen:\n{shown(pilot)}")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return a_library(tmp_path)


@pytest.fixture
def store() -> Store:
    return Store.in_memory()


@pytest.mark.parametrize("size", SIZES)
async def test_by_keys_alone(library: Library, store: Store, size: tuple[int, int]) -> None:
    async with playing(library, None, store=store, size=size) as pilot:
        screen = await read_first(pilot)
        await press(pilot, "m", "right", "right", "v", "right", "right", "space")
        await paint(pilot)
        assert isinstance(pilot.app.screen, NoteScreen)
        assert pilot.app.screen.quote == "of Brack opened"
        await type_text(pilot, "why so late?")
        await press(pilot, "enter")
        await paint(pilot)
        assert pilot.app.screen is screen
        assert [(note.quote, note.text) for note in notes_of(store)] == [("of Brack opened", "why so late?")]
        assert "✎ of Brack opened  why so late?" in shown(pilot)
        assert "✎" in next(row for row in rows(pilot) if "The harbour of Brack opened" in row).partition("The")[0]
        await press(pilot, "l", "enter")
        await paint(pilot)
        await press(pilot, "home", *["delete"] * 4)
        await type_text(pilot, "not ")
        await press(pilot, "enter")
        await paint(pilot)
        assert [note.text for note in notes_of(store)] == ["not so late?"]
        await press(pilot, "l", "enter")
        await paint(pilot)
        await press(pilot, "ctrl+d")
        await paint(pilot)
        assert notes_of(store) == []
        assert "✎" not in shown(pilot)
        # A mark that is given up changes nothing, and Enter asks again.
        await press(pilot, "m", "escape", "l")
        assert pilot.app.screen is screen
        await press(pilot, "enter")
        await paint(pilot)
        assert not isinstance(pilot.app.screen, ReadingScreen)
    store.close()


async def test_keys_typed_ahead_arrive_in_order(library: Library, store: Store) -> None:
    async with playing(library, None, store=store) as pilot:
        await read_first(pilot)
        for name in ("m", "right", "right", "v", "right", "space"):
            key = Key(name, name if len(name) == 1 else " " if name == "space" else None)
            key.set_sender(pilot.app)
            pilot.app.post_message(key)  # all of them before the app has looked at one
        await paint(pilot)
        assert isinstance(pilot.app.screen, NoteScreen)
        assert pilot.app.screen.quote == "of Brack"
    store.close()


async def click_key(pilot: Pilot[int], words: str) -> None:
    line = pilot.app.screen.query_one(KeyLine).region
    await click_at(pilot, rows(pilot)[line.y].index(words) + 1, line.y)


async def test_by_the_mouse_alone(library: Library, store: Store) -> None:
    async with playing(library, None, store=store) as pilot:
        await read_first(pilot)
        await click_key(pilot, "m mark")
        x, y = cell_of(pilot, "23 million crowns")
        await click_at(pilot, x, y, to=(x + 8, y))
        await paint(pilot)
        assert isinstance(pilot.app.screen, NoteScreen)
        await click_at(pilot, *cell_of(pilot, "Keep (enter)"))
        assert [(note.quote, note.text) for note in notes_of(store)] == [("23 million", "")]
        await click_at(pilot, *cell_of(pilot, "23 million"))
        await paint(pilot)
        assert isinstance(pilot.app.screen, NoteScreen)
        await click_at(pilot, *cell_of(pilot, "Remove (ctrl+d)"))
        assert notes_of(store) == []
    store.close()


async def test_a_note_stays_with_its_words(tmp_path: Path, store: Store) -> None:
    """The article is edited: what still stands there keeps its note, what is gone is listed as lost."""
    library = a_library(tmp_path)
    async with playing(library, None, store=store) as pilot:
        await read_first(pilot)
        for words, text in (("first ship", "kept"), ("band was", "lost [b]one[/b]")):
            await press(pilot, "m")
            x, y = cell_of(pilot, words)
            await click_at(pilot, x, y, to=(x + len(words) - 1, y))
            await type_text(pilot, text)
            await press(pilot, "enter")
            await paint(pilot)
    path = tmp_path / "seeds" / "harbour.md"
    path.write_text(path.read_text("utf-8").replace("The band was still", "A new word. The band is yet"), "utf-8")
    (tmp_path / "questions" / "harbour.yaml").write_text(
        (tmp_path / "questions" / "harbour.yaml").read_text("utf-8").replace("The band was still", "The band is yet"),
        "utf-8",
    )
    async with playing(Library([tmp_path]), None, store=store) as pilot:
        await read_first(pilot)
        assert "✎ first ship  kept" in shown(pilot)
        assert "lost [b]one" not in shown(pilot)
        await press(pilot, "l")
        await paint(pilot)
        assert '"band was" (these words are not in the article any more)' in shown(pilot)
        assert "lost [b]one[/b]" in shown(pilot)
    store.close()


async def test_what_was_read_and_how_long(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    library = a_library(tmp_path, article=f"{ARTICLE}\n" + "Nothing else happened in the harbour that day.\n\n" * 20)
    now = [0]
    monkeypatch.setattr(SystemClock, "ticks", lambda _: now[0])
    async with playing(library, None, store=store, size=(60, 20)) as pilot:
        screen = await read_first(pilot)
        for _ in range(4):
            now[0] += 9_000
            await press(pilot, "pagedown")
            await paint(pilot)
        now[0] += 4_000
        await press(pilot, "escape")
        await paint(pilot)
        (person,) = store.learners().result()
        (reading,) = store.readings(person.id).result()
        assert (reading.article, reading.whole, reading.spent) == ("harbour", True, 40_000)
        assert reading.words == screen.articles[0].words
        # Somebody who goes for lunch, and somebody who does not get to the end, have no speed.
        await read_first(pilot)
        now[0] += 3_600_000
        await press(pilot, "end")
        await paint(pilot)
        await press(pilot, "escape")
        await read_first(pilot)
        now[0] += 9_000
        await press(pilot, "escape")
        await paint(pilot)
        assert [one.whole for one in store.readings(person.id).result() if one.event != reading.event] == [False, False]
        # The end of the program keeps it too.
        await read_first(pilot)
        now[0] += 6_000
        await press(pilot, "ctrl+q")
    assert len(store.readings(person.id).result()) == 4
    store.close()


async def looks_of(store: Store) -> dict[str, int | None]:
    (person,) = store.learners().result()
    return {trial.question: trial.looks for trial in store.trials(person.id).result()}


async def test_looking_back_is_counted_once_a_time(tmp_path: Path, store: Store) -> None:
    library = a_library(tmp_path, set_text("number", "highlight"))
    async with playing(library, store=store, size=(80, 24)) as pilot:
        await press(pilot, "tab", "down", "down", "pagedown", "tab", "2", "tab", "up", "tab", "3", "enter")
        await paint(pilot)
        await press(pilot, "tab", "down", "tab")  # once it is decided, that is reading up
        assert (await looks_of(store))["cost"] == 2
        await press(pilot, "enter")
        await paint(pilot)
        assert desk_of(pilot).attempt.here == "which-words"
        await press(pilot, "tab", "down", "down", "f4")
        assert (await looks_of(store))["which-words"] == 0  # the article is where this one is answered
    async with playing(library, store=store, size=(140, 40), fresh=True) as pilot:
        await press(pilot, "tab")
        assert "cost" not in [event.question for event in desk_events(pilot, store) if isinstance(event, Looked)]
        await press(pilot, "down")
        assert [event.question for event in desk_events(pilot, store) if isinstance(event, Looked)] == ["cost"]
    async with playing(library, store=store, fresh=True, book="closed") as pilot:
        await press(pilot, "enter", "tab", "down", "tab", "2", "3", "enter")
        await paint(pilot)
        (person,) = store.learners().result()
        last = next(one for one in store.trials(person.id).result() if one.attempt == desk_of(pilot).attempt.id)
        assert last.looks is None
    store.close()


def desk_events(pilot: Pilot[int], store: Store) -> list[Body]:
    return [event.body for event in store.events(desk_of(pilot).attempt.id).result()]


@pytest.mark.parametrize("size", SIZES)
async def test_notes_beside_a_question(tmp_path: Path, store: Store, size: tuple[int, int]) -> None:
    library = a_library(tmp_path, set_text("number", "highlight"))
    async with playing(library, store=store, size=size) as pilot:
        await press(pilot, "2", "f6", "right", "space")
        await paint(pilot)
        await type_text(pilot, "here")
        await press(pilot, "enter")
        await paint(pilot)
        assert [(note.quote, note.text) for note in notes_of(store)] == [("harbour", "here")]
        await press(pilot, "3", "enter")  # what was typed before is still there
        await paint(pilot)
        verdict = desk_of(pilot).attempt.items["cost"].verdict
        assert verdict is not None
        assert verdict.right
        await press(pilot, "tab")
        await paint(pilot)
        assert "✎ harbour  here" in shown(pilot)
        await press(pilot, "tab", "enter", "f6")
        await paint(pilot)
        assert not asking(pilot).marking
        assert (await looks_of(store))["cost"] == 0
    async with playing(library, store=store, size=size, mode="test", fresh=True) as pilot:
        await press(pilot, "tab", "f6")
        await paint(pilot)
        assert not asking(pilot).marking
        assert "✎" not in shown(pilot)
    store.close()


async def test_a_note_in_the_making_outlives_the_lock_and_the_end(library: Library, store: Store) -> None:
    async with playing(library, None, store=store) as pilot:
        await read_first(pilot)
        await press(pilot, "m", "right", "right", "v", "right", "right", "space")
        await paint(pilot)
        await type_text(pilot, "why so")
        assert isinstance(pilot.app, QuizApp)
        pilot.app.keep()  # the lock comes up
        assert [note.text for note in notes_of(store)] == ["why so"]
        await type_text(pilot, " late?")
        await press(pilot, "enter")
        await paint(pilot)
        # Gone on with, it is still one note.
        assert [note.text for note in notes_of(store)] == ["why so late?"]
        await press(pilot, "l", "enter")
        await paint(pilot)
        await type_text(pilot, "?")
        await pilot.app.action_quit()
    assert [note.text for note in notes_of(store)] == ["why so late??"]
    store.close()
