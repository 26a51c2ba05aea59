"""The app of ``quiz join`` and ``quiz class watch`` against a real server: every screen, in three sizes."""

import asyncio
import os
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from quiz.classroom.client.connection import Refusal
from quiz.classroom.kept import Erased
from quiz.classroom.teacher import GiveTime, Person, Sittings
from quiz.classroom.wire import Done, Fault, SittingCard, State
from quiz.questions.response import Typed
from quiz.tui.class_app import ClassApp
from quiz.tui.screens.class_asking import ClassAsking
from quiz.tui.screens.waiting import heading
from quiz.tui.terminal.supervise import AGAIN
from quiz.tui.watch_app import WatchApp
from quiz.tui.widgets.reader import Reader
from tests.classroom.clients import a_visit, card_of, new_home
from tests.classroom.school import WRONG, School, a_school
from tests.faults.worlds import times
from tests.tui.hands import press, type_text
from tests.tui.stage import paint, shown
from tests.waiting import PATIENCE, wait_until

SIZES = [(80, 24), (60, 20), (140, 45)][: times(1, 3)]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    names = [f"Pupil {number}" for number in range(40)]
    with a_school(tmp_path_factory.mktemp("school"), names, network=True) as found:
        yield found


_numbers = iter(range(40))


async def until(pilot: Pilot[int], wanted: str | Callable[[str], Any]) -> str:
    """Wait until the screen shows a text; the screen."""
    shows = (lambda screen: wanted in screen) if isinstance(wanted, str) else wanted
    end = time.monotonic() + PATIENCE
    while not shows(screen := shown(pilot)):
        assert time.monotonic() < end, f"never saw {wanted!r} on\n{screen}"
        await asyncio.sleep(0.05)
        if pilot.app._exception is not None:
            raise pilot.app._exception
    keep(pilot, wanted if isinstance(wanted, str) else "")
    return screen


def keep(pilot: Pilot[int], name: str) -> None:
    """For looking at: GALLERY names a folder for pictures."""
    if "GALLERY" in os.environ:
        size = pilot.app.size
        title = "".join(one if one.isalnum() else "-" for one in name)[:40]
        folder = Path(os.environ["GALLERY"])
        stem = f"{len(list(folder.glob('*.svg'))):03}-{title}-{size.width}x{size.height}-{pilot.app.theme}"
        (folder / f"{stem}.txt").write_text(shown(pilot))
        (folder / f"{stem}.svg").write_text(pilot.app.export_screenshot())


@asynccontextmanager
async def joining(
    school: School, home: Path, size: tuple[int, int] = (80, 24), line: str | None = None, **more: Any
) -> AsyncIterator[Pilot[int]]:
    app = ClassApp(str(school.join[0]) if line is None else line, home, **more)
    try:
        async with app.run_test(size=size) as pilot:
            app.theme = os.environ.get("GALLERY_THEME", app.theme)
            await paint(pilot)
            yield pilot
    finally:
        if app.visit is not None:
            app.visit.close(1.0)


async def log_in(pilot: Pilot[int], school: School, name: str) -> None:
    await until(pilot, "Code name")
    await type_text(pilot, name)
    await press(pilot, "enter")
    await type_text(pilot, school.slips[name])
    await press(pilot, "enter")
    await until(pilot, lambda said: "Your teacher has opened" in said or "You are in" in said)


async def go_in(pilot: Pilot[int], title: str) -> None:
    """Choose a sitting; the latest stands first."""
    await until(pilot, title)
    await press(pilot, "enter")


def a_name() -> str:
    return f"Pupil {next(_numbers)}"


async def test_a_wrong_line_says_what_to_check(school: School, tmp_path: Path) -> None:
    async with joining(school, tmp_path, line="") as pilot:
        await until(pilot, "Join a class")
        await type_text(pilot, "192.168.1.20:7443/ABCDEF-GHIJKL-MN")
        await press(pilot, "enter")
        await until(pilot, lambda said: "compare the" in said)
        pilot.app.screen.query_one(Input).value = str(school.join[0])
        await press(pilot, "enter")
        await until(pilot, "Code name")
        await type_text(pilot, "Nobody")
        await press(pilot, "enter")
        await type_text(pilot, "000000")
        await press(pilot, "enter")
        await until(pilot, "do not go together")


