"""What the tour sees of a class: a learner's way through a sitting, the teacher's screens, judging and the report."""

import asyncio
from pathlib import Path

from textual.widgets import Input

from quiz.attempts.events import Claimed
from quiz.questions.response import Typed
from quiz.tui.assess_app import AssessApp, an_app
from quiz.tui.report_app import ReportApp, loader
from quiz.tui.rulings import Rulings
from quiz.tui.terminal_app import TerminalApp
from quiz.tui.watch_app import WatchApp
from tests.classroom.clients import a_visit, card_of, new_home
from tests.classroom.school import QUESTIONS, a_school, write_set
from tests.classroom.test_assessing import OPEN
from tests.classroom.test_class_app import go_in, joining, log_in, until
from tests.tour_apps import Size, Snap
from tests.tui.hands import press, type_text
from tests.tui.stage import paint


async def learner(snap: Snap, place: Path, size: Size, theme: str) -> None:
    """From the join line to the results, with all that may come between."""
    with a_school(place / "school", ["Ada"], network=True) as school:
        school.open("monday", minutes=30)
        async with joining(school, place / "home", size, line="") as pilot:
            dress(pilot.app, theme)
            await until(pilot, "Join a class")
            await snap(pilot, "join")
            await type_text(pilot, str(school.join[0]))
            await press(pilot, "enter")
            await until(pilot, "Code name")
            await snap(pilot, "join-name")
            await type_text(pilot, "Nobody")
            await press(pilot, "enter")
            await type_text(pilot, "000000")
            await press(pilot, "enter")
            await until(pilot, "do not go together")
            await snap(pilot, "join-pin")
            pilot.app.screen.query_one(Input).value = "Ada"
            await type_text(pilot, school.slips["Ada"])
            await press(pilot, "enter")
            await until(pilot, "Your teacher has opened")
            await snap(pilot, "waiting-room")
            await go_in(pilot, "monday")
            await until(pilot, "1/4")
            await type_text(pilot, "21")
            await press(pilot, "enter")
            await until(pilot, "2/4")
            await until(pilot, "received")
            await snap(pilot, "sitting")
            await press(pilot, "f1")
            await snap(pilot, "sitting-help")
            await press(pilot, "escape")
            school.touch("pause", "monday")
            await until(pilot, "Paused by your teacher")
            await snap(pilot, "paused")
            school.touch("resume", "monday")
            await until(pilot, lambda said: "Paused" not in said)
            other = a_visit(school, "Ada", new_home(place))
            other.open(card_of(other, "monday"), takeover=True)
            await until(pilot, "You went on at another place")
            await snap(pilot, "elsewhere")
            other.close(1.0)
            await press(pilot, "f8")
            await until(pilot, lambda said: "another place" not in said and "/4" in said)
            await press(pilot, "ctrl+d")
            await until(pilot, "Hand in with")
            await snap(pilot, "hand-in")
            await press(pilot, "y")
            await until(pilot, "has not released")
            await snap(pilot, "receipt")
            school.release("all", "monday")
            await until(pilot, "Your results are there")
            await snap(pilot, "receipt-released")
            await press(pilot, "enter")
            await until(pilot, "Missed")
            await snap(pilot, "released")
            await press(pilot, "o")
            await until(pilot, "/4")
            await snap(pilot, "released-look")


async def watching(snap: Snap, place: Path, size: Size, theme: str) -> None:
    """The teacher's screen, with learners in every state."""
    names = ["Ada", "Ben", "Cleopatra Montgomery", "Dora", "Emil"]
    with a_school(place / "school", names, network=True) as school:
        school.open("monday", minutes=30)
        app = WatchApp(school.folder, "")
        async with app.run_test(size=size) as pilot:
            dress(app, theme)
            await until(pilot, "0 of 5 in")
            await snap(pilot, "watch-empty")
            visits = [a_visit(school, name, new_home(place)) for name in names[:4]]
            desks = [visit.open(card_of(visit)) for visit in visits[:3]]
            for desk in desks:
                desk.answer("q1", Typed("21")).receipt.result(30)
            desks[0].finish()
            desks[1].draft("q4", Typed("an old")).result(30)
            visits[2].close(1.0)
            await press(pilot, "t")
            await until(pilot, "More minutes for")
            await snap(pilot, "watch-minutes")
            await press(pilot, "enter")
            await until(pilot, "+5")
            await until(pilot, "1 typed")
            await until(pilot, "out of reach")
            await snap(pilot, "watch")
            await press(pilot, "question_mark")
            await snap(pilot, "watch-help")
            await press(pilot, "escape", "r")
            await until(pilot, "What may those")
            await snap(pilot, "watch-release")
            await press(pilot, "escape", "c")
            await until(pilot, "Close for everybody?")
            await snap(pilot, "watch-close")
            await press(pilot, "n", "v")
            await snap(pilot, "projector")
            for visit in visits:
                visit.close(1.0)


