"""Sets that are well are not reported: those written for the purpose, those that ship, and every example in docs."""

import re
from pathlib import Path

import pytest

from quiz.articles.library import Library
from quiz.questions.check import check_text
from tests.builders import ROOT
from tests.questions.rule_pages import write_articles

TEXT = (Path(__file__).parent / "good_sets.txt").read_text(encoding="utf-8")
GOOD = dict(re.findall(r"^=== (.*)\n((?:(?!===).*\n)*)", TEXT, re.MULTILINE))


def test_there_are_twenty() -> None:
    assert len(GOOD) >= 20


@pytest.mark.parametrize("name", GOOD)
def test_a_good_set_gives_no_alarm(name: str, tmp_path: Path) -> None:
    write_articles(tmp_path)
    assert [str(one) for one in check_text(GOOD[name], "set.yaml", "set", Library([tmp_path]))] == []


WHOLE = [
    (path, text)
    for path in [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"]
    for text in re.findall(r"^```ya?ml\n(title:.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
]


@pytest.mark.parametrize(("path", "text"), WHOLE, ids=[f"{path.name}-{n}" for n, (path, _) in enumerate(WHOLE)])
def test_a_whole_set_in_the_docs_gives_no_alarm(path: Path, text: str) -> None:
    assert [str(one) for one in check_text(text, path.name, "docs", Library([ROOT]))] == []
