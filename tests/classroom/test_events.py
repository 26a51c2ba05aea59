"""Every event once, in its order, whatever the network and a second terminal do."""

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from quiz.attempts.attempt import Attempt
from quiz.attempts.events import Answered, Assessed, Body, Drafted, Finished, Flagged, Hinted, Moved, Started, Undone
from quiz.classroom.server import exam, teaching
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.server.taking import MOST_EVENT
from quiz.classroom.server.timing import LEASE
from quiz.classroom.teacher import Import
from quiz.classroom.wire import Received, Sent
from quiz.questions.response import Picked, Typed
from quiz.questions.verdict import Verdict
from quiz.store.classes import attempts, checks, events
from tests.faults.worlds import times

from .inside import Inside, Pupil, fresh, inside
from .school import write_set


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Inside]:
    with inside(tmp_path) as room:
        yield room


def fold_of(room: Inside, pupil: Pupil) -> Attempt:
    """What the store makes of an attempt, by a service that remembers nothing."""
    assert pupil.opened is not None
    room.service._folds.clear()

    def read(db: Any) -> Attempt:
        row = attempts.read(db, room.service.class_id, pupil.opened.attempt)  # type: ignore[union-attr]
        assert row is not None
        return room.service.fold(db, row, room.service.sat(db, id_=row.sitting))

    return room.store.read(read).result()


def some_bodies(dice: random.Random) -> list[Body]:
    found: list[Body] = []
    for _ in range(dice.randint(3, 12)):
        question = f"q{dice.randint(1, 4)}"
        text = Typed(f"{dice.randint(0, 99)}")
        found.append(
            dice.choice(
                [
                    Moved(question),
                    Drafted(question, text),
                    Answered(question, text, 1.0, 0.0, None),
                    Flagged(question, True),
                ]
            )
        )
    return [*found, Finished("learner")]


def test_sent_several_times_reordered_and_with_replies_lost_comes_to_the_same() -> None:
    """RELIABILITY 8."""
    dice = random.Random(8)
    count = times(12, 1000)
    with fresh([f"l{n}" for n in range(2 * count)]) as room:
        room.open()
        for number in range(count):
            bodies = some_bodies(dice)
            orderly, troubled = room.learner(f"l{2 * number}"), room.learner(f"l{2 * number + 1}")
            orderly.begin()
            orderly.send(*bodies)
            troubled.begin()
            deliver(troubled, troubled.events(*bodies), dice)
            expected, found = fold_of(room, orderly), fold_of(room, troubled)
            assert list(found.items.values()) == list(expected.items.values())
            assert (found.here, found.seq) == (expected.here, expected.seq)
        assert not room.store.check(room.service.class_id).result()


def deliver(pupil: Pupil, sent: list[Sent], dice: random.Random) -> None:
    """Until all is known to be received; parts come twice to five times, in any order, and replies get lost."""
    waiting = {one.id: one for one in sent}
    for _ in range(10_000):
        if not waiting:
            return
        parts = [list(waiting.values())[at : at + 4] for at in range(0, len(waiting), dice.randint(1, 4))]
        parts *= dice.randint(2, 5)
        dice.shuffle(parts)
        for part in parts:
            got = pupil.put(part)
            if dice.random() > 0.3:
                for id_ in got.received:
                    waiting.pop(id_, None)
    raise AssertionError(f"never received: {[*waiting]}")


