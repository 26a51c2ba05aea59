"""What responses say about memory, and when a question is due: against py-fsrs itself."""

import random
from datetime import UTC, datetime, timedelta
from functools import reduce
from itertools import pairwise

import msgspec
import pytest
from fsrs import Card as Fsrs
from fsrs import Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from quiz.attempts.events import (
    Answered,
    Assessed,
    Body,
    Cited,
    Drafted,
    Event,
    Finished,
    Flagged,
    Hinted,
    Moved,
    Started,
    Suspended,
    Undone,
)
from quiz.attempts.memory import DAY, Card, Mark, Model, grade, marks_of, remember, step
from quiz.attempts.queue import Today, due_cards, interleaved, is_due
from quiz.attempts.standing import stand
from quiz.attempts.trial import Trial, concerns, decide, ends, follow
from quiz.questions.response import Marked, Typed
from quiz.questions.verdict import Verdict

RIGHT = Verdict("right", 1.0, "exact")
WRONG = Verdict("wrong", 0.0, "other")
HALF = Verdict("near", 0.5, "partly")
LACKING = Verdict("near", 0.5, "unit_missing")
OPEN = Verdict("open", 0.0, "to_assess")
TODAY = Today(100 * DAY, 101 * DAY)


def answer(
    verdict: Verdict = RIGHT, *, closed: bool = True, certainty: int = 0, question: str = "q", counts: bool = True
) -> Answered:
    return Answered(question, Typed("x"), 1.0, verdict.credit, verdict, closed, certainty, counts)


def cited(outcome: str) -> Cited:
    return Cited("q", Marked(()), Verdict(outcome, 0.0, "evidence"))  # type: ignore[arg-type]


def trial_of(*bodies: Body, mode: str = "practice", pace: int = 20_000, at: int = 1_000_000, set_: str = "s") -> Trial:
    """The trial of the first question after these events, pace milliseconds apart."""
    first = next(iter(name for body in bodies if (name := getattr(body, "question", None))))
    start = Started("l", set_, "T", ("a",), {first: 1.0}, 1, mode)  # type: ignore[arg-type]
    standing, trial = None, None
    for n, body in enumerate((start, *bodies)):
        event = Event(f"{n:032x}", "a" * 32, n, at + n * pace, n * pace, body)
        if standing is not None and concerns(event) == first:
            trial = follow(standing, trial, event)
        if ends(event) and trial is not None:
            trial = decide(trial, event.at)
        standing = stand(standing, event)
    assert trial is not None
    return trial


GRADES = [
    ([answer()], "good"),
    ([answer(WRONG)], "again"),
    ([answer(HALF)], "hard"),
    ([Hinted("q", 1), answer()], "hard"),
    ([answer(WRONG, closed=False), answer()], "hard"),
    ([answer(WRONG, closed=False), answer(WRONG, closed=False), answer()], "again"),
    ([answer(LACKING, closed=False), answer()], "hard"),
    ([answer(certainty=1)], "hard"),
    ([answer(certainty=3)], "good"),
    ([answer(), cited("right")], "good"),
    ([answer(), cited("near")], "good"),
    ([answer(), cited("wrong")], "hard"),
    ([answer(), cited("not-answered")], "hard"),
    ([answer(WRONG), cited("right")], "again"),
    ([answer(closed=False)], None),
    ([answer(closed=False), Finished("learner")], "good"),
    ([answer(WRONG, closed=False), answer(closed=False), Finished("time")], "hard"),
    ([answer(OPEN)], None),
    ([answer(OPEN), Assessed("q", 2.0, 2.0, "learner")], "good"),
    ([answer(OPEN), Finished("learner"), Assessed("q", 2.0, 1.0, "learner")], "hard"),
    ([answer(OPEN), Assessed("q", 2.0, 0.0, "learner")], "again"),
    ([answer(LACKING, closed=False), answer(WRONG)], "again"),
    ([answer(LACKING, closed=False), answer(WRONG, counts=False)], "hard"),
    ([answer(HALF, closed=False), *[answer(WRONG, closed=False, counts=False)] * 2], None),
    ([answer(HALF, closed=False), *[answer(WRONG, closed=False, counts=False)] * 2, Finished("learner")], "again"),
    ([answer(), Undone("q")], "good"),
    ([answer(), Undone("q", True)], "good"),
    ([answer(WRONG), Undone("q"), answer()], "again"),
    ([answer(WRONG), Undone("q", True), answer(counts=False)], "again"),
    ([answer(WRONG), Undone("q"), Finished("learner")], "again"),
    ([answer(WRONG), Undone("q", True), Finished("learner")], "again"),
    ([answer(WRONG), Undone("q"), answer(), Undone("q"), answer()], "again"),
    ([answer(), Undone("q"), answer(WRONG), cited("wrong")], "good"),
    ([answer(), Undone("q", True), Hinted("q", 1), answer(WRONG, counts=False)], "good"),
    ([answer(WRONG, closed=False), Undone("q"), answer()], "hard"),
    ([answer(WRONG, closed=False), Undone("q", True), answer()], "hard"),
    ([answer(WRONG, closed=False), Undone("q", True), Finished("learner")], "again"),
    ([answer(OPEN), Undone("q"), answer(OPEN), Assessed("q", 2.0, 2.0, "learner")], "good"),
    ([Hinted("q", 1), answer(), Undone("q"), answer()], "hard"),
    ([Drafted("q", Typed("x")), Moved("q"), Flagged("q", True)], None),
    ([Finished("learner"), Suspended("q", True)], None),
]


