"""Letters that stand for a name or term: ``OSCE``, ``PoWs``, ``WMD``; only where the letters are all of the answer."""

import re

from quiz.matching.phrase_words import Phrase

_LETTERS = re.compile(r"[^\W\d_]{2,7}")
_CAPITALS = re.compile(r"[A-Z].*[A-Z]")
_PARTS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MOST_WORDS = 9
_SMALL = frozenset(("a", "an", "the", "of", "and", "for", "in", "on", "to", "by", "or", "with", "at"))
_ARTICLES = frozenset(("a", "an", "the"))


def letters_of(phrase: Phrase) -> str:
    """The one word of a phrase where it may be letters that stand for others, else ""."""
    words = [word.text for word in phrase.all if word.text not in _ARTICLES]
    return words[0] if len(words) == 1 and _LETTERS.fullmatch(words[0]) else ""


def acronyms_of(phrase: Phrase) -> frozenset[str]:
    """The first letters of a phrase's words, with and without those of its small words; two only of a name's."""
    if not 1 < len(phrase.all) <= _MOST_WORDS:
        return frozenset()
    parts = _PARTS.findall(phrase.raw)
    telling = [part for part in parts if part.casefold() not in _SMALL]
    if len(telling) < 2:
        return frozenset()
    whole = parts[1:] if parts[0].casefold() in _ARTICLES else parts
    # "Co-operation" is one word there, "long-range" two.
    spaced = [part for part in phrase.raw.split() if part[0].isalpha() and part.casefold() not in _SMALL]
    made = {"".join([part[0] for part in some]).casefold() for some in (telling, whole, spaced)}
    named = all(part[0].isupper() for part in telling)
    return frozenset(letters for letters in made if len(letters) > 2 or (named and len(letters) > 1))


def is_acronym(short: Phrase, made: frozenset[str]) -> bool:
    """Whether the one word of a phrase is among the letters ``acronyms_of`` makes; two letters only in capitals."""
    if " " in short.plain:
        return False
    letters = letters_of(short)
    if not letters or (len(letters) == 2 and not _CAPITALS.search(short.raw)):
        return False
    return letters in made or (letters[-1] == "s" and letters[:-1] in made)
