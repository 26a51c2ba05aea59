"""Whose something is: a key's words with another owner beside them are another answer.

Russia's revenues are not Ukraine's, nor are the commander-in-chief of one country and of another one post. Who owns
what the key names is read from all keys of a question, and from what its author says lacks something; where these name
nobody, the question itself may. An owner that nothing speaks of is left out of a plain answer: near.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from quiz.matching import name_words as tables
from quiz.matching.match import Match
from quiz.matching.name_key import made_ready
from quiz.matching.name_slips import is_known_family
from quiz.matching.parties import party_of
from quiz.matching.phrase_pieces import SMALL
from quiz.matching.phrase_words import Phrase, Word, keys_of
from quiz.matching.word_family import root

_ARTICLES = frozenset(("a", "an", "the"))
_OWNING = frozenset(("of", "from", "by"))
_AIMED = frozenset(("for", "to", "towards", "toward", "against", "with", "on", "in", "at"))
_LIVING = frozenset(("he", "she"))
_DOERS = _LIVING | {"it"}
_NOBODY: frozenset[str] = frozenset()
_BODIES = tables.BODY_WORDS | tables.TITLES
_POSSESSIVE = re.compile(r"([^\W\d_][\w.-]*)(?:['’ʼ`´]s|(?<=s)['’ʼ`´])(?!\w)")
ANOTHERS = Match("wrong", "other_owner", "That is somebody else's.")
_ASIDE = Match("near", "extra_word", "Whose that is was not asked; leave it out.")


class Owners(NamedTuple):
    """What a question's keys say of owners: the forms and roots of all their words, whose what they name is, for whom
    it is, which parties and people are named in the question's text, who or what does what (``doers_in``), and the
    words of those keys that are a person's name, which is nobody's."""

    words: frozenset[str]
    whose: frozenset[str]
    aimed: frozenset[str]
    asked: frozenset[str]
    doers: frozenset[tuple[bool, str]]
    people: frozenset[str]


class _Named(NamedTuple):
    """A party or somebody named in a phrase: the words ``first`` to ``past`` of it."""

    who: str
    first: int
    past: int


def owners_in(keys: Iterable[Phrase], nearly: Iterable[Phrase], question: Phrase) -> Owners:
    """Read whose and for whom something is in all the texts of a question's keys, and who stands in its own text.

    ``nearly`` are texts that lack something: for whom they say it is holds too.
    """
    words: set[str] = set()
    whose: set[str] = set()
    aimed: set[str] = set()
    doers: set[tuple[bool, str]] = set()
    people: set[str] = set()
    for key in keys:
        doers |= doers_in(key)
        people |= _person(key)
        named = _named(key)
        words |= {form for word in key.content for form in (word.key, root(word.key))}
        for one in named:
            (aimed if _link(key.all, one.first) in _AIMED else whose).add(one.who)
    for text in nearly:
        aimed |= {one.who for one in _named(text) if _link(text.all, one.first) in _AIMED}
    asked = {one.who for one in _named(question)} | keys_of(question)
    return Owners(
        frozenset(words), frozenset(whose), frozenset(aimed), frozenset(asked), frozenset(doers), frozenset(people)
    )


def doers_in(phrase: Phrase) -> frozenset[tuple[bool, str]]:
    """Each word right behind a pronoun, with whether that is for a living being: ``it takes`` is (False, "take")."""
    return frozenset(
        (one.text in _LIVING, two.key)
        for one, two in pairwise(phrase.all)
        if two.role == "content" and one.text in _DOERS
    )


def anothers(typed: Phrase, known: Owners) -> Match | None:
    """The verdict on a response with all that a key has, where it gives that to another owner; else None."""
    found: Match | None = None
    named = _named(typed)
    mine = not known.whose.isdisjoint([one.who for one in named])
    for one in named:
        if one.who in known.whose or one.who in known.aimed:
            continue
        said = one.who in known.asked
        if _owns(typed.all, one, known.words):
            if known.whose and not mine:
                return ANOTHERS
            if not said and not _owns(typed.all, one, known.people):
                found = _ASIDE
        elif (
            known.aimed
            and not said
            and _link(typed.all, one.first) in _AIMED
            and _holds(_before(typed.all, one.first), known.words)
        ):
            return ANOTHERS
    return found


def _person(key: Phrase) -> frozenset[str]:
    """The words of a key that is nothing but a person's name, else none."""
    if not all(word.capital for word in key.all) or made_ready(key.raw).person is None:
        return _NOBODY
    words = keys_of(key)
    return _NOBODY if any(word.text in _BODIES for word in key.all) else words


def _owns(words: tuple[Word, ...], one: _Named, known: frozenset[str]) -> bool:
    """Whether what somebody owns, behind the name or before its ``of``, is what the keys name."""
    return _holds(_run(words[one.past :]), known) or (
        _link(words, one.first) in _OWNING and _holds(_before(words, one.first), known)
    )


def _holds(run: list[Word], known: frozenset[str]) -> bool:
    return any(word.key in known or root(word.key) in known for word in run)


def _run(words: Iterable[Word]) -> list[Word]:
    """The words of a text that stand together: up to the first that only holds others together."""
    run: list[Word] = []
    for word in words:
        if word.role in ("small", "break", "negator"):
            break
        run.append(word)
    return run


def _link(words: tuple[Word, ...], first: int) -> str:
    """The small word before a name, articles left out; "" where a word that tells something stands there."""
    at = first - 1
    while at >= 0 and words[at].text in _ARTICLES:
        at -= 1
    return words[at].text if at >= 0 and words[at].role == "small" else ""


def _before(words: tuple[Word, ...], first: int) -> list[Word]:
    """The word right before the link of a name; none where nothing or another small word stands there."""
    at = first - 1
    while at >= 0 and words[at].text in _ARTICLES:
        at -= 1
    return _run(words[at - 1 : at]) if at > 0 else []


def _named(phrase: Phrase) -> list[_Named]:
    """The parties in a phrase, and everybody in it who owns something: ``Ukrainian``, ``of the USA``, ``Trump's``."""
    words = phrase.all
    found: list[_Named] = []
    taken = -1
    pairs = [party_of(one.text + two.text) for one, two in pairwise(words)]
    owning = _possessives(phrase.raw)
    for at, word in enumerate(words):
        if at <= taken:
            continue
        if at < len(pairs) and pairs[at]:
            found.append(_Named(pairs[at], at, at + 2))
            taken = at + 1
        elif word.role != "content" or word.text in SMALL:
            continue
        elif party := party_of(word.text):
            found.append(_Named(party, at, at + 1))
        elif word.text in owning and (word.capital or is_known_family(word.text)):
            found.append(_Named(word.key, at, at + 1))
    return found


def _possessives(raw: str) -> frozenset[str]:
    if "s" not in raw or ("'" not in raw and raw.isascii()):
        return frozenset()
    return frozenset(word.casefold() for word in _POSSESSIVE.findall(raw))
