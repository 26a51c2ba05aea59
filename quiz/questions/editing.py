"""Changing one question of a set's text and leaving every other character as it is.

An edit is a replacement of a stretch of the text. It takes as little as can be: the fields that change, with the lines
they stand on. A comment inside a field that is replaced moves above it. Each edit is read back before it is returned:
where the file is laid out so that a small change cannot be made, a larger one is tried, and where that fails too,
``CannotEdit`` says so and nothing is changed.
"""

from collections.abc import Sequence

import msgspec

from quiz.questions.kinds import Kind
from quiz.questions.question_set import Head
from quiz.questions.set_layout import UNREADABLE, CannotEdit, Item, Layout
from quiz.questions.source import Source, read_source
from quiz.questions.writing import field_order, fields_of, head_fields, write_question
from quiz.text.edit import Edit, between
from quiz.text.yaml_door import Map, Seq, Value
from quiz.text.yaml_writing import Tree, write_entry

DASH = 2
"""Spaces before the dash of a question where the file has none yet."""


class SetText(Layout):
    """A set's text and the edits that can be made in it, each returned and none done here."""

    # Edits

    def replace(self, at: int, question: Kind) -> Edit:
        """Another question in the place of one."""
        item = self.items[at]
        wanted: list[object] = [one.value for one in self.items]
        wanted[at] = _bare(fields_of(question))
        for way in (self._by_fields, self._as_a_whole):
            edit = way(item, question)
            if edit is not None and self._gives(edit, wanted):
                return edit
        raise self.cannot(item)

    def insert(self, at: int, question: Kind) -> Edit:
        """A new question before the one at this place; at the end where there is none."""
        wanted: list[object] = [one.value for one in self.items]
        wanted.insert(at, _bare(fields_of(question)))
        edit = self._put(at, question)
        if not self._gives(edit, wanted):
            raise self.cannot(self.items[min(at, len(self.items) - 1)] if self.items else None)
        return edit

    def delete(self, at: int) -> Edit:
        """Without one question. Comments above it stay, those inside it go."""
        item = self.items[at]
        wanted: list[object] = [one.value for one in self.items]
        del wanted[at]
        after = self.items[at + 1].lead if at + 1 < len(self.items) else item.end
        start = item.start
        if at + 1 == len(self.items) and at and item.lead == item.start:
            start = self.items[at - 1].end
        edit = Edit(start, after, "")
        if not self._gives(edit, wanted):
            raise self.cannot(item)
        return edit

    def move(self, at: int, to: int) -> Edit:
        """A question, with the comments above it, in another place; what parts the questions stays where it is."""
        order = list(range(len(self.items)))
        order.insert(to, order.pop(at))
        items = self.items
        pieces: list[str] = []
        for place, which in enumerate(order):
            moved = self.text[items[which].lead : items[which].end]
            pieces.append(moved if moved.endswith(("\n", "\r")) else moved + self.newline)
            if place + 1 < len(items):
                pieces.append(self.text[items[place].end : items[place + 1].lead])
        put = "".join(pieces)
        if not self.text[: items[-1].end].endswith(("\n", "\r")):
            put = put.removesuffix(self.newline)
        edit = between(self.text, Edit(items[0].lead, items[-1].end, put).apply(self.text))
        if not self._gives(edit, [items[which].value for which in order]):
            raise self.cannot(items[at])
        return edit

    def set_head(self, head: Head) -> Edit:
        """The set's own fields as they should be; its questions stay."""
        old = {name: value for name, value in self.root.items() if name != "questions"}
        order = [field.encode_name for field in msgspec.structs.fields(Head)]
        edit = self._fields(self.root, old, head_fields(head), order, len(self.text))
        if edit is not None:
            read = self._read(edit.apply(self.text))
            if read is not None and read.head == head and _questions(read.head_map) == _questions(self.root):
                return edit
        raise CannotEdit(f"{self.where}: the head is laid out in a way that cannot be changed here; use an editor")

    # How an edit is made

    def _by_fields(self, item: Item, question: Kind) -> Edit | None:
        """Only the fields that change."""
        if not isinstance(item.value, Map):
            return None
        fields = fields_of(question)
        order = field_order(type(question))
        return self._fields(item.value, item.value, fields, order, item.end)

    def _fields(
        self,
        given: Map,
        old: "dict[str, Value]",
        new: dict[str, Tree],
        order: Sequence[str],
        end: int,
    ) -> Edit | None:
        """A mapping with its fields replaced, added and removed; None where they do not stand in lines of their own."""
        regions = self.regions(given, end)
        if regions is None:
            return None
        first = next(iter(regions))
        if first not in new:
            return None
        column = given.keys_at[first].column - 1
        kept: list[tuple[str, str]] = []
        for name, (at, stop) in regions.items():
            text = self.text[at:stop]
            if name not in old or (name in new and _bare(new[name]) == old[name]):
                kept.append((name, text))
                continue
            made = self._entry(name, new[name], column) if name in new else ""
            remarks = self.remarks(at, stop, column)
            beside = self.beside(text, at)
            if beside and made.count(self.newline) == 1:
                made, remarks = made.removesuffix(self.newline) + beside + self.newline, ""
            blank = text[len(text.rstrip()) :].partition(self.newline)[2] if made else ""
            kept.append((name, made[column:] + remarks + blank if name == first else remarks + made + blank))
        for name, value in new.items():
            if name not in old:
                made = self._entry(name, value, column)
                earlier = [n for n, (there, _) in enumerate(kept) if _before(there, name, order)]
                kept.insert(earlier[-1] + 1 if earlier else 1, (name, made))
        begin, stop = next(iter(regions.values()))[0], list(regions.values())[-1][1]
        texts = [text for _, text in kept]
        put = "".join(
            text if text.endswith(("\n", "\r")) or not text or n == len(texts) - 1 else text + self.newline
            for n, text in enumerate(texts)
        )
        if self.text[begin:stop].endswith(("\n", "\r")):
            put = put if put.endswith(("\n", "\r")) else put + self.newline
        else:
            put = put.removesuffix(self.newline)
        return between(self.text, Edit(begin, stop, put).apply(self.text))

    def _entry(self, name: str, value: Tree, column: int) -> str:
        return "".join(f"{line}{self.newline}" for line in write_entry(name, value, column))

    def _as_a_whole(self, item: Item, question: Kind) -> Edit | None:
        remarks = self.remarks(item.start, item.end, item.dash)
        put = remarks + self._lines_of(question, item.dash)
        if not self.text[: item.end].endswith(("\n", "\r")):
            put = put.removesuffix(self.newline)
        return Edit(item.start, item.end, put)

    def _put(self, at: int, question: Kind) -> Edit:
        dash = self.items[0].dash if self.items else DASH
        written = self._lines_of(question, dash)
        if not self.items:
            return self._first(written)
        parted = len(self.items) < 2 or any(
            self.text[one.end : two.lead].strip() != self.text[one.end : two.lead]
            for one, two in zip(self.items, self.items[1:], strict=False)
        )
        gap = self.newline if parted else ""
        if at < len(self.items):
            return Edit(self.items[at].lead, self.items[at].lead, written + gap)
        end = self.items[-1].end
        before = "" if self.text[:end].endswith(("\n", "\r")) else self.newline
        return Edit(end, end, before + gap + written)

    def _first(self, written: str) -> Edit:
        """The first question of a set that has none."""
        if "questions" not in self.root:
            before = "" if not self.text or self.text.endswith(("\n", "\r")) else self.newline
            return Edit(len(self.text), len(self.text), f"{before}questions:{self.newline}{written}")
        at = self.offset(self.root.keys_at["questions"])
        line = self.root.keys_at["questions"].line
        end = self._lines[line] if line < len(self._lines) else len(self.text)
        said = self.text[at:end]
        value = self.root["questions"]
        if isinstance(value, Seq) or value:  # [] in its place, on the same line as the check afterwards makes sure
            said = said.replace("[]", "", 1)
        said = said.rstrip() + self.newline
        return Edit(at, end, said + written)

    def _lines_of(self, question: Kind, dash: int) -> str:
        return write_question(question, dash).replace("\n", self.newline)

    # The layout

    # Whether an edit does what it should

    def _gives(self, edit: Edit, wanted: list[object]) -> bool:
        read = self._read(edit.apply(self.text))
        if read is None:
            return False
        head = {name: value for name, value in self.root.items() if name != "questions"}
        now = {name: value for name, value in read.head_map.items() if name != "questions"}
        return (
            now == head
            and _questions(read.head_map) == wanted
            and len(self._slips(read)) <= len(self._slips(self.source))
        )

    @staticmethod
    def _slips(source: Source) -> list[str]:
        return [problem.code for problem in source.problems if problem.code in ("duplicate-key", "removed-character")]

    @staticmethod
    def _read(text: str) -> Source | None:
        read = read_source(text, "")
        return None if any(problem.code in UNREADABLE for problem in read.problems) else read


def _bare(value: Tree) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {key: _bare(item) for key, item in value.items()}
    return [_bare(item) for item in value]


def _questions(root: Map) -> list[Value]:
    given = root.get("questions")
    return list(given) if isinstance(given, Seq) else []


def _before(one: str, other: str, order: Sequence[str]) -> bool:
    """Whether a field is written before another; one that the order does not know comes where it stands."""
    return one in order and order.index(one) < order.index(other)
