"""The questions of a set and the field at a place, told by lines and indentation alone: broken YAML has them too."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from quiz.authoring.lsp.text import Text
from quiz.text.yaml_door import Map, Seq, YamlError, read_yaml

_KEY = re.compile(r"""(\s*(?:- +)*)(?:"([^"]*)"|'([^']*)'|([A-Za-z_][\w-]*))\s*:(?=\s|$)""")
_SET = re.compile(r"^(?:questions|articles):", re.MULTILINE)
_FLOW_KEY = re.compile(r"""(?:[{,]|^)\s*["']?([A-Za-z_]\w*)["']?\s*:\s*[^{},]*$""")
_BLOCK = re.compile(r"(?::|-)\s+[>|][-+0-9]*\s*$")
_MOST_LINES = 50_000


def is_a_set(text: str) -> bool:
    """Whether a YAML text looks like a question set; other files are none of our business."""
    return bool(_SET.search(text))


class QuestionLines(NamedTuple):
    """A question's lines: first (with its dash) to past, from 0; indent: the column of its dash."""

    first: int
    past: int
    indent: int


class Context(NamedTuple):
    """What stands at a place.

    path: the fields round it, outermost first, that of the value included. role: whether a field's name or its value is
    being written there. start: the offset at which what is being written begins; typed: so far. flow: inside braces or
    brackets. item: at the beginning of a list's item. block: inside a text that ``>-`` or ``|`` began on a line above.
    """

    question: QuestionLines | None
    path: tuple[str, ...]
    role: Literal["key", "value"]
    start: int
    typed: str
    flow: bool
    item: bool
    block: bool = False


