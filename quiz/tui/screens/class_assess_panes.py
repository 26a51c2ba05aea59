"""What the assessing screen shows: the article, and beside it an answer with what it is judged by below it."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from quiz.reports.assessing import MOST_COMMENT
from quiz.reports.judging import Judging
from quiz.text.sanitise import one_line
from quiz.tui.marks_kept import MarksKept
from quiz.tui.screens.asking_words import Keys
from quiz.tui.screens.class_assess_words import (
    criterion_line,
    given_pieces,
    model_words,
    question_words,
    still_words,
    top_words,
    whose_words,
)
from quiz.tui.screens.over import Leaving
from quiz.tui.screens.sizes import fit
from quiz.tui.widgets.article_pane import ArticlePane
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.pick_list import PickList
from quiz.tui.widgets.plain_text import PlainText, plain
from quiz.tui.widgets.status import TopLine


class ReadingPane(VerticalScroll, can_focus=False):
    """The question and the answer, however long; what judges it stays in sight below."""


class AssessPanes(Leaving[None]):
    """Shows the answer that is here. Judging and moving are the business of the class that builds on this one."""

    CSS_PATH = "class_assess.tcss"
    AUTO_FOCUS = "#criteria"

    def __init__(self, title: str, judging: Judging, kept: MarksKept, *, working: int = 0) -> None:
        """working: how many learners are still at work, whose answers are not among these."""
        super().__init__()
        self._title, self.judging, self.kept, self._working = title, judging, kept, working
        self._why = self._told = ""

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Horizontal(
            ArticlePane(self.judging.asked.sources.articles, id="article-pane"),
            Vertical(
                ReadingPane(
                    PlainText("", id="prompt"),
                    PlainText("", id="whose"),
                    PlainText("", id="answer"),
                    PlainText("", id="model"),
                ),
                VerticalScroll(
                    PickList(id="criteria", markup=False),
                    PlainText("", id="given"),
                    Input(placeholder="comment for the learner", max_length=MOST_COMMENT, id="comment"),
                    id="judging",
                    can_focus=False,
                ),
                id="judged",
            ),
            id="panes",
        )
        yield PlainText("", id="state")
        yield KeyLine()

    def on_mount(self) -> None:
        self._open()

    def on_resize(self, event: Resize) -> None:
        fit(self, event.size)
        self.call_after_refresh(self._paint_lines)

    @property
    def _article(self) -> ArticlePane:
        return self.query_one(ArticlePane)

    @property
    def _criteria(self) -> OptionList:
        return self.query_one("#criteria", OptionList)

    @property
    def _comment(self) -> Input:
        return self.query_one("#comment", Input)

    # Painting

    def _open(self) -> None:
        """Show the answer that is here, from its top."""
        judging = self.judging
        question = judging.asked.by_id[judging.here.question]
        places = question.places(judging.asked.sources_of(question))
        if places and self._article.article_id != places[0].article:
            self._article.open(places[0].article)
        elif not places and not self._article.article_id:
            self._article.open(next(iter(judging.asked.sources_of(question).articles)))
        self._article.highlight((place, "evidence") for place in places)
        if places:
            self.call_after_refresh(self._article.bring_into_view, places[0])
        self.query_one("#judged").border_title = Content(question_words(judging))
        self.query_one("#prompt", PlainText).say(question.prompt)
        self.query_one("#whose", PlainText).say(whose_words(judging))
        self.query_one("#answer", PlainText).say(judging.here.answer)
        model = model_words(judging)
        self.query_one("#model", PlainText).say(model)
        self.query_one("#model").set_class(bool(model), "some")
        lines = [Option(plain(criterion_line(at, one, judging.given))) for at, one in enumerate(judging.rubric, 1)]
        self._criteria.clear_options()
        self._criteria.add_options(lines)
        self._criteria.highlighted = 0
        self._told = ""
        with self._comment.prevent(Input.Changed):
            self._comment.value = one_line(judging.given.comment) if judging.given else ""
        self.query_one(ReadingPane).scroll_home(animate=False)
        self.remove_class("reading")
        self.set_focus(self._criteria)
        self._paint()

    def _paint(self) -> None:
        judging = self.judging
        for at, one in enumerate(judging.rubric, 1):
            self._criteria.replace_option_prompt_at_index(at - 1, plain(criterion_line(at, one, judging.given)))
        self.query_one("#given", PlainText).say(*given_pieces(judging))
        self._comment.set_class(self._comment.has_focus or bool(self._comment.value), "some")
        self._paint_lines()

    def _paint_lines(self) -> None:
        if not self.is_attached or not self.query_one(TopLine).size.width:  # not laid out yet
            return
        self.query_one(TopLine).show(self._title, top_words(self.judging))
        state = self.query_one("#state", PlainText)
        if self._why:
            state.say(("NOT SAVED  ", "bold $text-error"), self._why)
        else:
            word = "saving" if len(self.kept) else "saved" if self.judging.own else ""
            state.say((f"{word:<8}", "bold"), self._told or (still_words(self._working), "dim"))
        self.query_one(KeyLine).show(self._keys())

    def _tell(self, said: str) -> None:
        """Say something on the line of the state, until the next change."""
        self._told = said
        self._paint_lines()

    def _keys(self) -> Keys:
        if self._comment.has_focus:
            return [("enter", "done", "comment_done"), ("esc", "done", "comment_done")]
        many = len(self.judging.rubric)
        keys: Keys = [("1" if many == 1 else f"1-{min(many, 9)}", "criteria", ""), ("0", "none", "none")]
        keys += [("enter", "on", "waiting"), ("c", "comment", "comment")]
        keys += [("tab", "answer" if self.has_class("reading") else "article", "swap"), ("q", "leave", "leave")]
        keys += [("n", "next", "go(1)"), ("p", "previous", "go(-1)")]
        keys += [("g", "list", "list"), ("a", "agreement", "agreement")]
        return [*keys, ("?", "help", "help")]
