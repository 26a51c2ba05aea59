"""How a place in an article is named, and what it resolves to.

An anchor is an exact quote or sentence numbers. Exact means exact: white space folds, nothing else does. What comes
close is shown to the author as a suggestion and never used, because an excerpt that nearly says something proves
nothing.
"""

import re
from collections.abc import Sequence

import msgspec

from quiz.articles.article import Article


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of one article: character offsets into its text."""

    article: str
    start: int
    end: int


class Lost(msgspec.Struct, frozen=True):
    """Why an anchor names no single place. code: ``missing``, ``ambiguous``, ``inexact`` or ``empty``."""

    code: str
    what: str
    hint: str


def find_quote(article: Article, quote: str, occurrence: int | None = None) -> Span | Lost:
    """The place of an exact quote (white space folded), inside one paragraph.

    ``occurrence`` (from 1) says which one where the words stand several times.
    """
    wanted = " ".join(quote.split())
    if not wanted:
        return Lost("empty", "an empty quote", "copy the words that decide the answer from the article")
    text = article.text
    starts: list[int] = []
    start = text.find(wanted)
    while start >= 0 and len(starts) < 1000:
        starts.append(start)
        start = text.find(wanted, start + 1)
    if not starts:
        return _not_found(article, wanted)
    if occurrence is not None:
        if 1 <= occurrence <= len(starts):
            begin = starts[occurrence - 1]
            return Span(article.id, begin, begin + len(wanted))
        times = "once" if len(starts) == 1 else f"{len(starts)} times"
        return Lost("missing", f"occurrence {occurrence} of a quote that stands there {times}", "correct the number")
    if len(starts) > 1:
        numbers = [article.paragraph_at(at).number for at in starts]
        where = ", ".join(str(number) for number in numbers[:6])
        return Lost(
            "ambiguous",
            f'"{_short(wanted)}" stands {len(starts)} times in {article.id} (paragraphs {where})',
            "quote more words, or say which one with occurrence:",
        )
    return Span(article.id, starts[0], starts[0] + len(wanted))


def find_sentences(article: Article, numbers: Sequence[int]) -> list[Span] | Lost:
    """The places of whole sentences by number (from 1), neighbours joined into one."""
    if not numbers:
        return Lost("empty", "no sentence numbers", "name at least one sentence")
    spans: list[Span] = []
    for number in sorted(set(numbers)):
        if not 1 <= number <= len(article.sentences):
            return Lost(
                "missing",
                f"{article.id} has no sentence {number}",
                f"its sentences are 1 to {len(article.sentences)}",
            )
        start, end = article.sentences[number - 1]
        same_paragraph = spans and article.paragraph_at(start) == article.paragraph_at(spans[-1].start)
        if same_paragraph and number - 1 in numbers:
            spans[-1] = Span(article.id, spans[-1].start, end)
        else:
            spans.append(Span(article.id, start, end))
    return spans


def excerpt(article: Article, span: Span) -> str:
    """The words of a span."""
    return article.text[span.start : span.end]


def _not_found(article: Article, wanted: str) -> Lost:
    """Say what is wrong with a quote that does not stand in the article, as helpfully as can be."""
    folded = _fold(article.text)
    at = folded.find(_fold(wanted))
    if at >= 0:  # folding keeps lengths, so offsets agree
        exact = article.text[at : at + len(wanted)]
        return Lost(
            "inexact",
            f'"{_short(wanted)}" is not exact',
            f'the article has: "{_around_difference(wanted, exact)}"',
        )
    if near := nearest(article, wanted):
        return Lost("missing", f'"{_short(wanted)}" is not in {article.id}', f'did you mean: "{_short(near, 160)}"')
    return Lost("missing", f'"{_short(wanted)}" is not in {article.id}', "copy the words from the article")


def nearest(article: Article, wanted: str) -> str | None:
    """The stretch of the article that is most like a quote, cut at words; None where nothing is like it."""
    from rapidfuzz import fuzz  # only an author's mistake needs it; it costs 7 ms to import

    if len(wanted) > 2000 or len(wanted) < 4:
        return None
    best = fuzz.partial_ratio_alignment(wanted.lower(), article.text.lower(), score_cutoff=60)
    if best is None:
        return None
    start, end = best.dest_start, best.dest_end
    text = article.text
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    paragraph = article.paragraph_at((start + end) // 2)
    return text[max(start, paragraph.start) : min(end, paragraph.end)].strip(' ,;:"') or None


_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "}
)


def _fold(text: str) -> str:
    """Letters' case and the shape of quotation marks and dashes folded, character for character."""
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text.translate(_QUOTES))


def _around_difference(wanted: str, exact: str) -> str:
    """The exact words around the first difference: a long quote need not be read whole to see a comma."""
    first = next((at for at, (a, b) in enumerate(zip(wanted, exact, strict=True)) if a != b), 0)
    start = max(0, exact.rfind(" ", 0, max(0, first - 30)) + 1)
    return _short(exact[start:], 100)


def _short(text: str, most: int = 60) -> str:
    if len(text) <= most:
        return text
    return re.sub(r"\s+\S*$", "", text[:most]) + " ..."
