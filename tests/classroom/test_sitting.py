"""A sitting told as a story, over a real socket, on a real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.questions.response import Typed
from quiz.tui.screens.class_watch_words import seat_lines

from .school import RIGHT, WRONG, School, Trouble, a_school, words


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    with a_school(tmp_path) as school:
        yield school


def test_a_test_from_login_to_release(school: School) -> None:
    school.open()
    ada = school.learner("Ada")
    opened = ada.begin()
    assert opened.started.seed == 0
    assert not opened.started.digest
    assert [view.id for view in opened.views] == ["q1", "q2", "q3", "q4"]
    assert len(ada.answer_all().received) == 4
    assert ada.draft("q1", Typed("21")).clock.receipt == ""
    receipt = ada.hand_in().clock.receipt
    assert receipt
    news = ada.news()
    assert not news.released
    assert news.clock.state == "closed"
    seat = next(seat for seat in school.watch().seats if seat.name == "Ada")
    assert (seat.standing, seat.answered, seat.receipt) == ("finished", 4, receipt)
    school.release("marks")
    marks = ada.news(news.version)
    assert [one.outcome for one in marks.released] == ["wrong", "right", "right", "right"]  # the draft counts
    assert "Osten says so" not in words(marks)
    school.release("all")
    assert "Osten says so" in words(ada.news(marks.version))
    school.release("never")
    assert not ada.news(marks.version).released


def test_what_is_being_typed_is_no_answer_until_the_end(school: School) -> None:
    school.open()
    ada = school.learner("Ada")
    ada.begin()
    ada.answer("q2", RIGHT["choice"])
    ada.draft("q1", Typed("2"))
    ada.answer("q3", RIGHT["date"])
    ada.draft("q3", Typed(""))
    watch = school.watch()
    seat = next(seat for seat in watch.seats if seat.name == "Ada")
    assert (seat.answered, seat.typed) == (2, 1)
    assert {one.question: (one.answered, one.credit) for one in watch.questions} == {
        "saved": (0, None), "captain": (1, 1.0), "when": (1, 1.0), "map": (0, None)
    }  # fmt: skip
    assert "1 typed" in seat_lines([seat], 76, follow=False)[0]
    ada.hand_in()
    watch = school.watch()
    seat = next(seat for seat in watch.seats if seat.name == "Ada")
    assert (seat.standing, seat.answered, seat.typed) == ("finished", 3, 0)
    assert next(one for one in watch.questions if one.question == "saved").credit == 0.0


def test_practice_tells_each_verdict_as_soon_as_it_is_decided(school: School) -> None:
    school.open(mode="practice", tries=2)
    ada = school.learner()
    ada.begin()
    first = ada.answer("q1", WRONG["number"]).released[0]
    assert (first.closed, first.feedback) == (False, None)
    assert first.verdict is not None
    assert not first.verdict.parts
    second = ada.answer("q1", RIGHT["number"]).released[0]
    assert second.closed
    assert second.feedback is not None
    assert second.earned == pytest.approx(2 / 3)
    refused = ada.answer("q1", RIGHT["number"])
    assert [one.why for one in refused.refused] == ["this question has been answered"]


def test_a_killed_server_goes_on_where_it_was(school: School) -> None:
    school.open(minutes=30)
    ada = school.learner()
    ada.begin()
    kept = ada.answer("q1", RIGHT["number"])
    school.kill()
    school.start()
    again = ada.open(school.sitting().id)
    assert again.lease.fence == kept.lease.fence
    assert "23" in words(again.past)
    assert again.clock.elapsed >= kept.clock.elapsed
    assert ada.answer("q2", RIGHT["choice"]).received


def test_a_second_terminal_takes_over_and_what_the_first_still_sends_is_kept_beside(school: School) -> None:
    school.open()
    here, there = school.learner(), school.learner()
    here.begin()
    here.answer("q1", Typed("22"))
    with pytest.raises(Trouble) as trouble:
        there.begin()
    assert trouble.value.fault.code == "taken"
    there.open(school.sitting().id, takeover=True)
    there.answer("q1", Typed("23"))
    old = here.answer("q1", Typed("21"))
    assert (len(old.superseded), old.lease.fence) == (1, 2)
    seat = school.watch().seats[0]
    assert seat.superseded == 1
    there.hand_in()
    school.release("marks")
    assert there.news().released[0].outcome == "right"
