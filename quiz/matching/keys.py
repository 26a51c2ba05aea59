"""What an author's key may stand for: ``the Kremlin (Moscow)``, ``a truce or a ceasefire``, ``Dnipro, Ukraine``."""

import re
from functools import lru_cache
from typing import NamedTuple

from quiz.matching.words import Phrase, read

_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_INSIDE = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]")
_OR = re.compile(r"\s+or\s+|\s*/\s*(?=\D)", re.IGNORECASE)


class Key(NamedTuple):
    """One key, read: the whole of it first, then what else the author's writing of it allows."""

    phrases: tuple[Phrase, ...]


@lru_cache(maxsize=8192)
def key_of(answer: str) -> Key:
    """Read an author's key and the shorter forms it implies."""
    texts = [answer]
    if "(" in answer or "[" in answer:
        texts.append(_BRACKETS.sub(" ", answer))
        texts.append(answer.replace("(", "").replace(")", ""))
    texts += [part for text in texts[:2] for part in _alternatives(text)]
    texts += [text.partition(",")[0] for text in texts[:2] if _has_tail(text)]
    seen = dict.fromkeys(text for text in (t.strip() for t in texts) if text)
    phrases = {phrase.plain: phrase for phrase in map(read, seen) if phrase.all}
    return Key(tuple(phrases.values()))


def _alternatives(text: str) -> list[str]:
    parts = _OR.split(text)
    return parts if 1 < len(parts) <= 4 and len(text) < 200 and not text.lower().startswith("either") else []


def _has_tail(text: str) -> bool:
    """Whether what follows the comma only places or explains what stands before it: ``Dnipro, Ukraine``."""
    head, comma, tail = text.partition(", ")
    if not comma or "," in tail or any(letter.isdigit() for letter in head):
        return False
    first = tail.split(" ", 1)[0]
    explains = first in ("who", "which", "where", "the", "a", "an", "in")
    places = head[:1].isupper() and first[:1].isupper() and " and " not in tail
    return explains or places
