"""Open answers judged by people: out as a table, marks back in, two judges, and what a spreadsheet does to numbers."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from quiz.attempts.events import Drafted
from quiz.classroom.control import Refused
from quiz.classroom.server.assessing import assess as assess_call
from quiz.classroom.server.collecting import papers as papers_call
from quiz.classroom.server.exam import Pinned, unpin
from quiz.classroom.server.watching import WatchAsked
from quiz.classroom.teacher import Assess, Assessments, Mark, Papers
from quiz.classroom.wire import Done, Release
from quiz.plain.summary import class_lines
from quiz.questions.response import Typed
from quiz.reports.assessing import agreements, as_table, read_table, to_judge
from quiz.reports.gradebook import gradebook
from quiz.reports.papers import Paper, paper_of, said
from quiz.store.classes import roster
from tests.builders import Sitting, a_number, an_open
from tests.classroom.clients import at_desk
from tests.classroom.inside import MINUTE, Inside
from tests.classroom.school import QUESTIONS, School, a_school, words, write_set
from tests.waiting import wait_until

OPEN = """\
  - {id: why, kind: open, prompt: Why did she sink?, points: 2, evidence: spoke of an old map,
     rubric: [{points: 1, text: It names the map.}, {points: 1, text: It names the storm.}], model: Map and storm.}
"""


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    with a_school(tmp_path, ["Ada", "Ben"]) as school:
        write_set(school.root, questions=QUESTIONS + OPEN)
        school.open()
        yield school


def assess(school: School, earned: float, name: str = "Ada", by: str = "Lee", question: str = "why") -> None:
    papers = school.control.get("papers", Papers, sitting="monday").papers
    learner = next(paper.learner for paper in papers if paper.name == name)
    school.control.post("assess", Assess("monday", by, (Mark(learner, question, earned),)), Done)


def points(school: School, name: str = "Ada") -> float:
    papers = school.control.get("papers", Papers, sitting="monday").papers
    return next(paper.earned for paper in papers if paper.name == name)


def test_a_judgement_counts_and_reaches_the_learner(school: School) -> None:
    ada = school.learner("Ada")
    ada.begin()
    ada.answer("q5", Typed("an old map"))
    with pytest.raises(Refused, match="not handed in"):
        assess(school, 1)
    ada.hand_in()
    assert points(school) == 0
    assess(school, 1.5)
    assess(school, 2, by="Kim")
    assess(school, 1)
    assert points(school) == 1
    school.release("marks")
    assert [one.earned for one in ada.news().released if one.question == "q5"] == [1.0]
    assert "It names the map" not in words(ada.news())
    given = school.control.get("assessments", Assessments, sitting="monday").given
    assert [(one.question, one.by, one.earned) for one in given] == [
        ("why", "Lee", 1.5),
        ("why", "Kim", 2),
        ("why", "Lee", 1),
    ]
    school.stop()
    school.start()
    assert points(school) == 1


@pytest.mark.parametrize("what", ["marks", "all"])
def test_what_nobody_has_judged_is_left_out_and_waits(school: School, what: Release) -> None:
    """Released before it is judged, an open answer is no zero: neither for its writer nor in the class's marks."""
    ada = school.learner("Ada")
    ada.begin()
    ada.answer("q5", Typed("an old map"))
    ada.hand_in()
    school.release(what)
    found = school.control.get("papers", Papers, sitting="monday")
    (paper,) = found.papers
    others = paper.attempt.total - 2
    assert (paper.points, paper.attempt.items["why"].unjudged) == (others, True)
    (row,) = gradebook(unpin(msgspec.json.decode(found.pinned, type=Pinned)), [paper]).rows
    assert (row[3], row[-1]) == (others, "to assess")
    assert [(one.waits, one.outcome) for one in ada.news().released if one.question == "q5"] == [(True, "open")]
    assess(school, 1.5)
    assert [(one.waits, one.earned) for one in ada.news().released if one.question == "q5"] == [(False, 1.5)]
    (paper,) = school.control.get("papers", Papers, sitting="monday").papers
    assert paper.points == paper.attempt.total


