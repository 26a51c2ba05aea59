"""Anchors: an exact quote or sentence numbers name one place, and what names none is told as helpfully as can be."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.articles.anchor import Lost, Span, excerpt, find_quote, find_sentences, find_words, look_up
from quiz.articles.near_miss import nearest
from tests.builders import an_article

ARTICLE = an_article()
"""Three paragraphs; "The storm was strong" stands twice in the second, "What comes next" is a heading."""

_WORDS = ["ferry", "harbour", "storm", "23", "2023", "map", "pier", "Osten", "old", "noon,", "said.", "café"]
PARAGRAPHS = st.lists(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12), min_size=1, max_size=4)


def found(quote: str, occurrence: int | None = None) -> Span:
    span = find_quote(ARTICLE, quote, occurrence)
    assert isinstance(span, Span), span
    return span


def lost(quote: str, occurrence: int | None = None) -> Lost:
    why = find_quote(ARTICLE, quote, occurrence)
    assert isinstance(why, Lost), why
    return why


@pytest.mark.parametrize(
    "quote",
    [
        "23 people were saved",
        "The ferry",
        "12 November 2022",
        "What comes next",
        "noon.",
        "5 million euros; an inquiry",
    ],
)
def test_an_exact_quote_names_its_place(quote: str) -> None:
    span = found(quote)
    assert span.article == ARTICLE.id
    assert excerpt(ARTICLE, span) == quote
    assert look_up(ARTICLE, quote) == span


@pytest.mark.parametrize(
    "quote", ["  23 people\n   were\tsaved ", "23 people\u00a0were saved", "23\r\npeople were saved"]
)
def test_white_space_folds(quote: str) -> None:
    assert found(quote) == found("23 people were saved")


@pytest.mark.parametrize(("quote", "whole"), [("202", "2022"), ("aved", "saved."), ("ferry Auror", "ferry Aurora")])
def test_a_cut_word_is_no_quote(quote: str, whole: str) -> None:
    why = lost(quote)
    assert why.code == "quote-cuts-word"
    assert why.what == f'"{quote}" cuts a word'
    assert f'"{whole}"' in why.hint


def test_a_number_inside_another_is_not_found_there() -> None:
    article = an_article("In 2023 the ferry sank with 23 on board and 230 boxes.")
    span = find_quote(article, "23")
    assert isinstance(span, Span)
    assert article.text[span.start - 5 : span.end] == "with 23"


def test_punctuation_at_the_edge_cuts_nothing() -> None:
    assert excerpt(ARTICLE, found(", Tom Reve,")) == ", Tom Reve,"


def test_words_that_stand_twice_are_ambiguous() -> None:
    why = lost("The storm was strong")
    assert why.code == "quote-ambiguous"
    assert "stands 2 times in ferry (paragraph 2)" in why.what
    assert "occurrence:" in why.hint


def test_ambiguity_names_every_paragraph_and_the_heading() -> None:
    article = an_article("A pier.\n\n## A pier\n\nA pier. Then A pier.")
    why = find_quote(article, "A pier")
    assert isinstance(why, Lost)
    assert "stands 4 times in ferry (paragraphs 1, heading, 2)" in why.what


def test_occurrence_says_which() -> None:
    first, second = found("The storm was strong", 1), found("The storm was strong", 2)
    assert first.end < second.start
    assert excerpt(ARTICLE, first) == excerpt(ARTICLE, second) == "The storm was strong"
    assert ARTICLE.text[second.end :].startswith(", the company wrote")
    assert found("23 people", 1) == found("23 people")


@pytest.mark.parametrize(
    ("quote", "occurrence", "times"),
    [
        ("The storm was strong", 3, "2 times"),
        ("The storm was strong", 0, "2 times"),
        ("23 people", 2, "once"),
        ("23 people", -1, "once"),
    ],
)
def test_an_occurrence_that_is_not_there(quote: str, occurrence: int, times: str) -> None:
    why = lost(quote, occurrence)
    assert why.code == "no-such-occurrence"
    assert f"occurrence {occurrence} of a quote that stands there {times}" in why.what


@pytest.mark.parametrize(
    ("quote", "exact"),
    [("captain mira osten said", "Captain Mira Osten said"), ("THE OWNER, HALE LINES", "The owner, Hale Lines")],
)
def test_another_case_is_inexact_and_the_right_words_are_suggested(quote: str, exact: str) -> None:
    why = lost(quote)
    assert why.code == "quote-inexact"
    assert why.hint == f'the article has: "{exact}"'
    assert excerpt(ARTICLE, found(exact)) == exact


def test_other_quotation_marks_and_dashes_are_inexact() -> None:
    article = an_article("He called it “a full stop” – and left.")
    why = find_quote(article, '"a full stop" - and left')
    assert isinstance(why, Lost)
    assert why.code == "quote-inexact"
    assert why.hint == 'the article has: "“a full stop” – and left"'


def test_of_a_long_inexact_quote_only_the_words_around_the_difference_are_suggested() -> None:
    words = " ".join(f"word{n}" for n in range(40))
    why = find_quote(an_article(words), words.replace("word30", "Word30"))
    assert isinstance(why, Lost)
    assert "word30" in why.hint
    assert "word3 " not in why.hint
    assert len(why.hint) < 130


def test_a_near_quote_is_missing_and_suggested_in_whole_words() -> None:
    why = lost("Captain Osten said that 23 persons were saved")
    assert why.code == "quote-missing"
    assert "is not in ferry" in why.what
    suggested = re.fullmatch(r'did you mean: "(.*)"', why.hint)
    assert suggested
    assert "23 people were saved" in suggested[1]
    assert excerpt(ARTICLE, found(suggested[1])) == suggested[1]


def test_what_is_like_nothing_has_no_suggestion() -> None:
    why = lost("zzz qqq xxx jjj kkk")
    assert (why.code, why.hint) == ("quote-missing", "copy the words from the article")
    assert look_up(ARTICLE, "zzz qqq xxx jjj kkk") is None
    assert nearest(ARTICLE, "zzz qqq xxx jjj kkk") is None


@pytest.mark.parametrize("quote", ["", "  ", "\n\t"])
def test_an_empty_quote(quote: str) -> None:
    assert lost(quote).code == "quote-empty"


def test_a_quote_never_crosses_paragraphs() -> None:
    why = lost("It had left at noon. The storm was strong, she said.")
    assert why.code == "quote-missing"
    suggested = re.fullmatch(r'did you mean: "(.*)"', why.hint)
    assert suggested
    assert "\n" not in suggested[1]
    assert (
        lost("wants a new pier. It would cost 5 million euros; an inquiry begins in March 2023. The ferry").code
        == "quote-missing"
    )


def test_sentences_by_number() -> None:
    (one,) = found_sentences([2])
    assert excerpt(ARTICLE, one) == "Captain Mira Osten said that 23 people were saved."


def test_neighbours_become_one_place_but_not_across_paragraphs() -> None:
    assert [excerpt(ARTICLE, span) for span in found_sentences([3, 2, 2])] == [
        "Captain Mira Osten said that 23 people were saved. It had left at noon."
    ]
    assert [excerpt(ARTICLE, span) for span in found_sentences([3, 4])] == [
        "It had left at noon.",
        "The storm was strong, she said.",
    ]
    assert len(found_sentences([1, 3])) == 2


@pytest.mark.parametrize("number", [0, -1, 9, 10**9])
def test_a_sentence_that_is_not_there(number: int) -> None:
    why = find_sentences(ARTICLE, [1, number])
    assert isinstance(why, Lost)
    assert (why.code, why.what) == ("no-such-sentence", f"ferry has no sentence {number}")
    assert why.hint == "its sentences are 1 to 8"


def test_no_sentences() -> None:
    why = find_sentences(ARTICLE, [])
    assert isinstance(why, Lost)
    assert why.code == "quote-empty"


@pytest.mark.parametrize("words", ["captain mira OSTEN", " 12  november 2022", "It had left at noon"])
def test_what_a_learner_types_is_found_whatever_its_case(words: str) -> None:
    span = find_words(ARTICLE, words)
    assert span is not None
    assert excerpt(ARTICLE, span).casefold() == " ".join(words.split()).casefold()


@pytest.mark.parametrize("words", ["", "202", "ferr", "23 persons"])
def test_what_a_learner_types_is_found_only_as_whole_words(words: str) -> None:
    assert find_words(ARTICLE, words) is None


@given(PARAGRAPHS, st.data())
def test_words_that_stand_once_resolve_to_themselves(paragraphs: list[list[str]], data: st.DataObject) -> None:
    """Any stretch of words inside one paragraph, counted by a plain reading of the words."""
    article = an_article("\n\n".join(" ".join(words) for words in paragraphs))
    at = data.draw(st.integers(0, len(paragraphs) - 1))
    words = paragraphs[at]
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    quote = " ".join(words[first : last + 1])
    start = article.paragraphs[at].start + len(" ".join([*words[:first], ""]))
    assert article.text[start : start + len(quote)] == quote
    places = [
        place.start()
        for place in re.finditer(f"(?={re.escape(quote)})", article.text)
        if not re.search(r"\w$", article.text[: place.start()]) or not quote[0].isalnum()
        if not re.match(r"\w", article.text[place.start() + len(quote) :]) or not quote[-1].isalnum()
    ]
    assert start in places
    span = find_quote(article, quote)
    if len(places) == 1:
        assert span == Span(article.id, start, start + len(quote))
    else:
        assert isinstance(span, Lost)
        assert span.code == "quote-ambiguous"
    nth = places.index(start) + 1
    assert find_quote(article, quote, nth) == Span(article.id, start, start + len(quote))


@given(PARAGRAPHS, st.text(max_size=30))
def test_any_quote_is_a_place_or_a_reason(paragraphs: list[list[str]], quote: str) -> None:
    article = an_article("\n\n".join(" ".join(words) for words in paragraphs))
    span = find_quote(article, quote)
    if isinstance(span, Span):
        assert excerpt(article, span) == " ".join(quote.split())
        assert article.paragraph_at(span.start).end >= span.end
    else:
        assert span.what
        assert span.hint


@given(PARAGRAPHS)
def test_any_sentence_resolves_to_itself(paragraphs: list[list[str]]) -> None:
    article = an_article("\n\n".join(" ".join(words) for words in paragraphs))
    for number, (start, end) in enumerate(article.sentences, 1):
        assert find_sentences(article, [number]) == [Span(article.id, start, end)]


def found_sentences(numbers: list[int]) -> list[Span]:
    spans = find_sentences(ARTICLE, numbers)
    assert isinstance(spans, list), spans
    return spans
