"""What a teacher has released of a handed-in attempt: marks alone, or every miss with its answer and evidence."""

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message

from quiz.attempts.results import results_of
from quiz.classroom.client.desk import ClassDesk
from quiz.questions.scoring import number
from quiz.tui.screens.over import Leaving
from quiz.tui.screens.results_words import axes, miss, total
from quiz.tui.screens.scroll_keys import OF_A_PAGE
from quiz.tui.screens.submitted import is_released
from quiz.tui.widgets.hanging import HangingText
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.status import TopLine, state_of

_SIGNS = {"right": "●", "near": "◐", "wrong": "✗", "answered": "■", "open": "·", "skipped": "·"}


class ReleasedScreen(Leaving[Literal["look", "room", "withdrawn", "log-in"]]):
    """Returns ``look`` to go through the questions again, ``withdrawn`` where the teacher has taken it back.

    ``log-in`` where the session has ended: nothing is shown to whoever sits there now.
    """

    CSS_PATH = "results.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "dismiss('look')", "Look at the questions again"),
        Binding("enter,escape,q", "dismiss('room')", "Back"),
        *OF_A_PAGE,
        Binding("question_mark,f1", "help", "Help"),
    ]

    class Changed(Message):
        """The desk has heard something."""

    def __init__(self, desk: ClassDesk, learner: str) -> None:
        super().__init__()
        self.desk, self._learner = desk, learner
        self._items = desk.reviewed.items
        views = {question: desk.view(question) for question in self._items}
        self._results = results_of(desk.reviewed, views)
        feedback = {question: desk.feedback(question) for question in self._items}
        self._full = any(one is not None and one.key for one in feedback.values())

    def compose(self) -> ComposeResult:
        yield TopLine()
        with VerticalScroll(id="box", can_focus=False):
            yield PlainText(id="sum")
            yield PlainText(id="axes")
            missed = [one for one in self._items if self._is_miss(one)]
            if missed and self._full:
                yield PlainText("Missed", classes="head")
                for at in range(len(missed)):
                    yield HangingText(classes="miss", id=f"miss-{at}")
            elif not self._full:
                yield PlainText("Marks", classes="head")
                yield PlainText(classes="miss", id="marks")
        yield KeyLine()

    def on_mount(self) -> None:
        self.desk.watch(self._heard)
        self.set_interval(1.0, self._look)
        self.query_one("#sum", PlainText).say(*total(self._results), self._waiting())
        if self._full:
            missed = [one for one in self._items if self._is_miss(one)]
            for at, question in enumerate(missed):
                self.query_one(f"#miss-{at}", HangingText).say(*miss(self.desk, question))
            return
        items = self._items.values()
        lines = [
            f"{_SIGNS[state_of(item, shown=True)]} {at}. "
            + ("waits for your teacher" if item.waits else f"{number(item.earned)} of {number(item.points)}")
            for at, item in enumerate(items, 1)
        ]
        self.query_one("#marks", PlainText).say("\n".join(lines))

    def _is_miss(self, question: str) -> bool:
        item = self._items[question]
        return not item.full and not item.unjudged

    def _waiting(self) -> str:
        """What the sum leaves out."""
        if not self._results.to_assess:
            return ""
        ids = list(self._items)
        numbers = ", ".join(str(ids.index(question) + 1) for question in self._results.to_assess)
        return f"\nNot judged yet, and left out of the score: question {numbers} waits for your teacher"

    def _heard(self) -> None:
        """Called from another thread."""
        self.post_message(self.Changed())

    def on_resize(self) -> None:
        told = axes(self._results, self.size.width)
        self.query_one("#axes", PlainText).say("\n".join(told))
        self.query_one("#axes").display = bool(told)
        self.call_after_refresh(self._paint_lines)

    def on_released_screen_changed(self, event: Changed) -> None:
        event.stop()
        self._look()

    def _look(self) -> None:
        """Also by itself: where a box lay on top when it was heard, this screen could not be left."""
        if self.desk.delivery.logged_out:
            self.dismiss("log-in")
        elif not is_released(self.desk):
            self.dismiss("withdrawn")

    def _paint_lines(self) -> None:
        self.query_one(TopLine).show(f"Results: {self.desk.title}", self._learner)
        keys = [("o", "look back", "dismiss('look')")] if self._full else []
        self.query_one(KeyLine).show([*keys, ("enter", "back", "dismiss('room')"), ("?", "help", "help")])

    def action_scroll(self, by: int) -> None:
        self.query_one("#box").scroll_relative(y=by, animate=False)

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.run_action(event.action)
