"""The words beside a date in an answer: which of them say nothing, and which may say that it is another day.

``banana 18 March`` and ``a fortnight from 18 March`` are no plain answer, whatever the unknown word means; ``It was
signed on 18 March in Moscow`` is one, told as a sentence.
"""

from collections.abc import Sequence

from quiz.matching.date_tokens import Tokens
from quiz.matching.date_value import Reading
from quiz.matching.filler_words import PLACING, SUBJECTS, in_prompt, is_filler, roots_of

# Of the words that join, those that place what happened in time; "of" and "from" count from something else.
_TIMING = frozenset("s")
# What begins more of the sentence behind the date: a place, an aim, a clause.
_GOES_ON = frozenset("sTFLBEb")


def holds_unknown_word(tokens: Tokens, mentions: Sequence[Reading], prompt: str) -> bool:
    """Whether an answer has a word beside its dates that may change what they say.

    Words of the prompt, words that say nothing (``I think``, ``local time``) and a sentence around the date do not: a
    sentence has a subject (a pronoun, an article, a word of the prompt) and leads to the date with ``on``, ``in`` or
    ``was``; behind the date it goes on with a preposition or another subject.
    """
    classes = tokens.classes
    if "_" not in classes:
        return False
    covered = {at for each in mentions for at in range(each.first, each.past)}
    asked = roots_of(prompt)
    known = [_is_known(tokens, at, asked) for at in range(len(classes))]
    if all(known[at] or at in covered for at in range(len(classes))):
        return False
    start = 0
    for each in sorted(mentions, key=lambda reading: reading.first):
        if each.first > start and not _leads(tokens, start, each.first, known, asked, after=start > 0):
            return True
        start = max(start, each.past)
    return start < len(classes) and not _follows(tokens, start, len(classes), known, asked)


def _leads(tokens: Tokens, start: int, end: int, known: list[bool], asked: frozenset[str], *, after: bool) -> bool:
    """Whether the words before a date are all known, or the beginning of a sentence that leads to it."""
    unknown = [at for at in range(start, end) if not known[at]]
    if not unknown:
        return True
    if after and _follows(tokens, start, end, known, asked):
        return True
    last = end - 1
    while last > unknown[-1] and tokens.classes[last] in "Eb,":
        last -= 1
    led = last > unknown[-1] and tokens.classes[last] in _TIMING
    return led and any(_is_subject(tokens, at, asked) for at in range(start, unknown[-1] + 1))


def _follows(tokens: Tokens, start: int, end: int, known: list[bool], asked: frozenset[str]) -> bool:
    """Whether the words behind a date are all known, or more of the sentence."""
    if all(known[start:end]):
        return True
    while start < end and tokens.classes[start] in ",-~.":
        start += 1
    if start == end:
        return True
    value = tokens.values[start]
    return tokens.classes[start] in _GOES_ON or value in PLACING or _is_subject(tokens, start, asked)


def _is_subject(tokens: Tokens, at: int, asked: frozenset[str]) -> bool:
    value = tokens.values[at]
    return tokens.classes[at] in "Eb" or value in SUBJECTS or (isinstance(value, str) and in_prompt(value, asked))


def _is_known(tokens: Tokens, at: int, asked: frozenset[str]) -> bool:
    value = tokens.values[at]
    if tokens.classes[at] != "_" or not isinstance(value, str) or not value[0].isalpha():
        return True
    return is_filler(value) or in_prompt(value, asked)
