"""Sending marks to the class as they are given, off the screen's thread, until each of them is kept."""

import threading
from collections.abc import Callable

from quiz.classroom.server.direct import Office
from quiz.classroom.teacher import Assess, Mark
from quiz.classroom.wire import Done
from quiz.reports.judging import Judgement, Key


class MarksKept:
    """Marks on their way. A mark given again before it was sent is sent once, as it stands."""

    def __init__(self, office: Callable[[], Office], sitting: str, by: str) -> None:
        """office: finds the class anew for each call, for its server may start or stop meanwhile."""
        self._office, self._sitting, self._by = office, sitting, by
        self._waiting: dict[Key, Judgement] = {}
        self._sending = threading.Lock()

    def __len__(self) -> int:
        """How many are not kept yet."""
        return len(self._waiting)

    def take(self, key: Key, one: Judgement) -> None:
        self._waiting[key] = one

    def send(self) -> None:
        """Send all that wait; any thread may call it. Raises QuizError where one cannot be kept; it waits on."""
        with self._sending:
            for key, one in list(self._waiting.items()):
                mark = Mark(*key, one.earned, one.comment, one.met)
                self._office().post("assess", Assess(self._sitting, self._by, (mark,)), Done)
                if self._waiting.get(key) is one:
                    del self._waiting[key]
