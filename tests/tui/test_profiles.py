"""PINs in the app, handing over, the lock, and seeing to profiles; nothing of one learner's is shown to the next."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from quiz.articles.library import Library
from quiz.store.store import Store
from quiz.tui.app import QuizApp
from quiz.tui.screens import pin
from quiz.tui.screens.asking import AskingScreen
from quiz.tui.screens.learners import LearnersScreen
from quiz.tui.screens.library import LibraryScreen
from quiz.tui.screens.pin import PinScreen
from tests.store.builders import a_finished_attempt
from tests.tui.hands import press, type_text
from tests.tui.stage import a_library, click_at, desk_of, paint, playing, rows, sees, set_text, shown, until

SIZES = [(60, 20), (80, 24), (140, 45)]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return a_library(tmp_path, set_text("short", "number"))


@pytest.fixture
def store() -> Store:
    store = Store.in_memory()
    for name in ("Ada", "Bo"):
        store.add_learner(name).result()
    store.set_pin(id_of(store, "Ada"), "4711").result()
    return store


def id_of(store: Store, name: str) -> str:
    return next(one.id for one in store.learners().result() if one.name == name)


def app_of(pilot: Pilot[int]) -> QuizApp:
    assert isinstance(pilot.app, QuizApp)
    return pilot.app


async def keys(pilot: Pilot[int], *names: str) -> str:
    await press(pilot, *names)
    await paint(pilot)
    return shown(pilot)


async def text(pilot: Pilot[int], words: str) -> None:
    await type_text(pilot, words)
    await paint(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_the_pin_comes_first(
    library: Library, store: Store, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [pin._now()]
    monkeypatch.setattr(pin, "_now", lambda: now[0])  # it stands still, however slow the machine is
    async with playing(library, store=store, size=size) as pilot:
        assert isinstance(pilot.app.screen, PinScreen)
        assert "harbour" not in shown(pilot)
        await text(pilot, "0000")
        said = await keys(pilot, "enter")
        assert "The next can be tried in 1 s." in said
        assert "0000" not in said
        await text(pilot, "4711")  # too early, and not even taken
        await keys(pilot, "enter")
        assert isinstance(pilot.app.screen, PinScreen)
        now[0] += 1_000
        await until(pilot, lambda: not pilot.app.screen.query_one(Input).disabled)
        await text(pilot, "4711")
        await keys(pilot, "enter")
        assert isinstance(pilot.app.screen, AskingScreen)
    async with playing(library, None, store=store, size=size) as pilot:
        await keys(pilot, "escape")
        assert isinstance(pilot.app.screen, LearnersScreen)
        said = await keys(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert rows(pilot)[0].endswith("Bo")
    store.close()


@pytest.mark.parametrize("size", SIZES)
async def test_handing_over_leaves_nothing_to_read(library: Library, store: Store, size: tuple[int, int]) -> None:
    store.append(a_finished_attempt(id_of(store, "Bo"))).result()
    async with playing(library, None, store=store, learner="Bo", size=size) as pilot:
        await text(pilot, "harb")
        said = await keys(pilot, "ctrl+l")
        assert isinstance(pilot.app.screen, LearnersScreen)
        for words in ("harb", "closeread", "Review", "read closely"):
            assert words not in said
        assert app_of(pilot).screen_stack[0].query_one(Input).value == ""
        await keys(pilot, "home", "enter")
        assert isinstance(pilot.app.screen, PinScreen)
        await text(pilot, "4711")
        said = await keys(pilot, "enter")
        assert rows(pilot)[0].endswith("Ada")
        # Whoever has a PIN and goes away from the list comes back with it only.
        await keys(pilot, "ctrl+l", "escape")
        assert isinstance(pilot.app.screen, PinScreen)
        await keys(pilot, "escape")
        assert isinstance(pilot.app.screen, LearnersScreen)
    store.close()


async def test_the_lock_keeps_the_work(library: Library, store: Store) -> None:
    async with playing(library, store=store) as pilot:
        await text(pilot, "4711")
        await keys(pilot, "enter")
        await text(pilot, "the div")
        app = app_of(pilot)
        app.lock_after = 0.0
        app._look_idle()
        said = await keys(pilot)
        assert isinstance(pilot.app.screen, PinScreen)
        assert "the div" not in said
        assert "Everything is kept." in said
        app.lock_after = 1000.0
        attempt = app.screen_stack[-2].desk.attempt  # type: ignore[attr-defined]
        assert attempt.items["first-thanked"].draft.text == "the div"
        await text(pilot, "4711")
        await keys(pilot, "enter")
        await text(pilot, "ers")
        await keys(pilot, "enter")
        assert desk_of(pilot).attempt.items["first-thanked"].verdict.right  # type: ignore[union-attr]
        # Somebody else goes on as somebody else.
        app.lock()
        await keys(pilot, "escape")
        assert isinstance(pilot.app.screen, LearnersScreen)
        await keys(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, AskingScreen)
        assert desk_of(pilot).attempt.started.learner == id_of(store, "Bo")
        assert not any(item.answered or item.draft for item in desk_of(pilot).attempt.items.values())
    store.close()


async def test_time_that_is_over_behind_the_lock(library: Library, store: Store) -> None:
    async with playing(library, store=store, mode="test", minutes=10) as pilot:
        await text(pilot, "4711")
        await keys(pilot, "enter")
        asking = pilot.app.screen
        assert isinstance(asking, AskingScreen)
        app_of(pilot).lock()
        await paint(pilot)
        asking._finish(by_time=True)
        said = await keys(pilot)
        assert isinstance(pilot.app.screen, PinScreen)
        assert "points" not in said
        await text(pilot, "4711")
        said = await keys(pilot, "enter")
        assert "0 of 2 points" in said
    store.close()


async def test_seeing_to_profiles_by_keys(library: Library, store: Store) -> None:
    async with playing(library, None, store=store, learner="Bo") as pilot:
        await keys(pilot, "ctrl+l", "end", "r")
        await keys(pilot, *["backspace"] * 2)
        await text(pilot, "Bodil")
        await keys(pilot, "enter")
        assert [one.name for one in store.learners().result()] == ["Ada", "Bodil"]
        await keys(pilot, "p")
        await text(pilot, "12")
        await keys(pilot, "enter")
        await text(pilot, "12")
        await keys(pilot, "enter")
        assert "a PIN has 4 to 64" in "".join(one.message for one in pilot.app._notifications)
        await keys(pilot, "p")
        await text(pilot, "1234")
        await keys(pilot, "enter")
        await text(pilot, "1234")
        said = await keys(pilot, "enter")
        assert "Bodil   (PIN)" in said
        await keys(pilot, "p")
        await text(pilot, "1234")
        await keys(pilot, "enter", "n")
        said = await keys(pilot)
        assert "Bodil   (PIN)" not in said
        # Bodil is at work, so she stays; Ada goes only with her PIN.
        await keys(pilot, "d")
        assert len(store.learners().result()) == 2
        await keys(pilot, "home", "d")
        await text(pilot, "4711")
        await keys(pilot, "enter", "y")
        assert [one.name for one in store.learners().result()] == ["Bodil"]
    store.close()


async def test_joining_by_the_mouse(library: Library, store: Store) -> None:
    store.set_pin(id_of(store, "Ada"), None).result()
    for name in ("Ada", "Bo"):
        store.append(a_finished_attempt(id_of(store, name))).result()
    async with playing(library, None, store=store, learner="Ada") as pilot:
        await keys(pilot, "ctrl+l")
        for words, below in (("j join", 0), ("Ada is the same person as", 2), ("Join (y)", 0)):
            await sees(pilot, words)
            x, y = next((row.index(words), y) for y, row in enumerate(rows(pilot)) if words in row)
            await click_at(pilot, x + 1, y + below)
        assert [one.name for one in store.learners().result()] == ["Bo"]
        assert len(store.standings(id_of(store, "Bo")).result()) == 3  # two attempts, and the word that joined them
        await keys(pilot, "escape")
        assert rows(pilot)[0].endswith("Bo")
    store.close()
