"""A set of which no version could be shown yet: what is wrong with it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from quiz.questions.version import Version
from quiz.tui.screens.telling import Telling
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.problems import ProblemList
from quiz.tui.widgets.status import TopLine


class BrokenScreen(Telling, Screen[None]):
    """Lists the problems; posts Left."""

    CSS_PATH = "broken.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help"),
        Binding("q,escape", "leave", "Leave"),
    ]

    class Left(Message):
        """The author is done here."""

    def __init__(self, version: Version, name: str) -> None:
        super().__init__()
        self.version = version
        self._name_shown = name

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield PlainText("No question can be shown yet. This goes on by itself once the file is saved.", id="wait")
        yield ProblemList(id="problems")
        yield KeyLine()

    def on_mount(self) -> None:
        self.take(self.version)
        self.query_one(ProblemList).list.focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._paint_lines)

    def take(self, version: Version) -> None:
        self.version = version
        self.query_one(ProblemList).show(version.problems, ())

    def _paint_lines(self) -> None:
        self.query_one(TopLine).show(self._name_shown, "")
        self.query_one(KeyLine).show([("esc", "leave", "leave"), ("f1", "help", "help")])

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.run_action(event.action)