@pytest.mark.parametrize(("bodies", "expected"), GRADES)
def test_what_a_response_says_about_memory(bodies: list[Body], expected: str | None) -> None:
    assert grade(trial_of(*bodies)) == expected


def test_only_a_quick_sure_answer_in_a_review_is_easy() -> None:
    assert grade(trial_of(answer(), mode="review", pace=10_000)) == "easy"
    assert grade(trial_of(answer(certainty=3), mode="review", pace=9_000)) == "easy"
    assert grade(trial_of(answer(certainty=2), mode="review", pace=9_000)) == "good"
    assert grade(trial_of(answer(), mode="review", pace=10_001)) == "good"
    assert grade(trial_of(answer(), mode="practice", pace=1_000)) == "good"


def test_time_counts_from_looking_at_a_question_to_deciding_it() -> None:
    trial = trial_of(Moved("q"), Drafted("q", Typed("x")), answer(), Flagged("q", True), pace=1000)
    assert trial.spent == 2000
    assert trial.flagged
    assert (trial.at, trial.decided) == (1_003_000, 1_003_000)


def test_a_question_of_a_gathered_attempt_belongs_to_its_own_set() -> None:
    trial = trial_of(answer(question="march/wounded"), set_="/review")
    assert (trial.set, trial.question, trial.name) == ("march", "wounded", "march/wounded")


# Days waited and rating (1 again to 4 easy), as recorded from learners of several tempers.
RECORDED = [
    [(0, 3), (2, 3), (8, 3), (27, 3), (80, 3)],
    [(0, 1), (1, 3), (3, 1), (1, 2), (2, 3), (5, 3), (11, 4)],
    [(0, 4), (8, 4), (60, 1), (1, 3), (4, 3)],
    [(0, 2), (0, 3), (1, 3), (0, 1), (1, 3)],
    [(0, 1), (1, 1), (1, 1), (1, 1), (1, 3), (2, 3)],
    [(0, 3), (400, 3), (3000, 2)],
]


