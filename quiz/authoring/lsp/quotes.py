"""Quotes of an article for a few words typed: clauses and sentences, exact and standing there once."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from quiz.articles.anchor import Span, look_up
from quiz.articles.article import Article
from quiz.text.normalise import words

MOST = 20
_MOST_LOOKED_AT = 200
_CLAUSE = re.compile(r"(?<=[,;:])\s")
_LEAST_WORDS = 3


def find_quotes(articles: Iterable[Article], typed: str) -> list[tuple[Article, int, str]]:
    """(article, number of its sentence, quote) for the words typed, the nearest first: words in a row, then in order.

    Without words typed, every sentence from the beginning.
    """
    wanted = words(typed[:300])
    rated: list[tuple[int, int, int, Article, int, str]] = []
    for place, article in enumerate(articles):
        known = _words_of(article.text, article.sentences)
        for number, ((start, end), there) in enumerate(zip(article.sentences, known, strict=True), 1):
            sentence = article.text[start:end]
            rank = _rank(there, wanted)
            if rank is None:
                continue
            for quote in _cuts(sentence, wanted):
                if len(rated) < _MOST_LOOKED_AT and isinstance(look_up(article, quote), Span):
                    rated.append((rank, place, number, article, number, quote))
    rated.sort(key=lambda one: one[:3])
    return [(article, number, quote) for *_, article, number, quote in rated[:MOST]]


@lru_cache(maxsize=16)
def _words_of(text: str, sentences: tuple[tuple[int, int], ...]) -> list[list[str]]:
    return [words(text[start:end]) for start, end in sentences]


def _cuts(sentence: str, wanted: list[str]) -> Iterator[str]:
    """The clause that holds the words, where it is shorter than the sentence, and the sentence."""
    whole = sentence.strip()
    for clause in _CLAUSE.split(whole) if wanted else ():
        cut = clause.strip().rstrip(",;:.")
        if cut != whole.rstrip(".") and len(cut.split()) >= _LEAST_WORDS and _rank(words(cut), wanted) is not None:
            yield cut
    yield whole.rstrip(".") if whole.count(".") == 1 and whole.endswith(".") else whole


def _rank(there: list[str], wanted: list[str]) -> int | None:
    """0: the words stand there in a row; 1: in this order; 2: somehow; None: not all. The last may be a beginning."""
    if not wanted:
        return 0
    *whole, last = wanted
    length = len(wanted)
    for at in range(len(there) - length + 1):
        if there[at : at + length - 1] == whole and there[at + length - 1].startswith(last):
            return 0
    rest = iter(there)
    if all(any(word == one for word in rest) for one in whole) and any(word.startswith(last) for word in rest):
        return 1
    known = set(there)
    return 2 if known.issuperset(whole) and any(word.startswith(last) for word in there) else None
