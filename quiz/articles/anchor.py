"""How a place in an article is named, and what it resolves to.

An anchor is an exact quote or sentence numbers. Exact means exact: white space folds, nothing else does. What comes
close is shown to the author as a suggestion and never used, because an excerpt that nearly says something proves
nothing.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from quiz.articles.article import Article


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of one article: character offsets into its text."""

    article: str
    start: int
    end: int


class Lost(msgspec.Struct, frozen=True):
    """Why an anchor names no single place.

    code is a rule's, such as ``quote-missing``; instead: the article's words that may have been meant, "" if unknown.
    """

    code: str
    what: str
    hint: str
    instead: str = ""


def find_quote(article: Article, quote: str, occurrence: int | None = None) -> Span | Lost:
    """The place of an exact quote of whole words (white space folded), inside one paragraph.

    ``occurrence`` (from 1) says which one where the words stand several times.
    """
    found = look_up(article, quote, occurrence)
    if found is None:
        from quiz.articles.near_miss import not_found  # only an author's mistake needs it

        return not_found(article, " ".join(quote.split()))
    return found


def look_up(article: Article, quote: str, occurrence: int | None = None) -> Span | Lost | None:
    """As ``find_quote``, but None where the words do not stand in the article: why not costs time to say."""
    wanted = " ".join(quote.split())
    if not wanted:
        return Lost("quote-empty", "an empty quote", "copy the words that decide the answer from the article")
    text = article.text
    starts: list[int] = []
    start = text.find(wanted)
    while start >= 0 and len(starts) < 1000:
        if _is_whole(text, start, start + len(wanted)):
            starts.append(start)
        start = text.find(wanted, start + 1)
    if not starts:
        return None
    if occurrence is not None:
        if 1 <= occurrence <= len(starts):
            begin = starts[occurrence - 1]
            return Span(article.id, begin, begin + len(wanted))
        times = "once" if len(starts) == 1 else f"{len(starts)} times"
        what = f"occurrence {occurrence} of a quote that stands there {times}"
        return Lost("no-such-occurrence", what, "correct the number")
    if len(starts) > 1:
        numbers = dict.fromkeys(article.paragraph_at(at).number or "heading" for at in starts)
        where = ", ".join(str(number) for number in list(numbers)[:6])
        return Lost(
            "quote-ambiguous",
            f'"{short(wanted)}" stands {len(starts)} times in {article.id} '
            f"(paragraph{'s' * (len(numbers) > 1)} {where})",
            "quote more words, or say which one with occurrence:",
        )
    return Span(article.id, starts[0], starts[0] + len(wanted))


def find_words(article: Article, words: str) -> Span | None:
    """The first place where words stand as whole words, whatever the case and the shape of quotes and dashes.

    For what a learner types; an author's quote must be exact.
    """
    text = folded(article.text)
    wanted = fold(" ".join(words.split()))
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        if _is_whole(text, start, start + len(wanted)):
            return Span(article.id, start, start + len(wanted))
        start = text.find(wanted, start + 1)
    return None


def _is_whole(text: str, start: int, end: int) -> bool:
    """False where a word or number is cut: "23" does not stand in "2023"."""
    cut_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    return not cut_before and not (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())


def find_sentences(article: Article, numbers: Sequence[int]) -> list[Span] | Lost:
    """The places of whole sentences by number (from 1), neighbours joined into one."""
    if not numbers:
        return Lost("quote-empty", "no sentence numbers", "name at least one sentence")
    spans: list[Span] = []
    wanted = sorted(set(numbers))
    for before, number in zip([0, *wanted], wanted, strict=False):
        if not 1 <= number <= len(article.sentences):
            return Lost(
                "no-such-sentence",
                f"{article.id} has no sentence {number}",
                f"its sentences are 1 to {len(article.sentences)}",
            )
        start, end = article.sentences[number - 1]
        if spans and before == number - 1 and article.paragraph_at(start) == article.paragraph_at(spans[-1].start):
            spans[-1] = Span(article.id, spans[-1].start, end)
        else:
            spans.append(Span(article.id, start, end))
    return spans


def excerpt(article: Article, span: Span) -> str:
    """The words of a span."""
    return article.text[span.start : span.end]


_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "}
)


@lru_cache(maxsize=8)
def folded(text: str) -> str:
    """An article's text, folded: every mistake of a set looks at it."""
    return fold(text)


def fold(text: str) -> str:
    """Letters' case and the shape of quotation marks and dashes folded, character for character."""
    if text.isascii():
        return text.lower()
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text.translate(_QUOTES))


def short(text: str, most: int = 60) -> str:
    if len(text) <= most:
        return text
    return re.sub(r"\s+\S*$", "", text[:most]) + " ..."
