import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.text.normalise import normalise, words
from tests.effort import within


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  The\tCEASE-FIRE \n", "the cease-fire"),
        ("“Energy” targets", '"energy" targets'),
        ("Ukraine’s", "ukraine's"),
        ("10–12", "10-12"),
        ("a truce—of sorts", "a truce - of sorts"),
        ("ﬁve", "five"),
        ("STRASSE", normalise("straße")),
        ("5\u00a0000", "5 000"),
        ("zero\u200bwidth and soft\u00adhyphen", "zerowidth and softhyphen"),
        ("2½", "2 1⁄2"),
        ("", ""),
    ],
)
def test_one_form(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a 30-day ceasefire, please.", ["a", "30-day", "ceasefire", "please"]),
        ("5,000 men", ["5000", "men"]),
        ("and/or", ["and", "or"]),
        ("$2.5 million (about)", ["2.5", "million", "about"]),
        ("Ukraine’s plan", ["ukraine's", "plan"]),
        ("yes — no", ["yes", "no"]),
        ("...", []),
    ],
)
def test_words_are_counted_as_a_reading_test_counts_them(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text())
def test_words_hold_no_space_and_are_never_empty(text: str) -> None:
    assert all(word and not any(letter.isspace() for letter in word) for word in words(text))


@pytest.mark.parametrize("text", ["é " * 50_000, "a" * 100_000, "—" * 100_000, "1,000," * 16_000])
def test_a_long_text_takes_no_long_time(text: str) -> None:
    within(1, lambda: words(text))
