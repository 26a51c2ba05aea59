"""Which content words of a typed phrase stand for which of a key's: by form, joined or apart, by family or by slip."""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from quiz.matching.name_things import same_country
from quiz.matching.names import match_name
from quiz.matching.phrase_words import Phrase, Word, marks_of
from quiz.matching.spelling import base, is_confused, is_slip, one_spelling
from quiz.matching.word_family import root

# What belongs together only beside another word that is the same; without one an initial may be a slip or a family.
_ONLY_BESIDE = frozenset(("country", "initial"))
_INFLECTED = frozenset(("country", "family"))


class Pairs(NamedTuple):
    """The key's words without a pair and the typed ones; ``place``: where each of ``theirs`` stands among ``ours``."""

    missing: list[Word]
    extra: list[Word]
    place: dict[int, int]
    ours: tuple[Word, ...]
    theirs: tuple[Word, ...]
    slipped: bool
    inflected: bool

    @property
    def order(self) -> list[int]:
        """The places of the typed words in the order of the key's."""
        return [self.place[number] for number in sorted(self.place)]

    @property
    def meant(self) -> dict[str, str]:
        """The compared form of each typed word, and of the key's word that it stands for."""
        return {self.ours[at].key: self.theirs[number].key for number, at in self.place.items()}


def pair(typed: Phrase, key: Phrase, *, joins: bool = True) -> Pairs:
    """Pair the content words of two phrases: by the compared form first, then by family and by slip."""
    ours, theirs = typed.content, key.content
    place, free = _same_forms(ours, theirs)
    if joins and free and len(place) < len(theirs) and len(ours) + len(theirs) > 2 and _may_join(ours, theirs):
        ours, theirs = _rejoined(ours, theirs), _rejoined(theirs, ours)
        if len(ours) + len(theirs) < len(typed.content) + len(key.content):
            place, free = _same_forms(ours, theirs)
    slipped = inflected = False
    for number, at in place.items():
        one, two = ours[at].text, theirs[number].text
        if one != two and one_spelling(one) != one_spelling(two):
            inflected = True
            # The compared form has no last e, so that its loss shows only here.
            slipped = slipped or one + "e" == two or two + "e" == one
    exact = len(place)
    if free and exact < len(theirs):
        for number, word in enumerate(theirs):
            if number in place:
                continue
            for at in free:
                found = _relation(ours[at], word)
                if not found or (found in _ONLY_BESIDE and not exact):
                    continue
                inflected = inflected or found in _INFLECTED
                slipped = slipped or found == "slip"
                place[number] = at
                free.remove(at)
                break
    missing = _missing(typed, theirs, place, bool(ours)) if len(place) < len(theirs) else []
    return Pairs(missing, [ours[at] for at in free], place, ours, theirs, slipped, inflected)


def _missing(typed: Phrase, theirs: tuple[Word, ...], place: dict[int, int], has_content: bool) -> list[Word]:
    """The key's words that have no pair, but for what stands in the typed phrase in another way."""
    # "US" in a key may be typed "us", which alone is a small word.
    small = [word.text for word in typed.all if word.role == "small"] if has_content or " " not in typed.plain else []
    said = [theirs[number].key for number in place]
    return [
        word
        for number, word in enumerate(theirs)
        if number not in place and not (word.role == "content" and (word.text in small or word.key in said))
    ]


@lru_cache(maxsize=65_536)
def _relation(typed: Word, meant: Word) -> str:
    """How two words whose compared forms differ belong together: ``country``, ``ordinal``, ``initial``, ``family`` or
    ``slip``; "" where they do not."""
    if marks_of(meant).isdisjoint(marks_of(typed)) and 1 not in (len(meant.text), len(typed.text)):
        return ""
    both = typed.role == meant.role == "content"
    if both and same_country(typed.text, meant.text):
        return "country"
    if typed.text[0] != meant.text[0] or not both:
        return "ordinal" if typed.role == "number" and _same_ordinal(typed, meant) else ""
    if _is_initial(typed, meant):
        return "initial"
    if root(typed.key) == root(meant.key):
        return "family"
    return "slip" if _is_slip(typed, meant) else ""


def _same_forms(ours: tuple[Word, ...], theirs: tuple[Word, ...]) -> tuple[dict[int, int], list[int]]:
    """Where each of their words stands among ours by its compared form, and which of ours are left over."""
    forms: list[str | None] = [word.key for word in ours]
    place: dict[int, int] = {}
    for number, word in enumerate(theirs):
        if word.key in forms:
            at = forms.index(word.key)
            place[number] = at
            forms[at] = None
    return place, [at for at, form in enumerate(forms) if form is not None]


def _same_ordinal(typed: Word, meant: Word) -> bool:
    """A Roman number in a name is a number or an ordinal: Charles III, Charles 3, Charles the third."""
    if not typed.role == meant.role == "number" or not (typed.capital or meant.capital):
        return False
    return typed.key.removesuffix("th") == meant.key.removesuffix("th")


def _is_initial(typed: Word, meant: Word) -> bool:
    one = 1 in (len(typed.text), len(meant.text))
    return one and typed.capital and meant.capital and typed.text[0] == meant.text[0]


def _is_slip(typed: Word, meant: Word) -> bool:
    if is_confused(typed.text, meant.text) or not (is_slip(typed.text, meant.text) or is_slip(typed.key, meant.key)):
        return False
    # One letter makes another person: for names the names' own rules decide.
    return not meant.capital or match_name(typed.text.title(), meant.text.title()).right


def _may_join(ours: tuple[Word, ...], theirs: tuple[Word, ...]) -> bool:
    """Whether two neighbours of one side begin and go on as one word of the other does."""
    return _has_parts(ours, theirs) or _has_parts(theirs, ours)


def _has_parts(words: tuple[Word, ...], wholes: tuple[Word, ...]) -> bool:
    for start, rest in pairwise(words):
        if start.role == rest.role == "content":
            size = len(start.text)
            for whole in wholes:
                text = whole.text
                if len(text) > size and text[size] == rest.text[0] and text.startswith(start.text):
                    return True
    return False


def _rejoined(ours: tuple[Word, ...], theirs: tuple[Word, ...]) -> tuple[Word, ...]:
    """Our words, with two neighbours made one where the other side writes them as one: cease fire, ceasefire."""
    if len(ours) < 2:
        return ours
    wanted = {word.key: word for word in theirs if word.role == "content"}
    joined: list[Word] = []
    at = 0
    while at < len(ours):
        pair = None
        if at + 1 < len(ours) and ours[at].role == ours[at + 1].role == "content":
            pair = wanted.get(base(ours[at].text + ours[at + 1].text))
        joined.append(pair or ours[at])
        at += 2 if pair else 1
    return tuple(joined)
