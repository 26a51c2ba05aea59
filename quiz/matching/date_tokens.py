"""Text to tokens: what the parts of a date look like before anything knows what they mean together."""

import re
import unicodedata
from functools import lru_cache

import msgspec

from quiz.matching.date_words import WORDS, misspelt, spelled_values

# Dots in b.c. and a.m. are taken here, so that no later step meets a dot that is not a separator.
# The common cases come first because most of the time goes into the alternatives that fail.
_TOKEN = re.compile(
    r"""\ ?(?:
      (?P<plain> \d+(?=[/,)]|-(?![snrt])|$|\ [^ap\dhnrst.]) )
    | (?P<word> (?![abc]\.|t\d|q\d|(?:utc|gmt)\ ?[-+])[a-z]+(?:'[a-z]+)? )
    | (?P<ordinal> (?<![\d.])\d{1,2}[\ -]?(?:st|nd|rd|th)\b )
    | (?P<time> t?(?<![\d.])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:\ ?[ap]\.?m\b\.?|z\b|\ hours\b)?
        | (?<![\d.:/-])(?:1[0-2]|0?[1-9])(?:\.[0-5]\d)?\ ?[ap](?:m\b|\.\ ?m\b\.?)
        | \b(?:[01]?\d|2[0-3])h[0-5]\d\b
        | (?<=\bat\ )(?:[01]?\d|2[0-3])\.[0-5]\d\b(?!\.?\d)
        | \b(?:utc|gmt)\ ?[-+]\d{1,2}\b )
    | (?P<decade> \b(?:\d{3}|\d)0'?s\b | '\d0'?s\b )
    | (?P<short> '\d\d\b )
    | (?P<number> \d+ )
    | (?P<era> \b(?:b\.\ ?c\.(?:\ ?e\b\.?)?|a\.\ ?d\.|c\.\ ?e\.) )
    | (?P<quarter> \bq[1-4]\b )
    | (?P<letters> [a-z]+ )
    | (?P<mark> \S )
    )""",
    re.VERBOSE,
)
_MARKS = {"-": "-", "~": "~", "/": "/", ".": ".", "&": "A", ",": ",", "(": ",", ")": ",", "[": ",", "]": ",", '"': ","}
_MARKS.update({"<": "L", ">": "L"})
_MARKS.update({"_": "/", "|": "/", "\\": "/"})
_MARKS.update({";": ",", ":": ",", "'": ",", "*": ",", "!": ","})
# no word or number of a date is longer, and the cache should keep no long strings
_WORD_LIMIT = 24
_DASHES = dict.fromkeys("‐‑⁃−﹣－˗", "-") | dict.fromkeys("‒–—―﹘～〜", "~")
_QUOTES = dict.fromkeys("‘’‛ʼ′`´＇", "'")
_SAME = (
    _DASHES | _QUOTES | {"≥": ">", "≤": "<", "／": "/", "⁄": "/", "∕": "/", "．": ".", "，": ",", "、": ",", "。": "."}
)


class Tokens(msgspec.Struct):
    """Tokens as parallel lists, one entry each.

    classes: a character a token, see `date_words`; numbers are i (1 to 12), d (13 to 31), z (other two digits),
        y (a year of four digits), h (three digits), 8 (eight digits), X (any other);
        o ordinal, q '25, k decade, t time.
    values: the number or word. begins, ends: characters in the original text. marked: slip or spelled.
    """

    classes: str
    values: list[int | str]
    begins: list[int]
    ends: list[int]
    marked: dict[int, str]


def fold(text: str) -> tuple[str, list[int] | None]:
    """Lower-case text in plain digits, spaces, dashes and quotes, and for each character its place in the original.

    The places are None where every character kept its own.
    """
    if text.isascii():
        return text.lower().replace("~", ","), None
    out: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        plain = char if char.isascii() else _plain(char)
        out.append(plain.lower() if char != "~" else ",")
        places.extend([place] * len(plain))
    return "".join(out), places


def _plain(char: str) -> str:
    same = _SAME.get(char)
    if same is not None:
        return same
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category in ("Zs", "Zl", "Zp"):
        return " "
    if category in ("Cf", "Mn"):
        return ""
    if category == "No":
        return " "  # footnote marks and fractions are no digits of a date
    folded = unicodedata.normalize("NFKD", char).lower()
    return "".join(each for each in folded if unicodedata.category(each) != "Mn")


