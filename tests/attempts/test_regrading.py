"""Grading again after a key was mended: who changes, and that nothing else does."""

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.attempts.attempt import replay
from quiz.attempts.events import Event, Mode, Regraded, decode_body, encode_body
from quiz.attempts.feedback import TAKEN_OUT
from quiz.attempts.local_desk import LocalDesk
from quiz.attempts.modes import RULES
from quiz.attempts.regrading import regrade
from quiz.attempts.results import work_out
from quiz.attempts.review import REVIEW, gather
from quiz.errors import NotAllowed
from quiz.plain.summary import result_lines
from quiz.questions.base import Question
from quiz.questions.question_set import QuestionSet
from quiz.questions.response import Marked, Picked, Response, Typed
from tests.builders import Clock, Ids, Journal, Sitting, a_choice, a_date, a_number, a_set, a_short, an_open

TYPED = [Typed(text) for text in ("23", "twenty-three", "24", "about 23 people", "nonsense", "")]


def mended(asked: QuestionSet, *questions: Question, **changes: object) -> QuestionSet:
    """The set with these questions, or with all of its questions changed like this."""
    new = questions or tuple(msgspec.structs.replace(one, **changes) for one in asked.questions)
    return msgspec.structs.replace(asked, questions=new, digest="mended")  # type: ignore[arg-type]


def applied(events: Sequence[Event], asked: QuestionSet) -> list[Event]:
    changes = regrade(events, asked)
    ids, last = Ids(), events[-1]
    new = [
        Event(f"f{ids()[1:]}", last.attempt, last.seq + n, last.at, last.elapsed, change.body)
        for n, change in enumerate(changes, 1)
    ]
    return [*events, *new]


def test_who_was_wrong_by_the_old_key_is_right_by_the_new_one() -> None:
    sitting = Sitting(a_number("24"), a_choice())
    sitting.desk.answer("q1", Typed("23"))
    sitting.desk.answer("q2", Picked(("23",)))
    sitting.desk.finish()
    asked = mended(sitting.asked, a_number("23", id="q1"), sitting.asked.questions[1])
    (change,) = regrade(sitting.journal.events, asked)
    assert (change.item.earned, change.body.earned) == (0.0, 1.0)
    assert change.body.digest == "mended"
    attempt = replay(applied(sitting.journal.events, asked))
    assert attempt.earned == 2.0
    assert attempt.items["q1"].verdict
    assert attempt.items["q1"].verdict.right
    assert attempt.items["q1"].regraded
    assert work_out(attempt, asked).missed == ()


def test_who_was_right_by_the_old_key_is_wrong_by_the_new_one() -> None:
    sitting = Sitting(a_number("24"))
    sitting.desk.answer("q", Typed("24"))
    (change,) = regrade(sitting.journal.events, mended(sitting.asked, a_number("23")))
    assert (change.item.earned, change.body.earned) == (1.0, 0.0)


def test_the_first_try_that_is_right_by_the_new_key_decides() -> None:
    """Right at the first of three tries, by the mended key: no try and no later hint costs anything."""
    sitting = Sitting(a_number("24", tries=3, hints=("Look.",)))
    sitting.desk.answer("q", Typed("23"))
    sitting.desk.hint("q")
    sitting.desk.answer("q", Typed("25"))
    sitting.desk.answer("q", Typed("24"))
    assert sitting.desk.attempt.earned == pytest.approx(1 - 2 / 3 - 0.25, abs=0.1)
    asked = mended(sitting.asked, answer="23")
    item = replay(applied(sitting.journal.events, asked)).items["q"]
    assert (item.response, item.earned, item.answers, item.spent, item.hints) == (Typed("23"), 1.0, 1, 1, 0)


def test_costs_of_tries_and_hints_stay() -> None:
    sitting = Sitting(a_number("24", tries=2, hints=("Look.",)))
    sitting.desk.answer("q", Typed("22"))
    sitting.desk.hint("q")
    sitting.desk.answer("q", Typed("23"))
    (change,) = regrade(sitting.journal.events, mended(sitting.asked, answer="23"))
    assert change.body.earned == pytest.approx(1 - 1 / 3 - 0.25)


