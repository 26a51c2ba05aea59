"""Every kind has all that a kind needs; what is missing is named."""

import random
from typing import Any

import pytest

from quiz.articles.library import Library
from quiz.questions.check import load_set
from quiz.questions.kinds import KINDS
from quiz.questions.line import Misread, how_to, read_line, spoken
from quiz.questions.response import Typed
from quiz.tui.answers import WIDGETS
from tests.builders import ONE_OF_EACH, ROOT, sources_of

SOURCES = sources_of()
LIBRARY = Library([ROOT])


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_a_widget_a_builder_and_a_paragraph(kind: str) -> None:
    assert kind in WIDGETS
    assert kind in {maker().kind for maker in ONE_OF_EACH}
    assert f"### {kind}\n" in (ROOT / "docs" / "question-sets.md").read_text(encoding="utf-8")
    assert KINDS[kind].LABEL


def test_no_widget_without_a_kind() -> None:
    assert set(WIDGETS) == set(KINDS)


def test_every_kind_is_asked_in_a_shipped_set() -> None:
    asked = {question.kind for path in LIBRARY.set_paths().values() for question in load_set(path, LIBRARY).questions}
    assert asked == set(KINDS)


@pytest.mark.parametrize("maker", ONE_OF_EACH)
def test_a_response_can_be_said_and_read_back(maker: Any) -> None:
    question = maker()
    view = question.view(SOURCES, random.Random(3))
    assert how_to(view).endswith(".")
    response = question.key_response(SOURCES)
    again = read_line(spoken(response, view), view, SOURCES)
    assert not isinstance(again, Misread)
    verdict = question.grade(again, SOURCES)
    assert verdict.outcome == ("open" if isinstance(response, Typed) and question.kind == "open" else "right")
    assert isinstance(read_line("no such thing at all", view, SOURCES), Misread | type(response))


@pytest.mark.parametrize("path", LIBRARY.set_paths().values(), ids=lambda path: path.stem)
def test_every_shipped_key_can_be_said_and_read_back(path: Any) -> None:
    asked = load_set(path, LIBRARY)
    for question in asked.questions:
        view = question.view(asked.sources, random.Random(3))
        line = spoken(question.key_response(asked.sources), view)
        again = read_line(line, view, asked.sources)
        assert not isinstance(again, Misread), (question.id, line)
        assert question.grade(again, asked.sources).outcome in ("right", "open"), (question.id, line)
