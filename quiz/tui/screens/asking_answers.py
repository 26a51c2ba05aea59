"""Answering on the asking screen: drafts, answers, their proof, and what the desk says to them, at once or later."""

import asyncio
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from quiz.attempts.desk import Desk, Receipt
from quiz.attempts.modes import way_on
from quiz.errors import NotAllowed
from quiz.questions.response import Marked, Place, Response, is_empty
from quiz.questions.view import OptionsView
from quiz.text.sanitise import sanitise
from quiz.tui.answers import picks_places
from quiz.tui.answers.base import Answer
from quiz.tui.drafts import Drafts
from quiz.tui.screens.asking_panes import AskingPanes
from quiz.tui.screens.asking_words import proof_title
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.reader import Reader
from quiz.tui.widgets.saved import Saved

if TYPE_CHECKING:
    from quiz.tui.widgets.rubric import Rubric
    from quiz.tui.widgets.sureness import Sureness


class Answering(AskingPanes):
    """Takes what the widgets post to the desk, and shows where the question stands after it."""

    class Changed(Message):
        """The desk knows something it did not know before: a verdict has come, or the end."""

    def __init__(self, desk: Desk, *, learner: str, saves: bool | None) -> None:
        super().__init__(desk, learner=learner, saves=saves)
        self._unsure: Response | None = None
        self._doubted: Response | None = None
        self._drafts: Drafts | None = None
        self._settled_as: object = None
        self._told = ""
        self._asked: PlainText | None = None

    async def on_mount(self) -> None:
        loop = asyncio.get_running_loop()
        self._drafts = Drafts(self.desk, loop, self._watch)

        def changed() -> None:
            if not loop.is_closed():
                self.post_message(self.Changed())

        self.desk.watch(changed)
        with self.app.batch_update():  # one frame with everything in it, not one for each part
            await self._show()

    async def go_on(self) -> None:
        """Where to go once an answer is given whose verdict does not show."""
        raise NotImplementedError

    async def _open(self, question: str) -> None:
        """Go to a question."""
        if question != self.desk.attempt.here and not self.desk.attempt.finished:
            self._watch(self.desk.move(question))
        self._here, self.proving, self._arithmetic, self._show_evidence = question, False, False, True
        self._unsure = self._doubted = None
        await self._question.ask(self._view, self._begun)
        if self._question.answer.is_mounted:  # else the app is ending, and there is nothing to show it on
            await self._show()

    async def _show(self) -> None:
        """Show the question as the attempt has it, with its article."""
        view = self._view
        self._article.stop_picking()
        if view.at:
            self._article.open_at(view.at[0])
        else:
            self._article.open(view.article)
        self._pick_in_article()
        await self._settle(fresh=False)
        if self._is_open and not self.proving:
            self._focus_answer()
        self._question.tell_focus()

    def _pick_in_article(self) -> None:
        """For answers that are given in the article."""
        answer = self._question.answer
        if not picks_places(answer) or not self._is_open:
            return
        from quiz.tui.answers.places import InsertAnswer

        if isinstance(answer, InsertAnswer) and answer.after:
            article = self.desk.articles[answer.after.article]
            start, end = article.sentences[answer.after.after - 1]
            answer.places = (Place(article.id, start, end, article.text[start:end]),)
        self._article.start_picking(answer.unit, answer.count, answer.places)

    # Where the question stands

    @property
    def _standing(self) -> object:
        """Everything that decides how a question is shown; it may change without a key of the learner's."""
        item, desk = self._item, self.desk
        return (
            item.answers,
            item.verdict,
            item.later,
            item.closed,
            item.cited,
            item.assessed,
            desk.wants_proof(self._here),
            desk.feedback(self._here) is not None,
            desk.attempt.finished is not None,
        )

    async def _settle(self, *, fresh: bool) -> None:
        """Show where the question stands: open, nearly right, waiting for its proof or its verdict, or decided.

        fresh: an answer has just been given, and a test goes on to the next question.
        """
        item, pane = self._item, self._question
        self._settled_as = self._standing
        await pane.clear_below()
        if not pane.answer.is_mounted:
            return
        if self.desk.wants_proof(self._here):
            self._ask_for_proof()
        elif self.desk.feedback(self._here) is not None:
            await self._show_feedback()
        elif not item.answered:
            pass
        elif self.desk.rules.feedback and item.shown:
            pane.feedback.show_saved("This answer counts, because its key has been shown: another one is practice.")
            pane.focus_answer()
        elif self.desk.rules.feedback and item.latest is not None:
            pane.feedback.show_near(item.latest, way_on(item, item.latest, self._view.tries))
            pane.in_view.bring(pane.feedback)
            pane.focus_answer()
        elif self.desk.rules.feedback:
            pane.answer.decide((), None)
            pane.feedback.show_saved("Its verdict is on the way; enter goes on without it.")
            pane.in_view.bring(pane.feedback)
            self.set_focus(None)
        elif fresh:
            await self.go_on()
            return
        else:
            pane.feedback.show_saved("You can change it until you finish.")
        self._paint()

    async def on_answering_changed(self, event: Changed) -> None:
        """Show the question anew where it stands otherwise than it was shown; what is being typed stays."""
        event.stop()
        if not self._question.answer.is_mounted:
            return
        if self._standing == self._settled_as:
            self._paint_lines()
        elif self._question.answer.locked and self._is_open:
            await self._open(self._here)  # a verdict that leaves a try
        else:
            self.proving = False
            await self._settle(fresh=False)

    # Answering

    def on_answer_drafted(self, event: Answer.Drafted) -> None:
        event.stop()
        if self._drafts is not None and self._is_open:
            self._drafts.take(self._here, event.response)
            self._saved.typing()
            if self._doubted is not None:
                self._doubted = None
                self._question.feedback.clear()

    def keep_draft(self) -> None:
        """Write down what is typed and not yet kept; to be called before anything that could lose it."""
        if self._drafts is not None:
            self._drafts.keep()

    async def on_answer_given(self, event: Answer.Given) -> None:
        event.stop()
        if not self._is_open:
            return
        if is_empty(event.response):
            nothing = "Choose first" if isinstance(self._view, OptionsView) else "Nothing is given yet"
            self.notify(f"{nothing}; ctrl+n goes on without an answer.", markup=False)
            return
        if event.response != self._doubted and self._doubts(event.response):
            return
        self._doubted = None
        if self._view.certainty != "off":
            self.keep_draft()
            self._unsure = event.response
            await self._question.ask_how_sure(counts=self._view.certainty == "scored")
        else:
            await self._give(event.response)

    def _doubts(self, response: Response) -> bool:
        """Say what looks unmeant before it is given; the same once more is given all the same."""
        from quiz.questions.doubt import doubt  # not before there is an answer

        said = doubt(self._view, response)
        if not said:
            return False
        self.keep_draft()
        self._doubted = response
        self._question.show_doubt(said)
        return True

    async def on_sureness_chosen(self, event: "Sureness.Chosen") -> None:
        event.stop()
        response, self._unsure = self._unsure, None
        if response is not None:
            await self._give(response, event.level)

    async def _give(self, response: Response, certainty: int = 0) -> None:
        self.keep_draft()  # grading takes its time, the first time above all
        try:
            given = self.desk.answer(self._here, response, certainty)
        except NotAllowed as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self._watch(given.receipt)
        await self._settle(fresh=True)

    async def action_give(self) -> None:
        """What Enter does where the focus is in the answer, in the proof or in the rubric, for the mouse."""
        picker = self._article.picker
        if self.proving and picker is not None:
            await self._prove_with(tuple(picker.places))
        elif self._question.asks == "judgement":
            self._question.keep_judgement()
        elif self._is_open:
            self._question.answer.submit()

    async def on_rubric_judged(self, event: "Rubric.Judged") -> None:
        event.stop()
        self._watch(self.desk.assess(self._here, event.earned))
        await self._settle(fresh=False)

    # Places in the article: picked as the answer, or as its proof

    def _ask_for_proof(self) -> None:
        self.proving = True
        known = self._item.verdict if self._view.cite == "first-must-be-right" else None
        self._question.feedback.ask_for_proof(known)
        self._question.in_view.bring(self._question.feedback)
        if not self.desk.rules.change:
            self._question.answer.decide((), None)
        self._article.close_book(False)
        self._article.start_picking("sentence", 0)
        self._article.border_title = Content(proof_title(0))
        self.set_class(self.has_class("narrow"), "reading")
        self.set_focus(self._article)

    def _paint_lines(self) -> None:
        super()._paint_lines()
        if self.is_attached:
            self._show_asked()

    def _show_asked(self) -> None:
        """What is asked, while its answer or its proof is pointed at: in a narrow window it is out of sight."""
        answer, narrow, prompt = self._question.answer, self.has_class("narrow"), self._view.prompt
        if self.proving:
            self._article.border_subtitle = "" if narrow else Content(sanitise(prompt.partition("\n")[0]))
        hidden = narrow and self.has_class("reading")
        picking = hidden and self._is_open and picks_places(answer)
        if self._asked is None and (self.proving or picking):
            from quiz.tui.widgets.asked_there import AskedThere

            self._asked = AskedThere()
            self.mount(self._asked, after="#panes")
        if self._asked is not None:
            self._asked.set_class(self.proving or picking, "wanted")
            if self.proving or picking:
                self._asked.say(answer.asked_there if picking and picks_places(answer) else prompt)

    def on_reader_picked(self, event: Reader.Picked) -> None:
        event.stop()
        answer = self._question.answer
        if self.proving:
            self._article.border_title = Content(proof_title(len(event.places)))
            return
        if not picks_places(answer):
            return
        article = self.desk.articles[self._article.article_id]
        answer.take(event.places, article.sentence_at(event.places[0].start) if event.places else 0)

    async def on_reader_done(self, event: Reader.Done) -> None:
        event.stop()
        answer = self._question.answer
        if self.proving:
            await self._prove_with(event.places)
        elif picks_places(answer):
            self.remove_class("reading")
            answer.submit()

    async def _prove_with(self, places: tuple[Place, ...]) -> None:
        """Give the sentences that are picked; none is no proof that anybody meant to give."""
        if places:
            await self._prove(Marked(places))
        else:
            self.notify("Choose the sentence first; s gives no proof.", markup=False)

    async def action_no_proof(self) -> None:
        if self.proving:
            await self._prove(Marked(()))

    async def _prove(self, response: Marked) -> None:
        self.proving = False
        self._article.open(self._article.article_id)
        try:
            self._watch(self.desk.cite(self._here, response).receipt)
        except NotAllowed as error:
            self.notify(str(error), severity="warning", markup=False)
        self._article.stop_picking()
        await self._settle(fresh=True)

    # Saving

    def _watch(self, receipt: Receipt) -> None:
        self._saved.follow(receipt)

    def on_saved_done(self, event: Saved.Done) -> None:
        event.stop()
        self.post_message(self.Changed())

    def on_saved_failed(self, event: Saved.Failed) -> None:
        event.stop()
        if event.why != self._told:  # once, however many steps fail for one reason
            self._told = event.why
            self.notify(f"Not saved: {event.why}", severity="error", timeout=10, markup=False)
        self.post_message(self.Changed())
