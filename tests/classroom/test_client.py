"""A learner's desk in a class, against a real server: what is shown as safe is safe, whatever happens in between."""

import random
import shutil
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.attempts.attempt import Attempt
from quiz.classroom.client import connection
from quiz.classroom.client.connection import Connection, Refusal, Unreachable
from quiz.classroom.client.desk import ClassDesk
from quiz.classroom.teacher import GiveTime, Person
from quiz.classroom.wire import Done
from quiz.errors import NotAllowed, QuizError
from quiz.plain.summary import class_lines
from quiz.questions.response import Typed
from tests.builders import ROOT
from tests.classroom.clients import a_visit, at_desk, card_of, new_home, right, stored
from tests.classroom.school import WRONG, School, a_school
from tests.faults.worlds import times
from tests.waiting import run_to_end, wait_until

NAMES = [f"Learner {number}" for number in range(60)]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    with a_school(tmp_path_factory.mktemp("school"), NAMES, network=True) as found:
        found.open("monday")
        yield found


@pytest.fixture
def name(request: pytest.FixtureRequest) -> str:
    """A learner of this test's own."""
    return NAMES[next(_numbers)]


_numbers = iter(range(len(NAMES)))


def is_received(desk: ClassDesk) -> bool:
    return desk.safe == "received"


def answers(folder: Path, attempt: str) -> dict[str, Any]:
    """What the store has as the last answer to each question."""
    return {
        one["body"]["question"]: one["body"]["response"]
        for one in stored(folder, attempt)
        if one["body"]["kind"] == "answered" and one["state"] == "accepted"
    }


@pytest.mark.parametrize("network", [False, True], ids=["socket", "tls"])
def test_from_the_login_to_the_receipt(school: School, tmp_path: Path, name: str, network: bool) -> None:
    with at_desk(school, name, tmp_path, network=network) as desk:
        assert list(desk.attempt.items) == ["q1", "q2", "q3", "q4"]
        assert desk.title == "The ferry"
        for question in desk.attempt.items:
            desk.draft(question, Typed("2"))
            given = desk.answer(question, right(desk, question))
            assert given.verdict is None
            given.receipt.result(30)
        wait_until(lambda: is_received(desk), "received")
        assert desk.feedback("q1") is None
        desk.finish().result(30)
        assert wait_until(lambda: desk.receipt, "a receipt")
        attempt = desk.attempt.id
    assert set(answers(school.folder, attempt)) == {"q1", "q2", "q3", "q4"}


def test_what_began_as_a_draft_is_handed_in(school: School, tmp_path: Path, name: str) -> None:
    with at_desk(school, name, tmp_path) as desk:
        desk.draft("q1", Typed("23"))
        desk.finish()
        wait_until(lambda: desk.receipt)
        assert desk.attempt.items["q1"].response == Typed("23")
        attempt = desk.attempt.id
    assert answers(school.folder, attempt)["q1"]["text"] == "23"


def test_a_wrong_pin_a_strange_name_and_another_learner(school: School, tmp_path: Path, name: str) -> None:
    visit = a_visit(school, name, tmp_path)
    desk = visit.open(card_of(visit))
    other = NAMES[next(_numbers)]
    with pytest.raises(Refusal):
        visit.log_in(name, "000000")
    with pytest.raises(QuizError, match="hand the place over"):
        visit.log_in(other, school.slips[other])
    assert visit.name == name
    assert visit.is_pin(f" {school.slips[name]} ")
    assert not visit.is_pin(school.slips[other])
    desk.answer("q1", Typed("23")).receipt.result(30)
    wait_until(lambda: is_received(desk))
    visit.close(2.0)


def test_a_session_that_has_ended_keeps_the_work_and_goes_on_after_a_login(
    school: School, tmp_path: Path, name: str
) -> None:
    visit = a_visit(school, name, tmp_path)
    desk = visit.open(card_of(visit))
    (learner,) = (one.learner for one in school.watch().seats if one.name == name)
    school.control.post("logout", Person(learner), Done)
    desk.answer("q1", Typed("23")).receipt.result(30)
    wait_until(lambda: desk.delivery.logged_out, "logged out")
    assert desk.safe == "saved here"
    visit.log_in(name, school.slips[name])
    wait_until(lambda: is_received(desk), "received")
    visit.close(2.0)


def test_killed_and_begun_again_it_is_the_same_seat(school: School, tmp_path: Path, name: str) -> None:
    """A program that was killed is no second terminal: nobody is asked whether to take anything over."""
    command = [sys.executable, "-m", "tests.classroom.killed_visit", school.join[0], name, school.slips[name], tmp_path]
    assert run_to_end([*map(str, command)], cwd=ROOT).returncode == -signal.SIGKILL
    with at_desk(school, name, tmp_path) as desk:
        assert desk.attempt.items["q1"].response == Typed("23")
        assert desk.attempt.items["q2"].draft == Typed("Mira")
        wait_until(lambda: is_received(desk))
        attempt = desk.attempt.id
    assert answers(school.folder, attempt) == {"q1": {"shape": "typed", "text": "23"}}


