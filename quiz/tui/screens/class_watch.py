"""The teacher's live screen: who is in, where they are, and what a teacher can do about it."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from quiz.classroom.control import Control, NoServer
from quiz.classroom.teacher import GiveTime, Let, Person, Seat, Sittings, Step, Touch, Watch
from quiz.classroom.wire import Done, Message
from quiz.errors import QuizError
from quiz.tui.errands import errand
from quiz.tui.screens.asking_words import Keys
from quiz.tui.screens.class_watch_words import (
    ALIVE,
    DONE,
    LOCKED,
    LOST,
    NOT_IN,
    WAITING,
    Pieces,
    hardest_lines,
    head_line,
    seat_lines,
    seats_in_order,
    state_words,
)
from quiz.tui.screens.confirm import Confirm
from quiz.tui.screens.follow import count_lines
from quiz.tui.screens.joining import sentence
from quiz.tui.screens.over import Leaving
from quiz.tui.widgets.key_line import KeyLine
from quiz.tui.widgets.plain_text import PlainText, plain
from quiz.tui.widgets.status import TopLine

EVERY = 1.0
"""Seconds between two looks at the class."""


class WatchScreen(Leaving[None]):
    """One sitting. What is done goes to the server at once, and the next look shows what came of it."""

    CSS_PATH = "class_watch.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "time(True)", "Give this learner time"),
        Binding("T", "time(False)", "Give everybody time"),
        Binding("p", "pause", "Pause, or go on"),
        Binding("u", "unlock", "Let this learner try the PIN again at once"),
        Binding("r", "release", "Release results, or withdraw them"),
        Binding("c", "close", "Close, or open again"),
        Binding("n", "step('next')", "Follow mode: the next question"),
        Binding("b", "step('back')", "Follow mode: back to the last question"),
        Binding("s", "step('counts')", "Follow mode: show how all have answered"),
        Binding("e", "step('reveal')", "Follow mode: reveal the answer and why"),
        Binding("a", "report", "What the answers say: marks, questions, what was misread"),
        Binding("v", "projector", "View for the projector, without names"),
        Binding("q,escape", "leave", "Leave; the class goes on"),
        Binding("question_mark,f1", "help", "Help"),
    ]

    help_words = (
        f"{ALIVE} at work     {LOST} out of reach  {WAITING} in, not begun",
        f"{DONE} finished    {NOT_IN} not in",
        f"{LOCKED} PIN held up after wrong ones: u",
        "1 typed: in the field, and not given as an answer",
    )

    def __init__(self, control: Control, sitting: str) -> None:
        """sitting: its id or name."""
        super().__init__()
        self._control, self._sitting = control, sitting
        self.watch_state: Watch | None = None
        self.sittings: Sittings | None = None
        self._seats: list[Seat] = []
        self._looking = False
        self._lost = ""
        self._told: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield PlainText("", id="head")
        with Vertical(id="follow"):
            yield PlainText("", id="asked")
        with Vertical(id="board"):
            yield OptionList(id="seats", markup=False)
            yield PlainText("", id="hardest")
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#seats").focus()
        self.set_interval(EVERY, self.look)
        self.look()

    def on_resize(self) -> None:
        self.call_after_refresh(self.paint)

    def tell(self, changed: Callable[[], None] | None) -> None:
        """Call this after every look: another screen shows the same."""
        self._told = changed

    # Looking

    def look(self) -> None:
        if not self._looking:
            self.run_worker(self._look())

    async def _look(self) -> None:
        self._looking = True
        try:
            if self.sittings is None:
                self.sittings = await errand(lambda: self._control.get("sittings", Sittings))
            self.watch_state = await errand(lambda: self._control.get("watch", Watch, sitting=self._sitting))
            self._lost = ""
        except NoServer:
            self._lost = "The class's server does not answer. 'quiz class open' starts it again; nothing is lost."
        except QuizError as error:
            self._lost = sentence(error, "class: ")
        finally:
            self._looking = False
        self.paint()
        if self._told is not None:
            self._told()

    def paint(self) -> None:
        if not self.is_attached:
            return
        watch, width = self.watch_state, self.size.width
        head = self.query_one("#head", PlainText)
        if watch is None:
            self.query_one(TopLine).show("The class", "")
            head.say((self._lost or "Looking …", "bold $text-warning" if self._lost else "dim"))
        else:
            title = self.sittings.title if self.sittings else ""
            name = watch.sitting.name or watch.sitting.title
            self.query_one(TopLine).show(f"{title}: {name}", state_words(watch.sitting, watch.now))
            pieces: Pieces = [(head_line(watch, width - 2), "bold")]
            if self._lost:
                pieces.append((f"\n{self._lost}", "bold $text-warning"))
            elif self.sittings and watch.sitting.state != "closed":  # whoever comes late needs it too
                pieces += [("\nJoin line: ", "dim"), "   ".join(self.sittings.join)]
            head.say(*pieces)
            self._paint_seats(watch, width)
            self._paint_follow(watch, width)
            lines = hardest_lines(watch, width - 4)
            said: Pieces = [("Hardest so far, by points earned\n", "bold"), "\n".join(lines)] if lines else []
            self.query_one("#hardest", PlainText).say(*said)
            self.query_one("#hardest").display = bool(lines)
            self.call_after_refresh(self._fit, len(lines) + 2 if lines else 0)
        self.query_one(KeyLine).show(self._keys())

    def _fit(self, under: int) -> None:
        """As many learners as leave room for so many rows under them."""
        if self.is_attached:
            self.query_one("#seats").styles.max_height = max(1, self.query_one("#board").size.height - under)

    def _paint_seats(self, watch: Watch, width: int) -> None:
        menu = self.query_one("#seats", OptionList)
        here = self.seat
        self._seats = seats_in_order(watch)
        follow = watch.sitting.mode == "follow"
        lines = seat_lines(self._seats, width - 4, follow=follow)
        if menu.option_count != len(lines):
            menu.clear_options()
            menu.add_options([Option(plain(line)) for line in lines])
        else:
            for at, line in enumerate(lines):
                if str(menu.get_option_at_index(at).prompt) != line:
                    menu.replace_option_prompt_at_index(at, plain(line))
        if here is not None:  # the learner stays chosen, wherever the line has gone
            at = next((at for at, seat in enumerate(self._seats) if seat.learner == here.learner), 0)
            if menu.highlighted != at:
                menu.highlighted = at
        elif self._seats:
            menu.highlighted = 0

    def _paint_follow(self, watch: Watch, width: int) -> None:
        follow = watch.follow
        self.query_one("#follow").display = follow is not None
        if follow is None:
            return
        pieces: Pieces
        if follow.view is None:
            pieces = [("n shows the first question to all.", "bold")]
        else:
            phase = {"asking": "", "counts": ", counts shown", "revealed": ", revealed"}[follow.phase]
            pieces = [
                (f"{follow.here} of {watch.sitting.questions}{phase}: ", "bold"),
                follow.view.prompt,
                (f"\nAnswer: {follow.key}", "dim"),
                f"\n{follow.answered} of {follow.learners} have answered",
                *(f"\n{line}" for line in count_lines(follow.counts, follow.learners, width - 4)),
            ]
        self.query_one("#asked", PlainText).say(*pieces)

    def _keys(self) -> Keys:
        watch = self.watch_state
        last: Keys = [
            ("a", "answers", "report"),
            ("v", "projector", "projector"),
            ("q", "leave", "leave"),
            ("?", "help", "help"),
        ]
        if watch is None:
            return last[2:]
        keys: Keys = []
        if watch.follow is not None:
            keys += [
                ("n", "next", "step('next')"),
                ("s", "counts", "step('counts')"),
                ("e", "reveal", "step('reveal')"),
            ]
        if self.seat is not None and self.seat.locked:
            keys.append(("u", "unlock PIN", "unlock"))
        if watch.sitting.state == "closed":
            keys += [("r", "release", "release"), ("c", "open again", "close")]
        else:
            paused = watch.sitting.state == "paused"
            keys += [("t", "time", "time(True)"), ("T", "all", "time(False)")]
            keys += [
                ("p", "go on" if paused else "pause", "pause"),
                ("c", "close", "close"),
                ("r", "release", "release"),
            ]
        return [*keys, *last]

    @property
    def seat(self) -> Seat | None:
        """The learner who is chosen."""
        at = self.query_one("#seats", OptionList).highlighted
        return self._seats[at] if at is not None and at < len(self._seats) else None

    # Doing

    def _do(self, path: str, body: Message, said: str) -> None:
        self.run_worker(self._done(path, body, said))

    async def _done(self, path: str, body: Message, said: str) -> None:
        try:
            await errand(lambda: self._control.post(path, body, Done))
        except QuizError as error:
            self.notify(sentence(error, "class: "), severity="error", timeout=8, markup=False)
        else:
            self.notify(said, markup=False)
        self.look()

    @property
    def _named(self) -> str:
        return self.watch_state.sitting.id if self.watch_state else self._sitting

    def action_time(self, one: bool) -> None:
        from quiz.tui.screens.class_choices import Minutes

        seat = self.seat if one else None
        if self.watch_state is None or (one and seat is None):
            return
        who = seat.name if seat else "everybody"
        learner = seat.learner if seat else ""

        def given(minutes: float | None) -> None:
            if minutes:
                self._do(
                    "time",
                    GiveTime(self._named, minutes, learner),
                    f"{minutes:+g} minute{'' if abs(minutes) == 1 else 's'} for {who}.",
                )

        self.app.push_screen(Minutes(who), given)

    def action_pause(self) -> None:
        if self.watch_state is None:
            return
        if self.watch_state.sitting.state == "paused":
            self._do("resume", Touch(self._named), "It goes on; nobody has lost time.")
        else:
            self._do("pause", Touch(self._named), "Paused for everybody; time stands still.")

    def action_unlock(self) -> None:
        if self.seat is not None:
            self._do("unlock", Person(self.seat.learner), f"{self.seat.name} can try again at once.")

    def action_close(self) -> None:
        if self.watch_state is None:
            return
        if self.watch_state.sitting.state == "closed":
            self._do("reopen", Touch(self._named), "Open again.")
            return
        working = sum(seat.standing == "working" for seat in self.watch_state.seats)

        def close(yes: bool | None) -> None:
            if yes:
                self._do("close", Touch(self._named), "Closed; everything given is kept.")

        still = f" {working} {'is' if working == 1 else 'are'} still at work." if working else ""
        self.app.push_screen(Confirm(f"Close for everybody?{still} What they gave is kept.", "Close", "Not yet"), close)

    def action_release(self) -> None:
        from quiz.tui.screens.class_choices import Releasing

        if self.watch_state is None:
            return
        seat = self.seat

        def chosen(what: tuple[str, str] | None) -> None:
            if what is not None:
                release, learner = what
                words = {"never": "Nothing is shown any more", "marks": "Marks are shown", "all": "Results are shown"}
                who = f" to {seat.name}" if learner and seat else ""
                self._do("release", Let(self._named, release, learner), f"{words[release]}{who}.")  # type: ignore[arg-type]

        self.app.push_screen(Releasing(seat), chosen)

    def action_step(self, to: str) -> None:
        if self.watch_state is not None and self.watch_state.follow is not None:
            self.run_worker(self._step(to))

    async def _step(self, to: str) -> None:
        try:
            await errand(lambda: self._control.post("follow", Step(self._named, to), Done))  # type: ignore[arg-type]
        except QuizError as error:
            self.notify(sentence(error, "class: "), severity="warning", markup=False)
        self.look()

    def action_projector(self) -> None:
        from quiz.tui.screens.projector import ProjectorScreen

        self.app.push_screen(ProjectorScreen(self))

    def action_report(self) -> None:
        from quiz.tui.report_app import loader
        from quiz.tui.rulings import Rulings
        from quiz.tui.screens.class_report import ReportScreen

        def here() -> Control:
            return self._control

        rulings = Rulings(here, self._named)
        self.app.push_screen(ReportScreen(loader(here, self._named), alone=False, rulings=rulings))

    def action_leave(self) -> None:
        self.app.exit(0)

    def action_help(self) -> None:
        from quiz.tui.screens.help import show_help

        show_help(self)

    async def on_key_line_wanted(self, event: KeyLine.Wanted) -> None:
        event.stop()
        await self.run_action(event.action)
