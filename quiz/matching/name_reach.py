"""Can a typed name be a key's in any way: most cannot, and need no closer look.

Every word's answer is kept, because words come again where whole responses do not.
"""

from quiz.matching import name_words as tables
from quiz.matching.name_key import Name
from quiz.matching.name_parts import DIFFERENT, Word, alike, given_alike
from quiz.matching.name_things import forms_of, kind_alike
from quiz.matching.translit import sound

_MOST_KNOWN = 20_000
_RUN_TOGETHER = 8
_LONGEST_ACRONYM = 8
_LEFT_OUT = tables.BESIDE_A_NAME | tables.FILLERS


class NameReach:
    """The words and forms of a key, and which typed words may stand for one of them."""

    __slots__ = ("_forms", "_given", "_known", "_letters", "_sounds", "_squashed", "_words")

    def __init__(self, key: Name) -> None:
        self._words = (*key.content, *(key.person.family if key.person else ()))
        self._given = key.person.given if key.person else ()
        self._squashed = key.squashed
        others = forms_of(key)
        self._forms = tuple({key.squashed, *key.aliases, *others})
        self._sounds = frozenset({sound(form)[:2] for form in others} | {heard[:2] for heard in key.alias_keys})
        # Letters that the first letters of a response's words may make.
        self._letters = key.squashed if len(key.squashed) <= _LONGEST_ACRONYM else ""
        self._known: dict[tuple[str, bool], bool] = {}

    def touches(self, words: tuple[Word, ...]) -> bool:
        """Whether comparing the words with the key may find anything of it; False is certain."""
        known = self._known
        for word in words:
            key = (word.raw, word.initial)
            found = known.get(key)
            if found is None:
                if len(known) >= _MOST_KNOWN:
                    known.clear()
                found = known[key] = self._may_be(word)
            if found:
                return True
        return bool(self._letters) and len(words) > 1 and self._makes_letters(words)

    def _may_be(self, word: Word) -> bool:
        # Whatever is run together from several words begins with the first of them.
        if word.initial or True in [form.startswith(word.plain) for form in self._forms]:
            return True
        heard = sound(word.raw)[:2]
        if heard in self._sounds or (len(heard) < 2 and any(other.startswith(heard) for other in self._sounds)):
            return True
        if any(kind_alike(word, other) != DIFFERENT for other in self._words):
            return True
        if any(given_alike(word, other) != DIFFERENT for other in self._given):
            return True
        return len(word.plain) >= _RUN_TOGETHER and alike(word.raw, self._squashed) != DIFFERENT

    def _makes_letters(self, words: tuple[Word, ...]) -> bool:
        every = "".join([word.plain[0] for word in words])
        telling = "".join([word.plain[0] for word in words if word.plain not in _LEFT_OUT])
        return self._letters in every or self._letters in telling or self._letters in "t" + every