async def following(snap: Snap, place: Path, size: Size, theme: str) -> None:
    """Follow mode on the projector, the teacher's screen and a learner's."""
    with a_school(place / "school", ["Ada"]) as school:
        school.open("monday", mode="follow")
        app = WatchApp(school.folder, "monday", projector=True)
        async with joining(school, place / "home", size) as pupil, app.run_test(size=size) as pilot:
            dress(app, theme)
            dress(pupil.app, theme)
            await log_in(pupil, school, "Ada")
            await go_in(pupil, "monday")
            await until(pupil, "Your teacher leads")
            await snap(pupil, "follow-room")
            await until(pilot, "The first question comes in a moment")
            await snap(pilot, "projector-before")
            await press(pilot, "n")
            await until(pilot, "How many were saved?")
            await until(pupil, "1/4")
            await type_text(pupil, "21")
            await press(pupil, "enter")
            await until(pupil, "1 of 1 have answered")
            await snap(pupil, "follow-answered")
            await press(pilot, "s", "e")
            await until(pilot, "Answer: 23")
            await snap(pilot, "projector-revealed")
            await until(pupil, "Wrong")
            await snap(pupil, "follow-revealed")
            await press(pilot, "v")
            await until(pilot, "1 of 4, revealed")
            await snap(pilot, "watch-follow")


async def afterwards(snap: Snap, place: Path, size: Size, theme: str) -> None:
    """Judging open answers, and the report with its claims."""
    names = ["Ada", "Ben", "Cleo"]
    with a_school(place / "school", names) as school:
        write_set(school.root, questions=QUESTIONS + OPEN)
        school.open()
        for name in names:
            pupil = school.learner(name)
            pupil.begin()
            pupil.answer("q4", Typed("an old boat"))
            pupil.answer("q5", Typed("Osten spoke of a map and a storm. " * 5))
            pupil.hand_in()
            if name == "Ada":
                school.release("all")
                pupil.send(Claimed("q4"))
        judge: AssessApp = an_app(lambda: school.control, school.sitting(), by="Lee", blind=False)
        async with judge.run_test(size=size) as pilot:
            dress(judge, theme)
            await until(pilot, "3 to judge")
            await snap(pilot, "assess")
            await press(pilot, "1", "c")
            await type_text(pilot, "The storm is missing.")
            await press(pilot, "enter")
            await paint(pilot)
            await snap(pilot, "assess-judged")
            await press(pilot, "enter", "0", "enter", "2", "enter")
            await until(pilot, "Every answer is judged")
            await snap(pilot, "assess-all")
            await press(pilot, "g")
            await snap(pilot, "assess-list")
        report = ReportApp(loader(lambda: school.control, "monday"), Rulings(lambda: school.control, "monday"))
        async with report.run_test(size=size) as pilot:
            dress(report, theme)
            await until(pilot, "3 learners, mean")
            await snap(pilot, "report-marks")
            for key, name in (("2", "questions"), ("3", "misread"), ("4", "claims")):
                await press(pilot, key)
                await asyncio.sleep(0.1)
                await snap(pilot, f"report-{name}")
            await press(pilot, "question_mark")
            await snap(pilot, "report-help")


def dress(app: object, theme: str) -> None:
    assert isinstance(app, TerminalApp)
    app.theme = theme or app.theme


CLASS = (learner, watching, following, afterwards)
