"""A working directory with an article and sets in it, and the language server's own view of it."""

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from quiz.authoring.lsp.completion import Offer, offers
from quiz.authoring.lsp.outline import Context, Outline
from quiz.authoring.lsp.shelf import Shelf
from quiz.authoring.lsp.text import Text

ARTICLE = """\
---
id: harbour
title: The harbour *closes*
published: 2026-03-04
---

The harbour of Port Hale will close for 14 days, its director, Mira Osten,
said on Monday. "We have no choice," she said.

## What comes next

Tom Reve, a fisherman, disagreed: “ça suffit” 🙂 he wrote. "They had three years to mend the quay," said Reve.
Some 120 boats lie there. Some 120 boats lie elsewhere.
"""

HEAD = "title: The harbour\narticles: [harbour]\nquestions:\n"


class Desk(NamedTuple):
    """A folder with ``seeds`` and ``questions``, and what the server sees from it."""

    folder: Path
    shelf: Shelf

    @property
    def path(self) -> Path:
        return self.folder / "questions" / "mine.yaml"

    def outline(self, text: str) -> Outline:
        return Outline(Text(text))

    def offers(self, marked: str) -> list[Offer]:
        """What is offered where ``^^`` stands."""
        at = marked.index("^^")
        return offers(self.outline(marked.replace("^^", "", 1)), at, self.path, self.shelf)

    def labels(self, marked: str) -> list[str]:
        return [one.label for one in self.offers(marked)]


def context(marked: str) -> Context:
    """What is being written where ``^^`` stands."""
    at = marked.index("^^")
    return Outline(Text(marked.replace("^^", "", 1))).context(at)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for name in ("seeds", "questions"):
        (tmp_path / name).mkdir()
    (tmp_path / "seeds" / "harbour.md").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path, Shelf(os.environ, tmp_path, tmp_path / "data"))
