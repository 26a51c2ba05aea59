"""Numbers inside a phrase, each in one form to be compared exactly: ``three`` and ``3``, ``1.5m`` and ``1,500,000``."""

from collections.abc import Sequence

from quiz.matching import phrase_lists

_UNITS = {word: value for value, word in enumerate(phrase_lists.UNITS.split())}
_TENS = {word: value for value, word in zip(range(20, 100, 10), phrase_lists.TENS.split(), strict=True)}
_CARDINAL = _UNITS | _TENS | {"fourty": 40, "ninty": 90}
_ORDINAL = {word: value for value, word in enumerate(phrase_lists.ORDINALS.split(), 1)} | {"thirtieth": 30}
_ZEROS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SHORT_ZEROS = {"k": 3, "m": 6, "mn": 6, "mln": 6, "bn": 9}
_FRACTION = {"1/2": ".5", "1/4": ".25", "3/4": ".75"}
_SUFFIXES = ("st", "nd", "rd", "th", "s")
# Past this many digits a number is only ever compared as it is written.
_LONGEST = 20

NUMBER_WORDS = frozenset((*_CARDINAL, *_ORDINAL, *_ZEROS))


def number_at(tokens: Sequence[str], at: int) -> tuple[str, int]:
    """The number that starts at a token, and how many tokens it takes; ``("", 0)`` where none does.

    Cardinals come as digits (``2.5``), ordinals with ``th``, decades with ``s``. Tokens are without case.
    """
    word = tokens[at]
    rest = tokens[at + 1 : at + 9]
    if word[0].isdigit():
        value = _digits(word)
        if rest and rest[0] in _SUFFIXES:
            return value + ("s" if rest[0] == "s" else "th"), 2
        if rest and rest[0] in _FRACTION and value.isdigit():
            return value + _FRACTION[rest[0]], 2
        return _scaled(value, 1, rest, digits=True)
    if word in _ORDINAL:
        return f"{_ORDINAL[word]}th", 1
    if word in _CARDINAL:
        return _in_words(word, rest)
    if word in _ZEROS:
        return _scaled("1", 0, tokens[at : at + 9], digits=False)
    return "", 0


def _digits(text: str) -> str:
    if text in _FRACTION:
        return _FRACTION[text]
    text = text.replace(",", "").replace(" ", "")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.lstrip("0") or "0"


def _in_words(word: str, rest: Sequence[str]) -> tuple[str, int]:
    value, used = _CARDINAL[word], 1
    if word in _TENS and rest:
        if 0 < _UNITS.get(rest[0], 0) < 10:
            value, used = value + _UNITS[rest[0]], 2
        elif 0 < _ORDINAL.get(rest[0], 0) < 10:
            return f"{value + _ORDINAL[rest[0]]}th", 2
    if tuple(rest[used - 1 : used + 2]) == ("and", "a", "half"):
        return _scaled(f"{value}.5", used + 3, rest[used + 2 :], digits=False)
    return _scaled(str(value), used, rest[used - 1 :], digits=False)


def _scaled(value: str, used: int, rest: Sequence[str], *, digits: bool) -> tuple[str, int]:
    """A number times the scale words after it, plus what follows a hundred: ``two hundred and five``."""
    zeros = _ZEROS.get(rest[0], 0) or (_SHORT_ZEROS.get(rest[0], 0) if digits else 0) if rest else 0
    if not zeros or len(value) > _LONGEST:
        return value, used
    whole, _, part = value.partition(".")
    value = _digits(whole + part.ljust(zeros, "0")[:zeros] + ("." + part[zeros:] if part[zeros:] else ""))
    used, rest = used + 1, rest[1:]
    if zeros == 2:
        joined = 1 if rest and rest[0] == "and" else 0
        if len(rest) > joined and rest[joined] in _CARDINAL:
            more, took = _in_words(rest[joined], rest[joined + 1 : joined + 2])
            if more.isdigit() and int(more) < 100:
                value, used, rest = str(int(value) + int(more)), used + joined + took, rest[joined + took :]
        return _scaled(value, used, rest, digits=False) if value.isdigit() else (value, used)
    return value, used
