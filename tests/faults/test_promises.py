"""docs/reliability.md names for each promise the tests that would break with it: they are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", PAGE)))


def test_many_are_named() -> None:
    assert len(NAMED) > 40


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_it_is_there(path: str, name: str) -> None:
    found = [one for one in (ROOT / path, ROOT / "tests" / path, ROOT / "tests" / "faults" / path) if one.is_file()]
    assert found, path
    assert not name or re.search(rf"^ *(async )?def {name}\b", found[0].read_text(encoding="utf-8"), re.MULTILINE), name
