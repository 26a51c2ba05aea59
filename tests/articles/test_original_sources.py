"""The five originals, where they are beside the project: recognised in any edition, and never one for another."""

import random
import re
import textwrap
from pathlib import Path

import pytest

from quiz.articles.article_file import Front, make_article, parse_article
from quiz.articles.clean import clean
from quiz.articles.fingerprints import make_fingerprints, recognise
from quiz.articles.library import Library
from quiz.articles.original import known_fingerprints, load_fingerprints, make_original

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT.parent / "shared" / "articles"
RETELLINGS = [parse_article(path.read_text(), path.name).article for path in sorted((ROOT / "seeds").glob("*.md"))]
PRINTS = {name: load_fingerprints(path) for name, path in known_fingerprints(Library([ROOT])).items()}

pytestmark = pytest.mark.skipif(not SOURCES.is_dir(), reason="the source documents are not beside the project")
each = pytest.mark.parametrize("retelling", RETELLINGS, ids=lambda one: one.id)


def source(retelling):
    return (SOURCES / retelling.retells.file).read_text()


def read(text):
    return make_article(Front(id="new", title="new"), clean(text).body)


def found(text):
    return recognise(read(text), PRINTS.values())


def test_every_article_has_its_fingerprints():
    assert {one.id for one in RETELLINGS} == set(PRINTS)


@each
def test_the_numbers_are_those_of_the_cleaned_original(retelling):
    prints = PRINTS[retelling.id]
    assert make_fingerprints(read(source(retelling)), prints.salt).prints == prints.prints
    original = make_original(read(source(retelling)), prints)
    assert (original.missing, original.changed) == ((), ())
    assert [original.text.sentences.index(place) + 1 for place in original.places.values()] == list(original.places)


def rewrapped(text):
    return "\n\n".join(textwrap.fill(line, 72) for line in text.split("\n"))


def other_marks(text):
    return text.translate(str.maketrans({"“": "„", "”": "“", '"': "»", "’": "'", "–": "-"}))


def bare(text):
    return clean(text).body


def in_page(text):
    page = "Home\nNews\nSign in\n3 comments\n"
    return page + text + "\n\nMost read\n\nA cat in a tree in Dunmore\n\nThe cat came down by itself on Sunday evening."


@each
@pytest.mark.parametrize("edition", [str, rewrapped, other_marks, bare, in_page, str.upper])
def test_an_edition_with_the_same_words_is_recognised_whole(retelling, edition):
    recognition = found(edition(source(retelling)))
    assert recognition is not None
    assert recognition.article == retelling.id
    # Marks that close before a space are no longer seen to close, which can join two sentences with one between.
    assert len(recognition.found) >= 0.9 * recognition.of


@each
@pytest.mark.parametrize("seed", range(10))
def test_with_a_fifth_of_its_sentences_edited_it_is_still_recognised(retelling, seed):
    dice = random.Random(seed)
    text = read(source(retelling))
    edited = set(dice.sample(range(1, len(text.sentences) + 1), len(text.sentences) // 5))
    pieces = []
    for number, (start, end) in enumerate(text.sentences, 1):
        words = text.text[start:end].split()
        if number in edited:
            words[dice.randrange(len(words))] = "otherwise"
        pieces.append(" ".join(words))
    edition = make_article(Front(id="new", title="new"), "\n\n".join(pieces))
    recognition = recognise(edition, PRINTS.values())
    assert recognition is not None
    assert recognition.article == retelling.id
    original = make_original(edition, PRINTS[retelling.id])
    assert set(original.missing) == edited
    assert all(text.text[slice(*text.sentences[n - 1])] == edition.text[slice(*p)] for n, p in original.places.items())


@each
def test_a_retelling_is_not_taken_for_what_it_retells(retelling):
    assert recognise(retelling, PRINTS.values()) is None


def test_no_sentence_of_one_is_found_in_another():
    for retelling in RETELLINGS:
        text = read(source(retelling))
        others = [one for name, one in PRINTS.items() if name != retelling.id]
        assert recognise(text, others) is None


@each
def test_the_fingerprints_hold_no_word_of_it(retelling):
    path = ROOT / "seeds" / f"{retelling.id}.fingerprints"
    _, salt, *rest = path.read_text().splitlines()
    assert re.fullmatch(r"salt [0-9a-f]{32}", salt)
    assert all(re.fullmatch(r"[0-9a-f]{5}|[0-9a-f]{2}", line) for line in rest)
