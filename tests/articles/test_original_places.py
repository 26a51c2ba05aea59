"""Evidence in the original: what shows there, and which questions fall back when an edition lacks a sentence."""

import pytest

from quiz.articles.article_file import Front, make_article
from quiz.articles.fingerprints import make_fingerprints
from quiz.articles.original import make_original
from quiz.questions.base import Anchor, Sources
from quiz.questions.kinds.statement import Statement
from quiz.questions.original import original_places

PUBLISHED = """The harbour office said the ferry to Lisle would run again from Monday. It had been away seven weeks.

The new engine cost 1.2 million crowns, and the county paid for it. Nobody on the island had to pay a crown."""


def article(name, text):
    return make_article(Front(id=name, title=name), text)


SOURCES = Sources(
    {
        "lisle": article("lisle", "The boat is back on Monday. It was missed for seven weeks. The county paid."),
        "other": article("other", "A tram runs in the valley."),
    }
)
PRINTS = make_fingerprints(article("lisle", PUBLISHED), bytes(16))
BACK = Anchor(quote="back on Monday", original=(1,))
MISSED = Anchor(quote="missed for seven weeks", original=(2,))
PAID = Anchor(quote="The county paid", original=(3,))
TRAM = Anchor(quote="A tram runs")


def places(edition, *evidence):
    """Article -> the words that show in its original."""
    question = Statement(id="one", prompt="?", answer="true", evidence=evidence)
    originals = {"lisle": make_original(article("lisle", edition), PRINTS)}
    found = original_places(question, SOURCES, originals)
    text = originals["lisle"].text.text
    assert all(one.text == text[one.start : one.end] for all_ in found.values() for one in all_)
    return {name: [one.text for one in all_] for name, all_ in found.items()}


def test_evidence_shows_where_the_original_says_it():
    first, _ = PUBLISHED.split(". ", 1)
    assert places(PUBLISHED, BACK) == {"lisle": [first + "."]}


def test_neighbours_show_as_one_and_paragraphs_apart():
    first, second = PUBLISHED.split("\n\n")
    assert places(PUBLISHED, BACK, MISSED) == {"lisle": [first]}
    assert places(PUBLISHED, PAID, MISSED)["lisle"] == [first.split(". ")[1], second.split(". Nobody")[0] + "."]


def test_only_what_an_edition_lacks_falls_back():
    edited = PUBLISHED.replace("the county paid", "the islanders paid")
    assert places(edited, PAID) == {}
    assert places(edited, PAID, BACK) == {}
    assert list(places(edited, BACK)) == ["lisle"]


@pytest.mark.parametrize("evidence", [(TRAM,), (TRAM, BACK)])
def test_an_article_without_an_original_falls_back_alone(evidence):
    assert list(places(PUBLISHED, *evidence)) == ["lisle"] * (len(evidence) - 1)


def test_evidence_that_names_no_sentence_falls_back():
    assert places(PUBLISHED, BACK, Anchor(quote="The county paid")) == {}


def test_evidence_that_is_lost_is_passed_over():
    assert list(places(PUBLISHED, BACK, Anchor(quote="nowhere", original=(2,)))) == ["lisle"]


def test_a_number_that_no_sentence_has_falls_back():
    assert places(PUBLISHED, Anchor(quote="back on Monday", original=(99,))) == {}


def test_without_originals_there_is_nothing():
    question = Statement(id="one", prompt="?", answer="true", evidence=BACK)
    assert original_places(question, SOURCES, {}) == {}
