"""``quiz check``: problems on standard output, one a line, and how many there are at the end."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from quiz.articles.library import Library
from quiz.errors import InputError
from quiz.questions.check import check_article, check_set, examine
from quiz.questions.problem import Problem
from quiz.questions.variants import variants as variants_of
from quiz.text.json_text import json_line
from quiz.text.sanitise import one_line

UNREADABLE = ("unreadable", "yaml")
"""Codes of problems after which nothing more of a file can be read."""


def run_check(library: Library, names: Sequence[str], *, as_json: bool, variants: bool = False) -> int:
    """Check the sets and articles named, or all there are. Exit code: 0 no problem, 1 problems, 2 unreadable.

    variants: also how grading treats variants of every typed key, on standard output before the problems.
    """
    paths = [path for name in names for path in _files(library, name)] if names else _all(library)
    problems: list[Problem] = []
    for path in paths:
        problems += check_article(path) if path.suffix == ".md" else check_set(path, library)
    here = os.getcwd() + os.sep
    problems = [msgspec.structs.replace(one, file=one.file.removeprefix(here)) for one in problems]
    shown = [row for path in paths if variants and path.suffix != ".md" for row in _variants(path, library)]
    if as_json:
        told = {"variants": [row._asdict() for row in shown]} if variants else {}
        print(json_line({"files": len(paths), "problems": problems, **told}))
    else:
        for row in shown:
            print(one_line(f"{row.verdict:<6} {row.set}/{row.question}: {row.response}  ({row.label})"))
        for problem in problems:
            print(one_line(str(problem)))
        errors = sum(problem.severity == "error" for problem in problems)
        if len(paths) > 1 or not problems or problems[0].code not in UNREADABLE:
            print(_summary(len(paths), errors, len(problems) - errors), file=sys.stderr)
    if any(problem.code in UNREADABLE for problem in problems):
        return 2
    return 1 if problems else 0


class _Row(NamedTuple):
    """A variant of a key with the question it belongs to."""

    set: str
    question: str
    label: str
    response: str
    verdict: str


def _variants(path: Path, library: Library) -> Iterator[_Row]:
    """The variants of every typed key of a set that can be played; a broken one has none until it is mended."""
    asked, problems = examine(path, library)
    if asked is None or any(problem.severity == "error" for problem in problems):
        return
    for question in asked.questions:
        for one in variants_of(question, asked.sources):
            yield _Row(asked.id, question.id, one.label, one.response, one.verdict)


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
