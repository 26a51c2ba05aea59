"""A typed phrase read into words: what carries the meaning, what counts, what negates, what only holds together."""

from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from quiz.matching import phrase_lists
from quiz.matching.name_things import country_of
from quiz.matching.phrase_numbers import NUMBER_WORDS, number_at
from quiz.matching.phrase_pieces import SMALL, pieces_of
from quiz.matching.spelling import base, is_slip
from quiz.matching.word_family import root

Role = Literal["content", "number", "negator", "soft", "small", "break"]

_SOFT = frozenset(phrase_lists.SOFT.split())
_NEGATORS = frozenset(phrase_lists.NEGATORS.split())
_NOT_RUN_TOGETHER = frozenset(phrase_lists.NOT_RUN_TOGETHER.split())
_ARTICLES = frozenset(("a", "an", "the"))
_NONE: frozenset[str] = frozenset()
_CARRYING = frozenset(("content", "number", "soft"))
_BESIDE = frozenset(("am", "i"))
ADDS_NOTHING = frozenset(map(base, ("various", "several", "different", "group", "groups", "people", "persons")))
"""The compared forms of words that say no more: "the various nomadic groups" are the nomads."""
MONTHS = frozenset(phrase_lists.MONTHS.split())
_NO_NOUN = frozenset(("and", "or", "&", "/", ",", ";", "|"))
_DATED = MONTHS | {"century"}
_SHORT_MONTHS = {month[:3]: month for month in MONTHS if month != "may"} | {"sept": "september"}
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12"}
_SIGNS = {
    "%": "percent", "$": "dollar", "€": "euro", "£": "pound", "₴": "hryvnia", "₽": "ruble", "°": "degree",
}  # fmt: skip
# "over 1,000" is more than 1,000; beside anything but a number these words place things.
_BOUNDS = {"over": "more", "above": "more", "exceeding": "more", "under": "less", "below": "less", "fewer": "less"}


class Word(NamedTuple):
    """One word: as typed (without case), the form it is compared by, and what it does in the phrase."""

    text: str
    key: str
    role: Role
    capital: bool


class Phrase:
    """A text read into words; ``content`` leaves out the small words, ``plain`` also articles and punctuation.

    ``joined`` is ``plain`` without spaces, for compounds.
    """

    __slots__ = ("_denied", "_marks", "all", "content", "joined", "negators", "plain", "raw")

    def __init__(self, raw: str, words: list[Word]) -> None:
        self.raw = raw
        self.all = tuple(words)
        content: list[Word] = []
        negators: list[str] = []
        plain: list[str] = []
        for word in words:
            text, key, role, _ = word
            if role in _CARRYING:
                content.append(word)
            elif role == "negator":
                negators.append(text)
            if role == "number":
                plain.append(key)
            elif role != "break" and (text not in _ARTICLES or (text == "a" and role == "content")):
                plain.append(text)
        self.content = tuple(content)
        self.negators = tuple(negators)
        self.plain = " ".join(plain)
        # Numbers keep their spaces, or 1 00 would be 100.
        self.joined = self.plain if "#" in self.plain else self.plain.replace(" ", "").replace("'", "")
        self._marks: frozenset[str] | None = None
        self._denied: frozenset[str] | None = None if negators else _NONE

    @property
    def marks(self) -> frozenset[str]:
        """What two words have in common wherever comparing may pair them."""
        if self._marks is None:
            self._marks = frozenset().union(*[marks_of(word) for word in self.all], _of_letters(self.all))
        return self._marks

    @property
    def denied(self) -> frozenset[str]:
        """What each negator stands before, by the compared form."""
        if self._denied is None:
            self._denied = _denied_in(self.all)
        return self._denied


def read(text: str) -> Phrase:
    """Read a text into words; hyphens and spaces part words alike. Meant for phrases, linear in the text's length."""
    found = _words(pieces_of(text))
    if "number" in [word.role for word in found] and _is_dated(found):
        # "18th March" is "18 March"; elsewhere "third" is not "three".
        found = [w._replace(key=w.key[:-2]) if w.role == "number" and w.key[-2:] == "th" else w for w in found]
    return Phrase(text, found)


def _is_dated(found: list[Word]) -> bool:
    """Whether among words is a month or ``century``; after an ordinal also with a slip in it."""
    return not _DATED.isdisjoint([word.key for word in found]) or any(
        one.role == "number" and one.key[-2:] == "th" and two.role == "content" and _is_dating(two.text)
        for one, two in pairwise(found)
    )


@lru_cache(maxsize=4096)
def _is_dating(word: str) -> bool:
    return any(is_slip(word, known) for known in _DATED)


def _of_letters(found: tuple[Word, ...]) -> list[str]:
    """The beginnings that single letters make with the words after them: ``e`` and ``mail``."""
    return [one.text + two.text[0] for one, two in pairwise(found) if len(one.text) == 1]


