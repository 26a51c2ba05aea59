"""Letters that stand for a name or term: ``OSCE``, ``PoWs``, ``WMD``; only where the letters are all of the answer."""

import re

from quiz.matching.phrase_words import Phrase

_LETTERS = re.compile(r"[^\W\d_]{2,7}")
_CAPITALS = re.compile(r"[A-Z].*[A-Z]")
_PARTS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SMALL = frozenset(("a", "an", "the", "of", "and", "for", "in", "on", "to", "by", "or", "with", "at"))
_ARTICLES = frozenset(("a", "an", "the"))


def is_acronym(one: Phrase, other: Phrase) -> bool:
    """Whether one of two phrases is the other's first letters, with or without those of its small words.

    Two letters stand only for a name that is all in capitals; more may be typed small.
    """
    short, long = (one, other) if len(one.all) <= len(other.all) else (other, one)
    words = [word for word in short.all if word.text not in _ARTICLES]
    if len(words) != 1 or len(long.all) < 2 or not _LETTERS.fullmatch(words[0].text):
        return False
    letters = words[0].text
    parts = _PARTS.findall(long.raw)
    telling = [part for part in parts if part.casefold() not in _SMALL]
    if len(telling) < 2 or len(parts) > 9:
        return False
    if len(letters) == 2 and not (_CAPITALS.search(short.raw) and all(part[0].isupper() for part in telling)):
        return False
    whole = [part for part in parts if part.casefold() not in _ARTICLES or part is not parts[0]]
    # "Co-operation" is one word there, "long-range" two.
    spaced = [part for part in re.split(r"\s+", long.raw) if part[:1].isalpha() and part.casefold() not in _SMALL]
    made = {"".join(part[0] for part in some).casefold() for some in (telling, whole, spaced)}
    return letters in made or (letters[-1] == "s" and letters[:-1] in made)