def test_the_server_goes_away_and_comes_back(tmp_path: Path) -> None:
    with a_school(tmp_path / "school", ["Ada"]) as school:
        school.open("monday")
        with at_desk(school, "Ada", tmp_path / "home") as desk:
            desk.answer("q1", Typed("23")).receipt.result(30)
            wait_until(lambda: is_received(desk))
            school.kill()
            desk.answer("q2", right(desk, "q2")).receipt.result(30)
            wait_until(lambda: not desk.delivery.online, "offline")
            assert desk.safe == "saved here"
            assert desk.waiting == 1
            desk.finish().result(30)
            assert not desk.receipt  # nothing is called handed in before the server says so
            school.start()
            assert wait_until(lambda: desk.receipt, "the receipt")
            attempt = desk.attempt.id
        assert set(answers(school.folder, attempt)) == {"q1", "q2"}
        assert max(Counter(one["id"] for one in stored(school.folder)).values()) == 1


def test_a_server_that_begins_from_an_old_backup_is_given_everything_again(tmp_path: Path) -> None:
    with a_school(tmp_path / "school", ["Ada", "Ben"]) as school:
        school.open("monday")
        with at_desk(school, "Ada", tmp_path / "home") as desk:
            desk.answer("q1", Typed("23")).receipt.result(30)
            wait_until(lambda: is_received(desk))
            school.stop()
            shutil.copytree(school.folder, tmp_path / "backup")
            school.start()
            desk.answer("q2", right(desk, "q2")).receipt.result(30)
            desk.answer("q3", right(desk, "q3")).receipt.result(30)
            wait_until(lambda: is_received(desk))
            school.kill()
            shutil.rmtree(school.folder)
            shutil.copytree(tmp_path / "backup", school.folder)
            school.start()
            desk.answer("q4", right(desk, "q4")).receipt.result(30)
            wait_until(lambda: is_received(desk))
            attempt = desk.attempt.id
        assert set(answers(school.folder, attempt)) == {"q1", "q2", "q3", "q4"}


def test_time_is_the_servers_and_stands_still_in_a_pause(tmp_path: Path) -> None:
    with a_school(tmp_path / "school", ["Ada"]) as school:
        school.open("monday", minutes=10)
        with at_desk(school, "Ada", tmp_path / "home") as desk:
            assert 590_000 < (desk.time_left() or 0) <= 600_000
            school.control.post("time", GiveTime("monday", 5.0), Done)
            wait_until(lambda: (desk.time_left() or 0) > 800_000, "more time")
            school.touch("pause")
            wait_until(lambda: desk.paused, "the pause")
            left = desk.time_left()
            desk.draft("q1", Typed("2")).result(30)  # what was being typed is kept
            with pytest.raises(NotAllowed, match="paused"):
                desk.answer("q1", Typed("23"))
            time.sleep(0.3)
            assert desk.time_left() == left
            school.touch("resume")
            wait_until(lambda: not desk.paused)
            school.touch("close")
            wait_until(lambda: desk.attempt.finished, "closed")
            school.touch("reopen")
            wait_until(lambda: not desk.attempt.finished, "open again")
            desk.answer("q1", Typed("23")).receipt.result(30)


def test_over_here_is_over_only_if_the_server_says_so(tmp_path: Path) -> None:
    with a_school(tmp_path / "school", ["Ada"]) as school:
        school.open("monday", minutes=10)
        with at_desk(school, "Ada", tmp_path / "home") as desk:
            desk.answer("q1", Typed("23")).receipt.result(30)
            desk.finish(by_time=True)  # this machine's clock is wrong
            assert desk.attempt.finished
            wait_until(lambda: not desk.attempt.finished, "more time than this machine knew")
        assert "finished" not in {one["body"]["kind"] for one in stored(school.folder)}


def test_released_withdrawn_and_released_again(tmp_path: Path) -> None:
    with a_school(tmp_path / "school", ["Ada"]) as school:
        school.open("monday")
        with at_desk(school, "Ada", tmp_path / "home") as desk:
            for question in desk.attempt.items:
                kind = desk.view(question).kind
                desk.answer(question, WRONG[kind] if question == "q1" else right(desk, question))
            desk.finish()
            wait_until(lambda: desk.receipt)
            assert not any(desk.feedback(question) for question in desk.attempt.items)
            assert desk.attempt.earned == 0
            school.release("marks")
            feedback = wait_until(lambda: desk.feedback("q1"), "marks")
            assert (feedback.verdict.outcome, feedback.key, feedback.explain, feedback.places) == ("wrong", "", "", ())
            assert desk.attempt.earned == 3
            school.release("all")
            wait_until(lambda: (found := desk.feedback("q1")) is not None and found.key == "23", "everything")
            school.release("never")
            wait_until(lambda: desk.feedback("q1") is None, "withdrawn")
            assert desk.attempt.items["q1"].verdict is None


