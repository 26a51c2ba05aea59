"""From offsets and plain values to the types of the protocol, and back."""

import re
from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types as lsp
from pygls.uris import from_fs_path

from quiz.authoring.lsp.completion import Offer, without_stops
from quiz.authoring.lsp.evidence import InFile
from quiz.authoring.lsp.symbols import Symbol
from quiz.authoring.lsp.text import Place, Text
from quiz.questions.problem import Problem
from quiz.text.edit import Edit
from quiz.text.sanitise import one_line
from quiz.text.yaml_door import Mark

# Bold and italic marks and code signs go, an escaped sign stays.
_MARKUP = re.compile(r"\\(.)|\*+|`|_(?=\W|$)")
_KINDS = {
    "field": lsp.CompletionItemKind.Field,
    "word": lsp.CompletionItemKind.EnumMember,
    "question": lsp.CompletionItemKind.Snippet,
    "article": lsp.CompletionItemKind.File,
    "quote": lsp.CompletionItemKind.Text,
}


def place_of(position: lsp.Position) -> Place:
    return Place(position.line, position.character)


def position_at(text: Text, offset: int) -> lsp.Position:
    return lsp.Position(*text.place(offset))


def range_of(text: Text, start: int, end: int) -> lsp.Range:
    return lsp.Range(position_at(text, start), position_at(text, end))


def span_of(problem: Problem, text: Text) -> tuple[int, int]:
    """Where a problem stands: its value, or the word it begins with."""
    start = text.at(Mark(problem.line, problem.column))
    if problem.end_line:
        return start, text.at(Mark(problem.end_line, problem.end_column))
    line = text.line_of(start)
    rest = text.text[start : text.start_of(line) + len(text.lines[line])]
    return start, start + (len(rest.split(" ")[0].rstrip(":")) or len(rest))


def diagnostic(problem: Problem, text: Text) -> lsp.Diagnostic:
    error = problem.severity == "error"
    hint = f"; {problem.hint}" if problem.hint else ""
    return lsp.Diagnostic(
        range=range_of(text, *span_of(problem, text)),
        message=one_line(f"{problem.what}{hint}"),
        severity=lsp.DiagnosticSeverity.Error if error else lsp.DiagnosticSeverity.Warning,
        code=problem.code,
        source="closeread",
    )


def item(offer: Offer, at: int, offset: int, text: Text, *, snippets: bool, markdown: bool) -> lsp.CompletionItem:
    insert = offer.insert if snippets or not offer.snippet else without_stops(offer.insert)
    typed = text.text[offer.start : offset]
    return lsp.CompletionItem(
        label=one_line(offer.label) if len(offer.label) <= 90 else one_line(offer.label)[:87] + "...",
        kind=_KINDS[offer.what],
        detail=offer.detail or None,
        documentation=_documented(offer.notes, markdown) if offer.notes else None,
        sort_text=f"{at:04}",
        filter_text=typed if offer.sure and typed else None,
        insert_text_format=lsp.InsertTextFormat.Snippet if offer.snippet and snippets else None,
        text_edit=lsp.TextEdit(range_of(text, offer.start, offset), insert),
    )


def _documented(notes: str, markdown: bool) -> lsp.MarkupContent | str:
    told = content(notes, markdown=markdown)
    return told if markdown else told.value


def content(text: str, *, markdown: bool) -> lsp.MarkupContent:
    """Markdown as it is, or as plain text for an editor that shows no other."""
    if markdown:
        return lsp.MarkupContent(lsp.MarkupKind.Markdown, text)
    return lsp.MarkupContent(lsp.MarkupKind.PlainText, _MARKUP.sub(lambda found: found.group(1) or "", text))


def location(found: InFile, written: str, like: Text) -> lsp.Location:
    text = Text(written, like.units)
    start, end = (text.start_of(line) + column for line, column in (found[1:3], found[3:5]))
    return lsp.Location(uri_of(found.path), range_of(text, start, end))


def uri_of(path: Path) -> str:
    return from_fs_path(str(path.resolve())) or path.resolve().as_uri()


def symbol(one: Symbol, text: Text) -> lsp.DocumentSymbol:
    lines = one.lines
    last = lines.past - 1
    while last > lines.first and not text.lines[last].strip():
        last -= 1
    whole = range_of(text, text.start_of(lines.first) + lines.indent, text.start_of(last) + len(text.lines[last]))
    start = text.start_of(one.line)
    return lsp.DocumentSymbol(
        name=one.name,
        detail=one.detail,
        kind=lsp.SymbolKind.Object,
        range=whole,
        selection_range=range_of(
            text,
            start + len(text.lines[one.line]) - len(text.lines[one.line].lstrip(" -")),
            start + len(text.lines[one.line]),
        ),
    )


def workspace_edit(uri: str, version: int | None, text: Text, edits: Sequence[Edit]) -> lsp.WorkspaceEdit:
    made = [lsp.TextEdit(range_of(text, one.start, one.end), one.put) for one in edits]
    if version is None:
        return lsp.WorkspaceEdit(changes={uri: made})
    identity = lsp.OptionalVersionedTextDocumentIdentifier(uri, version)
    return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(identity, list(made))])
