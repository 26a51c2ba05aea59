"""The right half of the asking screen: the prompt, the hints, the answer and what comes back for it."""

from typing import TYPE_CHECKING, ClassVar, Literal

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from quiz.attempts.attempt import Item
from quiz.attempts.desk import Feedback
from quiz.questions.response import Place, Response
from quiz.questions.scoring import of_points
from quiz.questions.view import View, hint_lines
from quiz.tui.answers import widget_for
from quiz.tui.widgets.in_view import InView
from quiz.tui.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from quiz.tui.widgets.feedback import FeedbackPane


class QuestionPane(VerticalScroll, can_focus=False):
    """One question at a time. Reads no desk: it is told what to show."""

    DEFAULT_CSS = """
    QuestionPane {
        border: round $accent; border-title-color: $foreground; border-title-style: bold; padding: 0 0 0 1;
        scrollbar-size-vertical: 1; scrollbar-gutter: stable;  /* what wraps must not make room for what made it wrap */
    }
    QuestionPane.away { border: round $primary 60%; border-title-style: none; }
    QuestionPane #prompt { margin-bottom: 1; text-style: bold; }
    QuestionPane #quoted { margin-bottom: 1; }
    QuestionPane #hints { color: $text-warning; margin-bottom: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "scroll_text(-10)", show=False, priority=True),
        Binding("pagedown", "scroll_text(10)", show=False, priority=True),
    ]

    def __init__(self, view: View, draft: Response | None, *, id: str | None = None) -> None:
        """view and draft of the first question, which is there from the start; see ``ask`` for the others."""
        # What is said later (hints, feedback) is mounted later: every widget here delays the first frame.
        self.answer = widget_for(view, draft)
        super().__init__(PlainText(view.prompt, id="prompt"), self.answer, id=id)
        self.view = view
        self.in_view = InView(self)

    def on_mount(self) -> None:
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _: self._laid_out())

    def on_resize(self) -> None:
        self._laid_out()

    def _laid_out(self) -> None:
        height, answer = self.scrollable_content_region.height, self.answer
        if answer.is_mounted and answer.virtual_region.size:
            answer.fit(height - answer.virtual_region.y)
        self.in_view.laid_out()

    # What moves the pane by hand: from there on the reader decides.

    def on_mouse_scroll_down(self) -> None:
        self.in_view.let_go()

    def on_mouse_scroll_up(self) -> None:
        self.in_view.let_go()

    def on_scroll_to(self) -> None:
        self.in_view.let_go()

    @property
    def feedback(self) -> "FeedbackPane":
        """What is told after an answer, which is then kept in view."""
        from quiz.tui.widgets.feedback import FeedbackPane

        for pane in self.query(FeedbackPane):
            return pane
        pane = FeedbackPane(id="feedback")
        self.mount(pane)
        return pane

    async def ask(self, view: View, draft: Response | None) -> None:
        """Show another question with its answer widget, which holds ``draft``."""
        await self.clear_below()
        old, self.view, self.answer = self.answer, view, widget_for(view, draft)
        await old.remove()
        if not self.is_attached:  # the screen was left before a key that was typed ahead
            return
        self.query_one("#prompt", PlainText).say(view.prompt)
        await self.mount(self.answer, after=self._above())
        self.scroll_home(animate=False)

    def tell_focus(self) -> None:
        """Show whether the keyboard is in here.

        A class says so where it is not, and not ``:focus-within`` where it is: for that Textual would work out the
        styles of all that is in here once more before the first frame.
        """
        self.set_class(not self.has_focus_within, "away")

    def on_descendant_focus(self) -> None:
        self.tell_focus()

    def on_descendant_blur(self) -> None:
        self.tell_focus()

    def focus_answer(self) -> None:
        """Put the keyboard into the answer, once it is there."""
        if self.answer.is_mounted:
            self.answer.take_focus()

    def head(self, number: int, view: View, item: Item, hints: tuple[str, ...], quoted: tuple[Place, ...] = ()) -> None:
        """The border's title, the words in question where the article is out of sight, and the hints shown so far."""
        parts = [str(number), view.topic, of_points(view.points), *(["⚑ flagged"] if item.flagged else [])]
        self.border_title = Content(" · ".join(part for part in parts if part))
        self._say("quoted", "\n".join(f"The words in question: “{place.text}”" for place in quoted))
        self._say("hints", "\n".join(hint_lines(view, hints)))

    def _say(self, name: str, words: str) -> None:
        """Say something between the prompt and the answer, or nothing more there."""
        for said in self.query(f"#{name}").results(PlainText):
            said.say(words)
            said.display = bool(words)
            return
        if words:
            self.mount(PlainText(words, id=name), after=self._above(name))

    def _above(self, name: str = "") -> str:
        """What the part of this name stands below; without a name, what the answer does."""
        parts = ("prompt", "quoted", "hints")
        there = [part for part in parts[: parts.index(name) if name else None] if self.query(f"#{part}")]
        return f"#{there[-1]}"

    async def show_feedback(self, feedback: Feedback, *, arithmetic: bool, item: Item, where: str, quote: bool) -> None:
        """Everything there is to learn; ``quote`` shows the evidence here, where the article is out of sight."""
        self.answer.decide((item.latest or feedback.verdict).parts, feedback.solution)
        self.feedback.show_feedback(feedback, arithmetic=arithmetic, item=item, where=where, quote=quote)
        self.in_view.bring(self.feedback)

    def show_doubt(self, said: str) -> None:
        """What looks unmeant about the answer, and which key gives it all the same."""
        self.feedback.show_doubt(said, self.answer.gives[0])
        self.in_view.bring(self.feedback)

    async def ask_how_sure(self, *, counts: bool) -> None:
        """Between an answer and its verdict."""
        await self.clear_below()
        from quiz.tui.widgets.sureness import Sureness

        sureness = Sureness(counts=counts)
        await self.mount(sureness)
        sureness.take_focus()
        self.in_view.bring(sureness)

    async def ask_for_judgement(self, criteria: tuple[tuple[float, str], ...]) -> None:
        """Let the learner judge an open answer."""
        await self.clear_below()
        from quiz.tui.widgets.rubric import Rubric

        rubric = Rubric(criteria)
        await self.mount(rubric)
        rubric.take_focus()
        self.in_view.bring(rubric)

    def keep_judgement(self) -> None:
        """Give the judgement as it is ticked now."""
        from quiz.tui.widgets.rubric import Rubric

        self.query_one(Rubric).action_give()

    @property
    def asks(self) -> Literal["", "sureness", "judgement"]:
        """What is asked for below the answer."""
        return "judgement" if self.query("Rubric") else "sureness" if self.query("Sureness") else ""

    def action_scroll_text(self, by: int) -> None:
        self.scroll_text(by)

    def scroll_text(self, by: int) -> None:
        self.in_view.let_go()
        self.scroll_relative(y=by, animate=False)

    async def clear_below(self) -> None:
        """Take away what stands below the answer."""
        self.in_view.let_go()
        if self.query("FeedbackPane"):
            self.feedback.clear()
        if below := self.query("Rubric, Sureness"):
            await below.remove()
            self.tell_focus()
