"""``quiz class assess``: open answers out to be judged, marks in, and how far judges agree."""

import sys
from pathlib import Path

import msgspec

from quiz.classroom.server.exam import Pinned, unpin
from quiz.classroom.teacher import Assess, Assessments, Mark, Papers
from quiz.classroom.wire import Done
from quiz.files import new_file, read_text
from quiz.plain.class_folders import office_of
from quiz.plain.class_teaching import sitting_of
from quiz.plain.wording import count
from quiz.reports.assessing import agreement_line, agreements, as_table, read_table, to_judge
from quiz.text.sanitise import one_line


def assess(name: str | None, sitting: str | None, *, to: str | None, source: str | None, by: str, blind: bool) -> int:
    """Write the table, or take one that was filled in. Exit code 1 where it has mistakes; then no mark is given."""
    there = office_of(name)
    which = sitting_of(there, sitting)
    found = there.get("papers", Papers, sitting=which.id)
    asked = unpin(msgspec.json.decode(found.pinned, type=Pinned))
    rows = to_judge(asked, found.papers)
    if to is not None:
        with new_file(Path(to)) as out:
            out.write(as_table(asked, rows, blind=blind).encode())
        print(f"{to}: {count(len(rows), 'answer')}; fill in the column 'earned', then quiz class assess --from {to}")
        return 0
    if source is not None:
        marks, problems = read_table(read_text(Path(source)), rows)
        if problems:
            for problem in problems:
                print(f"{source}:{problem}", file=sys.stderr)
            print(f"{count(len(problems), 'mistake')}: no mark was given", file=sys.stderr)
            return 1
        given = tuple(Mark(one.row.learner, one.row.question, one.earned, one.comment) for one in marks)
        there.post("assess", Assess(which.id, by, given), Done)
        print(f"{count(len(given), 'mark')} given by {one_line(by)}")
        return 0
    waiting = sum(row.earned is None for row in rows)
    print(f"{count(len(rows), 'open answer')}, {waiting} not judged yet")
    judged = there.get("assessments", Assessments, sitting=which.id).given
    for one in agreements((mark.learner, mark.question, mark.by, mark.earned) for mark in judged):
        print(agreement_line(one))
    return 0
