"""Reviews, retries and progress by the command line, line by line, over several days."""

import csv
import io
import json
import random
from contextlib import closing
from pathlib import Path

import pytest

from quiz.articles.library import Library
from quiz.attempts.memory import DAY
from quiz.attempts.queue import DAILY
from quiz.attempts.review import Wanted
from quiz.cli import run
from quiz.store.paths import data_folder
from quiz.store.reviewing import local_day, open_desk
from quiz.store.store import Store
from quiz.store.study import PlayOptions, Study, SystemClock
from tests.builders import ROOT
from tests.plain.stage import a_root
from tests.tui.test_progress import answer

NOW = 1_790_000_000_000


# What to type for each question, with proofs and judgements: rightly, and not.
KEYS = {
    "How many million crowns did the harbour cost?": ("23 million crowns", "5\n6"),
    "When did the harbour open?": ("6 May 2024\n1", "1999\n1"),
    "Where did the first ship come from?": ("Oslo\n3", "Bergen"),
    "What surprised people?": ("a ship\n1 2", "a ship\n0"),
}


def prompts(said: str) -> list[str]:
    """The prompts that :list has listed, in their order."""
    return [line.partition(": ")[2] for line in said.splitlines() if ". not answered" in line]


class Learner:
    """Types lines into the command line, on days of one's choice."""

    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capture = patch, capture
        self.on_day(0)

    def on_day(self, day: int) -> None:
        self._patch.setattr(SystemClock, "now", lambda _: NOW + day * DAY)
        self._patch.setattr("time.time_ns", lambda: (NOW + day * DAY) * 1_000_000)

    def tell(self, *arguments: str, lines: str = "", code: int = 0) -> str:
        self._patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode()), encoding="utf-8"))
        self._capture.readouterr()
        assert run(list(arguments)) == code
        found = self._capture.readouterr()
        return found.out if code == 0 else found.err


@pytest.fixture
def ada(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Learner:
    monkeypatch.chdir(a_root(tmp_path / "here"))
    ada = Learner(monkeypatch, capsys)
    # Wrong twice, a wrong date with its proof, a wrong place, an open answer that meets nothing.
    said = ada.tell("play", "harbour", "--learner", "Ada", lines="5\n6\n1999\n1\nBergen\nno idea\n0\n:finish\n")
    assert "Score: 0 of 5 points" in said
    return ada


def test_what_went_wrong_is_due_the_next_day_and_not_again_after_it(ada: Learner) -> None:
    assert ada.tell("review") == "Nothing is due.\n"
    ada.on_day(1)
    said = ada.tell("review", "--limit", "3", lines=":quit\n")
    assert said.startswith("Review\n3 questions, learner Ada.\n")
    assert 'About "' in said
    assert "It cost 23 million crowns" not in said
    said = ada.tell("review", "--limit", "3", lines=":article\n:flag\n:quit\n")
    assert "Going on where you left" in said
    assert "23 million crowns" in said
    order = prompts(ada.tell("review", "--fresh", lines=":list\n:quit\n"))
    everything = [f"{KEYS[prompt][0]}\n" for prompt in order]
    said = ada.tell("review", "--fresh", lines="".join(everything) + ":finish\n")
    assert "Finished: Review" in said
    assert "The first ship came from Oslo" in said  # the excerpt, once the question is decided
    assert ada.tell("review", "--fresh") == "Nothing is due.\n"


def test_retries_have_their_own_queue_each(ada: Learner) -> None:
    said = ada.tell("review", "--only", "topic=date", "harbour", lines="1998\n")
    assert said.startswith("Once more: topic date in harbour\n1 question, learner Ada.")
    said = ada.tell("review", "--only", "wrong", "harbour", lines=":quit\n")
    assert said.startswith("Once more: wrong in harbour\n4 questions")
    said = ada.tell("review", "--only", "topic=date", "harbour", lines=":quit\n")
    assert "Going on where you left" in said
    assert ada.tell("review", "--only", "flagged") == "No question is flagged.\n"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["review", "--only", "colour=red"], "quiz: --only colour=red: not known; use wrong, flagged"),
        (["review", "harbour"], "quiz: review: sets are named with --only"),
        (["review", "--only", "wrong", "harbor"], "quiz: no question set 'harbor'; did you mean harbour?"),
        (["review", "--suspend", "harbour/nothing"], "quiz: harbour/nothing: no such question"),
    ],
)
def test_wrong_use(ada: Learner, arguments: list[str], error: str) -> None:
    assert ada.tell(*arguments, code=2).startswith(error)


