"""A view has everything needed to answer and nothing of the key."""

import random
from typing import Any, get_args

import msgspec
import pytest

from quiz.articles.library import Library
from quiz.questions.base import Question, Topic
from quiz.questions.check import load_set
from quiz.questions.question_set import QuestionSet
from tests import builders as make
from tests.builders import ONE_OF_EACH, ROOT, sources_of

SOURCES = sources_of()
LIBRARY = Library([ROOT])
SHIPPED = [load_set(path, LIBRARY) for path in LIBRARY.set_paths().values()]


_NOT_OF_THE_KEY = ("id", "kind", "prompt", "article", "topic", "skill", "at")


def _fields(question: Question, asked: QuestionSet) -> dict[str, Any]:
    """A view as a client would get it."""
    view = question.view(asked.sources, random.Random(1))
    fields: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(view))
    return fields


def _strings(value: Any) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [word for item in value.values() for word in _strings(item)]
        case list():
            return [word for item in value for word in _strings(item)]
        case _:
            return []


@pytest.mark.parametrize("asked", SHIPPED, ids=lambda asked: asked.id)
def test_no_view_of_a_shipped_question_holds_its_key(asked: QuestionSet) -> None:
    for question in asked.questions:
        shown = "\n".join(
            _strings([value for name, value in _fields(question, asked).items() if name not in _NOT_OF_THE_KEY])
        )
        held = msgspec.to_builtins(question)
        secret = _strings(
            [held.get(name, "") for name in ("explain", "model", "rubric", "near", "reject", "derived", "tests")]
        )
        secret += [hint.text for hint in question.hint_list]
        if question.kind in ("number", "date", "name", "short", "highlight", "insert", "open"):
            secret += [place.text for place in question.places(asked.sources) if len(place.text) > 25]
        for option in held.get("distractors", ()):
            secret += list(option.values()) if isinstance(option, dict) else []
        if question.kind in ("number", "date", "name", "short"):
            secret += (held["answer"], *held.get("accept", ()))
        if question.kind in ("highlight", "insert"):
            secret += _strings(held.get("answer", held.get("after")))
        if question.kind == "cloze":
            secret += [
                gap.accepted[0]
                for gap in question.gaps
                if not gap.wrong and not question.bank and gap.accepted[0] not in "".join(question.pieces)
            ]  # type: ignore[union-attr]
        for words in secret:
            assert not words or words not in shown, (question.id, words)


@pytest.mark.parametrize("asked", SHIPPED, ids=lambda asked: asked.id)
def test_no_view_names_a_field_of_the_key(asked: QuestionSet) -> None:
    fields = {
        "answer",
        "answers",
        "evidence",
        "explain",
        "distractors",
        "accept",
        "reject",
        "pairs",
        "sequence",
        "after",
        "model",
        "tests",
    }
    for question in asked.questions:
        assert not fields & _fields(question, asked).keys()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (make.a_choice("a", ("b", "c", "d")), make.a_choice("d", ("c", "a", "b"))),
        (make.a_choices(("a", "b"), ("c", "d")), make.a_choices(("d", "c"), ("b", "a"))),
        (make.an_order(("a", "b", "c", "d")), make.an_order(("a", "b", "c", "d"))),
        (make.a_cloze("{a ~ b ~ c} {d}"), make.a_cloze("{c ~ a ~ b} {d}")),
        (make.a_cloze("{a} {b}", bank=("c",)), make.a_cloze("{b} {a}", bank=("c",))),
        (make.a_match({"x": "a", "y": "b"}, ("c",)), make.a_match({"x": "c", "y": "a"}, ("b",))),
        (make.a_statement("true"), make.a_statement("not given")),
        (make.a_number("23"), make.a_number("5..7")),
        (make.a_highlight("noon"), make.a_highlight("an old map")),
        (make.an_insert("It had left at noon"), make.an_insert("an old map")),
    ],
)
def test_two_questions_that_differ_in_their_key_alone_look_the_same(one: Question, other: Question) -> None:
    for seed in range(20):
        assert one.view(SOURCES, random.Random(seed)) == other.view(SOURCES, random.Random(seed))


@pytest.mark.parametrize("topic", [None, *get_args(Topic)])
def test_a_family_name_is_spoken_of_where_a_person_is_asked_for(topic: Topic | None) -> None:
    view = make.a_name(topic=topic).view(SOURCES, random.Random(1))
    assert ("family name" in view.example) is (topic == "person")


@pytest.mark.parametrize("maker", [make.a_choice, make.a_choices, make.a_match])
def test_where_the_key_stands_is_chance(maker: Any) -> None:
    """Over 200 seeds every place of the list holds the first key about as often."""
    question = maker()
    counts: dict[int, int] = {}
    for seed in range(200):
        view: Any = question.view(SOURCES, random.Random(f"{seed}:{question.id}"))
        options = view.rights if hasattr(view, "rights") else view.options
        key = question.key(SOURCES).split("\n")[0].rpartition(": ")[2]
        counts[options.index(key)] = counts.get(options.index(key), 0) + 1
    places = len(options)
    assert len(counts) == places
    assert sum((count - 200 / places) ** 2 / (200 / places) for count in counts.values()) < 18.5


def test_an_order_is_never_shown_in_its_order() -> None:
    for sequence in (("a", "b", "c"), (("a", "b"), "c"), ("a", "b")):
        question = make.an_order(sequence)
        for seed in range(50):
            view = question.view(SOURCES, random.Random(seed))
            ranks = [question.ranks[item] for item in view.items]
            assert ranks != sorted(ranks)
            assert sorted(view.items) == ["a", "b", "c"][: len(view.items)]


@pytest.mark.parametrize("maker", ONE_OF_EACH)
def test_a_view_depends_on_its_seed_alone(maker: Any) -> None:
    question = maker(hints=("Look.", "There."), tries=3, cite=True, points=2.0, at="an old map")
    view = question.view(SOURCES, random.Random(5))
    assert view == question.view(sources_of(), random.Random(5))
    assert (view.hints, view.tries, view.cite, view.points, view.article) == (2, 3, "independent", 2.0, "ferry")
    assert [place.text for place in view.at] == ["an old map"]
