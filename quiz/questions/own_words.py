"""What a prompt and an explanation say of the world besides the key: days, figures and people, held to the article."""

import re
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from quiz.questions.base import Flaw, Question, Sources
from quiz.questions.kinds.name import Name
from quiz.questions.kinds.short import Short
from quiz.questions.kinds.statement import Statement
from quiz.text.normalise import words

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_FIGURE = re.compile(r"(?<![\w.,])\d[\d,.]*\d(?![\w%])|(?<![\w.,])\d[\d,.]*\d(?=%)", re.ASCII)
_PLACE_NUMBER = re.compile(
    r"\b(?:paragraphs?|sentences?|lines?|questions?|rows?|gaps?|steps?|options?|pages?|no\.?|number)\s+[\d ,and-]+",
    re.IGNORECASE,
)
_SMALLEST = 10
"""Figures below it are counted by the author as often as by the article."""


def wrong_days(question: Question, sources: Sources) -> Iterator[Flaw]:
    """A day of the week that its date is not, in an explanation or in a prompt that does not ask whether it is so."""
    for field in ("explain",) if isinstance(question, Statement) else ("prompt", "explain"):
        text = getattr(question, field)
        if not _WEEKDAY.search(text) or not any(char.isdigit() for char in text):
            continue
        from quiz.matching.dates import find_dates
        from quiz.questions.nearly import other_day

        for one in find_dates(text):
            written, day = text[one.start : one.end], other_day(one)
            if day is not None and not any(written in article.text for article in sources.articles.values()):
                what = f"{written!r} was a {_WEEKDAYS[day.weekday()]}"
                yield Flaw((field,), "wrong-weekday", what, "mend the day, or the date")


def foreign(question: Question, sources: Sources) -> Iterator[Flaw]:
    """A figure, a year or a person in the prompt or the explanation that no article of the set has.

    A statement's prompt may say what is false; what the prompt, the key or the options say an explanation may take up.
    """
    own = _texts(question)
    for field in ("explain",) if isinstance(question, Statement) else ("prompt", "explain"):
        text = getattr(question, field)
        if field == "prompt" and " or " in text.casefold():
            continue  # what it offers may be wrong
        beside = " ".join(value for name, value in own.items() if name not in (field, "explain"))
        for what in (*_figures(text, beside, sources), *_people(text, beside, sources)):
            hint = "mend it, or say it without; learners can only look it up there"
            yield Flaw((field,), "not-in-article", f"no article of the set has {what!r}", hint)


def key_in_prompt(question: Question) -> Iterator[Flaw]:
    """The key of a typed answer in the words of its own prompt, unless it is one of several that are offered."""
    if not isinstance(question, Name | Short) or " or " in question.prompt.casefold():
        return
    asked, key = f" {' '.join(words(question.prompt))} ", words(question.answer)
    if key and f" {' '.join(key)} " in asked:
        what = f"the prompt says {question.answer[:60]!r} itself"
        yield Flaw(("prompt",), "key-in-prompt", what, "ask for it without naming it")


def _texts(question: Question) -> dict[str, str]:
    """Everything that an author wrote in a question, as one text for each field."""
    return {name: _flat(value) for name, value in msgspec.to_builtins(question).items()}


def _flat(value: object) -> str:
    match value:
        case dict():
            return " ".join(f"{key} {_flat(item)}" for key, item in value.items())
        case list() | tuple():
            return " ".join(map(_flat, value))
        case _:
            return str(value)


def _figures(text: str, beside: str, sources: Sources) -> Iterator[str]:
    figures = [
        one for one in _FIGURE.findall(_PLACE_NUMBER.sub(" ", text)) if _plain(one) not in _plain_figures(beside)
    ]
    if figures:
        known = set().union(*(_known(article.text) for article in sources.articles.values()))
        for article in sources.articles.values():
            known |= _plain_figures(f"{article.title} {article.about}")
        yield from dict.fromkeys(one for one in figures if _plain(one) not in known and _size(one) >= _SMALLEST)


@lru_cache(maxsize=32)
def _known(text: str) -> frozenset[str]:
    """Every figure of an article, in digits, also those that it has in words."""
    from quiz.matching.numbers import find_numbers

    said = {f"{float(one.value):.15g}" for one in find_numbers(text)}
    return frozenset(said | _plain_figures(text))


def _plain_figures(text: str) -> set[str]:
    return {_plain(one) for one in re.findall(r"\d[\d,.]*", text, re.ASCII)}


def _plain(figure: str) -> str:
    plain = figure.replace(",", "").rstrip(".")
    return plain.lstrip("0") or "0"


def _size(figure: str) -> float:
    try:
        return float(_plain(figure))
    except ValueError:  # 12.04.2026
        return 0.0


def _people(text: str, beside: str, sources: Sources) -> Iterator[str]:
    if sum(word[:1].isupper() for word in text.split()) < 2:
        return
    from quiz.matching.names import people_in

    known: set[str] = set(words(beside))
    for article in sources.articles.values():
        known |= _vocabulary(article.text) | set(words(f"{article.title} {article.about}"))
    for name in people_in(text):
        if known.isdisjoint(words(name)):
            yield name


@lru_cache(maxsize=32)
def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(form for word in words(text) for form in (word, word.removesuffix("'s")))
