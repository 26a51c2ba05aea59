"""A typed phrase read into words: what carries the meaning, what counts, what negates, what only holds together."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from quiz.matching.spelling import base

Role = Literal["content", "number", "negator", "soft", "small"]

# Words that hold a phrase together and may be left out or added.
SMALL = frozenset(
    """
a an the of in on at to for by with from into onto as that this these those than then and or but so also be is are
was were been being am it its it's he him his she her hers they them their theirs we us our you your i my me who whom
whose which what when where why how there here do does did done have has had having will would shall should can could
may might must if while during about around approximately roughly via per such own same just very quite really
too upon within among amongst toward towards because since_then due order thing things some any one's
""".split()  # noqa: SIM905
)
# Words a learner puts in front of an answer; they say nothing about it.
SOFT = frozenset(
    """
think thought believe guess answer reason want wanted wants say said says mean means call called name named
known namely probably maybe perhaps please simply actually basically both mainly mostly namely
""".split()  # noqa: SIM905
)
NEGATORS = frozenset(
    """
not no never without nor neither none nobody nothing nowhere cannot except excepting excluding excluded unless hardly
barely scarcely
""".split()  # noqa: SIM905
)
_RUN_TOGETHER = {
    word.replace("'", ""): word[:-3]
    for word in [
        "don't",
        "doesn't",
        "didn't",
        "isn't",
        "aren't",
        "wasn't",
        "weren't",
        "won't",
        "wouldn't",
        "can't",
        "couldn't",
        "shouldn't",
        "hasn't",
        "haven't",
        "hadn't",
        "mustn't",
    ]
}
_EXCEPTION = re.compile(
    r"\b(?:other than|apart from|aside from|instead of|rather than|anything but|all but|far from|but for|save for)\b",
    re.IGNORECASE,
)
_NOT_ONLY = re.compile(r"\bnot (?:only|just|least)\b", re.IGNORECASE)
MONTHS = {
    form: month
    for month in (
        "january february march april may june july august september october november december".split()  # noqa: SIM905
    )
    for form in {month, month[:3], month[:4] if month == "september" else month}
}
_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_NUMBER = (
    {word: value for value, word in enumerate(_UNITS)}
    | {word: 10 * value for value, word in enumerate(_TENS, 2)}
    | {"fourty": 40, "ninty": 90, "fourtey": 40, "fivteen": 15}
)
_SCALE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SHORT_SCALE = {"k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9}
_ORDINAL = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_LATIN = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe"}
    | dict.fromkeys("‘’‛′`´ʹʻʼˈ", "'")
    | {"½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3"}
)
_SIGNS = {
    "%": "percent",
    "$": "dollar",
    "€": "euro",
    "£": "pound",
    "₴": "hryvnia",
    "₽": "ruble",
    "&": "and",
    "°": "degree",
}
_TOKEN = re.compile(
    r"\d{1,3}(?:[ ,]\d{3})+(?:\.\d+)?(?!\d)|\d+/\d+(?!\d)|\d+(?:\.\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*|[%$€£₴₽&°/,;|]"
)
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")


class Word(NamedTuple):
    """One word: as typed (without case), the form it is compared by, and what it does in the phrase."""

    text: str
    key: str
    role: Role
    capital: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text read into words. ``content`` leaves out the small words; ``plain`` and ``joined`` are for equality."""

    raw: str
    all: tuple[Word, ...]
    content: tuple[Word, ...]
    negators: int
    plain: str
    joined: str
    keys: frozenset[str] = field(default_factory=frozenset)
    breaks: tuple[str, ...] = ()


def _folded(text: str) -> str:
    if text.isascii():
        return text.replace("`", "'")
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text.translate(_LATIN)))
    return "".join(
        letter for letter in text if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
    )


def _plain_number(digits: str) -> str:
    """Digits in one form: ``5,000`` and ``5 000`` -> ``5000``; ``2.50`` -> ``2.5``; ``1/2`` -> ``.5``."""
    if "/" in digits:
        above, below = digits.split("/")
        known = {("1", "2"): ".5", ("1", "4"): ".25", ("3", "4"): ".75"}
        return known.get((above, below), digits)
    digits = digits.replace(",", "").replace(" ", "")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return digits.lstrip("0") or "0"


def _tokens(text: str) -> list[tuple[str, bool]]:
    text = _NOT_ONLY.sub(" ", _EXCEPTION.sub(" except ", text))
    text = _INITIALS.sub(lambda found: found.group().replace(".", ""), text) if "." in text else text
    found: list[tuple[str, bool]] = []
    for token in _TOKEN.findall(text):
        low = token.casefold()
        if low in _SIGNS:
            found.append((_SIGNS[low], False))
        elif low.endswith("n't"):
            found += [(low[:-3], False), ("not", False)]
        elif low in _RUN_TOGETHER:
            found += [(_RUN_TOGETHER[low], False), ("not", False)]
        else:
            found.append((low.removesuffix("'s") if len(low) > 3 else low, token[0].isupper()))
    return found


