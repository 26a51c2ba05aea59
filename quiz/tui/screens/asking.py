"""The asking screen: the article beside the question, one attempt from its first question to its last."""

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.screen import Screen

from quiz.attempts.attempt import Item
from quiz.attempts.desk import Receipt
from quiz.attempts.local_desk import LocalDesk
from quiz.errors import NotAllowed
from quiz.questions.response import Marked, Place, Response, is_empty
from quiz.questions.view import View
from quiz.tui.answers.base import Answer
from quiz.tui.answers.places import InsertAnswer, PlacesAnswer
from quiz.tui.drafts import Drafts
from quiz.tui.screens.asking_words import keeps_verdict, keys_for, looks_for, next_question, top_line, where_in
from quiz.tui.widgets.article_pane import ArticlePane
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.question_pane import QuestionPane
from quiz.tui.widgets.reader import Reader
from quiz.tui.widgets.saved import Saved
from quiz.tui.widgets.status import Marks, TopLine

if TYPE_CHECKING:
    from quiz.tui.app import QuizApp
    from quiz.tui.widgets.rubric import Rubric
    from quiz.tui.widgets.sureness import Sureness

WIDE = 100
SMALLEST = (60, 20)
TURNS = 50
"""Turns of the event loop in which a message comes up from a widget to the screen."""


