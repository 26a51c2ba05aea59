"""The words of a question that carry its meaning, cheaply: what a reader compares when guessing."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_STOP = frozenset(
    """
    a about above after again all also although am an and any are as at be because been before being below between
    both but by can could did do does doing down during each either else even ever every few for from further give
    given had has have having he her here hers herself him himself his how i if in into is it its itself just least
    less let like made make many may me might more most much must my neither no nor not now of off on once one only or
    other our out over own per quite rather said same say says shall she should since so some still such than that
    the their theirs them themselves then there these they this those through to too under until up upon us very was
    way we were what when where whether which while who whom whose why will with within without would yet you your
    according answer article articles account accounts call called choose date day describe described exact
    find following mention mentioned month name named number option paragraph paragraphs passage place pick
    question reader report reported reports right select sentence sentences statement statements states text
    time true false type word words write writer wrong year
    """.split()  # noqa: SIM905  a table of words reads best as words
)


@lru_cache(maxsize=8192)
def keywords(text: str) -> frozenset[str]:
    """The words of a text in one plain form, without those that only hold it together or belong to any question."""
    return frozenset(in_order(text))


def in_order(text: str) -> list[str]:
    """As ``keywords``, in the order of the text and as often as they stand there."""
    return [stem(word) for word in every_word(text) if word not in _STOP]


def every_word(text: str) -> list[str]:
    """All words of a text without case, hyphenated ones and figures such as 1,500 as one."""
    return _WORD.findall(text.casefold())


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without the endings that turn ``report`` into ``reports``, ``reported`` and ``reporting``."""
    word = word.replace("’", "'")
    for ending in ("'s", "ings", "ing", "ies", "ied", "es", "ed", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word[:1].isdigit():
            return word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
    return word
