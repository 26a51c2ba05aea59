"""The asking screen: the article beside the question, one attempt from first question to last."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from quiz.attempts.attempt import Item
from quiz.attempts.desk import Desk, Receipt
from quiz.errors import NotAllowed, QuizError
from quiz.questions.response import Marked, Place, Response, is_empty
from quiz.questions.scoring import of_points
from quiz.questions.view import View
from quiz.text.sanitise import sanitise
from quiz.tui.answers import widget_for
from quiz.tui.answers.base import Answer
from quiz.tui.answers.places import InsertAnswer, MarkAnswer, PlacesAnswer
from quiz.tui.screens.confirm import Confirm
from quiz.tui.widgets.feedback import FeedbackPane
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.reader import Look, Reader
from quiz.tui.widgets.rubric import Rubric
from quiz.tui.widgets.status import Marks, TopLine, clock, score_text

if TYPE_CHECKING:
    from quiz.tui.app import QuizApp

WIDE = 100
SMALLEST = (60, 20)
DRAFT_AFTER = 0.3
"""Seconds without a key until what is typed is kept; a second at most while keys keep coming."""
DRAFT_AT_MOST = 0.9


class AskingScreen(Screen[bool]):
    """Dismissed with True when the attempt is finished, False when it was left."""

    CSS_PATH = "asking.tcss"
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
        Binding("left_square_bracket", "article(-1)", "Previous article"),
        Binding("right_square_bracket", "article(1)", "Next article"),
        Binding("F,ctrl+d", "finish", "Finish"),
        Binding("question_mark,f1", "help", "Help"),
        Binding("q,escape", "leave", "Leave"),
        Binding("enter", "enter", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._here = ""
        self._answer: Answer | None = None
        self._show_evidence = True
        self._arithmetic = False
        self._proving = False
        self._pending: tuple[str, Response] | None = None
        self._draft_timer: Timer | None = None
        self._draft_since = 0.0

    app: "QuizApp"

    def compose(self) -> ComposeResult:
        yield TopLine()
        with Horizontal(id="panes"):
            with Vertical(id="article-pane"):
                yield Reader(id="reader")
                yield PlainText("Closed book: the article comes back after your answer.", id="closed")
            with Vertical(id="question-pane"), VerticalScroll(id="question", can_focus=False):
                yield PlainText(id="prompt")
                yield PlainText(id="hints")
                yield Vertical(id="answer")
                yield FeedbackPane(id="feedback")
        yield PlainText("This window is too small: at least 60 columns and 20 rows.", id="small")
        with Horizontal(id="bottom"):
            yield Marks()
            yield PlainText("", id="saved")
        yield KeyLine()

    async def on_mount(self) -> None:
        await self._open(self.desk.attempt.here)
        self.set_interval(1.0, self._tick)

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.width < WIDE, "narrow")
        self.set_class(event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1], "small")
        self.call_after_refresh(self._paint_lines)

    # The question

    async def _open(self, question: str) -> None:
        """Show a question as the attempt has it."""
        if question != self.desk.attempt.here:
            self._watch(self.desk.move(question))
        self._here, self._proving, self._arithmetic = question, False, False
        self._show_evidence = True
        view, item = self._view, self._item
        prompt = self.query_one("#prompt", PlainText)
        prompt.say(view.prompt)
        self._answer = widget_for(view, item.draft if item.draft is not None else item.response)
        slot = self.query_one("#answer", Vertical)
        await slot.remove_children()
        await slot.mount(self._answer)
        self.query_one("#question", VerticalScroll).scroll_home(animate=False)
        self._show_article(view.at[0].article if view.at else view.article)
        reader = self.query_one(Reader)
        reader.stop_picking()
        if view.at:
            reader.bring_into_view(view.at[0])
        self._pick_in_reader()
        await self._after_answer(fresh=False)
        if not item.closed:
            self._focus_answer()

    @property
    def _view(self) -> View:
        return self.desk.view(self._here)

    @property
    def _item(self) -> Item:
        return self.desk.attempt.items[self._here]

    def _pick_in_reader(self) -> None:
        """For answers that are given in the article."""
        answer = self._answer
        if isinstance(answer, PlacesAnswer) and not self._item.closed:
            places = answer.places
            if isinstance(answer, InsertAnswer) and answer.after:
                article = self.desk.articles[answer.after.article]
                start, end = article.sentences[answer.after.after - 1]
                places = (Place(article.id, start, end, article.text[start:end]),)
                answer.places = places
            self.query_one(Reader).start_picking(answer.unit, answer.count, places)

    def _focus_answer(self) -> None:
        if isinstance(self._answer, PlacesAnswer) and not self.has_class("narrow"):
            self.query_one(Reader).focus()
        elif self._answer is not None:
            self.remove_class("reading")
            self._answer.take_focus()

    # Answering

    def on_answer_drafted(self, event: Answer.Drafted) -> None:
        """Keep what is typed, soon after the keys pause."""
        event.stop()
        self._pending = (self._here, event.response)
        now = self.app.loop_time()
        if self._draft_timer is None:
            self._draft_since = now
        else:
            self._draft_timer.stop()
        wait = max(0.0, min(DRAFT_AFTER, self._draft_since + DRAFT_AT_MOST - now))
        self._draft_timer = self.set_timer(wait, self.keep_draft)
        self._say_saved("typing")

    def keep_draft(self) -> None:
        """Write down what is typed and not yet kept; called before anything that could lose it."""
        if self._draft_timer is not None:
            self._draft_timer.stop()
            self._draft_timer = None
        pending, self._pending = self._pending, None
        if pending is None or self.desk.attempt.finished or self.desk.attempt.items[pending[0]].closed:
            return
        self._watch(self.desk.draft(*pending))

    async def on_answer_given(self, event: Answer.Given) -> None:
        event.stop()
        if self._item.closed:
            return
        if is_empty(event.response):
            self.notify("Nothing is given yet; ctrl+n goes on without an answer.", markup=False)
            return
        self._pending = None
        try:
            given = self.desk.answer(self._here, event.response)
        except NotAllowed as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self._watch(given.receipt)
        await self._after_answer(fresh=True)

    async def _after_answer(self, *, fresh: bool) -> None:
        """Paint where the question stands: open, nearly right, waiting for its proof, or decided."""
        item, pane = self._item, self.query_one(FeedbackPane)
        feedback = self.desk.feedback(self._here)
        pane.clear()
        for rubric in self.query(Rubric):
            await rubric.remove()
        if not item.answered and feedback is None:
            pass
        elif self._wants_proof():
            self._ask_for_proof()
        elif feedback is not None:
            await self._show_feedback()
        elif item.verdict is not None and self.desk.rules.feedback:
            pane.show_near(item.verdict)
            if self._answer is not None:
                self._answer.take_focus()
        elif fresh and not self.desk.rules.feedback:
            await self._go(1, wrap=False)
            return
        elif item.answered:
            pane.show_saved("You can change it until you finish.")
        self._paint()

    async def _show_feedback(self) -> None:
        feedback = self.desk.feedback(self._here)
        if feedback is None or self._answer is None:
            return
        item = self._item
        self._answer.decide(feedback.verdict.parts, feedback.solution)
        where = where_in(self.desk, feedback.places)
        pane = self.query_one(FeedbackPane)
        pane.show_feedback(feedback, arithmetic=self._arithmetic, claimed=item.claimed, where=where)
        reader = self.query_one(Reader)
        reader.stop_picking()
        if feedback.places and not any(one.article == self._article_id for one in feedback.places):
            self._show_article(feedback.places[0].article)
        if feedback.rubric and not item.assessed and not self.desk.attempt.finished:
            rubric = Rubric(feedback.rubric)
            await self.query_one("#question").mount(rubric)
            rubric.take_focus()
        else:
            self.set_focus(None)
        self._paint()
        shown = [one for one in feedback.places if one.article == self._article_id]
        if shown and self._show_evidence:
            self.call_after_refresh(reader.bring_into_view, shown[0])
        self.call_after_refresh(pane.scroll_visible, animate=False)

    # The proof

    def _wants_proof(self) -> bool:
        item, gate = self._item, self._view.cite
        if not gate or item.cited is not None or not item.answered or self.desk.attempt.finished:
            return False
        if not (item.closed or self.desk.rules.change):
            return False
        if gate == "first-must-be-right":
            return item.verdict is not None and item.verdict.right and self.desk.rules.feedback
        return True

    def _ask_for_proof(self) -> None:
        self._proving = True
        known = self._item.verdict if self._view.cite == "first-must-be-right" else None
        self.query_one(FeedbackPane).ask_for_proof(known)
        if self._answer is not None and not self.desk.rules.change:
            self._answer.decide((), None)
        reader = self.query_one(Reader)
        reader.start_picking("sentence", 0, ())
        self.set_class(self.has_class("narrow"), "reading")
        reader.focus()

    def on_reader_picked(self, event: Reader.Picked) -> None:
        event.stop()
        if isinstance(self._answer, InsertAnswer) and not self._proving:
            article = self.desk.articles[self._article_id]
            number = article.sentence_at(event.places[0].start) if event.places else 0
            self._answer.place(article.id, number, event.places)
        elif isinstance(self._answer, MarkAnswer) and not self._proving:
            self._answer.pick(event.places)

    async def on_reader_done(self, event: Reader.Done) -> None:
        event.stop()
        if self._proving:
            await self._prove(Marked(event.places))
        elif isinstance(self._answer, PlacesAnswer):
            self.remove_class("reading")
            self._answer.submit()

    async def action_no_proof(self) -> None:
        if self._proving:
            await self._prove(Marked(()))

    async def _prove(self, response: Marked) -> None:
        self._proving = False
        self._watch(self.desk.cite(self._here, response).receipt)
        self.query_one(Reader).stop_picking()
        await self._after_answer(fresh=True)

    def on_rubric_judged(self, event: Rubric.Judged) -> None:
        event.stop()
        self._watch(self.desk.assess(self._here, event.earned))
        self.run_worker(self._after_answer(fresh=False))

    # Moving

    async def action_enter(self) -> None:
        """Enter where nothing has the focus: on with it."""
        if self._item.closed and not self._proving:
            await self._go(1, wrap=True)

    async def action_go(self, by: int) -> None:
        await self._go(by, wrap=True)

    async def _go(self, by: int, *, wrap: bool) -> None:
        """To the next or previous question; after the last, to the first that is still open, or to the end."""
        self.keep_draft()
        ids = list(self.desk.attempt.items)
        at = ids.index(self._here)
        if by > 0 and not self._item.answered and not self.desk.attempt.finished:
            self._watch(self.desk.skip(self._here))
        if 0 <= at + by < len(ids):
            await self._open(ids[at + by])
            return
        if by < 0:
            self.notify("This is the first question.", markup=False)
            return
        still_open = [one for one in ids if not self.desk.attempt.items[one].answered]
        if self.desk.attempt.finished:
            self.dismiss(True)
        elif still_open and wrap:
            self.notify(f"{len(still_open)} not answered yet; F finishes.", markup=False)
            await self._open(still_open[0])
        else:
            self.action_finish()

    async def on_marks_wanted(self, event: Marks.Wanted) -> None:
        event.stop()
        self.keep_draft()
        await self._open(event.question)

    def action_swap(self) -> None:
        """Between article and question: the pane in a narrow window, the focus in a wide one."""
        reader = self.query_one(Reader)
        to_article = not self.has_class("reading") if self.has_class("narrow") else not reader.has_focus
        self.set_class(to_article, "reading")
        if to_article:
            reader.focus()
        elif self._item.closed or self._answer is None:
            self.set_focus(None)
        else:
            self._answer.take_focus()
        self._paint_lines()

    def action_article(self, by: int) -> None:
        ids = list(self.desk.articles)
        if len(ids) > 1:
            self._show_article(ids[(ids.index(self._article_id) + by) % len(ids)])
            self._pick_in_reader()
            self._paint()

    def action_flag(self) -> None:
        self._watch(self.desk.flag(self._here))
        self._paint_lines()

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
        if self.desk.feedback(self._here):
            self._arithmetic = not self._arithmetic
            await self._show_feedback()

    async def action_claim(self) -> None:
        feedback = self.desk.feedback(self._here)
        if feedback and feedback.verdict.outcome not in ("right", "not-answered") and not self._item.claimed:
            self._watch(self.desk.claim(self._here))
            await self._show_feedback()

    async def action_undo(self) -> None:
        try:
            question = self.desk.undo()
        except NotAllowed as error:
            self.notify(str(error), markup=False)
            return
        self._watch(self.desk.move(question))
        await self._open(question)

    def action_help(self) -> None:
        from quiz.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self))

    def action_leave(self) -> None:
        self.keep_draft()
        if self.desk.attempt.finished:
            self.dismiss(True)
            return
        question = "Leave now? Everything is kept; you can go on later from here."

        def leave(yes: bool | None) -> None:
            if yes:
                self.dismiss(False)

        self.app.push_screen(Confirm(question, "Leave", "Stay"), leave)

    def action_finish(self) -> None:
        self.keep_draft()
        if self.desk.attempt.finished:
            self.dismiss(True)
            return
        left = sum(not item.answered and item.draft is None for item in self.desk.attempt.items.values())
        question = f"Finish with {left} not answered?" if left else "That was the last one. Finish and see the results?"

        def finish(yes: bool | None) -> None:
            if yes:
                self._finish()

        self.app.push_screen(Confirm(question, "Finish", "Not yet"), finish)

    def _finish(self, by_time: bool = False) -> None:
        if not self.desk.attempt.finished:
            self._watch(self.desk.finish(by_time))
        self.dismiss(True)

    # Painting

    @property
    def _article_id(self) -> str:
        article = self.query_one(Reader).article
        return article.id if article else ""

    def _show_article(self, article_id: str) -> None:
        article = self.desk.articles[article_id]
        self.query_one(Reader).show(article, article.about)
        ids = list(self.desk.articles)
        which = f" ({ids.index(article_id) + 1} of {len(ids)}: [ ])" if len(ids) > 1 else ""
        self.query_one("#article-pane").border_title = Content(sanitise(f"{article.title}{which}"))

    def _paint(self) -> None:
        """Everything that depends on where the question stands, but not the answer widget."""
        view, item = self._view, self._item
        feedback = None if self._wants_proof() else self.desk.feedback(self._here)
        looks: list[tuple[Place, Look]] = [(place, "at") for place in view.at]
        if feedback and self._show_evidence:
            looks += [(place, "evidence") for place in feedback.places]
            if isinstance(item.response, Marked):
                good: Look = "right" if feedback.verdict.right else "wrong"
                looks += [(place, good) for place in item.response.places if good == "wrong"]
        self.query_one(Reader).highlight(looks)
        hints = self.query_one("#hints", PlainText)
        texts = self.desk.hints(self._here)
        hints.say("\n".join(f"Hint: {text}" for text in texts))
        hints.display = bool(texts)
        closed_book = self.desk.attempt.started.book == "closed" and not self.desk.attempt.finished
        in_article = isinstance(self._answer, PlacesAnswer) or self._proving or bool(feedback)
        self.set_class(closed_book and not in_article, "hidden-article")
        pane = self.query_one("#question-pane", Widget)
        number = list(self.desk.attempt.items).index(self._here) + 1
        parts = [str(number), view.topic, of_points(view.points), *(["⚑"] if item.flagged else [])]
        pane.border_title = Content(" · ".join(part for part in parts if part))
        self._paint_lines()

    def _paint_lines(self) -> None:
        """Top line, marks and keys."""
        attempt = self.desk.attempt
        if self._here not in attempt.items:
            return
        shown = self.desk.rules.feedback or attempt.finished is not None
        number = list(attempt.items).index(self._here) + 1
        left = self.desk.time_left()
        time = clock(self.desk.elapsed()) if left is None else f"{clock(left)} left"
        score = score_text(attempt.earned, attempt.asked) if shown else attempt.started.mode
        who = self.app.learner_name
        right = "   ".join(part for part in (who, f"{number}/{len(attempt.items)}", score, time) if part)
        self.query_one(TopLine).show(self.desk.title, right)
        self.query_one(Marks).show(list(attempt.items.values()), self._here, shown)
        self.query_one(KeyLine).show(self._keys())

    def _keys(self) -> list[tuple[str, str, str]]:
        item = self._item
        keys: list[tuple[str, str, str]] = []
        typing = not item.closed and not self.query_one(Reader).has_focus
        if self._proving:
            keys = [("space", "pick", ""), ("enter", "give", "enter"), ("s", "without", "s")]
        elif item.closed:
            keys = [
                ("enter", "next", "n"),
                ("e", "evidence", "e"),
                ("=", "sum", "equals_sign"),
                ("u", "undo", "u"),
                ("!", "I was right", "exclamation_mark"),
            ]
        elif self._answer is not None:
            keys = [("", self._answer.help, "")]
        if self.has_class("narrow"):
            keys.append(("tab", "question" if self.has_class("reading") else "article", "tab"))
        if not item.closed and not self._proving:
            keys.append(("ctrl+n" if typing else "n", "next", "ctrl+n"))
            keys.append(("ctrl+f" if typing else "f", "flag", "ctrl+f"))
            if self._view.hints > item.hints and self.desk.rules.hints:
                keys.append(("ctrl+t" if typing else "h", "hint", "ctrl+t"))
        keys += [("esc", "leave", "escape"), ("f1", "help", "f1")]
        return keys

    def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        self.app.simulate_key(event.key)

    def on_descendant_focus(self) -> None:
        self._paint_lines()

    # Time and saving

    def _tick(self) -> None:
        self._paint_lines()
        if self.desk.time_left() == 0 and not self.desk.attempt.finished:
            self.keep_draft()
            self.notify("The time is over; everything you gave is kept.", severity="warning", markup=False)
            self._finish(by_time=True)

    def _watch(self, receipt: Receipt) -> None:
        """Say when what was given is safe, and say at once when it is not."""
        self._say_saved("saving")
        receipt.add_done_callback(lambda done: self.app.call_soon(self._saved, done))

    def _saved(self, done: Receipt) -> None:
        if not self.is_attached:
            return
        error = None if done.cancelled() else done.exception()
        if error is None:
            self._say_saved("saved" if self.app.saves else "not kept")
        else:
            self._say_saved("NOT SAVED")
            what = str(error) if isinstance(error, QuizError) else "it could not be saved; go on, it is tried again"
            self.notify(f"Not saved: {what}", severity="error", timeout=10, markup=False)

    def _say_saved(self, text: str) -> None:
        self.query_one("#saved", PlainText).say(text)


def where_in(desk: Desk, places: tuple[Place, ...]) -> str:
    """``paragraph 6``, or which paragraphs of which articles, for the evidence."""
    found: dict[str, list[int]] = {}
    for place in places:
        number = desk.articles[place.article].paragraph_at(place.start).number
        numbers = found.setdefault(place.article, [])
        if number is not None and number not in numbers:
            numbers.append(number)
    several = len(desk.articles) > 1
    said = []
    for article, numbers in found.items():
        noun = "paragraph" if len(numbers) == 1 else "paragraphs"
        listed = ", ".join(map(str, sorted(numbers)))
        said.append(f"{noun} {listed}" + (f' of "{desk.articles[article].title}"' if several else ""))
    return " and ".join(said)
