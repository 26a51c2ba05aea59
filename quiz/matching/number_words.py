"""The words English writes numbers with, and which word a slip of one letter was meant for."""

from fractions import Fraction
from functools import lru_cache

from rapidfuzz.distance import OSA


def word_set(words: str) -> frozenset[str]:
    """The words of a list written with spaces."""
    return frozenset(words.split())


SMALL = {
    "zero": 0,
    "nought": 0,
    "naught": 0,
    "nil": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}

TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}

SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
    "milliard": 10**9,
    "dozen": 12,
    "grand": 10**3,
}

# Said after digits ("5k", "3.2 bn"), never alone: "k" by itself is no number.
SHORT_SCALES = {
    "k": 10**3,
    "thou": 10**3,
    "mn": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "mil": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
    "thousands": 10**3,
    "millions": 10**6,
    "billions": 10**9,
    "hundreds": 100,
}

ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
    "ninetieth": 90,
    "hundredth": 100,
    "thousandth": 1000,
    "millionth": 10**6,
}

# Singular and plural names of parts of a whole; "second" is never one.
PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
for _word, _value in ORDINALS.items():
    if _value > 2:
        PARTS[_word] = PARTS[_word + "s"] = _value

VULGAR = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5),
    "⅖": Fraction(2, 5),
    "⅗": Fraction(3, 5),
    "⅘": Fraction(4, 5),
    "⅙": Fraction(1, 6),
    "⅚": Fraction(5, 6),
    "⅐": Fraction(1, 7),
    "⅛": Fraction(1, 8),
    "⅜": Fraction(3, 8),
    "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8),
    "⅑": Fraction(1, 9),
    "⅒": Fraction(1, 10),
}

# Unit words long enough to forgive a slip in, beside the number words.
_UNIT_WORDS = word_set(
    "minute minutes second seconds months percent dollars kilometre kilometres kilometer kilometers kilogram kilograms "
    "metres meters tonnes"
)

_FORGIVEN = [
    word for word in (*SMALL, *TENS, *SCALES, *ORDINALS, *_UNIT_WORDS, "quarter", "quarters") if len(word) >= 5
]

KNOWN = (
    frozenset(SMALL)
    | frozenset(TENS)
    | frozenset(SCALES)
    | frozenset(ORDINALS)
    | frozenset(PARTS)
    | frozenset(SHORT_SCALES)
    | _UNIT_WORDS
)

# What a word stands for, to see whether a slip could have meant two different things.
_MEANING: dict[str, object] = {
    **SMALL,
    **TENS,
    **SCALES,
    **ORDINALS,
    "quarter": "4",
    "quarters": "4",
    "kilometer": "kilometre",
    "kilometers": "kilometre",
    "kilometres": "kilometre",
    "minutes": "minute",
    "seconds": "second",
    "second": "second",
    "kilograms": "kilogram",
    "meters": "metres",
}

# English words one letter away from a word above. They mean themselves.
_THEMSELVES = word_set(
    "even event events sever seen raven haven given there these tree trees threw thee theme night right sight "
    "light fight might tight weight height freight nigh eights mighty weighty nightly thirsty thirst fist fists "
    "firs fir hundreds bullion pillion zillion minion scion tent tenths teeth forth north worth fort forts forte "
    "fortis sixths mouth mouths moths teen tens teens eighths nineties dozens dozed doze frozen grands brand "
    "grind brands gland strand collars scholars metes metros twelves sevens threes fives fifties sixties "
    "seventies eighties thirties twenties seconded beckons minuets minus minutely quarterly quartet quartets "
    "quarried thirds birds fights lights rights sights nights heights weights tights eighteenths bight crores "
    "lakhs crone core chore crow cross sevenths frost firsts wrist hirst durst burst severe woven sixes thread "
    "threat filth firth dozer cozen minions elevens tenets perfect tweet tweets tones tents"
)


_STARTING: dict[str, list[str]] = {}
_ENDING: dict[str, list[str]] = {}
for _known in _FORGIVEN:
    _STARTING.setdefault(_known[:2], []).append(_known)
    _ENDING.setdefault(_known[-2:], []).append(_known)


@lru_cache(maxsize=4096)
def respelled(word: str) -> str | None:
    """The number or unit word that ``word`` (lower case, not itself one) spells with one slip, or None.

    A slip is a letter missing, added, wrong, or two neighbours swapped, in a word of five letters or more
    (DESIGN.md, section 6). A word that could have been two different numbers is neither, and so is a word
    that means something of its own.
    """
    if not 4 <= len(word) <= 12 or word in _THEMSELVES or word in KNOWN:
        return None
    # One slip spares the two letters at the start or the two at the end.
    near: list[str] = list(dict.fromkeys((*_STARTING.get(word[:2], ()), *_ENDING.get(word[-2:], ()))))
    meant = [known for known in near if OSA.distance(word, known, score_cutoff=1) == 1]
    # Teens and tens are told apart by their ends, so a slip there is never forgiven; and "fourty" is no "fourth".
    meant = [known for known in meant if not known.endswith(("ty", "teen")) or known[-1] == word[-1]]
    if len(meant) > 1:
        meant = [known for known in meant if known[-1] == word[-1]] or meant
    if not meant or len({_MEANING.get(known, known) for known in meant}) > 1:
        return None
    return meant[0]
