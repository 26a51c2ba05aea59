"""Shorter texts that an author's way of writing a key allows, each of which says the same.

``the Kremlin (Moscow)``, ``a truce or a ceasefire``, ``Dnipro, Ukraine``; a name with who it is beside it (``his wife
Anna``, ``the mayor, Vitaly Orlenko``); a general noun that only introduces what it is of (``the city of Dnipro``).
"""

import re

from quiz.matching import name_words, phrase_lists
from quiz.matching.phrase_words import read
from quiz.matching.spelling import base

_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_OR = re.compile(r"\s+or\s+|\s+/\s*|\s*/\s+", re.IGNORECASE)
_METRES = re.compile(r"(?<=\d)[ -]?m(?= |$)")
_LIGHT = re.compile(
    rf"(?:(?:in|on|at|from|by) )?(?:the |an? )?(?:{'|'.join(phrase_lists.LIGHT.split())}) of (?=\S)", re.IGNORECASE
)
_PLACES = "|".join(phrase_lists.PLACED.split())
_PLACED = re.compile(rf"(?:(?:in|on|at|from|near) )?(?:the |an? )(?:[a-z]+ )?(?:{_PLACES}) of (?=[^\W\d_a-z])")
_BESIDE = re.compile(r", (?:(?:the|an?|his|her|their|its|former) |[A-Z]\w+ of )[^,]*(?=,)")
_DESCRIBED = re.compile(r"\b(?:the|an?|his|her|their|its) ((?:[^\W\d_]+ )*[^\W\d_]+), (?=[^\W\d_a-z])")
_YEARED = re.compile(r"([^\d,]+), (?:in )?(?:1\d|20)\d\d")
# "Tests carried out in the desert" are tests; "test series" are tests too.
_CLAUSE = re.compile(
    r",? (?:(?:which|that) (?:is|are|was|were) )?(?:carried out|conducted|held|staged|performed|located|situated|found)"
    r" (?:in|at|on|near|under|during|between|along) .+"
)
_SERIES = re.compile(r"(.*\b[a-z]{3,}[^\W\d_s]) series")
_ADDS = frozenset(("mainly", "mostly", "chiefly", "especially", "particularly", "including", "namely", "usually"))
_PERSONAL = ("ist", "ian", "man", "woman", "men", "women", "person")
_IN_NAMES = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*|and|&|de|van|von|der|al|bin|la)\Z")
KIN = frozenset(map(base, name_words.KIN))
ROLES = KIN | frozenset(map(base, name_words.TITLES - name_words.NO_ROLES))


def implied(answer: str) -> list[str]:
    """The key itself first, then each text it allows; some may come twice."""
    texts = [answer]
    if "(" in answer or "[" in answer:
        texts.append(_BRACKETS.sub(" ", answer))
        texts.append(answer.translate({ord(bracket): " " for bracket in "()[]"}))
    whole = texts[:2]
    for text in whole:
        texts += _alternatives(text)
        texts += _without_tail(text)
        texts += [f"{several.group(1)}s" for several in [_SERIES.fullmatch(text)] if several]
        texts += _named(text)
        texts += [text[hit.end() :] for light in (_LIGHT, _PLACED) if (hit := light.match(text))]
    return texts + [in_metres(text) for text in texts if _METRES.search(text)]


def without_clause(text: str) -> str:
    """What a key names without the clause behind it that only says where or when that was; "" where there is none."""
    clause = _CLAUSE.search(text)
    return text[: clause.start()] if clause else ""


def in_metres(text: str) -> str:
    """The text with ``400m`` read as metres, which elsewhere are millions."""
    return _METRES.sub(" metres", text)


def _alternatives(text: str) -> list[str]:
    parts = _OR.split(text)
    if not 1 < len(parts) <= 4 or len(text) > 200 or text.lower().startswith("either"):
        return []
    # "two or three" is a range, and neither end of it.
    return [] if any(all(word.role == "number" for word in read(part).content) for part in parts) else parts


def _without_tail(text: str) -> list[str]:
    """What stands before a comma where the rest only places, explains or dates it: ``Dnipro, Ukraine``."""
    if dated := _YEARED.fullmatch(text):
        return [dated.group(1)] if dated.group(1)[-1:].isalpha() and any(map(str.isupper, dated.group(1))) else []
    head, comma, tail = text.partition(", ")
    if not comma or any(letter.isdigit() for letter in head):
        return []
    first = tail.split(" ", 1)[0]
    if first in ("who", "which", "where", "as"):
        return [head]
    explains = first in ("the", "a", "an", "in") or first in _ADDS
    places = head[:1].isupper() and first[:1].isupper() and " and " not in tail
    return [head] if "," not in tail and (explains or places) else []


def _named(text: str) -> list[str]:
    """The name alone, where a key says beside it who that is."""
    bare = _DESCRIBED.sub(lambda hit: "" if _is_role(hit.group(1).split(" ")[-1]) else hit.group(), text)
    found = [bare] if bare != text else []
    if text.count(",") > 1 and (apart := _BESIDE.sub("", text)) != text:
        apart = apart.replace(", and ", " and ")
        found.append(_DESCRIBED.sub(lambda hit: "" if _is_role(hit.group(1).split(" ")[-1]) else hit.group(), apart))
    words = text.split(" ")
    start = len(words)
    while start and _IN_NAMES.match(words[start - 1]):
        start -= 1
    if 0 < start < len(words) and words[start][0].isupper() and words[start - 1].islower():
        before = words[:start]
        if _is_role(before[-1]) and not any(word in ("of", "for", "and", "not", "by", "to") for word in before):
            found.append(" ".join(words[start:]))
            if before[0] in ("his", "her", "their", "the") and len(before) > 1:
                found.append(" ".join(before))
    return found


def _is_role(word: str) -> bool:
    word = word.lower()
    return base(word) in ROLES or (len(word) > 5 and word.endswith(_PERSONAL))
