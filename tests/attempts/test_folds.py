"""Whatever is done at a desk: its events say all of it."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.attempts import events
from quiz.attempts.attempt import advance, replay
from quiz.attempts.events import Event, decode_body, encode_body
from quiz.attempts.modes import RULES, earn
from quiz.attempts.results import work_out
from quiz.attempts.standing import stand
from quiz.errors import NotAllowed
from quiz.questions.response import Filled, Marked, Ordered, Paired, Picked, Place, Placed, Typed
from quiz.questions.verdict import Part, Verdict
from tests import builders as make
from tests.builders import Ids, Sitting

IDS = ("q1", "q2", "q3", "q4", "nowhere")
RESPONSES = (
    Picked(("23",)), Picked(("21",)), Picked(()), Typed("12 November 2022"), Typed("2022"), Typed(""),
    Marked((Place("ferry", 0, 10),)), Typed("\ud800"),
)  # fmt: skip
steps = st.lists(
    st.tuples(
        st.sampled_from("answer draft flag skip move hint undo cite claim assess time again finish".split()),  # noqa: SIM905
        st.sampled_from(IDS),
        st.sampled_from(RESPONSES),
    ),
    max_size=40,
)  # fmt: skip


def _do(sitting: Sitting, name: str, question: str, response: events.Response) -> None:
    desk = sitting.desk
    match name:
        case "answer" | "draft":
            getattr(desk, name)(question, response)
        case "cite":
            desk.cite(question, response if isinstance(response, Marked) else Marked(()))
        case "assess":
            desk.assess(question, 1.0)
        case "undo" | "finish":
            getattr(desk, name)()
        case "time":
            sitting.clock.go_on(7_000)
        case "again":
            sitting.again()
        case _:
            getattr(desk, name)(question)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mode=st.sampled_from(sorted(RULES)), minutes=st.sampled_from([None, 1.0]), steps=steps)
def test_events_say_all(
    mode: events.Mode, minutes: float | None, steps: Sequence[tuple[str, str, events.Response]]
) -> None:
    asked = make.a_choice(tries=2, hints=("a", "b"), cite=True), make.a_date(points=3.0), make.an_open()
    sitting = Sitting(*asked, make.a_statement(), mode=mode, minutes=minutes)
    for step in steps:
        before = sitting.desk.attempt
        try:
            _do(sitting, *step)
        except NotAllowed:
            if step[0] != "finish":
                assert sitting.desk.attempt == before
    written = sitting.journal.events
    attempt = sitting.desk.attempt
    assert replay(written) == attempt
    assert [event.seq for event in written] == list(range(len(written)))
    assert all(a.elapsed <= b.elapsed for a, b in pairwise(written))
    standing = None
    for event in written:
        standing = stand(standing, event)
        assert msgspec.json.decode(msgspec.json.encode(event), type=Event) == event
    assert standing is not None
    assert standing.earned == pytest.approx(attempt.earned)
    assert (standing.finished, standing.total) == (attempt.finished is not None, attempt.total)
    assert standing.answered == sum(item.answered for item in attempt.items.values())
    assert 0 <= attempt.earned <= attempt.total
    results = work_out(attempt, sitting.asked)
    assert results.earned == pytest.approx(sum(line.earned for line in results.by_topic))
    assert results.points == sum(line.points for line in results.by_skill)


EVERY_BODY: list[events.Body] = [
    events.Started("ada", "s", "T", ("a",), {"q1": 1.0, "q2": 2.5}, 7, "test", "closed", 1.5, "ff", True),
    events.Moved("q1"),
    events.Drafted("q1", Typed("½ 'x' \u202f")),
    events.Drafted("q1", Filled(("", "x"))),
    events.Drafted("q1", Ordered(("b", "a"))),
    events.Drafted("q1", Paired({"a: b": "c"})),
    events.Drafted("q1", Placed("a", 3)),
    events.Answered(
        "q1", Picked(("x",)), 1.0, 0.5, Verdict("near", 0.5, "partly", "n", (Part("l", "near"),), "1/2"), False
    ),
    events.Answered("q1", Typed("x"), 1.0, 0.0, None),
    events.Answered("q1", Typed("x"), 1.0, 0.0, None, counts=False),
    events.Cited("q1", Marked((Place("a", 1, 2, "x"),)), None),
    events.Hinted("q1", 2),
    events.Flagged("q1", False),
    events.Skipped("q1"),
    events.Undone("q1"),
    events.Undone("q1", True),
    events.Assessed("q1", 2.0, 1.5, "learner"),
    events.Regraded("q1", Typed("x"), 1.0, 1.0, Verdict("right", 1.0, "exact"), 2, 1, 1, True, False, "ff"),
    events.Regraded("q1", None, 1.0, 1.0, None, void=True),
    events.Regraded("q1", Typed("x"), 1.0, 0.5, None, spent=2, earlier=1),
    events.Claimed("q1"),
    events.Suspended("q1", True),
    events.Buried("q1"),
    events.Looked("q1"),
    events.Read("a", 400, 61_000, True),
    events.Noted("a" * 32, "a", "the ferry", 2, "why?"),
    events.Unnoted("a" * 32, "a"),
    events.Joined("ada", "bob"),
    events.Resumed(),
    events.Finished("time"),
]


@pytest.mark.parametrize("body", EVERY_BODY, ids=lambda body: type(body).__name__)
def test_a_body_survives_the_journey(body: events.Body) -> None:
    assert decode_body(encode_body(body)) == body


def test_none_is_left_out() -> None:
    assert {type(body) for body in EVERY_BODY} == set(events.Body.__args__)  # type: ignore[attr-defined]


class TestOutOfOrder:
    ids = Ids()
    start = Event(ids(), "a" * 32, 0, 0, 0, EVERY_BODY[0])

    def event(self, seq: int, body: events.Body, attempt: str = "a" * 32) -> Event:
        return Event(self.ids(), attempt, seq, 0, 0, body)

    @pytest.mark.parametrize(
        ("seq", "body", "attempt"),
        [
            (2, events.Moved("q1"), "a" * 32),
            (0, events.Moved("q1"), "a" * 32),
            (1, events.Moved("q1"), "b" * 32),
            (1, EVERY_BODY[0], "a" * 32),
            (1, events.Moved("q9"), "a" * 32),
            (1, events.Undone("q1"), "a" * 32),
            (1, events.Hinted("q1", 2), "a" * 32),
            (1, events.Claimed("q1"), "a" * 32),
            (1, events.Assessed("q1", 1.0, 1.0, "x"), "a" * 32),
            (1, events.Cited("q1", Marked(()), None), "a" * 32),
            (1, events.Read("a", 400, 61_000, True), "a" * 32),
            (1, events.Noted("a" * 32, "a", "the ferry", 1), "a" * 32),
            (1, events.Joined("bob", "ada"), "a" * 32),
        ],
    )
    def test_it_is_refused(self, seq: int, body: events.Body, attempt: str) -> None:
        begun = advance(None, self.start)
        with pytest.raises(NotAllowed):
            advance(begun, self.event(seq, body, attempt))

    def test_a_beginning_that_is_none(self) -> None:
        for event in (self.event(0, events.Resumed()), self.event(1, EVERY_BODY[0])):
            with pytest.raises(NotAllowed):
                advance(None, event)
        with pytest.raises(NotAllowed):
            replay([])
        with pytest.raises(ValueError, match="begins with 'started'"):
            stand(None, self.event(0, events.Resumed()))


@pytest.mark.parametrize(
    ("points", "credit", "spent", "hints", "earned"),
    [
        (3, 1, 0, [], 3),
        (3, 1, 1, [], 2),
        (3, 1, 2, [], 1),
        (3, 1, 3, [], 0),
        (3, 1, 9, [1, 1], 0),
        (2, 0.5, 0, [0.25], 0.75),
        (2, 1, 1, [0.25, 0.25], 2 * (1 - 1 / 3 - 0.5)),
    ],
)
def test_earning(points: float, credit: float, spent: int, hints: list[float], earned: float) -> None:
    assert earn(points, credit, spent, hints) == pytest.approx(earned)
