"""How every kind grades: tables of responses, and what holds for all of them."""

import math
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz.questions.base import Question
from quiz.questions.citing import cite, combined
from quiz.questions.kinds import KINDS
from quiz.questions.response import (
    Filled,
    Marked,
    Ordered,
    Paired,
    Picked,
    Place,
    Placed,
    Response,
    Typed,
    cleaned,
    is_empty,
)
from tests import builders as make
from tests.builders import ONE_OF_EACH, sources_of

SOURCES = sources_of()
TEXT = SOURCES.first.text


def at(words: str, nth: int = 0) -> Place:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Place("ferry", start, start + len(words), words)


EACH = {"rule": "each"}
MINUS = {"rule": "right-minus-wrong"}
TABLE = {"rule": {"3": 2.0, "2": 1.0}, "points": 2.0}
FOUR = ("1", "2", "3", "4")

TABLE_OF_ALL: list[tuple[Question, Response, str, float, str]] = [
    (make.a_choice(), Picked(("23",)), "right", 1, "exact"),
    (make.a_choice(), Picked(("12",)), "wrong", 0, "distractor"),
    (make.a_choice(), Picked(("99",)), "wrong", 0, "no_such_option"),
    (make.a_choice(), Picked(("23", "21")), "wrong", 0, "two_answers"),
    (make.a_choice(except_=True), Picked(("23",)), "right", 1, "exact"),
    (make.a_choices(), Picked(("c", "a", "b")), "right", 1, "exact"),
    (make.a_choices(), Picked(("a", "b", "c", "a")), "right", 1, "exact"),
    (make.a_choices(), Picked(("a", "b")), "wrong", 0, "not_all"),
    (make.a_choices(), Picked(("a", "b", "c", "x")), "wrong", 0, "not_all"),
    (make.a_choices(**EACH), Picked(("a", "b")), "near", 2 / 3, "partly"),
    (make.a_choices(**EACH), Picked(("a", "b", "x")), "near", 2 / 3, "partly"),
    (make.a_choices(**EACH), Picked(("a", "b", "c", "x", "y")), "near", 3 / 5, "partly"),
    (make.a_choices(**EACH), Picked(("x",)), "wrong", 0, "other_parts"),
    (make.a_choices(**MINUS), Picked(("a", "b", "x")), "near", 1 / 3, "partly"),
    (make.a_choices(**MINUS), Picked(("a", "x")), "wrong", 0, "not_all"),
    (make.a_choices(**MINUS), Picked(("a", "b", "c", "x", "y")), "near", 1 / 3, "partly"),
    (make.a_choices(**TABLE), Picked(("a", "b", "c")), "right", 1, "exact"),
    (make.a_choices(**TABLE), Picked(("a", "b", "x")), "near", 0.5, "partly"),
    (make.a_choices(**TABLE), Picked(("a", "x")), "wrong", 0, "not_all"),
    (make.a_choices(**TABLE), Picked(("a", "b", "c", "x")), "near", 0.5, "partly"),
    (make.a_statement(), Picked(("true",)), "right", 1, "exact"),
    (make.a_statement(), Picked(("false",)), "wrong", 0, "opposite"),
    (make.a_statement(), Picked(("not given",)), "wrong", 0, "contradicted_or_unsaid"),
    (make.a_statement("not given"), Picked(("false",)), "wrong", 0, "contradicted_or_unsaid"),
    (make.a_statement(), Picked(("true", "false")), "wrong", 0, "two_answers"),
    (make.a_grid(), Paired({"r1": "paper", "r2": "owner", "r3": "paper"}), "right", 1, "exact"),
    (make.a_grid(), Paired({"r1": "paper", "r2": "owner"}), "near", 2 / 3, "partly"),
    (make.a_grid(), Paired({"r1": "paper", "r2": "paper", "r3": "paper"}), "near", 2 / 3, "partly"),
    (make.a_grid(), Paired({"r9": "paper"}), "wrong", 0, "other_parts"),
    (make.a_grid(rule="all"), Paired({"r1": "paper", "r2": "owner"}), "wrong", 0, "not_all"),
    (make.a_number(), Typed("23"), "right", 1, "exact"),
    (make.a_number(), Typed("twenty-three"), "right", 1, "exact"),
    (make.a_number(), Typed("32"), "wrong", 0, ""),
    (make.a_number("5..7"), Typed("6"), "right", 1, ""),
    (make.a_number("20", tolerance="10%"), Typed("22"), "right", 1, ""),
    (make.a_number("20", tolerance="10%"), Typed("23"), "wrong", 0, ""),
    (make.a_number("a good many"), Typed("23"), "open", 0, "no_key"),
    (make.a_date(), Typed("12 November 2022"), "right", 1, ""),
    (make.a_date(), Typed("November 2022"), "near", 0.5, ""),
    (make.a_date(), Typed("13 November 2022"), "wrong", 0, ""),
    (make.a_date("once"), Typed("13 November 2022"), "open", 0, "no_key"),
    (make.a_name(), Typed("Osten"), "right", 1, ""),
    (make.a_name(), Typed("Reve"), "wrong", 0, ""),
    (make.a_short(), Typed("old map"), "right", 1, ""),
    (make.a_short(max_words=2), Typed("a very old map"), "wrong", 0, "over_word_limit"),
    (make.a_short(near={"map": "Which one?"}), Typed("map"), "near", 0.5, "nearly"),
    (make.a_short(reject={"chart": "No."}), Typed("chart"), "wrong", 0, "rejected"),
    (make.a_cloze(), Filled(("thirty", "noon", "Port Hale")), "near", 2 / 3, "partly"),
    (make.a_cloze(), Filled(("23", "noon", "port hale")), "right", 1, "exact"),
    (make.a_cloze(), Filled(("23",)), "near", 1 / 3, "partly"),
    (make.a_cloze(), Filled(("x", "y", "z", "and", "more")), "wrong", 0, "other_parts"),
    (make.a_cloze("{23 ~ 21} {people ~ dogs}"), Filled(("23", "dogs")), "near", 0.5, "partly"),
    (make.a_cloze("{[pe]ople} left"), Filled(("ople",)), "right", 1, "exact"),
    (make.a_cloze("{23} {people}", bank=("dogs",)), Filled(("people", "23")), "wrong", 0, "other_parts"),
    (make.a_match(), Paired({"Osten": "captain", "Reve": "mayor", "Hale Lines": "owner"}), "right", 1, "exact"),
    (make.a_match(), Paired({"Osten": "captain", "Reve": "nobody"}), "near", 1 / 3, "partly"),
    (make.a_match(**MINUS), Paired({"Osten": "captain", "Reve": "nobody"}), "wrong", 0, "not_all"),
    (make.an_order(), Ordered(("first", "second", "third")), "right", 1, "exact"),
    (make.an_order(), Ordered(("first", "third", "second")), "wrong", 0, "other_order"),
    (make.an_order(), Ordered(("first", "second")), "wrong", 0, "missing_items"),
    (make.an_order(("1", ("2", "3"), "4")), Ordered(("1", "3", "2", "4")), "right", 1, "exact"),
    (make.an_order(FOUR, rule="position"), Ordered(("1", "2", "4", "3")), "near", 0.5, "partly"),
    (make.an_order(FOUR, rule="position"), Ordered(("4", "1", "2", "3")), "wrong", 0, "other_order"),
    (make.an_order(FOUR, rule="pairs"), Ordered(("1", "2", "4", "3")), "near", 2 / 3, "partly"),
    (make.an_order(FOUR, rule="pairs"), Ordered(("4", "3", "2", "1")), "wrong", 0, "other_order"),
    (make.an_order(FOUR, rule="longest"), Ordered(("4", "1", "2", "3")), "near", 2 / 3, "partly"),
    (make.an_order(FOUR, rule="longest"), Ordered(("4", "3", "2", "1")), "wrong", 0, "other_order"),
    (make.an_insert(), Placed("ferry", 3), "right", 1, "exact"),
    (make.an_insert(), Placed("ferry", 2), "wrong", 0, "other_place"),
    (make.an_insert(), Placed("quay", 3), "wrong", 0, "other_article"),
    (make.a_highlight(), Marked((at("noon"),)), "right", 1, "exact"),
    (make.a_highlight(), Marked((at("noon"), at("left"))), "right", 1, "exact"),
    (make.a_highlight(), Marked((at("noon"), at("23"))), "wrong", 0, "not_all"),
    (make.a_highlight(("noon", "an old map")), Marked((at("noon"),)), "near", 0.5, "partly"),
    (make.a_highlight(unit="paragraph"), Marked((at("23"),)), "right", 1, "exact"),
    (make.a_highlight("an old map", unit="phrase"), Marked((at("an old map"),)), "right", 1, "exact"),
    (make.a_highlight("spoke of an old map", unit="phrase"), Marked((at("an old map"),)), "near", 0.5, "part_of_it"),
    (make.a_highlight("an old map", unit="phrase"), Marked((at("noon"),)), "wrong", 0, "other_parts"),
    (make.a_highlight("an old map", unit="phrase"), Marked((Place("ferry", 0, len(TEXT)),)), "wrong", 0, "other_parts"),
    (make.an_open(), Typed("The storm."), "open", 0, "to_assess"),
]


