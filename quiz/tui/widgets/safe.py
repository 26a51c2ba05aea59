"""How safe is what was given in a class: *typing*, *saving*, *saved here*, *received*."""

from quiz.attempts.desk import Receipt
from quiz.classroom.client.desk import ClassDesk
from quiz.tui.widgets.saved import Saved
from quiz.tui.widgets.status import Marks


class Safe(Saved):
    """*saved here* only once all is synced on this disk, *received* only once the server has said so of all."""

    def __init__(self, line: Marks, desk: ClassDesk) -> None:
        super().__init__(line, keeps=True)
        self._desk = desk
        self._typing = self._given = False

    def typing(self) -> None:
        self._typing = self._given = True
        self.show()

    def follow(self, receipt: Receipt) -> None:  # noqa: ARG002
        """What was typed has been given to the desk; from now on the desk says how it stands."""
        self._typing, self._given = False, True
        self.show()

    def show(self) -> None:
        """Say it as it is now."""
        desk = self._desk
        self._say("typing" if self._typing else desk.safe if self._given or desk.waiting else "")
