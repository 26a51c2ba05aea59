"""What a question asks for decides what answers it: who, yes or no.

Asked who, a country and its people are one party (``Russia``, ``the Russians``), and who does something answers for
the doing of it (``sharecroppers``, ``sharecropping``). Asked whether, ``no, he refused`` is ``no``.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from quiz.matching.match import Match
from quiz.matching.name_things import same_country
from quiz.matching.phrase_keys import Key, Question
from quiz.matching.phrase_words import Phrase
from quiz.matching.spelling import base

_WHO = re.compile(r"\b(?:who|whom)\b", re.IGNORECASE)
_WHETHER = re.compile(
    r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|shall|should|may|might|must)\b", re.IGNORECASE
)
_DOER = re.compile(r"(.{3,})(?:ers?|ors?)")
_SAYS = {"yes": "yes", "yeah": "yes", "yep": "yes", "no": "no", "nope": "no"}
# What may follow a yes or no that is the whole of an answer, the rest being its reason.
_GOES_ON = frozenset(["he", "she", "it", "they", "we", "i", "you", "there", "such", "because"])
_TAKES_BACK = frozenset(["but", "except", "unless", "until", "although", "though", "however"])


def whether(typed: Phrase, keys: Sequence[Key], question: Question) -> Match | None:
    """The verdict on a yes or no with its reason behind it, where that is asked and is all of a key; else None."""
    if not _asks_whether(question.text):
        return None
    said = _SAYS.get(typed.all[0].text, "")
    wanted = {_alone(phrase) for key in keys for phrase in key.phrases} - {""}
    if not said or len(wanted) != 1 or len(typed.all) < 2:
        return None
    rest = typed.all[1:]
    if rest[0].role != "break" and rest[0].text not in _GOES_ON:
        return None
    if any(word.text in _SAYS and (word.text != "no" or said == "yes") for word in rest):
        return None
    if not _TAKES_BACK.isdisjoint({word.text for word in rest}):
        return None
    if said == "yes" and any(word.role == "negator" for word in rest):
        return None
    return Match("right", "extra_word") if said in wanted else Match("wrong", "other_words")


def who(typed: Phrase, key: Key, question: Question) -> Match | None:
    """Right where the question asks who, and the response names those of the key: its people, or who does it."""
    if len(typed.content) != 1 or typed.negators or not _asks_who(question.text):
        return None
    said = typed.content[0]
    for phrase in key.phrases:
        if len(phrase.content) != 1 or phrase.negators:
            continue
        meant = phrase.content[0]
        if same_country(said.text, meant.text):
            return Match("right", "demonym")
        doer = _DOER.fullmatch(said.text)
        if doer and meant.text.endswith("ing") and base(doer[1] + "ing") == meant.key:
            return Match("right", "inflection")
    return None


@lru_cache(maxsize=2048)
def _asks_who(question: str) -> bool:
    return _WHO.search(question) is not None


@lru_cache(maxsize=2048)
def _asks_whether(question: str) -> bool:
    return _WHETHER.match(question.lstrip('"“‘ ')) is not None


def _alone(phrase: Phrase) -> str:
    """The ``yes`` or ``no`` that is all of a key but for an adverb: ``Typically, no``."""
    said = [_SAYS[word.text] for word in phrase.all if word.text in _SAYS]
    rest = [word for word in phrase.all if word.text not in _SAYS and word.role != "break"]
    return said[0] if len(said) == 1 and all(word.text.endswith("ly") for word in rest) else ""
