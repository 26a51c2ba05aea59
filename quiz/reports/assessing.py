"""Open answers as a table to judge in a spreadsheet, the marks that come back, and how far two judges agree."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

import msgspec

from quiz.questions.kinds.open import Open
from quiz.questions.question_set import QuestionSet
from quiz.questions.scoring import number
from quiz.reports.measures import agreement
from quiz.reports.papers import Paper, said
from quiz.reports.table import safe_cell
from quiz.text.sanitise import one_line

HEAD = ("code", "name", "question", "prompt", "rubric", "model", "answer", "points", "earned")
_EARNED = re.compile(r"\d{1,4}(?:[.,]\d{1,4})?")


class ToJudge(msgspec.Struct, frozen=True):
    """One open answer. code: names it in the table without saying whose it is. earned: None before it is judged."""

    code: str
    learner: str
    name: str
    question: str
    answer: str
    points: float
    earned: float | None


class Judged(msgspec.Struct, frozen=True):
    """A mark that came back: which answer, how many points."""

    row: ToJudge
    earned: float


def to_judge(asked: QuestionSet, papers: Iterable[Paper]) -> list[ToJudge]:
    """Every open answer that was given, question by question, so that each is judged by one measure."""
    papers = list(papers)
    found = []
    for at, question in enumerate(asked.questions, 1):
        for paper in papers:
            item = paper.attempt.items.get(question.id)
            if question.kind == "open" and item is not None and item.answered:
                code = f"{paper.learner[:10]}-{at}"
                earned = item.earned if item.assessed else None
                found.append(
                    ToJudge(code, paper.learner, paper.name, question.id, said(item.response), item.points, earned)
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
            number(row.points),
            "" if blind or row.earned is None else f"{row.earned:g}",
        )
        writer.writerow([safe_cell(cell) for cell in cells])
    return "\ufeff" + out.getvalue()


def read_table(text: str, rows: Sequence[ToJudge]) -> tuple[list[Judged], list[str]]:
    """The marks in a table that came back, and what is wrong with it, each with its line.

    A spreadsheet may have changed the separator and written 1.5 as 1,5. What it has made a date is not guessed at, and
    an empty cell is no mark.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    if not lines:
        return [], ["1: empty; give the table that was written for judging"]
    delimiter = max(",;\t", key=lines[0].count)
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=delimiter)
    head = [cell.strip().casefold() for cell in next(reader)]
    if "code" not in head or "earned" not in head:
        return [], ["1: no columns 'code' and 'earned'; give the table that was written for judging"]
    code_at, earned_at = head.index("code"), head.index("earned")
    known = {row.code: row for row in rows}
    found: dict[str, Judged] = {}
    problems: list[str] = []
    for cells in reader:
        code = cells[code_at].strip().lstrip("'") if code_at < len(cells) else ""
        earned = cells[earned_at].strip().lstrip("'") if earned_at < len(cells) else ""
        if not code and not earned:
            continue
        if code not in known:
            problems.append(f"{reader.line_num}: {one_line(code)[:40]!r} names no answer of this sitting")
        elif code in found:
            problems.append(f"{reader.line_num}: {code} stands twice; keep one of the lines")
        elif not earned:
            continue
        elif not _EARNED.fullmatch(earned):
            problems.append(
                f"{reader.line_num}: {one_line(earned)[:20]!r} is no number of points; write it as 2 or 1.5, as text"
            )
        elif float(earned.replace(",", ".")) > known[code].points:
            problems.append(f"{reader.line_num}: {earned} is more than the {number(known[code].points)} there are")
        else:
            found[code] = Judged(known[code], float(earned.replace(",", ".")))
    return list(found.values()), problems


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
