"""The teacher's live screen: who is in, where they are, and what a teacher can do about it."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from quiz.classroom.control import Control, NoServer
from quiz.classroom.teacher import GiveTime, Let, Person, Sittings, Step, Touch, Watch
from quiz.classroom.wire import Done, Message
from quiz.errors import QuizError
from quiz.tui.errands import errand
from quiz.tui.screens.class_watch_panes import WatchPanes
from quiz.tui.screens.class_watch_words import ALIVE, DONE, LOCKED, LOST, NOT_IN, WAITING
from quiz.tui.screens.confirm import Confirm
from quiz.tui.screens.joining import sentence
from quiz.tui.widgets.key_line import KeyLine

EVERY = 1.0
"""Seconds between two looks at the class."""


class WatchScreen(WatchPanes):
    """One sitting. What is done goes to the server at once, and the next look shows what came of it."""

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
        self._looking = False
        self._told: Callable[[], None] | None = None

    def on_mount(self) -> None:
        self.query_one("#seats").focus()
        self.set_interval(EVERY, self.look)
        self.look()

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
