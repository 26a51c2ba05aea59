"""The language server: the protocol on one side, ``hover``, ``completion`` and their like on the other."""

import asyncio
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from quiz.articles.anchor import Lost
from quiz.authoring.lsp.completion import offers as all_offers
from quiz.authoring.lsp.diagnostics import MOST_TYPED, is_set, mend_all, mends, problems_of
from quiz.authoring.lsp.evidence import article_named_at, cited_at, in_article_file
from quiz.authoring.lsp.hover import hover as hovering
from quiz.authoring.lsp.outline import Outline
from quiz.authoring.lsp.renaming import named_at, rename
from quiz.authoring.lsp.shelf import Shelf
from quiz.authoring.lsp.symbols import symbols
from quiz.authoring.lsp.text import Place, Text
from quiz.authoring.lsp.wire import (
    content,
    diagnostic,
    item,
    location,
    place_of,
    range_of,
    span_of,
    symbol,
    uri_of,
    workspace_edit,
)
from quiz.errors import InputError
from quiz.files import read_text
from quiz.questions.problem import Problem
from quiz.text.edit import between
from quiz.text.sanitise import one_line

PAUSE = 0.15
"""Seconds without a key after which a text is checked."""


class Server(LanguageServer):
    """Keeps, for each document, the check that is waiting to be made and the problems found last."""

    def __init__(self, version: str, shelf: Shelf) -> None:
        super().__init__("closeread", version)
        self.shelf = shelf
        self.waiting: dict[str, asyncio.Task[None]] = {}
        self.found: dict[str, tuple[int | None, list[Problem]]] = {}

    def text(self, uri: str) -> Text:
        """A document as it is in the editor."""
        source = self.workspace.get_text_document(uri).source
        units = self.workspace.position_encoding or lsp.PositionEncodingKind.Utf16
        return Text(source, getattr(units, "value", units))

    @property
    def snippets(self) -> bool:
        """Whether the editor can fill in places of a text one after the other."""
        document = self.client_capabilities.text_document
        asked = document.completion.completion_item if document and document.completion else None
        return bool(asked and asked.snippet_support)

    def markdown(self, where: Literal["completion", "hover"]) -> bool:
        """Whether the editor shows Markdown in its completions or when hovering."""
        document = self.client_capabilities.text_document
        if document is None:
            return False
        if where == "hover":
            formats = document.hover.content_format if document.hover else None
        else:
            asked = document.completion.completion_item if document.completion else None
            formats = asked.documentation_format if asked else None
        return lsp.MarkupKind.Markdown in (formats or ())

    def version_of(self, uri: str) -> int | None:
        """The document's version for edits that hold for this one only; None where the editor knows no such edits."""
        workspace = self.client_capabilities.workspace
        knows = workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes
        return self.workspace.get_text_document(uri).version if knows else None

    def outline(self, uri: str) -> Outline | None:
        """The outline of a set; None for a document that is none, or too long to be helped with."""
        text = self.text(uri)
        if len(text.text) > MOST_TYPED or not is_set(text.text, path_of(uri)):
            return None
        return Outline(text)

    def check_soon(self, uri: str, pause: float = PAUSE) -> None:
        """Check a document once nobody has typed for a while; a check that waits already is put off."""
        if waiting := self.waiting.pop(uri, None):
            waiting.cancel()
        self.waiting[uri] = asyncio.create_task(self._check(uri, pause))
        self.waiting[uri].add_done_callback(self._tell_failure)

    def _tell_failure(self, checked: "asyncio.Task[None]") -> None:
        """A check that breaks is a fault of ours; whoever waits for it should not think that all is well."""
        if not checked.cancelled() and (error := checked.exception()):
            message = one_line(f"closeread: the check failed ({type(error).__name__}: {error}); please report it")
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, message))

    async def _check(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        document = self.workspace.text_documents.get(uri)
        if document is None:
            return
        version, source = document.version, document.source
        found = await asyncio.to_thread(problems_of, source, path_of(uri), self.shelf)
        document = self.workspace.text_documents.get(uri)
        if document is None or document.version != version:
            return  # another check is on its way, or nobody looks any more
        self.found[uri] = (version, found)
        text = self.text(uri)
        shown = [diagnostic(one, text) for one in found]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, shown, version))

    def check_all(self) -> None:
        for uri in list(self.workspace.text_documents):
            self.check_soon(uri)


