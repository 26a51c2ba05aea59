"""Questions as forms: what is not touched stays, what is typed is read, a selection fills in what it can."""

from typing import Any

import msgspec
import pytest
from hypothesis import given

from quiz.articles.article import Article
from quiz.questions.base import Anchor, Sources, resolve
from quiz.questions.forms import form_fields, question_of, tree_of, typed_of
from quiz.questions.kinds import KINDS, Kind
from quiz.questions.prefill import anchor_for, guess_kind, new_id, prefill
from tests.builders import ONE_OF_EACH, QUAY, a_choice, an_article, an_open, an_order, sources_of
from tests.questions.test_writing import FEW, questions

ARTICLE = an_article()
SOURCES = sources_of()


@FEW
@given(questions())
def test_a_form_that_is_not_touched_gives_the_same_question(question: Kind) -> None:
    fields = form_fields(question.kind, ("ferry", "quay"))
    assert question_of(tree_of(question.kind, fields, typed_of(question, fields), question)) == question


@pytest.mark.parametrize("make", ONE_OF_EACH, ids=lambda make: make.__name__)
def test_what_a_form_shows_typed_again_gives_the_same_question(make: Any) -> None:
    question = make(
        explain="Because.", topic="figure", hints=("Look.",), tries=2, cite=True, points=make().points, at="at noon"
    )
    fields = form_fields(question.kind)
    assert question_of(tree_of(question.kind, fields, typed_of(question, fields))) == question


def test_every_field_of_every_kind_is_in_its_form() -> None:
    for name, kind in KINDS.items():
        known = {field.name.partition(".")[0] for field in form_fields(name, ("a", "b"))}
        assert known == {field.encode_name for field in msgspec.structs.fields(kind)}, name


def typed(question: Kind, **changes: Any) -> Any:
    fields = form_fields(question.kind)
    return question_of(tree_of(question.kind, fields, {**typed_of(question, fields), **changes}, question))


def test_lists_are_typed_line_by_line() -> None:
    made = typed(a_choice(), distractors="21\n\n 12 | A day.\n a | b | c ")
    assert made.distractors == ("21", {"12": "A day."}, {"a": "b | c"})
    assert typed(an_order(), sequence="one\ntwo = deux\nthree").sequence == ("one", ("two", "deux"), "three")
    rubric = typed(an_open(), rubric="1 | the storm\nthe map").rubric
    assert [(one.points, one.text) for one in rubric] == [(1, "the storm"), (1, "the map")]
    assert typed(a_choice(), hints="Look | 0.5\nThere", **{"tests.right": "23"}).tests.right == ("23",)


def test_what_is_no_number_is_told_with_its_field() -> None:
    assert typed(a_choice(), points="many") == [
        "points: expected a number, not 'many'; write it in digits, such as 2 or 0.5"
    ]
    assert typed(a_choice(), points="1").points == 1


# What a selection gives


def at(words: str, article: Article = ARTICLE, after: int = 0) -> tuple[int, int]:
    start = article.text.index(words, after)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("kind", "words", "wanted"),
    [
        ("date", "12 November 2022", {"answer": "2022-11-12"}),
        ("date", "in March 2023", {"answer": "2023-03"}),
        ("number", "23 people were saved", {"answer": "23", "unit": "people"}),
        ("number", "5 million euros", {"answer": "5000000"}),
        ("name", "Captain Mira Osten said", {"answer": "Captain Mira Osten"}),
        ("short", "an old map", {"answer": "an old map"}),
        ("choice", "The storm was strong, she said", {"answer": "The storm was strong, she said"}),
        ("highlight", "It had left at noon.", {"unit": "sentence"}),
        ("highlight", "left at noon", {"unit": "phrase"}),
        ("cloze", "noon", {"text": "It had left at {noon}."}),
    ],
)
def test_a_selection_fills_in_what_it_says(kind: str, words: str, wanted: dict[str, str]) -> None:
    found = prefill(kind, ARTICLE, *at(words), SOURCES)
    assert found["evidence"] == (words,)
    assert {name: found[name] for name in wanted} == wanted


def test_a_quote_that_stands_twice_says_which_one() -> None:
    second = ARTICLE.text.rindex("The storm was strong")
    anchor = anchor_for(ARTICLE, second, second + 20, SOURCES)
    assert anchor == Anchor(quote="The storm was strong", occurrence=2)
    quay = an_article(QUAY + " It had left at noon.", id="quay")
    both = Sources({"ferry": ARTICLE, "quay": quay})
    start, end = at("It had left at noon.", quay)
    anchor = anchor_for(quay, start, end, both)
    assert isinstance(anchor, Anchor)
    found = resolve(anchor, both)
    assert isinstance(found, list)
    assert (found[0].article, found[0].start) == ("quay", start)


def test_every_stretch_of_words_resolves_to_itself() -> None:
    for start, end in ARTICLE.sentences:
        words = ARTICLE.text[start:end].split(" ")
        for n in range(len(words)):
            begin = start + len(" ".join(words[:n])) + (n > 0)
            anchor = anchor_for(ARTICLE, begin, end, SOURCES)
            found = resolve(Anchor(quote=anchor) if isinstance(anchor, str) else anchor, SOURCES)
            assert isinstance(found, list)
            assert (found[0].start, found[0].end) == (begin, end)


def test_ids_are_short_and_new() -> None:
    assert new_id("The storm was strong, she said", ()) == "storm-strong-she"
    assert new_id("23 people", ("23-people", "23-people-2")) == "23-people-3"
    assert new_id("Ельцин", ()) == "el-tsin"
    assert new_id("...", ()) == "question"


@pytest.mark.parametrize(
    ("words", "kind"),
    [("12 November 2022", "date"), ("Mira Osten", "name"), ("23 people", "number"), ("an old map", "short"),
     ("The storm was strong, the company wrote.", "choice")],
)  # fmt: skip
def test_the_kind_a_selection_lends_itself_to(words: str, kind: str) -> None:
    assert guess_kind(words, ARTICLE) == kind