def test_two_terminals_on_one_attempt_lose_nothing() -> None:
    """RELIABILITY 9 and 58: the old one's later words are kept beside, the new one's count, and each is told."""
    dice = random.Random(9)
    count = times(25, 500)
    with fresh([f"l{n}" for n in range(count)]) as room:
        room.open()
        for number in range(count):
            terminals = [room.learner(f"l{number}"), room.learner(f"l{number}")]
            holder = terminals[0]
            holder.begin()
            texts: dict[str, bool] = {}
            last = ""
            for step in range(dice.randint(4, 15)):
                if dice.random() < 0.25:
                    holder = terminals[terminals[0] is holder]
                    holder.begin(takeover=True)
                writer = dice.choice([one for one in terminals if one.opened is not None])
                text = f"{number}.{step}"
                got = writer.answer("q1", Typed(text))
                assert len(got.received) == 1
                assert bool(got.superseded) == (writer is not holder) == (got.lease.fence > writer.fence)
                texts[text] = writer is holder
                last = text if writer is holder else last
            assert holder.opened is not None
            attempt = holder.opened.attempt
            kept = room.store.read(lambda db, a=attempt: events.of_attempt(db, room.service.class_id, a)).result()
            assert [one.state == "accepted" for one in kept] == list(texts.values())
            assert all(text in one.body for one, text in zip(kept, texts, strict=True))
            response = fold_of(room, holder).items["q1"].response
            assert response == (Typed(last) if last else None)


def test_a_lease_ends_by_itself_and_a_dead_terminal_comes_back(room: Inside) -> None:
    room.open()
    dead, other = room.learner(), room.learner()
    dead.begin()
    with pytest.raises(Refusal) as taken:
        other.begin()
    assert 0 < taken.value.fault.retry <= LEASE / 1000
    room.go_on(LEASE - 1000)
    dead.news()  # still there, which makes it longer
    room.go_on(LEASE - 1000)
    with pytest.raises(Refusal):
        other.begin()
    room.go_on(2000)
    assert other.begin().lease.fence == 2
    assert dead.answer("q1", Typed("1")).superseded
    room.go_on(LEASE + 1)
    assert dead.begin().lease.fence == 3


def test_what_is_not_a_learners_to_say_is_refused_or_put_right(room: Inside) -> None:
    room.open()
    ada = room.learner()
    ada.begin()
    forged = Verdict("right", 1.0, "exact")
    got = ada.send(
        Answered("q1", Typed("21"), 100.0, 100.0, forged, True, 9),
        Assessed("q1", 1.0, 1.0, "teacher"),
        Hinted("q1", 1),
        Undone("q1"),
        Started("x", "y", "z", (), {"q1": 1.0}, 1, "practice"),
        Answered("q9", Typed("x"), 1.0, 0.0, None),
        Answered("q1", Typed("é" * MOST_EVENT), 1.0, 0.0, None),
    )
    assert len(got.received) == 2
    assert len(got.refused) == 5
    item = fold_of(room, ada).items["q1"]
    assert (item.points, item.earned, item.verdict, item.closed, item.certainty) == (1.0, 0.0, None, False, 0)
    assert isinstance(item.response, Typed)
    assert len(item.response.text) == 20_000


def test_an_id_that_is_none_is_refused_and_anothers_attempt_is_not_there(room: Inside) -> None:
    room.open()
    ada, ben = room.learner("Ada"), room.learner("Ben")
    ada.begin()
    ben.begin()
    bad = Sent("../../etc", 1, 0, 0, Moved("q1"))
    assert ada.put([bad]).refused
    ben.opened = ada.opened
    with pytest.raises(Refusal) as refusal:
        ben.send(Moved("q1"))
    assert refusal.value.fault.code == "not-there"
    ada.fence = 7
    with pytest.raises(Refusal) as refusal:
        ada.send(Moved("q1"))
    assert refusal.value.fault.code == "taken"


def test_an_edited_set_changes_nothing_of_a_sitting(room: Inside) -> None:
    """RELIABILITY 60: the sitting keeps its version; a new one has the new."""
    room.open("monday")
    ada = room.learner()
    before = ada.begin()
    questions = "  - {id: saved, kind: number, prompt: How many?, answer: 21, evidence: 21 people were saved}\n"
    write_set(room.root, questions=questions)
    (room.root / "seeds" / "ferry.md").write_text(
        "---\nid: ferry\ntitle: Other\nlanguage: en\n---\n21 people were saved.\n"
    )
    room.close()
    room.reopen()
    again = ada.begin()
    assert again.views == before.views
    assert again.articles == before.articles
    ada.send(Answered("q1", Typed("23"), 1.0, 0.0, None), Finished("learner"))
    room.release("all")
    assert ada.news().released[0].outcome == "right"
    room.open("tuesday")
    assert [view.prompt for view in ada.begin("tuesday").views] == ["How many?"]


