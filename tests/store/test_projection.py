"""The standings are the fold of the events, whatever happens, in whatever pieces it is appended."""

from functools import reduce
from itertools import chain

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.attempts.events import (
    Assessed,
    Body,
    Claimed,
    Event,
    Finished,
    Flagged,
    Hinted,
    Moved,
    Regraded,
    Resumed,
    Skipped,
    Undone,
)
from quiz.attempts.standing import stand
from quiz.questions.response import Typed
from quiz.store.store import Store

from .builders import an_attempt, answer, draft, started

questions = st.sampled_from(["q0", "q1", "q2"])
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
credits = st.floats(0, 1, allow_nan=False)
bodies: st.SearchStrategy[Body] = st.one_of(
    st.builds(Moved, questions),
    st.builds(draft, texts, questions),
    st.builds(answer, texts, questions, credits),
    st.builds(Undone, questions, st.booleans()),
    st.builds(Assessed, questions, st.just(1.0), credits, texts),
    st.builds(
        lambda question, given, earned, void: Regraded(
            question, Typed("x") if given else None, 1.0, earned, None, int(given), void=void
        ),
        questions,
        st.booleans(),
        credits,
        st.booleans(),
    ),
    st.builds(Flagged, questions, st.booleans()),
    st.builds(Hinted, questions, st.integers(1, 3)),
    st.builds(Skipped, questions),
    st.builds(Claimed, questions),
    st.just(Resumed()),
    st.builds(Finished, st.sampled_from(["learner", "time"])),
)


@st.composite
def appends(draw: st.DrawFn) -> list[list[Event]]:
    """Attempts of several learners, cut into pieces that arrive interleaved, some of them twice."""
    queues = []
    for learner in draw(st.lists(st.sampled_from("ab"), min_size=1, max_size=3)):
        events = an_attempt(started(learner), *draw(st.lists(bodies, max_size=12)))
        pieces = []
        while events:
            size = draw(st.integers(1, len(events)))
            pieces.append(events[:size])
            events = events[size:]
        queues.append(pieces)
    arrived = []
    while queues:
        queue = draw(st.sampled_from(queues))
        arrived.append(queue.pop(0))
        if draw(st.booleans()):
            arrived.append(draw(st.sampled_from(arrived)))
        queues = [queue for queue in queues if queue]
    return arrived


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(appends())
def test_standings_are_the_fold_of_the_events(arrived: list[list[Event]]) -> None:
    store = Store.in_memory()
    try:
        for future in [store.append(events) for events in arrived]:
            future.result()
        attempts: dict[str, dict[int, Event]] = {}
        for event in chain.from_iterable(arrived):
            attempts.setdefault(event.attempt, {})[event.seq] = event
        for attempt, events in attempts.items():
            ordered = [events[seq] for seq in sorted(events)]
            assert store.events(attempt).result() == ordered
            assert store.standing(attempt).result() == reduce(stand, ordered, None)
        before = store.standings().result()
        assert store.check().result() == []
        store.rebuild().result()
        assert store.standings().result() == before
    finally:
        store.close()
