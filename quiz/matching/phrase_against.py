"""What speaks against a response that has a key's words: another owner, doer or year, or a word that denies the key's.

``against`` has the last word on what comparing finds right or near.
"""

import re
from functools import lru_cache

from quiz.matching.contrasts import contrasts
from quiz.matching.match import Match
from quiz.matching.phrase_keys import Keys
from quiz.matching.phrase_whose import anothers, doers_in
from quiz.matching.phrase_words import Phrase

_YEAR = re.compile(r"#(?:1\d|20)\d\d")
_OWN_WORDS = re.compile(r"\b(?:own|exact|very|same) words\b|\bword for word\b|\bliterally\b", re.IGNORECASE)
# Where a word more may be one that speaks against the key.
_MAY_ADD = frozenset(("extra_word", "repeats_prompt", "spelling"))
_CONTRARY = Match("wrong", "contrary", "One word of that says the contrary.")
_YEARS = Match("wrong", "wrong_year", "The year is different.")
_DOER = Match("wrong", "other_words", "Look at who or what does it.")
_SENSE = Match("near", "other_words", "That is the sense; give the very words.")


def against(typed: Phrase, asked: Keys, found: Match) -> Match | None:
    """The verdict on a response that was found right or near, where something speaks against that; else None."""
    known = asked.owners
    if found.reason in _MAY_ADD or not found.right:
        said = frozenset([word.key for word in typed.all]) - asked.question.keys
        if contrasts(said, known.words):
            return _CONTRARY
        if any(map(_YEAR.fullmatch, said - known.words)) and any(map(_YEAR.fullmatch, known.words)):
            return _YEARS
    if found.right and found.reason in _MAY_ADD and (other := anothers(typed, known)) is not None:
        return other
    if found.right and known.doers and (mine := doers_in(typed)):
        verbs = {verb for _, verb in mine & known.doers}
        if any((not animate, verb) in known.doers and verb not in verbs for animate, verb in mine):
            return _DOER
    if found.right and found.reason != "spelling" and _asks_words(asked.question.text):
        whole = f" {typed.plain} "
        return None if any(f" {plain} " in whole for plain in asked.plains) else _SENSE
    return None


@lru_cache(maxsize=2048)
def _asks_words(question: str) -> bool:
    return _OWN_WORDS.search(question) is not None