def _read_number(tokens: list[tuple[str, bool]], at: int) -> tuple[str, int]:
    """The number that starts at a token, in digits, and how many tokens it takes; ``("", 0)`` where none does."""
    word = tokens[at][0]
    follow = [t[0] for t in tokens[at + 1 : at + 6]]
    used = 1
    if word[0].isdigit():
        value = _plain_number(word)
        if follow and follow[0] in ("st", "nd", "rd", "th"):
            return value + "th", 2
        if follow and follow[0] == "s":
            return value + "s", 2
        if follow and follow[0][0].isdigit() and "/" in follow[0] and value.isdigit():
            return value + _plain_number(follow[0]), 2
    elif word in _NUMBER:
        total = _NUMBER[word]
        if total >= 20 and total < 100 and follow:
            if follow[0] in _NUMBER and 0 < _NUMBER[follow[0]] < 10:
                total, used = total + _NUMBER[follow[0]], 2
            elif 0 < _ORDINAL.get(follow[0], 0) < 10:
                return f"{total + _ORDINAL[follow[0]]}th", 2
        value = str(total)
    elif word in _ORDINAL:
        return f"{_ORDINAL[word]}th", 1
    elif word in _SCALE:
        value, used = "1", 0
    elif word == "a" and follow and follow[0] in ("hundred", "thousand", "million", "billion"):
        value = "1"
    else:
        return "", 0
    follow = [t[0] for t in tokens[at + used : at + used + 5]]
    if follow[:3] == ["and", "a", "half"] and value.isdigit():
        value, used, follow = value + ".5", used + 3, follow[3:]
    while follow and len(value) < 20:
        scale = _SCALE.get(follow[0]) or (_SHORT_SCALE.get(follow[0], 0) if word[0].isdigit() else 0)
        if not scale:
            break
        whole, _, part = value.partition(".")
        zeros = len(str(scale)) - 1
        value = ((whole + part.ljust(zeros, "0")[:zeros]).lstrip("0") or "0") + (
            "." + part[zeros:] if part[zeros:] else ""
        )
        used, follow = used + 1, follow[1:]
        if scale == 100 and follow:
            rest = follow[1:] if follow[0] == "and" else follow
            more, took = _read_number([(t, False) for t in rest], 0) if rest and rest[0] in _NUMBER else ("", 0)
            if more.isdigit() and int(more) < 100:
                value = str(int(value) + int(more))
                used, follow = used + took + (follow[0] == "and"), rest[took:]
    return value, used


def _role(word: str) -> Role:
    if word in NEGATORS:
        return "negator"
    if word in SMALL:
        return "small"
    return "soft" if word in SOFT else "content"


def read(text: str) -> Phrase:
    """Read a text into words; hyphens and spaces part words alike. Meant for phrases, linear in the text's length."""
    tokens = _tokens(_folded(text))
    read_words: list[Word] = []
    breaks: list[str] = []
    at = 0
    while at < len(tokens):
        token, capital = tokens[at]
        if not token:
            at += 1
            continue
        if token in "/,;|":
            breaks.append(token)
            read_words.append(Word(token, token, "small", False))
            at += 1
            continue
        number, used = _read_number(tokens, at)
        # "one" stands for a thing far oftener than for a number between other words ("the one who").
        if used:
            read_words.append(Word(number, "#" + number, "number", False))
            at += used
            continue
        if token in MONTHS and (len(token) > 3 or capital) and (token != "may" or capital):
            read_words.append(Word(MONTHS[token], MONTHS[token], "content", True))
        elif token == "cent" and read_words and read_words[-1].text == "per":
            read_words[-1] = Word("percent", "percent", "content", False)
        else:
            role = _role(token)
            key = token if role in ("small", "negator") else base(token)
            read_words.append(Word(token, key, role, capital))
        at += 1
    return _phrase(text, read_words, tuple(breaks))


def _phrase(text: str, found: list[Word], breaks: tuple[str, ...]) -> Phrase:
    if any(word.key in MONTHS for word in found):
        found = [w._replace(key=w.key[:-2]) if w.role == "number" and w.key.endswith("th") else w for w in found]
    content = tuple(w for w in found if w.role in ("content", "number", "soft"))
    meant = [w for w in found if w.text not in ("a", "an", "the", "/", ",", ";", "|")]
    return Phrase(
        raw=text,
        all=tuple(found),
        content=content,
        negators=sum(w.role == "negator" for w in found),
        plain=" ".join(w.key if w.role == "number" else w.text for w in meant),
        joined="" if any(w.role == "number" for w in found) else "".join(w.text for w in meant),
        keys=frozenset(w.key for w in content),
        breaks=breaks,
    )


@lru_cache(maxsize=4096)
def read_kept(text: str) -> Phrase:
    """``read`` for keys and prompts, which come again and again."""
    return read(text)
