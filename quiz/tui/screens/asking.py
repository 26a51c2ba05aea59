"""The asking screen: the article beside the question, one attempt from its first question to its last."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from quiz.attempts.desk import Desk
from quiz.errors import NotAllowed
from quiz.tui.answers import picks_places
from quiz.tui.screens.asking_reading import Looked, ReadingBeside
from quiz.tui.screens.asking_words import next_question, unanswered
from quiz.tui.screens.scroll_keys import BESIDE_A_QUESTION
from quiz.tui.screens.telling import Telling
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.status import Marks

if TYPE_CHECKING:
    from quiz.articles.original import Original
    from quiz.store.jotting import Notebook

Originals = Callable[[Iterable[str]], "Mapping[str, Original]"]
"""Finds the learner's own copies of what articles retell, by the articles' ids."""


class AskingScreen(ReadingBeside, Telling, Screen[None]):
    """The keys, and the ways from question to question.

    Posts Ended when the attempt is finished or left; it may be the app's first screen, so it does not go itself. Any
    app may show it, with any desk.
    """

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
        Binding("o", "original", "The original, if you have it"),
        Binding("left_square_bracket", "article(-1)", "Previous article"),
        Binding("right_square_bracket,f2", "article(1)", "Next article"),
        Binding("m,f6", "mark", "Highlight a place, or note it"),
        Binding("l,f7", "notes", "Your notes on this article"),
        Binding("x,f4", "keep_out", "Suspend it, or take that back"),
        Binding("b,f5", "bury", "Bury it until tomorrow (reviews)"),
        Binding("F,ctrl+d", "finish", "Finish"),
        Binding("question_mark,f1", "help", "Help"),
        Binding("q,escape", "leave", "Leave"),
        Binding("enter", "enter", show=False),
        *BESIDE_A_QUESTION,
    ]

    class Ended(Message):
        """The learner is done here; finished is False where the attempt was left before its end."""

        def __init__(self, screen: "AskingScreen", finished: bool) -> None:
            super().__init__()
            self.screen = screen
            self.finished = finished

    def __init__(
        self,
        desk: Desk,
        *,
        learner: str = "",
        saves: bool | None = True,
        originals: Originals | None = None,
        looked: Looked | None = None,
        notebook: "Notebook | None" = None,
        alone: bool = False,
    ) -> None:
        """alone: there is no library to go back to. originals, looked and notebook are None where there are none."""
        super().__init__(desk, learner=learner, saves=saves, looked=looked, notebook=notebook)
        self.alone = alone
        self._originals = originals
        self._kept_out: set[str] = set()
        self._was_finished = desk.attempt.finished is not None

    async def on_mount(self) -> None:
        self.set_interval(1.0, self._tick)

    # Moving

    async def go_on(self) -> None:
        await self._go(1, wrap=False)

    async def action_enter(self) -> None:
        """Enter where nothing has the focus: on with it."""
        if not self._is_open and not self.proving:
            await self._go(1, wrap=True)

    async def action_go(self, by: int) -> None:
        await self._go(by, wrap=True)

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
        reader = self._article
        to_article = not (self.has_class("reading") if self.has_class("narrow") else self.focused is reader)
        self.set_class(to_article, "reading")
        if to_article:
            self.set_focus(reader)
            if self.has_class("narrow"):
                self.look_back()
        elif self._item.closed:
            self.set_focus(None)
        else:
            self._looking = False
            self._question.focus_answer()
        self._paint_lines()

    def action_scroll(self, by: int) -> None:
        """Where nothing has the focus, the arrows scroll what was said about the answer."""
        self._question.scroll_text(by)

    def action_article(self, by: int) -> None:
        if self._article.turn(by):
            self.look_back()
            self._paint()

    def action_original(self) -> None:
        """Between the retelling and the reader's own copy of the text it retells."""
        if self.proving or (picks_places(self._question.answer) and not self._item.closed):
            self.notify("Places are picked in the article itself.", markup=False)
            return
        if not self.desk.originals and self._originals is not None:
            self.desk.originals = self._originals(self.desk.articles)
        original = self.desk.originals.get(self._article.article_id)
        if original is None:
            self.notify("You have no original of this; 'quiz articles add FILE' takes yours in.", markup=False)
            return
        self._article.swap(original.text)
        self._paint()
        places = self.desk.original_places(self._here).get(self._article.article_id, ())
        if self._article.is_original and self._show_evidence and places:
            self.call_after_refresh(self._article.bring_into_view, places[0])

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
        if self.has_class("narrow") and not self.has_class("reading"):  # the article is out of sight
            self._show_evidence = True
            self.action_swap()
        else:
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
        if self.desk.attempt.started.mode == "review" and self._is_open:
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

    def idle_actions(self) -> frozenset[str]:
        """Those of the keys that do nothing as things stand, for the help."""
        from quiz.tui.screens.asking_help import idle

        return idle(
            self.desk,
            self._here,
            proving=self.proving,
            picking=picks_places(self._question.answer) and self._is_open,
            hidden=self._article.is_closed,
            notes=self.notebook is not None,
            originals=self._originals is not None or bool(self.desk.originals),
        )

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)

    def action_leave(self) -> None:
        if self.marking:
            self.action_leave_marking()
            return
        self.keep_draft()
        if self.desk.attempt.finished:
            self._end(True)
            return

        from quiz.tui.screens.confirm import Confirm

        def leave(yes: bool | None) -> None:
            if yes:
                self._end(False)

        question = "Leave now? Everything is kept; you can go on later from here."
        if self._saved.keeps is False:
            lost = "what you answered is lost" if self.alone else "you can go on until you quit, then it is lost"
            question = f"Leave now? Nothing is saved: {lost}."
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

        left = unanswered(self.desk.attempt)
        question = f"Finish with {left} not answered?" if left else "That was the last one. Finish and see the results?"
        self.app.push_screen(Confirm(question, "Finish", "Not yet"), finish)

    def _finish(self, by_time: bool = False) -> None:
        if not self.desk.attempt.finished:
            self._watch(self.desk.finish(by_time))
        self._was_finished = True
        self._end(True)

    def _end(self, finished: bool) -> None:
        self.post_message(self.Ended(self, finished))

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.run_action(event.action)

    # Time

    def _tick(self) -> None:
        self._paint_lines()
        if self.desk.time_left() == 0 and not self.desk.attempt.finished:
            self.keep_draft()
            self.notify("The time is over; everything you gave is kept.", severity="warning", markup=False)
            self._finish(by_time=True)
        elif self.desk.attempt.finished and not self._was_finished:
            self.notify("This has been closed; everything you gave is kept.", severity="warning", markup=False)
            self._finish()
