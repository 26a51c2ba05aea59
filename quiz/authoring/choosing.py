"""Which rules an author wants to hear of: ``--select`` and ``--ignore``, and the page of one."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from quiz.articles.library import shipped
from quiz.errors import InputError
from quiz.files import read_text
from quiz.questions.fields import suggest
from quiz.questions.problem import Problem
from quiz.questions.rules import GROUPS, RULES

UNREADABLE = frozenset(("unreadable", "yaml"))
"""Rules after which nothing more of a file can be read; they are always reported."""


class Chosen(NamedTuple):
    """The codes to report."""

    codes: frozenset[str]

    def of(self, problems: Iterable[Problem]) -> list[Problem]:
        return [one for one in problems if one.code in self.codes]


def choose(select: Sequence[str], ignore: Sequence[str]) -> Chosen:
    """The rules selected (all, where none is named) without those ignored.

    Each item is a list of codes, groups or beginnings of codes, separated by commas. Raises InputError for a word that
    names no rule.
    """
    wanted = _named(select) if select else frozenset(RULES)
    return Chosen((wanted - _named(ignore)) | UNREADABLE)


def _named(items: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for word in (part.strip() for item in items for part in item.split(",")):
        if not word:
            continue
        codes = {rule.code for rule in RULES.values() if word in (rule.code, rule.group)}
        codes = codes or {code for code in RULES if code.startswith(word)}
        if not codes:
            known = (*GROUPS, *RULES)
            raise InputError(f"{word[:60]!r} names no rule; {suggest(word, known)}")
        found |= codes
    return frozenset(found)


def explain(code: str) -> str:
    """The page of a rule. Raises InputError where there is no such rule."""
    if code not in RULES:
        raise InputError(f"no rule {code[:60]!r}; {suggest(code, tuple(RULES))}")
    return read_text(_pages() / f"{code}.md")


def _pages() -> Path:
    """Where the rules' pages are: in the wheel, or in the checkout it runs from."""
    installed = shipped() / "rules"
    return installed if installed.is_dir() else shipped() / "docs" / "rules"
