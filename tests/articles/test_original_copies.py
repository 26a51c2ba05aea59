"""Recognising a text by fingerprints and finding its sentences again, on texts written for this test."""

import itertools

import pytest

from quiz.articles.article_file import Front, make_article
from quiz.articles.fingerprints import (
    FEWEST_WORDS,
    find_sentences,
    fingerprint,
    make_fingerprints,
    place_sentences,
    read_fingerprints,
    recognise,
    write_fingerprints,
)
from quiz.articles.library import Library
from quiz.articles.original import load_original, make_original, original_path
from quiz.errors import InputError
from tests.effort import within

SALT = bytes(range(16))
FERRY = """
The ferry to Lisle island will run again from Monday, the harbour office said on Friday. "Its engine failed in April,"
said Mara Quill. "We have waited for seven long weeks, and not a day less," she told the island's paper.

Until then, the mail boat carries what it can - bread, letters and fuel - across the sound. Nobody complained. The
office put the cost of the new engine at 1,200,000 crowns, a fifth more than last year.

The mayor, J. D. Vance-Moor, said that the U.S. maker had promised the parts for the first week of May. They came late.
""".strip()
BRIDGE = """
A bridge from Dunmore to the mainland will be built within four years, the county decided on Tuesday. It will have two
lanes and a path for people on foot. Nobody complained. The county expects 900 cars a day, half of them lorries.
""".strip()


def article(text, name="ferry"):
    return make_article(Front(id=name, title=name), text)


ORIGINAL = article(FERRY)
PRINTS = make_fingerprints(ORIGINAL, SALT)
OTHER = make_fingerprints(article(BRIDGE, "bridge"), SALT[::-1])


def test_a_fingerprint_is_twenty_bits_and_eight_of_a_short_sentence():
    assert [len(one) for one in PRINTS.prints] == [
        5 if len(text.split()) >= FEWEST_WORDS else 2 for text in sentences(ORIGINAL)
    ]
    assert fingerprint("They came late.", SALT) == fingerprint("they came late", SALT)


def test_another_salt_makes_another_fingerprint():
    text = sentences(ORIGINAL)[0]
    assert fingerprint(text, SALT) != fingerprint(text, SALT[::-1])


def test_the_file_holds_no_word_and_comes_back():
    text = write_fingerprints(PRINTS)
    assert read_fingerprints(text, "ferry", "here") == PRINTS
    assert not {"ferry", "engine", "monday"} & set(text.lower().split())


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "here:1:1"),
        ("closeread fingerprints 2\nsalt 00", "here:1:1"),
        ("closeread fingerprints 1\nsalt 00\n", "here:2:1"),
        (write_fingerprints(PRINTS) + "The ferry\n", "here:11:1"),
    ],
)
def test_a_broken_file_is_refused_at_its_line(text, where):
    with pytest.raises(InputError, match=where):
        read_fingerprints(text, "ferry", "here")


def sentences(text):
    return [text.text[start:end] for start, end in text.sentences]


def curly(text):
    marks = itertools.cycle("“”")
    return "".join(next(marks) if char == '"' else char for char in text).replace(" - ", " – ").replace("'", "’")


@pytest.mark.parametrize(
    "edition",
    [
        FERRY,
        FERRY.replace("\n", " ").replace("  ", "\n\n"),
        FERRY.replace("\n\n", " "),
        curly(FERRY),
        curly(FERRY).translate(str.maketrans("“”", "„“")),
        FERRY.replace('"', "«"),
        FERRY.upper(),
        "\n\n".join(sentences(ORIGINAL)),
    ],
    ids=["same", "unwrapped", "one paragraph", "curly", "low", "guillemets", "upper case", "a sentence a paragraph"],
)
def test_an_edition_with_the_same_words_has_every_sentence(edition):
    text = article(edition)
    found = recognise(text, [OTHER, PRINTS])
    assert found is not None
    assert (found.article, len(found.found)) == ("ferry", found.of)
    for one in found.found:
        said = text.text[one.start : one.end].lower().replace("’", "'")
        first = sentences(ORIGINAL)[one.number - 1].lower().strip('"').split()[0]
        assert first in said[:20]


def test_short_sentences_are_found_between_their_neighbours():
    places = place_sentences(PRINTS, ORIGINAL)
    assert {number: ORIGINAL.text[start:end] for number, (start, end) in places.items()} == dict(
        enumerate(sentences(ORIGINAL), 1)
    )


def test_an_edited_sentence_is_missing_and_the_others_stay():
    text = article(FERRY.replace("Until then, the mail boat", "For now the post boat"))
    original = make_original(text, PRINTS)
    assert original.missing == (4,)
    assert original.changed == (4,)
    assert recognise(text, [OTHER, PRINTS]).article == "ferry"


def test_an_edited_short_sentence_is_missing_too():
    original = make_original(article(FERRY.replace("Nobody complained.", "Everybody complained.")), PRINTS)
    assert (original.missing, original.changed) == ((5,), (5,))


def test_a_sentence_that_was_put_in_moves_no_number():
    text = article(
        FERRY.replace("Nobody complained.", "Nobody complained. Not one of the three hundred islanders did, he said.")
    )
    original = make_original(text, PRINTS)
    assert (original.missing, original.changed) == ((), (6,))
    start, end = original.places[6]
    assert text.text[start:end] == sentences(ORIGINAL)[5]


def test_a_text_of_one_s_own_is_recognised_as_nothing():
    assert recognise(article(BRIDGE), [PRINTS]) is None
    assert recognise(article("Two. Words."), [PRINTS, OTHER]) is None
    assert recognise(ORIGINAL, []) is None


def test_a_text_that_quotes_a_sentence_is_not_the_text():
    text = article(BRIDGE + "\n\n" + sentences(ORIGINAL)[0])
    assert recognise(text, [PRINTS]) is None
    assert recognise(text, [PRINTS, OTHER]).article == "bridge"


def test_two_texts_in_one_are_neither():
    assert recognise(article(FERRY + "\n\n" + FERRY.replace("Monday", "Sunday")), [PRINTS, PRINTS]) is None


def test_sentences_are_found_in_their_order():
    backwards = article(" ".join(sentences(ORIGINAL)[::-1]))
    assert len(find_sentences(PRINTS, backwards)) == 1


def test_a_sentence_twice_is_found_once():
    found = find_sentences(PRINTS, article(FERRY + "\n\n" + FERRY))
    assert [one.number for one in found] == sorted({one.number for one in found})


def test_a_copy_comes_from_the_data_folder_with_the_fingerprints_beside_the_article(tmp_path):
    shipped, data = tmp_path / "shipped", tmp_path / "data"
    (shipped / "seeds").mkdir(parents=True)
    (data / "originals").mkdir(parents=True)
    library = Library([data, shipped])
    assert load_original("ferry", library, data) is None
    (shipped / "seeds" / "ferry.fingerprints").write_text(write_fingerprints(PRINTS))
    assert load_original("ferry", library, data) is None
    original_path(data, "ferry").write_text(f"---\nid: ferry\ntitle: The ferry\n---\n\n{FERRY}\n")
    assert load_original("ferry", library, data).missing == ()
    assert load_original("../ferry", library, data) is None


@pytest.mark.parametrize("text", ["a. " * 100_000, (BRIDGE + "\n\n") * 1_500], ids=["full stops", "one text again"])
def test_a_text_longer_than_any_original_takes_no_longer(text):
    long = article(text)
    assert within(10, lambda: recognise(long, [PRINTS] * 5)) is None
