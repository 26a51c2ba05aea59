"""``quiz class report`` in a terminal: one sitting, looked at."""

from collections.abc import Callable
from typing import Any

import msgspec
from textual.screen import Screen

from quiz.classroom.server.direct import Office
from quiz.classroom.server.exam import Pinned, unpin
from quiz.classroom.teacher import Papers
from quiz.reports.whole import Whole, whole
from quiz.tui.rulings import Rulings
from quiz.tui.screens.class_report import ReportScreen
from quiz.tui.terminal_app import TerminalApp


class ReportApp(TerminalApp):
    LEAVING = "q leaves."

    def __init__(self, load: Callable[[], Whole], rulings: Rulings | None = None) -> None:
        super().__init__(css_path=["app.tcss", "screens/class_report.tcss"])
        self._report = ReportScreen(load, alone=True, rulings=rulings)

    def get_default_screen(self) -> Screen[Any]:
        return self._report


def loader(office: Callable[[], Office], sitting: str) -> Callable[[], Whole]:
    """What works out the report on a sitting (its id or name), as it is at each call. Raises QuizError then."""

    def load() -> Whole:
        found = office().get("papers", Papers, sitting=sitting)
        asked = unpin(msgspec.json.decode(found.pinned, type=Pinned))
        return whole(f"{found.sitting.name}: {asked.title}", asked, found.papers, [_short(one) for one in found.states])

    return load


def _short(state: str) -> str:
    """What of a state is to be known first, where there is little room."""
    return state.rpartition(", ")[2]


def run_report(office: Callable[[], Office], sitting: str) -> int:
    """Run until it is left; its exit code. Raises what ended it."""
    app = ReportApp(loader(office, sitting), Rulings(office, sitting))
    app.run()
    if app.fault is not None:
        raise app.fault
    return app.return_value or 0
