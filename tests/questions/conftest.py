from pathlib import Path

import pytest

from quiz.articles.library import Library
from tests.builders import FERRY, QUAY


@pytest.fixture(scope="session")
def ferry_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with the articles ``ferry`` and ``quay`` in it, and a broken and a misnamed one."""
    root = tmp_path_factory.mktemp("root")
    (root / "seeds").mkdir()
    for name, text in (("ferry", FERRY), ("quay", QUAY)):
        front = f"---\nid: {name}\ntitle: The {name}\npublished: 2022-11-14\n---\n"
        (root / "seeds" / f"{name}.md").write_text(front + text, encoding="utf-8")
    (root / "seeds" / "broken.md").write_text("---\nid: broken\n---\nText.\n", encoding="utf-8")
    (root / "seeds" / "misnamed.md").write_text("---\nid: other\ntitle: T\n---\nText.\n", encoding="utf-8")
    return root


@pytest.fixture
def library(ferry_root: Path) -> Library:
    return Library([ferry_root])
