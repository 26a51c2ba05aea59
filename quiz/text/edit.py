"""One change of a text: what is replaced by what, and what takes it back."""

from typing import NamedTuple


class Edit(NamedTuple):
    """Put ``put`` in the place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    put: str

    def apply(self, text: str) -> str:
        return text[: self.start] + self.put + text[self.end :]

    def undoing(self, text: str) -> "Edit":
        """What takes this edit of ``text`` back."""
        return Edit(self.start, self.start + len(self.put), text[self.start : self.end])


def between(before: str, after: str) -> Edit:
    """The smallest single edit that makes one text of the other."""
    start = 0
    most = min(len(before), len(after))
    while start < most and before[start] == after[start]:
        start += 1
    end = 0
    while end < most - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return Edit(start, len(before) - end, after[start : len(after) - end])
