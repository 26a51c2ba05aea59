"""What learners say was right, decided on the report's screen for all who wrote the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.attempts.events import Claimed
from quiz.classroom.control import Control
from quiz.classroom.mending import Claims
from quiz.questions.response import Typed
from quiz.tui.report_app import ReportApp, loader
from quiz.tui.rulings import Rulings
from tests.classroom.school import School, a_school
from tests.classroom.test_class_app import SIZES, until
from tests.tui.hands import press

BOAT = "An old [b]boat\x1b[2J"


def an_app(school: School) -> ReportApp:
    office: Callable[[], Control] = lambda: school.control  # noqa: E731
    return ReportApp(loader(office, "monday"), Rulings(office, "monday"))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_claim_is_decided_and_taken_back(tmp_path: Path, size: tuple[int, int]) -> None:
    with a_school(tmp_path, ["Ada", "Ben", "Cleo"]) as school:
        school.open()
        pupils = {name: school.learner(name) for name in ("Ada", "Ben", "Cleo")}
        for name, answer in zip(pupils, (BOAT, BOAT.upper(), "a ship"), strict=True):
            pupils[name].begin()
            pupils[name].answer("q4", Typed(answer))
            pupils[name].hand_in()
        school.release("all")
        async with an_app(school).run_test(size=size) as pilot:
            await until(pilot, "3 learners, mean")
            await press(pilot, "4")
            await until(pilot, "Nobody has said of an answer")
            await press(pilot, "y", "x")
            pupils["Ada"].send(Claimed("q4"))
            await press(pilot, "r")
            screen = await until(pilot, "Graded wrong; not decided yet.")
            assert "an old [b]boat\ufffd[2j" in screen.casefold(), screen
            assert "Key: an old map" in screen
            assert "1 of 2" in screen
            await press(pilot, "y")
            await until(pilot, "Decided: 2 learners graded otherwise now.")
            (claim,) = school.control.get("claims", Claims, sitting="monday").claims
            assert (claim.decision, claim.outcome) == ("accepted", "right")
            await press(pilot, "1")
            await until(pilot, "1/4")
            await press(pilot, "4", "x")
            await until(pilot, "You decided: it stays as it was graded.")
            (claim,) = school.control.get("claims", Claims, sitting="monday").claims
            assert (claim.decision, claim.outcome) == ("refused", "wrong")
            school.kill()
            await press(pilot, "y")
            await until(pilot, "No server of this class is running")
