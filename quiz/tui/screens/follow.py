"""Follow mode for a learner: everyone is at the question the teacher is at; no hurry counts."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from quiz.classroom.client.desk import ClassDesk
from quiz.classroom.wire import Count, Following
from quiz.tui.screens.asking_answers import Answering
from quiz.tui.screens.asking_words import Keys
from quiz.tui.screens.class_asking import ClassAsking
from quiz.tui.screens.over import Leaving
from quiz.tui.widgets.bars import bar
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.status import TopLine

MOST_COUNTS = 6
_ALONE = ("go(1)", "go(-1)", "finish")
_TO_ANSWER = ("", "give", "flag", "hint", "enter", "evidence", "arithmetic")


class FollowAsking(ClassAsking, inherit_bindings=False):
    """One question; posts Moved when the teacher has gone to another."""

    BINDINGS: ClassVar[list[BindingType]] = [
        one for one in ClassAsking.BINDINGS if isinstance(one, Binding) and one.action not in _ALONE
    ]

    class Moved(Message):
        """Everybody is at another question now."""

    def _keys(self) -> Keys:
        keys = [one for one in super()._keys() if one[2] not in _ALONE]
        if self._question.answer.locked and not self.desk.read_only and not self.desk.paused:  # the teacher has told
            keys = [one for one in keys if one[2] not in _TO_ANSWER]
            keys = [("e", "evidence", "evidence"), ("=", "sum", "arithmetic"), *keys]
        return keys

    async def _go(self, by: int, *, wrap: bool) -> None:  # noqa: ARG002  the teacher leads
        self._question.feedback.show_saved("You can change it until your teacher goes on.")
        self._paint()

    async def action_go(self, by: int) -> None:  # noqa: ARG002
        self.notify("Your teacher goes on for all.", markup=False)

    def _show_notice(self) -> None:
        super()._show_notice()
        following = self.desk.following
        if self.has_class("noticed") or following is None:
            return
        self.add_class("following")
        self.query_one("#notice", PlainText).say(*how_all_answered(following, self.size.width))

    async def on_answering_changed(self, event: Answering.Changed) -> None:
        event.stop()
        following = self.desk.following
        if following is not None and following.question != self._here:
            self.keep_draft()
            self.post_message(self.Moved())


class FollowRoom(Leaving[bool]):
    """Before the first question. Returns True once there is one, None for back to the waiting room."""

    CSS_PATH = "waiting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "To the waiting room")]

    def __init__(self, desk: ClassDesk, learner: str) -> None:
        super().__init__()
        self._desk, self._learner = desk, learner

    def compose(self) -> ComposeResult:
        yield TopLine()
        with Vertical(id="room"):
            yield PlainText("Your teacher leads: the first question appears here.", id="head")
        yield KeyLine()

    def on_mount(self) -> None:
        self.set_interval(0.2, self._look)

    def on_resize(self) -> None:
        self.call_after_refresh(self._paint_lines)

    def _paint_lines(self) -> None:
        self.query_one(TopLine).show(self._desk.title, self._learner)
        self.query_one(KeyLine).show([("esc", "waiting room", "dismiss(None)")])

    def _look(self) -> None:
        if self._desk.following is not None or self._desk.attempt.finished:
            self.dismiss(True)

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.run_action(event.action)


def how_all_answered(following: Following, width: int) -> list[str | tuple[str, str]]:
    """How many have answered, and what, once the teacher shows it."""
    pieces: list[str | tuple[str, str]] = [(f"{following.answered} of {following.learners} have answered", "bold")]
    pieces += [f"\n{line}" for line in count_lines(following.counts, following.learners, width)]
    return pieces


def count_lines(counts: tuple[Count, ...], learners: int, width: int) -> list[str]:
    """A bar for each answer, the most frequent first; those beyond the sixth together."""
    shown, rest = counts[:MOST_COUNTS], sum(one.learners for one in counts[MOST_COUNTS:])
    rows = [(one.text, one.learners) for one in shown] + ([("other answers", rest)] if rest else [])
    room = max(10, width - 30)
    texts = [text if len(text) <= room else f"{text[: room - 1]}…" for text, _ in rows]
    wide = max(map(len, texts), default=0)
    return [
        f"{text:<{wide}}  {bar(many / max(learners, 1), 16)}  {many}"
        for text, (_, many) in zip(texts, rows, strict=True)
    ]
