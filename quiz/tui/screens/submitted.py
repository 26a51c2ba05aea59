"""After handing in: the receipt once the server has given it, and the way to what it releases."""

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from quiz.classroom.client.desk import ClassDesk
from quiz.tui.screens.over import Leaving
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.status import TopLine

After = Literal["results", "again", "room", "hand-over", "log-in"]
Pieces = list[str | tuple[str, str]]


class SubmittedScreen(Leaving[After]):
    """Returns where to go: ``again`` where the teacher has given more time, ``log-in`` where the session has ended."""

    CSS_PATH = "waiting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", "Results, once they are released"),
        Binding("f9", "dismiss('hand-over')", "Hand the place over to somebody else"),
        Binding("escape", "dismiss('room')", "To the waiting room"),
        Binding("question_mark,f1", "help", "Help"),
    ]

    class Changed(Message):
        """The desk has heard something."""

    def __init__(self, desk: ClassDesk, learner: str) -> None:
        super().__init__()
        self.desk, self._learner = desk, learner

    def compose(self) -> ComposeResult:
        yield TopLine()
        with Vertical(id="room"):
            yield PlainText("", id="head")
            yield PlainText("", id="said")
        yield KeyLine()

    def on_mount(self) -> None:
        self.desk.watch(self._heard)
        self.set_interval(1.0, self._show)
        self._show()

    def _heard(self) -> None:
        """Called from another thread."""
        self.post_message(self.Changed())

    def on_resize(self) -> None:
        self.call_after_refresh(self._paint_lines)

    def on_submitted_screen_changed(self, event: Changed) -> None:
        event.stop()
        self._show()

    def _show(self) -> None:
        if self.desk.delivery.logged_out:
            self.dismiss("log-in")
            return
        head, said = submitted_words(self.desk)
        self.query_one("#head", PlainText).say(*head)
        self.query_one("#said", PlainText).say(*said)
        self._paint_lines()

    def _paint_lines(self) -> None:
        self.query_one(TopLine).show(self.desk.title, self._learner)
        keys = []
        if not self.desk.attempt.finished:
            keys.append(("enter", "go on", "on"))
        elif is_released(self.desk):
            keys.append(("enter", "results", "on"))
        keys += [("f9", "hand over", "dismiss('hand-over')"), ("esc", "waiting room", "dismiss('room')")]
        self.query_one(KeyLine).show([*keys, ("f1", "help", "help")])

    def action_on(self) -> None:
        if not self.desk.attempt.finished:
            self.dismiss("again")
        elif is_released(self.desk):
            self.dismiss("results")

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.run_action(event.action)


def is_released(desk: ClassDesk) -> bool:
    """Whether anything of a handed-in attempt may be seen."""
    return any(desk.feedback(question) is not None for question in desk.attempt.items)


def submitted_words(desk: ClassDesk) -> tuple[Pieces, Pieces]:
    """What is certain, and what there is to wait for. Nothing is called handed in before its receipt is there."""
    if not desk.attempt.finished:
        return [("Your teacher has given you more time.\n", "bold")], ["enter goes on where you were."]
    answered = sum(item.answered for item in desk.attempt.items.values())
    how = "The time is over. " if desk.attempt.finished.by == "time" else ""
    given = f"{answered} of {len(desk.attempt.items)} questions answered."
    if not desk.receipt:
        waiting = desk.waiting
        what = f"{waiting} answer{'' if waiting == 1 else 's'} of yours" if waiting else "Your answers"
        if desk.delivery.by_folder:
            wait = f"{what}: saved here. {desk.delivery.trouble[:200]}" if desk.delivery.trouble else "One moment …"
            return [(f"{how}Not handed in yet\n", "bold $text-warning"), given], [wait]
        if desk.delivery.unknown:
            said = f"{desk.delivery.trouble[:1].upper()}{desk.delivery.trouble[1:]}."
            return [(f"{how}Not received\n", "bold $text-warning"), given], [f"{what}: saved here. {said}"]
        if not desk.delivery.online:
            wait = f"{what}: saved here, not received yet. No network; leave this open, it is sent by itself."
            return [(f"{how}Not received yet\n", "bold $text-warning"), given], [wait]
        sent = "Your answers are received; the receipt comes in a moment." if not waiting else f"{what}: being sent …"
        return [(f"{how}Handing in …\n", "bold"), given], [(sent, "dim")]
    if desk.delivery.by_folder:
        done: Pieces = [(f"{how}Handed in.\n", "bold $text-success"), f"{given}\nThe folder holds it: {desk.receipt}…"]
        return done, [("While there is time you can come back and change it from the waiting room.", "dim")]
    head: Pieces = [(f"{how}Received.\n", "bold $text-success"), f"Receipt {desk.receipt}\n{given}"]
    if is_released(desk):
        return head, [("Your results are there: enter shows them.", "bold")]
    return head, [("Your teacher has not released the results yet.", "dim")]
