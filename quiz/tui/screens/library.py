"""The library: every set, what it is about, how it went last time, and whether it waits to be finished."""

import time
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.screen import Screen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from quiz.attempts.standing import Standing
from quiz.errors import QuizError
from quiz.questions.scoring import number
from quiz.store.shelf import Entry, Shelf
from quiz.text.sanitise import sanitise
from quiz.tui.screens.telling import Telling
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.one_line import cut
from quiz.tui.widgets.plain_text import PlainText, plain
from quiz.tui.widgets.status import TopLine

if TYPE_CHECKING:
    from quiz.attempts.review import Due
    from quiz.store.study import Study
    from quiz.tui.app import QuizApp


ROOMY = 80
"""Columns from which a set's scores have room beside its title."""
FILL_EVERY = 1.0
"""Seconds between paintings of what was read meanwhile; painting a thousand sets takes a sixth of one."""


class LibraryScreen(Telling, Screen[None]):
    """What is due today, then the sets: search as you type, Enter opens one."""

    CSS_PATH = "library.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False, priority=True),
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("pageup", "move(-8)", show=False, priority=True),
        Binding("pagedown", "move(8)", show=False, priority=True),
        Binding("enter", "open", "Open the set", priority=True),
        Binding("ctrl+r", "review", "Review what is due today"),
        Binding("ctrl+g", "again", "Ask again: what went wrong, a topic ..."),
        Binding("ctrl+s", "progress", "Progress"),
        Binding("ctrl+l", "app.learners", "Another learner"),
        Binding("ctrl+o", "app.settings", "Settings"),
        Binding("ctrl+t", "app.theme", "Dark, light, high contrast"),
        Binding("f1", "help", "Help"),
        Binding("escape", "back", "Clear the search, or quit"),
    ]

    help_words = (
        "Letters go into the search.",
        "↺ begun and not finished: enter goes on with it.",
        "✗ a set that cannot be played, and why.",
    )

    app: "QuizApp"

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self.shelf = shelf
        self._entries: list[Entry] = []
        self._shown: list[Entry] = []
        self._standings: dict[str, list[Standing]] = {}
        self._width = 0
        self._left = False
        self._placed = False

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield PlainText("", id="review")
        search = Input(placeholder="Type to search", id="search")
        search.set_reactive(Input.cursor_blink, False)
        yield search
        yield OptionList(id="sets", markup=False)
        yield PlainText("", id="none")
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#sets", OptionList).can_focus = False
        self.reload()

    def on_screen_suspend(self) -> None:
        self._left = True

    def on_screen_resume(self) -> None:
        if self._left:
            self.reload()

    def on_resize(self) -> None:
        if self.size.width != self._width:
            self.call_after_refresh(self._paint)

    def reload(self) -> None:
        """Read again what there is and how the learner stands; sets that changed are read in the background."""
        if not self.app.is_open:
            return
        self._standings = {}
        standings = self.app.study.standings()
        for standing in standings:
            self._standings.setdefault(standing.set, []).append(standing)
        self._entries = self.shelf.entries()
        self._paint()
        if not self._placed:
            self._placed = True
            self._go_where_one_was(standings)
        self.call_after_refresh(self._count_due, self.app.study)
        if not all(entry.fresh for entry in self._entries):
            self._read_changed()

    def _go_where_one_was(self, standings: list[Standing]) -> None:
        """The cursor to the set of the attempt that was worked on last of those that wait to be finished."""
        places = {entry.id: at for at, entry in enumerate(self._shown)}
        waiting = next((one.set for one in standings if not one.finished and one.set in places), None)
        if waiting is not None:
            self.query_one("#sets", OptionList).highlighted = places[waiting]

    @work(thread=True, exclusive=True)
    def _read_changed(self) -> None:
        worker = get_current_worker()
        waiting = self._entries
        entries = list(waiting)
        at = {entry.path: number for number, entry in enumerate(entries)}
        shown = time.monotonic()
        for entry in self.shelf.read(waiting):
            entries[at[entry.path]] = entry
            if worker.is_cancelled:
                return
            if time.monotonic() - shown > FILL_EVERY:
                self.app.call_from_thread(self._take, list(entries))
                shown = time.monotonic()
        self.app.call_from_thread(self._take, entries)

    @work(thread=True, exclusive=True, group="due")
    def _count_due(self, study: "Study") -> None:
        """Once there is something to look at: ten years of answers take a moment."""
        from quiz.store.reviewing import due, local_day

        worker = get_current_worker()
        now = study.clock.now()
        try:
            today = due(study, now)
            tomorrow = 0 if today.due else due(study, local_day(now).end).due
            words = due_words(today, tomorrow)
        except QuizError as error:
            words = f"Review: not known ({error})"
        if not worker.is_cancelled:
            self.app.call_from_thread(self._say_due, words)

    def blank(self) -> None:
        """Show nothing of the present learner's any more; ``reload`` shows what is of the next one's."""
        self._entries, self._standings, self._left, self._placed = [], {}, True, False
        self.workers.cancel_node(self)
        self.query_one(Input).value = ""
        self.query_one("#review", PlainText).say("")
        self.query_one("#sets", OptionList).clear_options()
        self.query_one(TopLine).show("closeread", "")

    def _say_due(self, words: str) -> None:
        if self.is_attached:
            self.query_one("#review", PlainText).say(words, ("   ctrl+r", "bold"))

    @on(Click, "#review")
    def action_review(self) -> None:
        if self.is_current:  # not for a key that was typed ahead
            self.app.start_review()

    def action_again(self) -> None:
        if self.is_current:
            from quiz.tui.screens.again import ask_what

            ask_what(self.app, self.app.start_review)

    def action_progress(self) -> None:
        if self.is_current:
            self.app.show_progress()

    def _take(self, entries: list[Entry]) -> None:
        self._entries = entries
        self._paint()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._paint()

    def _paint(self) -> None:
        if not self.is_attached:
            return
        self._width = self.size.width
        sets = self.query_one("#sets", OptionList)
        kept = sets.highlighted or 0
        words = self.query_one(Input).value.casefold().split()
        self._shown = [entry for entry in self._entries if all(word in _haystack(entry) for word in words)]
        sets.clear_options()
        sets.add_options([Option(self._line(entry)) for entry in self._shown])
        sets.highlighted = min(kept, len(self._shown) - 1) if self._shown else None
        none = self.query_one("#none", PlainText)
        none.say("Nothing matches; esc clears the search." if words else "No question sets here: see 'quiz --help'.")
        none.display = not self._shown
        sets.display = bool(self._shown)  # what there is to say instead stands where the sets would
        self.query_one(TopLine).show("closeread", self.app.learner_name)
        self.query_one(KeyLine).show(
            [("↑↓", "choose", ""), ("enter", "open", "open"), ("ctrl+g", "again", "again"),
             ("ctrl+s", "progress", "progress"), ("esc", "quit", "back"), ("ctrl+l", "learner", "app.learners"),
             ("ctrl+t", "theme", "app.theme"), ("f1", "help", "help")]
        )  # fmt: skip

    def _line(self, entry: Entry) -> Content:
        width = max(self.size.width - 6, 40)
        standings = self._standings.get(entry.id, [])
        scores = [one for one in standings if one.finished and not one.part]
        # One that was only looked at is none to go on with.
        waiting = next((one for one in standings if not one.finished and one.answered), None)
        right = ""
        if scores:
            best = max(one.earned for one in scores)
            points = entry.points if entry.fresh else scores[0].total
            right = f"last {number(scores[0].earned)}  best {number(best)} of {number(points)}"
        below = ""
        if self.size.width < ROOMY:  # the title comes first, and what it is about last
            below, right = right.replace("  ", ", "), ""
            below = below if waiting is None else below.rpartition(", ")[2]
        title = cut(sanitise(entry.title), width - len(right) - 2)
        head = Content.assemble((title, "bold"), " " * max(1, width - cell_len(title) - len(right)), right)
        if entry.problem:
            second = Content.assemble(
                ("✗ ", "$text-error"), sanitise(f"cannot be played: {entry.problem}")[: width - 2]
            )
        elif not entry.fresh:
            second = plain("reading ...")
        else:
            many = "question" if entry.questions == 1 else "questions"
            about = f"{entry.questions} {many} · {below or sanitise('; '.join(entry.titles))}"
            mark = f"↺ {waiting.answered} of {waiting.questions} answered" if waiting else ""
            about = cut(about, width - len(mark) - 2)
            gap = " " * max(1, width - cell_len(about) - len(mark))
            second = Content.assemble(about, gap, mark)
        return Content("\n").join([head, second])

    def action_move(self, by: int) -> None:
        sets = self.query_one("#sets", OptionList)
        if self._shown:
            sets.highlighted = max(0, min((sets.highlighted or 0) + by, len(self._shown) - 1))

    def action_open(self) -> None:
        at = self.query_one("#sets", OptionList).highlighted
        if at is not None and at < len(self._shown):
            self.app.open_set(self._shown[at].path)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.app.open_set(self._shown[event.option_index].path)

    def action_back(self) -> None:
        search = self.query_one(Input)
        if search.value:
            search.value = ""
        else:
            self.app.exit()

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.run_action(event.action)


def due_words(today: "Due", tomorrow: int) -> str:
    """The line about reviews. tomorrow: questions due by then, which matters where nothing is due today."""
    if today.waiting:
        return f"Review: go on, {_questions(today.left)} left ({today.due} due today)"
    if today.due and not today.now:
        return f"Review: {today.reviewed} done today, {today.due} more can wait"
    if today.now < today.due:
        return f"Review: {today.due} due today, {today.now} at a time"
    if today.due:
        return f"Review: {today.due} due today"
    return f"Review: nothing due, {tomorrow} tomorrow" if tomorrow else "Review: nothing due today or tomorrow"


def _questions(number: int) -> str:
    return f"{number} question{'' if number == 1 else 's'}"


def _haystack(entry: Entry) -> str:
    return f"{entry.id} {entry.title} {' '.join(entry.articles)}".casefold()
