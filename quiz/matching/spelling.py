"""Single words: are two the same word, however it is spelt or inflected, and is one a slip for the other."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from quiz.matching import phrase_lists

# British endings to American ones; only endings where the change gives no other word.
_ENDINGS = (
    ("isation", "ization"),
    ("isations", "izations"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ise", "ize"),
    ("iser", "izer"),
    ("isers", "izers"),
    ("yse", "yze"),
    ("ysed", "yzed"),
    ("ysing", "yzing"),
    ("ogue", "og"),
    ("ogues", "ogs"),
    ("our", "or"),
    ("ours", "ors"),
    ("oured", "ored"),
    ("ouring", "oring"),
    ("ourable", "orable"),
    ("ourite", "orite"),
    ("ourites", "orites"),
    ("bour", "bor"),
    ("boured", "bored"),
    ("bourhood", "borhood"),
    ("tre", "ter"),
    ("tres", "ters"),
    ("bre", "ber"),
    ("bres", "bers"),
    ("lled", "led"),
    ("lling", "ling"),
    ("ller", "ler"),
    ("llers", "lers"),
    ("cence", "cense"),
    ("aemia", "emia"),
    ("aediatric", "ediatric"),
)
_BY_END: dict[str, list[tuple[str, str]]] = {}
for _pair in _ENDINGS:
    _BY_END.setdefault(_pair[0][-2:], []).append(_pair)
_WHOLE = dict(pair.split(":") for pair in phrase_lists.SPELLINGS.split())
_KEEP = frozenset(phrase_lists.NOT_BRITISH.split())
_IRREGULAR = {
    form: word
    for word, forms in (entry.split(":") for entry in phrase_lists.IRREGULAR.split())
    for form in forms.split(",")
}
_SHORTENED = dict(pair.split(":") for pair in phrase_lists.SHORTENED.split())
_SHORTENED |= {f"{short}s": whole for short, whole in _SHORTENED.items()} | {"feet": "foot"}
_VOWELS = frozenset("aeiouy")
# One short vowel between consonants: plan, hop, strik.
_SHORT = re.compile("[^aeiou]{1,3}[aeiouy][^aeiouwxy]|[aeiou][^aeiouwxy]")

_CONFUSED = frozenset(frozenset(pair.split("/")) for pair in phrase_lists.CONFUSED.split())
_DOUBLED = re.compile(r"(.)\1")
# From so many letters a word has room for a letter doubled beside another slip.
_LONG = 9
_MOST_LENGTH = 3
# What one letter at the end turns a word into another form of it or another word: driver, drive; crimea, crime.
_FORMING = frozenset("dinlrsty")


def one_spelling(word: str) -> str:
    """The one spelling this project compares by (mostly the American one) of a normalised word, or the word itself."""
    if word in _WHOLE:
        return _WHOLE[word]
    if word in _KEEP or len(word) < 5:
        return word
    for british, other in _BY_END.get(word[-2:], ()):
        # Three letters must stay in front, or "wise", "hour" and "acre" would change.
        if word.endswith(british) and len(word) - len(british) >= 3:
            return word[: -len(british)] + other
    return word


@lru_cache(maxsize=20_000)
def base(word: str) -> str:
    """A word without plural, possessive and verb endings, in one spelling: ``stopping``, ``stops`` -> ``stop``.

    The base is for comparing and need not be a word. Takes one normalised word.
    """
    word = word.removesuffix("'s").removesuffix("'")
    word = _SHORTENED.get(word, word)
    word = _IRREGULAR.get(word, word)
    if len(word) < 4 or not word.isalpha():
        return word
    word = one_spelling(word)
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("ing") and len(word) > 5 and _VOWELS & set(word[:-3]):
        return _stem(word[:-3])
    if word.endswith("ed") and len(word) > 4 and word[-3] != "e" and _VOWELS & set(word[:-2]):
        return _stem(word[:-2])
    if word.endswith(("ches", "shes", "sses", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 4 and word[-1] == "e" and word[-2] not in "eoy" and not _SHORT.fullmatch(word[:-1]):
        word = word[:-1]
    return word


def _stem(stem: str) -> str:
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aefioslz":
        return stem[:-1]
    # English doubles the last letter of such a stem unless an e was dropped: planning, but plan(e)ing.
    return stem + "e" if _SHORT.fullmatch(stem) else stem


def is_confused(one: str, other: str) -> bool:
    """Whether two words are alike and each is one that a reader may well mean: ``united`` and ``untied``."""
    return frozenset((one, other)) in _CONFUSED


def is_slip(typed: str, meant: str) -> bool:
    """Whether one word is the other with one slip: a letter missing, added, wrong, or two swapped.

    In a word of nine letters or more, letters doubled or not are no slip of their own: ``Medditeranian``.

    Only in words of five letters or more, never in the first letter, where a change rather makes another word
    (legal, illegal), never where the end forms another word (driver, drive), and never between words easily meant.
    """
    if len(meant) < 5 or len(typed) < 4 or typed[0] != meant[0] or abs(len(typed) - len(meant)) > _MOST_LENGTH:
        return False
    if not (typed.isalpha() and meant.isalpha()) or is_confused(typed, meant):
        return False
    if len(meant) >= _LONG and _is_one_slip(undoubled(typed), undoubled(meant)):
        return True
    return _is_one_slip(typed, meant)


def undoubled(word: str) -> str:
    """The word with every doubled letter once: ``accommodation`` -> ``acomodation``."""
    return _DOUBLED.sub(r"\1", word)


def _is_one_slip(typed: str, meant: str) -> bool:
    if OSA.distance(typed, meant, score_cutoff=1) > 1:
        return False
    short, long = (typed, meant) if len(typed) <= len(meant) else (meant, typed)
    if short == long:
        return True
    same = 0
    while same < len(short) and short[same] == long[same]:
        same += 1
    if len(short) == len(long):
        rest = slice(same + 1, None)
        if same >= len(long) - 1:
            return False
        swapped = short[same] == long[same + 1] and short[same + 1] == long[same]
        return short[rest] == long[rest] or (swapped and short[same + 2 :] == long[same + 2 :])
    if short[same:] != long[same + 1 :]:
        return False
    return same < len(short) or long[-1] not in _FORMING or long[-1] == long[-2]
