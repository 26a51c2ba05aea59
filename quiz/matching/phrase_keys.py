"""What an author's key may stand for: ``the Kremlin (Moscow)``, ``a truce or a ceasefire``, ``Dnipro, Ukraine``."""

from collections.abc import Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from quiz.matching.key_values import values_of
from quiz.matching.match import Match
from quiz.matching.phrase_acronym import acronyms_of, letters_of
from quiz.matching.phrase_essential import asks_thing
from quiz.matching.phrase_implied import implied, without_clause
from quiz.matching.phrase_letters import Letters, letters_in
from quiz.matching.phrase_reach import Place, Reach
from quiz.matching.phrase_whose import Owners, owners_in
from quiz.matching.phrase_words import MONTHS, Phrase, keys_of, read, telling

_MOST_NAMES = 5
# What goes on for longer than this is no key to a short question; only the very same text answers it.
_LONGEST = 1_000
_IN_NAMES = frozenset(("the", "of", "de", "van", "von", "der", "al", "el", "bin", "la", "s"))


# Each response with what the author says of it.
_Said = tuple[tuple[str, str], ...]


class Question(NamedTuple):
    """What grading reads in a question: its text, the compared forms of its words, and what it denies."""

    text: str
    keys: frozenset[str]
    denied: frozenset[str]


NO_QUESTION = Question("", frozenset(), frozenset())


class Key(NamedTuple):
    """One key, read: the whole of it first, then what else the author's way of writing it allows.

    ``names`` are those of its phrases that are nothing but a name, ``acronyms`` what the first letters of its phrases
    make, and ``letters`` are those of its phrases that may be such letters themselves.
    """

    raw: str
    plain: str
    phrases: tuple[Phrase, ...]
    names: tuple[Phrase, ...]
    acronyms: frozenset[str]
    letters: tuple[Phrase, ...]


class Told(NamedTuple):
    """A response that an author foresees, how many of its words tell something, its place in ``Keys.reach``, and the
    verdict on it."""

    phrase: Phrase
    telling: int
    place: Place
    verdict: Match


class Bits(NamedTuple):
    """The bits of all words of the keys, and of all foreseen responses; ``whole``: of some phrase that has none.

    ``open`` says of each key whether other words than its own may meet it: a value, a name, letters that stand for it.
    """

    keys: int
    told: int
    whole: bool
    open: tuple[bool, ...]


class Keys(NamedTuple):
    """All keys of a question and what its author says of other responses; ``texts`` are the keys as the author wrote
    them, ``plains`` the plain forms of these and of what they imply, but for what the author says something else of.

    ``reach`` tells which of the keys' phrases and of the foreseen responses a response may be; ``places`` holds for
    each key those of its phrases. ``owners`` are those whose the keys' things are.
    """

    question: Question
    texts: tuple[str, ...]
    letters: Letters
    all: tuple[Key, ...]
    told: tuple[Told, ...]
    plains: frozenset[str]
    reach: Reach
    places: tuple[tuple[Place, ...], ...]
    bits: Bits
    owners: Owners


@lru_cache(maxsize=2048)
def question_of(prompt: str) -> Question:
    """Read a question's text."""
    phrase = read(prompt[:_LONGEST])
    return Question(prompt, keys_of(phrase), phrase.denied)


@lru_cache(maxsize=8192)
def key_of(answer: str) -> Key:
    """Read an author's key and the shorter forms it implies."""
    if len(answer) > _LONGEST:
        return Key(answer, "", (), (), frozenset(), ())
    seen = dict.fromkeys(text for text in (text.strip() for text in implied(answer)) if text)
    phrases = {phrase.plain: phrase for phrase in map(read, seen) if phrase.all}
    names = tuple(phrase for phrase in phrases.values() if _is_name(phrase))
    return Key(
        answer,
        read(answer).plain,
        tuple(phrases.values()),
        names,
        frozenset().union(*map(acronyms_of, phrases.values())),
        tuple(phrase for phrase in phrases.values() if letters_of(phrase)),
    )


@lru_cache(maxsize=4096)
def keys_for(answer: str, accept: tuple[str, ...], near: _Said, reject: _Said, prompt: str) -> Keys:
    """Read all of a question's keys, the main one first, and the responses for which its author has a verdict."""
    texts = (answer, *accept)
    if asks_thing(prompt):
        texts += tuple(bare for text in texts if (bare := without_clause(text)))
    keys = tuple(map(key_of, texts))
    question = question_of(prompt)
    reach = Reach(question.keys)
    places = tuple(tuple(reach.add(phrase, question.keys) for phrase in key.phrases) for key in keys)
    told: list[Told] = []
    nearly = [read(text) for text, _ in near]
    for verdict, said in (("wrong", reject), ("near", near)):
        for text, note in said:
            phrase = read(text)
            match = Match("wrong", "rejected", note) if verdict == "wrong" else Match("near", "nearly", note)
            told.append(Told(phrase, telling(phrase), reach.add(phrase, NO_QUESTION.keys), match))
    written = (answer, *accept)
    other = {each.phrase.plain for each in told} - {key.plain for key in keys[: len(written)]}
    return Keys(
        question,
        written,
        letters_in([phrase.raw for key in keys for phrase in key.phrases]),
        keys,
        tuple(told),
        frozenset(phrase.plain for key in keys for phrase in key.phrases) - other,
        reach,
        places,
        _bits_of(keys, places, told),
        owners_in([phrase for key in keys for phrase in key.phrases], nearly, read(prompt[:_LONGEST])),
    )


def _bits_of(keys: Sequence[Key], places: Sequence[Sequence[Place]], told: Sequence[Told]) -> Bits:
    all_places = [place for some in places for place in some]
    return Bits(
        reduce(or_, [place.words for place in all_places], 0),
        reduce(or_, [each.place.words for each in told], 0),
        not all(place.size for place in (*all_places, *(each.place for each in told))),
        tuple(bool(key.names or key.letters) or values_of(key.raw) != (None, None) for key in keys),
    )


def _is_name(phrase: Phrase) -> bool:
    words = [word for word in phrase.all if word.text not in _IN_NAMES]
    # "A+" and "C#" are no names, whose signs say nothing.
    return 0 < len(words) <= _MOST_NAMES and all(
        word.capital and word.key not in MONTHS and word.text[-1] not in "+#-" for word in words
    )
