"""What is due in the library, a month of it; questions kept out of reviews; the screen of progress."""

import random
import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from quiz.articles.library import Library
from quiz.attempts.local_desk import LocalDesk
from quiz.attempts.memory import DAY
from quiz.attempts.queue import DAILY, due_cards
from quiz.attempts.review import Due
from quiz.questions.response import Marked, Picked, Typed
from quiz.store.reviewing import begin_review, local_day, suspended
from quiz.store.store import Store
from quiz.store.study import Study, SystemClock, find_learner
from quiz.tui.screens.asking import AskingScreen
from quiz.tui.screens.library import LibraryScreen, due_words
from quiz.tui.screens.results import ResultsScreen
from quiz.tui.screens.stats import StatsScreen, fitted
from tests.builders import ROOT
from tests.tui.hands import press
from tests.tui.stage import a_library, click_at, desk_of, paint, playing, rows, sees, set_text, shown, until

NOW = 1_790_000_000_000
SIZES = [(60, 20), (80, 24), (140, 45)]


class Learner:
    """Practises without the app, on days of one's choice."""

    def __init__(self, library: Library, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self.store = Store.in_memory()
        person = find_learner(self.store, "Ada", str)
        assert person is not None
        self.study = Study(library, self.store, person)
        self.rng = random.Random(5)
        self.on_day(0)

    def on_day(self, day: int) -> None:
        self._patch.setattr(SystemClock, "now", lambda _: NOW + day * DAY)

    def practise(self, name: str, *, right: float = 0.7) -> None:
        self.answer_all(self.study.begin(self.study.load(name), seed=1), right)

    def answer_all(self, desk: LocalDesk, right: float = 0.7) -> None:
        for question, item in desk.attempt.items.items():
            answer(desk, question, self.rng.random() < right)
            assert desk.attempt.items[question].closed, item
        desk.finish().result()

    @property
    def due(self) -> list[str]:
        """What is due by the cards themselves."""
        cards = self.store.cards(self.study.learner.id).result()
        found = due_cards(cards, local_day(self.study.clock.now()))
        return sorted(f"{card.set}/{card.question}" for card in found)


def answer(desk: LocalDesk, question: str, right: bool) -> None:
    """Answer until it is decided, with a proof and a judgement where they are asked for."""
    asked = desk.asked.by_id[question]
    sources = desk.asked.sources_of(asked)
    response = asked.key_response(sources)
    if not right and isinstance(response, Typed):
        response = Typed("nothing of the kind")
    elif not right and isinstance(response, Picked):
        others = [one for one in desk.view(question).options if one not in response.options]  # type: ignore[union-attr]
        response = Picked(tuple(others[: len(response.options)]))
    for _ in range(5):
        if desk.wants_proof(question):
            desk.cite(question, Marked(asked.places(sources)[:1] if right else ()))
        elif not desk.attempt.items[question].closed:
            desk.answer(question, response)
    verdict = desk.attempt.items[question].verdict
    if verdict is not None and verdict.outcome == "open":
        desk.assess(question, desk.attempt.items[question].points if right else 0.0)


async def review_line(pilot: Pilot[int]) -> str:
    """What the library says is due, once it knows."""
    await until(pilot, lambda: bool(rows(pilot)[1]), "a word about reviews")
    return rows(pilot)[1].strip()


def told(pilot: Pilot[int]) -> str:
    """What was said in passing."""
    return "\n".join(one.message for one in pilot.app._notifications)


async def until_ended(pilot: Pilot[int]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, ResultsScreen), "the results")


