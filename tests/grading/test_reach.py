"""What ``Reach`` says no to, comparing finds nothing in: for every response of the table against every key of its
neighbourhood, so that most pairs have some words in common and few have all."""

from itertools import islice

from quiz.matching.phrase_compare import compare
from quiz.matching.phrase_keys import NO_QUESTION, Keys, keys_for
from quiz.matching.phrase_reach import leaves_nothing, may_be
from quiz.matching.phrase_words import Phrase, read, telling
from quiz.matching.phrase_worth import OTHER
from tests.grading.test_phrases import ROWS, Row

AROUND = 12
SAME_BUT_FOR_FORM = ("exact", "spelling", "inflection", "word_order")


def questions() -> list[Keys]:
    seen: dict[tuple[object, ...], Row] = {(row.key, row.prompt): row for row in ROWS}
    return [
        keys_for(row.key, row.accept, tuple(row.near.items()), tuple(row.reject.items()), row.prompt)
        for row in seen.values()
    ]


def pairs() -> list[tuple[Phrase, Keys]]:
    """Each response with the keys of its own question and of some around it."""
    asked = questions()
    known = {(each.all[0].raw, each.question.text): at for at, each in enumerate(asked)}
    found: list[tuple[Phrase, Keys]] = []
    for row in ROWS:
        typed = read(row.response)
        at = known[row.key, row.prompt]
        found += [(typed, keys) for keys in islice(asked, max(0, at - AROUND), at + AROUND) if typed.all]
    return found


def test_where_reach_leaves_nothing_a_key_has_other_words() -> None:
    ruled_out = 0
    for typed, asked in pairs():
        touch = asked.reach.touch(typed)
        for key, places in zip(asked.all, asked.places, strict=True):
            for phrase, place in zip(key.phrases, places, strict=True):
                if leaves_nothing(touch, place):
                    ruled_out += 1
                    assert compare(typed, phrase, asked.question) == OTHER, (typed.raw, phrase.raw)
    assert ruled_out > 1_000


def test_where_reach_says_no_a_response_is_not_the_one_foreseen() -> None:
    ruled_out = 0
    for typed, asked in pairs():
        touch = asked.reach.touch(typed)
        for known, count, place, _ in asked.told:
            if touch.same & place.same or may_be(touch, place, count):
                continue
            ruled_out += 1
            found = compare(typed, known, NO_QUESTION)
            same = found.right and found.reason in SAME_BUT_FOR_FORM
            assert not same or (found.reason != "exact" and telling(typed) != count), (typed.raw, known.raw)
    assert ruled_out > 100


def test_a_word_is_remembered_and_a_phrase_added_later_is_found_too() -> None:
    asked = keys_for("energy targets", (), (), (), "")
    typed = read("the ports of Odesa")
    before = asked.reach.touch(typed)
    place = asked.reach.add(read("ports"), frozenset())
    after = asked.reach.touch(typed)
    assert not before.bits & place.words
    assert after.bits & place.words
