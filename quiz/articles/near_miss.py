"""What is wrong with a quote that does not stand in an article, said as helpfully as can be.

Nothing here is ever used as evidence: it is shown to the author, who decides.
"""

import re
from functools import lru_cache

from quiz.articles.anchor import Lost, fold, folded, short
from quiz.articles.article import Article
from quiz.text.normalise import normalise

_LONGEST_SEARCHED = 200_000
"""Characters of an article in which a like quote is looked for; beyond that an author would wait too long."""

_LONGEST_QUOTE = 2_000
"""Characters of a quote beyond which no like one is looked for."""

_MOST_COMPARED = 40_000_000
"""The longest quote times the longest text, in characters, for which a like stretch is looked for: a blink's work."""

_GAP = "\0"

_WORD = re.compile(r"\w+(?:['’.,‐‑–-]\w+)*")


def not_found(article: Article, wanted: str) -> Lost:
    """Why ``wanted`` (white space folded) is no quote of the article: a word cut, not exact, or not there."""
    if exact := same_words(article, wanted):
        return Lost(
            "quote-inexact",
            f'"{short(wanted)}" is not exact',
            f'the article has: "{_around_difference(wanted, exact)}"',
            exact,
        )
    at = folded(article.text).find(fold(wanted))
    if at >= 0:
        return _cut(article, wanted, at)
    if near := nearest(article, wanted):
        hint = f'did you mean: "{short(near, 160)}"'
        return Lost("quote-missing", f'"{short(wanted)}" is not in {article.id}', hint, near)
    return Lost("quote-missing", f'"{short(wanted)}" is not in {article.id}', "copy the words from the article")


def same_words(article: Article, wanted: str) -> str:
    """The article's own words where they are those of a quote but for case, punctuation and the shape of quotes.

    Empty where the words do not stand there whole, in this order and within one paragraph. Where they stand several
    times, the first: an exact quote of them is then ambiguous, and says so.
    """
    text = article.text
    if len(text) > _LONGEST_SEARCHED or len(wanted) > _LONGEST_QUOTE or not (words := _words(wanted)):
        return ""
    every, looked_in = _words(text), _in_a_row(text)
    looked_for = _in_a_row(wanted)
    found = looked_in.find(looked_for)
    while found >= 0:
        first = looked_in.count(_GAP, 0, found)
        start, end = every[first][1], every[first + len(words) - 1][2]
        if article.paragraph_at(start) == article.paragraph_at(end - 1):
            return _with_edges(text, start, end, wanted[: words[0][1]], wanted[words[-1][2] :])
        found = looked_in.find(looked_for, found + 1)
    return ""


def _with_edges(text: str, start: int, end: int, before: str, after: str) -> str:
    """Words with the punctuation that the quote has round them, as far as the article has it too."""
    for char in reversed(fold(before)):
        if start and fold(text[start - 1]) == char:
            start -= 1
        else:
            break
    for char in fold(after):
        if end < len(text) and fold(text[end]) == char:
            end += 1
        else:
            break
    return text[start:end].strip()


@lru_cache(maxsize=8)
def _words(text: str) -> list[tuple[str, int, int]]:
    """Each word in its plain form, with where it begins and ends."""
    return [(normalise(found.group()), found.start(), found.end()) for found in _WORD.finditer(text)]


@lru_cache(maxsize=8)
def _in_a_row(text: str) -> str:
    """The words of a text in their plain form, each between gaps: finding some in a row is finding a string."""
    return _GAP + _GAP.join(key for key, _, _ in _words(text)) + _GAP


def _cut(article: Article, wanted: str, at: int) -> Lost:
    whole = _whole_words(article, at, at + len(wanted))
    return Lost("quote-cuts-word", f'"{short(wanted)}" cuts a word', f'quote whole words: "{whole}"', whole)


def nearest(article: Article, wanted: str) -> str | None:
    """The stretch of the article that is most like a quote, cut at words; None where nothing is like it."""
    from rapidfuzz import fuzz  # only an author's mistake needs it; it costs 7 ms to import

    if not 4 <= len(wanted) <= _LONGEST_QUOTE or len(article.text) > _LONGEST_SEARCHED:
        return None
    if len(wanted) * len(article.text) > _MOST_COMPARED:
        return None
    best = fuzz.partial_ratio_alignment(fold(wanted), folded(article.text), score_cutoff=60)
    if best is None:
        return None
    return _whole_words(article, best.dest_start, best.dest_end).strip(' ,;:"') or None


def _whole_words(article: Article, start: int, end: int) -> str:
    """A stretch of one paragraph, widened to whole words."""
    text = article.text
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    paragraph = article.paragraph_at((start + end) // 2)
    return text[max(start, paragraph.start) : min(end, paragraph.end)]


def _around_difference(wanted: str, exact: str) -> str:
    """The exact words around the first difference: a long quote need not be read whole to see a comma."""
    first = next((at for at, (a, b) in enumerate(zip(wanted, exact, strict=False)) if a != b), 0)
    start = max(0, exact.rfind(" ", 0, max(0, first - 30)) + 1)
    return short(exact[start:], 100)
