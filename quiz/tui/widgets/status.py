"""The lines above and below: where the learner is, the score and time, and a mark for every question."""

from collections.abc import Callable, Sequence
from itertools import groupby
from operator import itemgetter

from rich.cells import cell_len
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from quiz.attempts.attempt import Item
from quiz.questions.scoring import number
from quiz.text.sanitise import sanitise
from quiz.tui.widgets.one_line import OneLine, cut

_SIGNS = {"right": "●", "near": "◐", "wrong": "✗", "open": "○", "answered": "■", "skipped": "·"}
_STYLES = {"right": "$text-success", "near": "$text-warning", "wrong": "$text-error", "answered": "$text-accent"}

APART = 3
"""Columns between the two parts of the top line."""


def state_of(item: Item, shown: bool) -> str:
    """What a question's mark says; a verdict only where the mode shows it."""
    if not item.answered:
        return "skipped" if item.skipped else "open"
    if not shown or item.verdict is None or item.unjudged:
        return "answered"
    if item.verdict.outcome == "open":
        return "right" if item.full else "near" if item.earned else "wrong"
    if item.verdict.outcome in ("right", "near"):
        return item.verdict.outcome
    return "wrong"


def clock(milliseconds: int) -> str:
    """``00:06:12``."""
    seconds = milliseconds // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


class TopLine(OneLine, Static):
    """The set's title; on the right the learner, the place in the attempt, the score and the time."""

    DEFAULT_CSS = "TopLine { height: 1; width: 100%; background: $panel; color: $foreground; }"

    _shown = ("", "")

    def show(self, title: str, right: str) -> None:
        """Both on one line, three columns apart at least: the right part is moved together, then the title cut."""
        self._shown = (title, right)
        width = max(self.room, 20)
        title, right = sanitise(title), sanitise(right)
        if cell_len(title) + cell_len(right) + APART + 2 > width:
            right = right.replace("   ", "  ")
        title = cut(title, max(width - cell_len(right) - APART - 2, 1))
        gap = " " * max(1, width - cell_len(title) - cell_len(right) - 2)
        self.paint(Content.assemble(" ", (title, "bold"), gap, right))

    def on_resize(self) -> None:
        if any(self._shown):
            self.show(*self._shown)


class Marks(OneLine, Static):
    """A mark for every question of the attempt, the present one reversed, and a word; a click goes to a question."""

    DEFAULT_CSS = "Marks { height: 1; width: 100%; }"

    class Wanted(Message):
        """The learner clicked a question's mark."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    def __init__(self) -> None:
        super().__init__()
        self._ids: list[str] = []
        self._first = 0
        self._marks = Content()
        self._word = ""

    def say(self, word: str) -> None:
        """Replace the word at the right end, of at most ten letters."""
        self._word = word
        self._fill()

    def _fill(self) -> None:
        """Its place is fixed: nothing is laid out anew at every key."""
        gap = " " * max(1, self.room - 1 - self._marks.cell_length - len(self._word))
        self.paint(Content.assemble(self._marks, gap, (self._word, "$text-muted")))

    def show(self, items: Sequence[Item], here: str, shown: Callable[[str], bool]) -> None:
        """Paint the marks; where they do not fit, a window around the present one. shown: may a verdict show?"""
        self._ids = [item.id for item in items]
        width = max(self.room - 16, 10)
        at = self._ids.index(here) if here in self._ids else 0
        self._first = max(0, min(at - width // 2, len(items) - width))
        signs = [(" " if not self._first else "‹", "")]
        for item in items[self._first : self._first + width]:
            state = state_of(item, item.answered and shown(item.id))
            sign = "⚑" if item.flagged else _SIGNS[state]
            if item.id == here:
                signs.append(("▸" if not item.answered and not item.flagged else sign, "bold reverse"))
            else:
                signs.append((sign, _STYLES.get(state, "")))
        if self._first + width < len(items):
            signs.append(("›", ""))
        # Neighbours of one style become one piece: each further one is styled and cut by itself.
        runs = groupby(signs, key=itemgetter(1))
        self._marks = Content.assemble(*(("".join(sign for sign, _ in run), style) for style, run in runs))
        self._fill()

    def on_click(self, event: Click) -> None:
        at = self._first + event.x - 1
        if 0 <= at < len(self._ids):
            self.post_message(self.Wanted(self._ids[at]))


def score_text(earned: float, asked: float) -> str:
    """``score 5½/6``."""
    return f"score {number(earned)}/{number(asked)}"