@pytest.mark.parametrize(("question", "response", "outcome", "credit", "reason"), TABLE_OF_ALL)
def test_grading(question: Question, response: Response, outcome: str, credit: float, reason: str) -> None:
    verdict = question.grade(response, SOURCES)
    assert (verdict.outcome, pytest.approx(verdict.credit)) == (outcome, credit)
    assert not reason or verdict.reason == reason
    assert verdict.arithmetic
    assert "\n" not in verdict.arithmetic


@pytest.mark.parametrize(
    ("question", "response", "line"),
    [
        (make.a_choice(), Picked(("23",)), "right: 1 point"),
        (make.a_choice(points=2.0), Picked(("21",)), "wrong: 0 of 2 points; right, it would be 2"),
        (make.a_date(), Typed("November 2022"), "nearly right: ½ x 1 point; complete, it would be 1"),
        (make.an_open(), Typed("x"), "waits to be assessed: up to 2 points"),
        (make.a_choice(), Picked(()), "nothing given: 0 of 1 point"),
        (make.a_choice(), Typed("x"), "wrong: 0 of 1 point"),
        (
            make.a_choices(**EACH, points=3.0),
            Picked(("a", "b")),
            "2 of 3 right ones picked, 0 wrong: 2/3 x 3 points; one more right would give 3",
        ),
        (
            make.a_choices(**EACH, points=3.0),
            Picked(("a", "b", "x")),
            "2 of 3 right ones picked, 1 wrong: 2/3 x 3 points; one more right for a wrong one would give 3",
        ),
        (
            make.a_choices(**MINUS, points=3.0),
            Picked(("a", "x")),
            "1 of 3 right ones picked, 1 wrong: 1 - 1 = 0: 0/3 x 3 points; one more right would give 1",
        ),
        (
            make.a_choices(**TABLE),
            Picked(("a", "b")),
            "2 of 3 right ones picked, 0 wrong: the table gives 1 of 2; one more right would give 2",
        ),
        (make.a_choices(), Picked(("a",)), "1 of 3 right ones picked, 0 wrong: all or nothing: 0 of 1 point"),
        (
            make.a_cloze("{23} {Port Hale} {noon}", points=3.0),
            Filled(("23", "Port", "noon")),
            "2 of 3 gaps right, 0 wrong: 2½/3 x 3 points; one more right would give 3",
        ),
        (
            make.an_order(FOUR, rule="pairs", points=3.0),
            Ordered(("1", "2", "4", "3")),
            "5 of 6 pairs in order, chance taken off: 4/6 x 3 points; all in order would give 3",
        ),
    ],
)
def test_arithmetic(question: Question, response: Response, line: str) -> None:
    assert question.grade(response, SOURCES).arithmetic == line