@pytest.mark.parametrize("what", ["marks", "all"])
def test_its_writer_is_told_that_it_waits(school: School, tmp_path: Path, what: Release) -> None:
    with at_desk(school, "Ada", tmp_path / "home") as desk:
        desk.answer("q5", Typed("an old map")).receipt.result(30)
        desk.finish()
        wait_until(lambda: desk.receipt, "the receipt")
        school.release(what)
        wait_until(lambda: desk.feedback("q5"), "the release")
        told = list(class_lines(desk))
        possible = desk.attempt.total - 2
        assert f"Score: 0 of {possible:g} points, 0 percent." in told
        assert "Not judged yet, and left out of the score until then: question 5." in told
        assert "Question 5: Why did she sink?" not in told
        assess(school, 1.5)
        wait_until(lambda: desk.attempt.items["q5"].earned, "the judgement")
        assert f"Score: 1½ of {possible + 2:g} points" in "".join(class_lines(desk))


def test_what_stood_there_when_the_time_was_over_is_judged(tmp_path: Path) -> None:
    inside = Inside(tmp_path, ["Ada"])
    write_set(inside.root, questions=QUESTIONS + OPEN)
    inside.open(minutes=5)
    ada = inside.learner("Ada")
    ada.begin()
    ada.send(Drafted("q5", Typed("an old m")))
    inside.go_on(6 * MINUTE)
    learner = inside.store.read(lambda db: roster.members(db, inside.service.class_id)).result()[0].id
    inside.do(assess_call, Assess("monday", "Lee", (Mark(learner, "why", 1),)))
    (paper,) = inside.do(papers_call, WatchAsked("monday")).papers
    assert (said(paper.attempt.items["why"].response), paper.earned) == ("an old m", 1)
    inside.close()


@pytest.mark.parametrize(
    ("earned", "question", "why"),
    [
        (3, "why", "not from 0 to 2"),
        (-1, "why", "not from 0"),
        (1, "saved", "graded by its key"),
        (1, "nope", "no answer"),
    ],
)
def test_marks_that_cannot_be_given(school: School, earned: float, question: str, why: str) -> None:
    ada = school.learner("Ada")
    ada.begin()
    ada.answer("q5", Typed("a map"))
    ada.hand_in()
    with pytest.raises(Refused, match=why):
        assess(school, earned, question=question)
    assert points(school) == 0


def test_a_question_without_an_answer_has_nothing_to_judge(school: School) -> None:
    ada = school.learner("Ada")
    ada.begin()
    ada.hand_in()
    with pytest.raises(Refused, match="was not answered"):
        assess(school, 1)


def papers_of(*answers: str) -> tuple[Sitting, list[Paper]]:
    found = []
    for at, answer in enumerate(answers):
        sitting = Sitting(an_open(id="why", points=2.0), a_number(id="saved"), mode="test")
        sitting.desk.answer("why", Typed(answer))
        sitting.desk.finish()
        found.append(paper_of(f"{at:032x}"[::-1], f"Name {at}", sitting.journal.events))
    return sitting, found


def filled(table: str, *marks: str, mark: str = ",") -> str:
    rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))
    for row, earned in zip(rows[1:], marks, strict=True):
        row[-1] = earned
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_comes_back_from_any_spreadsheet(mark: str) -> None:
    sitting, papers = papers_of("=HYPERLINK(1)", "b\nc", "d")
    rows = to_judge(sitting.asked, papers)
    table = as_table(sitting.asked, rows, blind=False)
    assert "'=HYPERLINK" in table
    found, problems = read_table(filled(table, "1,5", "2", "", mark=mark), rows)
    assert not problems
    assert [(one.row.name, one.earned) for one in found] == [("Name 0", 1.5), ("Name 1", 2.0)]


