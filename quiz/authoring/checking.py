"""``quiz check``: problems on standard output, one a line, and how many there are at the end."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from quiz.articles.library import Library
from quiz.errors import InputError
from quiz.questions.check import check_article, check_set
from quiz.questions.problem import Problem
from quiz.text.json_text import json_line
from quiz.text.sanitise import one_line

UNREADABLE = ("unreadable", "yaml")
"""Codes of problems after which nothing more of a file can be read."""


def run_check(library: Library, names: Sequence[str], *, as_json: bool) -> int:
    """Check the sets and articles named, or all there are. Exit code: 0 no problem, 1 problems, 2 unreadable."""
    paths = [path for name in names for path in _files(library, name)] if names else _all(library)
    problems: list[Problem] = []
    for path in paths:
        problems += check_article(path) if path.suffix == ".md" else check_set(path, library)
    here = os.getcwd() + os.sep
    problems = [msgspec.structs.replace(one, file=one.file.removeprefix(here)) for one in problems]
    if as_json:
        print(json_line({"files": len(paths), "problems": problems}))
    else:
        for problem in problems:
            print(one_line(str(problem)))
        errors = sum(problem.severity == "error" for problem in problems)
        if len(paths) > 1 or not problems or problems[0].code not in UNREADABLE:
            print(_summary(len(paths), errors, len(problems) - errors), file=sys.stderr)
    if any(problem.code in UNREADABLE for problem in problems):
        return 2
    return 1 if problems else 0


def _all(library: Library) -> list[Path]:
    return [*library.article_paths().values(), *library.set_paths().values()]


def _files(library: Library, name: str) -> list[Path]:
    """The files a name stands for: a path as it is, a folder's sets and articles, or an id."""
    path = Path(name)
    if path.is_dir():
        found = sorted(one for one in path.rglob("*") if one.suffix in (".md", ".yaml", ".yml"))
        if not found:
            raise InputError(f"{name}: no article (.md) or question set (.yaml) in this folder; name another")
        for one in found:
            library.set_path(str(one))  # makes the folder's own articles known
        return found
    article = library.article_path(name)
    if article is not None:
        return [article]
    return [path if path.suffix == ".md" else library.set_path(name)]


def _summary(files: int, errors: int, warnings: int) -> str:
    def count(number: int, noun: str) -> str:
        return f"{number} {noun}{'' if number == 1 else 's'}"

    if not errors and not warnings:
        return f"{count(files, 'file')}: no problem"
    return f"{count(files, 'file')}: {count(errors, 'error')}, {count(warnings, 'warning')}"
