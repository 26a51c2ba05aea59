"""The quotes of a set at a place: what they stand for in the article, and where that is in the article's file."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from quiz.articles.anchor import Lost, Span
from quiz.articles.article import Article
from quiz.articles.article_file import split_article
from quiz.authoring.lsp.completion import takes_quote
from quiz.authoring.lsp.outline import Context, Outline, QuestionLines
from quiz.authoring.lsp.shelf import Shelf
from quiz.questions.base import Anchor, Sources, resolve
from quiz.text.sanitise import sanitise
from quiz.text.yaml_door import Map, Mark, Seq, Value, YamlError


class Cited(NamedTuple):
    """A quote of a set: where its value begins, and the places in the article it names, or why it names none."""

    mark: Mark
    found: list[Span] | Lost
    sources: Sources


def cited_at(outline: Outline, offset: int, path: Path, shelf: Shelf) -> Cited | None:
    """The quote whose value a place of a set lies in; None where there is none that can be read."""
    context = outline.context(offset)
    question = context.question
    if question is None or not _is_quote(outline, context):
        return None
    value = outline.value(question)
    sources = shelf.sources(path, outline.articles())
    if value is None or sources is None:
        return None
    here = outline.text.mark(offset)
    prefer = value.get("article", "")
    best: tuple[Mark, Anchor] | None = None
    for name in ("evidence", "at", "after", "answer"):
        if name == "answer" and value.get("kind") != "highlight":
            continue
        for mark, anchor in _anchors(value, name):
            if mark <= here and (best is None or mark > best[0]):
                best = (mark, anchor)
    if best is None:
        return None
    return Cited(best[0], resolve(best[1], sources, prefer if isinstance(prefer, str) else ""), sources)


def _is_quote(outline: Outline, context: Context) -> bool:
    """Whether the field at a place, or the one its mapping belongs to, names a place in the article."""
    inner = context._replace(path=context.path[:1])
    return takes_quote(outline, context) or takes_quote(outline, inner)


def _anchors(value: Map, name: str) -> Iterator[tuple[Mark, Anchor]]:
    given = value.get(name)
    if given is None:
        return
    items: list[tuple[Mark, Value]] = [(value.values_at[name], given)]
    if isinstance(given, Seq):
        items = list(zip(given.values_at, given, strict=True))
    for mark, one in items:
        if isinstance(one, str):
            yield mark, Anchor(quote=one)
        elif isinstance(one, Map):
            try:
                yield mark, msgspec.convert(one, Anchor, strict=False)
            except msgspec.ValidationError:
                continue  # a diagnostic says what is wrong with it


class InFile(NamedTuple):
    """A place in an article's file: line and columns from 0, in characters."""

    path: Path
    line: int
    column: int
    end_line: int
    end_column: int


def in_article_file(article: Article, span: Span, path: Path, text: str) -> InFile:
    """Where a span stands in the file an article was read from; its beginning where that cannot be told.

    The article's text is the file's with its white space folded, so the characters between are counted.
    """
    try:
        written = split_article(text, str(path))
    except YamlError:
        return InFile(path, 0, 0, 0, 0)
    before = sum(not char.isspace() for char in _unmarked(article, span.start))
    inside = sum(not char.isspace() for char in article.text[span.start : span.end])
    first = last = None
    count = 0
    for line, words in enumerate(sanitise(written.body).split("\n"), written.body_line - 1):
        heading = len("## ") if words.startswith("## ") else 0
        for column, char in enumerate(words):
            if column < heading or char.isspace():
                continue
            count += 1
            if count == before + 1:
                first = (line, column)
            if count == before + inside:
                last = (line, column + 1)
                break
        if last:
            break
    if first is None or last is None:
        return InFile(path, written.body_line, 0, written.body_line, 0)
    return InFile(path, *first, *last)


def _unmarked(article: Article, end: int) -> str:
    return article.text[:end]


def article_named_at(outline: Outline, offset: int) -> str:
    """The article id at a place of ``articles:`` or ``article:``; "" where there is none."""
    context = outline.context(offset)
    if context.role != "value" or context.path[-1:] not in (("articles",), ("article",)):
        return ""
    text = outline.text.text
    start, end = context.start, offset
    while start < end and text[start] in " \"'[":
        start += 1
    while end < len(text) and (text[end].isalnum() or text[end] == "-"):
        end += 1
    return text[start:end].strip("\"' ")


def question_of(outline: Outline, offset: int) -> QuestionLines | None:
    return outline.question_at(outline.text.line_of(offset))
