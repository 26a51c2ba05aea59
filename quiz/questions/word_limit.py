"""The limit of words that a prompt states, which has to be the one that grading keeps to."""

import re
from collections.abc import Iterator

from quiz.questions.base import Flaw

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = rf"(?P<number>\d\d?|{'|'.join(_NUMBERS)}|a single)"
_LIMIT = re.compile(
    rf"(?:\(\s*|\b(?:in|no more than|at most|up to|not more than|a maximum of|maximum|max\.?|using|write|with) )"
    rf"(?:just |only |exactly )?{_NUMBER} words?\b(?! (?:and|or|and/or|from|of|that|which))",
    re.IGNORECASE,
)


def limit_differs(prompt: str, max_words: int) -> Iterator[Flaw]:
    """A flaw where the prompt names one limit of words and ``max_words`` (0 for none) is another."""
    said = {_value(found["number"]) for found in _LIMIT.finditer(prompt)} if max_words else set()
    if said and max_words not in said:
        what = f"max_words: {max_words}, but the prompt says {min(said)} word{'s' * (min(said) != 1)}"
        yield Flaw(("max_words",), "limit-unlike-prompt", what, "write the same in both")


def _value(number: str) -> int:
    word = number.casefold()
    return int(word) if word.isdecimal() else 1 if word == "a single" else _NUMBERS.index(word) + 1
