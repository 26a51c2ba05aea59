"""The waiting room: the class's sittings, and which of them can be begun. It asks anew every two seconds."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.classroom.client.connection import Refusal
from quiz.classroom.client.visit import Visit
from quiz.classroom.wire import SittingCard
from quiz.classroom.wording import minutes
from quiz.errors import QuizError
from quiz.tui.errands import errand
from quiz.tui.screens.joining import sentence
from quiz.tui.screens.over import Leaving
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.plain_text import PlainText, plain
from quiz.tui.widgets.status import TopLine

EVERY = 2.0
"""Seconds between two looks at the list."""

Choice = SittingCard | Literal["hand-over", "log-in"]


class WaitingScreen(Leaving[Choice]):
    """Returns the sitting to go to, ``hand-over`` for the next learner, ``log-in`` where the session has ended."""

    CSS_PATH = "waiting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "dismiss('hand-over')", "Hand the place over to somebody else"),
        Binding("escape", "app.quit", "Leave"),
        Binding("question_mark,f1", "help", "Help"),
    ]

    def __init__(self, visit: Visit, title: str) -> None:
        super().__init__()
        self._visit, self._title = visit, title
        self._cards: list[SittingCard] = []
        self._asking = False
        self.busy = True
        """Until the list is there for the first time."""

    def compose(self) -> ComposeResult:
        yield TopLine()
        with Vertical(id="room"):
            yield PlainText("", id="head")
            yield OptionList(markup=False)
            yield PlainText("", id="said")
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(OptionList).display = False
        self.query_one("#head", PlainText).say(("One moment …", "dim"))
        self.set_interval(EVERY, self._look)
        self._look()

    def on_resize(self) -> None:
        self.call_after_refresh(self._paint_lines)

    def _paint_lines(self) -> None:
        self.query_one(TopLine).show(self._title, self._visit.name)
        keys = [("↑↓", "choose", ""), ("enter", "go in", "")] if self._cards else []
        over = [("f9", "hand over", "dismiss('hand-over')"), ("esc", "leave", "app.quit"), ("f1", "help", "help")]
        self.query_one(KeyLine).show([*keys, *over])

    def _look(self) -> None:
        if not self._asking and self.app.screen is self:
            self.run_worker(self._ask())

    async def _ask(self) -> None:
        self._asking = True
        said = self.query_one("#said", PlainText)
        try:
            cards = await errand(self._visit.sittings)
        except Refusal as error:
            if error.code == "logged-out":
                self.dismiss("log-in")
            said.say((sentence(error), "$text-warning"))
        except QuizError as error:
            said.say((sentence(error), "$text-warning"))
        else:
            said.say("")
            self._show(cards)
        finally:
            self._asking = self.busy = False

    def _show(self, cards: list[SittingCard]) -> None:
        menu = self.query_one(OptionList)
        if cards != self._cards or not self.query_one("#head", PlainText).has_class("shown"):
            at = menu.highlighted
            here = self._cards[at].id if at is not None and at < len(self._cards) else ""
            self._cards = cards
            menu.clear_options()
            menu.add_options([Option(plain(card_line(card)), disabled=not can_enter(card)) for card in cards])
            menu.display = bool(cards)
            found = next((place for place, card in enumerate(cards) if card.id == here and can_enter(card)), None)
            first = next((place for place, card in enumerate(cards) if can_enter(card)), None)
            menu.highlighted = found if found is not None else first
            if first is not None:
                menu.focus()
            head = self.query_one("#head", PlainText)
            head.add_class("shown")
            head.say((heading(cards), "bold"))
        self._paint_lines()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_index < len(self._cards):
            self.dismiss(self._cards[event.option_index])

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.run_action(event.action)


def can_enter(card: SittingCard) -> bool:
    """Whether there is something to do there: to answer, or to look at."""
    return card.state in ("open", "paused") or bool(card.attempt)


def card_line(card: SittingCard) -> str:
    """A sitting on two lines: what it is, and how it stands for this learner."""
    size = f"{card.questions} question{'' if card.questions == 1 else 's'}"
    time = "" if card.minutes is None else f", {minutes(card.minutes)}"
    return f"{card.title}\n  {card.mode}, {size}{time}: {standing(card)}"


def standing(card: SittingCard) -> str:
    """How a sitting stands for this learner, in a few words."""
    if card.finished:
        shown = {"never": "results are not shown yet", "marks": "marks are there", "all": "results are there"}
        if card.revealed and card.release == "never":
            return f"over; what was revealed is there ({card.revealed} of {card.questions})"
        return f"handed in; {shown[card.release]}"
    if card.state == "closed":
        return "over"
    if card.state == "waiting":
        return "not open yet"
    begun = "go on where you were" if card.attempt else "enter begins"
    return f"paused; {begun}" if card.state == "paused" else begun


def heading(cards: Sequence[SittingCard]) -> str:
    """What stands above the list: whether there is something to do, to see, or to wait for."""
    if any(card.state in ("open", "paused") and not card.finished for card in cards):
        return "Your teacher has opened:"
    if any(card.finished and (card.release != "never" or card.revealed) for card in cards):
        return "You are in. Results are there; what your teacher opens next appears here too."
    if any(card.finished for card in cards):
        return "You are in. This is handed in; what your teacher opens next appears here too."
    return "You are in. Wait here; it appears when your teacher opens it."
