"""The language server through a real client over standard input and output, with the abilities real editors declare."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from weakref import WeakKeyDictionary

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from quiz.authoring.lsp.text import Place, Text
from quiz.cli import run
from quiz.text.yaml_door import read_yaml
from tests.authoring.lsp.conftest import ARTICLE, HEAD, Desk
from tests.waiting import wait_until_async, within

QUESTION = """\
  - id: boats
    kind: choice
    prompt: What did he say that they had?
    answer: Time
    distractors: [Money, Boats]
    evidence: three years to mend the key
    explain: 🙂 So he says.
    topic: source
    skill: locate
"""
SET = HEAD + QUESTION
MENDED = SET.replace("mend the key", "mend the quay")
SERVER = ClientServerConfig(server_command=[sys.executable, "-m", "quiz", "lsp", "--stdio"])


UNITS: WeakKeyDictionary[LanguageClient, str] = WeakKeyDictionary()
"""What columns count, as agreed between each client and its server."""
PROBLEMS = lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS


class Editor:
    """One document in an editor that is served."""

    def __init__(self, client: LanguageClient, path: Path) -> None:
        self.client = client
        self._told: list[lsp.PublishDiagnosticsParams] = []
        client.protocol.wait_for_notification(PROBLEMS, self._hear)
        self.uri = path.as_uri()
        self.identity = lsp.TextDocumentIdentifier(self.uri)
        self.units = UNITS[client]
        self.version = 0
        self.text = ""

    def open(self, text: str, language: str = "yaml") -> None:
        self.version, self.text = 1, text
        item = lsp.TextDocumentItem(self.uri, language, self.version, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def type(self, at: int, end: int, text: str) -> None:
        """Replace characters, telling the server the change alone."""
        change = lsp.TextDocumentContentChangePartial(self.range(at, end), text)
        self.version += 1
        self.text = self.text[:at] + text + self.text[end:]
        identity = lsp.VersionedTextDocumentIdentifier(self.version, self.uri)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(identity, [change]))

    def _hear(self, told: lsp.PublishDiagnosticsParams) -> None:
        self._told.append(told)
        self.client.protocol.wait_for_notification(PROBLEMS, self._hear)

    async def problems(self) -> list[lsp.Diagnostic]:
        """What is told next of the text as it is now.

        On a slow machine something may be told of it half typed before, and both may come in one piece.
        """

        def here() -> int:
            every = enumerate(self._told, 1)
            return next((at for at, one in every if one.uri == self.uri and one.version in (self.version, None)), 0)

        past = await wait_until_async(here, lambda: f"problems of version {self.version}; told was {self._told}")
        told = self._told[past - 1]
        del self._told[:past]
        return list(told.diagnostics)

    def position(self, offset: int) -> lsp.Position:
        return lsp.Position(*Text(self.text, self.units).place(offset))

    def range(self, start: int, end: int) -> lsp.Range:
        return lsp.Range(self.position(start), self.position(end))

    def where(self, words: str) -> lsp.Position:
        """The place just behind some words."""
        return self.position(self.text.index(words) + len(words))

    def applied(self, edit: lsp.WorkspaceEdit | None) -> str:
        """The text once the editor has carried out an edit of this document."""
        assert edit is not None
        edits = list((edit.changes or {}).get(self.uri, []))
        for change in edit.document_changes or []:
            assert isinstance(change, lsp.TextDocumentEdit)
            assert change.text_document.uri == self.uri
            assert change.text_document.version == self.version
            edits += [one for one in change.edits if isinstance(one, lsp.TextEdit)]
        assert edits
        text = self.text
        for one in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
            start, end = self._offset(one.range.start), self._offset(one.range.end)
            text = text[:start] + one.new_text + text[end:]
        return text

    def _offset(self, position: lsp.Position) -> int:
        return Text(self.text, self.units).offset(Place(position.line, position.character))


async def _begin(client: LanguageClient, name: str, folder: Path) -> None:
    @client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
    def register(_: lsp.RegistrationParams) -> None:
        """Editors that offer to be told of files agree to tell of them."""

    params = lsp.InitializeParams(capabilities=client_capabilities(name), root_uri=folder.as_uri())
    answered = await within(client.initialize_session(params), "the first answer of the server")
    encoding = answered.capabilities.position_encoding or "utf-16"
    UNITS[client] = getattr(encoding, "value", encoding)


async def _end(client: LanguageClient) -> None:
    server = client._server
    assert server is not None
    try:
        await within(client.shutdown_session(), "the last answer of the server")
        await within(server.wait(), "the end of the server")
    except AssertionError:
        server.kill()  # or the client would wait for it
        raise


@pytest_lsp.fixture(config=SERVER)
async def code(lsp_client: LanguageClient, desk: Desk) -> AsyncIterator[None]:
    await _begin(lsp_client, "visual_studio_code", desk.folder)
    yield
    await _end(lsp_client)


@pytest_lsp.fixture(config=SERVER, params=["neovim", "emacs"])
async def other(request: pytest.FixtureRequest, lsp_client: LanguageClient, desk: Desk) -> AsyncIterator[None]:
    await _begin(lsp_client, request.param, desk.folder)
    yield
    await _end(lsp_client)


@pytest.fixture
def editor(code: LanguageClient, desk: Desk) -> Editor:
    return Editor(code, desk.path)


@pytest.fixture
def other_editor(other: LanguageClient, desk: Desk) -> Editor:
    return Editor(other, desk.path)


async def test_a_quote_that_is_nearly_right_is_mended_in_the_editor(editor: Editor) -> None:
    editor.open(SET)
    (problem,) = await editor.problems()
    at = SET.index("three years")
    assert problem.range == editor.range(at, at + len("three years to mend the key"))
    assert problem.severity == lsp.DiagnosticSeverity.Error
    assert problem.source == "closeread"
    assert "three years to mend the quay" in problem.message
    context = lsp.CodeActionContext([problem])
    begin = lsp.Position(problem.range.start.line, 0)  # anywhere on the line will do
    params = lsp.CodeActionParams(editor.identity, lsp.Range(begin, begin), context)
    actions = await editor.client.text_document_code_action_async(params)
    quick = [one for one in actions or [] if isinstance(one, lsp.CodeAction) and one.kind == "quickfix"]
    assert editor.applied(quick[0].edit) == MENDED.replace("three years", "had three years")  # what is most like it
    assert quick[0].is_preferred
    editor.type(at, at + len("three years to mend the key"), "three years to mend the quay")
    assert await editor.problems() == []


async def test_typing_a_set_from_nothing(editor: Editor) -> None:
    """Every key is a change of its own; broken YAML on the way gets help all the same."""
    editor.open(HEAD + "  - id: a\n    kind: date\n    prompt: 'not closed\n    ")
    await editor.problems()
    for key in "evi":
        editor.type(len(editor.text), len(editor.text), key)
    params = lsp.CompletionParams(editor.identity, editor.position(len(editor.text)))
    found = await editor.client.text_document_completion_async(params)
    assert isinstance(found, lsp.CompletionList)
    items = {one.label: one for one in found.items}
    assert {"answer", "derived", "evidence"} <= set(items)
    documented = items["evidence"].documentation
    assert "the place that decides" in getattr(documented, "value", str(documented)).lower()
    edit = items["evidence"].text_edit
    assert isinstance(edit, lsp.TextEdit)
    editor.type(len(editor.text) - len("evi"), len(editor.text), edit.new_text)
    editor.type(len(editor.text), len(editor.text), "we have no")
    params = lsp.CompletionParams(editor.identity, editor.position(len(editor.text)))
    found = await editor.client.text_document_completion_async(params)
    assert isinstance(found, lsp.CompletionList)
    assert found.is_incomplete
    first = found.items[0]
    assert first.filter_text == "we have no"
    assert isinstance(first.text_edit, lsp.TextEdit)
    assert first.text_edit.range == editor.range(len(editor.text) - len("we have no"), len(editor.text))
    editor.type(len(editor.text) - len("we have no"), len(editor.text), first.text_edit.new_text)
    assert editor.text.endswith("    evidence: '\"We have no choice,\" she said'")


async def test_hover_and_definition_lead_into_the_article(editor: Editor, desk: Desk) -> None:
    editor.open(MENDED)
    assert await editor.problems() == []
    place = editor.where("three years")
    hover = await editor.client.text_document_hover_async(lsp.HoverParams(editor.identity, place))
    assert hover is not None
    assert isinstance(hover.contents, lsp.MarkupContent)
    assert "three years to mend the quay" in hover.contents.value
    assert hover.contents.value.startswith("Paragraph 2 of")
    params = lsp.DefinitionParams(editor.identity, place)
    found = await editor.client.text_document_definition_async(params)
    assert isinstance(found, Sequence)
    (location,) = found
    assert isinstance(location, lsp.Location)
    assert location.uri == (desk.folder / "seeds" / "harbour.md").as_uri()
    article = Text(ARTICLE, editor.units)
    places = (location.range.start, location.range.end)
    start, end = (article.offset(Place(one.line, one.character)) for one in places)
    assert ARTICLE[start:end] == "three years to mend the quay"  # an emoji stands before it
    params = lsp.DefinitionParams(editor.identity, editor.where("[harb"))
    found = await editor.client.text_document_definition_async(params)
    assert isinstance(found, Sequence)
    assert found[0].uri == location.uri  # type: ignore[union-attr]


async def test_other_editors_with_other_abilities(other_editor: Editor, desk: Desk) -> None:
    await test_typing_a_set_from_nothing(other_editor)
    await test_hover_and_definition_lead_into_the_article(other_editor, desk)


async def test_outline_and_renaming(editor: Editor) -> None:
    editor.open(MENDED)
    found = await editor.client.text_document_document_symbol_async(lsp.DocumentSymbolParams(editor.identity))
    (symbol,) = found or []
    assert isinstance(symbol, lsp.DocumentSymbol)
    assert (symbol.name, symbol.detail) == ("boats", "choice: What did he say that they had?")
    place = editor.where("id: bo")
    prepared = await editor.client.text_document_prepare_rename_async(lsp.PrepareRenameParams(editor.identity, place))
    assert isinstance(prepared, lsp.PrepareRenamePlaceholder)
    assert prepared.placeholder == "boats"
    edit = await editor.client.text_document_rename_async(lsp.RenameParams(editor.identity, place, "years"))
    assert editor.applied(edit) == MENDED.replace("id: boats", "id: years")
    with pytest.raises(JsonRpcException, match="is no id"):
        await editor.client.text_document_rename_async(lsp.RenameParams(editor.identity, place, "Years!"))
    nothing = lsp.PrepareRenameParams(editor.identity, editor.where("topic: so"))
    assert await editor.client.text_document_prepare_rename_async(nothing) is None


async def test_an_article_that_is_saved_is_seen(editor: Editor, desk: Desk) -> None:
    editor.open(SET)
    assert len(await editor.problems()) == 1
    path = desk.folder / "seeds" / "harbour.md"
    path.write_text(ARTICLE + "\nHe spoke of three years to mend the key.\n", encoding="utf-8")
    changed = [lsp.FileEvent(path.as_uri(), lsp.FileChangeType.Changed)]
    editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(changed))
    assert await editor.problems() == []


async def test_only_the_last_of_many_changes_is_told(editor: Editor) -> None:
    editor.open(MENDED)
    assert await editor.problems() == []
    at = editor.text.index("three years")
    for key in "xyz":
        editor.type(at, at, key)
    for _ in "xyz":
        editor.type(at, at + 1, "")
    editor.type(editor.text.index("Time"), editor.text.index("Time") + 4, "Money")
    told = await editor.problems()
    assert [one.code for one in told] == ["option-is-key"]
    assert editor.version == 8


async def test_what_is_no_set_or_hostile_is_left_in_peace(editor: Editor, desk: Desk) -> None:
    editor.uri = (desk.folder / "compose.yaml").as_uri()
    editor.identity = lsp.TextDocumentIdentifier(editor.uri)
    editor.open("services:\n  web: {image: x}\n")
    assert await editor.problems() == []
    place = lsp.Position(0, 3)
    assert await editor.client.text_document_hover_async(lsp.HoverParams(editor.identity, place)) is None
    for text in (
        "questions:\n  - " + "[" * 200_000,
        "questions:\n" + "  - a: b\n" * 60_000,
        "a: \x00\x1b[2J\nquestions: x",
    ):
        editor.type(0, len(editor.text), text)
        problems = await editor.problems()
        assert problems
        assert all("\x1b" not in one.message and len(one.message) < 500 for one in problems)
        beyond = lsp.Position(10**6, 10**6)
        await editor.client.text_document_completion_async(lsp.CompletionParams(editor.identity, beyond))
        await editor.client.text_document_hover_async(lsp.HoverParams(editor.identity, beyond))
        await editor.client.text_document_definition_async(lsp.DefinitionParams(editor.identity, beyond))
    editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(editor.identity))
    assert await editor.problems() == []


def test_without_pygls_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [one for one in sys.modules if one.split(".")[0] in ("pygls", "lsprotocol")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "quiz.authoring.lsp.server", raising=False)
    monkeypatch.delitem(sys.modules, "quiz.authoring.lsp.wire", raising=False)
    monkeypatch.setitem(sys.modules, "pygls", None)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    assert run(["lsp"]) == 2
    said = "quiz: lsp: the language server needs pygls; in the folder of closeread's source: "
    assert capsys.readouterr().err == f"{said}.venv/bin/python -m pip install '.[lsp]'\n"


def test_the_set_of_the_stories_is_what_it_seems() -> None:
    assert read_yaml(SET, "x").slips == []
    assert asyncio.iscoroutinefunction(test_outline_and_renaming)
