"""What a class's store promises, on SQLite and on PostgreSQL alike."""

import threading
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from quiz.store.classes import attempts, events, roster, sittings
from quiz.store.classes.attempts import AttemptRow
from quiz.store.classes.db import Db
from quiz.store.classes.events import EventRow
from quiz.store.classes.roster import ClassRow, Member, Tries
from quiz.store.classes.sittings import SittingRow
from tests.waiting import joined

CLASS = "c" * 32
NOW = 1_760_000_000_000
ATTEMPT = "a" * 32


def a_class(db: Db) -> None:
    roster.add_class(db, ClassRow(CLASS, "7b", NOW, NOW + 1))


def a_member(number: int, name: str, uid: int | None = None) -> Member:
    return Member(f"{number:032x}", name, name.casefold(), uid, "salt", "hash", NOW)


def a_sitting(db: Db, name: str = "monday", pinned: str = "the key is 23%?") -> SittingRow:
    row = SittingRow(name * 4, name, "{}", name, 4, NOW, None, None, 0)
    assert sittings.add(db, CLASS, row, pinned)
    return row


def an_attempt(db: Db, learner: str = "1" * 32) -> AttemptRow:
    row = AttemptRow(
        ATTEMPT, "monday" * 4, learner, "seed", '["a"]', "key", "", NOW, 0, "t", 1, 0, NOW, 0, "", 0, None, 0, 0
    )
    assert attempts.add(db, CLASS, row)
    return row


def an_event(seq: int, last: str, body: str = '{"kind":"moved","question":"q1"}', id_: str = "") -> EventRow:
    return events.seal(
        EventRow(
            CLASS, ATTEMPT, id_ or f"{seq:032x}", seq, "t", 1, seq, NOW, 5, NOW + seq, "accepted", body, "", "", ""
        ),
        last,
    )


def append(db: Db, number: int) -> list[EventRow]:
    last, rows = "", []
    for seq in range(1, number + 1):
        rows.append(an_event(seq, last))
        last = rows[-1].hash
        assert events.insert(db, rows[-1])
    attempts.write(db, CLASS, msgspec.structs.replace(an_attempt(db), seq=number, head=last))
    return rows


def test_what_is_written_is_there_when_it_is_opened_again(opened: Callable[[], Any]) -> None:
    store = opened()
    store.write(a_class).result()
    assert store.write(lambda db: roster.add_member(db, CLASS, a_member(1, "Ада \u202e=1", 1001))).result()
    store.close()
    again = opened()
    assert again.read(roster.the_class).result() == ClassRow(CLASS, "7b", NOW, NOW + 1)
    assert again.read(lambda db: roster.member(db, CLASS, uid=1001)).result() == a_member(1, "Ада \u202e=1", 1001)
    assert again.read(lambda db: roster.member(db, CLASS, uid=None)).result() is None


def test_an_exception_undoes_what_was_done(store: Any) -> None:
    def fails(db: Db) -> None:
        a_class(db)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        store.write(fails).result()
    assert store.read(roster.the_class).result() is None


def test_names_and_accounts_are_taken_once(store: Any) -> None:
    store.write(a_class).result()
    for member, taken in ((a_member(1, "Ada", 5), True), (a_member(2, "ADA"), False), (a_member(3, "Ben", 5), False)):
        assert store.write(lambda db, one=member: roster.add_member(db, CLASS, one)).result() is taken
    assert [one.name for one in store.read(lambda db: roster.members(db, CLASS)).result()] == ["Ada"]


def test_an_event_that_comes_twice_is_there_once(store: Any) -> None:
    store.write(a_class).result()
    rows = store.write(lambda db: append(db, 3)).result()
    assert store.write(lambda db: events.insert(db, rows[1])).result() is False
    found = store.read(lambda db: events.of_attempt(db, CLASS, ATTEMPT)).result()
    assert found == rows
    assert [row[0] for row in store.read(lambda db: events.bodies_after(db, CLASS, ATTEMPT, 1)).result()] == [2, 3]
    assert store.check(CLASS).result() == []


def test_a_changed_event_is_noticed(store: Any) -> None:
    store.write(a_class).result()
    store.write(lambda db: append(db, 3)).result()
    changed = "UPDATE events SET body = ? WHERE class = ? AND attempt = ? AND seq = ?"
    store.write(lambda db: db.run(changed, "{}", CLASS, ATTEMPT, 2)).result()
    assert "event 2 does not follow" in store.check(CLASS).result()[0].what


