"""A document's text, and its places as an editor, YAML and Python count them."""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple

from quiz.text.yaml_comments import line_starts
from quiz.text.yaml_door import Mark

_EDITOR_BREAK = re.compile("\r\n|[\n\r]")

_UNITS: Mapping[str, Callable[[str], int]] = {
    "utf-8": lambda text: len(text.encode("utf-8", "surrogatepass")),
    "utf-16": lambda text: len(text.encode("utf-16-le", "surrogatepass")) // 2,
    "utf-32": len,
}


class Place(NamedTuple):
    """Line and column from 0, the column in the units agreed with the editor."""

    line: int
    column: int


class Text:
    """A text with its lines. Offsets count Python's characters; units: what an editor's columns count."""

    def __init__(self, text: str, units: str = "utf-16") -> None:
        self.text = text
        self.units = units
        self._count = _UNITS[units]
        self._starts = [0, *(found.end() for found in _EDITOR_BREAK.finditer(text))]

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their breaks."""
        ends = [*self._starts[1:], len(self.text)]
        return [self.text[a:b].rstrip("\r\n") for a, b in zip(self._starts, ends, strict=True)]

    def offset(self, place: Place) -> int:
        """The offset of a place; one beyond a line or the text is its end."""
        if place.line >= len(self.lines):
            return len(self.text)
        line = self.lines[max(place.line, 0)]
        column, counted = 0, 0
        while column < len(line) and counted < place.column:
            counted += 1 if line[column].isascii() else self._count(line[column])
            column += 1
        return self._starts[max(place.line, 0)] + column

    def place(self, offset: int) -> Place:
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self._starts, offset) - 1
        before = self.text[self._starts[line] : offset]
        return Place(line, len(before) if before.isascii() else self._count(before))

    def line_of(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def start_of(self, line: int) -> int:
        """The offset at which a line (from 0) begins."""
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def at(self, mark: Mark) -> int:
        """The offset of a mark of the YAML door, which parts lines as YAML does."""
        starts = self._yaml_starts
        if mark.line > len(starts):
            return len(self.text)
        return min(starts[mark.line - 1] + mark.column - 1, len(self.text))

    def mark(self, offset: int) -> Mark:
        """The mark of an offset."""
        line = bisect_right(self._yaml_starts, offset) - 1
        return Mark(line + 1, offset - self._yaml_starts[line] + 1)

    @cached_property
    def _yaml_starts(self) -> list[int]:
        return line_starts(self.text)