def test_in_a_test_only_the_last_answer_counts() -> None:
    sitting = Sitting(a_number("24"), mode="test")
    sitting.desk.answer("q", Typed("23"))
    sitting.desk.answer("q", Typed("25"))
    sitting.desk.finish()
    assert regrade(sitting.journal.events, mended(sitting.asked, answer="23")) == []


def test_certainty_counts_as_it_did() -> None:
    sitting = Sitting(a_number("24"), head={"certainty": "scored"}, mode="test")
    sitting.desk.answer("q", Typed("23"), certainty=3)
    sitting.desk.finish()
    assert sitting.desk.attempt.earned == -2.0
    (change,) = regrade(sitting.journal.events, mended(sitting.asked, answer="23"))
    assert change.body.earned == 1.0


def test_an_answer_taken_back_stands() -> None:
    sitting = Sitting(a_number("24"))
    sitting.desk.answer("q", Typed("23"))
    sitting.desk.undo()
    (change,) = regrade(sitting.journal.events, mended(sitting.asked, answer="23"))
    assert (change.body.response, change.body.earned) == (Typed("23"), 1.0)
    after = replay(applied(sitting.journal.events, mended(sitting.asked, answer="23"))).items["q"]
    assert (after.earned, after.closed, after.shown) == (1.0, True, True)


def test_what_a_nearly_right_answer_earns_is_kept_by_another_key_too() -> None:
    sitting = Sitting(a_date())
    for text in ("November 2022", "13 November 2022"):
        sitting.desk.answer("q", Typed(text))
    (change,) = regrade(sitting.journal.events, mended(sitting.asked, answer="2022-11-14"))[:1] or (None,)
    assert change is None  # by this key too the first is nearly right and the second is not
    (change,) = regrade(sitting.journal.events, mended(sitting.asked, answer="2022-11-13"))
    assert (change.body.response, change.body.earned) == (Typed("13 November 2022"), 1.0)
    events = applied(sitting.journal.events, mended(sitting.asked, answer="2022-12-13"))
    item = replay(events).items["q"]
    assert (item.earned, item.given) == (0.0, Typed("13 November 2022"))
    back = replay(applied(events, sitting.asked)).items["q"]
    assert (back.response, back.earned, back.earlier, back.spent) == (Typed("November 2022"), 0.5, 0, 1)


def test_after_the_key_was_shown_the_first_answer_is_regraded() -> None:
    sitting = Sitting(a_number("24"))
    sitting.desk.answer("q", Typed("23"))
    sitting.desk.undo()
    sitting.desk.answer("q", Typed("24"))
    assert sitting.desk.attempt.earned == 0.0
    assert regrade(sitting.journal.events, mended(sitting.asked, answer="25")) == []
    (change,) = regrade(sitting.journal.events, mended(sitting.asked, answer="23"))
    assert (change.body.response, change.body.earned, change.body.answers) == (Typed("23"), 1.0, 1)


def test_a_try_that_was_taken_back_is_regraded_with_the_others() -> None:
    sitting = Sitting(a_number("24"), head={"tries": 3})
    sitting.desk.answer("q", Typed("23"))
    sitting.desk.undo()
    sitting.desk.answer("q", Typed("24"))
    assert sitting.desk.attempt.earned == pytest.approx(2 / 3)
    (change,) = regrade(sitting.journal.events, mended(sitting.asked, answer="23"))
    assert (change.body.earned, change.body.spent) == (1.0, 1)


def test_what_a_person_judged_stays() -> None:
    sitting = Sitting(an_open())
    sitting.desk.answer("q", Typed("The storm."))
    sitting.desk.assess("q", 1.5)
    assert regrade(sitting.journal.events, mended(sitting.asked, model="Another.")) == []


def test_a_question_the_set_has_lost_is_left_alone() -> None:
    sitting = Sitting(a_number("24"), a_short())
    sitting.desk.answer("q1", Typed("23"))
    assert regrade(sitting.journal.events, mended(sitting.asked, sitting.asked.questions[1])) == []


