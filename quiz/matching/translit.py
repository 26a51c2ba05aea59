"""Slavic names in the spellings of several languages, folded to keys that can be compared.

A Cyrillic letter has a handful of Latin spellings, and a Latin letter means different sounds in different
papers: "ch" is ч in English, х in German and Polish, ш in French. So a word is read several times, once in each
tradition, and two words are the same name when some reading of one meets some reading of the other.

The letter values follow the published tables: Ukraine's of 2010 and its predecessors, BGN/PCGN, ISO 9, GOST 7.79,
ICAO Doc 9303, the scholarly table, Duden's, the French and the Polish press's. A key is written in small letters
for plain sounds and in capitals for C = ч, S = ш or щ, Z = ж; c is ц, x is х, g is both г and its Ukrainian h.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import OSA

# Russian, Ukrainian, Belarusian, Serbian and Macedonian letters. И, і and ы fall together, as do г and ґ.
_CYRILLIC: dict[str, str] = dict(
    zip("абвгґдежзийіїыклмнопрстуфхцчшщэўј", "abvggdeZziiiiiklmnoprstufxcCSSevi", strict=True)
) | {
    "є": "ie", "ё": "io", "ю": "iu", "я": "ia", "ь": "", "ъ": "", "ђ": "d", "љ": "l", "њ": "n", "ћ": "C", "џ": "dZ",
}  # fmt: skip

# Letters whose mark changes the sound; every other mark is dropped.
_MARKED: dict[str, str] = {
    "ž": "Z", "ż": "Z", "ź": "z", "š": "S", "ŝ": "S", "ş": "S", "č": "C", "ć": "C", "â": "ia", "û": "iu",
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "t", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i",
}  # fmt: skip

_BASE: dict[str, str] = {
    "y": "i", "j": "i", "w": "v", "ck": "k", "x": "ks", "qu": "kv", "q": "k", "ph": "f", "th": "t", "h": "g",
}  # fmt: skip
_ENGLISH = _BASE | {
    "shch": "S", "shh": "S", "sch": "S", "zh": "Z", "kh": "x", "tch": "C", "ch": "C", "sh": "S", "ts": "c",
    "tz": "c", "tc": "c", "c": "k", "gh": "g",
}  # fmt: skip
# Scholarly, ISO 9, GOST and Telegram spellings: c is ц, h and x may be х.
_SCHOLARLY = _ENGLISH | {"c": "c", "cz": "c", "ck": "ck", "x": "x", "h": "x", "sc": "S"}
_TELEGRAM = _SCHOLARLY | {"j": "Z"}
_GERMAN = _BASE | {
    "schtsch": "S", "ttsch": "tC", "tzsch": "C", "tsch": "C", "sch": "S", "sh": "S", "ch": "x",
    "ss": "s", "z": "c", "tz": "c", "ts": "c", "zz": "c", "kh": "x", "c": "k", "s": "s",
}  # fmt: skip
_FRENCH = _BASE | {
    "chtch": "S", "ttch": "tC", "tch": "C", "ch": "S", "j": "Z", "ou": "u", "gue": "ge", "gui": "gi", "guy": "gi",
    "kh": "x", "ts": "c", "ss": "s", "c": "k", "gh": "g", "sh": "S", "zh": "Z",
}  # fmt: skip
_POLISH = _BASE | {
    "szcz": "S", "sz": "S", "cz": "C", "rz": "Z", "ch": "x", "c": "c", "kh": "x", "sh": "S", "zh": "Z", "ó": "u",
}  # fmt: skip

_ITALIAN = _BASE | {
    "cia": "Ca", "cio": "Co", "ciu": "Cu", "ci": "Ci", "ce": "Ce", "sci": "S", "sce": "Se", "c": "k", "ch": "k",
    "kh": "x", "ts": "c", "zh": "Z", "sh": "S", "gh": "g",
}  # fmt: skip

# The sounds that a first letter may stand for, alone or with those after it, beside its own.
_FIRST = {
    "c": "CkcSx", "f": "v", "g": "x", "h": "gx", "i": "e", "j": "iZe", "k": "x", "o": "u", "p": "f", "q": "k",
    "r": "Z", "s": "SCZc", "t": "cC", "w": "v", "x": "kx", "y": "ie", "z": "Zcs",
}  # fmt: skip
_SHORTEST = 2
_VOICED = str.maketrans("zZ", "sS")


class Reading(NamedTuple):
    """The keys of one word: ``plain`` ones, and those of a German reading, where s is з or с and sch is ж or ш."""

    plain: frozenset[str]
    merged: frozenset[str]
    german: frozenset[str]


def _compiled(table: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(sorted(table, key=len, reverse=True)))


_PATTERNS = {id(t): _compiled(t) for t in (_ENGLISH, _SCHOLARLY, _TELEGRAM, _GERMAN, _FRENCH, _POLISH, _ITALIAN)}


def _apply(table: dict[str, str], word: str) -> str:
    return _PATTERNS[id(table)].sub(lambda m: table[m[0]], word)


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """The word in lower case with marks, apostrophes and soft signs dropped; Cyrillic and other scripts in ASCII.

    Two words with the same plain form are spelled alike; plain forms are what slips are counted on.
    """
    if word.isascii() and word.isalnum():
        return word.lower()
    lowered = unicodedata.normalize("NFKC", word).lower()
    return "".join(re.findall(r"[a-z0-9]+", anyascii(_strip_marks(lowered)).lower()))


def _strip_marks(word: str) -> str:
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFD", word)
    kept = "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f" and not "\ufe20" <= c <= "\ufe2f")
    return unicodedata.normalize("NFC", kept)


def _letters(word: str) -> str:
    """The word in lower-case Latin letters and sound capitals, with what no table needs taken out."""
    if word.isascii():
        return word.lower() if word.isalnum() else "".join([c for c in word.lower() if c.isalnum()])
    word = unicodedata.normalize("NFKC", word).lower()
    out: list[str] = []
    for c in unicodedata.normalize("NFC", word):
        if c in _CYRILLIC:
            out.append(_CYRILLIC[c])
        elif c in _MARKED:
            out.append(_MARKED[c])
        elif c == "ó":
            out.append(c)
        elif c.isalnum():
            ascii_form = anyascii(_strip_marks(c)).lower()
            out.append("".join(ch for ch in ascii_form if ch.isalnum()))
    return "".join(out)


_DOUBLED = re.compile(r"(.)\1+")
_HUSH_O = re.compile(r"(?:(?<=[SCZ])|i)o(?=(?:v|va)$)")
# Ukrainian i in a closed syllable where Russian has o: -ivskyi, -ivna.
_CLOSED_I = re.compile(r"(?<=..)iv(?=(?:sk[ia]|na)$)")
_LONG_FEMININE = re.compile(r"(?<=[a-zCSZ]{4})aia$")


def _folded(key: str) -> str:
    """Take out what the traditions disagree on: doubled letters, iotated e, -ov after a hushing sound, -aia for -a."""
    key = key.replace("ó", "o").replace("SC", "S").replace("Sc", "S")
    key = _undoubled(key).replace("ie", "e")
    if key.endswith(("ov", "ova")):
        key = _HUSH_O.sub("e", key)
    if key.endswith("aia"):
        key = _LONG_FEMININE.sub("a", key)
    if "iv" in key:
        key = _CLOSED_I.sub("ov", key)
    if key.endswith("of"):
        key = key[:-1] + "v"
    return _undoubled(key)


def _undoubled(key: str) -> str:
    return _DOUBLED.sub(_once, key) if _DOUBLED.search(key) else key


def _once(doubled: re.Match[str]) -> str:
    return doubled[1]


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The key of one word (no spaces) in the tradition of English papers, or of its Cyrillic."""
    letters = _letters(word)
    return _folded(letters if _is_cyrillic(word) else _apply(_ENGLISH, letters))


