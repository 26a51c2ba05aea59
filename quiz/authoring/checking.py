"""``quiz check``: problems on standard output, one a line, and how many there are at the end."""

import difflib
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from quiz.articles.library import Library
from quiz.authoring.choosing import UNREADABLE, Chosen
from quiz.authoring.fixing import mend_file
from quiz.authoring.showing import Format, from_here, show, summary
from quiz.authoring.watching import changes
from quiz.errors import InputError
from quiz.questions.check import check_article, check_set, examine
from quiz.questions.problem import Problem
from quiz.questions.variants import variants as variants_of
from quiz.text.sanitise import one_line, sanitise


class Wanted(NamedTuple):
    """What to check and how to tell: sets, files and folders by name (all there is, if none is named), and the rules.

    strict: warnings count as errors. variants: also how grading treats variants of every typed key.
    """

    names: Sequence[str]
    chosen: Chosen
    form: Format = "text"
    strict: bool = False
    variants: bool = False


def run_check(library: Library, wanted: Wanted) -> int:
    """Check once. Exit code: 0 no error, 1 errors (or, where strict, warnings), 2 a file that cannot be read."""
    paths = _paths(library, wanted.names)
    problems = _check(paths, library, wanted.chosen)
    rows = [row for path in paths if wanted.variants and path.suffix != ".md" for row in _variants(path, library)]
    if wanted.form != "json":
        for row in rows:
            print(one_line(f"{row.verdict:<6} {row.set}/{row.question}: {row.response}  ({row.label})"))
    told: dict[str, object] = {"variants": [row._asdict() for row in rows]} if wanted.variants else {}
    show(problems, len(paths), wanted.form, told)
    return _code(problems, strict=wanted.strict)


def run_fix(library: Library, wanted: Wanted, *, diff: bool) -> int:
    """Mend what is safe in the sets named, or show what that would change; then report what is left. As run_check."""
    if not wanted.names:
        raise InputError("check --fix: no file is named; name those to be mended")
    paths = _paths(library, wanted.names)
    for path in paths:
        if path.suffix == ".md":
            continue
        try:
            mended = mend_file(path, library, wanted.chosen.codes, dry=diff)
        except InputError:
            if not _check([path], library, wanted.chosen):
                raise  # it could be read, so it could not be written
            continue  # checking it says the same, with its line
        if diff:
            _print_difference(mended.before, mended.after, str(path))
        for problem in from_here(mended.problems):
            would = "would be mended" if diff else "mended"
            where = f"{problem.file}:{problem.line}:{problem.column}"
            said = f"{where}: {would} [{problem.code}] {problem.what} -> {problem.replacement[:80]!r}"
            print(one_line(said), file=sys.stderr)
    if diff:
        return 0
    return run_check(library, wanted)


def run_watch(library: Library, wanted: Wanted) -> int:
    """Check now, and each file again whenever it is saved, until interrupted; never returns by itself."""
    for changed in changes(lambda: _watched(library, wanted.names)):
        paths = _paths(library, wanted.names)
        if any(path.suffix == ".md" for path in changed):
            library.forget()
        else:
            paths = [path for path in paths if path in changed] or paths
        problems = _check(paths, library, wanted.chosen)
        show(problems, len(paths), wanted.form)
        if wanted.form == "text" and len(paths) == 1 and problems and problems[0].code in UNREADABLE:
            print(summary(problems, 1), file=sys.stderr)
        print(time.strftime("-- %H:%M:%S, waiting for a file to be saved; Ctrl+C ends"), file=sys.stderr, flush=True)
        sys.stdout.flush()
    return 0


def _watched(library: Library, names: Sequence[str]) -> list[Path]:
    """The files named, and the articles they are about."""
    paths = _paths(library, names)
    return [*paths, *(path for path in library.article_paths().values() if path not in paths)]


def _check(paths: Sequence[Path], library: Library, chosen: Chosen) -> list[Problem]:
    found: list[Problem] = []
    for path in paths:
        found += check_article(path) if path.suffix == ".md" else check_set(path, library)
    return from_here(chosen.of(found))


def _code(problems: Sequence[Problem], *, strict: bool) -> int:
    if any(problem.code in UNREADABLE for problem in problems):
        return 2
    return int(any(problem.severity == "error" or strict for problem in problems))


def _print_difference(before: str, after: str, name: str) -> None:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="")
    for line in lines:
        print(sanitise(line))


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


def _paths(library: Library, names: Sequence[str]) -> list[Path]:
    if names:
        return [path for name in names for path in _files(library, name)]
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