async def test_how_long_to_wait_is_counted_down_and_the_pin_stays(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = a_name()
    async with joining(school, tmp_path) as pilot:
        await until(pilot, "Code name")
        await type_text(pilot, name)
        await press(pilot, "enter")
        await press(pilot, "enter")
        assert "Logging in" not in shown(pilot)  # without a PIN nothing is asked
        await type_text(pilot, school.slips[name])

        def held_up(*_: str) -> None:
            raise Refusal(Fault("slow-down", "too many tries; wait 999 seconds, or ask the teacher", 999.0))

        with monkeypatch.context() as patch:
            patch.setattr(pilot.app.screen._visit, "log_in", held_up)  # type: ignore[attr-defined]
            await press(pilot, "enter")
            await until(pilot, lambda said: re.search(r"Too many tries; wait 99[0-8] seconds", said))
        pilot.app.screen._until = time.monotonic()  # type: ignore[attr-defined]
        await until(pilot, "Enter tries again.")
        await press(pilot, "enter")
        await until(pilot, "You are in")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_test_from_the_line_to_the_results(school: School, tmp_path: Path, size: tuple[int, int]) -> None:
    title, name = f"test {size[0]}", a_name()
    school.open(title, minutes=30)
    async with joining(school, tmp_path, size) as pilot:
        await log_in(pilot, school, name)
        await go_in(pilot, title)
        await until(pilot, lambda said: "1/4" in said and name in said.splitlines()[0])
        await type_text(pilot, "2")
        await until(pilot, "typing")
        await until(pilot, "received")
        await type_text(pilot, "1")
        await press(pilot, "enter")
        await until(pilot, "2/4")
        await until(pilot, "received")
        school.touch("pause", title)
        await until(pilot, "Paused by your teacher")
        await press(pilot, "f1")
        said = await until(pilot, "Keys (enter")
        assert "Hand the place over" in said
        assert "Next question" not in said
        await press(pilot, "escape")
        school.touch("resume", title)
        await until(pilot, "2/4")
        await until(pilot, lambda said: "Paused" not in said)
        await press(pilot, "F")
        await until(pilot, "Hand in with questions ")
        await press(pilot, "y")
        await until(pilot, "Received.")
        await until(pilot, "has not released")
        school.release("marks", title)
        await until(pilot, "Your results are there")
        await press(pilot, "enter")
        screen = await until(pilot, "Marks")
        assert "23" not in screen
        school.release("never", title)
        await until(pilot, "has not released")
        school.release("all", title)
        await until(pilot, "Your results are there")
        await press(pilot, "enter")
        await until(pilot, "Missed")
        await until(pilot, "Answer: 23")
        await press(pilot, "o")
        await until(pilot, "2/4")
        await press(pilot, "p")
        await until(pilot, lambda said: "1/4" in said and "Wrong" in said)
        await press(pilot, "escape")
        await until(pilot, "Your results are there")
        await press(pilot, "escape")
        await until(pilot, "handed in; results are")


def test_the_waiting_room_says_what_there_is() -> None:
    def card(state: State, **more: Any) -> SittingCard:
        return SittingCard(id="1", title="monday", mode="test", state=state, questions=4, **more)

    done = card("closed", attempt="a", finished=True, release="all")
    assert heading([]).startswith("You are in. Wait here")
    assert heading([card("waiting")]).startswith("You are in. Wait here")
    assert heading([done]).startswith("You are in. Results are there;")
    assert heading([card("open", attempt="a", finished=True)]).startswith("You are in. This is handed in;")
    assert heading([done, card("open")]) == "Your teacher has opened:"


@pytest.mark.parametrize("place", ["receipt", "results", "look"])
async def test_an_erased_learner_is_logged_out_wherever_results_are_shown(
    school: School, tmp_path: Path, place: str
) -> None:
    title, name = f"erased {place}", a_name()
    school.open(title)
    async with joining(school, tmp_path) as pilot:
        await log_in(pilot, school, name)
        await go_in(pilot, title)
        await until(pilot, "1/4")
        await press(pilot, "ctrl+d")
        await until(pilot, "Hand in with")
        await press(pilot, "y")
        await until(pilot, "has not released")
        school.release("all", title)
        await until(pilot, "Your results are there")
        if place != "receipt":
            await press(pilot, "enter")
            await until(pilot, "Results: ")
        if place == "look":
            await press(pilot, "o")
            await until(pilot, "1/4")
        school.control.post("erase", Person(name), Erased)
        await until(pilot, "Code name")
        # Neither the PIN nor a way back shows anything of them.
        await type_text(pilot, school.slips[name])
        await press(pilot, "enter")
        await until(pilot, "do not go together")
        await press(pilot, "escape")
        screen = await until(pilot, lambda said: "Code name" in said and "go together" not in said)
        assert "23" not in screen
        assert isinstance(pilot.app, ClassApp)
        assert pilot.app.visit is not None
        with pytest.raises(Refusal) as refused:
            pilot.app.visit.sittings()
        assert refused.value.code == "logged-out"


async def test_who_has_been_logged_out_after_handing_in_comes_back_with_the_pin(school: School, tmp_path: Path) -> None:
    name = a_name()
    school.open("away")
    async with joining(school, tmp_path) as pilot:
        await log_in(pilot, school, name)
        await go_in(pilot, "away")
        await until(pilot, "1/4")
        await press(pilot, "ctrl+d")
        await until(pilot, "Hand in with")
        await press(pilot, "y")
        await until(pilot, "has not released")
        school.control.post("logout", Person(name), Done)
        await until(pilot, "Code name")
        await type_text(pilot, school.slips[name])
        await press(pilot, "enter")
        await until(pilot, "has not released")
        await press(pilot, "escape")
        await until(pilot, "handed in; results are not")
        school.touch("close", "away")


async def test_a_line_is_no_wider_than_the_settings_say(school: School, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("text-width = 40\n")
    school.open("wide")
    async with joining(school, tmp_path, (300, 24)) as pilot:
        await log_in(pilot, school, a_name())
        await go_in(pilot, "wide")
        await until(pilot, "1/4")
        article = pilot.app.screen.query_one(Reader).article
        assert article is not None
        whole = article.text[article.paragraphs[0].start :][:60]
        await until(pilot, whole[:20])
        assert whole not in shown(pilot)
    school.touch("close", "wide")


async def test_time_given_after_the_end_goes_on(school: School, tmp_path: Path) -> None:
    school.open("short", minutes=0.05)
    async with joining(school, tmp_path) as pilot:
        await log_in(pilot, school, a_name())
        await go_in(pilot, "short")
        await until(pilot, "1/4")
        await type_text(pilot, "23")
        await until(pilot, lambda said: "The time is over" in said or "Received" in said)
        school.control.post("time", GiveTime("short", 10.0), Done)
        await until(pilot, "more time")
        await press(pilot, "enter")
        await until(pilot, lambda said: "1/4" in said and "23" in said)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_locked_after_a_while_and_the_work_is_kept(school: School, tmp_path: Path, size: tuple[int, int]) -> None:
    title, name = f"lock {size[0]}", a_name()
    school.open(title)
    # It looks every half second; how long is idle is said when somebody is to be, as a loaded machine types slowly.
    async with joining(school, tmp_path, size, idle=2.0) as pilot:
        pilot.app._idle = 600.0  # type: ignore[attr-defined]
        await log_in(pilot, school, name)
        await go_in(pilot, title)
        await until(pilot, "1/4")
        await type_text(pilot, "marker23")
        await until(pilot, "marker23")
        pilot.app._idle = 0.0  # type: ignore[attr-defined]
        screen = await until(pilot, "Locked")
        pilot.app._idle = 600.0  # type: ignore[attr-defined]
        assert "marker" not in screen
        await type_text(pilot, "999999")
        await press(pilot, "enter")
        await until(pilot, "That is not")
        await type_text(pilot, school.slips[name])
        await press(pilot, "enter")
        await until(pilot, "marker23")


async def test_a_hand_over_leaves_nothing_to_read(school: School, tmp_path: Path) -> None:
    name, markers = a_name(), [f"marker{number:03}x" for number in range(40)]
    school.open("hand over")
    async with joining(school, tmp_path) as pilot:
        await log_in(pilot, school, name)
        await go_in(pilot, "hand over")
        await until(pilot, "1/4")
        for marker in markers:
            screen = pilot.app.screen
            assert isinstance(screen, ClassAsking)
            screen.desk.draft("q1", Typed(marker)).result(30)
        await press(pilot, "f9")
        end = time.monotonic() + PATIENCE
        while pilot.app.return_value is None and time.monotonic() < end:
            await asyncio.sleep(0.05)
        assert pilot.app.return_code == AGAIN
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert kept
    for marker in (*markers, name, school.slips[name]):
        assert marker.encode() not in kept


async def test_a_second_place_takes_over_and_the_first_says_so(school: School, tmp_path: Path) -> None:
    name = a_name()
    school.open("two places")
    async with joining(school, tmp_path / "one") as pilot:
        await log_in(pilot, school, name)
        await go_in(pilot, "two places")
        await until(pilot, "1/4")
        await type_text(pilot, "23")
        await until(pilot, "received")
        other = a_visit(school, name, new_home(tmp_path))
        try:
            desk = other.open(card_of(other, "two places"), takeover=True)
            desk.answer("q1", Typed("24")).receipt.result(30)
            await until(pilot, "You went on at another place")
            await press(pilot, "f8")
            await until(pilot, lambda said: "1/4" in said and "24" in said and "another place" not in said)
        finally:
            other.close(1.0)
    async with joining(school, tmp_path / "three", (60, 20)) as pilot:
        await log_in(pilot, school, name)
        await go_in(pilot, "two places")
        await until(pilot, "another place")
        await press(pilot, "y")
        await until(pilot, "1/4")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_following(school: School, tmp_path: Path, size: tuple[int, int]) -> None:
    title = f"follow {size[0]}"
    school.open(title, mode="follow")
    async with joining(school, tmp_path, size) as pilot:
        await log_in(pilot, school, a_name())
        await go_in(pilot, title)
        await until(pilot, "Your teacher leads")
        school.step("next", title)
        await until(pilot, "1/4")
        await type_text(pilot, "21")
        await press(pilot, "enter")
        await until(pilot, "1 of 1 have answered")
        school.step("counts", title)
        await until(pilot, lambda said: "21  " in said)
        school.step("reveal", title)
        await until(pilot, "Wrong")
        school.step("next", title)
        await until(pilot, "2/4")


async def test_no_network_and_back(tmp_path: Path) -> None:
    with a_school(tmp_path / "school", ["Ada"]) as school:
        school.open("monday")
        async with joining(school, tmp_path / "home") as pilot:
            await log_in(pilot, school, "Ada")
            await go_in(pilot, "monday")
            await until(pilot, "1/4")
            school.kill()
            await type_text(pilot, "23")
            await press(pilot, "enter")
            await until(pilot, "No network.")
            await until(pilot, "saved here")
            await press(pilot, "F")
            await until(pilot, "Hand in with")
            await press(pilot, "y")
            await until(pilot, "Not received yet")
            school.start()
            await until(pilot, "Received.")


def lines_between(said: str, first: str, second: str) -> int | None:
    """How far below the one the other stands; None where one of them is not there."""
    places = [at for word in (first, second) for at, line in enumerate(said.splitlines()) if word in line]
    return places[1] - places[0] if len(places) == 2 else None


async def test_a_full_room_leaves_room_for_what_was_hardest(tmp_path: Path) -> None:
    names = [f"Learner {at:02}" for at in range(24)]
    with a_school(tmp_path / "school", names) as school:
        school.open("monday")
        for name in names[:3]:
            learner = school.learner(name)
            learner.begin()
            learner.answer_all(WRONG)
        async with WatchApp(school.folder, "").run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda said: lines_between(said, "Hardest so far", "t time") == 4)
            assert names[0] in shown(pilot)
            await press(pilot, "end")
            await until(pilot, names[-1])
            assert "Hardest so far" in shown(pilot)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_watching_a_class(tmp_path: Path, size: tuple[int, int]) -> None:
    names = ["Ada", "Ben", "[b]Cleo[/b]", "Dora with a name that is much longer than anybody has room for", "Łukasz"]
    with a_school(tmp_path / "school", names, network=True) as school:
        school.open("monday", minutes=30)
        app = WatchApp(school.folder, "")
        async with app.run_test(size=size) as pilot:
            app.theme = os.environ.get("GALLERY_THEME", app.theme)
            await until(pilot, "0 of 5 in")
            await press(pilot, "v")
            await until(pilot, "quiz join")
            await press(pilot, "v")
            visits = [a_visit(school, name, new_home(tmp_path)) for name in names[:3]]
            try:
                desks = [visit.open(card_of(visit)) for visit in visits]
                for desk in desks:
                    desk.answer("q1", Typed("\x1b[2J[red]21")).receipt.result(30)
                desks[0].finish()
                await until(pilot, lambda said: all(one in said for one in ("2 at work", "1 finished", "[b]Cleo")))
                await until(pilot, lambda said: lines_between(said, "Łukasz", "Hardest so far") == 2)
                assert school.control.get("sittings", Sittings).join[-1] in shown(pilot)  # for whoever comes late
                await press(pilot, "t")
                await until(pilot, "More minutes for")
                await press(pilot, "enter")
                await until(pilot, "+5")
                await press(pilot, "p")
                await until(pilot, "PAUSED")
                await press(pilot, "v")
                await until(
                    pilot, lambda said: "finished" in said and not any(name.split()[0] in said for name in names)
                )
                await press(pilot, "v")
                await press(pilot, "p")
                await until(pilot, lambda said: "PAUSED" not in said)
                await press(pilot, "r")
                await until(pilot, "What may those")
                await press(pilot, "enter")
                await until(pilot, "released")
                await press(pilot, "c")
                await until(pilot, "Close for everybody?")
                await press(pilot, "y")
                await until(pilot, "closed")
                school.kill()
                await until(pilot, "does not answer")
                school.start()
                await until(pilot, lambda said: "does not answer" not in said)
            finally:
                for visit in visits:
                    visit.close()


async def test_leading_a_class(tmp_path: Path) -> None:
    with a_school(tmp_path / "school", ["Ada"]) as school:
        school.open("monday", mode="follow")
        app = WatchApp(school.folder, "monday", projector=True)
        async with app.run_test(size=(80, 24)) as pilot:
            visit = a_visit(school, "Ada", tmp_path / "home")
            try:
                desk = visit.open(card_of(visit))
                await until(pilot, "The first question comes in a moment")
                await press(pilot, "n")
                await until(pilot, "How many were saved?")
                await asyncio.to_thread(wait_until, lambda: desk.following)
                desk.answer("q1", Typed("21")).receipt.result(30)
                await until(pilot, "1 of 1 answered")
                await press(pilot, "s")
                await until(pilot, lambda said: "21  " in said)
                assert "Answer" not in shown(pilot)
                await press(pilot, "e")
                await until(pilot, "Answer: 23")
                await press(pilot, "v")
                await until(pilot, "1 of 4, revealed")
            finally:
                visit.close()
