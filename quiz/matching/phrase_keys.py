"""What an author's key may stand for: ``the Kremlin (Moscow)``, ``a truce or a ceasefire``, ``Dnipro, Ukraine``."""

import re
from functools import lru_cache
from typing import NamedTuple

from quiz.matching.phrase_words import MONTHS, Phrase, denied_in, keys_of, read

_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_OR = re.compile(r"\s+or\s+|\s+/\s*|\s*/\s+", re.IGNORECASE)
_MOST_NAMES = 5
# What goes on for longer than this is no key to a short question; only the very same text answers it.
_LONGEST = 1_000
_IN_NAMES = frozenset(("the", "of", "de", "van", "von", "der", "al", "el", "bin", "la", "s"))


class Question(NamedTuple):
    """What grading reads in a question: its text, the compared forms of its words, and what it denies."""

    text: str
    keys: frozenset[str]
    denied: frozenset[str]


NO_QUESTION = Question("", frozenset(), frozenset())


class Key(NamedTuple):
    """One key, read: the whole of it first, then what else the author's way of writing it allows."""

    raw: str
    plain: str
    phrases: tuple[Phrase, ...]
    is_name: bool


@lru_cache(maxsize=2048)
def question_of(prompt: str) -> Question:
    """Read a question's text."""
    phrase = read(prompt[:_LONGEST])
    return Question(prompt, keys_of(phrase), denied_in(phrase))


@lru_cache(maxsize=8192)
def key_of(answer: str) -> Key:
    """Read an author's key and the shorter forms it implies."""
    if len(answer) > _LONGEST:
        return Key(answer, "", (), is_name=False)
    texts = [answer]
    if "(" in answer or "[" in answer:
        texts.append(_BRACKETS.sub(" ", answer))
        texts.append(answer.translate({ord(bracket): " " for bracket in "()[]"}))
    texts += [part for text in texts[:2] for part in _alternatives(text)]
    texts += [text.partition(",")[0] for text in texts[:2] if _has_tail(text)]
    seen = dict.fromkeys(text for text in (text.strip() for text in texts) if text)
    phrases = {phrase.plain: phrase for phrase in map(read, seen) if phrase.all}
    whole = read(answer)
    return Key(answer, whole.plain, tuple(phrases.values()), _is_name(whole))


def _is_name(phrase: Phrase) -> bool:
    words = [word for word in phrase.all if word.text not in _IN_NAMES]
    return 0 < len(words) <= _MOST_NAMES and all(word.capital and word.key not in MONTHS for word in words)


def _alternatives(text: str) -> list[str]:
    parts = _OR.split(text)
    if not 1 < len(parts) <= 4 or len(text) > 200 or text.lower().startswith("either"):
        return []
    # "two or three" is a range, and neither end of it.
    return [] if any(all(word.role == "number" for word in read(part).content) for part in parts) else parts


def _has_tail(text: str) -> bool:
    """Whether what follows the comma only places or explains what stands before it: ``Dnipro, Ukraine``."""
    head, comma, tail = text.partition(", ")
    if not comma or any(letter.isdigit() for letter in head):
        return False
    first = tail.split(" ", 1)[0]
    if first in ("who", "which", "where", "as"):
        return True
    explains = first in ("the", "a", "an", "in")
    places = head[:1].isupper() and first[:1].isupper() and " and " not in tail
    return "," not in tail and (explains or places)
