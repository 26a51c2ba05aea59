"""A typed response split into the names it holds, each with whether it is negated."""

from functools import lru_cache
from typing import NamedTuple

from quiz.matching import name_words as tables
from quiz.matching.name_key import is_country
from quiz.matching.name_parts import DEMONYM_WORDS, Word
from quiz.matching.turning_words import meant

_CONNECTORS = frozenset({"and", "or", "plus", "und", "et", "oder"})
SEPARATORS = frozenset(",/;&+()|:\u2013\u2014")
_PLAIN_GAPS = ("", " ")
_CONTRACTED = ("n't", "n’t")
_DIRECTIONS = tables.words(
    "north south east west northern southern eastern western northeastern northwestern southeastern southwestern "
    "central"
)
_SAYS_WHO = tables.BESIDE_A_NAME | DEMONYM_WORDS
_SAYS_NOTHING = _SAYS_WHO | tables.FILLERS | tables.NEGATIONS | tables.EVERYONE
_WHOSE = tables.RELATIONS | tables.EXTENT - {"near", "outside"}
_LOCATING = frozenset({"of", "from", "in", "for", "at", "on", "to", "by"})

# A response with one of these is a sentence or a list, and is taken apart before it is compared with a person.
# What a slip may hide; the rest are too short or too like other words.
_TURNING = frozenset(word for word in tables.NEGATIONS if len(word) > 4) | {"not", "and", "or"}
SENTENCE_WORDS = _CONNECTORS | tables.NEGATIONS | tables.EVERYONE | tables.FILLERS - {"the", "a", "an"} | {"but"}


class Part(NamedTuple):
    """A run of words that may be one name.

    ``aside``: it only says more about another name. ``owner``: it is named as whose somebody or something is.
    """

    words: tuple[Word, ...]
    negated: bool
    aside: bool
    owner: bool = False


def parts_of(words: tuple[Word, ...]) -> list[Part]:
    """The runs of words that may be names, without the words a sentence is made of."""
    mixed = True in [w.raw[:1].isupper() for w in words] and False in [w.raw.isupper() for w in words]
    parts: list[Part] = []
    run: list[Word] = []
    waiting = negated_before = located = joined = owned = False

    def close(*, joins: bool = False) -> None:
        nonlocal run, waiting, located, joined, owned
        if not run:
            return
        found = tuple(run)
        lower = mixed and not any(w.raw[:1].isupper() for w in found)
        roles = all(w.plain in _SAYS_WHO for w in found)
        # "Sumy, eastern Ukraine"
        country = is_country(found[found[0].plain in _DIRECTIONS and len(found) > 1 :])
        aside = lower or roles or (located and bool(parts)) or (country and not joined and not joins)
        parts.append(Part(found, waiting, aside, owned))
        run, waiting, located, joined, owned = [], False, False, False, False

    for i, word in enumerate(words):
        if word.plain in tables.NEGATIONS or word.raw.lower().endswith(_CONTRACTED):
            close()
            if word.plain == "not" and i + 1 < len(words) and words[i + 1].plain in ("sure", "certain", "only"):
                continue
            waiting = negated_before = True
        elif word.plain == "but":
            close()
            waiting = i > 0 and words[i - 1].plain in tables.EVERYONE
        elif word.plain in _CONNECTORS or (word.gap not in _PLAIN_GAPS and not SEPARATORS.isdisjoint(word.gap)):
            joins = word.plain in _CONNECTORS or any(c in word.gap for c in "/&+")
            close(joins=joins)
            located = False
            joined = joined or joins
            if word.plain not in _CONNECTORS and word.plain not in tables.FILLERS:
                run.append(word)
        elif _is_filler(word, mixed):
            close()
            located = word.plain in _LOCATING
            if word.plain != "the":
                owned = located and i > 0 and (words[i - 1].plain in _WHOSE or _described(words, i))
        else:
            run.append(word)
        if run and word.owning and i + 1 < len(words):
            # "not Ukraine's Zelensky" denies Zelensky too.
            owned, denied = True, waiting
            close()
            waiting = denied
    close()
    if negated_before and parts and not any(p.negated for p in parts):
        last = parts[-1]
        parts[-1] = last._replace(negated=True)
    elif waiting and parts and not parts[-1].negated:
        parts[-1] = parts[-1]._replace(negated=True)
    return parts


@lru_cache(maxsize=16_384)
def turning_word(word: str) -> str | None:
    """The ``not``, ``except``, ``or`` or the like that a plain word is one slip away from."""
    return meant(word, _TURNING)


def respelled(words: tuple[Word, ...], key: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words with such slips mended, unless it is a word of the key."""
    named = {word.plain for word in key}
    return tuple(
        word if word.plain in named or (said := turning_word(word.plain)) is None else word._replace(plain=said)
        for word in words
    )


def _described(words: tuple[Word, ...], link: int) -> bool:
    """Whether an ``of`` says what else there is of whoever it names: ``the portrait of Putin``."""
    before = words[link - 1].plain
    return words[link].plain == "of" and before not in _SAYS_NOTHING


def _is_filler(word: Word, mixed: bool) -> bool:
    if word.initial and word.raw.isupper() and word.raw != "I" and mixed:
        return False
    return word.plain in tables.FILLERS or word.plain in tables.EVERYONE