async def test_a_month_in_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reviewed every day; on some of them in the app, which says and asks what the cards say is due."""
    ada = Learner(Library([ROOT]), monkeypatch)
    ada.practise("limited-ceasefire")
    seen = {}
    for day in range(1, 31):
        ada.on_day(day)
        if day == 4:
            ada.practise("energy-truce-call")
        due = ada.due
        if day not in (1, 2, 3, 5, 9, 14, 22, 30):
            if due:
                ada.answer_all(begin_review(ada.study, ada.study.clock.now()))
            continue
        seen[day] = len(due)
        async with playing(ada.study.library, None, store=ada.store) as pilot:
            said = await review_line(pilot)
            ada.on_day(day + 1)
            tomorrow = len(ada.due)
            ada.on_day(day)
            if not due:
                assert said == f"{due_words(Due(0, 0, 0), tomorrow)}   ctrl+r"
                await press(pilot, "ctrl+r")
                await paint(pilot)
                assert isinstance(pilot.app.screen, LibraryScreen)
                assert "Nothing is due." in told(pilot)
                continue
            assert len(due) <= DAILY
            assert said == f"Review: {len(due)} due today   ctrl+r"
            await press(pilot, "ctrl+r")
            await paint(pilot)
            desk = desk_of(pilot)
            assert desk.attempt.started.mode == "review"
            assert sorted(desk.attempt.items) == due
            ada.answer_all(desk)
            await until_ended(pilot)  # the screen sees by itself that another one has finished
            await press(pilot, "escape")
            await paint(pilot)
            assert ada.due == []
            assert (await review_line(pilot)).startswith("Review: nothing due")
    assert seen[1] > 0
    assert len(set(seen.values())) > 3
    ada.store.close()


async def test_a_review_left_is_gone_on_with_by_a_click(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = Learner(a_library(tmp_path, set_text("choice", "number", "name")), monkeypatch)
    ada.practise("harbour", right=0)
    ada.on_day(1)
    async with playing(ada.study.library, None, store=ada.store) as pilot:
        assert await review_line(pilot) == "Review: 3 due today   ctrl+r"
        await click_at(pilot, 5, 1)
        desk = desk_of(pilot)
        answer(desk, desk.attempt.here, right=True)
        await press(pilot, "escape", "y")
        assert await review_line(pilot) == "Review: go on, 2 questions left (2 due today)   ctrl+r"
        await click_at(pilot, 5, 1)
        assert desk_of(pilot).attempt.id == desk.attempt.id
    ada.store.close()


async def test_questions_are_kept_out_and_buried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = Learner(a_library(tmp_path, set_text("choice", "number", "name")), monkeypatch)
    ada.practise("harbour", right=0)
    ada.on_day(1)
    async with playing(ada.study.library, None, store=ada.store) as pilot:
        await review_line(pilot)
        await press(pilot, "ctrl+r")
        await paint(pilot)
        first = desk_of(pilot).attempt.here
        await press(pilot, "f4")
        await paint(pilot)
        second = desk_of(pilot).attempt.here
        assert "Suspended: not asked in coming reviews" in told(pilot)
        assert second != first
        await press(pilot, "f5")
        await paint(pilot)
        assert desk_of(pilot).attempt.here not in (first, second)
        assert [f"{owner}/{name}" for owner, name in suspended(ada.study)] == [first]
        assert len(ada.due) == 1
        await press(pilot, "f1")
        await paint(pilot)
        assert "Suspend it, or take that back" in shown(pilot)
        assert "Bury it until tomorrow" in shown(pilot)
        await press(pilot, "escape", "ctrl+p", "ctrl+p")
        await paint(pilot)
        assert desk_of(pilot).attempt.here == first
        await press(pilot, "f4")
        assert suspended(ada.study) == []
        assert len(ada.due) == 2
        ada.on_day(2)
        assert len(ada.due) == 3
    ada.store.close()


async def test_where_nothing_is_kept_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test asks for no such word; in practice a question is not buried, and one suspended is still asked."""
    ada = Learner(a_library(tmp_path, set_text("number")), monkeypatch)
    async with playing(ada.study.library, store=ada.store, mode="test") as pilot:
        await press(pilot, "f4", "f5")
        assert suspended(ada.study) == []
    async with playing(ada.study.library, store=ada.store, fresh=True) as pilot:
        await press(pilot, "f5")
        await press(pilot, "f4")
        assert desk_of(pilot).attempt.here == "cost"
        assert suspended(ada.study) == [("harbour", "cost")]
    ada.store.close()


@pytest.mark.parametrize(
    ("today", "tomorrow", "words"),
    [
        (Due(0, 0, 0), 0, "Review: nothing due today or tomorrow"),
        (Due(0, 4, 0), 5, "Review: nothing due, 5 tomorrow"),
        (Due(12, 0, 12), 0, "Review: 12 due today"),
        (Due(62, 0, 50), 0, "Review: 62 due today, 50 at a time"),
        (Due(62, 20, 30), 0, "Review: 62 due today, 30 at a time"),
        (Due(12, 50, 0), 0, "Review: 50 done today, 12 more can wait"),
        (Due(9, 3, 9, "a", 1), 0, "Review: go on, 1 question left (9 due today)"),
    ],
)
def test_the_line_about_reviews(today: Due, tomorrow: int, words: str) -> None:
    assert due_words(today, tomorrow) == words


