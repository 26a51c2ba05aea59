"""What every app of ours does at its start and at its end: the terminal, the signals, the themes, and no key lost."""

import asyncio
import gc
import os
import signal
from collections.abc import Mapping, Sequence
from inspect import getfile
from types import MappingProxyType
from typing import Any, ClassVar

from rich.console import RenderableType
from textual.app import App, ScreenStackError
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.events import Event
from textual.geometry import Offset
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widget import MountError, Widget
from textual.worker import WorkerFailed

from quiz.tui.terminal.typed_ahead import TypedAhead
from quiz.tui.themes import HIGH_CONTRAST, readable

SETTLED = 1.0
"""Seconds after which what the app is made of is there."""

THEMES = ("textual-dark", "textual-light", "high-contrast")
TURNS = 20
"""Turns of the event loop in which keys that were read come to the app."""
LAST_WORDS = 1.0
"""Seconds that keys have to reach an answer before the end."""


class TerminalApp(App[int]):
    """Base of the apps. Whatever ends one, ``keep`` is called before, so that what is typed can be written down."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", priority=True),
        Binding("ctrl+c", "leave_hint", show=False, priority=True),
    ]
    LEAVING = "esc leaves, ctrl+q quits at once; everything is kept."

    text_width = 0
    """Columns of an article's text at the most, 0 for all there are."""
    own_keys: Mapping[str, str] = MappingProxyType({})
    """Keys the learner has chosen, by action."""

    def __init__(self, *, css_path: Sequence[str] | None = None) -> None:
        super().__init__(css_path=None if css_path is None else list(css_path))
        self._disable_tooltips = True  # no widget of ours has any, and each screen would make a box for them
        # Textual reads the style of all widgets anew for every widget that stands further from Widget than those
        # before it; taken in first, from further away than any, it is read once.
        where = (getfile(Widget), "Widget.DEFAULT_CSS")
        self.stylesheet.add_source(Widget.DEFAULT_CSS, where, is_default_css=True, tie_breaker=-20, scope="Widget")
        # Before any ``on_mount``: that of an app which knows what its learner wants comes before that of its base.
        self.register_theme(HIGH_CONTRAST)
        if light_terminal(os.environ.get("COLORFGBG", "")):
            self.theme = "textual-light"

    _ending: asyncio.Task[None] | None = None
    _typed_ahead: TypedAhead | None = None
    fault: Exception | None = None
    """The first exception that nothing had expected; it ended the app."""

    def get_driver_class(self) -> type[Driver]:
        """The terminal's driver: ours on POSIX systems, Textual's own elsewhere."""
        if os.name != "posix":
            return super().get_driver_class()
        from quiz.tui.terminal.driver import TerminalDriver

        return TerminalDriver

    @property
    def typed_ahead(self) -> TypedAhead:
        """The keys that wait for their turn."""
        if self._typed_ahead is None:
            self._typed_ahead = TypedAhead(self)
        return self._typed_ahead

    @property
    def busy(self) -> bool:
        """Whether what was asked for is still awaited, from a network say, and keys wait for it too."""
        return not self.screen_stack or bool(getattr(self.screen, "busy", False))

    async def on_event(self, event: Event) -> None:
        """As Textual's, but no key overtakes the one before."""
        if self.typed_ahead.is_due(event):
            await super().on_event(event)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """As Textual's, but the terminal's own cursor always comes to stand in the field that has the focus.

        Textual moves it with whatever is painted next after a field has been entered. Nothing may be, as no cursor of
        ours blinks; screen readers and input methods would then look at the field before.
        """
        at: Offset | None = getattr(screen.focused, "cursor_screen_offset", None) if screen.is_current else None
        if at is not None:
            self.cursor_position = at
        super()._display(screen, renderable)

    def run(self, **options: Any) -> int | None:
        """As Textual's, and deaf to what would end the app once it has ended.

        A lost line is told twice, by the system and by the parent. By the second time the event loop may have let go of
        the signals while the last of what was typed is still being written; the parent sees to it that this ends.
        """
        try:
            return super().run(**options)
        finally:
            if os.name == "posix":
                for number in _ends():
                    signal.signal(number, signal.SIG_IGN)

    def on_load(self) -> None:
        if os.name == "posix":
            for number in _ends():
                asyncio.get_running_loop().add_signal_handler(number, self._end_by_signal, number)

    def on_mount(self) -> None:
        if not gc.isenabled():
            self.set_timer(SETTLED, collect_again)

    def get_css_variables(self) -> dict[str, str]:
        """As Textual's, and legible in each theme and without colours."""
        variables = super().get_css_variables()
        variables |= readable(self.theme, variables, no_color=self.no_color)
        self.theme_variables = variables
        return variables

    def keep(self) -> None:
        """Write down what is typed and not yet kept; called before the end, however it comes."""

    def _end_by_signal(self, number: int) -> None:
        """A lost line, a logout, a shutdown: keep what is typed and leave the terminal as it was."""
        if self._ending is None:
            self._ending = asyncio.get_running_loop().create_task(self._end_soon(128 + number))

    async def _end_soon(self, code: int) -> None:
        for _ in range(TURNS):
            await asyncio.sleep(0)
        await self.typed_ahead.arrive(LAST_WORDS)
        self._end(code)

    def _end(self, code: int) -> None:
        try:
            self.keep()
        finally:
            self.exit(code, return_code=code)

    async def _shutdown(self) -> None:
        """As Textual's; whatever happens from here on happens at the end, also where nobody asked for it."""
        self._exit = True
        await super()._shutdown()

    def _handle_exception(self, error: Exception) -> None:
        """Keep what is typed and end; whoever runs the app reports the fault, without the locals Textual would show."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self._exit and isinstance(cause, NoMatches | MountError | ScreenStackError):
            # The end is under way, and a screen or a key lost what it was meant for before it came there. Nothing is
            # left to be shown or kept.
            return
        first, self.fault = self.fault is None, self.fault or error
        self._return_code = 1
        if self._exception is None:  # for whoever drives the app in a test
            self._exception = error
            self._exception_event.set()
        if first:
            try:
                self.keep()
            except Exception as another:  # noqa: BLE001  the first fault matters; the report names both
                error.__context__ = error.__context__ or another
        self._close_messages_no_wait()

    def notify(self, message: str, *, severity: SeverityLevel = "information", **options: Any) -> None:
        """As Textual's, but a word of no weight goes when the next one comes: several would cover what is read."""
        if all(one.severity == "information" for one in self._notifications):
            self.clear_notifications()
        super().notify(message, severity=severity, **options)

    def action_leave_hint(self) -> None:
        self.notify(self.leaving, markup=False)

    @property
    def leaving(self) -> str:
        """What ctrl+c is answered with."""
        return self.LEAVING

    async def action_quit(self) -> None:
        self._end(0)

    def action_theme(self) -> None:
        self.theme = THEMES[(THEMES.index(self.theme) + 1) % len(THEMES)] if self.theme in THEMES else THEMES[0]


def _ends() -> tuple[signal.Signals, ...]:
    """What tells a program to end; not all of it is known to Windows."""
    return signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT


def collect_again() -> None:
    """Collect garbage from now on, but pass over what is there: the app itself, which stays."""
    gc.freeze()
    gc.enable()


def light_terminal(colorfgbg: str) -> bool:
    """Whether a terminal says, as rxvt, Konsole and others do in COLORFGBG, that its background is light."""
    background = colorfgbg.rpartition(";")[2]
    return background in ("7", "15")
