"""Before a release, neither words, lengths, order nor time tell what is right."""

import math
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from quiz.attempts.events import Answered, Claimed, Finished
from quiz.classroom import teacher, wire
from quiz.classroom.server import answering, teaching
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.wire import Events, Opened
from quiz.questions.response import Picked, Typed
from quiz.questions.view import OptionsView
from tests.faults.worlds import times

from .inside import MINUTE, Inside, fresh, inside
from .school import NAMES, words


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Inside]:
    with inside(tmp_path) as room:
        yield room


def test_right_and_wrong_answers_are_told_apart_by_nothing() -> None:
    """RELIABILITY 52: replies of one length, nothing marked, and processor time without a difference."""
    pairs = times(150, 2000)
    with fresh(["Ada", "Ben"]) as room:
        room.open()
        ada, ben = room.learner("Ada"), room.learner("Ben")
        ada.begin()
        ben.begin()
        spent: dict[bool, list[float]] = {True: [], False: []}
        lengths: dict[bool, set[int]] = {True: set(), False: set()}
        for number in range(pairs):
            for right, pupil in ((True, ada), (False, ben)) if number % 2 else ((False, ben), (True, ada)):
                assert pupil.opened is not None
                option = Picked(("Mira Osten",)) if right else Picked(("Tom Reve",))
                sent = pupil.events(Answered("q2", option, 1.0, 0.0, None))
                asked = Events(pupil.opened.attempt, pupil.terminal, pupil.fence, tuple(sent))

                def work(db: Any, asked: Events = asked, pupil: Any = pupil) -> tuple[float, int]:
                    before = time.thread_time_ns()
                    got = answering.put_events(room.service, db, pupil.caller, asked, room.clock.at)
                    return (time.thread_time_ns() - before) / 1000, len(msgspec.json.encode(got))

                took, length = room.store.write(work).result()
                spent[right].append(took)
                lengths[right].add(length)
        assert lengths[True] == lengths[False]
        assert not room.sat().exam._known  # nothing was graded
        assert mann_whitney(spent[True], spent[False]) > 0.001


def mann_whitney(one: list[float], other: list[float]) -> float:
    """The p of a two-sided rank-sum test by its normal approximation (Mann and Whitney 1947)."""
    ranked = sorted([(value, True) for value in one] + [(value, False) for value in other])
    sum_ = sum(rank for rank, (_, mine) in enumerate(ranked, 1) if mine)
    n, m = len(one), len(other)
    u = sum_ - n * (n + 1) / 2
    z = (u - n * m / 2) / math.sqrt(n * m * (n + m + 1) / 12)
    return math.erfc(abs(z) / math.sqrt(2))


def test_the_place_of_the_right_option_says_nothing(room: Inside) -> None:
    """RELIABILITY 53. The options' order hangs on the attempt's seed alone, which never leaves the server."""
    room.open()
    sat = room.sat()
    asked = sat.exam.in_order(("saved", "captain", "when", "map"))
    counts: Counter[int] = Counter()
    tries = 1000
    for number in range(tries):
        view = asked.by_id["q2"].view(asked.sources, random.Random(f"{number:032x}:q2"))
        assert isinstance(view, OptionsView)
        counts[view.options.index("Mira Osten")] += 1
    expected = tries / 3
    assert sum((counts[at] - expected) ** 2 / expected for at in range(3)) < 9.21  # chi-square, 2 degrees, p = 0.01


def test_what_is_sent_has_neither_seed_nor_digest_nor_own_names(room: Inside) -> None:
    """RELIABILITY 54: nothing that covers the key, and ids that are numbers."""
    room.open(shuffle=True)
    opened = room.learner().begin()
    assert (opened.started.seed, opened.started.digest) == (0, "")
    text = words(opened)
    for word in ("saved", 'captain"', '"map"', room.sat().exam.asked.digest):
        assert f'"id": "{word}' not in text
    assert room.sat().exam.asked.digest not in text
    assert list(opened.started.questions) == ["q1", "q2", "q3", "q4"]


