"""Slips of the hand in a name: one letter missing, added, wrong, or two swapped.

Slavic family names lie close together: a letter more or less is often another family's name. So a wrong letter in
one of those is a sure slip only where hands and ears make it: a neighbour on the keyboard, or a sound taken for one
like it; and it must leave the kind of ending as it was. Any other is unsure, which a given name beside it can settle.
"""

import re
from typing import Literal

from rapidfuzz.distance import OSA, Levenshtein

from quiz.matching import known_names
from quiz.matching.translit import plain, sound

_SHORTEST = 5
_HOUSES = frozenset(("o", "mc", "mac", "fitz"))
_ADJECTIVE = re.compile(r"(?<=[a-z]{3})[yij]{1,3}$")
_SLAVIC_FAMILY = re.compile(r"(?:k?[oei]va?|k?ina?|[scC]k[ia]|[CS]?enko|ko|C?i?uk|i[ay]?k|iC|[nl]i|na|ec)$")
# Letters heard or remembered for one another.
_EARS = frozenset(map(frozenset, "ao ae ei ey iy ou bp dt gk gh kh vf vb sz cs cz ck mn gj jz".split()))  # noqa: SIM905
_VOWELS = frozenset("aeiouy")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEYS = {letter: (x + y * 0.5, y) for y, row in enumerate(_ROWS) for x, letter in enumerate(row)}

_KNOWN = frozenset(known_names.KNOWN_FAMILY_NAMES.split()) | known_names.KNOWN_PLACES
_GIVEN = frozenset(known_names.GIVEN_NAMES.split())
_KNOWN_KEYS = frozenset(sound(name) for name in _KNOWN)


def slip(typed: str, key: str) -> Literal["", "sure", "unsure"]:
    """Whether one word is another with one slip in it, surely or unsurely; "" where not.

    A slip counts in a key of five letters or more. It is none where it makes a feminine name of a masculine one or
    the other way round, or spells another widely known family name.
    """
    pa, pb = plain(typed), plain(key)
    if len(pb) < _SHORTEST or abs(len(pa) - len(pb)) > _SHORTEST or not (pa + pb).isalpha():
        return ""
    if _of_another_house(pa, pb):
        return ""
    ka, kb = sound(typed), sound(key)
    la, lb = _light(pa), _light(pb)
    if OSA.distance(pa, pb, score_cutoff=1) <= 1:
        one, two, written = pa, pb, True
    elif OSA.distance(la, lb, score_cutoff=1) <= 1:
        one, two, written = la, lb, True
    else:
        one, two, written = ka, kb, False
        if min(len(ka), len(kb)) < _SHORTEST or OSA.distance(ka, kb, score_cutoff=1) > 1:
            return ""
    if _other_gender(ka, kb) or _is_another_known_name(pa, ka, kb):
        return ""
    return "sure" if written and _likely(one, two, ka, kb) else "unsure"


def _of_another_house(one: str, other: str) -> bool:
    """Whether one name is the other with what families are told apart by: O'Sullivan, MacDonald, FitzGerald."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer.endswith(shorter) and longer[: len(longer) - len(shorter)] in _HOUSES


def _light(word: str) -> str:
    return _ADJECTIVE.sub("i", word).replace("w", "v")


def _likely(typed: str, key: str, typed_key: str, sound_key: str) -> bool:
    edits = Levenshtein.editops(key, typed)
    if len(edits) != 1:
        return True
    at, there, edit = next((e.src_pos, e.dest_pos, e.tag) for e in edits)
    # Whoever misspells a name mostly gets its first letter right; an a at the end may make a woman's name, and a
    # known given name is one more person's.
    if at == 0 or (typed[-1] == "a" and edit != "delete" and there == len(typed) - 1) or typed in _GIVEN:
        return False
    ending, other = _SLAVIC_FAMILY.search(sound_key), _SLAVIC_FAMILY.search(typed_key)
    if not ending:
        return True
    if edit == "delete":
        return True
    if other and ending[0].replace("iu", "u") != other[0].replace("iu", "u"):
        return False
    new = typed[there]
    if edit == "replace":
        return frozenset((new, key[at])) in _EARS or _neighbours(new, key[at])
    if edit == "insert":
        beside = key[at - 1 : at + 1]
        # A vowel that parts consonants is heard there; one beside a vowel, or an h behind s, makes another sound.
        heard = new in _VOWELS and _VOWELS.isdisjoint(beside)
        return heard or any(_neighbours(new, letter) for letter in beside)
    return True


def _neighbours(a: str, b: str) -> bool:
    if a not in _KEYS or b not in _KEYS:
        return False
    (xa, ya), (xb, yb) = _KEYS[a], _KEYS[b]
    return abs(ya - yb) <= 1 and abs(xa - xb) <= 1


def _other_gender(ka: str, kb: str) -> bool:
    for one, two in ((ka, kb), (kb, ka)):
        if two.endswith("a"):
            stem = two[:-1]
            if one == stem and stem.endswith(("ov", "ev", "in", "iv")):
                return True
            if one == stem + "i" and stem.endswith(("sk", "ck", "Ck", "n", "v", "k", "l")):
                return True
    return False


def is_known_family(word: str) -> bool:
    """Whether a word in plain form is a widely known family name or place."""
    return word in _KNOWN


def _is_another_known_name(typed: str, typed_key: str, key: str) -> bool:
    # Of a woman's name the table has the man's form.
    forms = (typed_key, typed_key[:-1], typed_key[:-1] + "i") if typed_key.endswith("a") else (typed_key,)
    return typed_key != key and (typed in _KNOWN or not _KNOWN_KEYS.isdisjoint(forms))
