"""A month of practice over the shipped sets, and what is asked again, at real desks; the time is injected."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from quiz.articles.library import Library, shipped
from quiz.attempts.local_desk import LocalDesk
from quiz.attempts.memory import DAY, GRADES, Card, Mark, grade, step
from quiz.attempts.queue import is_due
from quiz.attempts.review import Only, Wanted, parse_only
from quiz.errors import InputError, NotAllowed
from quiz.questions.response import Typed
from quiz.store import reviewing
from quiz.store.store import Store
from quiz.store.study import Study
from tests.plain.stage import a_root

MORNING = int(datetime(2026, 3, 2, 9, tzinfo=UTC).timestamp() * 1000)
SET = "limited-ceasefire"


class Clock:
    def __init__(self) -> None:
        self.time = MORNING

    def now(self) -> int:
        return self.time

    def ticks(self) -> int:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def study(clock: Clock) -> Iterator[Study]:
    store = Store.in_memory()
    yield Study(Library([shipped()]), store, store.add_learner("Ada").result(), clock)
    assert store.check().result() == []
    store.close()


def give(desk: LocalDesk, clock: Clock, question: str, *, right: bool, pace: int = 30_000) -> None:
    """Answer a question, rightly or with what is no answer to it."""
    asked = desk.asked.by_id[question]
    desk.move(question)
    clock.time += pace
    desk.answer(question, asked.key_response(desk.asked.sources_of(asked)) if right else Typed("qwxz"))
    item = desk.attempt.items[question]
    if item.verdict is not None and item.verdict.outcome == "open":
        desk.assess(question, item.points if right else 0.0)
    while not desk.attempt.items[question].closed and not desk.attempt.finished:
        desk.answer(question, Typed("qwxz"))


def give_all(desk: LocalDesk, clock: Clock, known: float, rng: random.Random) -> None:
    for question in desk.attempt.items:
        give(desk, clock, question, right=rng.random() < known)
    desk.finish().result()


def test_a_month_of_practice_has_the_right_due_counts_on_every_day(study: Study, clock: Clock) -> None:
    """Beside the store a plain list of what was answered, from which every card is worked out anew each day."""
    rng = random.Random(5)
    sets = list(study.library.set_paths())
    counted = []
    for day in range(30):
        clock.time = MORNING + day * DAY
        if day % 4 == 0 and sets:
            give_all(study.begin(study.load(sets.pop(0))), clock, 0.8, rng)
        today = reviewing.local_day(clock.time)
        expected = {ref for ref, card in by_hand(study).items() if is_due(card, today)}
        due = reviewing.due(study, clock.time, limit=1000)
        assert due.due == due.now == len(expected)
        counted.append(due.due)
        if day % 7 == 6 or not expected:  # nobody practises every day
            continue
        desk = reviewing.begin_review(study, clock.time, limit=1000)
        assert {tuple(name.rsplit("/", 1)) for name in desk.attempt.items} == expected
        give_all(desk, clock, 0.85, rng)
        after = reviewing.due(study, clock.time, limit=1000)
        assert (after.due, after.reviewed) == (0, len(expected))
    assert sum(counted) > 300
    assert counted[0] == 0


def by_hand(study: Study) -> dict[tuple[str, str], Card]:
    """Every card from nothing but the attempts' final items and the times at which they were answered."""
    marks: dict[tuple[str, str], list[Mark]] = {}
    for trial in study.store.trials(study.learner.id).result():
        graded = grade(trial)
        assert graded in GRADES
        marks.setdefault((trial.set, trial.question), []).append(Mark(trial.at, trial.attempt, 0, graded))
    cards = {}
    for (owner, question), found in marks.items():
        card = Card(study.learner.id, owner, question)
        for mark in sorted(found):
            card = step(card, mark)
        cards[owner, question] = card
    return cards


def test_a_review_asks_at_most_the_days_limit_the_articles_in_turn(study: Study, clock: Clock) -> None:
    for name in (SET, "nbc-after-kherson"):
        give_all(study.begin(study.load(name)), clock, 0.0, random.Random(1))
    clock.time += 2 * DAY
    first = reviewing.begin_review(study, clock.time, limit=10)
    articles = [first.view(question).article for question in first.attempt.items]
    assert len(articles) == 10
    assert all(one != two for one, two in pairwise(articles))
    for question in list(first.attempt.items)[:4]:
        give(first, clock, question, right=True)
    first.finish()
    assert reviewing.due(study, clock.time, limit=10).now == 6
    second = reviewing.begin_review(study, clock.time, limit=10)
    assert len(second.attempt.items) == 6
    give_all(second, clock, 1.0, random.Random(1))
    with pytest.raises(NotAllowed, match="today's questions are done"):
        reviewing.begin_review(study, clock.time, limit=10)
    clock.time += DAY
    assert reviewing.due(study, clock.time, limit=10).now == 10


def test_the_remaining_queue_survives_leaving(study: Study, clock: Clock) -> None:
    give_all(study.begin(study.load(SET)), clock, 0.0, random.Random(1))
    clock.time += DAY
    desk = reviewing.begin_review(study, clock.time, limit=5)
    names = list(desk.attempt.items)
    give(desk, clock, names[0], right=True)
    desk.last_receipt.result()
    due = reviewing.due(study, clock.time, limit=5)
    assert (due.waiting, due.left) == (desk.attempt.id, 4)
    again = reviewing.go_on(study, due.waiting)
    assert list(again.attempt.items) == names
    assert again.attempt.items[names[0]].answered
    assert again.view(names[1]) == desk.view(names[1])


