"""A question that was taken out of a class's test: its points count, what was answered to it says nothing."""

import msgspec

from quiz.attempts.events import Event, Regraded
from quiz.questions.response import Picked, Typed
from quiz.reports.gradebook import gradebook
from quiz.reports.items import analyse
from quiz.reports.misreadings import traces
from quiz.reports.papers import Paper, paper_of
from quiz.reports.sheet import as_text
from tests.builders import Sitting, a_choice, a_number


def _papers() -> tuple[Sitting, list[Paper]]:
    papers = []
    for name, saved in (("Ada", "23"), ("Bo", "21"), ("Cy", "")):
        sitting = Sitting(a_number(id="saved"), a_choice(id="count"), mode="test")
        if saved:
            sitting.desk.answer("saved", Typed(saved))
        sitting.desk.answer("count", Picked(("23" if name == "Ada" else "21",)))
        sitting.desk.finish()
        last, item = sitting.journal.events[-1], sitting.desk.attempt.items["saved"]
        out = Regraded("saved", item.response, 1.0, 1.0, item.verdict, item.answers, item.spent, void=True)
        events = [*sitting.journal.events, Event("f" * 32, last.attempt, last.seq + 1, last.at, last.elapsed, out)]
        papers.append(paper_of(name * 16, name, events))
    return sitting, papers


def test_everyone_has_its_points_in_the_gradebook() -> None:
    sitting, papers = _papers()
    rows = gradebook(sitting.asked, papers).rows
    assert [(row[0], row[6:]) for row in rows] == [("Ada", (1.0, 1.0)), ("Bo", (1.0, 0)), ("Cy", (1.0, 0))]


def test_no_figure_counts_it() -> None:
    sitting, papers = _papers()
    saved, count = analyse(sitting.asked, papers).items
    assert (saved.facility, saved.full) == (None, 0)
    assert count.facility is not None
    assert {trace.question for trace in traces(sitting.asked, papers)} <= {"count"}


def test_the_sheet_says_so() -> None:
    sitting, papers = _papers()
    asked = msgspec.structs.replace(
        sitting.asked, questions=tuple(msgspec.structs.replace(one, void=True) for one in sitting.asked.questions[:1])
    )
    told = as_text("T", asked, papers[2], everything=True)
    assert "not answered (1 of 1, taken out: everyone has them)" in told
