"""Deadlines, grace, pauses and extra time, by the server's clock."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.attempts.events import Answered, Cited, Drafted, Finished, Flagged, Moved
from quiz.classroom.server import collecting, lateness, login, teaching
from quiz.classroom.server.clock import ServerClock
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.server.timing import GRACE
from quiz.classroom.server.watching import WatchAsked
from quiz.classroom.teacher import CountLate, Import
from quiz.questions.response import Picked, Typed
from quiz.store.classes import attempts, events
from tests.faults.worlds import times

from .inside import MINUTE, START, Inside, Pupil, fresh, inside
from .school import NAMES, YEAR


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Inside]:
    with inside(tmp_path) as room:
        yield room


# Milliseconds from the deadline at which an answer comes, and whether it counts.
ARRIVALS = [(-1000, True), (0, True), (1000, True), (GRACE, True), (GRACE + 1, False), (30 * MINUTE, False)]


def test_an_answer_counts_until_the_grace_is_over_and_is_kept_for_ever() -> None:
    """RELIABILITY 57: each arrival as the policy says, the text kept and labelled, the end recorded is the limit."""
    dice = random.Random(57)
    with fresh([f"l{n}" for n in range(times(4, 20) * len(ARRIVALS))]) as room:
        sitting = room.open(minutes=30)
        names = iter(room.pins)
        for _ in range(times(4, 20)):
            for late, counts in ARRIVALS:
                name = next(names)
                ada = room.learner(name)
                began = room.clock.at
                ada.begin()
                text = f"answer {dice.random()}"
                room.go_on(30 * MINUTE + late)
                got = ada.answer("q1", Typed(text))
                assert (len(got.received), bool(got.late)) == (1, not counts)
                assert got.clock.left == max(0, -late)
                room.clock.at = began + 31 * MINUTE
                row = room.store.read(
                    lambda db, ada=ada: attempts.of_learner(db, room.service.class_id, sitting, ada.caller.learner)
                ).result()
                assert row is not None
                assert room.sat().hours.finished(row, room.clock.at) == began + 30 * MINUTE
                kept = room.store.read(
                    lambda db, row=row: events.of_attempt(db, room.service.class_id, row.id)
                ).result()
                assert [(one.state, text in one.body) for one in kept] == [("accepted" if counts else "late", True)]
                room.go_on(60 * MINUTE)


def test_handing_in_late_is_recorded_as_the_limit(room: Inside) -> None:
    room.open(minutes=10)
    ada = room.learner()
    ada.begin()
    room.go_on(10 * MINUTE + 5000)
    ada.send(Finished("learner"))
    row = room.store.read(lambda db: attempts.read(db, room.service.class_id, ada.opened.attempt)).result()  # type: ignore[union-attr]
    assert row is not None
    assert row.finished == START + 10 * MINUTE


def test_time_given_while_a_sitting_runs_and_after_it_ran_out(room: Inside) -> None:
    room.open(minutes=10)
    ada, ben = room.learner("Ada"), room.learner("Ben")
    ada.begin()
    ben.begin()
    room.give(5, "Ada")
    assert ada.news().clock.left == 15 * MINUTE
    assert ben.news().clock.left == 10 * MINUTE
    room.give(2)
    assert ada.news().clock.left == 17 * MINUTE
    room.go_on(13 * MINUTE)
    assert ben.answer("q1", Typed("23")).late
    assert ben.news().clock.state == "closed"
    room.give(5, "Ben")
    assert ben.news().clock.state == "open"
    assert not ben.answer("q1", Typed("22")).late
    room.give(-3, "Ada")
    assert ada.news().clock.left == MINUTE


def test_what_the_server_remembers_of_a_seat_is_what_the_store_says(room: Inside) -> None:
    """Time given, a pause and a login are heard of at the next answer, whatever is remembered of the last one."""
    room.open(minutes=30)
    ada, ben = room.learner("Ada"), room.learner("Ben")
    for one in (ada, ben):
        one.begin()
    lefts = []
    for minutes in (0, 5, 10):
        if minutes:
            room.give(minutes, "Ada")
        lefts.append([one.answer("q1", Typed(f"{minutes}")).clock.left for one in (ada, ben)])
        assert set(room.store._worker.kept) == {ada.opened.attempt, ben.opened.attempt}
    assert lefts == [[30 * MINUTE, 30 * MINUTE], [35 * MINUTE, 30 * MINUTE], [45 * MINUTE, 30 * MINUTE]]
    room.do(lambda service, db, _: login.log_out(service, db, ada.caller))
    with pytest.raises(Refusal, match="log in"):
        ada.answer("q1", Typed("after"))
    assert ben.answer("q1", Typed("after")).received
    room.go_on(YEAR)
    with pytest.raises(Refusal, match="log in"):  # its session has run out, which nobody has written down
        ben.answer("q1", Typed("much later"))


def test_a_pause_stops_the_clock_for_all_and_loses_nothing(room: Inside) -> None:
    room.open(minutes=10)
    ada = room.learner()
    ada.begin()
    room.go_on(4 * MINUTE)
    room.touch("pause")
    assert ada.news().clock.state == "paused"
    room.go_on(GRACE)
    assert not ada.answer("q1", Typed("typed before")).late  # it was on its way
    room.go_on(60 * MINUTE - GRACE)
    with pytest.raises(Refusal, match="paused"):
        room.learner("Ben").begin()
    room.touch("resume")
    clock = ada.news().clock
    assert (clock.left, clock.elapsed, clock.state) == (6 * MINUTE, 4 * MINUTE, "open")
    late = room.learner("Cleo")
    assert late.begin().clock.left == 10 * MINUTE  # the pause before is not hers


def test_what_is_given_during_a_pause_is_late_and_flagged(room: Inside) -> None:
    room.open(minutes=10)
    ada = room.learner()
    ada.begin()
    room.touch("pause")
    room.go_on(GRACE + 1)
    got = ada.send(
        Moved("q1"), Drafted("q1", Typed("2")), Answered("q1", Typed("23"), 1.0, 0.0, None), Flagged("q1", True)
    )
    assert (len(got.received), len(got.late)) == (4, 2)
    assert states(room, ada) == ["accepted", "late", "late", "accepted"]
    room.touch("resume")
    assert not ada.answer("q2", Picked(("Tom Reve",))).late
    told = room.do(lateness.count_late, CountLate("monday", "Ada"))
    assert [(one.question, one.answer, one.when) for one in told.answers] == [("saved", "23", "open")]
    assert (told.before, told.after) == (0.0, 1.0)


def test_handing_in_during_a_pause_holds(room: Inside) -> None:
    """Whoever was without a network when it began would else wait for a receipt that never comes."""
    room.open(minutes=10)
    ada = room.learner()
    ada.begin()
    room.touch("pause")
    room.go_on(5 * MINUTE)
    assert ada.send(Finished("learner")).clock.receipt


def test_opening_and_closing_times(room: Inside) -> None:
    room.open(minutes=30, opens=START + 5 * MINUTE, closes=START + 20 * MINUTE)
    ada = room.learner()
    assert ada.cards()[0].state == "waiting"
    with pytest.raises(Refusal) as waiting:
        ada.begin()
    assert (waiting.value.fault.code, waiting.value.fault.retry > 0) == ("not-open", True)
    room.go_on(5 * MINUTE)
    assert ada.begin().clock.left == 15 * MINUTE
    room.give(10, "Ada")
    assert ada.news().clock.left == 25 * MINUTE  # beyond the closing time, as it was given
    room.go_on(16 * MINUTE)
    with pytest.raises(Refusal, match="over"):
        room.learner("Ben").begin()
    assert not ada.answer("q1", Typed("23")).late


def test_closing_ends_it_for_all_and_reopening_gives_the_time_back(room: Inside) -> None:
    room.open(minutes=10)
    ada = room.learner()
    ada.begin()
    room.go_on(3 * MINUTE)
    room.touch("close")
    assert not ada.answer("q1", Typed("on its way")).late
    room.go_on(GRACE + 1000)
    assert ada.answer("q1", Typed("too late")).late
    with pytest.raises(Refusal, match="reopen"):
        room.give(5)
    room.go_on(30 * MINUTE)
    room.touch("reopen")
    assert ada.news().clock.left == 7 * MINUTE
    assert not ada.answer("q1", Typed("again")).late


@pytest.mark.parametrize("ending", ["minutes", "until", "close", "minutes and a pause", "handed in"])
def test_the_time_somebody_took_ends_with_the_attempt(room: Inside, ending: str) -> None:
    """However long afterwards, and how often, somebody asks; for the learner and in the gradebook."""
    limit = {"minutes": 3.0} if "minutes" in ending else {"closes": START + 3 * MINUTE} if ending == "until" else {}
    room.open(**limit)
    ada = room.learner()
    ada.begin()
    room.go_on(MINUTE)
    if "pause" in ending:
        room.touch("pause")
        room.go_on(20 * MINUTE)
        room.touch("resume")
    room.go_on(2 * MINUTE)
    if ending == "close":
        room.touch("close")
    if ending == "handed in":
        ada.send(Finished("learner"))
        room.touch("pause")
    for _ in range(3):
        room.go_on(7 * MINUTE)
        (paper,) = room.do(collecting.papers, WatchAsked("monday")).papers
        assert (ada.news().clock.elapsed, paper.attempt.elapsed) == (3 * MINUTE, 3 * MINUTE)


def test_late_work_counts_when_the_teacher_says_so(room: Inside) -> None:
    room.open(minutes=10)
    ada = room.learner()
    ada.begin()
    room.go_on(20 * MINUTE)
    ada.answer("q1", Typed("23"))
    room.release("marks")
    assert ada.news().released[0].outcome == "not-answered"
    told = room.do(lateness.count_late, CountLate("monday", "Ada"))
    assert (told.before, told.after, told.applied) == (0.0, 1.0, False)
    assert [(one.question, one.answer, one.when, one.since) for one in told.answers] == [
        ("saved", "23", "over", 10 * MINUTE)
    ]
    assert ada.news().released[0].outcome == "not-answered"  # only told
    for back, outcome in [(False, "right"), (True, "not-answered"), (False, "right")]:
        done = room.do(lateness.count_late, CountLate("monday", "Ada", apply=True, back=back))
        assert (done.after, done.answers[0].counts) == (0.0 if back else 1.0, back)
        assert ada.news().released[0].outcome == outcome
        room.close()
        room.reopen()
        assert ada.news().released[0].outcome == outcome


def states(room: Inside, pupil: Pupil) -> list[str]:
    assert pupil.opened is not None
    attempt = pupil.opened.attempt
    rows = room.store.read(lambda db: events.of_attempt(db, room.service.class_id, attempt)).result()
    return [one.state for one in rows]


def test_nothing_is_taken_that_was_given_after_handing_in(room: Inside) -> None:
    """A program that goes on is refused. At another seat it may be an old outbox: it is kept, and flagged."""
    room.open(minutes=30)
    ada = room.learner()
    ada.begin()
    ada.answer("q1", Typed("21"))
    got = ada.send(Finished("learner"), Answered("q1", Typed("23"), 1.0, 0.0, None))
    assert [one.why for one in got.refused] == ["this attempt was handed in before this was given"]
    room.go_on(5000)
    for body in (Drafted("q1", Typed("23")), Cited("q1", Typed("x"), None), Finished("learner")):  # type: ignore[arg-type]
        assert ada.send(body).refused
    before = ada.begin()
    again = room.learner("Ada")
    again.begin(takeover=True)
    assert again.answer("q1", Typed("23")).late
    assert states(room, ada) == ["accepted", "accepted", "late"]
    assert again.begin().past == before.past
    told = room.do(lateness.count_late, CountLate("monday", "Ada"))
    assert [(one.when, one.since, one.never) for one in told.answers] == [("handed in", 5000, False)]


@pytest.mark.parametrize("way", ["release", "planned", "withdrawn", "planned, and opened again"])
def test_what_came_once_the_key_could_be_seen_never_counts(room: Inside, way: str) -> None:
    room.open(minutes=30, release="all" if "planned" in way else None)
    for pupil in map(room.learner, NAMES):
        pupil.begin()
        pupil.send(Finished("learner"))
    if "planned" not in way:
        room.release("all")
    if way == "withdrawn":
        room.release("never")
    if "opened again" in way:
        room.touch("close")
        room.go_on(MINUTE)
        room.touch("reopen")
    ada = room.learner()
    ada.begin(takeover=True)
    assert ada.answer("q1", Typed("23")).late
    for _ in range(2):
        told = room.do(lateness.count_late, CountLate("monday", "Ada", apply=True))
        assert (told.after, told.answers[0].never) == (0.0, True)
        assert states(room, ada) == ["accepted", "shown"]


def test_a_release_that_was_planned_and_withdrawn_in_time_has_shown_nothing(room: Inside) -> None:
    room.open(minutes=30)
    ada = room.learner()
    ada.begin()
    ada.send(Finished("learner"))
    room.release("all", at=START + 10 * MINUTE)
    room.release("never")
    room.go_on(20 * MINUTE)
    again = room.learner("Ada")
    again.begin(takeover=True)
    again.answer("q1", Typed("23"))
    assert states(room, ada) == ["accepted", "late"]


def test_a_file_that_is_imported_after_handing_in_is_kept_and_flagged(room: Inside) -> None:
    room.open(minutes=30)
    ada = room.learner()
    opened = ada.begin()
    sent = ada.events(Answered("q1", Typed("23"), 1.0, 0.0, None))  # it could not be sent
    again = room.learner("Ada")
    again.begin(takeover=True)
    again.send(Finished("learner"))
    asked = Import(opened.attempt, ada.terminal, ada.fence, tuple(sent))
    done = room.do(teaching.take_outbox, asked)
    assert (done.taken, done.beside, done.late) == (0, 0, 1)
    assert states(room, ada) == ["accepted", "late"]


@pytest.mark.parametrize("jump", [-3_600_000, 86_400_000, -1_700_000_000_000])
def test_the_clock_of_the_machine_may_jump(jump: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """RELIABILITY 14: while the server runs, and between two runs of it."""
    import time

    real = time.time_ns
    clock = ServerClock()
    before = clock.now()
    monkeypatch.setattr(time, "time_ns", lambda: real() + jump * 1_000_000)
    assert 0 <= clock.now() - before < 5_000
    assert ServerClock(known=before).now() >= before
