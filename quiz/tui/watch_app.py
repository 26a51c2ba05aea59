"""``quiz class watch``: the teacher's app over the control socket. It may be left at any time: the server goes on."""

from pathlib import Path
from typing import Any

from textual.screen import Screen

from quiz.classroom.control import Control
from quiz.classroom.teacher import Sittings
from quiz.errors import InputError
from quiz.tui.screens.class_watch import WatchScreen
from quiz.tui.terminal_app import TerminalApp


class WatchApp(TerminalApp):
    LEAVING = "q leaves; the class goes on."

    def __init__(self, folder: Path, sitting: str, *, projector: bool = False) -> None:
        """folder: the class's. sitting: id or name, "" for the latest. projector: begin with the view without names.

        Raises QuizError where no server is running, or there is no sitting.
        """
        super().__init__(css_path=["app.tcss", "screens/class_watch.tcss"])
        self._control, self._sitting, self._projector = Control(folder), sitting, projector
        if not sitting:
            self._sitting = latest(self._control)

    def get_default_screen(self) -> Screen[Any]:
        return WatchScreen(self._control, self._sitting)

    def on_mount(self) -> None:
        if self._projector and isinstance(self.screen, WatchScreen):
            self.screen.action_projector()


def latest(control: Control) -> str:
    """The sitting to watch where none is named: the latest that is not closed, or the latest. Raises QuizError."""
    known = control.get("sittings", Sittings).sittings
    if not known:
        raise InputError("class watch: no sitting yet; 'quiz class open SITTING --set SET' makes one")
    return next((one.id for one in known if one.state != "closed"), known[0].id)


def run_watch(folder: Path, sitting: str, *, projector: bool = False) -> int:
    """Run until it is left; its exit code. Raises what ended it."""
    app = WatchApp(folder, sitting, projector=projector)
    app.run()
    if app.fault is not None:
        raise app.fault
    return app.return_value or 0
