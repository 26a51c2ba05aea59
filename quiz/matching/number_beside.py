"""The word before a typed number: one that neither the question nor a plain answer has may say it is another number."""

import re
from functools import lru_cache

from quiz.matching import phrase_lists
from quiz.matching.contrasts import contrasts
from quiz.matching.filler_words import in_prompt, is_filler, roots_of
from quiz.matching.number_words import KNOWN
from quiz.matching.parties import parties_named
from quiz.matching.spelling import base
from quiz.matching.units import units_spelled

_LAST = re.compile(r"([^\W\d_]+(?:'[^\W\d_]+)*)(?:\s+(?:a|an|the|of))*\W*$")
_BEFORE_WORDS = """
total totals number numbers figure sum count age aged worth cost costs equal equals equalling fully nearly almost
over under above below least most more less fewer than to upwards up exceeding maximum minimum max min approx circa
estimated near close like practically virtually roughly between and plus minus negative full whole good further single
another other others additional first last next past previous every each lost sent won made paid gave rose fell grew
hit cut became got spent led left brought kept broke
"""
_BEFORE = (
    frozenset(_BEFORE_WORDS.split()) | frozenset(phrase_lists.SMALL.split()) | frozenset(phrase_lists.SOFT.split())
)
_WORD = re.compile(r"[a-z]+")
_FORMS = ("ed", "ing", "ly", "'s")
_SHORT = 2


def unknown_before(folded: str, start: int, prompt: str, unit: str) -> bool:
    """Whether the last word before the number at ``start`` is none of the prompt, of its unit, or of a plain answer.

    Verbs, hedges, units and currencies are plain; what stands behind a number is what it counts and says nothing here.
    Without a prompt no word is unknown.
    """
    if not prompt or not (last := _LAST.search(folded[:start])):
        return False
    word = last[1]
    if len(word) <= _SHORT or word in _BEFORE or word in KNOWN or word.endswith(_FORMS) or units_spelled(word):
        return False
    return not (is_filler(word) or in_prompt(word, roots_of(f"{prompt} {unit}")))


def counts_else(text: str, prompt: str, unit: str) -> bool:
    """Whether the words beside a number count something else than the question: another country's, or the contrary."""
    if text.isdecimal():
        return False
    ours, theirs = parties_named(text), parties_named(prompt)
    if ours and theirs and ours.isdisjoint(theirs):
        return True
    asked = _bases(f"{prompt} {unit}")
    return contrasts(_bases(text), asked)


@lru_cache(maxsize=4096)
def _bases(text: str) -> frozenset[str]:
    return frozenset(map(base, _WORD.findall(text.lower())))