def make_server(version: str, shelf: Shelf) -> Server:
    """A server that answers for the sets and articles of ``shelf``."""
    server = Server(version, shelf)

    @server.feature(lsp.INITIALIZED)
    def initialized(ls: Server, _: lsp.InitializedParams) -> None:
        """Be told when articles change, where the editor can tell."""
        workspace = ls.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        if watching and watching.dynamic_registration:
            options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher("**/seeds/*.md")])
            one = lsp.Registration("articles", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            ls.client_register_capability(lsp.RegistrationParams([one]))

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(ls: Server, params: lsp.DidOpenTextDocumentParams) -> None:
        ls.check_soon(params.text_document.uri, 0)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
        ls.check_soon(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(ls: Server, params: lsp.DidSaveTextDocumentParams) -> None:
        if params.text_document.uri.endswith(".md"):
            ls.check_all()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def articles_changed(ls: Server, _: lsp.DidChangeWatchedFilesParams) -> None:
        ls.check_all()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        if waiting := ls.waiting.pop(uri, None):
            waiting.cancel()
        ls.found.pop(uri, None)
        ls.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[" ", '"', "-"]))
    def completion(ls: Server, params: lsp.CompletionParams) -> lsp.CompletionList | None:
        uri = params.text_document.uri
        outline = ls.outline(uri)
        if outline is None:
            return None
        offset = outline.text.offset(place_of(params.position))
        offers = all_offers(outline, offset, path_of(uri), ls.shelf)
        able = {"snippets": ls.snippets, "markdown": ls.markdown("completion")}
        items = [item(one, at, offset, outline.text, **able) for at, one in enumerate(offers)]
        return lsp.CompletionList(is_incomplete=any(one.sure for one in offers), items=items)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
        uri = params.text_document.uri
        outline = ls.outline(uri)
        if outline is None:
            return None
        told = hovering(outline, outline.text.offset(place_of(params.position)), path_of(uri), ls.shelf)
        return lsp.Hover(content(told, markdown=ls.markdown("hover"))) if told else None

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(ls: Server, params: lsp.DefinitionParams) -> list[lsp.Location] | None:
        uri = params.text_document.uri
        outline = ls.outline(uri)
        if outline is None:
            return None
        return _definition(ls, outline, outline.text.offset(place_of(params.position)), path_of(uri)) or None

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def document_symbol(ls: Server, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        outline = ls.outline(params.text_document.uri)
        return [symbol(one, outline.text) for one in symbols(outline)] if outline else []

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def prepare_rename(ls: Server, params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        outline = ls.outline(params.text_document.uri)
        named = named_at(outline, outline.text.offset(place_of(params.position))) if outline else None
        if outline is None or named is None:
            return None
        return lsp.PrepareRenamePlaceholder(range_of(outline.text, named.start, named.end), named.name)

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def renamed(ls: Server, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        outline = ls.outline(params.text_document.uri)
        named = named_at(outline, outline.text.offset(place_of(params.position))) if outline else None
        if outline is None or named is None:
            return None
        try:
            edits = rename(outline, named, params.new_name)
        except InputError as error:
            raise JsonRpcInvalidParams(one_line(str(error))) from error
        return workspace_edit(params.text_document.uri, ls.version_of(params.text_document.uri), outline.text, edits)

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.SourceFixAll]),
    )
    def code_action(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        return _actions(ls, params)

    return server


def path_of(uri: str) -> Path:
    """Where a document is; one that is not saved yet is taken to be in the working directory."""
    return Path(to_fs_path(uri) or Path.cwd() / "unsaved.yaml")


def _definition(ls: Server, outline: Outline, offset: int, path: Path) -> list[lsp.Location]:
    library = ls.shelf.library(path)
    if name := article_named_at(outline, offset):
        article_path = library.article_path(name)
        start = lsp.Position(0, 0)
        return [lsp.Location(uri_of(article_path), lsp.Range(start, start))] if article_path else []
    cited = cited_at(outline, offset, path, ls.shelf)
    if cited is None or isinstance(cited.found, Lost):
        return []
    places = []
    for span in cited.found:
        article_path = library.article_path(span.article)
        if article_path is None:
            continue
        try:
            written = read_text(article_path)
        except InputError:
            continue  # gone since the library looked
        places.append(
            location(
                in_article_file(cited.sources.articles[span.article], span, article_path, written),
                written,
                outline.text,
            )
        )
    return places


def _actions(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    uri = params.text_document.uri
    text, path = ls.text(uri), path_of(uri)
    if len(text.text) > MOST_TYPED or not is_set(text.text, path):
        return []
    document = ls.workspace.get_text_document(uri)
    version, problems = ls.found.get(uri, (None, []))
    if version is None or version != document.version:
        problems = problems_of(text.text, path, ls.shelf)
    only = params.context.only
    # Whoever asks somewhere on a line means all of it.
    first = text.offset(Place(params.range.start.line, 0))
    last = text.offset(Place(params.range.end.line, MOST_TYPED))
    here = [one for one in problems if _touches(span_of(one, text), first, last)]
    actions: list[lsp.CodeAction] = []
    if _wants(only, lsp.CodeActionKind.QuickFix):
        for mend in mends(text.text, here):
            action = lsp.CodeAction(
                title=one_line(mend.title),
                kind=lsp.CodeActionKind.QuickFix,
                diagnostics=[diagnostic(mend.problem, text)],
                is_preferred=True,
                edit=workspace_edit(uri, ls.version_of(uri), text, [mend.edit]),
            )
            actions.append(action)
    if _wants(only, lsp.CodeActionKind.SourceFixAll) and any(one.safe for one in problems):
        mended = mend_all(text.text, path, ls.shelf)
        if mended is not None:
            edits = workspace_edit(uri, ls.version_of(uri), text, [between(text.text, mended)])
            title = "Mend all that is safe to mend, as 'quiz check --fix' does"
            actions.append(lsp.CodeAction(title=title, kind=lsp.CodeActionKind.SourceFixAll, edit=edits))
    return actions


def _touches(span: tuple[int, int], first: int, last: int) -> bool:
    return span[0] <= last and first <= span[1]


def _wants(only: Sequence[lsp.CodeActionKind | str] | None, kind: lsp.CodeActionKind) -> bool:
    return not only or any(
        kind.value == str(getattr(one, "value", one)) or kind.value.startswith(f"{getattr(one, 'value', one)}.")
        for one in only
    )


def run_server() -> int:
    """Serve over standard input and output until the editor ends. Returns 0."""
    from importlib.metadata import PackageNotFoundError, version

    from quiz.store.paths import data_folder

    try:
        known = version("closeread")
    except PackageNotFoundError:
        known = "0"
    logging.getLogger("pygls").setLevel(logging.ERROR)
    server = make_server(known, Shelf(os.environ, Path.cwd(), data_folder()))
    # The protocol has the real output to itself: whatever else is printed would break it.
    with os.fdopen(os.dup(sys.stdin.fileno()), "rb") as incoming, os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        server.start_io(incoming, out)
    return 0