async def report_of(pilot: Pilot[int]) -> str:
    await press(pilot, "ctrl+s")
    await until(pilot, lambda: "Working it out" not in shown(pilot), "the report")
    assert isinstance(pilot.app.screen, StatsScreen)
    return shown(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_progress_from_top_to_bottom(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    ada = Learner(Library([ROOT]), monkeypatch)
    for day in range(0, 60, 12):
        ada.on_day(day)
        ada.practise("limited-ceasefire")
    async with playing(ada.study.library, None, size=size, store=ada.store) as pilot:
        await report_of(pilot)
        await sees(pilot, "Credit by week, %")  # the pictures come after the words
        said = shown(pilot)
        assert "Practised on 5 days" in said
        seen = said.splitlines()
        for _ in range(12):
            await press(pilot, "pagedown")
            await paint(pilot)
            seen += rows(pilot)
        for part in ("Scores: ", "Weeks", "By topic", "By skill", "By kind", "For the right reason",
                     "Answers a day", "Questions that fall due"):  # fmt: skip
            assert any(line.strip().startswith(part) for line in seen), part
        assert any("Credit by week, %" in line for line in seen)
        assert any("Questions that fall due" in line for line in seen)
        await press(pilot, "home", "tab", "tab", "tab")
        await paint(pilot)
        assert rows(pilot)[1].strip().startswith("Weeks")
        await press(pilot, "shift+tab", "escape")
        await paint(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)
    ada.store.close()


async def test_a_review_begins_from_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = Learner(a_library(tmp_path, set_text("number")), monkeypatch)
    async with playing(ada.study.library, None, store=ada.store) as pilot:
        assert "Nothing answered yet." in await report_of(pilot)
    ada.practise("harbour")
    ada.on_day(100)
    async with playing(ada.study.library, None, store=ada.store) as pilot:
        await report_of(pilot)
        await press(pilot, "ctrl+r", "ctrl+r")
        await paint(pilot)
        assert isinstance(pilot.app.screen, AskingScreen)
        await press(pilot, "escape", "y")
        await paint(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)
    ada.store.close()


def test_lines_fit_a_narrow_screen() -> None:
    report = [
        "Ada, 22 November 2026",
        "12 answers, 7 fully right, 61% of the credit, 12 min with questions, and some more words.",
        "",
        "By topic",
        "  place  100%  " + "█" * 20,
        "                           Mon  Tue  Wed  Thu  Fri  Sat  Sun",
        "  from 23 September 2026   12  100    4    .    .   14    .",
        "     from 1 October 2026    .    .    .    .    .    .    .",
        "  22 November 2026  practice  23½ of 24  98%  +2 since last time",
    ]
    assert fitted(report, 100) == report
    assert fitted(report, 77)[4:] == report[3:]
    narrow = fitted(report, 57)
    assert max(map(len, narrow)) <= 57
    assert "  place  100%  " + "█" * 6 in narrow
    assert narrow[-1].endswith("98%  +2")
    assert narrow[-4:-1] == [
        "                      Mon  Tue  Wed  Thu  Fri  Sat  Sun",
        "  23 September 2026   12  100    4    .    .   14    .",
        "     1 October 2026    .    .    .    .    .    .    .",
    ]


async def test_how_sure_and_how_often_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Per cents are drawn up to 100, with the number of answers at each; a score below nothing is in the picture."""
    library = a_library(tmp_path, "certainty: scored\n" + set_text("choice", "number"))
    ada = Learner(library, monkeypatch)
    for day, sure in ((0, 3), (9, 2), (18, 3)):
        ada.on_day(day)
        desk = ada.study.begin(ada.study.load("harbour"), seed=1)
        for question, asked in desk.asked.by_id.items():
            right = day > 0 and (question == "first" or sure == 2)
            response = asked.key_response(desk.asked.sources_of(asked)) if right else Typed("5")
            desk.answer(question, response if right or question != "first" else Picked(("Bergen",)), sure)
            if not desk.attempt.items[question].closed:
                desk.answer(question, response, sure)
        desk.finish().result()
    async with playing(library, None, size=(80, 40), store=ada.store) as pilot:
        seen = (await report_of(pilot)).splitlines()
        for _ in range(4):
            await press(pilot, "pagedown")
            await paint(pilot)
            seen += rows(pilot)
    said = "\n".join(seen)
    assert "Fully right by certainty, %" in said
    at = next(at for at, row in enumerate(seen) if "Fully right by certainty, %" in row)
    assert any(row.lstrip().startswith("100┤") for row in seen[at : at + 3])
    assert "fairly sure (2)" in said
    assert "quite sure (4)" in said
    assert re.search(r"-\d+┤", said), said
    assert "How sure, and how often right" in said
    ada.store.close()
