"""Problems of a set or an article as they are typed, and what can be done about them."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from quiz.authoring.fixing import edit_for, mend_text
from quiz.authoring.lsp.outline import is_a_set
from quiz.authoring.lsp.shelf import Shelf
from quiz.questions.check import check_article_text, check_text
from quiz.questions.problem import Problem
from quiz.text.edit import Edit

_ENDINGS = (".yaml", ".yml")

MOST_TYPED = 2_000_000
"""Characters of a file that is checked while it is written, and helped with."""


class Mend(NamedTuple):
    """Something that can be done about a problem. safe: ``check --fix`` would do it."""

    title: str
    edit: Edit
    problem: Problem
    safe: bool


def problems_of(text: str, path: Path, shelf: Shelf) -> list[Problem]:
    """What ``quiz check`` says of a text as it stands in the editor; nothing of another file."""
    if len(text) > MOST_TYPED:
        what, hint = "too long to be checked at every key", "split it, or use 'quiz check'"
        return [Problem(str(path), 1, 1, "unreadable", what, hint)]
    if path.suffix == ".md":
        return check_article_text(text, str(path), path.stem) if path.parent.name == "seeds" else []
    if not is_set(text, path):
        return []
    return check_text(text, str(path), path.stem, shelf.library(path))


def is_set(text: str, path: Path) -> bool:
    return path.suffix in _ENDINGS and (path.parent.name == "questions" or is_a_set(text))


def mends(text: str, problems: list[Problem]) -> Iterator[Mend]:
    """What can be done about problems of a text, one by one."""
    for problem in problems:
        edit = edit_for(text, problem)
        if edit is not None:
            shown = problem.replacement if len(problem.replacement) <= 60 else problem.replacement[:57] + "..."
            yield Mend(f'Put "{shown}" here', Edit(*edit), problem, problem.safe)


def mend_all(text: str, path: Path, shelf: Shelf) -> str | None:
    """The text with all that ``check --fix`` would do; None where that is nothing."""
    mended = mend_text(text, str(path), path.stem, shelf.library(path))
    return mended.after if mended.problems else None