def test_a_distractor_says_why_it_is_wrong() -> None:
    verdict = make.a_choice().grade(Picked(("12",)), SOURCES)
    assert [part.note for part in verdict.parts] == ["A day."]


@pytest.mark.parametrize("maker", ONE_OF_EACH)
def test_the_key_is_right_and_other_shapes_are_wrong(maker: Any) -> None:
    question: Question = maker()
    key = question.key_response(SOURCES)
    assert question.grade(key, SOURCES).outcome == ("open" if question.kind == "open" else "right")
    others = [
        Typed("x"),
        Picked(("x",)),
        Ordered(("x",)),
        Marked((at("noon"),)),
        Filled(("x",)),
        Paired({"x": "y"}),
        Placed("ferry", 1),
    ]
    for other in others:
        if type(other) is not type(key):
            verdict = question.grade(other, SOURCES)
            assert (verdict.outcome, verdict.credit, verdict.reason) == ("wrong", 0.0, "other_shape")


EMPTY: list[Response] = [
    Typed(" \n"), Picked(()), Ordered(()), Marked(()), Filled(("", " ")), Filled(()), Paired({}), Paired({"r1": ""}),
]  # fmt: skip


@pytest.mark.parametrize("maker", ONE_OF_EACH)
@pytest.mark.parametrize("response", EMPTY)
def test_nothing_given_is_not_answered(maker: Any, response: Response) -> None:
    assert is_empty(response)
    assert maker().grade(response, SOURCES).outcome == "not-answered"


