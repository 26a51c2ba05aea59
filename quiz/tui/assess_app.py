"""``quiz class assess`` in a terminal: one judge, the open answers of one sitting. What is given is kept at once."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec
from textual.screen import Screen

from quiz.classroom.server.assessing import MOST_NAME
from quiz.classroom.server.direct import Office
from quiz.classroom.server.exam import Pinned, unpin
from quiz.classroom.teacher import Assessments, Papers, SittingState
from quiz.errors import InputError, QuizError
from quiz.reports.assessing import to_judge
from quiz.reports.judging import Judgement, Judging
from quiz.text.sanitise import one_line
from quiz.tui.marks_kept import MarksKept
from quiz.tui.screens.class_assess import AssessScreen
from quiz.tui.terminal_app import TerminalApp


class AssessApp(TerminalApp):
    LEAVING = "q leaves; every mark is kept."

    def __init__(self, title: str, judging: Judging, kept: MarksKept, *, working: int = 0) -> None:
        """working: how many learners are still at work."""
        super().__init__(css_path=["app.tcss", "screens/class_assess.tcss"])
        self.assessing = AssessScreen(title, judging, kept, working=working)

    def get_default_screen(self) -> Screen[Any]:
        return self.assessing

    def keep(self) -> None:
        with suppress(QuizError):  # whoever runs the app says what is left
            self.assessing.keep()


def an_app(office: Callable[[], Office], sitting: SittingState, *, by: str, blind: bool) -> AssessApp:
    """The app for one judge. Raises QuizError, also where there is nothing to judge."""
    by = one_line(by)[:MOST_NAME]  # as it is kept
    if not by:
        raise InputError("class assess: say who judges: --by NAME")
    there = office()
    found = there.get("papers", Papers, sitting=sitting.id)
    asked = unpin(msgspec.json.decode(found.pinned, type=Pinned))
    rows = to_judge(asked, found.papers)
    if not rows:
        asks = any(question.kind == "open" for question in asked.questions)
        why = "no open answer has been handed in yet" if asks else "it asks no open question"
        raise InputError(f"class assess: {sitting.name}: {why}; there is nothing to judge")
    given = there.get("assessments", Assessments, sitting=sitting.id).given
    judging = Judging(
        asked,
        rows,
        (((one.learner, one.question), one.by, Judgement(one.earned, one.met, one.comment)) for one in given),
        by=by,
        blind=blind,
        seed=f"{sitting.id}/{by}",
    )
    kept = MarksKept(office, sitting.id, by)
    working = sum(paper.attempt.finished is None for paper in found.papers)
    return AssessApp(f"{sitting.name}: {asked.title}", judging, kept, working=working)


def run_assess(office: Callable[[], Office], sitting: SittingState, *, by: str, blind: bool) -> int:
    """Run until it is left; its exit code. Raises what ended it, and InputError where marks could not be kept."""
    app = an_app(office, sitting, by=by, blind=blind)
    app.run()
    if app.fault is not None:
        raise app.fault
    if len(app.assessing.kept):
        raise InputError(f"class assess: {len(app.assessing.kept)} of the last marks were not kept; give them again")
    return app.return_value or 0
