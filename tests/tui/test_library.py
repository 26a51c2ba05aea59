"""The library, the opening menu, the learners and the results."""

from pathlib import Path

import msgspec
from textual.pilot import Pilot
from textual.widgets import OptionList

from quiz.store.store import Store
from quiz.tui.screens.asking import AskingScreen
from quiz.tui.screens.learners import LearnersScreen
from quiz.tui.screens.library import LibraryScreen
from quiz.tui.screens.reading import ReadingScreen
from quiz.tui.screens.results import ResultsScreen
from quiz.tui.screens.starting import StartingScreen
from quiz.tui.terminal_app import THEMES
from tests.tui import hands
from tests.tui.stage import a_library, asking, desk_of, paint, playing, set_text, shown, until

FERRY = set_text("name").replace("The harbour, read closely", "Ferries and freight")
BROKEN = set_text("choice").replace("answer: Oslo", "answr: Oslo")


async def press(pilot: Pilot[int], *keys: str) -> str:
    await hands.press(pilot, *keys)
    await paint(pilot)
    return shown(pilot)


async def listed(pilot: Pilot[int]) -> str:
    """The library, once every set has been read."""
    await until(pilot, lambda: "reading ..." not in shown(pilot), "the last of the sets")
    return shown(pilot)


def row_of(said: str, title: str) -> list[str]:
    """The two lines of a set."""
    lines = said.splitlines()
    at = next(n for n, line in enumerate(lines) if title in line)
    return lines[at : at + 2]


async def test_sets_stand_with_size_scores_and_where_to_go_on(tmp_path: Path) -> None:
    library, store = a_library(tmp_path, set_text("choice", "name", "date"), ferry_yaml=FERRY), Store.in_memory()
    for wrong in (1, 2):
        async with playing(library, store=store) as pilot:
            desk = desk_of(pilot)
            for question in list(desk.attempt.items)[wrong:]:
                desk.answer(question, desk.asked.by_id[question].key_response(desk.asked.sources))
            desk.finish()
    async with playing(library, store=store, fresh=True) as pilot:
        await press(pilot, "1", "enter", "n")
    async with playing(library, None, store=store) as pilot:
        said = await listed(pilot)
        harbour, about = row_of(said, "The harbour, read closely")
        assert harbour.endswith("last 1  best 2 of 3")
        assert "3 questions · The harbour of Brack" in about
        assert about.endswith("↺ 1 of 3 answered")
        assert "last" not in row_of(said, "Ferries and freight")[0]
        screen = pilot.app.screen
        assert isinstance(screen, LibraryScreen)
        entry = next(one for one in screen._shown if one.id == "harbour")
        unread = msgspec.structs.replace(entry, fresh=False, points=0.0)
        assert screen._line(unread).plain.splitlines()[0].endswith("last 1  best 2 of 3")
    store.close()


async def test_the_cursor_stands_where_one_was(tmp_path: Path) -> None:
    more = {f"set{at:02}_yaml": FERRY.replace("Ferries and freight", f"Ferries {at}") for at in range(20)}
    library, store = a_library(tmp_path, set_text("choice"), **more), Store.in_memory()

    def here(pilot: Pilot[int]) -> str:
        assert isinstance(pilot.app.screen, LibraryScreen)
        return pilot.app.screen._shown[pilot.app.screen.query_one("#sets", OptionList).highlighted or 0].id

    async with playing(library, None, size=(60, 20), store=store) as pilot:
        await listed(pilot)
        first = here(pilot)
    for name in ("set05", "set17"):
        async with playing(library, name, store=store) as pilot:  # left without a word, as by kill -9
            await hands.type_text(pilot, "Ada")
    async with playing(library, "set09", store=store) as pilot:
        desk_of(pilot).finish()
    async with playing(library, None, size=(60, 20), store=store) as pilot:
        said = await listed(pilot)
        assert first != here(pilot) == "set17"
        assert "Ferries 17" in said
        assert "↺" not in said  # nothing is answered
        await press(pilot, "enter", "enter")
        assert desk_of(pilot).set_id == "set17"
        await press(pilot, "escape", "y", "up")
        at = here(pilot)
        await press(pilot, "enter", "escape")
        assert here(pilot) == at
    store.close()