def test_a_lost_tail_is_noticed(store: Any) -> None:
    store.write(a_class).result()
    store.write(lambda db: append(db, 3)).result()
    store.write(lambda db: db.run("DELETE FROM events WHERE class = ? AND seq = ?", CLASS, 3)).result()
    assert "1 events are missing" in store.check(CLASS).result()[0].what


def test_sessions_end(store: Any) -> None:
    store.write(a_class).result()
    store.write(lambda db: roster.add_member(db, CLASS, a_member(1, "Ada"))).result()
    learner = f"{1:032x}"
    store.write(lambda db: roster.add_token(db, CLASS, "h", learner, NOW, NOW + 10)).result()
    assert store.read(lambda db: roster.session(db, CLASS, "h", NOW + 9)).result() == (learner, "Ada")
    assert store.read(lambda db: roster.session(db, CLASS, "h", NOW + 10)).result() is None
    assert store.read(lambda db: roster.sessions(db, CLASS, NOW)).result() == {learner: 1}
    store.write(lambda db: roster.end_sessions(db, CLASS, learner)).result()
    assert store.read(lambda db: roster.session(db, CLASS, "h", NOW)).result() is None


def test_failed_logins_are_counted_and_forgotten(store: Any) -> None:
    store.write(a_class).result()
    for count in (1, 2):
        row = Tries("k", "ada", NOW, count, NOW + count)
        store.write(lambda db, one=row: roster.write_tries(db, CLASS, one)).result()
    assert store.write(lambda db: roster.tries(db, CLASS, "k")).result() == Tries("k", "ada", NOW, 2, NOW + 2)
    assert store.read(lambda db: roster.held_up(db, CLASS, NOW + 1)).result() == {"ada"}
    store.write(lambda db: roster.forget_tries(db, CLASS, owner="ada")).result()
    assert store.write(lambda db: roster.tries(db, CLASS, "k")).result() is None


def test_extra_time_adds_up_and_releases_are_in_order(store: Any) -> None:
    store.write(a_class).result()
    sitting = store.write(a_sitting).result().id
    for extra in (5, 7):
        store.write(lambda db, more=extra: sittings.add_extra(db, CLASS, sitting, "ada", more)).result()
    assert store.read(lambda db: sittings.extras(db, CLASS, sitting)).result() == {"ada": 12}
    for what in ("marks", "all", "never"):
        store.write(lambda db, one=what: sittings.add_release(db, CLASS, sitting, "", one, NOW, NOW)).result()
    found = store.read(lambda db: sittings.releases(db, CLASS, sitting)).result()
    assert [(row.number, row.what) for row in found] == [(1, "marks"), (2, "all"), (3, "never")]
    assert store.read(lambda db: sittings.pinned(db, CLASS, sitting)).result() == "the key is 23%?"


def test_numbers_stay_without_gaps_however_many_write_at_once(opened: Callable[[], Any]) -> None:
    store = opened()
    store.write(a_class).result()
    sitting = store.write(a_sitting).result().id

    def steps() -> None:
        for at in range(10):
            store.write(lambda db, one=at: sittings.add_step(db, CLASS, sitting, one, "asking", NOW)).result()

    threads = [threading.Thread(target=steps, daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    joined(*threads)
    found = store.read(lambda db: sittings.steps(db, CLASS, sitting)).result()
    assert [row.number for row in found] == list(range(1, 41))


def test_a_row_that_is_read_to_be_changed_waits_for_whoever_has_it(store: Any) -> None:
    store.write(a_class).result()
    store.write(an_attempt).result()

    def one_more(db: Db) -> None:
        row = attempts.read(db, CLASS, ATTEMPT)
        assert row is not None
        attempts.write(db, CLASS, msgspec.structs.replace(row, late=row.late + 1))

    for future in [store.write(one_more) for _ in range(50)]:
        future.result()
    row = store.write(lambda db: attempts.read(db, CLASS, ATTEMPT)).result()
    assert row is not None
    assert row.late == 50


def test_a_closed_store_says_so(store: Any) -> None:
    store.close()
    with pytest.raises(Exception, match="already closed"):
        store.write(a_class).result()
