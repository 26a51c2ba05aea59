"""What leaves the program about a class, whatever names and answers hold: gradebook, sheets and page."""

import csv
import io
import re
import zipfile
from html.parser import HTMLParser

import pytest

from quiz.attempts.events import Assessed, Event
from quiz.questions.response import Typed
from quiz.reports.class_page import class_page
from quiz.reports.gradebook import as_csv, as_xlsx, gradebook
from quiz.reports.papers import Paper, paper_of
from quiz.reports.sheet import as_html, as_text
from tests.builders import Sitting, a_choice, a_number, a_set, a_short, an_open
from tests.reports.simulated import a_class

LEADS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1", "=cmd|' /C calc'!A0"]
NASTY = ["<script>alert(1)</script>", "\x1b[2J\x1b]0;x\x07", "\u202egnp.exe", "a\nb", '"><img src=x onerror=1>', "]]>"]


def a_paper(name: str, answer: str = "an old map") -> tuple[Sitting, Paper]:
    sitting = Sitting(a_short(id="map"), a_number(id="saved"), an_open(id="why"), mode="test")
    sitting.desk.answer("map", Typed(answer))
    sitting.desk.answer("why", Typed(answer))
    sitting.clock.go_on(90_000)
    sitting.desk.finish()
    return sitting, paper_of("a" * 32, name, sitting.journal.events)


@pytest.mark.parametrize("lead", LEADS)
def test_no_cell_is_a_formula(lead: str) -> None:
    asked = a_set(a_choice(id=re.sub(r"\s", " ", lead)))
    paper = a_class(asked, 1)[0]
    paper = Paper(paper.learner, lead, paper.attempt, paper.spent)
    book = gradebook(asked, [paper], [lead])
    rows = list(csv.reader(io.StringIO(as_csv(book).removeprefix("\ufeff"))))
    for cell in (rows[0][-1], rows[1][0], rows[1][1]):
        assert not cell.startswith(tuple("=+-@＝＋－＠\t\r\n")), cell
        assert "\n" not in cell
    with zipfile.ZipFile(io.BytesIO(as_xlsx(book))) as made:
        page = made.read("xl/worksheets/sheet1.xml").decode()
        texts = made.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in page
    assert "hyperlink" not in page
    assert not re.findall(r"<t[^>]*>[=+\-@]", texts)


def test_marks_states_and_what_waits() -> None:
    sitting, paper = a_paper("Ada")
    book = gradebook(sitting.asked, [paper])
    assert book.head[6:] == ("map", "saved", "why")
    assert book.rows[0][:2] == ("Ada", "handed in")
    assert book.rows[0][6:] == (1.0, 0, "to assess")
    last = sitting.journal.events[-1]
    judged = Event("f" * 32, last.attempt, last.seq + 1, last.at, last.elapsed, Assessed("why", 3.0, 2.0, "teacher"))
    again = paper_of("a" * 32, "Ada", [*sitting.journal.events, judged])
    assert gradebook(sitting.asked, [again]).rows[0][6:] == (1.0, 0, 2.0)


def test_time_is_what_was_spent_looking() -> None:
    sitting = Sitting(a_short(id="map"), a_number(id="saved"), mode="test")
    sitting.clock.go_on(30_000)
    sitting.desk.move("saved")
    sitting.clock.go_on(50_000)
    sitting.desk.move("map")
    sitting.clock.go_on(3_600_000)  # lunch
    sitting.desk.finish()
    assert paper_of("a" * 32, "Ada", sitting.journal.events).spent == {"map": 30_000, "saved": 50_000}


def test_a_sheet_of_marks_has_no_key() -> None:
    sitting, paper = a_paper("Ada", "a new map")
    for make in (as_text, as_html):
        marks = make("The ferry", sitting.asked, paper, everything=False)
        everything = make("The ferry", sitting.asked, paper, everything=True)
        assert "an old map" not in marks
        assert "23" not in marks
        assert "an old map" in everything
        assert "a new map" in marks


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]


@pytest.mark.parametrize("text", NASTY)
def test_nothing_anybody_wrote_is_obeyed(text: str) -> None:
    sitting, paper = a_paper(text, text)
    pages = [
        class_page(text, text, sitting.asked, [paper]),
        as_html(text, sitting.asked, paper, everything=True),
        as_html(text, sitting.asked, paper, everything=False),
    ]
    for page in pages:
        tags = _Tags()
        tags.feed(page)
        assert not tags.found & {"script", "img", "iframe", "a", "link"}
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)


def test_a_page_without_papers_says_so() -> None:
    assert "Nobody has begun yet" in class_page("A", "B", a_set(a_choice()), [])


def test_nobody_is_named_on_the_page() -> None:
    sitting, paper = a_paper("Zebedee Quark")
    assert "Zebedee" not in class_page("A", "B", sitting.asked, [paper])


def test_a_comment_is_on_the_sheet_with_everything_and_not_with_marks() -> None:
    sitting, _ = a_paper("Ada")
    last = sitting.journal.events[-1]
    body = Assessed("why", 3.0, 2.0, "Lee", "Read <b>again</b>\x1b[2J", (1,))
    judged = Event("f" * 32, last.attempt, last.seq + 1, last.at, last.elapsed, body)
    again = paper_of("a" * 32, "Ada", [*sitting.journal.events, judged])
    for everything in (True, False):
        text = as_text("T", sitting.asked, again, everything=everything)
        page = as_html("T", sitting.asked, again, everything=everything)
        assert ("Comment: Read <b>again</b>" in text) == everything
        assert ("Comment: <b>Read &lt;b&gt;again" in page) == everything
        assert "Lee" not in text + page
        assert "\x1b" not in page