class Outline:
    """A set's text by its lines."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.lines = text.lines[:_MOST_LINES]

    @cached_property
    def questions(self) -> list[QuestionLines]:
        begins = next((at for at, line in enumerate(self.lines) if line.startswith("questions:")), None)
        if begins is None:
            return []
        dash: int | None = None
        starts: list[int] = []
        end = len(self.lines)
        for at in range(begins + 1, len(self.lines)):
            line = self.lines[at]
            bare = line.lstrip(" ")
            indent = len(line) - len(bare)
            if not bare or bare.startswith("#"):
                continue
            item = bare == "-" or bare.startswith("- ")
            if item and (dash is None or indent <= dash):
                dash = indent if dash is None else min(dash, indent)
                starts.append(at)
            elif indent == 0 and not item and _KEY.match(line):
                end = at
                break
        return (
            [QuestionLines(first, past, dash or 0) for first, past in zip(starts, [*starts[1:], end], strict=True)]
            if starts
            else []
        )

    def question_at(self, line: int) -> QuestionLines | None:
        """The question that holds a line."""
        return next((one for one in self.questions if one.first <= line < one.past), None)

    def kind_of(self, question: QuestionLines) -> str:
        """The kind a question names, "" while it names none."""
        return self.plain(question, "kind")

    def plain(self, question: QuestionLines | None, name: str) -> str:
        """A field's value where it is a plain word on its line: of a question, or of the set itself."""
        for line, key, value in self.fields(question):
            if key == name:
                return value.split(" #")[0].strip().strip("\"'") if line >= 0 else ""
        return ""

    def fields(self, question: QuestionLines | None) -> Iterator[tuple[int, str, str]]:
        """(line, name, what follows on that line) of each field of a question, or of the set itself."""
        lines = range(question.first, question.past) if question else range(len(self.lines))
        column = self._column(question) if question else 0
        for at in lines:
            found = _KEY.match(self.lines[at])
            if found and len(found.group(1)) == column:
                yield (
                    at,
                    found.group(2) or found.group(3) or found.group(4) or "",
                    self.lines[at][found.end() :].strip(),
                )

    def value(self, question: QuestionLines) -> Map | None:
        """A question as it can be read by itself; None where its own lines are broken. Marks are the file's."""
        start = self.text.start_of(question.first)
        end = self.text.start_of(question.past)
        try:
            read = read_yaml(self.text.text[start:end], "", first_line=self.text.mark(start).line)
        except YamlError:
            return None
        item = read.value[0] if isinstance(read.value, Seq) and read.value else None
        return item if isinstance(item, Map) else None

    def context(self, offset: int) -> Context:
        """What is being written at an offset."""
        line = min(self.text.line_of(offset), len(self.lines) - 1)
        start = self.text.start_of(line)
        before = self.lines[line][: max(0, offset - start)]
        question = self.question_at(line)
        found = _KEY.match(before)
        if found:
            name = found.group(2) or found.group(3) or found.group(4) or ""
            parents = self._parents(line, len(found.group(1)), question)
            return self._in_value(question, (*parents, name), before, found.end(), start, item=False)
        bare = before.lstrip(" ")
        inside = re.match(r"(?:- +)*", bare)
        dashes = inside.group() if inside else ""
        column = len(before) - len(bare) + len(dashes)
        parents = self._parents(line, column if dashes else len(before) - len(bare), question)
        typed = bare[len(dashes) :]
        new_question = bool(dashes) and question is not None and question.first == line and not parents
        if new_question or (not parents and question is None and not bare.startswith(("-", "#"))):
            return Context(question, (), "key", start + column, typed, False, new_question)
        if parents and not dashes and self._in_block(line, len(before) - len(bare)):
            return Context(question, parents, "value", start + column, typed, False, False, True)
        if not parents:
            # A line of its own at the column of a question's fields, or a value that goes on.
            return Context(question, (), "key", start + column, typed, False, False)
        if dashes or not _holds_fields(parents):
            return self._in_value(question, parents, before, column, start, item=bool(dashes))
        return Context(question, parents, "key", start + column, typed, False, False)

    def _in_value(
        self, question: QuestionLines | None, path: tuple[str, ...], before: str, at: int, start: int, *, item: bool
    ) -> Context:
        """The context inside a value that begins at a column of its line, braces and brackets in it included."""
        rest = before[at:]
        lead = len(rest) - len(rest.lstrip(" "))
        opened = _open_bracket(rest)
        if opened is None:
            return Context(question, path, "value", start + at + lead, rest.lstrip(" "), False, item)
        inner = rest[opened + 1 :]
        if rest[opened] == "{":
            key = _FLOW_KEY.search(rest)
            after = inner.rpartition(",")[2]
            if key and ":" in after:
                typed = after.partition(":")[2].lstrip(" ")
                return Context(
                    question, (*path, key.group(1)), "value", start + len(before) - len(typed), typed, True, item
                )
            typed = after.lstrip(" ")
            return Context(question, path, "key", start + len(before) - len(typed), typed, True, item)
        typed = inner.rpartition(",")[2].lstrip(" ")
        return Context(question, path, "value", start + len(before) - len(typed), typed, True, item)

    def _parents(self, line: int, column: int, question: QuestionLines | None) -> tuple[str, ...]:
        """The fields that a line at this column stands in, outermost first."""
        found: list[str] = []
        first = question.first if question else 0
        least = self._column(question) if question else 0
        for at in range(line - 1, first - 1, -1):
            if column <= least:
                break
            key = _KEY.match(self.lines[at])
            if key is None:
                continue
            dashes = "-" in key.group(1)
            own = len(key.group(1))
            if own < column and (own >= least or not question):
                found.append(key.group(2) or key.group(3) or key.group(4) or "")
                column = key.group(1).index("-") if dashes and own > least else own
        return tuple(reversed(found))

    def _in_block(self, line: int, column: int) -> bool:
        """Whether the nearest line above that is indented less begins a text in lines."""
        for at in range(line - 1, -1, -1):
            above = self.lines[at]
            if above.strip() and len(above) - len(above.lstrip(" ")) < column:
                return _BLOCK.search(above) is not None
        return False

    def articles(self) -> list[str]:
        """The ids that the set's own ``articles:`` names, as far as they can be made out."""
        for line, name, value in self.fields(None):
            if name == "articles":
                below = (each for each in self.lines[line + 1 :])
                items = value.strip("[] ").split(",") if value else []
                for each in below if not value else ():
                    if not each.lstrip(" ").startswith("- "):
                        break
                    items.append(each.strip().removeprefix("- "))
                return [one.strip(" \"'") for one in items if one.strip(" \"'")]
        return []

    def _column(self, question: QuestionLines) -> int:
        """The column of a question's fields."""
        line = self.lines[question.first]
        after = line[question.indent + 1 :]
        bare = after.lstrip(" ")
        if bare:
            return question.indent + 1 + len(after) - len(bare)
        return question.indent + 2


def _holds_fields(path: tuple[str, ...]) -> bool:
    """Whether mappings with fields of their own are written below a field."""
    return path[-1] in ("evidence", "at", "cite", "tests", "hints", "rubric", "answer", "after")


def _open_bracket(text: str) -> int | None:
    """Where the innermost bracket or brace that is still open stands, quotation marks respected; None where none is."""
    stack: list[int] = []
    quote = ""
    for at, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and (at == 0 or text[at - 1] in " [{,:"):
            quote = char
        elif char in "[{" and (stack or not text[:at].strip()):
            stack.append(at)
        elif char in "]}" and stack:
            stack.pop()
    return stack[-1] if stack else None
