"""Names taken apart: words, titles, given and family names; and how two words of names compare."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from quiz.matching import known_names
from quiz.matching import name_words as tables
from quiz.matching.name_slips import slip
from quiz.matching.translit import plain, same_sound, sound

# How alike two words are, the better the higher.
DIFFERENT, UNSURE, SLIP, SOUND, SAME = range(5)

_LETTERS = r"[^\W\d_]"
_WORD = re.compile(rf"(?:{_LETTERS}+(?:['’ʼʹ`´‘]{_LETTERS}+)*['’ʼʹ`´‘]?|\d+\w*)\.?")
_INVISIBLE = re.compile("[\u00ad\u0360-\u0362\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe20-\ufe2f\ufeff]")
_POSSESSIVE = re.compile(r"['’ʼ`´‘]s$", re.IGNORECASE)
# A response of more characters is no name.
LONGEST = 300
_SHORT_DOTTED = 3
_LONG_ENOUGH = 4
_NO_INITIALS = frozenset({"us", "uk", "un", "eu", "vp", *tables.SUFFIXES})


class Word(NamedTuple):
    """One word of a name or response: as written, in plain form, what stood before it, whether it is an
    initial, and whether it is a possessive."""

    raw: str
    plain: str
    gap: str
    initial: bool
    owning: bool = False


class Person(NamedTuple):
    """A personal name's parts, in their order; all but ``suffix`` may be several words."""

    given: tuple[Word, ...]
    family: tuple[Word, ...]
    suffix: str = ""


def clean(text: str) -> str:
    """The text in Unicode's composed compatibility form, without invisible characters, spaces collapsed."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))).split())


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a cleaned text; "JD" beside a name in mixed case counts as the initials J and D."""
    # Names come again and again, articles do not.
    return _name_words(text) if len(text) <= LONGEST else _words(text)


def _words(text: str) -> tuple[Word, ...]:
    found: list[Word] = []
    shouting = text.isupper()
    end = 0
    for hit in _WORD.finditer(text):
        gap, end = text[end : hit.start()], hit.end()
        piece = _piece(hit[0])
        bare = piece.bare
        if not piece.form:
            continue
        if piece.pair and not shouting and len(text) > 2 and " " in text:
            found.append(Word(bare[0], bare[0].lower(), gap, True))
            found.append(Word(bare[1], bare[1].lower(), "", True))
        else:
            found.append(Word(bare, piece.form, gap, piece.initial, piece.owning))
    return tuple(found)


_name_words = lru_cache(maxsize=16384)(_words)


class _Piece(NamedTuple):
    """What a piece of text is wherever it stands; ``pair``: two capitals, which may be initials."""

    bare: str
    form: str
    initial: bool
    owning: bool
    pair: bool


@lru_cache(maxsize=65_536)
def _piece(raw: str) -> _Piece:
    bare = raw.rstrip(".")
    possessive = _POSSESSIVE.search(bare) if bare[-1:] in "sS" else None
    if possessive:
        bare = bare[: possessive.start()]
    pair = len(bare) == 2 and bare.isupper() and bare.isascii() and bare.isalpha() and bare.lower() not in _NO_INITIALS
    return _Piece(bare, plain(bare), _is_initial(bare, raw), bool(possessive), pair)


def _is_initial(bare: str, raw: str) -> bool:
    # Romanised Cyrillic initials run to three letters: "Yu.", "Zh.", "Kh."
    return len(bare) == 1 or (
        raw.endswith(".")
        and len(bare) <= _SHORT_DOTTED
        and bare.istitle()
        and bare.lower() in ("yu", "ya", "zh", "kh", "ch", "sh", "ts", "ye")
    )


def squash(words: Iterable[Word]) -> str:
    return "".join([w.plain for w in words])