def tokenise(text: str, *, slips: bool) -> Tokens:
    """The tokens of a text. `slips` lets a month or weekday name with one slip count as the name."""
    folded, places = fold(text)
    kinds: list[tuple[str, int | str, bool]] = []
    spans: list[tuple[int, int]] = []
    for found in _TOKEN.finditer(folded):
        span = begin, end = found.span(found.lastindex or 0)
        spans.append(span)
        raw = folded[begin:end] if end - begin <= _WORD_LIMIT else folded[begin : begin + _WORD_LIMIT]
        kinds.append(_classify(found.lastgroup or "", raw, slips))
    letters = "".join([kind[0] for kind in kinds])
    values = [kind[1] for kind in kinds]
    marked = {at: "slip" for at, kind in enumerate(kinds) if kind[2]}
    begins, ends = [span[0] for span in spans], [span[1] for span in spans]
    if places is not None:
        ends = [places[end - 1] + 1 for end in ends]
        begins = [places[begin] for begin in begins]
    tokens = Tokens(letters, values, begins, ends, marked)
    return _read_spelled(tokens) if "#" in letters else tokens


@lru_cache(maxsize=8192)
def _classify(kind: str, raw: str, slips: bool) -> tuple[str, int | str, bool]:
    """The class and value of one token, and whether it is a name with a slip. Texts repeat the same few words."""
    if kind in ("number", "plain"):
        return *_number(raw), False
    if kind in ("word", "letters"):
        return _word(raw, slips)
    if kind == "mark":
        return _MARKS.get(raw, "_"), raw, False
    return *_special(kind, raw), False


def _number(raw: str) -> tuple[str, int]:
    size = len(raw)
    if size <= 2:
        value = int(raw)
        return ("i" if 1 <= value <= 12 else "d" if 13 <= value <= 31 else "z" if size == 2 else "X"), value
    if size == 4:
        value = int(raw)
        return ("y" if 1000 <= value <= 2999 else "X"), value
    if size in (3, 8) and raw[0] != "0":
        return ("h" if size == 3 else "8"), int(raw)
    if size == 8:
        return "8", int(raw)
    return "X", 0


def _word(raw: str, slips: bool) -> tuple[str, int | str, bool]:
    known = WORDS.get(raw)
    if known is None and "'" in raw:
        head, _, tail = raw.partition("'")
        if tail in ("t", "nt"):
            return "N", raw, False
        known = WORDS.get(head)
    if known is None and slips:
        known = misspelt(raw)
        if known is not None:
            return known[0], known[1], True
    return (known[0], known[1], False) if known is not None else ("_", raw, False)


def _special(kind: str, raw: str) -> tuple[str, int | str]:
    if kind == "ordinal":
        value = int(re.sub(r"\D", "", raw))
        return ("o" if 1 <= value <= 31 else "X"), value
    if kind == "short":
        return "q", int(raw[1:])
    if kind == "decade":
        return "k", int(re.sub(r"\D", "", raw))
    if kind == "era":
        return "K", -1 if raw.startswith("b") else 1
    if kind == "quarter":
        return "Q", int(raw[1])
    return "t", raw


def _read_spelled(tokens: Tokens) -> Tokens:
    """The same tokens with each run of number words replaced by the numbers it spells."""
    letters: list[str] = []
    kept = Tokens("", [], [], [], {})
    at, count = 0, len(tokens.classes)
    while at < count:
        if tokens.classes[at] != "#":
            if at in tokens.marked:
                kept.marked[len(letters)] = tokens.marked[at]
            letters.append(tokens.classes[at])
            kept.values.append(tokens.values[at])
            kept.begins.append(tokens.begins[at])
            kept.ends.append(tokens.ends[at])
            at += 1
            continue
        run = _run(tokens, at)
        done = 0
        for what, value, used in spelled_values([str(tokens.values[each]) for each in run]):
            kept.marked[len(letters)] = "spelled"
            letters.append(_spelled_class(what, value))
            kept.values.append(value)
            kept.begins.append(tokens.begins[run[done]])
            done += used
            kept.ends.append(tokens.ends[run[done - 1]])
        at = run[-1] + 1
    kept.classes = "".join(letters)
    return kept


def _run(tokens: Tokens, at: int) -> list[int]:
    """The number words from `at` on that belong together: side by side, with a hyphen, or `and` after a hundred."""
    run = [at]
    while True:
        next_at = run[-1] + 1
        gap = tokens.classes[next_at : next_at + 3]
        big = tokens.values[run[-1]] in ("hundred", "thousand")
        if gap.startswith("#"):
            step = 0
        elif gap.startswith("-#") or (big and gap[:2] in ("A#", ",#")):
            step = 1
        elif big and gap == ",A#":
            step = 2
        else:
            return run
        run.append(next_at + step)


def _spelled_class(what: str, value: int) -> str:
    if what == "cardinal":
        return "i" if value <= 12 else "d" if value <= 31 else "z"
    return {"ordinal": "o" if value <= 31 else "X", "year": "y", "decade": "k"}.get(what, "_")
