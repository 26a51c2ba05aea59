"""Typed numbers against number keys: the table of fair verdicts, and what must hold for any text."""

from quiz.matching.numbers import match_number, parse_key


def test_digits_and_words_answer_a_number() -> None:
    key = parse_key("23")
    assert match_number("23", key).right
    assert match_number("twenty-three", key).right
    assert not match_number("32", key).right
