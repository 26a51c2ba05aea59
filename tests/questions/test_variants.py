"""Variants of a key are what people may type, and their verdicts are those of grading."""

from pathlib import Path

import pytest

from quiz.articles.library import Library
from quiz.questions.check import load_set
from quiz.questions.question_set import QuestionSet
from quiz.questions.response import Typed
from quiz.questions.variants import Variant, of_text, variants

ROOT = Path(__file__).parents[2]
TYPED = ("number", "date", "name", "short", "cloze")


@pytest.fixture(scope="module", params=sorted(ROOT.glob("questions/*.yaml")), ids=lambda path: path.stem)
def shipped(request: pytest.FixtureRequest) -> QuestionSet:
    return load_set(request.param, Library([ROOT]))


def test_typed_questions_have_variants_and_others_none(shipped: QuestionSet) -> None:
    for question in shipped.questions:
        found = list(variants(question, shipped.sources))
        if question.kind not in TYPED:
            assert not found
        elif question.kind != "cloze":
            assert found[0].verdict == "right", found[0]
            assert len(found) > 4
            assert len({each.response for each in found}) == len(found)


def test_what_changes_the_answer_is_never_right(shipped: QuestionSet) -> None:
    for question in shipped.questions:
        for label, response, verdict in variants(question, shipped.sources):
            if label.split(": ")[-1].startswith(("digit ", "denied", "with another answer", "before", "a digit more")):
                assert verdict != "right", (question.id, label, response)


def test_a_variant_is_graded_as_if_it_were_typed(shipped: QuestionSet) -> None:
    for question in shipped.questions:
        if question.kind in ("number", "date", "name", "short"):
            for _, response, verdict in variants(question, shipped.sources):
                assert question.grade(Typed(response), shipped.sources).outcome == verdict


def test_the_forms_of_a_text() -> None:
    found = dict(of_text("10-day energy truce"))
    assert found["capitals"] == "10-DAY ENERGY TRUCE"
    assert found["spaces for hyphens"] == "10 day energy truce"
    assert found["plural"] == "10-day energy truces"
    assert found["letters swapped in energy"] == "10-day enregy truce"
    assert found["a letter missing in energy"] == "10-day enegy truce"
    assert found["digit 1 changed"] == "20-day energy truce"
    assert found["digit 2 changed"] == "11-day energy truce"
    assert found["without energy"] == "10-day truce"
    assert found["the last word first"] == "truce 10-day energy"
    assert found["denied"] == "not 10-day energy truce"
    assert Variant("a", "b", "right") == ("a", "b", "right")