def test_questions_of_several_sets_are_read_against_their_own_articles(study: Study, clock: Clock) -> None:
    """Two accounts of one event: the same quote stands in both, and a name known in one may be unknown in the other."""
    desk = reviewing.begin_retry(study, Wanted(Only("kind", "number"), limit=1000))
    owners = {name.rsplit("/", 1)[0] for name in desk.attempt.items}
    assert len(owners) > 3
    for name in desk.attempt.items:
        owner, question = name.rsplit("/", 1)
        home = study.load(owner)
        alone = home.by_id[question]
        assert desk.view(name).article == alone.main_article(home.sources)
        desk.answer(name, alone.key_response(home.sources))
        feedback = desk.feedback(name)
        assert feedback is not None
        assert feedback.verdict.right
        assert feedback.places == alone.places(home.sources)


def test_wrong_ones_until_they_are_right(study: Study, clock: Clock) -> None:
    desk = study.begin(study.load(SET), only=["goodwill", *list(study.load(SET).by_id)[:3]])
    names = list(desk.attempt.items)
    for at, question in enumerate(names):
        give(desk, clock, question, right=at > 0)
    desk.finish()
    again = reviewing.begin_retry(study, Wanted(Only("wrong")))
    assert list(again.attempt.items) == [f"{SET}/{names[0]}"]
    assert again.attempt.started.part
    give(again, clock, f"{SET}/{names[0]}", right=True)
    again.finish().result()
    with pytest.raises(NotAllowed, match="no question is wrong"):
        reviewing.begin_retry(study, Wanted(Only("wrong")))


def test_flagged_ones_and_an_axis_in_chosen_sets(study: Study, clock: Clock) -> None:
    desk = study.begin(study.load(SET))
    name = list(desk.attempt.items)[2]
    desk.flag(name).result()
    assert list(reviewing.begin_retry(study, Wanted(Only("flagged"))).attempt.items) == [f"{SET}/{name}"]
    dates = reviewing.begin_retry(study, Wanted(Only("topic", "Date"), (SET,)))
    assert {question.topic for question in dates.asked.questions} == {"date"}
    with pytest.raises(NotAllowed, match="no question has topic weather"):
        reviewing.begin_retry(study, Wanted(Only("topic", "weather")))
    with pytest.raises(InputError, match="did you mean limited-ceasefire"):
        reviewing.begin_retry(study, Wanted(Only("wrong"), ("limited-ceasfire",)))


def test_suspending_outside_of_an_attempt_and_taking_back(study: Study, clock: Clock) -> None:
    give_all(study.begin(study.load(SET)), clock, 0.0, random.Random(1))
    clock.time += 2 * DAY
    before = reviewing.due(study, clock.time).due
    some = (SET, next(iter(study.load(SET).by_id)))
    reviewing.suspend(study, [some], True)
    assert reviewing.suspended(study) == [some]
    assert reviewing.due(study, clock.time).due == before - 1
    clock.time += 1
    reviewing.suspend(study, [some], False)
    assert reviewing.suspended(study) == []
    assert reviewing.due(study, clock.time).due == before


def test_burying_lasts_until_tomorrow(study: Study, clock: Clock) -> None:
    give_all(study.begin(study.load(SET)), clock, 0.0, random.Random(1))
    clock.time += DAY
    desk = reviewing.begin_review(study, clock.time)
    before = reviewing.due(study, clock.time).due
    desk.bury(next(iter(desk.attempt.items)))
    desk.finish().result()
    assert reviewing.due(study, clock.time).due == before - 1
    assert reviewing.due(study, clock.time + DAY).due == before


def test_what_is_gone_is_not_due(study: Study, clock: Clock, tmp_path: Path) -> None:
    study.library = Library([a_root(tmp_path / "a")])
    give_all(study.begin(study.load("harbour")), clock, 1.0, random.Random(1))
    clock.time += 30 * DAY
    assert reviewing.due(study, clock.time).due == 4
    desk = reviewing.begin_review(study, clock.time)
    study.library = Library([tmp_path / "b"])
    assert reviewing.due(study, clock.time).due == 0
    with pytest.raises(NotAllowed, match="nothing is due"):
        reviewing.begin_review(study, clock.time)
    with pytest.raises(NotAllowed, match="is gone"):
        reviewing.go_on(study, desk.attempt.id)


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("wrong", Only("wrong")),
        ("flagged", Only("flagged")),
        ("topic=date", Only("topic", "date")),
        ("kind= number", Only("kind", "number")),
        ("topic=", None),
        ("wrong=1", None),
        ("colour=red", None),
        ("", None),
    ],
)
def test_what_can_be_chosen(text: str, only: Only | None) -> None:
    assert parse_only(text) == only


def test_a_day_is_whole_and_begins_at_four(clock: Clock) -> None:
    today = reviewing.local_day(clock.time)
    assert today.start <= clock.time < today.end
    assert datetime.fromtimestamp(today.start / 1000).hour == 4
    assert reviewing.local_day(today.end - 1) == today
    assert reviewing.local_day(today.end).start == today.end
