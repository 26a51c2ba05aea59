"""The words English dates are made of, each with the class its token gets, and numbers written as words.

A class is one character; `date_forms` describes what a date looks like as patterns over these characters.
"""

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from quiz.matching.turning_words import meant


def _split(words: str) -> list[str]:
    return words.split()


MONTH_NAMES = _split("january february march april may june july august september october november december")
WEEKDAY_NAMES = _split("monday tuesday wednesday thursday friday saturday sunday")

_MONTH_SHORT = _split("jan feb mar apr may jun jul aug sep oct nov dec")
_WEEKDAY_SHORT = (("mon",), ("tue", "tues"), ("wed", "weds"), ("thu", "thur", "thurs"), ("fri",), ("sat",), ("sun",))

UNITS = _split(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
TENS = _split("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS = _split(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_DECADES = _split("twenties thirties forties fifties sixties seventies eighties nineties")

CARDINALS: dict[str, int] = {word: value for value, word in enumerate(UNITS) if value}
CARDINALS.update({word: 20 + 10 * at for at, word in enumerate(TENS)}, fourty=40)
ORDINALS: dict[str, int] = {word: value for value, word in enumerate(_ORDINALS, 1)}
ORDINALS.update(twentieth=20, thirtieth=30, eightth=8, nineth=9, twelvth=12, fourtheenth=14)
DECADES: dict[str, int] = {word: 20 + 10 * at for at, word in enumerate(_DECADES)}
NUMBER_WORDS = frozenset([*CARDINALS, *ORDINALS, *DECADES, "hundred", "hundreds", "thousand", "oh"])

# early, mid and late overlap: people do not draw the lines in the same place
_YEAR_WINDOWS = {"early": (1, 5), "mid": (4, 9), "late": (8, 12)}
_MONTH_WINDOWS = {"early": (1, 12), "mid": (8, 23), "late": (18, 31)}
_SEASONS = {"spring": (3, 6), "summer": (6, 9), "autumn": (9, 12), "fall": (9, 12), "winter": (12, 3)}
_PART_WORDS = {
    "early": "early beginning start opening",
    "mid": "mid middle",
    "late": "late end close",
}

# class: words. The value of these tokens is the word itself.
_PLAIN = {
    "O": "of",
    "E": "the",
    "A": "and &",
    "R": "or",
    "T": "to through thru",
    "F": "from",
    "B": "between",
    "L": "before until till til after since by prior following than eve preceding preceded ahead anniversary beyond",
    "W": "up",
    "N": "not never no nor neither isnt wasnt didnt except excepting excluding without unlike nt cannot",
    "C": "century centuries",
    "G": "ago",
    "f": "quarter half",
    "b": "a an",
    "s": "on in at during it was is dated date day month year circa around about approximately approx "
    "roughly starting started ending ended",
}

WORDS: dict[str, tuple[str, int | str]] = {}
for _class, _words in _PLAIN.items():
    WORDS.update({word: (_class, word) for word in _words.split()})
for _part, _words in _PART_WORDS.items():
    WORDS.update(dict.fromkeys(_words.split(), ("e", _part)))
WORDS.update({word: ("S", word) for word in _SEASONS})
for _unit in _split("day week month year"):
    WORDS.update({_unit: ("D" if _unit == "day" else "U", _unit), f"{_unit}s": ("u", _unit)})
WORDS.update(dict.fromkeys(_split("night morning afternoon evening"), ("U", "night")))
WORDS.update(dict.fromkeys(("last", "past", "previous"), ("p", -1)))
WORDS.update(dict.fromkeys(("this", "current"), ("p", 0)))
WORDS.update(dict.fromkeys(("next", "coming"), ("p", 1)))
WORDS.update(yesterday=("v", -1), today=("v", 0), tonight=("v", 0), tomorrow=("v", 1))
WORDS.update(dict.fromkeys(("bc", "bce"), ("K", -1)) | dict.fromkeys(("ad", "ce"), ("K", 1)))
WORDS.update({f"q{quarter}": ("Q", quarter) for quarter in range(1, 5)})
for _number, (_name, _short) in enumerate(zip(MONTH_NAMES, _MONTH_SHORT, strict=True), 1):
    WORDS[_name] = WORDS[_short] = ("m", _number)
WORDS.update(sept=("m", 9), febr=("m", 2))
for _number, (_name, _shorts) in enumerate(zip(WEEKDAY_NAMES, _WEEKDAY_SHORT, strict=True)):
    WORDS.update(dict.fromkeys((_name, *_shorts), ("w", _number)))
WORDS.update({word: ("#", word) for word in NUMBER_WORDS})

# one letter from a month or a weekday, and words of their own
_REAL_WORDS = frozenset(_split("match arch marsh larch parch augusta sundry monody midday"))
_LONG_NAMES = tuple(
    (name, len(name), (letter, number))
    for letter, names, first in (("m", MONTH_NAMES, 1), ("w", WEEKDAY_NAMES, 0))
    for number, name in enumerate(names, first)
    if len(name) >= 5
)
# Words that make of a date another time, no time or several; not those of one or two letters.
_TURNING = frozenset(
    word for word, (letter, _) in WORDS.items() if letter in "LNRBFT" and (len(word) > 2 or word == "or")
) - {"til", "isnt", "nor", "thru"}


@lru_cache(maxsize=2048)
def misspelt(word: str) -> tuple[str, int | str] | None:
    """The class and value of the one word of dates that `word` is a single slip away from, or None.

    That is a month or weekday, or a word such as `before`, `not` and `between` that makes something else of a date. In
    a name a slip is a letter missing, added, wrong, or two neighbours swapped, in a name of five letters or more.
    Shorter names are left out: `June`, `July` and `May` are too close to each other. A name cut short after four
    letters or more (`Novem.`) counts as a slip too.
    """
    if word in WORDS or word in _REAL_WORDS:
        return None
    return _misspelt_name(word) or _misspelt_turn(word)


def _misspelt_turn(word: str) -> tuple[str, int | str] | None:
    turn = meant(word, _TURNING)
    return WORDS[turn] if turn is not None else None


def _misspelt_name(word: str) -> tuple[str, int] | None:
    if not 4 <= len(word) <= 10:
        return None
    size = len(word)
    found = [
        value
        for name, length, value in _LONG_NAMES
        if (-1 <= length - size <= 1 and OSA.distance(word, name, score_cutoff=1) <= 1) or name.startswith(word)
    ]
    return found[0] if len(found) == 1 else None


def window_of(word: str, month_named: bool) -> tuple[int, int]:
    """The months of a year (days of a month, where one is named) that a word such as `early` or `autumn` leaves."""
    if word in _SEASONS:
        return _SEASONS[word]
    return (_MONTH_WINDOWS if month_named else _YEAR_WINDOWS)[word]


def in_window(value: int, window: tuple[int, int]) -> bool:
    """Whether a month or day lies in the window; winter runs over the new year."""
    low, high = window
    return low <= value <= high if low <= high else value >= low or value <= high


def spelled_values(words: Sequence[str]) -> list[tuple[str, int, int]]:
    """Numbers written as words: `(what, value, how many words)` in order, together all the words.

    what: `cardinal`, `ordinal`, `year` or `decade`. `eighteen twenty twenty-five` is 18 and the year 2025.
    Words that make no number give `other`.
    """
    out: list[tuple[str, int, int]] = []
    at = 0
    while at < len(words):
        what, value, used = _spelled_at(words, at)
        out.append((what, value, used))
        at += used
    return out


def _spelled_at(words: Sequence[str], at: int) -> tuple[str, int, int]:
    what, value, used = _two_digits(words, at)
    if what != "cardinal":
        return what, value, used
    following = words[at + used] if at + used < len(words) else ""
    if following == "thousand":
        return _with_rest(words, at, used + 1, value * 1000)
    if following == "hundred":
        return _with_rest(words, at, used + 1, value * 100)
    if following == "hundreds" and value >= 10:
        return "decade", value * 100, used + 1
    if following == "oh" and value >= 10:
        last = CARDINALS.get(words[at + used + 1], 0) if at + used + 1 < len(words) else 0
        return ("year", value * 100 + last, used + 2) if 1 <= last <= 9 else ("other", 0, used + 1)
    what2, value2, used2 = _two_digits(words, at + used)
    if 10 <= value <= 29 and value2 >= 10 and what2 in ("cardinal", "decade"):
        what3, value3, _ = _two_digits(words, at + used + used2)
        # three in a row: the first is a day, the other two a year
        if not (what3 == "cardinal" and value3 >= 10 and what2 == "cardinal"):
            return ("year" if what2 == "cardinal" else "decade"), value * 100 + value2, used + used2
    return "cardinal", value, used


def _with_rest(words: Sequence[str], at: int, used: int, total: int) -> tuple[str, int, int]:
    """The hundreds and the last two digits that may follow a thousand or a hundred."""
    what, value, more = _two_digits(words, at + used)
    if what == "cardinal" and total >= 1000 and at + used + more < len(words) and words[at + used + more] == "hundred":
        total, used = total + value * 100, used + more + 1
        what, value, more = _two_digits(words, at + used)
    if what == "cardinal":
        total, used = total + value, used + more
    return ("year" if 1000 <= total <= 2999 else "other"), total, used


def _two_digits(words: Sequence[str], at: int) -> tuple[str, int, int]:
    """A number below 100 written as words at that place."""
    if at >= len(words):
        return "none", 0, 0
    word = words[at]
    if word in ORDINALS:
        return "ordinal", ORDINALS[word], 1
    if word in DECADES:
        return "decade", DECADES[word], 1
    value = CARDINALS.get(word)
    if value is None:
        return "other", 0, 1
    if value >= 20 and at + 1 < len(words):
        unit = words[at + 1]
        if 1 <= CARDINALS.get(unit, 0) <= 9:
            return "cardinal", value + CARDINALS[unit], 2
        if 1 <= ORDINALS.get(unit, 0) <= 9:
            return "ordinal", value + ORDINALS[unit], 2
    return "cardinal", value, 1