def test_types_for_learners_before_release_hold_no_verdict() -> None:
    """What can carry a verdict is ``Released``, and a body whose verdict the server leaves out."""
    schemas = msgspec.json.schema_components([wire.SittingCard, wire.Clock, wire.Lease, wire.Session, wire.Hello])[1]
    assert not {"Verdict", "Feedback", "Released"} & set(schemas)
    assert teacher.FollowState not in msgspec.inspect.type_info(wire.News).__class__.__mro__


def test_no_way_round_shows_anything_before_the_release(room: Inside) -> None:
    """RELIABILITY 55: an empty hand-in, opening again, a second attempt, another account."""
    room.open(minutes=10)
    ada, ben = room.learner("Ada"), room.learner("Ben")
    ada.begin()
    ada.send(Finished("learner"))
    seen: list[Any] = [ada.news(), ada.begin(), ada.begin(takeover=True)]
    second = room.learner("Ada")
    seen += [second.begin(takeover=True), second.news()]
    assert second.opened is not None
    assert second.opened.attempt == ada.opened.attempt  # type: ignore[union-attr]
    assert second.answer("q1", Typed("23")).late
    seen.append(ben.begin())
    ben.opened = ada.opened
    with pytest.raises(Refusal):
        ben.news()
    room.go_on(60 * MINUTE)
    seen.append(ada.news())
    for one in seen:
        assert not one.released
        assert "Osten says so" not in words(one)
        if isinstance(one, Opened):
            assert not any(isinstance(body, Answered) and body.verdict for body in one.past)


def test_releases_hold_at_once_for_whom_and_from_when_they_say(room: Inside) -> None:
    """RELIABILITY 56, on one host."""
    room.open()
    ada, ben, cleo = (room.learner(name) for name in ("Ada", "Ben", "Cleo"))
    for pupil in (ada, ben, cleo):
        pupil.begin()
    ada.send(Finished("learner"))
    ben.send(Finished("learner"))
    room.release("all", "Ada")
    assert ada.news().released
    assert not ben.news().released
    room.release("marks", at=room.clock.at + MINUTE)
    assert not ben.news().released
    room.go_on(MINUTE)
    assert [one.feedback for one in ben.news().released] == [None] * 4
    assert not cleo.news().released  # still at it
    room.release("never")
    assert not ben.news().released
    assert not ada.news().released
    assert ada.news().version != 0


def test_what_shows_by_itself_shows_once_nobody_can_answer_any_more(room: Inside) -> None:
    room.open(release="all", minutes=10)
    pupils = [room.learner(name) for name in room.pins]
    for pupil in pupils[:-1]:
        pupil.begin()
        pupil.send(Finished("learner"))
    assert not pupils[0].news().released  # one has not begun
    pupils[-1].begin()
    room.go_on(5 * MINUTE)
    assert not pupils[0].news().released  # one is at it
    room.give(5, "Emil")
    room.go_on(9 * MINUTE)
    assert not pupils[0].news().released
    room.go_on(2 * MINUTE)
    assert pupils[0].news().released
    assert pupils[-1].news().released


def test_closing_shows_it_after_the_grace_and_reopening_takes_it_back(room: Inside) -> None:
    room.open(release="marks")
    ada = room.learner()
    ada.begin()
    ada.send(Finished("learner"))
    room.touch("close")
    assert not ada.news().released
    room.go_on(MINUTE)
    before = ada.news()
    assert before.released
    room.touch("reopen")
    after = ada.news(before.version)
    assert after.version != before.version
    assert not after.released