words = st.one_of(
    st.text(max_size=60), st.sampled_from(["23", "a", "r1", "paper", "first", "noon", "12 November 2022", "ferry"])
)
places = st.builds(Place, words, st.integers(-5, 500), st.integers(-5, 500), words)
responses = st.one_of(
    st.builds(Typed, words),
    st.builds(Picked, st.lists(words, max_size=6).map(tuple)),
    st.builds(Ordered, st.lists(words, max_size=6).map(tuple)),
    st.builds(Marked, st.lists(places, max_size=6).map(tuple)),
    st.builds(Filled, st.lists(words, max_size=6).map(tuple)),
    st.builds(Paired, st.dictionaries(words, words, max_size=6)),
    st.builds(Placed, words, st.integers()),
)
variants = [maker() for maker in ONE_OF_EACH] + [case[0] for case in TABLE_OF_ALL]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(question=st.sampled_from(variants), response=responses)
def test_grading_is_total(question: Question, response: Response) -> None:
    verdict = question.grade(response, SOURCES)
    assert 0 <= verdict.credit <= 1
    assert math.isfinite(verdict.credit)
    assert (verdict.outcome == "right") <= (verdict.credit == 1)
    assert (verdict.outcome in ("wrong", "not-answered", "open")) <= (verdict.credit == 0)
    assert verdict == question.grade(response, SOURCES)
    assert question.grade(cleaned(response), SOURCES).outcome in ("right", "near", "wrong", "open", "not-answered")
    assert cleaned(cleaned(response)) == cleaned(response)


@pytest.mark.parametrize("maker", ONE_OF_EACH)
@pytest.mark.parametrize(
    "response",
    [
        Typed("9" * 100_000),
        Typed("not " * 30_000),
        Typed("e\u0301\u0302" * 30_000),
        Typed("\0\u202e" * 1000),
        Picked(tuple(str(n) for n in range(100_000))),
        Ordered(tuple(str(n) for n in range(100_000))),
        Filled(("x" * 10_000,) * 5_000),
        Marked(tuple(Place("ferry", n % 300, n % 300 + 5) for n in range(20_000))),
        Paired({str(n): "x" for n in range(50_000)}),
        Placed("ferry", 10**40),
    ],
    ids=lambda response: type(response).__name__,
)
def test_a_huge_response_is_marked_all_the_same(maker: Any, response: Response) -> None:
    verdict = maker().grade(response, SOURCES)
    assert verdict.outcome in ("wrong", "open", "near")
    assert len(verdict.parts) <= 1100


class TestProof:
    question = make.a_choice(cite=True, evidence=("23 people were saved", "an old map"))

    def outcome(self, *places: Place) -> str:
        return cite(self.question, Marked(places), SOURCES).outcome

    def test_it_is_graded_by_sentences(self) -> None:
        assert self.outcome(at("Captain")) == "right"
        assert self.outcome(at("old map"), at("Captain")) == "right"
        assert self.outcome(at("Captain"), at("noon")) == "near"
        assert self.outcome(at("noon")) == "wrong"
        assert self.outcome() == "not-answered"
        assert self.outcome(Place("sea", 0, 5)) == "not-answered"

    def test_the_whole_article_is_no_proof(self) -> None:
        assert self.outcome(Place("ferry", 0, len(TEXT))) == "wrong"

    def test_answer_and_proof_together(self) -> None:
        right = self.question.grade(Picked(("23",)), SOURCES)
        wrong = self.question.grade(Picked(("21",)), SOURCES)
        proof, none = (cite(self.question, Marked((at(words),)), SOURCES) for words in ("Captain", "noon"))
        assert combined(right, proof) == "right, for the right reason"
        assert combined(right, none) == "right, but the evidence is elsewhere"
        assert combined(wrong, proof) == "not right, though you found the evidence"
        assert combined(wrong, none) == "neither the answer nor the evidence"


def test_every_kind_has_a_builder() -> None:
    assert {maker().kind for maker in ONE_OF_EACH} == set(KINDS)


def test_shuffles_are_fair() -> None:
    question = make.a_choice("d", ("a", "b", "c"))
    seen = [0] * 4
    for seed in range(400):
        view: Any = question.view(SOURCES, random.Random(f"{seed}:q"))
        seen[view.options.index("d")] += 1
    # Chi square with three degrees of freedom stays below 16.3 in 999 runs of 1,000; these seeds are fixed.
    assert sum((count - 100) ** 2 / 100 for count in seen) < 16.3