@lru_cache(maxsize=65_536)
def marks_of(word: Word) -> frozenset[str]:
    """The forms of a word, its country, and for slips its first two letters and its first with its last two.

    A slip spares the first letter, and cannot touch both the second and the last two; a word run together with the
    next keeps its beginning.
    """
    text, key = word.text, word.key
    if key[0] == "#":
        return frozenset((key, key.removesuffix("th")))
    starts = [mark for form in (text, key) for mark in (form[:2], f"{form[0]}-{form[-2:]}")]
    return frozenset((text, key, root(key), f"@{country_of(text)}" if country_of(text) else text, *starts))


@lru_cache(maxsize=4096)
def read_kept(text: str) -> Phrase:
    """``read`` for keys, which come again and again."""
    return read(text)


def keys_of(phrase: Phrase) -> frozenset[str]:
    """The forms by which the content words of a phrase are compared."""
    return frozenset([word.key for word in phrase.content])


def telling(phrase: Phrase) -> int:
    """How many words of a phrase tell something: not the lead-in, nor an article."""
    return sum([word.role != "soft" and word.key != "#1" for word in phrase.content])


def _denied_in(words: tuple[Word, ...]) -> frozenset[str]:
    found: set[str] = set()
    after = False
    for word in words:
        if word.role == "negator":
            after = True
        elif after and word.role in ("content", "number"):
            found.add(word.key)
            after = False
    return frozenset(found)


@lru_cache(maxsize=65_536)
def _word(piece: str) -> tuple[tuple[Word, ...], bool]:
    """The word or words of one piece of text, and whether a number may start there."""
    low = piece.casefold()
    if piece in "/,;|":
        return (Word(piece, piece, "break", False),), False
    if piece == "&":
        return (Word("and", "and", "small", False),), False
    if piece in _SIGNS:
        return (Word(_SIGNS[piece], _SIGNS[piece], "content", False),), False
    if low.endswith("n't") or low in _NOT_RUN_TOGETHER:
        return (Word("not", "not", "negator", False),), False
    if low in _SHORT_MONTHS and (piece != low or low == "sept"):
        low = _SHORT_MONTHS[low]
    if low in _ROMAN and piece.isupper():
        return (Word(low, "#" + _ROMAN[low] + "th", "number", True),), False
    capital = piece[0].isupper()
    if low == "may" and capital:
        return (Word(low, low, "content", True),), False
    if low in _NEGATORS:
        return (Word(low, low, "negator", capital),), False
    if low in SMALL and not (len(piece) > 1 and piece.isupper()):
        return (Word(low, low, "small", capital),), low == "a"
    low = low.removesuffix("'s") if len(low) > 3 else low
    if low in SMALL:
        # US, WHO, IT: capitals make it a name.
        return (Word(low, low, "content", True),), False
    role: Role = "soft" if low in _SOFT else "content"
    return (Word(low, base(low), role, capital),), low in NUMBER_WORDS or low[0].isdigit()


def _words(pieces: list[str]) -> list[Word]:
    found: list[Word] = []
    low: list[str] = []
    at = 0
    while at < len(pieces):
        some, counts = _word(pieces[at])
        if counts:
            low = low or [piece.casefold() for piece in pieces]
            if low[at] == "a" and (
                at + 1 >= len(low) or low[at + 1] not in ("hundred", "thousand", "million", "billion")
            ):
                value, used = "", 0
            elif low[at] == "a":
                value, used = number_at(low, at + 1)
                used += 1
            else:
                value, used = number_at(low, at)
            if used:
                if found and found[-1].text in _BOUNDS:
                    bound = _BOUNDS[found[-1].text]
                    found[-1] = Word(bound, bound, "content", False)
                found.append(Word(value, "#" + value, "number", False))
                at += used
                continue
        if some[0].text == "a" and some[0].role == "small" and _is_letter(pieces, at):
            some = (Word("a", "a", "content", True),)
        found += _beside(found[-1], some) if found and some[0].text in _BESIDE else some
        at += 1
    return found


def _is_letter(pieces: list[str], at: int) -> bool:
    """Whether an ``a`` is no article, because nothing follows that it could stand before: ``vitamin A``."""
    after = pieces[at + 1].casefold() if at + 1 < len(pieces) else ""
    return not after or after in _NO_NOUN


def _beside(before: Word, some: tuple[Word, ...]) -> tuple[Word, ...]:
    """A word that means something else after the one before it: ``9 am``, ``World War I``."""
    word = some[0]
    if word.text == "am" and before.role == "number":
        return (word._replace(role="content"),)
    if word.text == "i" and word.capital and before.capital and before.role == "content":
        return (Word("i", "#1th", "number", True),)
    return some
