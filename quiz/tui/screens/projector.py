"""The projector's view: how to join while nobody works, then how far all are. No name of anybody."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from quiz.classroom.teacher import Sittings, Watch
from quiz.tui.screens.class_watch_words import Pieces, span
from quiz.tui.screens.follow import count_lines
from quiz.tui.screens.over import Leaving
from quiz.tui.widgets.bars import bar
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.status import TopLine

if TYPE_CHECKING:
    from quiz.tui.screens.class_watch import WatchScreen

_SQUARES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
QUIET = 2
"""Modules of margin around a QR code. The standard asks for four; phones do with two, and a row counts here."""


class ProjectorScreen(Leaving[None]):
    """Shows what the teacher's screen hears. Steps of follow mode work here too."""

    CSS_PATH = "projector.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "step('next')", "Follow mode: the next question"),
        Binding("s", "step('counts')", "Follow mode: show how all have answered"),
        Binding("e", "step('reveal')", "Follow mode: reveal the answer and why"),
        Binding("v,q,escape", "dismiss(None)", "Back to the teacher's screen"),
        Binding("question_mark,f1", "help", "Help"),
    ]

    help_words = ()

    def __init__(self, teacher: "WatchScreen") -> None:
        super().__init__()
        self._teacher = teacher

    def compose(self) -> ComposeResult:
        yield TopLine()
        with VerticalScroll(id="middle", can_focus=False):
            yield PlainText("", id="big")
            yield PlainText("", id="code")

    def on_mount(self) -> None:
        self._teacher.tell(self._paint)
        self._paint()

    def on_unmount(self) -> None:
        self._teacher.tell(None)

    def on_resize(self) -> None:
        self.call_after_refresh(self._paint)

    def action_step(self, to: str) -> None:
        self._teacher.action_step(to)

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)

    def _paint(self) -> None:
        watch, sittings = self._teacher.watch_state, self._teacher.sittings
        if watch is None or sittings is None or self not in self.app.screen_stack:  # it is being taken down
            return
        self.query_one(TopLine).show(sittings.title, f"{watch.sitting.title}   ? help")
        begun = any(seat.standing in ("working", "finished") for seat in watch.seats)
        self.query_one("#code").display = not begun
        if begun or watch.sitting.state == "closed":
            self.query_one("#big", PlainText).say(*progress(watch, self.size.width))
            return
        waiting = sum(seat.standing != "absent" for seat in watch.seats)
        rows = code_rows(sittings.join[-1]) if sittings.join else []
        # The code is worth more than the words around the line; where neither fits with it, the line stands alone.
        room = self.size.height - len(rows) - len(sittings.join) - 4
        fits = bool(rows) and room >= 3 and len(rows[0]) <= self.size.width - 4
        short = fits and room < 9
        self.query_one("#big", PlainText).say(*how_to_join(sittings, waiting, len(watch.seats), short=short))
        self.query_one("#code", PlainText).say(("\n".join(rows if fits else []), "black on white"))
        self.query_one("#code").display = fits


def how_to_join(sittings: Sittings, waiting: int, everybody: int, *, short: bool = False) -> Pieces:
    """What to type: every line of it alone on its row. short: without the words around it."""
    if short:
        lines = "\n".join(f"quiz join {line}" for line in sittings.join)
        return [(f"{lines}\n\n", "bold"), f"{waiting} of {everybody} are in"]
    pieces: Pieces = [("On your computer type\n\n", "dim"), ("quiz join\n\n", "bold"), ("and then\n\n", "dim")]
    pieces += [(f"{line}\n", "bold") for line in sittings.join]
    return [*pieces, (f"\n{waiting} of {everybody} are in", "")]


def progress(watch: Watch, width: int) -> Pieces:
    """How far all are together: bars, time, and in follow mode the question with its answers."""
    follow = watch.follow
    wide = max(20, min(width - 30, 60))
    if follow is not None:
        if follow.view is None:
            return [("The first question comes in a moment.", "bold")]
        pieces: Pieces = [
            (f"{follow.here} of {watch.sitting.questions}\n\n", "dim"),
            (f"{follow.view.prompt}\n\n", "bold"),
            f"{bar(follow.answered / max(follow.learners, 1), wide)}",
            f"  {follow.answered} of {follow.learners} answered\n",
        ]
        if follow.phase != "asking":
            pieces += [f"\n{line}" for line in count_lines(follow.counts, follow.learners, width)]
        if follow.phase == "revealed":
            pieces += [("\n\nAnswer: ", "dim"), (follow.key, "bold")]
        return pieces
    seats = [seat for seat in watch.seats if seat.standing in ("working", "finished")]
    asked = sum(seat.questions for seat in seats)
    answered = sum(seat.answered for seat in seats)
    done = sum(seat.standing == "finished" for seat in seats)
    pieces = []
    if watch.sitting.state in ("paused", "closed"):
        pieces.append(({"paused": "PAUSED\n\n", "closed": "Closed\n\n"}[watch.sitting.state], "bold"))
    left = [seat.left for seat in seats if seat.left is not None and seat.standing == "working"]
    if left:
        low, high = span(min(left)), span(max(left))
        pieces.append((f"{low if low == high else f'{low} to {high}'} left\n\n", "bold"))
    pieces += [
        f"{bar(answered / max(asked, 1), wide)}  {answered} of {asked} answers\n\n",
        f"{bar(done / max(len(seats), 1), wide)}  {done} of {len(seats)} finished",
    ]
    return pieces


def code_rows(text: str) -> list[str]:
    """A QR code (ISO 18004, by segno) in half blocks, two modules to a row; none where the part is not installed."""
    try:
        import segno
    except ImportError:
        return []
    lines = [[bool(module) for module in row] for row in segno.make_qr(text, error="l").matrix_iter(border=QUIET)]
    if len(lines) % 2:
        lines.append([False] * len(lines[0]))
    return [
        "".join(_SQUARES[(above, below)] for above, below in zip(*lines[at : at + 2], strict=True))
        for at in range(0, len(lines), 2)
    ]