def test_practice_has_verdicts_as_they_come(tmp_path: Path) -> None:
    with a_school(tmp_path / "school", ["Ada"]) as school:
        school.open("monday", mode="practice", tries=2)
        told = threading.Event()
        with at_desk(school, "Ada", tmp_path / "home") as desk:
            desk.watch(told.set)
            desk.hint("q1").result(30)
            wait_until(lambda: desk.hints("q1"), "the hint")
            assert desk.answer("q1", Typed("21")).verdict is None
            wait_until(lambda: desk.attempt.items["q1"].verdict, "what came of the try")
            assert not desk.attempt.items["q1"].closed
            assert desk.feedback("q1") is None
            desk.answer("q1", Typed("23"))
            feedback = wait_until(lambda: desk.feedback("q1"), "the verdict")
            assert feedback.verdict.right
            assert feedback.key == "23"
            assert told.is_set()
            with pytest.raises(NotAllowed):
                desk.undo()
            # What a nearly right answer earned is kept, here and where the attempt is gone on with.
            near, worse, worst = Typed("November 2022"), Typed("13 November 2022"), Typed("14 November 2022")
            for response, outcome in ((near, "near"), (worse, "wrong"), (worst, "wrong")):
                desk.answer("q3", response)
                item = wait_until(
                    lambda: (one := desk.attempt.items["q3"]).latest and one.given == response and one,  # noqa: B023
                    "its verdict",
                )
                assert item.latest
                assert (item.response, item.latest.outcome, item.earned) == (near, outcome, 0.5)
            feedback = wait_until(lambda: desk.feedback("q3"), "the verdict")
            assert (feedback.verdict.outcome, feedback.earned) == ("near", 0.5)
            assert feedback.later.startswith("“14 November 2022” is wrong and earned less")
        with at_desk(school, "Ada", tmp_path / "home") as desk:
            item = desk.attempt.items["q3"]
            assert (item.response, item.given, item.earned) == (near, worst, 0.5)


def test_following_the_teacher(tmp_path: Path) -> None:
    with a_school(tmp_path / "school", ["Ada", "Ben"]) as school:
        school.open("monday", mode="follow")
        with at_desk(school, "Ada", tmp_path / "home") as desk:
            assert desk.following is None
            school.step("next")
            following = wait_until(lambda: desk.following, "the first question")
            assert following.question == desk.attempt.here == "q1"
            desk.answer("q1", right(desk, "q1")).receipt.result(30)
            wait_until(lambda: desk.following is not None and desk.following.answered == 1, "the answer counted")
            school.step("counts")
            wait_until(lambda: desk.following is not None and desk.following.counts, "the counts")
            assert desk.feedback("q1") is None
            school.step("reveal")
            assert wait_until(lambda: desk.feedback("q1"), "the answer").verdict.right
            school.step("next")
            wait_until(lambda: desk.attempt.here == "q2", "the next question")
            assert desk.view("q2").prompt
            school.touch("close")
            wait_until(lambda: desk.attempt.finished, "the end of the lesson")
            assert (list(desk.attempt.items), list(desk.reviewed.items)) == (["q1", "q2"], ["q1"])
            assert "Fully right: 1 of 1 question." in "\n".join(class_lines(desk))
            school.touch("reopen")
            wait_until(lambda: not desk.attempt.finished, "the lesson going on")
            assert list(desk.attempt.items) == ["q1", "q2", "q3", "q4"]


def test_a_second_terminal_takes_over_and_both_texts_are_kept(school: School, tmp_path: Path, name: str) -> None:
    for run in range(times(2, 40)):
        title = f"seat {run}"
        school.open(title)
        first = a_visit(school, name, new_home(tmp_path))
        one = first.open(card_of(first, title))
        one.answer("q1", Typed("first")).receipt.result(30)
        wait_until(lambda: is_received(one))  # noqa: B023
        second = a_visit(school, name, new_home(tmp_path))
        with pytest.raises(Refusal) as refusal:
            second.open(card_of(second, title))
        assert refusal.value.code == "taken"
        two = second.open(card_of(second, title), takeover=True)
        assert two.attempt.items["q1"].response == Typed("first")
        one.answer("q2", Typed("late from the first")) if not one.read_only else None
        two.answer("q2", Typed("second")).receipt.result(30)
        wait_until(lambda: one.read_only and one.delivery.online, "read-only")  # noqa: B023
        with pytest.raises(NotAllowed, match="another terminal"):
            one.answer("q3", Typed("no"))
        one.draft("q3", Typed("typed before it was known")).result(30)
        one.move("q4")
        assert one.attempt.here == "q4"
        assert one.ours["q3"] == Typed("typed before it was known")
        wait_until(lambda: is_received(one) and is_received(two))  # noqa: B023
        first.close()
        second.close(2.0)
        found = stored(school.folder, two.attempt.id)
        assert answers(school.folder, two.attempt.id)["q2"]["text"] == "second"
        beside = {one["body"]["response"]["text"] for one in found if one["state"] == "superseded"}
        assert "typed before it was known" in beside
        assert max(Counter(one["id"] for one in found).values()) == 1