@pytest.mark.parametrize(
    ("earned", "why"),
    [
        ("01.05.2026", "no number of points"),
        ("1-May", "no number"),
        ("2.5", "more than the 2"),
        ("-1", "no number"),
        ("1e3", "no number"),
        ("May 1", "no number"),
        ("46143", "no number"),
        ("01:30:00", "no number"),
        ("#VALUE!", "no number"),
        ("1½", "no number"),
        ("50%", "no number"),
        ("1.000,5", "no number"),
    ],
)
def test_what_a_spreadsheet_mangled_is_told_by_line(earned: str, why: str) -> None:
    sitting, papers = papers_of("a", "b")
    rows = to_judge(sitting.asked, papers)
    _, problems = read_table(filled(as_table(sitting.asked, rows, blind=True), "1", earned), rows)
    assert len(problems) == 1
    assert problems[0].startswith("3: ")
    assert why in problems[0]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda table: table.replace(",2,1\r\n", ",2,1,5\r\n"), "2: more cells than columns"),
        (lambda table: table.replace(",,2,1\r\n", ",Well, done,2,1\r\n"), "2: more cells than columns"),
        (lambda table: table.replace(",,2,1\r\n", ",2,1\r\n"), "2: the column 'points' says '1'"),
        (lambda table: table.replace(",2,1\r\n", ",02.01.2026,1\r\n"), "2: the column 'points' says"),
        (lambda table: table.replace(",,2,1\r\n", ',"a,2,1\r\n'), "not a table any more"),
        (lambda table: table.replace("code,", "c\u043ede,"), "1: no columns"),
        (lambda table: table.replace(",earned", ""), "1: no columns"),
    ],
)
def test_cells_that_moved_are_told_and_never_graded(change: Callable[[str], str], why: str) -> None:
    """What an editor does to a decimal comma, or a hand to a line: a mark of 1 that was 1,5 is never taken."""
    sitting, papers = papers_of("a", "b")
    rows = to_judge(sitting.asked, papers)
    table = filled(as_table(sitting.asked, rows, blind=True), "1", "2")
    assert change(table) != table
    _, problems = read_table(change(table), rows)
    assert any(why in problem for problem in problems), problems


def test_a_comment_goes_out_and_comes_back() -> None:
    sitting, papers = papers_of("a", "b")
    rows = [msgspec.structs.replace(row, comment="Well, =done") for row in to_judge(sitting.asked, papers)]
    found, problems = read_table(filled(as_table(sitting.asked, rows, blind=False), "1,50", "2.0"), rows)
    assert not problems
    assert [(one.earned, one.comment) for one in found] == [(1.5, "Well, =done"), (2.0, "Well, =done")]
    assert "Well" not in as_table(sitting.asked, rows, blind=True)


def test_foreign_and_repeated_lines_are_told() -> None:
    sitting, papers = papers_of("a")
    rows = to_judge(sitting.asked, papers)
    table = filled(as_table(sitting.asked, rows, blind=True), "1")
    again = table + table.splitlines()[1] + "\r\n" + table.splitlines()[1].replace(rows[0].code, "zzz") + "\r\n"
    _, problems = read_table(again, rows)
    assert [problem.partition(": ")[0] for problem in problems] == ["3", "4"]
    assert read_table("", rows)[1]
    assert read_table("a,b\n", rows)[1]


def test_a_blind_table_names_nobody() -> None:
    sitting, papers = papers_of("a", "b")
    table = as_table(sitting.asked, to_judge(sitting.asked, papers), blind=True)
    assert "Name" not in table.split("\r\n", 1)[1]


def test_two_judges_agree_as_far_as_they_do() -> None:
    given = [
        ("a", "q", "Lee", 1.0),
        ("a", "q", "Kim", 2.0),
        ("b", "q", "Lee", 0.0),
        ("b", "q", "Kim", 0.0),
        ("a", "q", "Kim", 1.0),
    ]
    (found,) = agreements(given)
    assert (found.one, found.two, found.answers, found.same, found.kappa) == ("Kim", "Lee", 2, 2, 1.0)
    assert agreements(given[:1]) == []
