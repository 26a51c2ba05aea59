"""Can a typed phrase be one of some known phrases, going by which of its words can be one of theirs: most cannot.

Every word's answer is kept, because words come again where whole responses do not. What is said here is certain only
where it says no; comparing the phrases decides the rest.
"""

from typing import NamedTuple

from quiz.matching.name_things import country_of, same_country
from quiz.matching.phrase_words import ADDS_NOTHING, Phrase, Word, marks_of
from quiz.matching.spelling import is_slip
from quiz.matching.word_family import root

_MOST_KNOWN = 20_000


class Place(NamedTuple):
    """The bits of one known phrase: its content words, of these the ones that must be there and the ones that the
    question says; one for words that may be written as one (``cease fire``), and one for the phrase but for its form.

    ``size`` counts its content words; without any it is compared as a whole. ``denies``: it has a negator.
    """

    words: int
    essential: int
    asked: int
    joins: int
    same: int
    size: int
    denies: bool


class Touch(NamedTuple):
    """What a typed phrase reaches: all bits, those of each of its telling words, of these the ones that the question
    does not say, and the bits of the phrases that it is but for form."""

    bits: int
    telling: tuple[int, ...]
    new: tuple[int, ...]
    same: int
    denies: bool


class Reach:
    """The words of known phrases, a bit for each place where one stands, and which of them a typed word may be."""

    __slots__ = ("_asked", "_count", "_joined", "_known", "_like", "_words")

    def __init__(self, asked: frozenset[str]) -> None:
        self._asked = asked
        self._count = 0
        self._joined: dict[str, int] = {}
        # Each word with its bits, and with those for words that may be written as one.
        self._words: dict[Word, tuple[int, int]] = {}
        # Under each label the words that a word with the same label may be.
        self._like: dict[str, list[Word]] = {}
        self._known: dict[Word, int] = {}

    def add(self, phrase: Phrase, asked: frozenset[str]) -> Place:
        """Take in a phrase, of which the words ``asked`` need not be there."""
        joins, same = self._bit(), self._bit()
        words = essential = said = 0
        for word in phrase.content:
            bit = self._bit()
            if word not in self._words:
                for label in _labels(word):
                    self._like.setdefault(label, []).append(word)
            own, with_next = self._words.get(word, (0, 0))
            self._words[word] = (own | bit, with_next | joins)
            words |= bit
            if word.key in asked:
                said |= bit
            elif word.role != "soft":
                essential |= bit
        self._joined[phrase.joined] = self._joined.get(phrase.joined, 0) | same
        self._known.clear()
        return Place(words, essential, said, joins, same, len(phrase.content), bool(phrase.negators))

    def _bit(self) -> int:
        self._count += 1
        return 1 << (self._count - 1)

    def touch(self, typed: Phrase) -> Touch:
        """What a typed phrase may share with the known ones."""
        found = 0
        telling: list[int] = []
        new: list[int] = []
        for word in typed.all:
            bits = self._known.get(word)
            if bits is None:
                bits = self._bits_of(word)
            found |= bits
            if (word.role == "content" or word.role == "number") and word.key != "#1":
                telling.append(bits)
                if word.key not in self._asked and word.key not in ADDS_NOTHING:
                    new.append(bits)
        return Touch(found, tuple(telling), tuple(new), self._joined.get(typed.joined, 0), bool(typed.negators))

    def _bits_of(self, word: Word) -> int:
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        bits = 0
        for other in [each for label in _labels(word) for each in self._like.get(label, ())]:
            if _may_pair(word, other):
                own, joins = self._words[other]
                bits |= own
                if word.key != other.key and (word.text.startswith(other.text) or other.text.startswith(word.text)):
                    bits |= joins
        self._known[word] = bits
        return bits


def leaves_nothing(touch: Touch, place: Place) -> bool:
    """Whether comparing can only find other words: too few of the known phrase's, and some that are none of them."""
    covered = touch.bits & place.words
    if not covered:
        return bool(place.size) and not touch.same & place.same
    if touch.denies or place.denies or touch.bits & place.joins or covered & place.asked:
        return False
    missing = (place.essential & ~covered).bit_count()
    return bool(missing) and place.size <= 3 * missing and 0 in [bits & place.words for bits in touch.new]


def may_be(touch: Touch, place: Place, telling: int) -> bool:
    """Whether a typed phrase may have all the words of a known one and no other, or as many telling ones, ``telling``,
    with some for others of them."""
    if not place.size or touch.bits & place.joins:
        return True
    missing = place.essential & ~touch.bits
    if missing and len(touch.telling) != telling:
        return False
    new = 0 in [bits & place.words for bits in touch.telling]
    return not new or (not missing and len(touch.telling) == telling)


def _labels(word: Word) -> list[str]:
    """What two words have in common, at least one of these, if they may be paired."""
    labels = [word.text[0], f"={word.key.removesuffix('th')}"]
    if country := country_of(word.text):
        labels.append(f"@{country}")
    return labels


def _may_pair(typed: Word, key: Word) -> bool:
    """Whether two words are paired by any rule of comparing phrases, or may be once one is joined with the next."""
    if typed.text == key.text or typed.key == key.key:
        return True
    if typed.role == "number" or key.role == "number":
        return typed.role == key.role and typed.key.removesuffix("th") == key.key.removesuffix("th")
    if typed.role == "small" or typed.role == "break":
        return False
    if key.text.startswith(typed.text) or typed.text.startswith(key.text):
        return True
    if same_country(typed.text, key.text):
        return True
    if typed.text[0] != key.text[0] or marks_of(typed).isdisjoint(marks_of(key)):
        return False
    return root(typed.key) == root(key.key) or is_slip(typed.text, key.text) or is_slip(typed.key, key.key)