@pytest.mark.parametrize("recorded", RECORDED)
@pytest.mark.parametrize("retention", [0.8, 0.9, 0.95])
def test_scheduling_equals_py_fsrs(recorded: list[tuple[int, int]], retention: float) -> None:
    scheduler = Scheduler(desired_retention=retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    time = datetime(2026, 1, 5, 18, 30, tzinfo=UTC)
    theirs = Fsrs(card_id=1, due=time)
    ours = Card("l", "s", "q")
    for waited, rating in recorded:
        time += timedelta(days=waited)
        theirs, _ = scheduler.review_card(theirs, Rating(rating), time)
        at = int(time.timestamp() * 1000)
        ours = step(ours, Mark(at, "a", 0, ("again", "hard", "good", "easy")[rating - 1]), Model(retention))
        assert ours.stability == theirs.stability
        assert ours.difficulty == theirs.difficulty
        assert ours.due == int(theirs.due.timestamp() * 1000)


def test_half_an_hour_early_the_next_evening_is_a_day() -> None:
    first = step(Card("l", "s", "q"), Mark(0, "a", 0, "good"))
    early = step(first, Mark(2 * DAY - DAY // 48, "b", 0, "good"))
    assert early.stability == step(first, Mark(2 * DAY, "b", 0, "good")).stability > first.stability


def test_other_parameters_give_other_dates() -> None:
    slack = step(Card("l", "s", "q"), Mark(0, "a", 0, "easy"), Model(0.7))
    keen = step(Card("l", "s", "q"), Mark(0, "a", 0, "easy"), Model(0.95))
    assert slack.due > keen.due


def test_a_leech_is_suspended_after_eight_lapses_and_every_four_more() -> None:
    card = step(Card("l", "s", "q"), Mark(0, "a", 0, "good"))
    held = []
    for n in range(1, 17):
        card = step(card, Mark(n * DAY, "a", n, "again"))
        held.append(card.suspended)
        if card.suspended:
            assert card.leech
            card = step(card, Mark(n * DAY, "a", 100 + n, "resume"))
    assert [n for n, is_held in enumerate(held, 1) if is_held] == [8, 12, 16]


def test_suspended_and_buried_questions_are_not_due() -> None:
    card = step(Card("l", "s", "q"), Mark(TODAY.start - 9 * DAY, "a", 0, "good"))
    assert is_due(card, TODAY)
    assert not is_due(step(card, Mark(TODAY.start - DAY, "b", 0, "suspend")), TODAY)
    assert not is_due(step(card, Mark(TODAY.start + 5, "b", 0, "bury")), TODAY)
    assert is_due(step(card, Mark(TODAY.start - 5, "b", 0, "bury")), TODAY)
    never = step(Card("l", "s", "q"), Mark(0, "b", 0, "resume"))
    assert not is_due(never, TODAY)


def test_due_until_the_end_of_the_day_longest_waiting_first() -> None:
    cards = [Card("l", "s", f"q{due}", due=TODAY.start + due, reviews=1) for due in (5, -DAY, DAY - 1, DAY)]
    assert [card.question for card in due_cards(cards, TODAY)] == [f"q{-DAY}", "q5", f"q{DAY - 1}"]


outcomes = st.sampled_from(["again", "hard", "good", "easy", "suspend", "resume", "bury"])
many_marks = st.lists(st.builds(Mark, st.integers(0, 50 * DAY), st.sampled_from("abc"), st.integers(0, 9), outcomes))


@given(many_marks)
def test_the_fold_is_finite_and_never_due_before_the_next_day(marks: list[Mark]) -> None:
    card = reduce(step, sorted(marks), Card("l", "s", "q"))
    assert card.lapses <= card.reviews == sum(mark.what in ("again", "hard", "good", "easy") for mark in marks)
    if card.reviews:
        assert card.due >= card.last + DAY
        assert 1 <= card.difficulty <= 10
        assert card.stability > 0


@given(st.lists(st.tuples(st.integers(0, 90), st.sampled_from([RIGHT, WRONG, HALF])), max_size=8), st.randoms())
def test_trials_may_come_in_any_order(days: list[tuple[int, Verdict]], rng: random.Random) -> None:
    trials = [
        msgspec.structs.replace(trial_of(answer(verdict), at=day * DAY), attempt=f"{n:032x}")
        for n, (day, verdict) in enumerate(days)
    ]
    shuffled = list(trials)
    rng.shuffle(shuffled)
    assert remember(shuffled) == remember(trials)
    assert (remember(trials) is None) == (not any(marks_of(trial) for trial in trials))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers()), max_size=40))
def test_interleaving_keeps_all_and_parts_groups(things: list[tuple[int, int]]) -> None:
    order = interleaved(things, lambda thing: thing[0])
    sizes = [sum(thing[0] == group for thing in things) for group in range(5)]
    for group in range(5):
        assert [one for one in order if one[0] == group] == [one for one in things if one[0] == group]
    if max(sizes) <= sum(sizes) - max(sizes) + 1:
        assert all(one[0] != two[0] for one, two in pairwise(order))


def test_numbers_from_elsewhere_do_no_harm() -> None:
    card = step(Card("l", "s", "q"), Mark(2**63 - 1, "a", 0, "easy"))
    assert card.due <= 2**62
    assert step(card, Mark(-(2**63), "a", 0, "good")).reviews == 2
