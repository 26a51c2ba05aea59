"""Renaming a question's id, or an article's id throughout the set."""

import re
from typing import Literal, NamedTuple

from quiz.articles.article import is_id
from quiz.authoring.lsp.evidence import article_named_at
from quiz.authoring.lsp.outline import Outline
from quiz.errors import InputError
from quiz.questions.source import QUESTION_ID
from quiz.text.edit import Edit

_NAMED = re.compile(r"""\barticle:\s*["']?([a-z0-9-]+)""")


class Named(NamedTuple):
    """An id at a place: what it names, and where it stands (offsets)."""

    what: Literal["question", "article"]
    name: str
    start: int
    end: int


def named_at(outline: Outline, offset: int) -> Named | None:
    """The id that a place lies in; None where there is none that could be renamed."""
    if article := article_named_at(outline, offset):
        start = outline.text.text.rfind(article, 0, offset + len(article))
        return Named("article", article, start, start + len(article))
    context = outline.context(offset)
    if context.question is None or context.path != ("id",) or context.role != "value":
        return None
    name = outline.plain(context.question, "id")
    start = outline.text.text.find(name, context.start)
    if not name or start < 0 or not start <= offset <= start + len(name):
        return None
    return Named("question", name, start, start + len(name))


def rename(outline: Outline, named: Named, new: str) -> list[Edit]:
    """The edits that give it another name. Raises InputError for one that is no id, or taken."""
    if named.what == "question":
        if not QUESTION_ID.fullmatch(new):
            raise InputError(f"{new[:70]!r} is no id: use lower-case letters, digits and hyphens")
        if new != named.name and any(outline.plain(one, "id") == new for one in outline.questions):
            raise InputError(f"a question of this set is called {new!r} already")
        return [Edit(named.start, named.end, new)]
    if not is_id(new):
        raise InputError(f"{new[:70]!r} is no article's id: use lower-case letters, digits and hyphens")
    if new != named.name and new in outline.articles():
        raise InputError(f"the set names {new!r} already")
    return [Edit(start, start + len(named.name), new) for start in _articles_called(outline, named.name)]


def _articles_called(outline: Outline, name: str) -> list[int]:
    """Where a set names an article: in its own list, in questions and in their quotes."""
    text = outline.text.text
    found = [hit.start(1) for hit in _NAMED.finditer(text) if hit.group(1) == name]
    own = next((line for line, field, _ in outline.fields(None) if field == "articles"), None)
    if own is not None:
        last = own + 1
        while last < len(outline.lines) and outline.lines[last].lstrip(" ").startswith("- "):
            last += 1
        start, end = outline.text.start_of(own), outline.text.start_of(last)
        word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        found += [start + hit.start() for hit in word.finditer(text[start:end])]
    return sorted(set(found))