@lru_cache(maxsize=65536)
def alike(a: str, b: str) -> int:
    """How alike two words are: SAME letters, the same SOUND in another spelling, one SLIP away, perhaps one slip
    away but UNSURE, or DIFFERENT. ``a`` is what was typed, ``b`` the key."""
    pa, pb = plain(a), plain(b)
    if pa == pb:
        return SAME if pa else DIFFERENT
    if not pa or not pb:
        return DIFFERENT
    if same_sound(a, b) and (min(len(pa), len(pb)) >= _LONG_ENOUGH or pa[0] == pb[0]):
        return SOUND
    return {"": DIFFERENT, "sure": SLIP, "unsure": UNSURE}[slip(a, b)]


def _groups() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(known_names.GIVEN_NAMES.strip().splitlines()):
        for name in line.split():
            groups.setdefault(name, set()).add(number)
            groups.setdefault(sound(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


_GIVEN = _groups()
_NO_GROUPS: frozenset[int] = frozenset()


@lru_cache(maxsize=65536)
def given_groups(word: str) -> frozenset[int]:
    """The families of given names a word belongs to; empty for what is no known given name."""
    return _GIVEN.get(plain(word)) or _GIVEN.get(sound(word)) or _NO_GROUPS


def given_alike(a: Word, b: Word) -> int:
    """How alike two given names or initials are; short and foreign forms of one name count as SOUND."""
    if a.initial or b.initial:
        same = a.plain[:1] == b.plain[:1] or sound(a.raw)[:1] == sound(b.raw)[:1]
        return SOUND if same else DIFFERENT
    one, two = given_groups(a.raw), given_groups(b.raw)
    if one and two:
        if a.plain == b.plain:
            return SAME
        return SOUND if one & two else DIFFERENT
    ka, kb = sound(a.raw), sound(b.raw)
    # Oleksandra is not Oleksandr.
    if ka + "a" == kb or kb + "a" == ka:
        return DIFFERENT
    level = alike(a.raw, b.raw)
    if level != DIFFERENT or one or len(b.plain) != _LONG_ENOUGH:
        return level
    # Beside a family name that fits, four letters are enough to tell a slip: "Kier" for Keir.
    return SLIP if a.plain[0] == b.plain[0] and OSA.distance(a.plain, b.plain) == 1 else DIFFERENT


def without_titles(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words without the titles, roles and demonyms before the name; at least the last word stays."""
    start = 0
    while start < len(words) - 1 and words[start].plain in BEFORE_NAMES:
        if words[start].initial:
            break
        start += 1
    return words[start:]


DEMONYM_WORDS = frozenset(
    word for line in known_names.DEMONYMS.strip().splitlines() for part in line.split(";")[1:] for word in part.split()
)


# "Ukraine's President Zelensky": countries and their adjectives stand before names as titles do.
BEFORE_NAMES = (
    tables.TITLES
    | DEMONYM_WORDS
    | {"in"}
    | frozenset(
        line.split(";")[0] for line in known_names.DEMONYMS.strip().splitlines() if " " not in line.split(";")[0]
    )
)


def person(words: tuple[Word, ...]) -> Person:
    """The parts of a personal name as an article or a list writes it; ``words`` must not be empty."""
    words = without_titles(words)
    suffix = ""
    if len(words) > 1 and words[-1].plain in tables.SUFFIXES:
        suffix, words = tables.SUFFIXES[words[-1].plain], words[:-1]
    if len(words) < 2:
        return Person((), words, suffix)
    comma = next((i for i, w in enumerate(words) if i and "," in w.gap), 0)
    if comma:
        return Person(words[comma:], words[:comma], suffix)
    if _shouted(words[0]) and not any(_shouted(w) for w in words[1:]):
        return Person(words[1:], words[:1], suffix)
    if words[0].plain in known_names.EASTERN_FAMILY_NAMES and len(words) in (2, 3) and not given_groups(words[1].raw):
        return Person(words[1:], words[:1], suffix)
    start = len(words) - 1
    while start > 1 and words[start - 1].plain in tables.PARTICLES:
        start -= 1
    # A double name is one family name: "Smith-Jones".
    while start > 1 and words[start].gap == "-" and words[start - 1].plain not in tables.PARTICLES:
        start -= 1
    return Person(words[:start], words[start:], suffix)


def _shouted(word: Word) -> bool:
    return len(word.raw) > 1 and word.raw.isupper()
