"""Judging open answers, one at a time beside the article: points by the numbers of criteria, kept as they are given."""

import asyncio
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList

from quiz.errors import QuizError
from quiz.reports.judging import Judging
from quiz.text.sanitise import one_line
from quiz.tui.errands import errand
from quiz.tui.marks_kept import MarksKept
from quiz.tui.screens.class_assess_panes import AssessPanes, ReadingPane
from quiz.tui.screens.confirm import Confirm
from quiz.tui.screens.joining import sentence
from quiz.tui.widgets.key_line import KeyLine

AFTER = 0.5
"""Seconds after a key until what it changed is sent; going on to another answer sends it at once."""
AGAIN = 2.0
"""Seconds until what could not be sent is tried again."""


class AssessScreen(AssessPanes):
    """The answers of one sitting for one judge. It leaves with the app."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "tick(1)", "The answer meets this criterion, or does not: 1 to 9"),
        *(Binding(str(number), f"tick({number})", show=False) for number in range(2, 10)),
        Binding("space", "tick_here", "The same for the criterion that is marked (up and down mark one)"),
        Binding("0", "none", "It meets none: no points"),
        Binding("plus,equals_sign", "more(0.5)", "Half a point more than the criteria"),
        Binding("minus", "more(-0.5)", "Half a point less"),
        Binding("c", "comment", "A comment for the learner; enter ends it"),
        Binding("enter", "waiting", "On to the next answer that is not judged"),
        Binding("n,right", "go(1)", "Next answer"),
        Binding("p,left", "go(-1)", "Previous answer"),
        Binding("g", "list", "List of the answers"),
        Binding("a", "agreement", "How far two judges agree, and where they do not"),
        Binding("tab,shift+tab", "swap", "Article / answer", priority=True),
        Binding("left_square_bracket", "article(-1)", "Previous article"),
        Binding("right_square_bracket", "article(1)", "Next article"),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("question_mark,f1", "help", "Help"),
        Binding("q,escape", "leave", "Leave; every mark is kept"),
    ]

    def __init__(self, title: str, judging: Judging, kept: MarksKept, *, working: int = 0) -> None:
        super().__init__(title, judging, kept, working=working)
        self._timer: asyncio.TimerHandle | None = None

    # Judging

    def _change(self, changed: bool) -> None:
        if changed and self.judging.given is not None:
            self.kept.take(self.judging.key, self.judging.given)
            self._send_in(AFTER)
        self._told = ""
        self._paint()

    def action_tick(self, criterion: int) -> None:
        self._change(self.judging.tick(criterion))

    def action_tick_here(self) -> None:
        if self._criteria.highlighted is not None:
            self.action_tick(self._criteria.highlighted + 1)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_tick(event.option_index + 1)

    def action_none(self) -> None:
        self._change(self.judging.none())

    def action_more(self, points: float) -> None:
        self._change(self.judging.more(points))

    def action_comment(self) -> None:
        if self.judging.given is None:
            self._tell("Give points first; a comment goes with them.")
            return
        self.remove_class("reading")
        self._comment.add_class("some")
        self._comment.focus()
        self._paint_lines()
        self.call_after_refresh(self._comment.scroll_visible, animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._change(self.judging.say(one_line(event.value)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_comment_done()

    def action_comment_done(self) -> None:
        self.set_focus(self._criteria)
        self._send_now()
        self.call_after_refresh(self._paint)

    # Keeping

    def _send_in(self, seconds: float) -> None:
        """The event loop calls by itself: a timer of Textual's would queue behind the keys that wait."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._send_now)

    def _send_now(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if len(self.kept) and self.is_attached:
            self.run_worker(self.send())

    async def send(self) -> bool:
        """Send what waits; whether everything is kept."""
        try:
            await errand(self.kept.send)
            self._why = ""
        except QuizError as error:
            self._why = sentence(error, "class: ")
            self._send_in(AGAIN)
        self._paint_lines()
        return not len(self.kept)

    def keep(self) -> None:
        """Before the end, however it comes. Raises QuizError where something could not be kept."""
        self.kept.send()

    # Moving

    def action_go(self, by: int) -> None:
        self._send_now()
        if self.judging.move(by):
            self._open()
        else:
            self._tell("This is the last answer." if by > 0 else "This is the first answer.")

    def action_waiting(self) -> None:
        self._send_now()
        if self.judging.next_waiting():
            self._open()
        else:
            self._tell("Every answer is judged. a agreement, q leave.")

    def _go_to(self, at: int | None) -> None:
        if at is not None:
            self._send_now()
            self.judging.at = at
            self._open()

    def action_list(self) -> None:
        from quiz.tui.screens.class_assess_lists import AnswerList

        self.app.push_screen(AnswerList(self.judging, self.size.width), self._go_to)

    def action_agreement(self) -> None:
        from quiz.tui.screens.class_assess_lists import Agreeing

        if self.judging.blind and self.judging.waiting:
            self._tell("Blind: it shows once you have judged every answer.")
            return
        self.app.push_screen(Agreeing(self.judging, self.size.width), self._go_to)

    def action_swap(self) -> None:
        to_article = not (self.has_class("reading") if self.has_class("narrow") else self._article.has_focus)
        self.set_class(to_article, "reading")
        self.set_focus(self._article if to_article else self._criteria)
        self._paint_lines()

    def action_article(self, by: int) -> None:
        self._article.turn(by)

    def action_scroll(self, by: int) -> None:
        self.query_one(ReadingPane).scroll_relative(y=by, animate=False)

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)

    async def action_leave(self) -> None:
        if self._comment.has_focus:
            self.action_comment_done()
            return
        if await self.send():
            self.app.exit(0)
            return

        def leave(yes: bool | None) -> None:
            if yes:
                self.app.exit(0)

        many = len(self.kept)
        lost = f"{many} {'mark is' if many == 1 else 'marks are'} not saved: {self._why} Leave without?"
        self.app.push_screen(Confirm(lost, "Leave", "Stay"), leave)

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.run_action(event.action)
