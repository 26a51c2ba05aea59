"""What the report's screen shows: learners, questions or the article, and what there is to say of what is chosen."""

from typing import Literal

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.classroom.mending import Claim
from quiz.questions.response import Place
from quiz.reports.class_text import item_line, summary_lines
from quiz.reports.misreadings import Sentence
from quiz.reports.whole import Whole
from quiz.tui.screens.class_report_words import (
    claim_line,
    claim_pieces,
    item_pieces,
    paper_line,
    sentence_pieces,
    shade_of,
    signs_room,
)
from quiz.tui.screens.over import Leaving
from quiz.tui.widgets.article_pane import ArticlePane
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.looks import Look
from quiz.tui.widgets.plain_text import PlainText, plain
from quiz.tui.widgets.status import TopLine

WIDE, TALL = 120, 30
Part = Literal["marks", "items", "map", "claims"]
PARTS: dict[Part, str] = {"marks": "Marks", "items": "Questions", "map": "Misread", "claims": "Claims"}


class About(VerticalScroll, can_focus=False):
    """What there is to say of what is chosen."""


class ReportPanes(Leaving[None]):
    """Shows the report it is given. Choosing and going about are the business of the class that builds on this one."""

    CSS_PATH = "class_report.tcss"
    AUTO_FOCUS = None

    def __init__(self) -> None:
        super().__init__()
        self.report: Whole | None = None
        self.part: Part = "marks"
        self._by_points = False
        self._order: list[int] = []
        self._first = 0
        self._here: Sentence | None = None
        self.claims: tuple[Claim, ...] = ()
        self._ruled: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield PlainText("Working it out …", id="summary")
        yield PlainText("", id="parts")
        yield PlainText("", id="head")
        yield Container(
            OptionList(id="papers", markup=False),
            OptionList(id="items", markup=False),
            OptionList(id="claims", markup=False),
            ArticlePane({}, id="map"),
            About(PlainText("", id="said"), id="about"),
            id="body",
        )
        yield KeyLine()

    def _fill(self) -> None:
        """Everything anew, for the present width; what is chosen stays chosen."""
        report = self.report
        if report is None or not self.is_attached:
            return
        self.query_one(TopLine).show(report.title, "report")
        if report.papers:
            self.query_one("#summary", PlainText).say("\n".join(summary_lines(report.figures)))
        else:
            self.query_one("#summary", PlainText).say("Nobody has begun yet.")
        self._fill_papers(report)
        self._fill_items(report)
        self._fill_map(report)
        lines = [claim_line(one, self._items_width) for one in self.claims]
        refill(self.query_one("#claims", OptionList), lines)

    @property
    def claim(self) -> Claim | None:
        """The one that is chosen."""
        at = self.query_one("#claims", OptionList).highlighted
        return self.claims[at] if at is not None and at < len(self.claims) else None

    def _fill_papers(self, report: Whole) -> None:
        self._order = list(range(len(report.papers)))
        if self._by_points:
            self._order.sort(key=lambda at: -report.papers[at].share)
        width = self.size.width - 4
        self._first = max(0, min(self._first, len(report.asked.questions) - signs_room(width)))
        lines = [
            paper_line(report.papers[at], report.states[at], report.asked, width, self._first) for at in self._order
        ]
        refill(self.query_one("#papers", OptionList), lines)

    def _fill_items(self, report: Whole) -> None:
        refill(
            self.query_one("#items", OptionList), [item_line(one, self._items_width) for one in report.figures.items]
        )

    @property
    def _items_width(self) -> int:
        """Beside what is said of one question, or above it."""
        return (self.size.width * 3 // 5 if self.has_class("wide") else self.size.width) - 4

    def _fill_map(self, report: Whole) -> None:
        pane = self.query_one(ArticlePane)
        pane.articles = report.asked.sources.articles
        if not pane.article_id and pane.articles:
            pane.open(next(iter(pane.articles)))
        pane.border_subtitle = "▲ misread  ▌ decides a question  ▸ here"
        if self._here is not None:  # a later look may say something else of it
            here = (self._here.article, self._here.number)
            self._here = next((one for one in report.sentences if (one.article, one.number) == here), None)
        self._shade()

    def _shade(self) -> None:
        report = self.report
        if report is None:
            return
        looks: list[tuple[Place, Look]] = [
            (self._place(report, one), shade_of(one, len(report.papers))) for one in report.sentences
        ]
        if self._here is not None:
            looks.append((self._place(report, self._here), "cursor"))
        self.query_one(ArticlePane).highlight(looks)

    def _place(self, report: Whole, one: Sentence) -> Place:
        text = report.asked.sources.articles[one.article]
        start, end = text.sentences[one.number - 1]
        return Place(one.article, start, end, text.text[start:end])

    def _say(self) -> None:
        """What there is to say of the question or the sentence that is chosen."""
        report, said = self.report, self.query_one("#said", PlainText)
        if report is None:
            return
        at = self.query_one("#items", OptionList).highlighted
        if self.part == "items" and at is not None and at < len(report.figures.items):
            width = self.size.width * 2 // 5 if self.has_class("wide") else self.size.width
            said.say(*item_pieces(report.figures.items[at], report, width - 5))
        elif self.part == "map" and self._here is not None:
            said.say(*sentence_pieces(self._here, report))
        elif self.part == "claims":
            said.say(*claim_pieces(self.claim, self._ruled.get(self.claim.code, "") if self.claim else ""))
        else:
            said.say("")
        self.query_one(About).scroll_home(animate=False)


def refill(menu: OptionList, lines: list[str]) -> None:
    """Other lines in a list; the place in it stays."""
    at = menu.highlighted or 0
    menu.clear_options()
    menu.add_options([Option(plain(line)) for line in lines])
    if lines:
        menu.highlighted = min(at, len(lines) - 1)
