"""The first draft of a question: what a selection in the article already says about it."""

import re
from collections.abc import Collection
from fractions import Fraction

from quiz.articles.anchor import Lost, Span, look_up
from quiz.articles.article import Article
from quiz.questions.base import Anchor, Sources, resolve
from quiz.questions.forms import Typed

_FEW_WORDS = 8
_SMALL = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "is", "it", "of", "on", "that", "the", "to", "was"}
)


def anchor_for(article: Article, start: int, end: int, sources: Sources) -> str | Anchor:
    """A stretch of an article as an exact quote, with ``occurrence`` and ``article`` where they are needed."""
    quote = " ".join(article.text[start:end].split())
    occurrence = None
    if not isinstance(look_up(article, quote), Span):
        for number in range(1, 1000):
            found = look_up(article, quote, number)
            if not isinstance(found, Span):
                break
            if found.start == start:
                occurrence = number
                break
    made = Anchor(quote=quote, occurrence=occurrence)
    spans = resolve(made, sources)
    if isinstance(spans, Lost) or spans[0].article != article.id:
        made = Anchor(quote=quote, article=article.id, occurrence=occurrence)
    return quote if made == Anchor(quote=quote) else made


def prefill(kind: str, article: Article, start: int, end: int, sources: Sources) -> dict[str, Typed]:
    """The fields of a form for a kind, as far as the selected stretch gives them."""
    quote = article.text[start:end]
    here = anchor_for(article, start, end, sources)
    found: dict[str, Typed] = {"evidence": (here,)}
    few = len(quote.split()) <= _FEW_WORDS
    match kind:
        case "date":
            found |= {"answer": date_in(quote, article), "topic": "date", "skill": "locate"}
        case "number":
            number, unit = number_in(quote)
            found |= {"answer": number, "unit": unit, "topic": "figure", "skill": "locate"}
        case "name":
            found |= {"answer": name_in(quote), "topic": "person", "skill": "locate"}
        case "short" | "choice" if few:
            found["answer"] = quote
        case "choices" if few:
            found["answers"] = quote
        case "cloze":
            found["text"] = _gapped(article, start, end)
        case "insert":
            found["after"] = (here,)
        case "highlight":
            whole = (start, end) in article.sentences
            found |= {"answer": (here,), "unit": "sentence" if whole else "phrase"}
        case "order":
            found["topic"] = "sequence"
    return found


def new_id(words: str, taken: Collection[str]) -> str:
    """A short id made of words, which none of ``taken`` has."""
    from anyascii import anyascii

    plain = re.findall(r"[a-z0-9]+", anyascii(words).lower())
    telling = [word for word in plain if word not in _SMALL] or plain or ["question"]
    base = "-".join(telling[:3])[:48].strip("-")
    made, number = base, 2
    while made in taken:
        made, number = f"{base}-{number}", number + 1
    return made


def guess_kind(quote: str, article: Article) -> str:
    """The kind that a selection lends itself to: a date, a number, a name, a few words, a sentence."""
    if date_in(quote, article) and len(quote.split()) <= _FEW_WORDS:
        return "date"
    if name_in(quote) == quote:
        return "name"
    if number_in(quote)[0]:
        return "number"
    return "short" if len(quote.split()) <= 3 else "choice"


def date_in(quote: str, article: Article) -> str:
    """The first date in a text, as a key is written; empty where there is none."""
    from quiz.matching.date_value import Partial
    from quiz.matching.dates import find_dates

    def said(part: Partial) -> str:
        if part.year is None or part.short:
            return ""
        pieces = [f"{part.year:04}"] + [f"{one:02}" for one in (part.month, part.day) if one is not None]
        return "-".join(pieces)

    for one in find_dates(quote, published=article.published):
        first, last = said(one.value.start), said(one.value.end)
        if first and last:
            return first if first == last else f"{first}/{last}"
    return ""


def number_in(quote: str) -> tuple[str, str]:
    """The first number in a text, and its unit: a measure, or the word that follows. Empty where there is none."""
    from quiz.matching.numbers import find_numbers

    for one in find_numbers(quote):
        after = re.match(r"[\s-]*([^\W\d_]+)", quote[one.end :])
        return _written(one.value), one.unit or (after.group(1) if after else "")
    return "", ""


def name_in(quote: str) -> str:
    """The longest name in a text; empty where there is none."""
    from quiz.matching.name_finding import find_names

    return max((one.text for one in find_names(quote)), key=len, default="")


def _written(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.10g}"


def _gapped(article: Article, start: int, end: int) -> str:
    """The sentence of a selection with the selection as its gap; to be put into other words."""
    first, last = article.sentences[max(article.sentence_at(start), 1) - 1]
    if first <= start and end <= last and (start, end) != (first, last):
        return f"{article.text[first:start]}{{{article.text[start:end]}}}{article.text[end:last]}"
    return article.text[start:end]
