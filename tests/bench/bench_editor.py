"""How long the language server takes to answer in sets of three sizes, through a real client over standard input.

Run by hand: ``python tests/bench/bench_editor.py``. Times are wall times from the request to its answer, at the median
and at the slowest of forty; the first of each kind is not counted. The target is 100 ms in a set of 1,000 lines.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from lsprotocol import types as lsp  # noqa: E402
from pygls.lsp.client import LanguageClient  # noqa: E402

from quiz.articles.library import Library  # noqa: E402
from tests.bench.bench_check import ARTICLE, generate  # noqa: E402

RUNS = 40
LINES = (1_000, 3_000, 10_000)
TARGET = 100


async def measured(ask: Callable[[], Awaitable[Any]]) -> tuple[float, float]:
    """The median and the slowest answer, in milliseconds."""
    await ask()
    taken = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        await ask()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken), max(taken)


async def one_size(lines: int, folder: Path) -> dict[str, tuple[float, float]]:
    article = Library([ROOT]).article(ARTICLE)
    text = generate(lines // 12, [article.text[a:b] for a, b in article.sentences])
    text += "  - id: last\n    kind: choice\n    evidence: military analysts who\n    "
    client = LanguageClient("bench", "1")
    told: asyncio.Queue[Any] = asyncio.Queue()
    client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: told.put_nowait(params))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QUIZ_HOME": str(folder)}
    await client.start_io(sys.executable, "-m", "quiz", "lsp", cwd=ROOT, env=environment)
    await client.initialize_async(lsp.InitializeParams(capabilities=lsp.ClientCapabilities()))
    uri = (ROOT / "questions" / "generated.yaml").as_uri()
    document = lsp.TextDocumentIdentifier(uri)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "yaml", 1, text)))
    await told.get()
    last = text.count("\n")
    in_field, in_quote = lsp.Position(last, 4), lsp.Position(last - 1, 35)
    version = 1

    async def typed() -> None:
        """A key, and the diagnostics that follow it, the pause before them included."""
        nonlocal version
        version += 1
        change = lsp.TextDocumentContentChangePartial(lsp.Range(in_field, in_field), "")
        identity = lsp.VersionedTextDocumentIdentifier(version, uri)
        client.text_document_did_change(lsp.DidChangeTextDocumentParams(identity, [change]))
        await told.get()

    found = {
        "a field": await measured(
            lambda: client.text_document_completion_async(lsp.CompletionParams(document, in_field))
        ),
        "a quote": await measured(
            lambda: client.text_document_completion_async(lsp.CompletionParams(document, in_quote))
        ),
        "hover": await measured(
            lambda: client.text_document_hover_async(lsp.HoverParams(document, lsp.Position(9, 20)))
        ),
        "definition": await measured(
            lambda: client.text_document_definition_async(lsp.DefinitionParams(document, lsp.Position(9, 20)))
        ),
        "outline": await measured(
            lambda: client.text_document_document_symbol_async(lsp.DocumentSymbolParams(document))
        ),
        "diagnostics": await measured(typed),
    }
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()
    return found


def main() -> None:
    names = ("a field", "a quote", "hover", "definition", "outline", "diagnostics")
    print(f"median / slowest of {RUNS} in ms; the target is {TARGET} ms in 1,000 lines")
    print("diagnostics wait for a pause of 150 ms in typing, which is counted")
    print("  lines  " + "  ".join(f"{name:>16}" for name in names))
    with tempfile.TemporaryDirectory() as folder:
        for lines in LINES:
            found = asyncio.run(one_size(lines, Path(folder)))
            print(f"{lines:>7}  " + "  ".join(f"{median:7.1f} /{slowest:7.1f}" for median, slowest in found.values()))


if __name__ == "__main__":
    main()
