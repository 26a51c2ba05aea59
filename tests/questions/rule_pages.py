"""The pages of docs/rules, read: the articles of their examples, and each page's bad and good example."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.builders import ROOT

RULE_PAGES = ROOT / "docs" / "rules"
_BLOCK = r"^```(\w+)\n(.*?)^```"
_PAGE = re.compile(rf"^## Found\n\n{_BLOCK}\n\n```text\n(.*?)^```\n\n## Well\n\n{_BLOCK}\n\Z", re.MULTILINE | re.DOTALL)


class Page(NamedTuple):
    """A rule's page: its examples, the language they are in (yaml, md, or sh that writes one), and what is reported."""

    language: str
    bad: str
    reported: str
    good: str


@cache
def page(code: str) -> Page:
    text = (RULE_PAGES / f"{code}.md").read_text(encoding="utf-8")
    found = _PAGE.search(text)
    assert found, f"docs/rules/{code}.md has no '## Found' and '## Well' with their blocks at its end"
    language, bad, reported, other, good = found.groups()
    assert language == other
    return Page(language, bad, reported, good)


def write_articles(root: Path) -> None:
    """The articles of the examples, as files under ``root/seeds``."""
    text = (RULE_PAGES / "README.md").read_text(encoding="utf-8")
    (root / "seeds").mkdir(exist_ok=True)
    for whole, name in re.findall(r"^```md\n(---\nid: ([\w-]+)\n.*?)^```", text, re.MULTILINE | re.DOTALL):
        (root / "seeds" / f"{name}.md").write_text(whole, encoding="utf-8")
