"""Whatever is done to two stores, in whatever order: all that is shown equals what the events say.

Two machines practise, note, read, take back, join profiles, exchange exports and delete; after every step the thorough
check compares every row with a fold of the events, and at the end each store is rebuilt and nothing changes.
"""

import io
import os

import msgspec
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from quiz.attempts.attempt import advance, replay
from quiz.attempts.events import (
    NOTES,
    Assessed,
    Body,
    Buried,
    Event,
    Finished,
    Flagged,
    Hinted,
    Joined,
    Looked,
    Moved,
    Noted,
    Read,
    Started,
    Suspended,
    Undone,
    Unnoted,
)
from quiz.attempts.memory import DAY
from quiz.errors import NotAllowed
from quiz.store import merging
from quiz.store.store import Store

from .builders import answer, draft, new_id, started

QUESTIONS = st.sampled_from(["q0", "q1"])
STORES = st.sampled_from([0, 1])
PICK = st.integers(0, 1_000_000)
MOMENTS = st.integers(0, 40 * DAY)
NOTE_IDS = ["a" * 32, "b" * 32]
BODIES: st.SearchStrategy[Body] = st.one_of(
    st.builds(Moved, QUESTIONS),
    st.builds(draft, st.just("x"), QUESTIONS),
    st.builds(answer, st.just("x"), QUESTIONS, st.sampled_from([0.0, 0.5, 1.0])),
    st.builds(Undone, QUESTIONS, st.booleans()),
    st.builds(Assessed, QUESTIONS, st.just(1.0), st.just(0.5), st.just("learner")),
    st.builds(Hinted, QUESTIONS, st.just(1)),
    st.builds(Flagged, QUESTIONS, st.booleans()),
    st.builds(Looked, QUESTIONS),
    st.builds(Suspended, QUESTIONS, st.booleans()),
    st.builds(Buried, QUESTIONS),
    st.builds(Finished, st.just("learner")),
)
KEPT: st.SearchStrategy[Body] = st.one_of(
    st.builds(Read, st.sampled_from(["one", "two"]), st.just(400), st.integers(0, 600_000), st.booleans()),
    st.builds(Noted, st.sampled_from(NOTE_IDS), st.just("one"), st.just("the ferry"), st.just(1), st.text(max_size=5)),
    st.builds(Unnoted, st.sampled_from(NOTE_IDS), st.just("one")),
)


class TwoMachines(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.stores = [Store.in_memory(), Store.in_memory()]
        self.names = 0

    def teardown(self) -> None:
        for store in self.stores:
            before = everything(store)
            store.rebuild().result()
            assert everything(store) == before
            store.close()

    @initialize()
    def two_learners(self) -> None:
        for store in self.stores:
            self._add(store)
            self._add(store)

    def _add(self, store: Store) -> None:
        self.names += 1
        store.add_learner(f"learner {self.names}", now=self.names).result()

    def _learner(self, store: Store, pick: int) -> str | None:
        known = store.learners().result()
        return known[pick % len(known)].id if known else None

    def _apart(self, store: Store, learner: str, at: int, *bodies: Body) -> None:
        start = Started(learner, NOTES, "Kept", (), {}, 0, "review", part=True)
        attempt = new_id()
        every = (start, *bodies, Finished("learner"))
        store.append([Event(new_id(), attempt, seq, at, 0, body) for seq, body in enumerate(every)]).result()

    @rule(which=STORES, pick=PICK, at=MOMENTS, bodies=st.lists(BODIES, max_size=6))
    def begin(self, which: int, pick: int, at: int, bodies: list[Body]) -> None:
        store = self.stores[which]
        if learner := self._learner(store, pick):
            self._go_on(store, [Event(new_id(), new_id(), 0, at, 0, started(learner, 2))], bodies)

    @rule(which=STORES, pick=PICK, bodies=st.lists(BODIES, min_size=1, max_size=4))
    def go_on(self, which: int, pick: int, bodies: list[Body]) -> None:
        store = self.stores[which]
        asking = [one for one in store.standings().result() if one.set != NOTES]
        if asking:
            self._go_on(store, store.events(asking[pick % len(asking)].attempt).result(), bodies)

    def _go_on(self, store: Store, events: list[Event], bodies: list[Body]) -> None:
        """Append what the attempt allows of these."""
        attempt, known = replay(events), len(events)
        for body in bodies:
            event = Event(new_id(), attempt.id, attempt.seq + 1, attempt.at + 5000, attempt.elapsed + 5000, body)
            try:
                attempt = advance(attempt, event)
            except NotAllowed:
                continue
            events.append(event)
        store.append(events if known == 1 else events[known:]).result()

    @rule(which=STORES, pick=PICK, at=MOMENTS, bodies=st.lists(KEPT, min_size=1, max_size=3))
    def keep(self, which: int, pick: int, at: int, bodies: list[Body]) -> None:
        if learner := self._learner(self.stores[which], pick):
            self._apart(self.stores[which], learner, at, *bodies)

    @rule(which=STORES, one=PICK, other=PICK, at=MOMENTS)
    def join(self, which: int, one: int, other: int, at: int) -> None:
        store = self.stores[which]
        learner, into = self._learner(store, one), self._learner(store, other)
        if learner and into and learner != into:
            self._apart(store, into, at, Joined(learner, into))

    @rule(which=STORES, pick=PICK, twice=st.booleans())
    def take_over(self, which: int, pick: int, twice: bool) -> None:
        """Merge an export of the other machine."""
        there, here = self.stores[1 - which], self.stores[which]
        if learner := self._learner(there, pick):
            out = io.BytesIO(b"".join(msgspec.json.encode(line) + b"\n" for line in there.export(learner)))
            people, attempts = merging.read(out.getvalue(), "export")
            here.merge(people, attempts).result()
            if twice:
                before = everything(here)
                assert here.merge(people, attempts).result().events == 0
                assert everything(here) == before

    @rule(which=STORES, pick=PICK)
    def delete(self, which: int, pick: int) -> None:
        store = self.stores[which]
        if learner := self._learner(store, pick):
            members = set(store.members(learner).result())
            store.delete_learner(learner).result()
            assert not members & {one.learner for one in store.standings().result()}
            assert not members & {one.id for one in store.learners().result()}
            self._add(store)

    @rule(which=STORES)
    def rebuild(self, which: int) -> None:
        self.stores[which].rebuild().result()

    @invariant()
    def rows_are_the_fold(self) -> None:
        for store in self.stores:
            assert store.check().result() == []


def everything(store: Store) -> object:
    """What a store shows of everybody."""
    return [
        (
            one,
            store.standings(one.id).result(),
            sorted(store.trials(one.id).result(), key=lambda trial: (trial.attempt, trial.name)),
            sorted(store.cards(one.id).result(), key=lambda card: (card.set, card.question)),
            store.notes(one.id).result(),
            store.readings(one.id).result(),
        )
        for one in store.learners().result()
    ]


FULL = os.environ.get("QUIZ_FAULTS") == "full"
TestTwoMachines = TwoMachines.TestCase
TestTwoMachines.settings = settings(
    max_examples=400 if FULL else 25,
    stateful_step_count=30 if FULL else 15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a sequence is short enough to read as it is
    suppress_health_check=list(HealthCheck),
)
