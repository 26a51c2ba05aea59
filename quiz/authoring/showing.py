"""Problems on standard output: for people, for programs, and for GitHub's annotations."""

import os
import sys
from collections.abc import Sequence
from typing import Literal

import msgspec

from quiz.authoring.choosing import UNREADABLE
from quiz.questions.problem import Problem
from quiz.text.json_text import json_line
from quiz.text.sanitise import one_line

Format = Literal["text", "json", "github"]
FORMATS: tuple[Format, ...] = ("text", "json", "github")


def from_here(problems: Sequence[Problem]) -> list[Problem]:
    """The problems with their files' names as seen from the working directory."""
    here = os.getcwd() + os.sep
    return [msgspec.structs.replace(one, file=one.file.removeprefix(here)) for one in problems]


def show(problems: Sequence[Problem], files: int, form: Format, also: dict[str, object] | None = None) -> None:
    """Print the problems of so many files; ``also`` is what else belongs to the JSON object."""
    if form == "json":
        print(json_line({"files": files, "problems": problems, **(also or {})}))
        return
    for problem in problems:
        print(_annotation(problem) if form == "github" else one_line(str(problem)))
    if files > 1 or not problems or problems[0].code not in UNREADABLE:
        print(summary(problems, files), file=sys.stderr)


def summary(problems: Sequence[Problem], files: int) -> str:
    """How many errors and warnings there are, in a few words."""

    def count(number: int, noun: str) -> str:
        return f"{number} {noun}{'' if number == 1 else 's'}"

    errors = sum(problem.severity == "error" for problem in problems)
    if not problems:
        return f"{count(files, 'file')}: no problem"
    return f"{count(files, 'file')}: {count(errors, 'error')}, {count(len(problems) - errors, 'warning')}"


def _annotation(problem: Problem) -> str:
    """A workflow command: https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    where = {"file": problem.file, "line": problem.line, "col": problem.column}
    if problem.end_line:
        where["endLine"] = problem.end_line
        if problem.end_line == problem.line:
            where["endColumn"] = problem.end_column
    where["title"] = problem.code
    fields = ",".join(f"{name}={_escaped(one_line(str(value)), ':,')}" for name, value in where.items())
    said = one_line(problem.what + (f"; {problem.hint}" if problem.hint else ""))
    return f"::{problem.severity} {fields}::{_escaped(said)}"


def _escaped(text: str, also: str = "") -> str:
    for char in "%\r\n" + also:  # the percent sign first
        text = text.replace(char, f"%{ord(char):02X}")
    return text
