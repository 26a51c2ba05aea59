"""What hovering over a place tells: what a field means, and what a quote stands for in its paragraph."""

import re
from pathlib import Path

from quiz.articles.anchor import Lost, Span
from quiz.articles.article import Article
from quiz.authoring.lsp.completion import explained, struct_at
from quiz.authoring.lsp.evidence import article_named_at, cited_at
from quiz.authoring.lsp.outline import Outline
from quiz.authoring.lsp.shelf import Shelf
from quiz.questions.base import Question
from quiz.questions.field_notes import field_notes, meaning
from quiz.questions.kinds import KINDS
from quiz.text.sanitise import one_line

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_FIELD = re.compile(r"""^(\s*(?:- +)*)["']?([A-Za-z_]\w*)["']?\s*:(?=\s|$)""")
_MOST_SHOWN = 1200


def hover(outline: Outline, offset: int, path: Path, shelf: Shelf) -> str | None:
    """Markdown for a place; None where there is nothing to tell. Text of articles is never markup in it."""
    line = outline.text.line_of(offset)
    words = outline.lines[line] if line < len(outline.lines) else ""
    column = offset - outline.text.start_of(line)
    if (found := _FIELD.match(words)) and found.start(2) <= column < found.end(2):
        return _field(outline, outline.text.start_of(line) + found.start(2), found.group(2))
    if name := article_named_at(outline, offset):
        article = shelf.articles(path, [name]).get(name)
        return f"**{plain(article.title)}**  \n{plain(article.about)}" if article else None
    context = outline.context(offset)
    if context.path == ("kind",):
        kind = outline.kind_of(context.question) if context.question else ""
        return f"**{kind}**: {meaning(KINDS[kind])}" if kind in KINDS else None
    cited = cited_at(outline, offset, path, shelf)
    if cited is None:
        return None
    if isinstance(cited.found, Lost):
        return f"{plain(cited.found.what)}; {plain(cited.found.hint)}"
    return "\n\n---\n\n".join(excerpt(cited.sources.articles[span.article], span) for span in cited.found)


def _field(outline: Outline, offset: int, name: str) -> str | None:
    context = outline.context(offset)
    struct = struct_at(outline, context._replace(role="key"))
    if struct is None and context.question is not None and not context.path:
        struct = Question
    if name == "kind" and context.question is not None and not context.path:
        kinds = "\n".join(f"- **{kind}**: {meaning(one)}" for kind, one in KINDS.items())
        return f"How it is asked, answered and graded.\n\n{kinds}"
    if struct is None:
        return None
    note = field_notes(struct).get(name)
    return f"**{name}**: {explained(note)}" if note else None


def excerpt(article: Article, span: Span) -> str:
    """A span in its paragraph, in bold, with the paragraph's number and the article's title."""
    paragraph = article.paragraph_at(span.start)
    start, end = paragraph.start, max(paragraph.end, span.end)
    before, after = article.text[start : span.start], article.text[span.end : end]
    if len(before) > _MOST_SHOWN:
        before = "..." + before[-_MOST_SHOWN:]
    if len(after) > _MOST_SHOWN:
        after = after[:_MOST_SHOWN] + "..."
    where = f"Paragraph {paragraph.number}" if paragraph.number else "Heading"
    quoted = article.text[span.start : span.end]
    inner = quoted.strip()
    return f"{where} of *{plain(article.title)}*\n\n{plain(before)}**{plain(inner)}**{plain(after)}"


def plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    lead = " " if text[:1].isspace() else ""
    trail = " " if text[-1:].isspace() and text.strip() else ""
    return lead + _MARKUP.sub(r"\\\1", one_line(text)) + trail
