"""What callers may rely on, told as short stories."""

import stat
from pathlib import Path

import msgspec
import pytest

from quiz.attempts.events import Event, Undone
from quiz.store.errors import AttemptElsewhere, BadAppend, NameTaken, NoLearner, StoreClosed
from quiz.store.store import Store

from .builders import a_finished_attempt, an_attempt, answer, draft, new_id, started


def test_what_was_appended_is_there_after_opening_again(folder: Path) -> None:
    events = a_finished_attempt()
    store = Store.open(folder)
    store.append(events[:2]).result()
    store.append(events[2:]).result()
    assert store.close()
    again = Store.open(folder)
    assert again.events(events[0].attempt).result() == events
    standing = again.standing(events[0].attempt).result()
    assert standing is not None
    assert (standing.earned, standing.finished, standing.seq) == (1.0, True, 3)
    assert again.check().result() == []
    assert again.close()


def test_reading_sees_what_was_appended_before_it_without_waiting(store: Store) -> None:
    events = an_attempt(started(), *(draft("x" * n) for n in range(300)))
    for event in events:
        store.append([event])
    assert store.events(events[0].attempt).result() == events


def test_an_unknown_attempt_has_no_events(store: Store) -> None:
    assert store.events("nobody").result() == []
    assert store.standing("nobody").result() is None


def test_appending_again_is_harmless(store: Store) -> None:
    events = a_finished_attempt()
    store.append(events[:3]).result()
    store.append(events).result()
    store.append(events).result()
    assert store.events(events[0].attempt).result() == events


def test_another_terminal_is_noticed_and_nothing_of_the_append_is_kept(store: Store) -> None:
    mine = an_attempt(started(), draft("mine"))
    store.append(mine).result()
    attempt = mine[0].attempt
    theirs = an_attempt(draft("theirs"), answer("theirs"), attempt=attempt, first=1)
    with pytest.raises(AttemptElsewhere) as caught:
        store.append(theirs).result()
    assert (caught.value.attempt, caught.value.seq) == (attempt, 1)
    assert store.events(attempt).result() == mine


def test_a_gap_is_refused_and_others_in_the_same_commit_are_kept(store: Store) -> None:
    good, bad = a_finished_attempt(), a_finished_attempt()
    futures = [store.append(good[:1]), store.append(bad[1:]), store.append(good[1:])]
    futures[0].result()
    with pytest.raises(BadAppend, match="0 is next"):
        futures[1].result()
    futures[2].result()
    assert store.events(good[0].attempt).result() == good
    assert store.events(bad[0].attempt).result() == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda events: [msgspec.structs.replace(event, seq=event.seq + 1) for event in events],
        lambda events: [events[0], msgspec.structs.replace(events[1], id=events[0].id)],
        lambda events: an_attempt(draft("no start")),
        lambda events: an_attempt(started(), draft("lone \ud800")),
        lambda events: [msgspec.structs.replace(events[0], at=2**70)],
    ],
    ids=["gap", "same id", "no start", "surrogate", "huge time"],
)
def test_an_append_that_cannot_be_stored_changes_nothing(store: Store, spoil) -> None:
    spoilt = spoil(a_finished_attempt())
    with pytest.raises(BadAppend):
        store.append(spoilt).result()
    assert store.standings().result() == []
    assert store.check().result() == []


def test_standings_come_latest_first_and_by_learner(store: Store) -> None:
    first, second, other = an_attempt(started("a")), an_attempt(started("a")), an_attempt(started("b"))
    for events in (first, second, other):
        store.append(events).result()
    store.append(an_attempt(answer("1"), attempt=first[0].attempt, first=1, at=5)).result()
    assert [s.attempt for s in store.standings("a").result()] == [first[0].attempt, second[0].attempt]
    assert len(store.standings().result()) == 3


def test_an_answer_taken_back_no_longer_counts(store: Store) -> None:
    events = an_attempt(started(), answer("23"), Undone("q0"))
    store.append(events).result()
    standing = store.standing(events[0].attempt).result()
    assert standing is not None
    assert standing.credits == {}


def test_standings_can_be_worked_out_again(store: Store) -> None:
    for events in (
        a_finished_attempt("a"),
        an_attempt(started("b"), answer("x", earned=0.5)),
        an_attempt(started("a")),
    ):
        store.append(events).result()
    before = store.standings().result()
    assert store.rebuild().result() == 3
    assert store.standings().result() == before


def test_learners_are_added_renamed_and_deleted(store: Store) -> None:
    anna, ben = store.add_learner("Anna", now=1).result(), store.add_learner("Ben", now=2).result()
    assert len(anna.id) == 32
    with pytest.raises(NameTaken):
        store.add_learner("Anna").result()
    with pytest.raises(NameTaken):
        store.rename(ben.id, "Anna").result()
    assert store.rename(anna.id, "Änne").result().name == "Änne"
    assert [learner.name for learner in store.learners().result()] == ["Änne", "Ben"]
    events, kept = a_finished_attempt(anna.id), a_finished_attempt(ben.id)
    store.append(events + kept).result()
    assert store.delete_learner(anna.id).result() == 1
    assert store.learners().result() == [ben]
    assert store.events(events[0].attempt).result() == []
    assert store.events(kept[0].attempt).result() == kept
    with pytest.raises(NoLearner):
        store.rename(anna.id, "Anna").result()


def test_export_holds_everything_of_one_learner_and_nothing_of_others(store: Store) -> None:
    anna = store.add_learner("Anna").result()
    first, second, other = a_finished_attempt(anna.id), a_finished_attempt(anna.id), a_finished_attempt("x")
    store.append(first + other + second).result()
    lines = list(store.export(anna.id))
    assert lines[0] == {"learner": {"id": anna.id, "name": "Anna", "created": anna.created}}
    assert [msgspec.convert(line["event"], Event) for line in lines[1:]] == first + second


def test_a_closed_store_says_so(folder: Path) -> None:
    store = Store.open(folder)
    pending = [store.append(a_finished_attempt()) for _ in range(50)]
    assert store.close()
    assert store.close()
    assert all(future.done() and future.exception() is None for future in pending)
    with pytest.raises(StoreClosed):
        store.learners().result()


def test_a_store_in_memory_does_the_same_and_leaves_nothing(tmp_path: Path) -> None:
    store = Store.in_memory()
    assert not store.saves
    events = a_finished_attempt()
    store.append(events).result()
    assert store.events(events[0].attempt).result() == events
    assert store.delete_learner("l1").result() == 1
    assert store.close()
    assert list(tmp_path.iterdir()) == []


def test_only_the_owner_may_read(store: Store, folder: Path) -> None:
    store.append(a_finished_attempt()).result()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def test_a_cancelled_append_is_not_stored(store: Store) -> None:
    blocker = store.append(an_attempt(started(), *(draft("x") for _ in range(2000))))
    events = an_attempt(started(), attempt=new_id())
    future = store.append(events)
    if future.cancel():
        assert store.events(events[0].attempt).result() == []
    blocker.result()
