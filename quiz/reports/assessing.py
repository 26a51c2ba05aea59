"""Open answers as a table to judge in a spreadsheet, the marks that come back, and how far two judges agree."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

import msgspec

from quiz.questions.kinds.open import Open
from quiz.questions.question_set import QuestionSet
from quiz.questions.response import Typed
from quiz.questions.scoring import number
from quiz.reports.items import FEW
from quiz.reports.measures import agreement
from quiz.reports.papers import Paper, said
from quiz.reports.table import safe_cell
from quiz.text.sanitise import one_line

HEAD = ("code", "name", "question", "prompt", "rubric", "model", "answer", "comment", "points", "earned")
MOST_COMMENT = 500
_POINTS = re.compile(r"\d{1,4}(?:[.,]\d{1,4})?")


class ToJudge(msgspec.Struct, frozen=True):
    """One open answer. code: names it in the table without saying whose it is. earned: None before it is judged.

    comment: what was written to the learner about it.
    """

    code: str
    learner: str
    name: str
    question: str
    answer: str
    points: float
    earned: float | None
    comment: str = ""


class Judged(msgspec.Struct, frozen=True):
    """A mark that came back: which answer, how many points, and what is said to the learner."""

    row: ToJudge
    earned: float
    comment: str = ""


def to_judge(asked: QuestionSet, papers: Iterable[Paper]) -> list[ToJudge]:
    """Every open answer that was handed in, question by question, so that each is judged by one measure."""
    papers = [paper for paper in papers if paper.attempt.finished is not None]
    found = []
    for at, question in enumerate(asked.questions, 1):
        for paper in papers:
            item = paper.attempt.items.get(question.id)
            if question.kind == "open" and item is not None and item.answered:
                code = f"{paper.learner[:10]}-{at}"
                earned = item.earned if item.assessed else None
                text = item.response.text.strip() if isinstance(item.response, Typed) else said(item.response)
                found.append(
                    ToJudge(code, paper.learner, paper.name, question.id, text, item.points, earned, item.comment)
                )
    return found


def as_table(asked: QuestionSet, rows: Sequence[ToJudge], *, blind: bool) -> str:
    """CSV for a spreadsheet, with the column ``earned`` to fill in. blind: without names and without earlier marks."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    for row in sorted(rows, key=lambda one: (one.question, one.code)) if blind else rows:
        question = asked.by_id[row.question]
        rubric = question.rubric if isinstance(question, Open) else ()
        cells = (
            row.code,
            "" if blind else row.name,
            row.question,
            question.prompt,
            "; ".join(f"{number(one.points)}: {one.text}" for one in rubric),
            question.model if isinstance(question, Open) else "",
            row.answer,
            "" if blind else row.comment,
            f"{row.points:g}",
            "" if blind or row.earned is None else f"{row.earned:g}",
        )
        writer.writerow([safe_cell(cell) for cell in cells])
    return "\ufeff" + out.getvalue()


def read_table(text: str, rows: Sequence[ToJudge]) -> tuple[list[Judged], list[str]]:
    """The marks in a table that came back, and what is wrong with it, each with its line.

    A spreadsheet may have changed the separator and written 1.5 as 1,5. What it has made a date is not guessed at, nor
    where a comma without quotes has moved the cells of a line; an empty cell is no mark.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines:
        return [], ["1: empty; give the table that was written for judging"]
    delimiter = max(",;\t", key=lines[0].count)
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter, strict=True)
    try:
        head, *rest = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        return [], [f"{reader.line_num}: not a table any more ({error}); save it as CSV again"]
    return _read_rows([cell.strip().casefold() for cell in head[1]], rest, rows)


def _read_rows(
    head: Sequence[str], lines: Iterable[tuple[int, Sequence[str]]], rows: Sequence[ToJudge]
) -> tuple[list[Judged], list[str]]:
    if "code" not in head or "earned" not in head:
        return [], ["1: no columns 'code' and 'earned'; give the table that was written for judging"]
    code_at, earned_at = head.index("code"), head.index("earned")
    comment_at, points_at = (head.index(name) if name in head else len(head) for name in ("comment", "points"))
    known = {row.code: row for row in rows}
    found: dict[str, Judged] = {}
    problems: list[str] = []
    for line, cells in lines:
        code, earned, comment = (_cell(cells, at) for at in (code_at, earned_at, comment_at))
        if not code and not earned:
            continue
        if len(cells) > len(head):
            problems.append(f"{line}: more cells than columns; put what has a comma in it into quotes")
        elif code not in known:
            problems.append(f"{line}: {one_line(code)[:40]!r} names no answer of this sitting")
        elif code in found:
            problems.append(f"{line}: {code} stands twice; keep one of the lines")
        elif (points := _cell(cells, points_at)) and _points(points) != known[code].points:
            problems.append(f"{line}: the column 'points' says {one_line(points)[:20]!r}; its cells have moved")
        elif not earned:
            continue
        elif (given := _points(earned)) is None:
            problems.append(f"{line}: {one_line(earned)[:20]!r} is no number of points; write it as 2 or 1.5, as text")
        elif given > known[code].points:
            problems.append(f"{line}: {earned} is more than the {number(known[code].points)} there are")
        else:
            found[code] = Judged(known[code], given, one_line(comment)[:MOST_COMMENT])
    return list(found.values()), problems


def _points(cell: str) -> float | None:
    """A number of points in a cell; None where it is something else."""
    return float(cell.replace(",", ".")) if _POINTS.fullmatch(cell) else None


def _cell(cells: Sequence[str], at: int) -> str:
    """A cell without the apostrophe that kept it from being a formula."""
    return cells[at].strip().lstrip("'") if at < len(cells) else ""


class Agreement(msgspec.Struct, frozen=True):
    """Two judges on the answers that both have judged. kappa: with quadratic weights, None where it means nothing."""

    one: str
    two: str
    answers: int
    same: int
    kappa: float | None


def agreements(given: Iterable[tuple[str, str, str, float]]) -> list[Agreement]:
    """Every two judges' agreement. given: learner, question, judge, earned; of several by one judge the last counts."""
    latest: dict[str, dict[tuple[str, str], float]] = {}
    for learner, question, by, earned in given:
        latest.setdefault(by, {})[learner, question] = earned
    names = sorted(latest)
    found = []
    for at, one in enumerate(names):
        for two in names[at + 1 :]:
            pairs = [(latest[one][key], latest[two][key]) for key in sorted(latest[one].keys() & latest[two])]
            if pairs:
                same = sum(abs(a - b) < 1e-9 for a, b in pairs)
                found.append(Agreement(one, two, len(pairs), same, agreement(pairs)))
    return found


def agreement_line(one: Agreement) -> str:
    """How far two judges agree, in a line."""
    kappa = "" if one.kappa is None else f", weighted kappa {one.kappa:.2f}"
    few = " (few: this may be chance)" if one.answers < FEW else ""
    return f"{one_line(one.one)} and {one_line(one.two)}: the same for {one.same} of {one.answers}{kappa}{few}"
