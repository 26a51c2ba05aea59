"""Trials and cards are the fold of the events after any sequence of operations, here and after merging."""

from itertools import chain
from typing import Any

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from quiz.attempts.attempt import advance, replay
from quiz.attempts.events import (
    Assessed,
    Body,
    Buried,
    Cited,
    Drafted,
    Event,
    Finished,
    Flagged,
    Hinted,
    Moved,
    Regraded,
    Resumed,
    Started,
    Suspended,
    Undone,
)
from quiz.attempts.memory import DAY
from quiz.attempts.queue import Today, due_cards
from quiz.errors import NotAllowed
from quiz.questions.response import Marked, Typed
from quiz.questions.verdict import Verdict
from quiz.store import merging
from quiz.store.learners import Learner
from quiz.store.progress import Fold
from quiz.store.store import Store

from .builders import answer, new_id

PEOPLE = [Learner("a" * 32, "Ada", 1), Learner("b" * 32, "Ben", 2)]
sides, days = st.integers(0, 1), st.integers(-1, 40)
names = st.sampled_from(["q0", "q1"])
verdicts = st.sampled_from(
    [
        Verdict("right", 1.0, "exact"),
        Verdict("wrong", 0.0, "other"),
        Verdict("near", 0.5, "month_missing"),
        Verdict("open", 0.0, "to_assess"),
    ]
)
bodies: st.SearchStrategy[Body] = st.one_of(
    st.builds(
        lambda name, verdict, closed: msgspec.structs.replace(
            answer("x", name, verdict.credit), verdict=verdict, closed=closed
        ),
        names,
        verdicts,
        st.booleans(),
    ),
    st.builds(Undone, names, st.booleans()),
    st.builds(Assessed, names, st.just(1.0), st.floats(0, 1), st.just("learner")),
    st.builds(
        lambda name, given, verdict, void, closed: Regraded(
            name,
            Typed("x") if given else None,
            1.0,
            verdict.credit,
            verdict if given else None,
            int(given),
            1,
            0,
            closed,
            void,
        ),
        names,
        st.booleans(),
        verdicts,
        st.booleans(),
        st.booleans(),
    ),
    st.builds(Cited, names, st.just(Marked(())), verdicts),
    st.builds(Hinted, names, st.integers(1, 2)),
    st.builds(Flagged, names, st.booleans()),
    st.builds(Suspended, names, st.booleans()),
    st.builds(Buried, names),
    st.builds(Drafted, names, st.just(Typed("y"))),
    st.builds(Moved, names),
    st.just(Resumed()),
    st.builds(Finished, st.sampled_from(["learner", "time"])),
)


class Machine(RuleBasedStateMachine):
    """Two stores of the same learners; every operation a learner has, at any time of the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.stores = [Store.in_memory(), Store.in_memory()]
        self.held: list[dict[str, list[Event]]] = [{}, {}]
        for store in self.stores:
            for person in PEOPLE:
                store.add_learner(person.name, now=person.created, id_=person.id).result()

    @rule(
        here=sides,
        who=sides,
        set_=st.sampled_from(["s", "t", "/review"]),
        day=st.integers(0, 60),
    )
    def begin(self, here: int, who: int, set_: str, day: int) -> None:
        asked = {"q0": 1.0, "q1": 1.0}
        started = Started(PEOPLE[who].id, set_, "T", ("one",), asked, 7, "review" if set_ == "/review" else "practice")
        self.add(here, [Event(new_id(), new_id(), 0, day * DAY, 0, started)])

    @precondition(lambda self: any(self.held))
    @rule(
        here=sides,
        which=st.integers(0),
        doing=st.lists(bodies, min_size=1, max_size=6),
        day=st.integers(-1, 20),
    )
    def go_on(self, here: int, which: int, doing: list[Body], day: int) -> None:
        if not self.held[here]:
            return
        events = list(self.held[here].values())[which % len(self.held[here])]
        attempt, new = replay(events), []
        for body in doing:
            at = events[0].at + day * DAY
            event = Event(new_id(), attempt.id, attempt.seq + 1, at, attempt.elapsed + 3_000, body)
            try:
                attempt = advance(attempt, event)
            except NotAllowed:
                continue
            new.append(event)
        self.add(here, new)

    def add(self, here: int, events: list[Event]) -> None:
        self.stores[here].append(events).result()
        for event in events:
            self.held[here].setdefault(event.attempt, []).append(event)

    @rule(here=sides)
    def rebuild(self, here: int) -> None:
        self.stores[here].rebuild().result()

    @rule(here=sides, who=sides)
    def forget(self, here: int, who: int) -> None:
        self.stores[here].delete_learner(PEOPLE[who].id).result()
        gone = [attempt for attempt, events in self.held[here].items() if events[0].body.learner == PEOPLE[who].id]  # type: ignore[union-attr]
        for attempt in gone:
            del self.held[here][attempt]

    @rule(here=sides)
    def merge(self, here: int) -> None:
        self.take_from(here)
        before = self.everything(here)
        again = self.take_from(here)
        assert again.events == again.attempts == 0
        assert again.learners == []
        assert self.everything(here) == before

    def take_from(self, here: int) -> merging.Merged:
        other = self.stores[1 - here]
        lines = [line for person in other.learners().result() for line in other.export(person.id)]
        people, attempts = merging.read(b"\n".join(map(msgspec.json.encode, lines)), "a file")
        done = self.stores[here].merge(people, attempts).result()
        ids = {event.id for events in attempts for event in events}
        held = {}
        for standing in self.stores[here].standings().result():
            held[standing.attempt] = self.stores[here].events(standing.attempt).result()
            replay(held[standing.attempt])
        self.held[here] = held
        # Nothing is lost but what was said to be: an event that needs answers before the parting.
        starts = {events[0].id for events in attempts}
        missing = ids - {event.id for event in chain.from_iterable(held.values())}
        assert len(missing - starts) <= done.left_out
        return done

    def everything(self, here: int) -> Any:
        store = self.stores[here]
        people = [person.id for person in store.learners().result()]
        return [
            store.standings().result(),
            *(sorted(store.trials(one).result(), key=lambda trial: (trial.attempt, trial.name)) for one in people),
            *(sorted(store.cards(one).result(), key=lambda card: (card.set, card.question)) for one in people),
        ]

    @invariant()
    def rows_are_the_fold(self) -> None:
        for here, store in enumerate(self.stores):
            assert store.check().result() == []
            fold = Fold()
            for event in chain.from_iterable(self.held[here].values()):
                fold.take(event)
            cards = fold.close().cards()
            for person in PEOPLE:
                own = [card for card in cards.values() if card.learner == person.id]
                assert sorted(map(repr, store.cards(person.id).result())) == sorted(map(repr, own))
                today = Today(12 * DAY, 13 * DAY)
                due = store.due(person.id, today).result()
                assert due == due_cards(own, today)
                counts, _ = store.count_due(person.id, today).result()
                assert sum(counts.values()) == len(due)

    def teardown(self) -> None:
        for store in self.stores:
            store.close()


TestProgress = Machine.TestCase
TestProgress.settings = settings(
    max_examples=60, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)