def test_an_outbox_that_comes_by_hand_counts_but_replaces_nothing_newer(room: Inside) -> None:
    room.open(minutes=10)
    ada = room.learner()
    ada.begin()
    sent = ada.events(
        Answered("q1", Typed("23"), 1.0, 0.0, None), Answered("q2", Picked(("Mira Osten",)), 1.0, 0.0, None)
    )
    there = room.learner()
    there.begin(takeover=True)
    there.answer("q1", Typed("22"))
    room.go_on(3_600_000)
    assert ada.opened is not None
    asked = Import(ada.opened.attempt, ada.terminal, ada.fence, tuple(sent))
    done = room.do(teaching.take_outbox, asked)
    assert (done.taken, done.known, done.beside) == (1, 0, 1)
    done = room.do(teaching.take_outbox, asked)
    assert (done.taken, done.known, done.beside) == (0, 2, 0)
    items = fold_of(room, there).items
    assert (items["q1"].response, items["q2"].response) == (Typed("22"), Picked(("Mira Osten",)))


def test_a_chain_that_was_tampered_with_is_found() -> None:
    """RELIABILITY 59: an edit, a deletion, an insertion, two exchanged, the end cut off."""
    with fresh(["Ada"]) as room:
        room.open()
        ada = room.learner()
        ada.begin()
        for number in range(10):
            ada.answer("q1", Typed(str(number)))
        tamperings = [
            "UPDATE events SET body = replace(body, '3', '4') WHERE seq = 4",
            "UPDATE events SET received = received + 1 WHERE seq = 4",
            "DELETE FROM events WHERE seq = 5",
            "DELETE FROM events WHERE seq = 10",
            "UPDATE events SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq IN (2, 3)",
            "UPDATE attempts SET head = ''",
        ]
        for statement in tamperings:

            class Undo(Exception):
                pass

            def tamper(db: Any, statement: str = statement) -> None:
                assert db.run(statement)
                db.run("UPDATE events SET seq = -seq WHERE seq < 0")
                assert checks.chains(db, room.service.class_id), statement
                raise Undo

            with pytest.raises(Undo):
                room.store.write(tamper).result()
        assert not room.store.check(room.service.class_id).result()


def test_what_was_put_together_in_a_transaction_that_failed_is_forgotten(room: Inside) -> None:
    room.open()
    ada = room.learner()
    ada.begin()
    sent = ada.events(Answered("q1", Typed("lost"), 1.0, 0.0, None))
    from quiz.classroom.server import answering
    from quiz.classroom.wire import Events

    def fail(db: Any) -> Received:
        assert ada.opened is not None
        asked = Events(ada.opened.attempt, ada.terminal, ada.fence, tuple(sent))
        answering.put_events(room.service, db, ada.caller, asked, room.clock.at)
        raise OSError("as if the disk had failed")

    with pytest.raises(OSError, match="as if"):
        room.store.write(fail).result()
    ada.number = 0
    ada.answer("q1", Typed("kept"))
    assert ada.begin().past[-1] == Answered("q1", Typed("kept"), 1.0, 0.0, None, False)
    assert "lost" not in msgspec.json.encode(ada.begin().past).decode()


def test_pool_and_shuffle_differ_between_learners_and_stay_for_each(room: Inside) -> None:
    room.open(pool=2, shuffle=True)
    orders = set()
    for name in room.pins:
        pupil = room.learner(name)
        opened = pupil.begin()
        assert [view.id for view in opened.views] == ["q1", "q2"]
        orders.add(tuple(view.prompt for view in opened.views))
        room.service._folds.clear()
        assert pupil.begin().views == opened.views
    assert len(orders) > 1
    assert exam.Exam(room.sat().plan, room.sat().exam.asked).draw(os.urandom(8).hex())
