"""Whether two options say the same, though they are written differently: what grading would take one for."""

import re

from quiz.matching import phrase_lists
from quiz.questions.plain_words import every_word, keywords, stem

_MOST_WORDS = 8
"""Words of an option beyond which it is a sentence, and two wordings of one are the author's business."""

_ARTICLES = frozenset(("the", "a", "an"))
_OF = re.compile(r"\s+of\s+(?:the\s+|an?\s+)?", re.IGNORECASE)

_MONTHS = frozenset(
    part
    for month in phrase_lists.MONTHS.split()
    for part in (month, month[:3], stem(month), *(("sept",) if month == "september" else ()))
)


def same_answer(option: str, key: str) -> bool:
    """True where grading would accept ``option`` from a learner who types it for ``key``.

    Numbers and dates by their value (``twenty-three`` and ``23``, ``12 Nov 2022`` and ``2022-11-12``), names by the
    person, other phrases by their words; anything longer than eight words only where no word differs.
    """
    mine, other = keywords(option), keywords(key)
    if not mine or not other:
        return False
    if mine == other and not (_numeric(option) or _numeric(key)) and _turned(option) == _turned(key) != []:
        return True
    if mine == other or _numeric(option) or _numeric(key):
        return _same_value(option, key, mine == other)
    if option[:1].isupper() and key[:1].isupper() and not mine.isdisjoint(other) and _names(option, key):
        from quiz.matching.names import same_person

        return same_person(option, key)
    return 2 * len(mine & other) > max(len(mine), len(other)) and _same_phrase(option, key)


def _turned(text: str) -> list[str]:
    """The words of a short phrase in their order, what belongs to somebody after its owner."""
    if len(text.split()) > _MOST_WORDS:
        return []
    thing, of, owner = _OF.sub(" of ", text).partition(" of ")
    return [stem(word) for word in every_word(f"{owner} {thing}" if of else text) if word not in _ARTICLES]


def _same_value(option: str, key: str, same_words: bool) -> bool:
    from quiz.matching.dates import parse_free as date_of
    from quiz.matching.number_words import KNOWN
    from quiz.matching.numbers import match_number
    from quiz.matching.numbers import parse_free as number_of

    one, two = date_of(option), date_of(key)
    if one is not None or two is not None:
        return one == two and _besides(option, _MONTHS) == _besides(key, _MONTHS)
    number = number_of(key)
    if number is None:
        return same_words and _same_phrase(option, key)
    rest, own = _besides(option, KNOWN), _besides(key, KNOWN)
    return (rest == own or not rest or not own) and match_number(option, number).right


def _besides(text: str, known: frozenset[str]) -> set[str]:
    """The words of a text that are neither figures nor among these."""
    return {word for word in keywords(text) if not word[:1].isdigit() and known.isdisjoint(word.split("-"))}


def _same_phrase(option: str, key: str) -> bool:
    if max(len(option.split()), len(key.split())) > _MOST_WORDS:
        return False
    from quiz.matching.phrases import match_phrase

    return match_phrase(option, key, strict=True).right and match_phrase(key, option, strict=True).right


def _numeric(text: str) -> bool:
    return len(text) <= 60 and any(char.isdigit() for char in text)


def _names(*texts: str) -> bool:
    return all(len(words := text.split()) <= 4 and sum(word[:1].isupper() for word in words) * 2 > len(words)
               for text in texts)  # fmt: skip