class AskingScreen(Screen[None]):
    """Posts Ended when the attempt is finished or left; it may be the app's first screen, so it does not go itself."""

    CSS_PATH = "asking.tcss"
    AUTO_FOCUS = None  # every question says itself where the keyboard belongs
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab", "swap", "Article / question", priority=True),
        Binding("n,ctrl+n", "go(1)", "Next question"),
        Binding("p,ctrl+p", "go(-1)", "Previous question"),
        Binding("f,ctrl+f", "flag", "Flag"),
        Binding("h,ctrl+t", "hint", "Hint"),
        Binding("e", "evidence", "Show or hide the evidence"),
        Binding("u,ctrl+z", "undo", "Take back the last answer"),
        Binding("equals_sign", "arithmetic", "How the score came about"),
        Binding("exclamation_mark", "claim", "I was right"),
        Binding("s", "no_proof", "Give no proof"),
        Binding("o", "original", "The original text, where you have brought it"),
        Binding("left_square_bracket", "article(-1)", "Previous article"),
        Binding("right_square_bracket,f2", "article(1)", "Next article"),
        Binding("x,f4", "keep_out", "Suspend it, or take that back"),
        Binding("b,f5", "bury", "Bury it until tomorrow (reviews)"),
        Binding("F,ctrl+d", "finish", "Finish"),
        Binding("question_mark,f1", "help", "Help"),
        Binding("q,escape", "leave", "Leave"),
        Binding("enter", "enter", show=False),
        Binding("up", "scroll(-2)", show=False),
        Binding("down", "scroll(2)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False),
    ]

    app: "QuizApp"

    class Ended(Message):
        """The learner is done here; finished is False where the attempt was left before its end."""

        def __init__(self, screen: "AskingScreen", finished: bool) -> None:
            super().__init__()
            self.screen = screen
            self.finished = finished

    def __init__(self, desk: LocalDesk, *, alone: bool = False) -> None:
        """alone: there is no library to go back to."""
        super().__init__()
        self.desk = desk
        self.alone = alone
        self.proving = False
        self._unsure: Response | None = None
        self._here = desk.attempt.here
        self._show_evidence = True
        self._arithmetic = False
        self._drafts: Drafts | None = None
        self._came_up = False
        self._kept_out: set[str] = set()

    def compose(self) -> ComposeResult:
        yield TopLine()
        with Horizontal(id="panes"):
            yield ArticlePane(self.desk.articles, id="article-pane")
            yield QuestionPane(self._view, self._begun, id="question-pane")
        with Horizontal(id="bottom"):
            yield Marks()
            yield Saved(keeps=self.app.saves)
        yield KeyLine()

    async def on_mount(self) -> None:
        self._drafts = Drafts(self, self.desk, self.app.loop_time, self._watch)
        with self.app.batch_update():  # one frame with everything in it, not one for each part
            await self._show()
        self.set_interval(1.0, self._tick)

    def update_node_styles(self, animate: bool = True) -> None:
        """As Textual does, but for the first time the screen comes up: it has its styles since it was made."""
        if animate or self._came_up:
            super().update_node_styles(animate)
        self._came_up = self._came_up or not animate

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.width < WIDE, "narrow")
        small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        if small and not self.query("#small"):
            self.mount(PlainText("This window is too small: at least 60 columns and 20 rows.", id="small"), after=0)
        self.set_class(small, "small")
        self.call_after_refresh(self._paint_lines)

    @property
    def _article(self) -> ArticlePane:
        return self.query_one(ArticlePane)

    @property
    def _question(self) -> QuestionPane:
        return self.query_one(QuestionPane)

    @property
    def _view(self) -> View:
        return self.desk.view(self._here)

    @property
    def _item(self) -> Item:
        return self.desk.attempt.items[self._here]

    # The question

    @property
    def _begun(self) -> Response | None:
        """What stands in the answer: the draft, or the answer given."""
        return self._item.draft if self._item.draft is not None else self._item.response

    async def _open(self, question: str) -> None:
        """Go to a question."""
        if question != self.desk.attempt.here and not self.desk.attempt.finished:
            self._watch(self.desk.move(question))
        self._here, self.proving, self._arithmetic, self._show_evidence = question, False, False, True
        self._unsure = None
        await self._question.ask(self._view, self._begun)
        if self._question.answer.is_mounted:  # else the app is ending, and there is nothing to show it on
            await self._show()

    async def _show(self) -> None:
        """Show the question as the attempt has it, with its article."""
        view, item = self._view, self._item
        self._article.stop_picking()
        if view.at:
            self._article.show_place(view.at[0])
        else:
            self._article.show(view.article)
        self._pick_in_article()
        await self._settle(fresh=False)
        if not item.closed and not self.proving and not self.desk.attempt.finished:
            self._focus_answer()

    def _pick_in_article(self) -> None:
        """For answers that are given in the article."""
        answer = self._question.answer
        if not isinstance(answer, PlacesAnswer) or self._item.closed or self.desk.attempt.finished:
            return
        if isinstance(answer, InsertAnswer) and answer.after:
            article = self.desk.articles[answer.after.article]
            start, end = article.sentences[answer.after.after - 1]
            answer.places = (Place(article.id, start, end, article.text[start:end]),)
        self._article.start_picking(answer.unit, answer.count, answer.places)

    def _focus_answer(self) -> None:
        answer = self._question.answer
        if isinstance(answer, PlacesAnswer) and not self.has_class("narrow"):
            self.set_focus(self._article.reader)
        elif answer is not None:
            self.remove_class("reading")
            self._question.focus_answer()

    async def _settle(self, *, fresh: bool) -> None:
        """Show where the question stands: open, nearly right, waiting for its proof, or decided.

        fresh: an answer has just been given, and a test goes on to the next question.
        """
        item, pane = self._item, self._question
        await pane.clear_below()
        if not pane.answer.is_mounted:
            return
        if self.desk.wants_proof(self._here):
            self._ask_for_proof()
        elif self.desk.feedback(self._here) is not None:
            await self._show_feedback()
        elif not item.answered:
            pass
        elif self.desk.rules.feedback and item.verdict is not None:
            pane.feedback.show_near(item.verdict)
            if pane.answer is not None:
                pane.focus_answer()
        elif fresh:
            await self._go(1, wrap=False)
            return
        else:
            pane.feedback.show_saved("You can change it until you finish.")
        self._paint()

    async def _show_feedback(self) -> None:
        feedback, item = self.desk.feedback(self._here), self._item
        # A key typed ahead may come between two questions, or while the app is ending.
        if feedback is None or not self._question.answer.is_mounted:
            return
        self._article.stop_picking()
        if feedback.places and self._show_evidence:
            here = [place for place in feedback.places if place.article == self._article.article]
            self._article.show_place((here or feedback.places)[0])
        where = where_in(self.desk.articles, feedback.places)
        narrow = self.has_class("narrow")
        await self._question.show_feedback(feedback, arithmetic=self._arithmetic, item=item, where=where, quote=narrow)
        if feedback.rubric and item.answered and not item.assessed:
            await self._question.ask_for_judgement(feedback.rubric)
        else:
            self.remove_class("reading")
            self.set_focus(None)
        self._paint()

    # Answering

    def on_answer_drafted(self, event: Answer.Drafted) -> None:
        event.stop()
        if self._drafts is not None and not self._item.closed and not self.desk.attempt.finished:
            self._drafts.take(self._here, event.response)
            self.query_one(Saved).typing()

    def keep_draft(self) -> None:
        """Write down what is typed and not yet kept; to be called before anything that could lose it."""
        if self._drafts is not None:
            self._drafts.keep()

    async def on_answer_given(self, event: Answer.Given) -> None:
        event.stop()
        if self._item.closed or self.desk.attempt.finished:
            return
        if is_empty(event.response):
            self.notify("Nothing is given yet; ctrl+n goes on without an answer.", markup=False)
            return
        if self._view.certainty != "off":
            self.keep_draft()
            self._unsure = event.response
            await self._question.ask_how_sure(counts=self._view.certainty == "scored")
        else:
            await self._give(event.response)

    async def on_sureness_chosen(self, event: "Sureness.Chosen") -> None:
        event.stop()
        response, self._unsure = self._unsure, None
        if response is not None:
            await self._give(response, event.level)

    async def _give(self, response: Response, certainty: int = 0) -> None:
        if self._drafts is not None:
            self._drafts.drop()
        try:
            given = self.desk.answer(self._here, response, certainty)
        except NotAllowed as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self._watch(given.receipt)
        await self._settle(fresh=True)

    def _ask_for_proof(self) -> None:
        self.proving = True
        known = self._item.verdict if self._view.cite == "first-must-be-right" else None
        self._question.feedback.ask_for_proof(known)
        if self._question.answer is not None and not self.desk.rules.change:
            self._question.answer.decide((), None)
        self._article.close_book(False)
        self._article.start_picking("sentence", 0)
        self._article.border_title = Content("Point at the sentence that proves it")
        self.set_class(self.has_class("narrow"), "reading")
        self.set_focus(self._article.reader)

    def on_reader_picked(self, event: Reader.Picked) -> None:
        event.stop()
        answer = self._question.answer
        if self.proving or not isinstance(answer, PlacesAnswer):
            return
        article = self.desk.articles[self._article.article]
        answer.take(event.places, article.sentence_at(event.places[0].start) if event.places else 0)

    async def on_reader_done(self, event: Reader.Done) -> None:
        event.stop()
        answer = self._question.answer
        if self.proving:
            await self._prove(Marked(event.places))
        elif isinstance(answer, PlacesAnswer):
            self.remove_class("reading")
            answer.submit()

    async def action_give(self) -> None:
        """What Enter does where the focus is in the answer, in the proof or in the rubric, for the mouse."""
        picker = self._article.reader.picker
        if self.proving and picker is not None:
            await self._prove(Marked(tuple(picker.places)))
        elif self._question.asks == "judgement":
            self._question.keep_judgement()
        elif self._question.answer is not None and not self._item.closed and not self.desk.attempt.finished:
            self._question.answer.submit()

    async def action_no_proof(self) -> None:
        if self.proving:
            await self._prove(Marked(()))

    async def _prove(self, response: Marked) -> None:
        self.proving = False
        self._article.show(self._article.article)
        try:
            self._watch(self.desk.cite(self._here, response).receipt)
        except NotAllowed as error:
            self.notify(str(error), severity="warning", markup=False)
        self._article.stop_picking()
        await self._settle(fresh=True)

    async def on_rubric_judged(self, event: "Rubric.Judged") -> None:
        event.stop()
        self._watch(self.desk.assess(self._here, event.earned))
        await self._settle(fresh=False)

    # Moving

    async def action_enter(self) -> None:
        """Enter where nothing has the focus: on with it."""
        if (self._item.closed or self.desk.attempt.finished) and not self.proving:
            await self._go(1, wrap=True)

    async def action_go(self, by: int) -> None:
        await self._let_answer_arrive()
        await self._go(by, wrap=True)

    async def _let_answer_arrive(self) -> None:
        """An answer given by the key before may still be on its way from its widget to this screen."""
        for _ in range(TURNS):
            await asyncio.sleep(0)

    async def _go(self, by: int, *, wrap: bool) -> None:
        """To the next or previous question; after the last, to the first that is still open, or to the end."""
        self.keep_draft()
        if by > 0 and not self._item.answered and not self.desk.attempt.finished:
            self._watch(self.desk.skip(self._here))
        there = next_question(self.desk.attempt, self._here, by, wrap=wrap)
        if there is not None:
            if by > 0 and list(self.desk.attempt.items).index(there) <= list(self.desk.attempt.items).index(self._here):
                self.notify("That was the last one; back to what is not answered. F finishes.", markup=False)
            await self._open(there)
        elif by < 0:
            self.notify("This is the first question.", markup=False)
        else:
            self.action_finish()

    async def on_marks_wanted(self, event: Marks.Wanted) -> None:
        event.stop()
        self.keep_draft()
        await self._open(event.question)

    def action_swap(self) -> None:
        """Between article and question: the pane in a narrow window, the focus in a wide one."""
        reader = self._article.reader
        to_article = not (self.has_class("reading") if self.has_class("narrow") else reader.has_focus)
        self.set_class(to_article, "reading")
        if to_article:
            self.set_focus(reader)
        elif self._item.closed or self._question.answer is None:
            self.set_focus(None)
        else:
            self._question.focus_answer()
        self._paint_lines()

    def action_scroll(self, by: int) -> None:
        """Where nothing has the focus, the arrows scroll what was said about the answer."""
        self._question.scroll_text(by)

    def action_article(self, by: int) -> None:
        if self._article.turn(by):
            self._paint()

    def action_original(self) -> None:
        """Between the retelling and the reader's own copy of the text it retells."""
        if self.proving or (isinstance(self._question.answer, PlacesAnswer) and not self._item.closed):
            self.notify("Places are picked in the article itself.", markup=False)
            return
        if not self.desk.originals:
            self.desk.originals = self.app.study.originals(self.desk.articles)
        original = self.desk.originals.get(self._article.article)
        if original is None:
            self.notify("You have no original of this; 'quiz articles add FILE' takes yours in.", markup=False)
            return
        self._article.swap(original.text)
        self._paint()
        places = self.desk.original_places(self._here).get(self._article.article, ())
        if self._article.is_original and self._show_evidence and places:
            self.call_after_refresh(self._article.reader.bring_into_view, places[0])

    def action_flag(self) -> None:
        if not self.desk.attempt.finished:
            self._watch(self.desk.flag(self._here))
            self._paint()

    def action_hint(self) -> None:
        try:
            self._watch(self.desk.hint(self._here))
        except NotAllowed as error:
            self.notify(str(error), markup=False)
        self._paint()

    def action_evidence(self) -> None:
        self._show_evidence = not self._show_evidence
        self._paint()

    async def action_arithmetic(self) -> None:
        if self.desk.feedback(self._here) and not self.proving:
            self._arithmetic = not self._arithmetic
            await self._show_feedback()

    async def action_claim(self) -> None:
        feedback = self.desk.feedback(self._here)
        if not feedback or self.proving or feedback.verdict.outcome not in ("near", "wrong") or self._item.claimed:
            return
        self._watch(self.desk.claim(self._here))
        await self._show_feedback()

    async def action_keep_out(self) -> None:
        """Suspend this question, or take that back; an open one need not be answered then."""
        if self.desk.attempt.started.mode not in ("practice", "review"):
            self.notify("Questions are suspended in practice and in reviews.", markup=False)
            return
        out = self._here not in self._kept_out
        self._kept_out ^= {self._here}
        self._watch(self.desk.suspend(self._here, out))
        if out:
            self.notify("Suspended: not asked in coming reviews; f4 on it takes that back.", markup=False)
            await self._leave_open()
        else:
            self.notify("Coming reviews ask this question again.", markup=False)

    async def action_bury(self) -> None:
        if self.desk.attempt.started.mode != "review":
            self.notify("Questions are buried in reviews.", markup=False)
            return
        self._watch(self.desk.bury(self._here))
        self.notify("Buried: not asked in reviews before tomorrow.", markup=False)
        await self._leave_open()

    async def _leave_open(self) -> None:
        """On to the next question, where this one is still open."""
        await self._let_answer_arrive()
        if self.desk.attempt.started.mode == "review" and not self._item.closed and not self.desk.attempt.finished:
            others = any(not one.answered for one in self.desk.attempt.items.values() if one is not self._item)
            await self._go(1, wrap=others)

    async def action_undo(self) -> None:
        try:
            question = self.desk.undo()
        except NotAllowed as error:
            self.notify(str(error), markup=False)
            return
        self._watch(self.desk.last_receipt)
        await self._open(question)

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)

    def action_leave(self) -> None:
        self.keep_draft()
        if self.desk.attempt.finished:
            self._end(True)
            return

        from quiz.tui.screens.confirm import Confirm

        def leave(yes: bool | None) -> None:
            if yes:
                self._end(False)

        question = "Leave now? Everything is kept; you can go on later from here."
        self.app.push_screen(Confirm(question, "Leave", "Stay"), leave)

    def action_finish(self) -> None:
        self.keep_draft()
        if self.desk.attempt.finished:
            self._end(True)
            return

        from quiz.tui.screens.confirm import Confirm

        def finish(yes: bool | None) -> None:
            if yes:
                self._finish()

        left = sum(not item.answered and item.draft is None for item in self.desk.attempt.items.values())
        question = f"Finish with {left} not answered?" if left else "That was the last one. Finish and see the results?"
        self.app.push_screen(Confirm(question, "Finish", "Not yet"), finish)

    def _finish(self, by_time: bool = False) -> None:
        if not self.desk.attempt.finished:
            self._watch(self.desk.finish(by_time))
        self._end(True)

    def _end(self, finished: bool) -> None:
        self.post_message(self.Ended(self, finished))

    # Painting

    def _paint(self) -> None:
        """Everything that depends on where the question stands, but not the answer widget."""
        view, item = self._view, self._item
        feedback = None if self.proving else self.desk.feedback(self._here)
        shown = feedback if self._show_evidence else None
        self._article.highlight(looks_for(self.desk, self._here, shown, original=self._article.is_original))
        closed = self.desk.attempt.started.book == "closed" and not self.desk.attempt.finished
        needed = isinstance(self._question.answer, PlacesAnswer) or self.proving or bool(feedback)
        self._article.close_book(closed and not needed)
        number = list(self.desk.attempt.items).index(self._here) + 1
        self._question.head(number, view, item, self.desk.hints(self._here))
        self._paint_lines()

    def _paint_lines(self) -> None:
        """Top line, marks and keys."""
        if not self.is_attached:
            return
        attempt = self.desk.attempt
        shown = self.desk.rules.feedback or attempt.finished is not None
        self.query_one(TopLine).show(self.desk.title, top_line(self.desk, self._here, self.app.learner_name))
        marks = list(attempt.items.values())
        self.query_one(Marks).show(marks, self._here, lambda one: shown and not keeps_verdict(self.desk, one))
        answer, narrow = self._question.answer, self.has_class("narrow")
        keys = keys_for(
            self.desk,
            self._here,
            asks="proof" if self.proving else self._question.asks,
            typing=answer is not None and answer.takes_letters and not self._article.reader.has_focus,
            how=answer.help if answer else "",
            gives=answer.gives if answer else ("", ""),
            narrow=narrow,
            reading=self.has_class("reading") if narrow else self._article.reader.has_focus,
        )
        self.query_one(KeyLine).show(keys)

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.run_action(event.action)

    def on_descendant_focus(self) -> None:
        self._paint_lines()

    def on_descendant_blur(self) -> None:
        self._paint_lines()

    # Time and saving

    def _tick(self) -> None:
        self._paint_lines()
        if self.desk.time_left() == 0 and not self.desk.attempt.finished:
            self.keep_draft()
            self.notify("The time is over; everything you gave is kept.", severity="warning", markup=False)
            self._finish(by_time=True)

    def _watch(self, receipt: Receipt) -> None:
        self.query_one(Saved).follow(receipt)

    def on_saved_failed(self, event: Saved.Failed) -> None:
        event.stop()
        self.notify(f"Not saved: {event.why}", severity="error", timeout=10, markup=False)