def test_only_this_set_is_regraded() -> None:
    sitting = Sitting(a_number("24"))
    sitting.desk.answer("q", Typed("23"))
    other = msgspec.structs.replace(mended(sitting.asked, answer="23"), id="another")
    assert regrade(sitting.journal.events, other) == []


def test_an_attempt_that_gathers_is_regraded_for_its_set_alone() -> None:
    one, two = a_set(a_number("24", id="x")), msgspec.structs.replace(a_set(a_number("24", id="x")), id="other-set")
    sets = {one.id: one, two.id: two}
    asked = gather(REVIEW, "Review", [(one.id, "x"), (two.id, "x")], sets)
    journal = Journal()
    desk = LocalDesk.start(asked, journal, Clock(), Ids(), learner="ada", seed=1, mode="review")
    for question in desk.attempt.items:
        desk.answer(question, Typed("23"))
    new = mended(one, answer="23")
    (change,) = regrade(journal.events, new)
    assert change.body.question == f"{one.id}/x"
    after = replay(applied(journal.events, new))
    assert [item.earned for item in after.items.values()] == [1.0, 0.0]


class TestVoid:
    def test_everyone_has_the_points_and_is_told(self) -> None:
        sitting = Sitting(a_number("24"), a_short(), a_choice(), mode="test")
        sitting.desk.answer("q1", Typed("nonsense"))
        sitting.desk.answer("q3", Picked(("23",)))
        sitting.desk.finish()
        asked = mended(sitting.asked, void=True)
        changes = regrade(sitting.journal.events, asked)
        assert [(one.item.id, one.body.earned, one.body.void) for one in changes] == [
            ("q1", 1.0, True), ("q2", 1.0, True), ("q3", 1.0, True),
        ]  # fmt: skip
        events = applied(sitting.journal.events, asked)
        attempt = replay(events)
        assert attempt.earned == attempt.total == attempt.asked == 3.0
        results = work_out(attempt, asked)
        assert (results.void, results.missed, results.right) == (("q1", "q2", "q3"), (), 3)
        assert not attempt.items["q2"].answered
        verdict = attempt.items["q1"].verdict
        assert verdict
        assert verdict.outcome == "wrong"  # points are given; the answer was none the better for it
        desk = LocalDesk(asked, attempt, Journal(), Clock(), Ids())
        for question in ("q1", "q2"):
            shown = desk.feedback(question)
            assert shown
            assert shown.verdict.note == TAKEN_OUT
            assert "everyone has 1 point" in shown.verdict.arithmetic
        lines = list(result_lines(desk, asked))
        assert "Score: 3 of 3 points, 100 percent." in lines
        assert "Taken out, so that everyone has its points: question 1, 2, 3." in lines

    def test_put_in_again_it_counts_again(self) -> None:
        sitting = Sitting(a_number("24"), a_short(), mode="test")
        sitting.desk.answer("q1", Typed("nonsense"))
        sitting.desk.finish()
        out = applied(sitting.journal.events, mended(sitting.asked, void=True))
        again = applied(out, sitting.asked)
        before, after = replay(sitting.journal.events), replay(again)
        assert after.earned == before.earned == 0.0
        assert not any(item.void for item in after.items.values())
        assert not after.items["q2"].answered

    def test_put_in_again_the_answer_that_counts_is_the_one_shown(self) -> None:
        """Wrong, shown the key, taken back and then right: the first counts, before and after."""
        sitting = Sitting(a_choice())
        sitting.desk.answer("q", Picked(("21",)))
        sitting.desk.undo()
        sitting.desk.answer("q", Picked(("23",)))
        again = applied(applied(sitting.journal.events, mended(sitting.asked, void=True)), sitting.asked)
        before, after = (replay(events).items["q"] for events in (sitting.journal.events, again))
        assert (before.response, before.given, before.earned) == (Picked(("21",)), Picked(("23",)), 0.0)
        assert (after.response, after.earned, after.void) == (Picked(("21",)), 0.0, False)

    def test_a_new_attempt_does_not_ask_it(self) -> None:
        sitting = Sitting(a_number("24", id="a", void=True), a_short(id="b"))
        assert list(sitting.desk.attempt.items) == ["b"]

    def test_asked_already_any_answer_earns_its_points(self) -> None:
        sitting = Sitting(a_number("24"), a_short())
        sitting.asked = mended(sitting.asked, void=True)
        desk = sitting.again()
        desk.answer("q1", Typed("nonsense"))
        assert desk.attempt.earned == 1.0
        shown = desk.feedback("q1")
        assert shown
        assert shown.verdict.note == TAKEN_OUT

    def test_what_nobody_answered_cannot_be_regraded_otherwise(self) -> None:
        sitting = Sitting(a_number())
        last = sitting.journal.events[-1]
        event = Event("f" * 32, last.attempt, last.seq + 1, last.at, 0, Regraded("q", None, 1.0, 0.0, None))
        with pytest.raises(NotAllowed, match="no answer yet"):
            replay([*sitting.journal.events, event])


