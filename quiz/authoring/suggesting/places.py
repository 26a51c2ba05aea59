"""Quotes that name one place: enough words of a sentence, exact, and standing in the article once."""

import re

from quiz.articles.anchor import Span, look_up
from quiz.articles.article import Article

_LEAST_WORDS = 5
_CLAUSE_END = re.compile(r"[,;:](?=\s)|\s-\s")


def sentence_of(article: Article, offset: int) -> tuple[int, int]:
    """(start, end) of the sentence that holds an offset."""
    return article.sentences[max(0, article.sentence_at(offset) - 1)]


def paragraph_of(article: Article, offset: int) -> int:
    """The number of the paragraph that holds an offset; that of the nearest before for a heading."""
    numbers = [one.number for one in article.paragraphs if one.start <= offset and one.number]
    return numbers[-1] if numbers else 1


def quote_around(article: Article, start: int, end: int) -> str:
    """The shortest run of whole clauses round a stretch that has some words and stands in the article once.

    "" where even its sentence stands there twice.
    """
    text = article.text
    first, last = sentence_of(article, start)
    stops = [first, *(first + hit.end() for hit in _CLAUSE_END.finditer(text[first:last])), last]
    left = max(at for at, stop in enumerate(stops) if stop <= start)
    right = min((at for at, stop in enumerate(stops) if stop >= end), default=len(stops) - 1)
    while True:
        quote = text[stops[left] : stops[right]].strip().rstrip(",;:.").strip()
        if len(quote.split()) >= _LEAST_WORDS and _once(article, quote):
            return quote
        if right < len(stops) - 1:
            right += 1
        elif left > 0:
            left -= 1
        else:
            whole = text[first:last].strip()
            return whole if _once(article, whole) else ""


def words_around(article: Article, start: int, end: int, before: int = 8, after: int = 6) -> str:
    """Some words of the sentence on either side of a stretch, up to a quotation mark, with a gap in its place."""
    first, last = sentence_of(article, start)
    left = re.split(r"[\"“”]", article.text[first:start])[-1]
    right = re.split(r"[\"“”]", article.text[end:last])[0]
    lefts, rights = left.split(" "), right.split(" ")
    shown = " ".join(lefts[-before - 1 :]) + "___" + " ".join(rights[: after + 1])
    opens = "... " if len(lefts) > before + 1 else ""
    return opens + shown.strip(" ,;:.") + (" ..." if len(rights) > after + 1 else "")


def without(text: str, start: int, end: int) -> str:
    """A text with a gap in the place of a stretch."""
    return f"{text[:start]}___{text[end:]}"


def _once(article: Article, quote: str) -> bool:
    return isinstance(look_up(article, quote), Span)
