"""The shelf remembers what it read, and reads again only what changed."""

from pathlib import Path

import pytest

from quiz.articles.library import Library
from quiz.store.shelf import Shelf

SET = """
title: {title}
articles: [notes]
questions:
  - id: only
    kind: short
    prompt: What was sold?
    answer: bread
    evidence: sold bread
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "questions").mkdir()
    (tmp_path / "seeds" / "notes.md").write_text("---\nid: notes\ntitle: Notes\n---\n\nThe baker sold bread.\n")
    for name in ("one", "two"):
        (tmp_path / "questions" / f"{name}.yaml").write_text(SET.format(title=name.title()))
    return tmp_path


def shelf(root: Path) -> Shelf:
    return Shelf(Library([root]), root / "shelf.json")


def test_what_was_read_is_there_at_the_next_start_and_only_changes_are_read_again(root: Path) -> None:
    before = shelf(root)
    assert [(entry.title, entry.fresh) for entry in before.entries()] == [("one", False), ("two", False)]
    assert len(list(before.read(before.entries()))) == 2
    assert [(entry.title, entry.titles) for entry in shelf(root).entries()] == [
        ("One", ("Notes",)),
        ("Two", ("Notes",)),
    ]

    (root / "questions" / "two.yaml").write_text(SET.format(title="Another"))
    after = shelf(root)
    assert [entry.title for entry in after.read(after.entries())] == ["Another"]


def test_a_reading_that_is_broken_off_keeps_what_it_read(root: Path) -> None:
    before = shelf(root)
    reading = before.read(before.entries())
    assert next(reading).title == "One"
    reading.close()  # type: ignore[attr-defined]
    assert [entry.fresh for entry in shelf(root).entries()] == [True, False]


def test_a_damaged_memory_is_read_anew(root: Path) -> None:
    (root / "shelf.json").write_text('{"x": 1')
    assert [entry.fresh for entry in shelf(root).entries()] == [False, False]
