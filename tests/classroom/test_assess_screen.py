"""Judging open answers on the screen: keys and mouse, two judges, what is kept when, in three sizes."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from quiz.classroom.server.direct import Office, office
from quiz.classroom.teacher import Assess, Assessment, Assessments, Mark, Papers
from quiz.classroom.wire import Done
from quiz.questions.response import Typed
from quiz.tui.assess_app import AssessApp, an_app
from quiz.tui.watch_app import WatchApp
from tests.classroom.school import QUESTIONS, School, a_school, write_set
from tests.classroom.test_assessing import OPEN, assess
from tests.classroom.test_class_app import SIZES, until
from tests.faults.terminal import Terminal, quiz
from tests.tui.hands import press, type_text
from tests.tui.stage import click_at, paint, rows, shown
from tests.waiting import PATIENCE

NAMES = ("Ada", "Ben", "Cleo [/b]", "Dora")
ANSWERS = ("The storm, and an old map.", "\x1b[2J[red]It was the map[/red]", "Osten spoke of a map and a storm. " * 6)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    """Three have handed in and Dora is still at work."""
    with a_school(tmp_path, NAMES) as school:
        write_set(school.root, questions=QUESTIONS + OPEN)
        school.open()
        for name, answer in zip(NAMES, ANSWERS, strict=False):
            pupil = school.learner(name)
            pupil.begin()
            pupil.answer("q5", Typed(answer))
            pupil.hand_in()
        school.learner("Dora").begin()
        yield school


def an_office(school: School) -> Callable[[], Office]:
    def library() -> Any:
        raise AssertionError("no set is read here")

    return lambda: office(school.folder, library)


def app_of(school: School, *, by: str = "Lee", blind: bool = False) -> AssessApp:
    app = an_app(an_office(school), school.sitting(), by=by, blind=blind)
    app.theme = os.environ.get("GALLERY_THEME", app.theme)
    return app


def given(school: School) -> tuple[Assessment, ...]:
    return school.control.get("assessments", Assessments, sitting="monday").given


async def kept(school: School, wanted: Callable[[tuple[Assessment, ...]], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not wanted(found := given(school)):
        assert time.monotonic() < end, found
        await asyncio.sleep(0.05)


async def until_all_kept(pilot: Pilot[int]) -> None:
    await until(pilot, "saved")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_from_the_first_answer_to_the_last(school: School, size: tuple[int, int]) -> None:
    async with app_of(school).run_test(size=size) as pilot:
        screen = await until(pilot, "not done yet")
        assert "3 to judge" in screen
        assert "Ada" in screen
        assert "1 learner not done yet" in screen
        assert "It names the map." in screen
        assert "Not judged yet" in screen
        await press(pilot, "1")
        await paint(pilot)
        assert "1 [x] It names the map." in shown(pilot)
        assert "1 of 2" in shown(pilot)
        await kept(school, lambda found: [(one.by, one.earned, one.met) for one in found] == [("Lee", 1, (1,))])
        await press(pilot, "2", "c")
        await type_text(pilot, "Both [b]said[/b], well done")
        await press(pilot, "enter", "enter")
        screen = await until(pilot, "Answer 2 of 3, Ben")
        assert "�[2J[red]It was the map[/red]" in screen
        await kept(school, lambda found: found[-1].comment == "Both [b]said[/b], well done")
        assert given(school)[-1].met == (1, 2)
        await press(pilot, "down", "space", "minus")
        await until(pilot, "other than the criteria add up to")
        await press(pilot, "enter", "0", "enter")
        await until(pilot, "Every answer is judged")
        await until_all_kept(pilot)
        latest = {one.learner: one for one in given(school)}
        assert sorted(one.earned for one in latest.values()) == [0, 0.5, 2]
        await press(pilot, "p", "p")
        screen = await until(pilot, "Both [b]said[/b]")
        assert "2 [x] It names the storm." in screen
        await press(pilot, "g")
        await until(pilot, "½/2")
        await press(pilot, "down", "down", "enter")
        await until(pilot, "Cleo [/b]")
        await press(pilot, "tab")
        await until(pilot, "The ferry")
        await press(pilot, "tab")
        await press(pilot, "q")
        await paint(pilot)
        assert pilot.app.return_value == 0


async def test_with_the_mouse_alone(school: School) -> None:
    async with app_of(school).run_test(size=(100, 30)) as pilot:
        await until(pilot, "? help")  # painted last, once everything has its place
        await paint(pilot)
        await click_on(pilot, "It names the storm.")
        await until(pilot, "1 of 2")
        await click_on(pilot, "enter on")
        await until(pilot, "Ben")
        await click_on(pilot, "none")
        await until(pilot, "0 of 2")
        await click_on(pilot, "leave")
        await kept(school, lambda found: sorted(one.earned for one in found) == [0, 1])


async def click_on(pilot: Pilot[int], text: str) -> None:
    y = next(y for y, row in enumerate(rows(pilot)) if text in row)
    await click_at(pilot, rows(pilot)[y].index(text) + 1, y)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_blind_judge_sees_no_names_and_no_marks(school: School, size: tuple[int, int]) -> None:
    for name, earned in (("Ada", 2), ("Ben", 1), ("Cleo [/b]", 0)):
        assess(school, earned, name)
    seen = []
    async with app_of(school, by="Kim", blind=True).run_test(size=size) as pilot:
        for _ in range(3):
            screen = await until(pilot, "Answer")
            assert not any(name in screen for name in NAMES)
            assert "Lee" not in screen
            seen.append(pilot.app.assessing.judging.here.name)  # type: ignore[attr-defined]
            await press(pilot, "a")
            await until(pilot, "once you have judged")
            await press(pilot, "1", "enter")
        assert sorted(seen) == sorted(NAMES[:3])
        await until_all_kept(pilot)
        await press(pilot, "a")
        screen = await until(pilot, "Kim and Lee: the same for 1 of 3")
        assert "kappa" in screen
        assert "few:" in screen
        await press(pilot, "enter")
        await until(pilot, lambda said: "Agreement" not in said)
    async with app_of(school, by="Kim", blind=True).run_test(size=size) as pilot:  # the same order again
        assert [row.name for row in pilot.app.assessing.judging.rows] == seen  # type: ignore[attr-defined]


async def test_another_judges_mark_shows_after_ones_own(school: School) -> None:
    assess(school, 2, "Ada", by="Kim")
    async with app_of(school).run_test(size=(80, 24)) as pilot:
        assert "Kim" not in await until(pilot, "Not judged yet")
        await press(pilot, "1")
        await until(pilot, "Kim gave 2 of 2")


async def test_what_cannot_be_saved_is_said_and_tried_again(school: School) -> None:
    async with app_of(school).run_test(size=(80, 24)) as pilot:
        await until(pilot, "Ada")
        school.touch("reopen" if school.sitting().state == "closed" else "pause")
        school.kill()
        os.rename(school.folder, school.folder.with_name("away"))
        await press(pilot, "1", "enter")
        await until(pilot, "NOT SAVED")
        await press(pilot, "q")
        await until(pilot, "1 mark is not saved")
        await press(pilot, "n")
        os.rename(school.folder.with_name("away"), school.folder)
        await until(pilot, lambda said: "NOT SAVED" not in said)
        school.start()
        await kept(school, lambda found: [one.earned for one in found] == [1])


async def test_the_report_is_a_key_away_from_the_watch(school: School) -> None:
    async with WatchApp(school.folder, "").run_test(size=(80, 24)) as pilot:
        await until(pilot, "3 finished")
        await press(pilot, "a")
        await until(pilot, "4 learners, mean")
        await press(pilot, "2")
        await until(pilot, "How many were saved?")
        await press(pilot, *["down"] * 4)
        await until(pilot, "3 answers not judged yet")
        await press(pilot, "q")
        await until(pilot, "3 finished")


def test_there_must_be_something_to_judge(tmp_path: Path) -> None:
    with a_school(tmp_path, ["Ada"]) as school:
        school.open()
        with pytest.raises(Exception, match="asks no open question"):
            app_of(school)
        write_set(school.root, "open-set", QUESTIONS + OPEN)
        school.open("tuesday", set="open-set")
        with pytest.raises(Exception, match="no open answer has been handed in"):
            an_app(an_office(school), school.sitting("tuesday"), by="Lee", blind=False)
        with pytest.raises(Exception, match="say who judges"):
            an_app(an_office(school), school.sitting("tuesday"), by=" \n", blind=False)


def test_nobody_learns_what_an_answer_is_worth_before_it_is_released(school: School) -> None:
    papers = school.control.get("papers", Papers, sitting="monday").papers
    learner = next(paper.learner for paper in papers if paper.name == "Ada")
    school.control.post("assess", Assess("monday", "Lee", (Mark(learner, "why", 1, "Look again", (1,)),)), Done)
    ada = school.learner("Ada")
    for release, worth, comment in (("never", None, ""), ("marks", 1, ""), ("all", 1, "Look again")):
        school.release(release)
        past = str(ada.begin().past)
        assert "Lee" not in past
        assert ("Assessed" in past) == (worth is not None)
        assert ("Look again" in past) == bool(comment)
        (one,) = [one for one in ada.news().released if one.question == "q5"] or [None]
        assert (one.earned if one else None) == worth
        assert (one.feedback.comment if one and one.feedback else "") == comment


@pytest.mark.skipif(sys.platform != "linux", reason="needs a pseudo-terminal")
def test_in_a_terminal_and_killed(school: School, tmp_path: Path) -> None:
    """What was on the screen as saved is there after a kill; a hang-up keeps even what was just typed."""
    home = tmp_path / "home"
    classes = home / "classes"
    classes.mkdir(parents=True, mode=0o700)
    school.stop()
    os.rename(school.folder, classes / "7b")
    school.folder = classes / "7b"
    command = quiz("class", "assess", "--by", "Lee")
    environ = {"QUIZ_HOME": str(home)}
    with Terminal(command, home, rows=24, columns=80, **environ) as terminal:
        terminal.wait_for("Not judged yet")
        terminal.send("12")
        terminal.wait_for(lambda said: "2 of 2" in said and "saved" in said)
        os.kill(terminal.app, signal.SIGKILL)
        terminal.end()
    with Terminal(command, home, rows=24, columns=80, **environ) as terminal:
        terminal.wait_for("Answer 2 of 3, Ben")  # on with the first that is not judged
        terminal.send("1")
        terminal.wait_for("1 of 2")
        os.kill(terminal.app, signal.SIGHUP)
        terminal.end()
    with Terminal(command, home, rows=24, columns=80, **environ) as terminal:
        terminal.wait_for("Answer 3 of 3")
        terminal.send("g")
        terminal.wait_for(lambda said: "■  2/2" in said and "■  1/2" in said)
        terminal.send("q")
        terminal.wait_for(lambda said: "Answers (" not in said)
        terminal.send("q")
        assert not terminal.screen.strange
        assert terminal.end() == 0
    with Terminal(quiz("class", "report"), home, rows=24, columns=80, **environ) as terminal:
        terminal.wait_for(lambda said: "4 learners, mean" in said and "? help" in said)
        terminal.send("3n")
        terminal.wait_for("Sentence ")
        assert not terminal.screen.strange
        terminal.send("q")
        assert terminal.end() == 0