def test_what_an_unplugged_seat_kept_arrives_when_its_learner_comes_back(tmp_path: Path) -> None:
    """Answered offline at A, moved to B, came back to A: what B has counts, what only A has counts too."""
    with a_school(tmp_path / "school", ["Ada"]) as school:
        school.open("monday")
        here, there = tmp_path / "here", tmp_path / "there"
        visit = a_visit(school, "Ada", here)
        desk = visit.open(card_of(visit))
        school.kill()
        desk.answer("q1", Typed("older")).receipt.result(30)
        desk.answer("q2", Typed("only here")).receipt.result(30)
        visit.close()
        school.start()
        with at_desk(school, "Ada", there, takeover=True) as other:
            other.answer("q1", Typed("later")).receipt.result(30)
            wait_until(lambda: is_received(other))
        with at_desk(school, "Ada", here, takeover=True) as again:
            wait_until(lambda: is_received(again) and not again.delivery._beside, "all of it")
            assert again.attempt.items["q1"].response == Typed("later")
            assert again.attempt.items["q2"].response == Typed("only here")
            assert again.ours["q1"] == Typed("older")
            attempt = again.attempt.id
        assert {question: one["text"] for question, one in answers(school.folder, attempt).items()} == {
            "q1": "later",
            "q2": "only here",
        }
        states = {one["body"]["response"]["text"]: one["state"] for one in stored(school.folder, attempt)
                  if one["body"]["kind"] == "answered"}  # fmt: skip
        assert states == {"older": "superseded", "later": "accepted", "only here": "accepted"}
        with at_desk(school, "Ada", here) as quiet:  # nothing is left to be sorted out
            assert quiet.ours == {}


def test_replies_lost_and_requests_doubled_change_nothing(
    school: School, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every request may come up to five times, and three replies of ten are dropped: the end is as without."""
    rng = random.Random(8)
    real = Connection._ask

    def unsure(self: Connection, method: str, path: str, content: bytes, *rest: Any) -> tuple[int, bytes]:
        found = real(self, method, path, content, *rest)
        if path == "/v1/events":
            for _ in range(rng.randrange(5)):
                found = real(self, method, path, content, *rest)
            if rng.random() < 0.3:
                self.close()
                raise ConnectionResetError
        return found

    monkeypatch.setattr(Connection, "_ask", unsure)
    monkeypatch.setattr("quiz.classroom.client.delivery.LONGEST", 0.05)
    for run in range(times(4, 100)):
        title = f"doubled {run}"
        school.open(title)
        with at_desk(school, name, tmp_path, title) as desk:
            for _ in range(rng.randrange(5, 30)):
                _do_something(desk, rng)
            wait_until(lambda: is_received(desk))
            there, attempt = desk.attempt, desk.attempt.id
        found = stored(school.folder, attempt)
        assert max(Counter(one["id"] for one in found).values()) == 1
        with at_desk(school, name, new_home(tmp_path), title, takeover=True) as again:
            assert in_short(again.attempt) == in_short(there)


def _do_something(desk: ClassDesk, rng: random.Random) -> None:
    question = rng.choice(list(desk.attempt.items))
    match rng.randrange(4):
        case 0:
            desk.draft(question, Typed(f"draft {rng.random()}"))
        case 1:
            desk.answer(question, Typed(f"answer {rng.random()}"))
        case 2:
            desk.move(question)
        case _:
            desk.flag(question)


def in_short(attempt: Attempt) -> object:
    items = [(one.id, one.draft, one.response, one.flagged, one.answers) for one in attempt.items.values()]
    return attempt.here, items


def test_what_is_no_answer_at_all_is_unreachable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "CONNECT", 0.2)
    with a_school(tmp_path / "school", ["Ada"]) as school:
        visit = a_visit(school, "Ada", tmp_path / "home")
        school.stop()
        with pytest.raises(Unreachable):
            visit.sittings()
        visit.close()
