"""Attempts told event by event, at the desk that grades in this process."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from quiz.attempts.attempt import replay
from quiz.attempts.events import Answered, Body, Event, Finished, Mode, Undone, decode_body, encode_body
from quiz.attempts.results import work_out
from quiz.attempts.standing import Standing, stand
from quiz.errors import NotAllowed
from quiz.plain.summary import result_lines
from quiz.questions.base import Cite
from quiz.questions.line import spoken
from quiz.questions.response import Marked, Paired, Picked, Place, Response, Typed
from tests import builders as make
from tests.builders import Sitting

RIGHT, WRONG = Picked(("23",)), Picked(("21",))


def place(sitting: Sitting, words: str) -> Place:
    article = sitting.asked.sources.first
    start = article.text.index(words)
    return Place(article.id, start, start + len(words), words)


def refused(sitting: Sitting, step: Callable[[], object]) -> None:
    """The step raises NotAllowed, and nothing has changed."""
    before, events = sitting.desk.attempt, len(sitting.journal.events)
    with pytest.raises(NotAllowed):
        step()
    assert sitting.desk.attempt == before
    assert len(sitting.journal.events) == events


class TestPractice:
    def test_nearly_right_then_right(self) -> None:
        sitting = Sitting(make.a_date(points=2.0))
        desk = sitting.desk
        first = desk.answer("q", Typed("November 2022"))
        assert first.verdict is not None
        assert (first.verdict.outcome, desk.attempt.earned) == ("near", 1.0)
        assert not desk.attempt.items["q"].closed
        assert desk.feedback("q") is None
        second = desk.answer("q", Typed("12 November 2022"))
        assert second.verdict is not None
        assert (second.verdict.outcome, desk.attempt.earned) == ("right", 2.0)
        assert desk.attempt.items["q"].closed
        feedback = desk.feedback("q")
        assert feedback is not None
        assert feedback.key == "12 November 2022"
        refused(sitting, lambda: desk.answer("q", Typed("2021")))

    def test_three_nearly_right_answers_are_enough(self) -> None:
        sitting = Sitting(make.a_date())
        for text in ("2022", "November 2022", "11/2022"):
            assert not sitting.desk.attempt.items["q"].closed
            sitting.desk.answer("q", Typed(text))
        assert sitting.desk.attempt.items["q"].closed
        assert sitting.desk.attempt.earned == 0.5

    @pytest.mark.parametrize("mode", ["practice", "review"])
    def test_what_a_nearly_right_answer_earned_is_kept(self, mode: Mode) -> None:
        sitting = Sitting(make.a_date(hints=("A day.",)), mode=mode)
        desk = sitting.desk
        desk.answer("q", Typed("November 2022"))
        desk.hint("q")
        desk.answer("q", Typed("13 November 2022"))
        item, feedback = desk.attempt.items["q"], desk.feedback("q")
        assert (item.response, item.given, item.earned, item.closed) == (
            Typed("November 2022"), Typed("13 November 2022"), 0.5, True,
        )  # fmt: skip
        assert feedback is not None
        assert (feedback.verdict.outcome, feedback.earned) == ("near", 0.5)
        assert feedback.later == (
            "“13 November 2022” is wrong and earned less: your earlier answer counts, “November 2022”."
        )
        assert "hint" not in feedback.verdict.arithmetic  # it was taken after the answer that counts
        assert summary(sitting).earned == 0.5
        assert replay(sitting.journal.events) == desk.attempt

    def test_a_part_that_was_right_is_kept_at_further_tries(self) -> None:
        desk = Sitting(make.a_grid(tries=3)).desk
        rows = list(desk.view("q").lefts)  # type: ignore[union-attr]
        key = desk.asked.questions[0].key_response(desk.asked.sources)
        assert isinstance(key, Paired)
        desk.answer("q", Paired({row: key.pairs[row] for row in rows[1:]}))
        kept = desk.attempt.earned
        assert kept > 0
        desk.answer("q", Paired({} | {rows[0]: key.pairs[rows[0]]}))
        assert desk.attempt.earned == kept
        desk.answer("q", key)
        assert desk.attempt.earned == pytest.approx(max(kept, 1 / 3))

    def test_where_two_earn_as_much_the_later_one_is_shown(self) -> None:
        desk = Sitting(make.a_date()).desk
        desk.answer("q", Typed("2022"))
        desk.answer("q", Typed("November 2022"))
        assert (desk.attempt.items["q"].response, desk.attempt.earned) == (Typed("November 2022"), 0.5)

    def test_each_further_try_costs_a_third(self) -> None:
        sitting = Sitting(make.a_choice(tries=3, points=3.0))
        sitting.desk.answer("q", WRONG)
        sitting.desk.answer("q", Picked(("12",)))
        assert not sitting.desk.attempt.items["q"].closed
        sitting.desk.answer("q", RIGHT)
        assert sitting.desk.attempt.earned == pytest.approx(1.0)

    def test_the_last_wrong_try_decides(self) -> None:
        sitting = Sitting(make.a_choice(), head={"tries": 2})
        assert sitting.desk.view("q").tries == 2
        sitting.desk.answer("q", WRONG)
        sitting.desk.answer("q", WRONG)
        feedback = sitting.desk.feedback("q")
        assert feedback is not None
        assert (feedback.earned, feedback.points, feedback.key) == (0.0, 1.0, "23")
        assert [one.text for one in feedback.places] == ["23 people were saved"]

    def test_hints_cost_their_share(self) -> None:
        sitting = Sitting(make.a_choice(points=2.0, hints=("It is a number.", "More than 21.")))
        sitting.desk.hint("q")
        assert sitting.desk.hints("q") == ("It is a number.",)
        sitting.desk.hint("q")
        refused(sitting, lambda: sitting.desk.hint("q"))
        sitting.desk.answer("q", RIGHT)
        assert sitting.desk.attempt.earned == pytest.approx(1.0)

    def test_undo_opens_the_question_again(self) -> None:
        sitting = Sitting(make.an_open(), make.a_statement())
        desk = sitting.desk
        refused(sitting, desk.undo)
        desk.flag("q1")
        desk.answer("q1", Typed("The storm."))
        desk.move("q2")
        assert desk.undo() == "q1"
        item = desk.attempt.items["q1"]
        assert (item.draft, item.response, item.closed, item.flagged) == (Typed("The storm."), None, False, True)
        assert (desk.attempt.here, desk.attempt.trail, desk.attempt.earned) == ("q1", (), 0.0)

    @pytest.mark.parametrize(("first", "earned"), [(WRONG, 0.0), (RIGHT, 1.0)])
    def test_undo_alone_changes_no_score(self, first: Response, earned: float) -> None:
        sitting = Sitting(make.a_choice(), make.a_statement())
        desk = sitting.desk
        desk.answer("q1", first)
        before = work_out(desk.attempt, sitting.asked)
        desk.undo()
        item = desk.attempt.items["q1"]
        assert (item.draft, item.response, item.closed, item.shown) == (first, first, False, True)
        assert (desk.attempt.here, desk.attempt.trail, desk.attempt.asked) == ("q1", (), 1.0)
        assert work_out(desk.attempt, sitting.asked) == before
        refused(sitting, lambda: desk.hint("q1"))
        desk.finish()
        assert (desk.attempt.earned, summary(sitting).credits) == (earned, {"q1": earned})
        feedback = desk.feedback("q1")
        assert feedback is not None
        assert feedback.verdict.right == (first == RIGHT)
        assert f"Your answer: {spoken(first)}" in "\n".join(result_lines(desk, sitting.asked)) or first == RIGHT

    @pytest.mark.parametrize(("first", "second", "earned"), [(WRONG, RIGHT, 0.0), (RIGHT, WRONG, 1.0)])
    def test_the_answer_before_the_key_was_shown_counts(self, first: Response, second: Response, earned: float) -> None:
        sitting = Sitting(make.a_choice())
        desk = sitting.desk
        desk.answer("q", first)
        for _ in range(2):
            desk.undo()
            desk.answer("q", second)
        item = desk.attempt.items["q"]
        assert (item.response, item.given, item.closed, item.earned) == (first, second, True, earned)
        feedback = desk.feedback("q")
        assert feedback is not None
        assert feedback.verdict.right == (first == RIGHT)
        how = "right" if second == RIGHT else "wrong"
        assert feedback.later == (
            f"“{spoken(second)}” is {how}, as practice: your first answer counts, “{spoken(first)}”."
        )
        desk.finish()
        assert summary(sitting).earned == desk.attempt.earned == earned
        assert replay(sitting.journal.events) == desk.attempt

    def test_the_same_once_more_counts_as_it_did(self) -> None:
        desk = Sitting(make.a_choice()).desk
        desk.answer("q", WRONG)
        desk.undo()
        desk.answer("q", WRONG)
        feedback = desk.feedback("q")
        assert feedback is not None
        assert feedback.later == "“21” once more, as practice: it counts as it did the first time."

    def test_a_try_that_was_taken_back_is_spent(self) -> None:
        desk = Sitting(make.a_choice(), head={"tries": 3}).desk
        desk.answer("q", WRONG)
        desk.undo()
        item = desk.attempt.items["q"]
        assert (item.response, item.draft, item.shown) == (WRONG, WRONG, False)
        desk.answer("q", RIGHT)
        assert desk.attempt.earned == pytest.approx(2 / 3)

    def test_an_open_answer_that_nobody_had_judged_can_be_given_anew(self) -> None:
        desk = Sitting(make.an_open()).desk
        desk.answer("q", Typed("The storm."))
        desk.undo()
        desk.answer("q", Typed("The storm, and the ice."))
        desk.assess("q", 2.0)
        assert desk.attempt.earned == 2.0

    def test_skip_flag_and_come_back(self) -> None:
        sitting = Sitting(make.a_choice(), make.a_statement())
        desk = sitting.desk
        desk.skip("q1")
        desk.flag("q1")
        assert (desk.attempt.items["q1"].skipped, desk.attempt.items["q1"].flagged) == (True, True)
        desk.answer("q1", RIGHT)
        desk.flag("q1")
        assert (desk.attempt.items["q1"].skipped, desk.attempt.items["q1"].flagged) == (False, False)

    def test_nothing_is_no_answer(self) -> None:
        sitting = Sitting(make.a_short())
        refused(sitting, lambda: sitting.desk.answer("q", Typed("  ")))

    def test_the_proof_comes_after_the_answer_and_once(self) -> None:
        sitting = Sitting(make.a_choice(cite=True))
        proof = Marked((place(sitting, "Captain"),))
        refused(sitting, lambda: sitting.desk.cite("q", proof))
        sitting.desk.answer("q", RIGHT)
        sitting.desk.cite("q", proof)
        feedback = sitting.desk.feedback("q")
        assert feedback is not None
        assert feedback.proof == "right, for the right reason"
        refused(sitting, lambda: sitting.desk.cite("q", proof))
        assert work_out(sitting.desk.attempt, sitting.asked).proved == 1

    def test_a_gate_keeps_the_proof_for_right_answers(self) -> None:
        sitting = Sitting(make.a_choice(cite=Cite(gate="first-must-be-right")), make.a_statement())
        sitting.desk.answer("q1", WRONG)
        refused(sitting, lambda: sitting.desk.cite("q1", Marked(())))
        sitting.desk.answer("q2", Picked(("true",)))
        refused(sitting, lambda: sitting.desk.cite("q2", Marked(())))

    def test_an_open_answer_is_assessed_by_its_learner(self) -> None:
        sitting = Sitting(make.an_open(), make.a_choice())
        desk = sitting.desk
        refused(sitting, lambda: desk.assess("q1", 1))
        desk.answer("q1", Typed("The storm did it."))
        assert work_out(desk.attempt, sitting.asked).to_assess == ("q1",)
        refused(sitting, lambda: desk.assess("q1", float("nan")))
        desk.assess("q1", 1.5)
        desk.assess("q1", 99)
        assert desk.attempt.earned == 2.0
        desk.answer("q2", WRONG)
        refused(sitting, lambda: desk.assess("q2", 1))
        desk.finish()
        desk.assess("q1", 1)
        results = work_out(desk.attempt, sitting.asked)
        assert (results.earned, results.points, results.missed, results.to_assess) == (1.0, 3.0, ("q1", "q2"), ())

    def test_i_was_right_is_kept_beside_the_score(self) -> None:
        sitting = Sitting(make.a_choice())
        refused(sitting, lambda: sitting.desk.claim("q"))
        sitting.desk.answer("q", WRONG)
        sitting.desk.finish()
        sitting.desk.claim("q")
        assert sitting.desk.attempt.items["q"].claimed
        assert sitting.desk.attempt.earned == 0.0

    def test_drafts_do_not_count_when_practice_ends(self) -> None:
        sitting = Sitting(make.a_choice())
        sitting.desk.draft("q", RIGHT)
        sitting.desk.finish()
        assert (sitting.desk.attempt.earned, sitting.desk.attempt.items["q"].draft) == (0.0, RIGHT)

    def test_after_the_end_nothing_goes_on(self) -> None:
        sitting = Sitting(make.a_choice(hints=("h",)), make.a_statement())
        desk = sitting.desk
        desk.answer("q1", RIGHT)
        desk.finish()
        assert desk.feedback("q2") is not None
        steps: list[Callable[[], object]] = [
            lambda: desk.answer("q2", Picked(("true",))),
            lambda: desk.draft("q2", Picked(("true",))),
            lambda: desk.move("q2"),
            lambda: desk.skip("q2"),
            lambda: desk.flag("q2"),
            lambda: desk.hint("q1"),
            desk.undo,
            desk.finish,
        ]
        for step in steps:
            refused(sitting, step)

    def test_a_question_that_is_not_asked(self) -> None:
        sitting = Sitting(make.a_choice())
        desk = sitting.desk
        steps: list[Callable[[], object]] = [
            lambda: desk.answer("x", RIGHT),
            lambda: desk.draft("x", RIGHT),
            lambda: desk.cite("x", Marked(())),
            lambda: desk.hint("x"),
            lambda: desk.flag("x"),
            lambda: desk.skip("x"),
            lambda: desk.move("x"),
            lambda: desk.assess("x", 1),
            lambda: desk.claim("x"),
            lambda: desk.feedback("x"),
        ]
        for step in steps:
            refused(sitting, step)

    def test_what_is_kept_is_harmless(self) -> None:
        sitting = Sitting(make.a_short())
        sitting.desk.draft("q", Typed("\x1b[2J \ud800" + "x" * 50_000))
        kept = sitting.desk.attempt.items["q"].draft
        assert isinstance(kept, Typed)
        assert kept.text.startswith("\ufffd[2J \ufffdx")
        assert len(kept.text) == 20_000
        for event in sitting.journal.events:
            assert decode_body(encode_body(event.body)) == event.body


class TestATest:
    def sitting(self, **more: Any) -> Sitting:
        return Sitting(make.a_choice(tries=2, hints=("h",)), make.a_short(), mode="test", **more)

    def test_nothing_shows_before_the_end(self) -> None:
        sitting = self.sitting()
        given = sitting.desk.answer("q1", WRONG)
        assert given.verdict is None
        assert sitting.desk.feedback("q1") is None
        refused(sitting, lambda: sitting.desk.hint("q1"))
        refused(sitting, sitting.desk.undo)
        sitting.desk.finish()
        assert sitting.desk.feedback("q1") is not None

    def test_an_answer_can_be_changed_and_costs_nothing(self) -> None:
        sitting = self.sitting()
        for response in (RIGHT, WRONG, WRONG, RIGHT):
            sitting.desk.answer("q1", response)
        assert sitting.desk.attempt.earned == 1.0
        sitting.desk.answer("q1", Picked(()))
        assert sitting.desk.attempt.earned == 0.0

    def test_what_stood_there_counts_when_it_is_handed_in(self) -> None:
        sitting = self.sitting()
        sitting.desk.answer("q1", WRONG)
        sitting.desk.draft("q1", RIGHT)
        sitting.desk.draft("q2", Typed("old map"))
        sitting.desk.finish()
        assert sitting.desk.attempt.earned == 2.0
        results = work_out(sitting.desk.attempt, sitting.asked)
        assert (results.right, results.questions, results.missed) == (2, 2, ())

    def test_time_runs_out(self) -> None:
        sitting = self.sitting(minutes=1)
        assert sitting.desk.time_left() == 60_000
        sitting.clock.go_on(59_000)
        sitting.desk.answer("q1", RIGHT)
        sitting.clock.go_on(1_500)
        assert sitting.desk.time_left() == 0
        refused(sitting, lambda: sitting.desk.answer("q1", WRONG))
        sitting.desk.draft("q2", Typed("old map"))
        sitting.clock.go_on(2_000)
        refused(sitting, lambda: sitting.desk.draft("q2", Typed("another")))
        sitting.desk.finish(by_time=True)
        assert sitting.desk.attempt.earned == 2.0
        assert sitting.desk.attempt.finished is not None
        assert sitting.desk.attempt.finished.by == "time"

    def test_time_between_two_runs_does_not_count(self) -> None:
        sitting = self.sitting(minutes=10)
        sitting.clock.go_on(60_000)
        sitting.desk.draft("q2", Typed("old"))
        sitting.clock.go_on(5_000)
        desk = sitting.again()
        assert desk.time_left() == 540_000
        assert desk.attempt.items["q2"].draft == Typed("old")
        sitting.clock.go_on(40_000)
        desk.flag("q1")
        assert sitting.again().elapsed() == 100_000

    def test_a_clock_that_goes_back_takes_no_time_away(self) -> None:
        sitting = self.sitting(minutes=10)
        sitting.clock.go_on(60_000)
        sitting.desk.flag("q1")
        sitting.clock.go_on(-50_000)
        assert sitting.desk.elapsed() == 60_000


def test_resuming_shows_the_same_questions() -> None:
    sitting = Sitting(make.a_choice(distractors=list("abcdefgh")), seed=77)
    view = sitting.desk.view("q")
    assert sitting.again().view("q") == view
    assert Sitting(make.a_choice(distractors=list("abcdefgh")), seed=78).desk.view("q") != view


def test_a_set_that_lost_a_question_is_not_resumed() -> None:
    sitting = Sitting(make.a_choice(), make.a_statement())
    sitting.asked = make.a_set(make.a_choice(id="q1"))
    with pytest.raises(NotAllowed, match="no longer has question 'q2'"):
        sitting.again()


def test_a_journal_that_fails_leaves_the_attempt_as_it_was() -> None:
    sitting = Sitting(make.a_choice())

    def fail(events: object) -> None:
        raise OSError("disk full")

    sitting.journal.append = fail  # type: ignore[method-assign, assignment]
    before = sitting.desk.attempt
    with pytest.raises(OSError, match="disk full"):
        sitting.desk.answer("q", RIGHT)
    assert sitting.desk.attempt == before


def test_only_some_questions() -> None:
    sitting = Sitting(make.a_choice(), make.a_statement(), make.a_short(), only=["q3", "q1", "gone"])
    assert list(sitting.desk.attempt.items) == ["q1", "q3"]
    assert sitting.desk.attempt.started.part
    with pytest.raises(NotAllowed, match="nothing to ask"):
        Sitting(make.a_choice(), only=[])


def summary(sitting: Sitting) -> Standing:
    standing = None
    for event in sitting.journal.events:
        standing = stand(standing, event)
    assert standing is not None
    return standing


def bodies(sitting: Sitting) -> list[Body]:
    return [event.body for event in sitting.journal.events]


@pytest.mark.parametrize(("first", "second"), [(WRONG, RIGHT), (RIGHT, WRONG)])
def test_events_of_before_say_what_they_said(first: Response, second: Response) -> None:
    """Stores hold events in which an answer that was taken back was none, and the next one counted."""
    sitting = Sitting(make.a_choice())
    for response in (first, second):
        sitting.desk.answer("q", response)
        sitting.desk.undo()
    old: list[Body] = []
    for body in bodies(sitting)[1:]:
        match body:
            case Answered(verdict=verdict):
                old.append(msgspec.structs.replace(body, counts=True, earned=verdict.credit if verdict else 0.0))
            case Undone(question):
                old.append(Undone(question))
            case _:
                old.append(body)
    for kept, response in ((old[:-2], second), (old[:2], None)):
        events = [sitting.journal.events[0]]
        for body in [*kept, Finished("learner")]:
            last = events[-1]
            events.append(Event(f"{last.seq:032x}", last.attempt, last.seq + 1, last.at, last.elapsed, body))
        item = replay(events).items["q"]
        assert (item.response, item.earned) == (response, float(response == RIGHT))
        standing = None
        for event in events:
            standing = stand(standing, event)
        assert standing is not None
        assert standing.credits == ({} if response is None else {"q": item.earned})


def test_the_standing_is_that_of_the_attempt() -> None:
    sitting = Sitting(make.a_choice(), make.an_open(), make.a_date())
    sitting.desk.answer("q1", WRONG)
    sitting.desk.undo()
    sitting.desk.answer("q3", Typed("2022"))
    sitting.desk.answer("q2", Typed("The storm."))
    sitting.desk.assess("q2", 1)
    sitting.desk.finish()
    standing = summary(sitting)
    assert standing.credits == {"q1": 0.0, "q3": 0.5, "q2": 1.0}
    assert (standing.earned, standing.total, standing.answered, standing.finished) == (1.5, 4.0, 3, True)
    assert replay(sitting.journal.events) == sitting.desk.attempt
    assert len(bodies(sitting)) == standing.seq + 1


def test_the_results_name_what_was_flagged() -> None:
    sitting = Sitting(make.a_choice(), make.a_statement())
    sitting.desk.flag("q2")
    sitting.desk.answer("q1", RIGHT)
    sitting.desk.finish()
    assert work_out(sitting.desk.attempt, sitting.asked).flagged == ("q2",)
    assert "Flagged by you: question 2." in list(result_lines(sitting.desk, sitting.asked))
