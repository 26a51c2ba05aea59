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
    """The words of some keys, and which typed words comparing may pair with one of them."""

    __slots__ = ("_joined", "_known", "_open", "_words")

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        kept = tuple(phrases)
        # A key without a content word is compared as a whole.
        self._open = not all(phrase.content for phrase in kept)
        self._joined = frozenset(phrase.joined for phrase in kept)
        self._words = tuple(dict.fromkeys(word for phrase in kept for word in phrase.content))
        self._known: dict[tuple[str, str, str], bool] = {}

    def touches(self, typed: Phrase) -> bool:
        """Whether comparing the phrase with one of the keys may find a word of it; False is certain."""
        if self._open or typed.joined in self._joined:
            return True
        known = self._known
        for word in typed.all:
            key = (word.text, word.key, word.role)
            found = known.get(key)
            if found is None:
                if len(known) >= _MOST_KNOWN:
                    known.clear()
                found = known[key] = any(_may_pair(word, other) for other in self._words)
            if found:
                return True
        return False


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
