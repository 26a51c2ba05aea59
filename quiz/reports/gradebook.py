"""A class's marks as a table, a row for each learner: as CSV and XLSX, safe in spreadsheets."""

import csv
import io
from collections.abc import Sequence
from typing import NamedTuple

from quiz.errors import missing
from quiz.questions.question_set import QuestionSet
from quiz.reports.papers import Paper, is_judged, points_of
from quiz.reports.table import safe_cell

Cell = str | float | int


class Gradebook(NamedTuple):
    """head: the names of the columns. rows: texts as given (not yet made safe) and numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def gradebook(
    asked: QuestionSet, papers: Sequence[Paper], states: Sequence[str] = (), absent: Sequence[str] = ()
) -> Gradebook:
    """The table of all papers, in their order. states: one word about each (such as handed in, or late).

    absent: names of those who have none; they have rows without marks, and all rows are then in the order of names.

    A question that was not answered is 0, one that this learner was not asked is empty, and an open answer that nobody
    has assessed says so. The name of one that was taken out says that.
    """
    questions = [question.id for question in asked.questions]
    out = {item.id for paper in papers for item in paper.attempt.items.values() if item.void}
    named = (f"{one} (taken out)" if one in out else one for one in questions)
    head = ("name", "state", "points", "of", "percent", "minutes", *named)
    rows: list[tuple[Cell, ...]] = []
    for at, paper in enumerate(papers):
        rows.append(
            (
                paper.name,
                states[at] if states else ("handed in" if paper.attempt.finished else "not handed in"),
                round(paper.earned, 2),
                round(paper.points, 2),
                round(100 * paper.share, 1),
                round(paper.attempt.elapsed / 60_000, 1),
                *(_points(paper, question) for question in questions),
            )
        )
    if absent:
        rows += [(name, "did not begin", *[""] * (len(head) - 2)) for name in absent]
        rows.sort(key=lambda row: str(row[0]).casefold())
    return Gradebook(head, tuple(rows))


def _points(paper: Paper, question: str) -> Cell:
    item = paper.attempt.items.get(question)
    if item is None:
        return ""
    return round(points_of(item), 2) if is_judged(item) else "to assess"


def as_csv(book: Gradebook) -> str:
    """RFC 4180, UTF-8 with a byte order mark, which spreadsheets need to read it as such."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in book.head])
    for row in book.rows:
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return "\ufeff" + out.getvalue()


def as_xlsx(book: Gradebook, sheet: str = "Marks") -> bytes:
    """An Excel workbook with one sheet. Texts are written as texts, so that none is taken for a formula.

    Raises InputError where the extra for spreadsheets is not installed.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise missing("XLSX needs an extra", "spreadsheets") from None
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as made:
        page = made.add_worksheet(sheet)
        bold = made.add_format({"bold": True})
        for at, name in enumerate(book.head):
            page.write_string(0, at, safe_cell(name), bold)
        for down, row in enumerate(book.rows, 1):
            for across, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(down, across, safe_cell(cell))
                else:
                    page.write_number(down, across, cell)
        page.freeze_panes(1, 1)
        page.autofit()
    return out.getvalue()