def test_follow_mode_shows_what_the_teacher_shows(room: Inside) -> None:
    room.open(mode="follow")
    ada, ben = room.learner("Ada"), room.learner("Ben")
    assert ada.begin().views == ()
    ben.begin()
    assert ada.news().following is None
    room.step("next")
    shown = ada.news().following
    assert shown is not None
    assert (shown.question, shown.answered, shown.learners, shown.counts) == ("q1", 0, 2, ())
    assert ada.send(Answered("q2", Typed("x"), 1.0, 0.0, None)).refused  # nobody is there yet
    ada.answer("q1", Typed("23"))
    ben.answer("q1", Typed("21"))
    room.go_on(1000)
    assert ada.news().following.answered == 2  # type: ignore[union-attr]
    assert not ada.news().following.counts  # type: ignore[union-attr]
    room.step("counts")
    assert [(one.text, one.learners) for one in ben.news().following.counts] == [("21", 1), ("23", 1)]  # type: ignore[union-attr]
    assert "Osten says so" not in words(ben.news())
    room.step("reveal")
    told = ben.news()
    assert told.following.revealed.outcome == "wrong"  # type: ignore[union-attr]
    assert [one.question for one in told.released] == ["q1"]
    assert ben.answer("q1", Typed("23")).late  # after the key was shown
    room.step("next")
    assert [view.id for view in ben.begin().views] == ["q1", "q2"]
    assert ben.news().following.revealed is None  # type: ignore[union-attr]
    room.step("back")
    assert ben.news().following.revealed is not None  # type: ignore[union-attr]
    with pytest.raises(Refusal, match="first"):
        room.step("back")


def test_a_lesson_shows_afterwards_what_was_revealed_in_it_and_no_more(room: Inside) -> None:
    room.open(mode="follow")
    ada = room.learner()
    ada.begin()
    for question in ("q1", "q4"):
        assert ada.answer(question, Typed("x")).refused  # nothing is shown yet
    room.step("next")
    room.step("reveal")
    room.step("next")
    ada.answer("q2", Picked(("Mira Osten",)))
    assert ada.answer("q3", Typed("x")).refused
    for ending in ("close", "reopen", "close"):
        room.touch(ending)
        room.go_on(60_000)
        opened, told, card = ada.begin(), ada.news(), ada.cards()[0]
        assert [one.question for one in opened.released] == [one.question for one in told.released] == ["q1"]
        assert [view.id for view in opened.views] == ["q1", "q2"]
        assert ("captain" in words(opened.released), card.release) == (False, "never")
        assert card.revealed == (1 if ending == "close" else 0)
        assert not any(isinstance(body, Answered) and body.verdict for body in opened.past)
    room.release("all")
    assert [len(part) for part in (ada.begin().released, ada.begin().views, ada.news().released)] == [4, 4, 4]
    assert ada.cards()[0].release == "all"
    room.release("never")
    assert [one.question for one in ada.begin().released] == ["q1"]


def test_a_lesson_that_was_opened_with_a_release_keeps_to_it(room: Inside) -> None:
    room.open(mode="follow", release="all")
    ada = room.learner()
    ada.begin()
    room.step("next")
    room.touch("close")
    room.go_on(60_000)
    assert len(ada.begin().released) == 4


def test_nobody_objects_to_a_verdict_that_was_not_shown(room: Inside) -> None:
    room.open()
    ada = room.learner()
    ada.begin()
    ada.answer("q1", Typed("21"))
    assert [one.why for one in ada.send(Claimed("q1")).refused] == ["there is no verdict to object to"]
    ada.send(Finished("learner"))
    assert ada.send(Claimed("q1")).refused
    room.release("marks")
    assert not ada.send(Claimed("q1")).refused


def test_a_planned_release_that_took_effect_is_what_the_teacher_sees(room: Inside) -> None:
    room.open(release="marks")
    for name in NAMES:
        assert teaching_state(room).release == "never"
        pupil = room.learner(name)
        pupil.begin()
        pupil.send(Finished("learner"))
    assert pupil.news().released
    assert teaching_state(room).release == "marks"
    room.release("never")
    assert teaching_state(room).release == "never"


def teaching_state(room: Inside) -> teacher.SittingState:
    (state,) = room.do(teaching.list_sittings).sittings
    assert isinstance(state, teacher.SittingState)
    return state


def test_a_closed_book_is_not_sent(room: Inside) -> None:
    room.open(closed_book=True)
    ada = room.learner()
    assert [article.text for article in ada.begin().articles] == [""]
    ada.send(Finished("learner"))
    room.release("all")
    assert "Mira Osten" in ada.begin().articles[0].text
