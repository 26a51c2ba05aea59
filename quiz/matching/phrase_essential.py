"""Which words of a key an answer may leave out: what the key still says without them.

Essential are numbers, negations, the head of the phrase, what alters or contrasts (``former``, ``partial``, ``first``),
what says whose or which where the head is a general word (``weapons``, ``talks``), and the object of what is done.
Not essential are plain description of a thing that is known by its own name (``angular rotation``), where it lies, and
a general head where only the kind was asked for.
"""

import re

from quiz.matching import phrase_lists
from quiz.matching.phrase_words import Phrase, Word
from quiz.matching.spelling import base

ALTERING = frozenset(map(base, phrase_lists.ALTERING.split())) | frozenset(phrase_lists.ALTERING.split())
COMMON = frozenset(map(base, phrase_lists.COMMON.split()))
_CONTRAST = frozenset(map(base, phrase_lists.CONTRAST.split()))
_GENERAL = frozenset(map(base, phrase_lists.GENERAL.split()))
_LINKS = frozenset(("of", "in", "from", "for", "at", "on", "to", "with"))
_DETAILS = frozenset(("in", "at", "near", "under", "during", "around", "with", "from", "inside", "behind", "along"))
_OWNING = frozenset(("a", "an", "the", "his", "her", "its", "their", "our", "my", "your"))
_DEGREE = frozenset(map(base, phrase_lists.DEGREE.split()))
_ASKS_THING = re.compile(r"\b(?:what|which|who|whom)\b", re.IGNORECASE)
_ASKS_ELSE = re.compile(
    r"\b(?:where|when|how|why|from what|from which|from whom|from who|happen\w*|occur\w*|d(?:o|id|oes|one) what|"
    r"to do|doing|be done|is done|was done)\b|\b(?:from|in|at|to|with)\?*$",
    re.IGNORECASE,
)
_PLACING = frozenset(("in", "at", "near", "on"))
# Adjectives that describe; those in -al, -ic and -ary rather say which kind.
_DESCRIBES = ("ed", "ous", "ful", "able", "ible", "ish", "y")
_SAYS_WHICH = ("al", "ic", "ary", "ive", "ent", "ant")
_WHAT_KIND = re.compile(r"\b(?:what|which) (?:kind|type|sort|form|breed|category)\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
_WHERE_FROM = re.compile(r"\bwhere\b.*\b(?:from|originat)", re.IGNORECASE)


def asks_thing(question: str) -> bool:
    """Whether a question asks what or who, and not where, when, how or what was done."""
    return _ASKS_THING.search(question) is not None and _ASKS_ELSE.search(question) is None


def head_of(key: Phrase) -> list[Word]:
    """The content words before the first link: ``the minister`` of ``the minister of finance``."""
    head: list[Word] = []
    for word in key.all:
        if head and word.text in _LINKS:
            break
        if word.role in ("content", "number", "soft"):
            head.append(word)
    return head


def is_altering(word: Word) -> bool:
    """Whether a word changes what the words beside it stand for."""
    return word.role == "number" or word.key in ALTERING or word.key in _CONTRAST


def may_be_missing(missing: list[Word], key: Phrase, question: str) -> bool:
    """Whether an answer without these words of the key still says what was asked for."""
    if key.negators or any(word.text in ("and", "or") or word.role == "break" for word in key.all):
        return False
    if _HOW_MANY.search(question) and _gives_count(missing, key):
        return True
    if not any(word.role == "number" for word in missing) and _only_details(missing, key, question):
        return True
    if any(is_altering(word) for word in missing):
        return False
    if all(word.key in _DEGREE for word in missing):
        return True
    head = head_of(key)
    gone = {word.key for word in missing}
    if not any(word.key in gone for word in head):
        return _only_places(gone, key) and head[-1].key not in _GENERAL
    if any(word.key in gone for word in key.content[len(head) :]):
        return False
    if gone == {head[-1].key} and len(head) > 1:
        return _names_kind(head, question)
    return head[-1].key not in gone and _described(missing, head, key)


def counts_else(missing: list[Word], key: Phrase, question: str) -> bool:
    """Whether a question for a count is answered by another number than the first: four (two four-year terms)."""
    numbers = [word for word in key.content if word.role == "number"]
    if len(numbers) < 2 or not _HOW_MANY.search(question):
        return False
    return numbers[0] in missing and any(word not in missing for word in numbers)


def _gives_count(missing: list[Word], key: Phrase) -> bool:
    """Whether the first number is there, and only what it counts in detail is not: two (four-year terms)."""
    first = next((word for word in key.content if word.role == "number"), None)
    if first is None or key.content[0] is not first or any(word.text in ("to", "than") for word in key.all):
        return False
    return first not in missing and not any(word.key in ALTERING for word in missing)


def _only_places(gone: set[str], key: Phrase) -> bool:
    """Whether the missing words only place the head: ``in Augusta, Georgia``."""
    link = ""
    for word in key.all:
        if word.text in _LINKS or word.text in _PLACING:
            link = word.text
        elif word.key in gone and not (link in _PLACING and word.capital):
            return False
    return True


def _only_details(missing: list[Word], key: Phrase, question: str) -> bool:
    """Whether the thing that was asked for is there, and all that stands after it with a link is not: a house (with
    a garden)."""
    if key.all[0].text not in _OWNING or not asks_thing(question):
        return False
    link = next((at for at, word in enumerate(key.all) if at > 1 and word.text in _DETAILS), 0)
    head = [word for word in key.all[:link] if word.role == "content"]
    tail = [word for word in key.all[link:] if word.role in ("content", "number")]
    if not head or tail != missing or any(word.text in _LINKS for word in key.all[:link]):
        return False
    return head[-1].key not in _GENERAL or len(head) > 1


def _names_kind(head: list[Word], question: str) -> bool:
    """Whether the answer to a question for a kind leaves out the general word: ``electromagnetic (waves)``."""
    if head[-1].key not in _GENERAL or head[-2].key in COMMON | _CONTRAST:
        return False
    return bool(_WHAT_KIND.search(question) or (head[-2].capital and _WHERE_FROM.search(question)))


def _described(missing: list[Word], head: list[Word], key: Phrase) -> bool:
    """Whether the missing words only describe a head that is known without them."""
    if any(word.capital for word in missing) or head[-1].role != "content":
        return False
    kept = len(head) - len(missing)
    # Without an article or hyphen the first word may be a verb, and the head its object.
    noun = key.all[0].text in ("a", "an", "the")
    plain = all(word.text.endswith(_DESCRIBES) for word in missing)
    if head[-1].key in _GENERAL:
        return noun and plain and kept > 1
    joined = all(f"{word.text}-" in key.raw.casefold() or f"-{word.text}" in key.raw.casefold() for word in missing)
    return joined or (noun and plain) or all(word.text.endswith(_SAYS_WHICH) for word in missing)
