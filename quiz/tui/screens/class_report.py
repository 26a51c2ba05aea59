"""What a class's answers say, on a screen: marks, questions, and the article with what was misread drawn over it."""

from collections.abc import Callable
from typing import ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.widgets import OptionList

from quiz.errors import QuizError
from quiz.reports.class_text import items_head
from quiz.reports.misreadings import Sentence
from quiz.reports.whole import Whole
from quiz.reports.words import count
from quiz.tui.errands import errand
from quiz.tui.rulings import Rulings
from quiz.tui.screens.asking_words import Keys
from quiz.tui.screens.class_report_panes import PARTS, TALL, WIDE, About, Part, ReportPanes
from quiz.tui.screens.class_report_words import (
    claims_head,
    papers_head,
    signs_room,
)
from quiz.tui.screens.joining import sentence
from quiz.tui.widgets.article_pane import ArticlePane
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.reader import Reader


class ReportScreen(ReportPanes):
    """One sitting. alone: it was not opened from another screen, and leaving it ends the app."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "part('marks')", "Marks: the learners"),
        Binding("2", "part('items')", "Questions: what each was worth"),
        Binding("3", "part('map')", "Misread: the article, shaded where wrong answers came from"),
        Binding("tab", "turn(1)", "To the next of these", priority=True),
        Binding("shift+tab", "turn(-1)", show=False, priority=True),
        Binding("n", "mark(1)", "In the article: the next sentence that says something"),
        Binding("p", "mark(-1)", "In the article: the one before"),
        Binding("right", "along(1)", "Marks: further questions. In the article: as n"),
        Binding("left", "along(-1)", "Marks: the questions before. In the article: as p"),
        Binding("m", "worst", "In the article: the sentence misread by most"),
        Binding("4", "part('claims')", "Claims: what learners say was right"),
        Binding("y", "rule('accepted')", "Claims: it was right, for all who gave this answer"),
        Binding("x", "rule('refused')", "Claims: it stays as it was graded, for all of them"),
        Binding("s", "sort", "Marks: by points, or by name"),
        Binding("left_square_bracket", "article(-1)", "Previous article"),
        Binding("right_square_bracket", "article(1)", "Next article"),
        Binding("pageup", "scroll(-8)", show=False),
        Binding("pagedown,space", "scroll(8)", show=False),
        Binding("r", "reload", "Look again"),
        Binding("question_mark,f1", "help", "Help"),
        Binding("q,escape", "leave", "Leave"),
    ]

    help_words = (
        "● all points  ◐ some     ✗ none",
        "· no answer   ? not judged, or not decided",
        "▌ decides a question     ▲ misread",
        "discr., discrimination: from -1 to +1, how much better",
        "those who were right there did elsewhere",
    )

    def __init__(self, load: Callable[[], Whole], *, alone: bool, rulings: Rulings | None = None) -> None:
        """load: works it all out, in a thread of its own; may raise QuizError. rulings: None where there are none."""
        super().__init__()
        self._load, self._alone, self._rulings = load, alone, rulings

    def on_mount(self) -> None:
        self.action_reload()

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.width >= WIDE, "wide")
        self.set_class(event.size.height < TALL, "short")
        self.call_after_refresh(self._show)

    # Looking

    def action_reload(self) -> None:
        self.run_worker(self._look(), exclusive=True)

    async def _look(self) -> None:
        try:
            self.report = await errand(self._load)
            if self._rulings is not None:
                self.claims = await errand(self._rulings.claims)
        except QuizError as error:
            if self.is_attached:
                self.query_one("#summary", PlainText).say((sentence(error, "class: "), "bold $text-warning"))
            return
        self._show()

    def _show(self) -> None:
        if self.report is not None and self.is_attached:
            self._fill()
            self.action_part(self.part)

    # Parts

    def action_part(self, part: Part) -> None:
        self.part = part
        for one in PARTS:
            self.set_class(one == part, one)
        wanted = {"marks": "#papers", "items": "#items", "map": "#map", "claims": "#claims"}[part]
        self.set_focus(self.query_one(wanted))
        if part == "map" and self._here is None:
            self.action_worst()
        self._paint()

    def action_turn(self, by: int) -> None:
        parts = list(PARTS)
        self.action_part(parts[(parts.index(self.part) + by) % len(parts)])

    def _paint(self) -> None:
        report = self.report
        if report is None:
            return
        pieces: list[str | tuple[str, str]] = []
        for at, (part, words) in enumerate(PARTS.items(), 1):
            pieces += [(f" {at} {words} ", "bold reverse" if part == self.part else ""), "  "]
        self.query_one("#parts", PlainText).say(*pieces)
        if self.part == "marks":
            questions = len(report.asked.questions)
            self.query_one("#head", PlainText).say(papers_head(self.size.width - 4, questions, self._first))
        elif self.part == "items":
            self.query_one("#head", PlainText).say(items_head(self._items_width))
        elif self.part == "claims":
            self.query_one("#head", PlainText).say(claims_head(self._items_width) if self.claims else "")
        self._say()
        self.query_one(KeyLine).show(self._keys())

    def _keys(self) -> Keys:
        own: dict[Part, Keys] = {
            "marks": [
                ("s", "by name" if self._by_points else "by points", "sort"),
                *([("→", "more questions", "along(1)")] if self._beyond > 0 else []),
            ],
            "items": [("↑↓", "choose", "")],
            "map": [("n", "next", "mark(1)"), ("p", "previous", "mark(-1)"), ("m", "misread most", "worst")],
            "claims": [("y", "was right", "rule('accepted')"), ("x", "was not", "rule('refused')")],
        }
        parts: Keys = [
            (str(at), words.lower(), f"part('{part}')")
            for at, (part, words) in enumerate(PARTS.items(), 1)
            if part != self.part
        ]
        return [*own[self.part], ("q", "leave", "leave"), *parts, ("r", "look again", "reload"), ("?", "help", "help")]

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self.part in ("items", "claims"):
            self._say()

    # The article

    @property
    def _sentences(self) -> list[Sentence]:
        """Those of the article on show that say something."""
        article = self.query_one(ArticlePane).article_id
        return [one for one in self.report.sentences if one.article == article] if self.report else []

    def _go_to(self, one: Sentence) -> None:
        report = self.report
        if report is None:
            return
        self._here = one
        pane = self.query_one(ArticlePane)
        if pane.article_id != one.article:
            pane.open(one.article)
        self._shade()
        self.call_after_refresh(pane.bring_into_view, self._place(report, one))
        self._paint()

    def action_mark(self, by: int) -> None:
        found = self._sentences
        if self.part != "map" or not found:
            return
        here = self._here.number if self._here is not None and self._here in found else 0
        after = [one for one in found if (one.number - here) * by > 0]
        self._go_to((after[0] if by > 0 else after[-1]) if after else found[0 if by > 0 else -1])

    def action_worst(self) -> None:
        if self.report is not None and self.report.sentences:
            self._go_to(max(self.report.sentences, key=lambda one: one.learners))

    def on_reader_pointed(self, event: Reader.Pointed) -> None:
        """A click on a sentence says what there is to say of it."""
        event.stop()
        article = self.query_one(ArticlePane).article
        if article is None:
            return
        number = article.sentence_at(event.offset)
        for one in self._sentences:
            if one.number == number:
                self._go_to(one)

    def action_along(self, by: int) -> None:
        """Where questions have no room beside the marks, on to them; after the last the first ones again."""
        if self.part != "marks":
            self.action_mark(by)
        elif self.report is not None and (last := self._beyond) > 0:
            to = self._first + by * signs_room(self.size.width - 4)
            at_end = self._first == (last if by > 0 else 0)
            self._first = (0 if by > 0 else last) if at_end else max(0, min(to, last))
            self._fill_papers(self.report)
            self._paint()

    @property
    def _beyond(self) -> int:
        """Questions that have no room beside the marks."""
        return len(self.report.asked.questions) - signs_room(self.size.width - 4) if self.report else 0

    def action_article(self, by: int) -> None:
        if self.part == "map" and self.query_one(ArticlePane).turn(by):
            self._here = None
            self.action_mark(1)
            self._shade()
            self._paint()

    def action_scroll(self, by: int) -> None:
        self.query_one(About).scroll_relative(y=by, animate=False)

    # Claims

    async def action_rule(self, decision: Literal["accepted", "refused"]) -> None:
        rulings, claim = self._rulings, self.claim
        if self.part != "claims" or rulings is None or claim is None:
            return
        try:
            concerned = await errand(lambda: rulings.decide(claim.code, decision))
        except QuizError as error:
            self._ruled = {claim.code: sentence(error, "class: ")}
            self._say()
            return
        await self._look()
        self._ruled = {claim.code: f"Decided: {count(concerned, 'learner')} graded otherwise now."}
        self._say()

    # The rest

    def action_sort(self) -> None:
        self._by_points = not self._by_points
        if self.report is not None:
            self._fill_papers(self.report)
            self._paint()

    def action_leave(self) -> None:
        if self._alone:
            self.app.exit(0)
        else:
            self.dismiss(None)

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.run_action(event.action)
