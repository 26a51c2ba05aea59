"""A text and the edits made in it, which can be taken back and made again."""

from quiz.text.edit import Edit


class History:
    """``text`` is the text as it is now."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._done: list[Edit] = []
        self._undone: list[Edit] = []

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def do(self, edit: Edit) -> None:
        """Make an edit; what was taken back before can no longer be made again."""
        self._done.append(edit.undoing(self.text))
        self._undone.clear()
        self.text = edit.apply(self.text)

    def undo(self) -> None:
        """Take the latest edit back. Raises IndexError where there is none."""
        self._swap(self._done, self._undone)

    def redo(self) -> None:
        """Make again what was taken back last. Raises IndexError where there is nothing."""
        self._swap(self._undone, self._done)

    def _swap(self, out: list[Edit], into: list[Edit]) -> None:
        edit = out.pop()
        into.append(edit.undoing(self.text))
        self.text = edit.apply(self.text)
