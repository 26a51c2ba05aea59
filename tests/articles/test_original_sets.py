"""Every ``original:`` of the shipped sets: it names sentences there are, and ones that say the same.

The first is tried with the fingerprints alone; the second where the source documents are beside the project.
"""

import re
from pathlib import Path

import pytest

from quiz.articles.anchor import Lost
from quiz.articles.article_file import Front, make_article
from quiz.articles.clean import clean
from quiz.articles.library import Library
from quiz.articles.original import known_fingerprints, load_fingerprints, make_original
from quiz.questions.base import resolve
from quiz.questions.check import load_set
from quiz.questions.original import original_places
from quiz.text.normalise import words

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT.parent / "shared" / "articles"
LIBRARY = Library([ROOT])
SETS = {name: load_set(path, LIBRARY) for name, path in LIBRARY.set_paths().items()}
PRINTS = {name: load_fingerprints(path) for name, path in known_fingerprints(LIBRARY).items()}

# The day a report was published stands in the line above it, and that is no sentence of its original.
FROM_THE_DATE_LINE = "summarised by Charter 97 on 19 March 2025"

needs_sources = pytest.mark.skipif(not SOURCES.is_dir(), reason="the source documents are not beside the project")
each_set = pytest.mark.parametrize("name", SETS)


def evidence(name):
    """(question, anchor, id of the article it stands in) for every piece of evidence of a set."""
    found = SETS[name]
    for question in found.questions:
        for anchor in question.anchors:
            spans = resolve(anchor, found.sources, question.article)
            assert not isinstance(spans, Lost), (question.id, anchor)
            yield question, anchor, spans[0].article


def originals():
    found = {}
    for name, prints in PRINTS.items():
        file = LIBRARY.article(name).retells.file
        text = make_article(Front(id=name, title=name), clean((SOURCES / file).read_text()).body)
        found[name] = make_original(text, prints)
    return found


@each_set
def test_every_evidence_names_sentences_there_are(name):
    for question, anchor, article in evidence(name):
        if anchor.quote == FROM_THE_DATE_LINE:
            assert anchor.original == ()
            continue
        assert anchor.original, (question.id, anchor.quote)
        assert list(anchor.original) == sorted(set(anchor.original))
        assert 1 <= anchor.original[0] <= anchor.original[-1] <= len(PRINTS[article].prints), question.id


def stems(text):
    """What two wordings of one thing are likely to share: the beginnings of the longer words, and the numbers."""
    return {word[:5] for part in words(text) for word in re.split(r"\W", part) if len(word) >= 4 or word.isdecimal()}


@needs_sources
@each_set
def test_the_sentences_share_numbers_and_words_with_the_quote(name):
    have = originals()
    for question, anchor, article in evidence(name):
        if not anchor.original:
            continue
        original = have[article]
        said = " ".join(original.text.text[slice(*original.places[number])] for number in anchor.original)
        retold = LIBRARY.article(article).retells
        numbers = {word for word in stems(anchor.quote.replace(retold.outlet or "\n", "")) if word.isdecimal()}
        assert numbers <= stems(said), (question.id, anchor.quote)
        retelling = LIBRARY.article(article)
        (span, *_) = resolve(anchor, SETS[name].sources, question.article)
        first, last = retelling.sentence_at(span.start), retelling.sentence_at(span.end - 1)
        context = retelling.text[retelling.sentences[first - 1][0] : retelling.sentences[last - 1][1]]
        assert len(stems(context) & stems(said)) >= 1, (question.id, anchor.quote)


@needs_sources
@each_set
def test_every_question_shows_in_the_originals(name):
    have = originals()
    for question in SETS[name].questions:
        places = original_places(question, SETS[name].sources, have)
        wanted = {article for one, anchor, article in evidence(name) if one is question and anchor.original}
        lacking = {article for one, anchor, article in evidence(name) if one is question and not anchor.original}
        assert set(places) == wanted - lacking, question.id
        for article, found in places.items():
            text = have[article].text.text
            assert found
            assert all(one.article == article and text[one.start : one.end] == one.text for one in found)