@lru_cache(maxsize=65536)
def reading(word: str) -> Reading:
    """Every key of one word (no spaces), in every tradition it may be written in."""
    first = sound(word)
    if _is_cyrillic(word):
        return Reading(frozenset({first}), frozenset({first.translate(_VOICED)}), frozenset())
    letters = _letters(word)
    tables = [_SCHOLARLY, _FRENCH]
    if "v" not in letters:
        tables.append(_POLISH)
    if "j" in letters:
        tables.append(_TELEGRAM)
    if "ci" in letters or "ce" in letters:
        tables.append(_ITALIAN)
    spelled = {_apply(table, letters) for table in tables}
    if letters.endswith("ine"):
        spelled.add(_apply(_FRENCH, letters[:-1]))
    keys = frozenset({first, *map(_folded, spelled)})
    german = frozenset[str]()
    if "v" not in letters:
        german = frozenset({_folded(_apply(_GERMAN, letters)).translate(_VOICED)})
    return Reading(keys, frozenset(k.translate(_VOICED) for k in keys), german)


@lru_cache(maxsize=65536)
def _first_sounds(word: str) -> frozenset[str]:
    """What the key of a word may begin with in any tradition: most words are told apart by that alone."""
    first = (sound(word) if _is_cyrillic(word) else _letters(word))[:1]
    return frozenset(first.translate(_VOICED) + _FIRST.get(first, first).translate(_VOICED))


def _is_cyrillic(word: str) -> bool:
    return not word.isascii() and any("\u0400" <= c <= "\u04ff" for c in word)


@lru_cache(maxsize=65536)
def same_sound(a: str, b: str) -> bool:
    """Whether two words are spellings of one name; symmetric. Words under two letters must be equal."""
    together = plain(a) + plain(b)
    if plain(a) == plain(b):
        return True
    # No folding touches a digit: it would take "2002" for "2022".
    if not together.isalpha() and any(c.isdigit() for c in together):
        return False
    if _first_sounds(a).isdisjoint(_first_sounds(b)):
        return False
    one, two = sound(a), sound(b)
    if min(len(one), len(two)) < _SHORTEST:
        return False
    if one == two:
        return True
    # Traditions change a few letters of a word, never most of them.
    most = max(4, max(len(one), len(two)) * 2 // 3)
    if OSA.distance(one, two, score_cutoff=most) > most:
        return False
    first, second = reading(a), reading(b)
    return bool(first.plain & second.plain or first.german & second.merged or first.merged & second.german)
