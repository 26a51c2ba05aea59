"""Progress: what a learner is good at, how it went over time, and what falls due."""

import re
from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.worker import get_current_worker

from quiz.errors import QuizError
from quiz.questions.question_set import QuestionSet
from quiz.reports.progress import Progress, work_out
from quiz.reports.text import lines
from quiz.store.days import day_of
from quiz.store.study import Study
from quiz.tui.screens.over import Leaving
from quiz.tui.screens.scroll_keys import OF_A_PAGE
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.status import TopLine

if TYPE_CHECKING:
    from quiz.tui.app import QuizApp

NARROW = 72
"""Columns below which tables are drawn smaller; the report makes them for 80, and few fill those."""
_BAR = re.compile("█+$")
_WEEK = re.compile(r"^(?= +from \d)( +)from | {5}(?=Mon  Tue)")
"""What a week's line can do without, and as many columns of the line that names the days."""

Piece = str | tuple[str, str]


class StatsScreen(Leaving[None]):
    """The report of ``quiz stats``, to scroll through."""

    CSS_PATH = "stats.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,right_square_bracket", "part(1)", "Next part"),
        Binding("shift+tab,left_square_bracket", "part(-1)", "Previous part"),
        Binding("ctrl+r", "review", "Review what is due today"),
        Binding("ctrl+t", "app.theme", "Dark, light, high contrast"),
        Binding("enter,escape,q", "dismiss", "Library"),
        *OF_A_PAGE,
        Binding("question_mark,f1", "help", "Help"),
    ]

    help_words = ()

    app: "QuizApp"

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[str] = ["Working it out ..."]
        self._shown: list[str] = []

    def compose(self) -> ComposeResult:
        yield TopLine()
        with VerticalScroll(id="box", can_focus=False):
            yield PlainText(id="summary")
            yield PlainText(id="report")
        yield KeyLine()

    def on_mount(self) -> None:
        self._work_out(self.app.study)

    def on_resize(self) -> None:
        self._paint()

    @work(thread=True, exclusive=True)
    def _work_out(self, study: Study) -> None:
        worker = get_current_worker()
        try:
            progress: Progress | None = progress_of(study)
            found = list(lines(progress)) if progress else []
        except QuizError as error:
            progress, found = None, [f"Progress cannot be read: {error}"]
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, found, progress)

    def _take(self, found: list[str], progress: Progress | None) -> None:
        self._lines = found
        if not self.is_attached:
            return
        if progress is not None and progress.answers:
            from quiz.tui.widgets.pictures import Pictures

            self.query_one("#box").mount(Pictures(progress), after="#summary")
        self._paint()

    def _paint(self) -> None:
        shown = fitted(self._lines, self.size.width - 3)
        first = min(headings(shown), default=len(shown))
        self._shown = shown[first:]
        self.query_one("#summary", PlainText).say(*styled_pieces([line for line in shown[:first] if line]))
        self.query_one("#report", PlainText).say(*styled_pieces(self._shown))
        self.call_after_refresh(self._paint_lines)

    def _paint_lines(self) -> None:
        self.query_one(TopLine).show("Progress", self.app.learner_name)
        self.query_one(KeyLine).show(
            [("↑↓ space", "scroll", ""), ("tab", "next part", "part(1)"), ("esc", "library", "dismiss"),
             ("ctrl+r", "review", "review"), ("?", "help", "help")]
        )  # fmt: skip

    def action_scroll(self, by: int) -> None:
        self.query_one("#box", VerticalScroll).scroll_relative(y=by, animate=False, immediate=True)

    def action_part(self, by: int) -> None:
        """To the heading after or before the uppermost line in sight."""
        box = self.query_one("#box", VerticalScroll)
        top = self.query_one("#report").virtual_region.y
        every = [0, *(picture.virtual_region.y for picture in self.query("Pictures"))]
        every += [top + at for at in (0, *headings(self._shown))] if self._shown else []
        heads = [at for at in every if (at - box.scroll_offset.y) * by > 0]
        if heads:
            box.scroll_to(y=heads[0] if by > 0 else heads[-1], animate=False, immediate=True)

    def action_review(self) -> None:
        if self.is_current:  # not for a key that was typed ahead
            self.dismiss()
            self.app.start_review()

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.run_action(event.action)


def progress_of(study: Study) -> Progress:
    """What this learner's practice adds up to. Raises StoreError."""
    store, learner = study.store, study.learner
    trials, standings, cards = store.trials(learner.id), store.standings(learner.id), store.cards(learner.id)
    readings = store.readings(learner.id)
    sets = _sets(study, {one.set for one in trials.result()} | {one.set for one in standings.result()})
    return work_out(
        learner.name,
        trials.result(),
        standings.result(),
        cards.result(),
        sets,
        now=study.clock.now(),
        day_of=day_of,
        readings=readings.result(),
    )


def fitted(report: Iterable[str], width: int) -> list[str]:
    """Lines of at most width columns: in a narrow place bars are a third as long and words fewer, and what is still too
    long is wrapped."""
    found: list[str] = []
    for line in report:
        if width < NARROW:
            line = _BAR.sub(lambda bar: "█" * -(-len(bar[0]) * 3 // 10), line)
            line = _WEEK.sub(r"\1", line).removesuffix(" since last time").replace("as last time", "as before")
        indent = "    " if line.startswith(" ") else ""
        found += [line] if len(line) <= width else wrap(line, width, subsequent_indent=indent)
    return found


def headings(report: Sequence[str]) -> list[int]:
    """The numbers of the lines that begin a part: those after an empty one."""
    return [at for at in range(1, len(report)) if not report[at - 1]]


def styled_pieces(report: Sequence[str]) -> list[Piece]:
    """The lines with headings bold and bars coloured; nothing is said by either."""
    heads = {0, *headings(report)}
    pieces: list[Piece] = []
    for at, line in enumerate(report):
        bar = _BAR.search(line)
        text = line[: bar.start()] if bar else line
        pieces += [(text, "bold") if at in heads else text, (bar[0] if bar else "", "$primary"), "\n"]
    return pieces[:-1]


def _sets(study: Study, ids: set[str]) -> dict[str, QuestionSet]:
    """Those of these sets that can still be read: what a broken one asked is counted, but under no topic."""
    found = {}
    for id_ in ids & set(study.library.set_paths()):
        try:
            found[id_] = study.load(id_)
        except QuizError:
            continue
    return found
