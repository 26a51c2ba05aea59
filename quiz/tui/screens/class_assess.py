"""Judging open answers, one at a time beside the article: points by the numbers of criteria, kept as they are given."""

import asyncio
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from quiz.errors import QuizError
from quiz.reports.assessing import MOST_COMMENT
from quiz.reports.judging import Judging
from quiz.text.sanitise import one_line
from quiz.tui.errands import errand
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
from quiz.tui.screens.confirm import Confirm
from quiz.tui.screens.joining import sentence
from quiz.tui.screens.over import Leaving
from quiz.tui.widgets.article_pane import ArticlePane
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.pick_list import PickList
from quiz.tui.widgets.plain_text import PlainText, plain
from quiz.tui.widgets.status import TopLine

WIDE = 100
SMALLEST = (60, 20)
AFTER = 0.5
"""Seconds after a key until what it changed is sent; going on to another answer sends it at once."""
AGAIN = 2.0
"""Seconds until what could not be sent is tried again."""


class _Pane(VerticalScroll, can_focus=False):
    """What is judged and how."""


class AssessScreen(Leaving[None]):
    """The answers of one sitting for one judge. It leaves with the app."""

    CSS_PATH = "class_assess.tcss"
    AUTO_FOCUS = "#criteria"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "tick(1)", "The answer meets this criterion, or does not: 1 to 9"),
        *(Binding(str(number), f"tick({number})", show=False) for number in range(2, 10)),
        Binding("space", "tick_here", "The same for the criterion that is marked (up and down mark one)"),
        Binding("0", "none", "It meets none: no points"),
        Binding("plus,equals_sign", "more(0.5)", "Half a point more than the criteria"),
        Binding("minus", "more(-0.5)", "Half a point less"),
        Binding("c", "comment", "A comment for the learner; enter ends it"),
        Binding("enter", "waiting", "On to the next answer that is not judged"),
        Binding("n,right", "go(1)", "Next answer"),
        Binding("p,left", "go(-1)", "Previous answer"),
        Binding("g", "list", "List of the answers"),
        Binding("a", "agreement", "How far two judges agree, and where they do not"),
        Binding("tab,shift+tab", "swap", "Article / answer", priority=True),
        Binding("left_square_bracket", "article(-1)", "Previous article"),
        Binding("right_square_bracket", "article(1)", "Next article"),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("question_mark,f1", "help", "Help"),
        Binding("q,escape", "leave", "Leave; every mark is kept"),
    ]

    def __init__(self, title: str, judging: Judging, kept: MarksKept, *, working: int = 0) -> None:
        """working: how many learners are still at work, whose answers are not among these."""
        super().__init__()
        self._title, self.judging, self.kept, self._working = title, judging, kept, working
        self._timer: asyncio.TimerHandle | None = None
        self._why = self._told = ""

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield PlainText(f"This window is too small: at least {SMALLEST[0]} columns and {SMALLEST[1]} rows.", id="small")
        yield Horizontal(
            ArticlePane(self.judging.asked.sources.articles, id="article-pane"),
            _Pane(
                PlainText("", id="prompt"),
                PlainText("", id="whose"),
                PlainText("", id="answer"),
                PickList(id="criteria", markup=False),
                PlainText("", id="given"),
                Input(placeholder="comment for the learner", max_length=MOST_COMMENT, id="comment"),
                PlainText("", id="model"),
                id="judged",
            ),
            id="panes",
        )
        yield PlainText("", id="state")
        yield KeyLine()

    def on_mount(self) -> None:
        self._open()

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.width < WIDE, "narrow")
        self.set_class(event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1], "small")
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
        pane = self.query_one(_Pane)
        pane.border_title = Content(question_words(judging))
        self.query_one("#prompt", PlainText).say(question.prompt)
        self.query_one("#whose", PlainText).say(whose_words(judging))
        self.query_one("#answer", PlainText).say(judging.here.answer)
        self.query_one("#model", PlainText).say(model_words(judging))
        lines = [Option(plain(criterion_line(at, one, judging.given))) for at, one in enumerate(judging.rubric, 1)]
        self._criteria.clear_options()
        self._criteria.add_options(lines)
        self._criteria.highlighted = 0
        self._told = ""
        with self._comment.prevent(Input.Changed):
            self._comment.value = one_line(judging.given.comment) if judging.given else ""
        pane.scroll_home(animate=False)
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

    # Judging

    def _change(self, changed: bool) -> None:
        if changed and self.judging.given is not None:
            self.kept.take(self.judging.key, self.judging.given)
            self._send_in(AFTER)
        self._told = ""
        self._paint()

    def action_tick(self, criterion: int) -> None:
        self._change(self.judging.tick(criterion))

    def action_tick_here(self) -> None:
        if self._criteria.highlighted is not None:
            self.action_tick(self._criteria.highlighted + 1)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_tick(event.option_index + 1)

    def action_none(self) -> None:
        self._change(self.judging.none())

    def action_more(self, points: float) -> None:
        self._change(self.judging.more(points))

    def action_comment(self) -> None:
        if self.judging.given is None:
            self._tell("Give points first; a comment goes with them.")
            return
        self.remove_class("reading")
        self._comment.add_class("some")
        self._comment.focus()
        self._paint_lines()
        self.call_after_refresh(self._comment.scroll_visible, animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._change(self.judging.say(one_line(event.value)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_comment_done()

    def action_comment_done(self) -> None:
        self.set_focus(self._criteria)
        self._send_now()
        self.call_after_refresh(self._paint)

    # Keeping

    def _send_in(self, seconds: float) -> None:
        """The event loop calls by itself: a timer of Textual's would queue behind the keys that wait."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._send_now)

    def _send_now(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if len(self.kept) and self.is_attached:
            self.run_worker(self.send())

    async def send(self) -> bool:
        """Send what waits; whether everything is kept."""
        try:
            await errand(self.kept.send)
            self._why = ""
        except QuizError as error:
            self._why = sentence(error, "class: ")
            self._send_in(AGAIN)
        self._paint_lines()
        return not len(self.kept)

    def keep(self) -> None:
        """Before the end, however it comes. Raises QuizError where something could not be kept."""
        self.kept.send()

    # Moving

    def action_go(self, by: int) -> None:
        self._send_now()
        if self.judging.move(by):
            self._open()
        else:
            self._tell("This is the last answer." if by > 0 else "This is the first answer.")

    def action_waiting(self) -> None:
        self._send_now()
        if self.judging.next_waiting():
            self._open()
        else:
            self._tell("Every answer is judged. a says how far two judges agree; q leaves.")

    def _go_to(self, at: int | None) -> None:
        if at is not None:
            self._send_now()
            self.judging.at = at
            self._open()

    def action_list(self) -> None:
        from quiz.tui.screens.class_assess_lists import AnswerList

        self.app.push_screen(AnswerList(self.judging, self.size.width), self._go_to)

    def action_agreement(self) -> None:
        from quiz.tui.screens.class_assess_lists import Agreeing

        if self.judging.blind and self.judging.waiting:
            self._tell("Blind: it shows once you have judged every answer.")
            return
        self.app.push_screen(Agreeing(self.judging, self.size.width), self._go_to)

    def action_swap(self) -> None:
        to_article = not (self.has_class("reading") if self.has_class("narrow") else self._article.has_focus)
        self.set_class(to_article, "reading")
        self.set_focus(self._article if to_article else self._criteria)
        self._paint_lines()

    def action_article(self, by: int) -> None:
        self._article.turn(by)

    def action_scroll(self, by: int) -> None:
        self.query_one(_Pane).scroll_relative(y=by, animate=False)

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)

    async def action_leave(self) -> None:
        if self._comment.has_focus:
            self.action_comment_done()
            return
        if await self.send():
            self.app.exit(0)
            return

        def leave(yes: bool | None) -> None:
            if yes:
                self.app.exit(0)

        many = len(self.kept)
        lost = f"{many} {'mark is' if many == 1 else 'marks are'} not saved: {self._why} Leave without?"
        self.app.push_screen(Confirm(lost, "Leave", "Stay"), leave)

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.run_action(event.action)
