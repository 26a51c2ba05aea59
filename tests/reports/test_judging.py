"""One judge's way through the answers: the order, what is given, and what is seen of others."""

import msgspec
import pytest

from quiz.questions.kinds.open import Criterion
from quiz.questions.question_set import QuestionSet
from quiz.reports.assessing import ToJudge
from quiz.reports.judging import Judgement, Judging, in_order
from tests.builders import a_set, an_open


@pytest.fixture
def asked() -> QuestionSet:
    rubric = (Criterion(1.0, "It names the map."), Criterion(2.0, "It names the storm."))
    return a_set(*(msgspec.structs.replace(an_open(id=one, points=3.0), rubric=rubric) for one in ("why", "how")))


def answers(many: int) -> list[ToJudge]:
    return [
        ToJudge(f"{at:010x}-{question}", f"{at:032x}", f"Name {at}", question, f"answer {at}", 3.0, None)
        for question in ("why", "how")
        for at in range(many)
    ]


def judging(asked: QuestionSet, given: tuple[tuple[str, str, float], ...] = (), *, blind: bool = False) -> Judging:
    """given: of the first question, by number of the learner: who, points."""
    found = (((f"{int(at):032x}", "why"), by, Judgement(earned)) for at, by, earned in given)
    return Judging(asked, answers(4), found, by="Lee", blind=blind, seed="s/Lee")


def test_blind_answers_come_question_by_question_in_an_order_of_the_seed(asked: QuestionSet) -> None:
    rows = answers(30)
    first, again, other = (in_order(asked, rows, seed) for seed in ("s/Lee", "s/Lee", "s/Kim"))
    assert first == again != other
    assert in_order(asked, rows[::-1], "s/Lee") == first  # whatever order they were found in
    assert [row.question for row in first] == ["why"] * 30 + ["how"] * 30
    assert sorted(row.code for row in first) == sorted(row.code for row in rows)
    assert [row.learner for row in first[:30]] != [row.learner for row in first[30:]]


def test_criteria_are_ticked_and_points_follow(asked: QuestionSet) -> None:
    one = judging(asked)
    assert one.given is None
    assert not one.say("nobody has judged it yet")
    assert one.tick(2)
    assert one.given == Judgement(2.0, (2,))
    assert one.tick(1)
    assert one.given == Judgement(3.0, (1, 2))
    assert not one.more(0.5)  # there are no more points than that
    assert one.more(-0.5)
    assert one.given == Judgement(2.5, (1, 2))
    assert one.say("Well done")
    assert not one.say("Well done")
    assert one.tick(2)
    assert one.given == Judgement(1.0, (1,), "Well done")
    assert one.none()
    assert one.given == Judgement(0.0, (), "Well done")
    assert not one.more(-0.5)
    assert not one.tick(3)
    assert not one.tick(0)


def test_it_begins_and_goes_on_with_what_waits(asked: QuestionSet) -> None:
    one = judging(asked, (("0", "Lee", 1.0), ("1", "Kim", 1.0), ("2", "Lee", 0.0)))
    assert (one.at, one.waiting) == (1, 6)
    one.tick(1)
    assert one.next_waiting()
    assert one.at == 3
    one.at = 7
    one.tick(1)
    assert one.next_waiting()
    assert one.at == 3  # after the last from the first on
    for _ in range(one.waiting):
        one.none()
        one.next_waiting()
    assert one.waiting == 0
    assert not one.next_waiting()
    assert not Judging(asked, answers(1), (), by="Lee", blind=False, seed="").move(-1)


def test_the_latest_of_one_judge_counts_and_others_show_after_ones_own(asked: QuestionSet) -> None:
    given = (("0", "Kim", 1.0), ("0", "Kim", 3.0))
    one, blind = judging(asked, given), judging(asked, given, blind=True)
    assert not one.shows_others()
    one.tick(2)
    assert {by: mark.earned for by, mark in one.shows_others().items()} == {"Kim": 3.0}
    assert one.differing() == [0]
    one.tick(1)
    assert one.differing() == []
    blind.at = next(at for at, row in enumerate(blind.rows) if blind.others.get((row.learner, row.question)))
    blind.none()
    assert not blind.shows_others()
    assert len(one.all_given()) == 2
