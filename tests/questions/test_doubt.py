"""What is asked about before an answer is given, and what is not: a table, and every key that ships."""

import random

import pytest

from quiz.articles.library import Library, shipped
from quiz.questions.check import load_set
from quiz.questions.doubt import doubt
from quiz.questions.response import Filled, Marked, Ordered, Paired, Picked, Place, Placed, Response, Typed
from quiz.questions.view import Gap, GapsView, InsertView, MarkView, OptionsView, OrderView, PairsView, TextView, View

ABOUT = {"id": "q", "prompt": "When?", "article": "a"}
DATE = TextView(kind="date", **ABOUT)
NUMBER = TextView(kind="number", **ABOUT)
SHORT = TextView(kind="short", max_words=2, **ABOUT)
TWO = OptionsView(kind="choices", options=("a", "b", "c"), pick=2, **ABOUT)
ANY = OptionsView(kind="choices", options=("a", "b", "c"), pick=0, **ABOUT)
ONE = OptionsView(kind="choice", options=("a", "b", "c"), **ABOUT)
PAIRS = PairsView(kind="match", lefts=("x", "y", "z"), rights=("a", "b"), **ABOUT)
GAPS = GapsView(kind="cloze", pieces=("", " and ", ""), gaps=(Gap(), Gap()), max_words=1, **ABOUT)
ORDER = OrderView(kind="order", items=("a", "b", "c"), **ABOUT)
MARK = MarkView(kind="highlight", unit="sentence", count=2, **ABOUT)
INSERT = InsertView(kind="insert", sentence="s", **ABOUT)
HERE, THERE = Place("a", 0, 3, "One"), Place("a", 4, 7, "Two")

DOUBTED: list[tuple[View, Response, str]] = [
    (DATE, Typed("the storm"), "No date can be read in this."),
    (DATE, Typed("5/4/2026"), "Read day first, this is 5 April 2026."),
    (DATE, Typed("on 5-4-26"), "Read day first, this is 5 April 26."),
    (DATE, Typed("1/5"), "Read day first, this is 1 May."),
    (NUMBER, Typed("dozens of them"), "No number can be read in this."),
    (SHORT, Typed("an old map"), "At most 2 words; this has 3."),
    (TWO, Picked(("a",)), "2 options are wanted; 1 picked."),
    (TWO, Picked(("a", "b", "c")), "2 options are wanted; 3 picked."),
    (PAIRS, Paired({"x": "a"}), "2 of 3 lines are still open."),
    (PAIRS, Paired({"x": "a", "z": "b"}), "1 of 3 lines is still open."),
    (GAPS, Filled(("", "ice")), "1 of 2 gaps is still open."),
    (GAPS, Filled(("the storm", "ice")), "At most 1 word; this has 2."),
    (ORDER, Ordered(("a", "b", "c")), "Nothing has been moved: this is the order in which they were shown."),
    (MARK, Marked((HERE,)), "2 sentences are wanted; 1 picked."),
]
MEANT: list[tuple[View, Response]] = [
    *((DATE, Typed(text)) for text in (
        "5 April 2026", "April 5, 2026", "2026-04-05", "13/4/2026", "4/13/2026", "5/5/2026", "5.4.2026", "November 12",
        "2022", "May", "the 1990s", "yesterday", "Tuesday", "12.XI.2022", "February 2023 to March 2023", "summer 2022",
    )),
    *((NUMBER, Typed(text)) for text in ("23", "twenty-three", "2½ hours", "5k", "none", "half", "a dozen")),
    (SHORT, Typed("old map")),
    (TWO, Picked(("a", "c"))),
    (ANY, Picked(("a",))),
    (ONE, Picked(("a",))),
    (PAIRS, Paired({"x": "a", "y": "a", "z": "b"})),
    (GAPS, Filled(("storm", "ice"))),
    (ORDER, Ordered(("b", "a", "c"))),
    (MARK, Marked((HERE, THERE))),
    (INSERT, Placed("a", 1)),
    (INSERT, Marked(())),
]  # fmt: skip


@pytest.mark.parametrize(("view", "response", "said"), DOUBTED)
def test_what_looks_unmeant_is_said(view: View, response: Response, said: str) -> None:
    assert doubt(view, response) == said


@pytest.mark.parametrize(("view", "response"), MEANT)
def test_what_may_well_be_meant_is_not_asked_about(view: View, response: Response) -> None:
    assert doubt(view, response) == ""


@pytest.mark.parametrize("name", sorted(Library([shipped()]).set_paths()))
def test_no_key_that_ships_is_doubted(name: str) -> None:
    library = Library([shipped()])
    asked = load_set(library.set_path(name), library)
    for question in asked.questions:
        sources = asked.sources_of(question)
        response = question.key_response(sources)
        if response is None or isinstance(response, Ordered):
            continue  # a shuffle may have brought an order about that is right
        said = doubt(question.view(sources, random.Random(1)), response)
        assert said == "", (question.id, response)
