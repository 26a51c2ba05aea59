"""The words that a typed date or number may come with and that say nothing about it, and those of the question."""

from collections.abc import Iterable
from functools import lru_cache

from quiz.matching.spelling import base, is_slip
from quiz.matching.word_family import root
from quiz.text.normalise import words

_SUBJECT_WORDS = """
it its i we he she they there this that these those you his her their our my
it's that's i'm i'd i've they'd we'd he'd she'd he's she's there's
"""
_PLACING_WORDS = "to for with when where while as because into onto after"
_FILLER_WORDS = """
are were been being be has have had do did does done
what which who me im id think thought guess guessed believe suppose suspect say said says would could might must
should will maybe perhaps possibly probably presumably likely surely certainly definitely apparently reportedly
exactly precisely just only also already actually officially finally eventually quite pretty rather very then
answer time local noon midday midnight oclock o'clock hours am pm gmt utc cet cest est edt msk
happened happens happen occurred occur took take takes taking place came come comes held began begins begin
begun start starts due set scheduled planned happening
ok okay um uh er erm hmm well please sorry yes yeah so sure know remember recall if but
article text according both all some same here inclusive called season c
"""
_HEDGE_WORDS = "during around about approximately roughly"
SUBJECTS = frozenset(_SUBJECT_WORDS.split())
PLACING = frozenset(_PLACING_WORDS.split())
_FILLERS = SUBJECTS | PLACING | frozenset(_FILLER_WORDS.split())
_LONG = 5


def _by_first(known: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The words long enough for a slip by their first letter, which a slip spares."""
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(known):
        if len(word) >= _LONG:
            found[word[0]] = (*found.get(word[0], ()), word)
    return found


_LONG_FILLERS = _by_first(_FILLERS | set(_HEDGE_WORDS.split()))


@lru_cache(maxsize=8192)
def is_filler(word: str) -> bool:
    """Whether a folded word, or what it is a slip for, says nothing: ``maybe``, ``probbaly``, ``answer``."""
    if word in _FILLERS:
        return True
    return len(word) >= _LONG and any(is_slip(word, known) for known in _LONG_FILLERS.get(word[0], ()))


@lru_cache(maxsize=1024)
def roots_of(prompt: str) -> frozenset[str]:
    """The words of a question's text, and what the words of their families share."""
    found = words(prompt)
    return frozenset([*found, *(root(base(word)) for word in found)])


def in_prompt(word: str, roots: frozenset[str]) -> bool:
    """Whether a folded word is one of a question (``roots_of``), in any form or with one slip."""
    return bool(roots) and _in_prompt(word, roots)


@lru_cache(maxsize=16_384)
def _in_prompt(word: str, roots: frozenset[str]) -> bool:
    key = root(base(word))
    if key in roots:
        return True
    known = _first_letters(roots)
    return any(is_slip(said, other) for said in (word, key) for other in known.get(said[:1], ()))


_first_letters = lru_cache(maxsize=1024)(_by_first)