def test_suspending_and_burying(ada: Learner) -> None:
    ada.tell("review", "--suspend", "harbour/cost")
    assert ada.tell("review", "--suspended") == "harbour/cost\n"
    ada.on_day(2)
    said = ada.tell("review", lines=":suspend\n:bury\n:suspend off\n:suspend maybe\n:quit\n")
    assert "3 questions" in said
    assert "Suspended: not asked in coming reviews." in said
    assert "Buried: not asked in reviews before tomorrow." in said
    assert "Coming reviews ask this question again." in said
    assert "Type :suspend, or :suspend off." in said
    assert "2 questions" in ada.tell("review", "--fresh", lines=":quit\n")
    ada.on_day(3)
    ada.tell("review", "--unsuspend", "harbour/cost")
    assert "4 questions" in ada.tell("review", "--fresh", lines=":quit\n")
    # A word on coming reviews is no attempt of hers.
    assert json.loads(ada.tell("data", "learners", "--json"))[0]["attempts"] == 4


def test_stats_in_every_form(ada: Learner, tmp_path: Path) -> None:
    text = ada.tell("stats")
    assert "4 answers, 0 fully right, 0% of the credit" in text
    found = json.loads(ada.tell("stats", "harbour", "--json"))
    assert (found["answers"], found["sets"][0]["scores"][0]["earned"]) == (4, 0.0)
    rows = list(csv.DictReader(io.StringIO(ada.tell("stats", "--csv", "--learner", "Ada"))))
    assert {row["question"] for row in rows} == {"cost", "opened", "first", "why"}
    assert {row["memory"] for row in rows} == {"again"}
    page = tmp_path / "page.html"
    assert ada.tell("stats", "--html", str(page)) == f"Written: {page}\n"
    assert page.read_text().startswith("<!doctype html>")
    assert "no learner of this name" in ada.tell("stats", "--learner", "Bo", code=2)


def test_going_home_with_everything(ada: Learner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(tmp_path / "ada.jsonl")
    ada.tell("data", "export", "--learner", "Ada", file)
    before = ada.tell("stats", "--json")
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "at-home"))
    assert "New here: Ada" in ada.tell("data", "merge", file)
    assert ada.tell("data", "merge", file).startswith("Added: 0 steps of 0 attempts.")
    assert ada.tell("stats", "--json") == before
    assert ada.tell("data", "rename", "--learner", "Ada", "Ada L.") == "Renamed: Ada L.\n"
    assert "Worked out again: 1 attempt." in ada.tell("data", "rebuild")
    assert ada.tell("data", "learners") == "Ada L.: 1 attempt\n"
    assert "no line of 'quiz data export'" in ada.tell("data", "merge", "seeds/harbour.md", code=2)


def test_a_month_day_by_day(ada: Learner) -> None:
    """What the command line asks is what the store says is due, and nothing is left of it afterwards."""
    rng = random.Random(3)
    asked = []
    for day in range(1, 31):
        ada.on_day(day)
        store = Store.open(data_folder())
        learner = store.learners().result()[0]
        due = len(store.due(learner.id, local_day(NOW + day * DAY)).result())
        store.close()
        asked.append(due)
        said = ada.tell("review", lines=":list\n:quit\n")
        if not due:
            assert said == "Nothing is due.\n"
            continue
        assert said.startswith(f"Review\n{due} question")
        order = prompts(said)
        assert len(order) == due
        answers = [f"{KEYS[prompt][rng.random() < 0.5]}\n" for prompt in order]
        said = ada.tell("review", lines="".join(answers) + ":finish\n")
        assert "Finished: Review" in said
        assert ada.tell("review") == "Nothing is due.\n"
    assert asked[0] == 4
    assert sum(asked) > 15
    assert 0 in asked


def test_a_month_of_the_shipped_sets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every day the command line asks what the cards say is due, and goes on with what was left of it."""
    monkeypatch.chdir(tmp_path)
    ada = Learner(monkeypatch, capsys)
    assert "Finished" in ada.tell("play", "limited-ceasefire", "--learner", "Ada", lines=":finish\n")
    library, rng, seen = Library([ROOT]), random.Random(7), []
    for day in range(1, 31):
        ada.on_day(day)
        with closing(Store.open(data_folder())) as store:
            study = Study(library, store, store.learners().result()[0])
            for name in sorted(library.set_paths())[day // 3 : day // 3 + 2] if day % 6 == 1 else ():
                desk = study.begin(study.load(name), seed=1)
                for question in desk.attempt.items:
                    answer(desk, question, rng.random() < 0.7)
                desk.finish().result()
            due = len(store.due(study.learner.id, local_day(NOW + day * DAY)).result())
        seen.append(due)
        said = ada.tell("review", lines=":list\n:quit\n")
        if not due:
            assert said == "Nothing is due.\n"
            continue
        now = min(due, DAILY)
        assert said.startswith(f"Review\n{now} question")
        assert len(prompts(said)) == now
        with closing(Store.open(data_folder())) as store:
            study = Study(library, store, store.learners().result()[0])
            desk = open_desk(study, PlayOptions(), Wanted())
            assert len(desk.attempt.items) == now
            for question in desk.attempt.items:
                answer(desk, question, rng.random() < 0.8)
            desk.finish().result()
        left = "Nothing is due.\n" if due == now else "Today's questions are done.\n"
        assert ada.tell("review") == left
    assert max(seen) > DAILY
    assert 0 in seen
