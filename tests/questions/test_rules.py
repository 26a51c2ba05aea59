"""Every rule has its page, and every page shows what its rule does: the examples are run through ``check``."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from quiz.articles.library import Library
from quiz.questions.check import check_article_text, check_set, check_text
from quiz.questions.problem import Problem
from quiz.questions.rules import GROUPS, RULES
from tests.builders import ROOT
from tests.questions.rule_pages import RULE_PAGES, page, write_articles
from tests.waiting import RUN


@pytest.fixture(scope="module")
def pages_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = tmp_path_factory.mktemp("pages")
    write_articles(root)
    return Library([root])


def _check(text: str, language: str, library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Problem]:
    match language:
        case "md":
            return check_article_text(text, "seeds/ferry.md", "ferry")
        case "sh":  # bytes that a page cannot hold
            shell = shutil.which("sh")
            if shell is None:
                pytest.skip("no shell")
            subprocess.run([shell, "-c", text], cwd=folder, check=True, timeout=RUN)
            monkeypatch.chdir(folder)
            return check_set(Path("set.yaml"), library)
        case _:
            return check_text(text, "set.yaml", "set", library)


@pytest.mark.parametrize("code", RULES)
def test_the_bad_example_is_found_where_the_page_says(
    code: str, pages_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = page(code)
    found = _check(shown.bad, shown.language, pages_library, tmp_path, monkeypatch)
    assert {one.code for one in found} == {code}
    assert "".join(f"{one}\n" for one in found).replace(f"{pages_library.roots[0]}/", "") == shown.reported
    assert {one.severity for one in found} == {RULES[code].severity}


@pytest.mark.parametrize("code", RULES)
def test_the_good_example_is_well(
    code: str, pages_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = page(code)
    assert _check(shown.good, shown.language, pages_library, tmp_path, monkeypatch) == []


def test_there_is_a_page_for_every_rule_and_no_other() -> None:
    assert {path.stem for path in RULE_PAGES.glob("*.md")} == {*RULES, "README"}


@pytest.mark.parametrize("code", RULES)
def test_a_page_says_what_kind_of_rule_it_is(code: str) -> None:
    rule, text = RULES[code], (RULE_PAGES / f"{code}.md").read_text(encoding="utf-8")
    first, _, second = text.split("\n", 3)[:3]
    assert first == f"# {code}"
    mends = " `quiz check --fix` mends it." * rule.fix
    assert second == f"{rule.severity.capitalize()}, group *{rule.group}*: {rule.about}.{mends}"
    assert "**Why.**" in text
    assert "**What to do.**" in text


def test_the_table_lists_every_rule() -> None:
    text = (RULE_PAGES / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[([\w-]+)\]\(\1\.md\) \| (\w+)(, --fix)? \| (.*) \|$", text, re.MULTILINE)
    assert {code: (severity, bool(fix), about) for code, severity, fix, about in rows} == {
        rule.code: (rule.severity, rule.fix, rule.about) for rule in RULES.values()
    }
    headings = re.findall(r"^### (\w+)$", text, re.MULTILINE)
    assert headings == list(GROUPS)


def test_every_code_that_is_reported_is_a_rule() -> None:
    """A code in the source that is in no list would be a KeyError on somebody's mistake."""
    rooms = ("text", "articles", "questions", "authoring")
    paths = [path for room in rooms for path in (ROOT / "quiz" / room).rglob("*.py")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    used = set(
        re.findall(
            r'(?:Flaw|Fault|Slip|Lost)\(\s*(?:\(.*?\)|path|mark|at|given\.\w+|self\.\w+)?,?\s*"([a-z-]+)"', source
        )
    )
    assert len(used) > 30
    assert used <= RULES.keys()
