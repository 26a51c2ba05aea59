"""The asking screen at a desk whose verdicts come later, and from another thread, in an app of another make."""

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from quiz.attempts.desk import Given
from quiz.attempts.events import Answered, Finished
from quiz.attempts.local_desk import LocalDesk
from quiz.questions.response import Response
from quiz.store.prepared import load_prepared
from quiz.tui.answers.typed import Line
from quiz.tui.screens.asking import AskingScreen
from tests.builders import Clock, Ids, Journal
from tests.tui.hands import press, type_text
from tests.tui.stage import a_library, paint, set_text, shown
from tests.waiting import joined


class LateDesk(LocalDesk):
    """Takes answers without a verdict; ``tell`` says it afterwards."""

    changed: Callable[[], None]

    def watch(self, changed: Callable[[], None], /) -> None:
        self.changed = changed

    def answer(self, question: str, response: Response, certainty: int = 0) -> Given:
        points = self.attempt.items[question].points
        return Given(None, self._append(Answered(question, response, points, 0.0, None, True, certainty)))

    def tell(self, question: str, *, closed: bool = True) -> None:
        """The verdict arrives; ``closed`` False leaves another try."""
        item, asked = self.attempt.items[question], self.asked.by_id[question]
        assert item.response is not None
        verdict = asked.grade(item.response, self.asked.sources_of(asked))
        told = msgspec.structs.replace(item, verdict=verdict, earned=verdict.credit * item.points, closed=closed)
        self.attempt = msgspec.structs.replace(self.attempt, items={**self.attempt.items, question: told})
        self.call_back()

    def close(self) -> None:
        """Somebody else ends the attempt."""
        self.attempt = msgspec.structs.replace(self.attempt, finished=Finished("learner"))
        self.call_back()

    def call_back(self) -> None:
        caller = threading.Thread(target=self.changed)
        caller.start()
        joined(caller)


class Host(App[int]):
    """Another app than closeread's own."""

    def __init__(self, desk: LateDesk) -> None:
        super().__init__()
        self.desk = desk
        self.ended: list[bool] = []

    def get_default_screen(self) -> Screen[Any]:
        return AskingScreen(self.desk, learner="Ada")

    def on_asking_screen_ended(self, event: AskingScreen.Ended) -> None:
        self.ended.append(event.finished)


@asynccontextmanager
async def at_a_late_desk(folder: Path, *kinds: str) -> AsyncIterator[tuple[Pilot[int], LateDesk]]:
    library = a_library(folder, set_text(*kinds))
    asked = load_prepared(library.set_path("harbour"), library, folder / "prepared")
    desk = LateDesk.start(asked, Journal(), Clock(), Ids(), learner="ada", seed=3)
    assert isinstance(desk, LateDesk)
    async with Host(desk).run_test(size=(120, 40)) as pilot:
        await paint(pilot)
        yield pilot, desk


async def test_a_verdict_that_comes_later_is_shown_when_it_comes(tmp_path: Path) -> None:
    async with at_a_late_desk(tmp_path, "name", "number") as (pilot, desk):
        await type_text(pilot, "Ada Lind")
        await press(pilot, "enter")
        await paint(pilot)
        assert "■ Answered  Its verdict is on the way" in shown(pilot)
        assert "Right" not in shown(pilot)
        desk.tell("mayor")
        await paint(pilot)
        assert "● Right   1 of 1" in shown(pilot)
        assert "on the way" not in shown(pilot)


async def test_what_is_typed_meanwhile_stays(tmp_path: Path) -> None:
    async with at_a_late_desk(tmp_path, "name", "number") as (pilot, desk):
        await type_text(pilot, "Ada Lind")
        await press(pilot, "enter", "enter")
        await type_text(pilot, "2")
        desk.tell("mayor")
        await type_text(pilot, "3")
        await paint(pilot)
        assert pilot.app.screen.query_one(Line).value == "23"
        assert "●▸" in shown(pilot)


async def test_a_late_verdict_may_leave_a_try(tmp_path: Path) -> None:
    async with at_a_late_desk(tmp_path, "name", "number") as (pilot, desk):
        await type_text(pilot, "Lena")
        await press(pilot, "enter")
        desk.tell("mayor", closed=False)
        await paint(pilot)
        assert "✗ Wrong" in shown(pilot)
        assert "Try again" in shown(pilot)
        await type_text(pilot, "x")
        assert pilot.app.screen.query_one(Line).value == "Lenax"


async def test_an_end_set_by_somebody_else_ends_the_screen(tmp_path: Path) -> None:
    async with at_a_late_desk(tmp_path, "name", "number") as (pilot, desk):
        await type_text(pilot, "Ada")
        desk.close()
        await paint(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, AskingScreen)
        screen._tick()  # the clock's next second
        await paint(pilot)
        assert isinstance(pilot.app, Host)
        assert pilot.app.ended == [True]
