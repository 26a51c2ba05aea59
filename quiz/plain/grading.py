"""``quiz grade``: a verdict for every row of a file, by the same functions as the app."""

import csv
import gc
import random
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

import msgspec

from quiz.articles.library import Library
from quiz.errors import InputError
from quiz.plain.rows import BadRow, Row, read_rows
from quiz.questions.check import load_set
from quiz.questions.line import Misread, read_line
from quiz.questions.question_set import QuestionSet
from quiz.questions.verdict import Verdict
from quiz.questions.view import GapsView, OptionsView, OrderView, PairsView, View
from quiz.text.json_text import json_line
from quiz.text.sanitise import one_line

COLUMNS = ("question", "response", "verdict", "credit", "reason", "note")
MOST_KNOWN = 20_000
"""Verdicts that are remembered: a class gives the same answers again and again."""
_LONG = 1_000
_NUMBER = re.compile(r"[+-]?\d[\d,. ]*%?")
_ACTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class Grader:
    """Grades lines as they are typed. Views and verdicts are worked out once.

    seed: numbers and letters of shuffled options count as ``quiz play --seed`` shows them. Without one they mean
    nothing, so a line that needs them is refused: a form's export has the options' texts.
    """

    def __init__(self, asked: QuestionSet, seed: int | None = None) -> None:
        self._asked = asked
        self._seed = seed
        self._views: dict[str, tuple[View, View | None]] = {}
        self._known: dict[tuple[str, str], Verdict | str] = {}

    def grade(self, question: str, line: str) -> Verdict | str:
        """The verdict on a line, or why there is none."""
        key = (question, line)
        known = self._known.get(key)
        if known is None:
            known = self._grade(question, line)
            if len(line) <= _LONG:
                if len(self._known) >= MOST_KNOWN:
                    self._known.clear()
                self._known[key] = known
        return known

    def _grade(self, question: str, line: str) -> Verdict | str:
        asked = self._asked.by_id.get(question)
        if asked is None:
            return f"no question {question[:80]!r} in {self._asked.id}"
        if question not in self._views:
            self._views[question] = self._both_views(question)
        view, turned = self._views[question]
        response = read_line(line, view, self._asked.sources)
        if isinstance(response, Misread):
            return response.why
        if turned is not None and read_line(line, turned, self._asked.sources) != response:
            return f"{line[:40]!r} depends on the order of the options; give their texts, or --seed"
        return asked.grade(response, self._asked.sources)

    def _both_views(self, question: str) -> tuple[View, View | None]:
        """A view, and where its order is a matter of chance the same one with everything moved on by one place."""
        asked, sources = self._asked.by_id[question], self._asked.sources
        view = asked.view(sources, random.Random(f"{self._seed}:{question}"))
        if self._seed is not None:
            return view, None
        others = (asked.view(sources, random.Random(other)) for other in range(24))
        return view, next((_turned(view, other) for other in others if other != view), None)


def _turned(view: View, other: View) -> View:
    """view with every list that differs from other's rotated: no number keeps its meaning there."""

    def turn(listed: tuple[str, ...], differs: bool) -> tuple[str, ...]:
        return (*listed[1:], *listed[:1]) if differs else listed

    match view, other:
        case OptionsView(), OptionsView():
            return msgspec.structs.replace(view, options=turn(view.options, view.options != other.options))
        case OrderView(), OrderView():
            return msgspec.structs.replace(view, items=turn(view.items, True))
        case PairsView(), PairsView():
            lefts = turn(view.lefts, view.lefts != other.lefts)
            return msgspec.structs.replace(view, lefts=lefts, rights=turn(view.rights, view.rights != other.rights))
        case GapsView(), GapsView():
            gaps = tuple(msgspec.structs.replace(gap, choices=turn(gap.choices, True)) for gap in view.gaps)
            return msgspec.structs.replace(view, bank=turn(view.bank, True), gaps=gaps)
        case _:
            return view


def run_grade(library: Library, name: str, file: str, form: str, seed: int | None = None) -> int:
    """Grade a file's rows onto standard output, in their order. Exit code 1 where a row could not be graded.

    file: a path, or ``-`` for standard input. form: ``jsonl`` or ``csv``. Raises InputError.
    """
    asked = load_set(library.set_path(name), library)
    grader = Grader(asked, seed)
    prompts = {question.id: question.prompt for question in asked.questions}
    bad = 0

    def report(line: int, why: str) -> None:
        nonlocal bad
        bad += 1
        print(one_line(f"{where}:{line}: {why}"), file=sys.stderr)

    where = "standard input" if file == "-" else file
    with _opened(file) as source, _no_cycles():
        write: Callable[[Row, Verdict], None] | None = None
        for row in read_rows(source, where, prompts):
            if isinstance(row, BadRow):
                report(row.line, row.why)
                continue
            verdict = grader.grade(row.question, row.response)
            if isinstance(verdict, str):
                report(row.line, verdict if row.question in verdict else f"{row.question}: {verdict}")
                continue
            if write is None:
                write = _csv_writer(row, report) if form == "csv" else _write_json
            write(row, verdict)
    return 1 if bad else 0


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Without the collector of cycles: grading makes none, and looking for them takes a fifth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        # Not read as a whole, and a pipe (``<(...)``) is welcome: rows are read one by one.
        source = open(file, "rb")  # noqa: SIM115
    except OSError as error:
        raise InputError(f"{file}: {(error.strerror or str(error)).lower()}; give the path of a file, or -") from error
    with source:
        yield source


def _write_json(row: Row, verdict: Verdict) -> None:
    answer: dict[str, object] = {
        "question": row.question,
        "response": row.raw,
        "verdict": verdict.outcome,
        "credit": round(verdict.credit, 4),
        "reason": verdict.reason,
        "note": verdict.note,
    }
    for name, value in row.other.items():
        answer[_free_name(name)] = value
    sys.stdout.write(json_line(answer) + "\n")


def _csv_writer(first: Row, report: Callable[[int, str], None]) -> Callable[[Row, Verdict], None]:
    """A writer whose columns are those of the first row; a later row with another one is reported, and graded."""
    others = list(first.other)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow([*COLUMNS, *(safe_cell(_free_name(name)) for name in others)])

    def write(row: Row, verdict: Verdict) -> None:
        new = [name for name in row.other if name not in others]
        if new:
            report(row.line, f"column {new[0]!r} is not in the first row; left out")
        cells = [row.question, row.response, verdict.outcome, f"{round(verdict.credit, 4):g}", verdict.reason]
        cells += [verdict.note, *(_text(row.other.get(name, "")) for name in others)]
        out.writerow([safe_cell(cell) for cell in cells])

    return write


def _free_name(name: str) -> str:
    """A column carried through must not take the place of one of ours."""
    return f"{name}_given" if name in COLUMNS else name


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else json_line(value)


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (owasp.org, CSV injection); plain numbers stay as they are."""
    if text.startswith(_ACTS) and not _NUMBER.fullmatch(text):
        return "'" + one_line(text)
    return text if text.isascii() and text.isprintable() else one_line(text)