steps = st.lists(
    st.tuples(st.sampled_from(["answer", "hint", "undo", "cite", "claim", "assess", "again"]),
              st.sampled_from(["q1", "q2", "q3"]), st.sampled_from([*TYPED, Picked(("23",)), Picked(("21",))])),
    max_size=25,
)  # fmt: skip


def _sat(mode: Mode, doing: Sequence[tuple[str, str, Response]], *, finish: bool) -> Sitting:
    sitting = Sitting(a_number("24", tries=3, hints=("One.", "Two.")), a_choice(cite=True), an_open(), mode=mode)
    for what, question, response in doing:
        desk = sitting.desk
        calls = {
            "answer": lambda d=desk, q=question, r=response: d.answer(q, r),
            "hint": lambda d=desk, q=question: d.hint(q),
            "undo": lambda d=desk: d.undo(),
            "cite": lambda d=desk, q=question: d.cite(q, Marked(())),
            "claim": lambda d=desk, q=question: d.claim(q),
            "assess": lambda d=desk, q=question: d.assess(q, 1.5),
            "again": lambda s=sitting: s.again(),
        }
        try:
            calls[what]()
        except NotAllowed:
            continue
    if finish:
        sitting.desk.finish()
    return sitting


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(mode=st.sampled_from(sorted(RULES)), doing=steps, finish=st.booleans())
def test_an_unchanged_key_changes_nothing(mode: Mode, doing: Sequence[tuple[str, str, Response]], finish: bool) -> None:
    sitting = _sat(mode, doing, finish=finish)
    assert regrade(sitting.journal.events, sitting.asked) == []


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(mode=st.sampled_from(sorted(RULES)), doing=steps, finish=st.booleans(), key=st.sampled_from(["23", "25"]),
       void=st.lists(st.booleans(), min_size=3, max_size=3))  # fmt: skip
def test_twice_changes_nothing_more_and_back_again_all(
    mode: Mode, doing: Sequence[tuple[str, str, Response]], finish: bool, key: str, void: Sequence[bool]
) -> None:
    sitting = _sat(mode, doing, finish=finish)
    events = sitting.journal.events
    new = [msgspec.structs.replace(one, void=out) for one, out in zip(sitting.asked.questions, void, strict=True)]
    new[0] = msgspec.structs.replace(new[0], answer=key)  # type: ignore[call-arg]
    asked = mended(sitting.asked, *new)
    once = applied(events, asked)
    assert applied(once, asked) == once
    before, after = replay(events), replay(applied(once, sitting.asked))
    for was, now in zip(before.items.values(), after.items.values(), strict=True):
        assert now.earned == pytest.approx(was.earned)
        assert (now.verdict and now.verdict.outcome) == (was.verdict and was.verdict.outcome)
        assert (now.response, now.earlier) == (was.response, was.earlier)
        assert not now.void
    assert [decode_body(encode_body(event.body)) for event in once] == [event.body for event in once]


def test_a_set_may_be_all_void() -> None:
    with pytest.raises(NotAllowed, match="nothing to ask"):
        LocalDesk.start(a_set(a_number(void=True)), Journal(), Clock(), Ids(), learner="ada", seed=1)
