"""Where the questions of a set, and the fields of a question, stand in the text of its file."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from quiz.errors import InputError
from quiz.questions.kinds import Kind
from quiz.questions.source import Source, read_source
from quiz.text.yaml_comments import find_comments, line_starts
from quiz.text.yaml_door import Map, Mark, Seq, Value

UNREADABLE = ("yaml", "not-a-set")
"""Codes of problems after which a text has no questions that could be found."""


class CannotEdit(InputError):
    """The text is not laid out so that this change can be made with everything else left as it is."""


class Item(NamedTuple):
    """A question's place: ``lead`` where its comments begin, ``start`` its dash's line, ``end`` past its last line.

    value is as it was read: a mapping, unless it is broken.
    """

    lead: int
    start: int
    end: int
    dash: int
    value: Value


class Layout:
    """A set's text with the places of its questions. Raises CannotEdit for a text that is no set in lines."""

    def __init__(self, text: str, where: str = "") -> None:
        self.text = text
        self.where = where
        self.source: Source = read_source(text, where)
        if broken := [problem for problem in self.source.problems if problem.code in UNREADABLE]:
            first = broken[0]
            raise CannotEdit(f"{where}:{first.line}:{first.column}: {first.what}; mend it in an editor first")
        self.root = self.source.head_map
        self._lines = line_starts(text)
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.items = tuple(self._items())

    @cached_property
    def comments(self) -> list[tuple[int, int]]:
        return find_comments(self.text)

    def whole(self, at: int) -> Kind | None:
        """The question at a place of the list; None where it is broken."""
        item = self.items[at]
        return next((question for question, marks in self.source.questions if marks is item.value), None)

    def regions(self, given: Map, end: int) -> dict[str, tuple[int, int]] | None:
        """Where each field stands: from its line's start (the first from its key) to where the next begins.

        Comments directly above a field belong to it. None where the mapping is in braces or two fields share a line.
        """
        if not given or self.text[self.offset(given.mark) : self.offset(given.mark) + 1] == "{":
            return None
        marks = sorted((mark, name) for name, mark in given.keys_at.items())
        column = marks[0][0].column
        if any(mark.column != column for mark, _ in marks) or len({mark.line for mark, _ in marks}) < len(marks):
            return None
        starts = [self.offset(marks[0][0])]
        for mark, _ in marks[1:]:
            starts.append(self._lead(self._lines[mark.line - 1], column - 1, starts[-1]))
        names = [name for _, name in marks]
        return dict(zip(names, zip(starts, [*starts[1:], end], strict=True), strict=True))

    def remarks(self, start: int, stop: int, column: int) -> str:
        """The comments of a stretch as lines of their own."""
        found = [self.text[a:b] for a, b in self.comments if start <= a < stop]
        return "".join(f"{' ' * column}{one.rstrip()}{self.newline}" for one in found)

    def beside(self, text: str, at: int) -> str:
        """The comment beside a field of one line that begins at an offset, with the spaces before it."""
        bare = text.rstrip()
        own = [start for start, _ in self.comments if at <= start < at + len(bare)]
        if len(own) != 1 or "\n" in bare or own[0] == at:
            return ""
        words = text[: own[0] - at].rstrip()
        return bare[len(words) :] if words else ""

    def _items(self) -> Iterator[Item]:
        given = self.root.get("questions")
        if not isinstance(given, Seq) or not given:
            return
        starts = [self._dash(mark) for mark in given.values_at]
        dash = starts[0][1]
        last = self._end_of_list()
        floor = 0
        leads = []
        for start, column in starts:
            if column != dash:
                raise self.cannot(None)
            leads.append(self._lead(start, dash, floor))
            floor = start + 1
        for n, value in enumerate(given):
            start = starts[n][0]
            stop = leads[n + 1] if n + 1 < len(leads) else last
            yield Item(leads[n], start, self._trim(start, stop, dash), dash, value)

    def _dash(self, mark: Mark) -> tuple[int, int]:
        """(its line's offset, its column from 0) of the dash before an item."""
        line = mark.line - 1
        before = self._line(line)[: mark.column - 1]
        while line >= 0 and not before.strip():
            line -= 1
            before = self._line(line) if line >= 0 else ""
        bare = before.lstrip(" ")
        alone = bare == "-" or (bare.startswith("- ") and not bare[1:].split("#", 1)[0].strip())
        if not alone:
            raise self.cannot(None)
        return self._lines[line], len(before) - len(bare)

    def _end_of_list(self) -> int:
        """Where the list of questions ends: at the next field of the set, or at the end."""
        own = self.root.keys_at["questions"]
        later = [mark for mark in self.root.keys_at.values() if mark > own]
        return self._lines[min(later).line - 1] if later else len(self.text)

    def _lead(self, start: int, column: int, floor: int) -> int:
        """The offset of the comment lines directly above a line, not indented further than ``column``."""
        line = bisect_right(self._lines, start) - 1
        while line > 0 and self._lines[line - 1] >= floor and self._is_remark(line - 1, column):
            line -= 1
        return self._lines[line]

    @cached_property
    def _remark_starts(self) -> set[int]:
        return {start for start, _ in self.comments}

    def _is_remark(self, line: int, column: int) -> bool:
        words = self._line(line)
        indent = len(words) - len(words.lstrip(" "))
        return (
            words[indent : indent + 1] == "#" and indent <= column and self._lines[line] + indent in self._remark_starts
        )

    def _trim(self, start: int, stop: int, column: int) -> int:
        """``stop`` without the blank lines before it, and without remarks that belong to what follows."""
        line = bisect_left(self._lines, stop) - 1
        while (
            line > 0 and self._lines[line] > start and (not self._line(line).strip() or self._is_remark(line, column))
        ):
            line -= 1
        return self._lines[line + 1] if line + 1 < len(self._lines) else len(self.text)

    def _line(self, line: int) -> str:
        end = self._lines[line + 1] if line + 1 < len(self._lines) else len(self.text)
        return self.text[self._lines[line] : end].rstrip("\n\r\x85\u2028\u2029")

    def offset(self, mark: Mark) -> int:
        return self._lines[mark.line - 1] + mark.column - 1

    def cannot(self, item: Item | None) -> CannotEdit:
        line = f":{self.text.count(chr(10), 0, item.start) + 1}" if item else ""
        return CannotEdit(
            f"{self.where}{line}: laid out in a way that cannot be kept; write each question in lines under its own '-'"
        )