async def test_a_broken_set_stands_with_its_first_problem_and_hides_no_other(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, broken_yaml=BROKEN), None) as pilot:
        said = await listed(pilot)
        assert "✗ cannot be played: line " in said
        assert "14 questions" in said
        await hands.type_text(pilot, "broken")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert "broken.yaml:4:5: answer: is missing" in "".join(one.message for one in pilot.app._notifications)


async def test_search_as_you_type(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, ferry_yaml=FERRY), None) as pilot:
        await listed(pilot)
        await hands.type_text(pilot, "ferr frei")
        said = await press(pilot)
        assert "Ferries and freight" in said
        assert "read closely" not in said
        await hands.type_text(pilot, "xyz")
        assert "Nothing matches; esc clears the search." in await press(pilot)
        assert "read closely" in await press(pilot, "escape")
        await press(pilot, "escape")
    assert pilot.app._exit


async def test_the_opening_menu_leads_to_every_way_of_playing(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice")), None) as pilot:
        await listed(pilot)
        said = await press(pilot, "enter")
        assert isinstance(pilot.app.screen, StartingScreen)
        assert "1 question, 1 point " in said
        assert "Practise: " in said
        await press(pilot, "end", "enter")  # read first
        assert isinstance(pilot.app.screen, ReadingScreen)
        assert "Two piers were built." in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AskingScreen)
        await press(pilot, "escape", "y", "enter")
        assert "Go on with the practice (0 of 1 answered)" in shown(pilot)
        await press(pilot, "down", "down", "down", "enter")
        assert asking(pilot).desk.attempt.started.mode == "test"
        await press(pilot, "escape", "y", "enter", "down", "down", "enter")
        assert isinstance(pilot.app.screen, ReadingScreen)
        await press(pilot, "enter")
        assert asking(pilot).desk.attempt.started.book == "closed"


async def test_several_learners_are_asked_who_they_are(tmp_path: Path) -> None:
    store = Store.in_memory()
    for name in ("Ada", "Bo"):
        store.add_learner(name).result()
    library = a_library(tmp_path, set_text("choice"))
    async with playing(library, None, store=store, learner=None) as pilot:
        assert isinstance(pilot.app.screen, LearnersScreen)
        await press(pilot, "down", "enter")
        assert (await listed(pilot)).splitlines()[0].endswith("Bo")
        await press(pilot, "ctrl+l", "tab")
        await hands.type_text(pilot, "Cleo [red]")
        said = await press(pilot, "enter")
        assert said.splitlines()[0].endswith("Cleo [red]")
        assert [one.name for one in store.learners().result()] == ["Ada", "Bo", "Cleo [red]"]
    store.close()


async def test_results_retry_only_what_was_missed(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path, set_text("choice", "name", "date"))) as pilot:
        desk = desk_of(pilot)
        desk.answer("mayor", desk.asked.by_id["mayor"].key_response(desk.asked.sources))
        await press(pilot, "F", "y")
        assert isinstance(pilot.app.screen, ResultsScreen)
        said = shown(pilot)
        assert "1 of 3 points   33%" in said
        assert "1 of 3 questions fully right" in said
        assert "· Where did the first ship come from?" in said
        assert "Who is the mayor?" not in said
        assert "Answer: Oslo" in said
        await press(pilot, "r")
        assert list(desk_of(pilot).attempt.items) == ["first", "opened"]
        for question in ("first", "opened"):
            again = desk_of(pilot)
            again.answer(question, again.asked.by_id[question].key_response(again.asked.sources))
        said = await press(pilot, "F", "y")
        assert "100%" in said
        assert "retry the missed" not in said


async def test_the_theme_key_goes_round(tmp_path: Path) -> None:
    async with playing(a_library(tmp_path), None) as pilot:
        before = pilot.app.theme
        seen = []
        for _ in THEMES:
            await press(pilot, "ctrl+t")
            seen.append(pilot.app.theme)
        assert sorted(seen) == sorted(THEMES)
        assert seen[-1] == before
