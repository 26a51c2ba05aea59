"""What ships with the project keeps its promises."""

import re
import sys
from collections import Counter

import pytest

from quiz.articles.library import Library
from quiz.questions.check import check_article, check_set, check_text, load_set
from quiz.questions.kinds import KINDS
from quiz.questions.options import reasons
from tests.builders import ROOT
from tests.waiting import run_to_end

LIBRARY = Library([ROOT])
SETS = [load_set(path, LIBRARY) for path in LIBRARY.set_paths().values()]
QUESTIONS = [(asked, question) for asked in SETS for question in asked.questions]
SHORTEST = "meduza-ceasefire-plan"
OVERLAP = ROOT.parent / "shared" / "tools" / "overlap"


@pytest.mark.parametrize("path", LIBRARY.set_paths().values(), ids=lambda path: path.stem)
def test_a_set_is_clean(path) -> None:  # type: ignore[no-untyped-def]
    assert check_set(path, LIBRARY) == []


@pytest.mark.parametrize("path", LIBRARY.article_paths().values(), ids=lambda path: path.stem)
def test_an_article_is_clean(path) -> None:  # type: ignore[no-untyped-def]
    assert check_article(path) == []


def test_five_articles_of_their_length() -> None:
    articles = [LIBRARY.article(name) for name in LIBRARY.article_paths()]
    assert len(articles) == 5
    assert all(280 <= article.words <= 1250 and article.retells for article in articles)


def test_a_set_for_each_article_and_two_that_compare() -> None:
    alone = {asked.head.articles[0]: asked for asked in SETS if len(asked.head.articles) == 1}
    assert alone.keys() == LIBRARY.article_paths().keys()
    for asked in alone.values():
        assert len(asked.questions) >= (14 if asked.id == SHORTEST else 20)
    compared = [asked for asked in SETS if len(asked.head.articles) > 1]
    assert len(compared) >= 2
    assert all(len(asked.questions) >= 12 for asked in compared)


def test_every_topic_skill_and_kind_occurs() -> None:
    topics = Counter(question.topic for _, question in QUESTIONS)
    assert topics.keys() == {"date", "figure", "person", "place", "condition", "cause", "sequence", "stance", "source"}
    assert {question.kind for _, question in QUESTIONS} == set(KINDS)
    deep = sum(question.skill in ("understand", "evaluate") for _, question in QUESTIONS)
    assert deep >= len(QUESTIONS) / 5
    assert any(question.cite for _, question in QUESTIONS)


@pytest.mark.parametrize("asked", SETS, ids=lambda asked: asked.id)
def test_every_question_is_whole(asked) -> None:  # type: ignore[no-untyped-def]
    for question in asked.questions:
        assert question.places(asked.sources), question.id
        assert question.explain.strip(), question.id
        assert question.topic, question.id
        assert question.skill, question.id
        for option, why in reasons(getattr(question, "distractors", ())).items():
            assert why.strip(), (question.id, option)
        verdict = question.grade(question.key_response(asked.sources), asked.sources)
        assert verdict.outcome == ("open" if question.kind == "open" else "right"), question.id


@pytest.mark.skipif(not OVERLAP.exists(), reason="the tool is not here")
def test_no_sentence_of_a_source_is_repeated() -> None:
    done = run_to_end([sys.executable, str(OVERLAP), str(ROOT / "seeds"), str(ROOT / "questions")], capture_output=True)
    assert done.returncode == 0, done.stdout.decode()


def test_the_examples_of_the_reference_are_a_clean_set() -> None:
    text = (ROOT / "docs" / "question-sets.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    indented = "".join(f"  {line}\n" if line else "\n" for block in blocks for line in block.splitlines())
    whole = "title: Examples\narticles: [nbc-2022-11-15]\nquestions:\n" + indented
    assert check_text(whole, "docs", "docs", LIBRARY) == []
    assert set(re.findall(r"^ +kind: (\w+)$", whole, re.MULTILINE)) == set(KINDS)
