"""Can a typed phrase have a word in common with any of some keys: most cannot, and need no closer look.

Every word's answer is kept, because words come again where whole responses do not.
"""

from collections.abc import Iterable

from quiz.matching.name_things import same_country
from quiz.matching.phrase_words import Phrase, Word, marks_of
from quiz.matching.spelling import is_slip
from quiz.matching.word_family import root

_MOST_KNOWN = 20_000


class Reach:
    """The words of some groups of phrases, and with which of the groups a typed word may be paired."""

    __slots__ = ("_all", "_joined", "_known", "_open", "_words")

    def __init__(self, *groups: Iterable[Phrase]) -> None:
        kept = [tuple(group) for group in groups]
        self._all = (1 << len(kept)) - 1
        # A phrase without a content word is compared as a whole.
        self._open = _mask(not all(phrase.content for phrase in group) for group in kept)
        self._joined = tuple(frozenset(phrase.joined for phrase in group) for group in kept)
        self._words = tuple(tuple({word for phrase in group for word in phrase.content}) for group in kept)
        self._known: dict[tuple[str, str, str], int] = {}

    def touched(self, typed: Phrase) -> int:
        """Which groups have a phrase that may share a word with the typed one, as bits; a bit not set is certain."""
        found = self._open | _mask(typed.joined in joined for joined in self._joined)
        known = self._known
        for word in typed.all:
            if found == self._all:
                break
            key = (word.text, word.key, word.role)
            bits = known.get(key)
            if bits is None:
                if len(known) >= _MOST_KNOWN:
                    known.clear()
                bits = _mask(any(_may_pair(word, other) for other in group) for group in self._words)
                known[key] = bits
            found |= bits
        return found


def _mask(bits: Iterable[bool]) -> int:
    return sum(1 << at for at, bit in enumerate(bits) if bit)


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
