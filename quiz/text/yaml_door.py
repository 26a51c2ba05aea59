"""The only way YAML comes in: plain values whose every place knows its line and column.

YAML can do far more than a question set needs, and most of it is a trap: scalars that turn into numbers, dates and
booleans, aliases that expand without end, tags that build objects, nesting that overflows the C stack of libyaml's
composer. So the parser's events are read one by one, before anything recursive sees them, into three shapes only:
``Map``, ``Seq`` and ``str``. Every scalar is the text that was written.
"""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeAlias

import yaml

from quiz.errors import InputError
from quiz.text.indentation import misplaced
from quiz.text.sanitise import removed, sanitise

MOST_EVENTS = 400_000
MOST_DEPTH = 16

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

_OPENED_AT = re.compile("flow|quoted|simple key")

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Mark(NamedTuple):
    """A place in a file: line and column, both from 1."""

    line: int
    column: int


class Map(dict[str, "Value"]):
    """A YAML mapping. ``mark`` is its own place; ``keys_at`` and ``values_at`` those of its keys and values."""

    __slots__ = ("keys_at", "mark", "values_at")
    mark: Mark
    keys_at: dict[str, Mark]
    values_at: dict[str, Mark]


class Seq(list["Value"]):
    """A YAML sequence. ``mark`` is its own place; ``values_at`` those of its items."""

    __slots__ = ("mark", "values_at")
    mark: Mark
    values_at: list[Mark]


Value: TypeAlias = "str | Map | Seq"


class Slip(NamedTuple):
    """A fault that does not stop the reading: a duplicate key, a character that had to be removed.

    key: the name that stands twice.
    """

    mark: Mark
    code: str
    what: str
    key: str = ""


class YamlError(InputError):
    """YAML that cannot be read, or that uses what we refuse. ``what`` is the message without its place."""

    def __init__(self, where: str, mark: Mark, what: str) -> None:
        super().__init__(f"{where}:{mark.line}:{mark.column}: {what}")
        self.mark = mark
        self.what = what


class Document(NamedTuple):
    """A file's value and the slips met on the way. value is "" for an empty file."""

    value: Value
    slips: list[Slip]


def read_yaml(text: str, where: str, *, first_line: int = 1, parser: Any = None) -> Document:
    """The one document in ``text``, with marks counted from ``first_line``.

    Raises YamlError (with line and column) for broken YAML, anchors, aliases, tags, merge keys, further documents,
    keys that are not plain text, more than MOST_DEPTH levels or MOST_EVENTS events. ``parser`` is PyYAML's loader
    class; libyaml's where it is built in, else the Python one: both give the same verdict.
    """
    reader = _Reader(text, where, first_line - 1)
    if lone := _LONE_SURROGATE.search(text):
        raise YamlError(where, reader.place(lone.start()), "half a surrogate pair; write the character itself")
    try:
        events = (parser or _Parser)(text)
    except yaml.reader.ReaderError as error:
        raise reader.unreadable(error) from error
    try:
        with _uncollected():
            return reader.document(events)
    except yaml.reader.ReaderError as error:
        raise reader.unreadable(error) from error
    except yaml.MarkedYAMLError as error:
        raise reader.broken(error) from error
    except (ValueError, OverflowError) as error:  # an escape beyond Unicode, as the Python parser meets it
        raise YamlError(where, Mark(first_line, 1), "an escape names no character; remove it") from error
    finally:
        events.dispose()


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage collection meanwhile: a large file makes a million values and no cycle, which costs a quarter more."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Reader:
    """Builds values out of events; keeps count, so that a hostile file ends early."""

    def __init__(self, text: str, where: str, line_offset: int) -> None:
        self.text = text
        self.has_tabs = "\t" in text
        self.may_hold_tabs: list[tuple[int, int]] = []
        self.where = where
        self.line_offset = line_offset + 1
        self.slips: list[Slip] = []

    def document(self, events: Any) -> Document:
        value: Value = ""
        stack: list[tuple[Map | Seq | None, str | None]] = []
        current: Map | Seq | None = None
        key: str | None = None
        documents = 0
        get_event = events.get_event
        scalar, map_start, seq_start = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        map_end, seq_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
        for _ in range(MOST_EVENTS):
            event = get_event()
            kind = type(event)
            if kind is scalar:
                start = event.start_mark
                mark = Mark(start.line + self.line_offset, start.column + 1)
                if event.tag is not None or event.anchor is not None:
                    raise self.refuse(event, mark)
                if self.has_tabs and event.style:
                    self.may_hold_tabs.append((start.index, event.end_mark.index))
                made: Value = self.scalar(event, mark)
            elif kind is map_start or kind is seq_start:
                start = event.start_mark
                mark = Mark(start.line + self.line_offset, start.column + 1)
                if event.tag is not None or event.anchor is not None:
                    raise self.refuse(event, mark)
                if len(stack) >= MOST_DEPTH:
                    raise YamlError(self.where, mark, f"nested deeper than {MOST_DEPTH} levels; flatten it")
                if isinstance(current, Map) and key is None:
                    raise YamlError(self.where, mark, "a key must be plain text; write it as one word or in quotes")
                container = Map() if kind is map_start else Seq()
                container.mark = mark
                container.values_at = {} if kind is map_start else []
                if isinstance(container, Map):
                    container.keys_at = {}
                stack.append((current, key))
                current, key = container, None
                continue
            elif kind is map_end or kind is seq_end:
                assert current is not None  # noqa: S101  an end follows its start: the parser's promise
                made, mark = current, current.mark
                current, key = stack.pop()
            elif kind is yaml.AliasEvent:
                raise self.refuse(event, self.mark(event.start_mark))
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise YamlError(
                        self.where,
                        self.mark(event.start_mark),
                        "a second document; keep one document in a file",
                    )
                continue
            elif kind is yaml.StreamEndEvent:
                if self.has_tabs:
                    self.refuse_tabs()
                return Document(value, self.slips)
            else:
                continue

            if current is None:
                value = made
            elif isinstance(current, Seq):
                current.append(made)
                current.values_at.append(mark)
            elif key is None:
                key = self.key(current, made, mark)
            else:
                current[key] = made
                current.values_at[key] = mark
                key = None
        raise YamlError(self.where, Mark(1, 1), f"more than {MOST_EVENTS:,} YAML items; split the file")

    def key(self, current: Map, made: Value, mark: Mark) -> str:
        if not isinstance(made, str):
            raise YamlError(self.where, mark, "a key must be plain text; write it as one word or in quotes")
        if made == "<<":
            raise YamlError(self.where, mark, "merge keys are not used here; write the fields out")
        if made in current:
            self.slips.append(Slip(mark, "duplicate-key", f"{made!r} is given twice; keep one of them", made))
        current.keys_at[made] = mark
        return made

    def scalar(self, event: Any, mark: Mark) -> str:
        written: str = event.value
        if not written.isascii() and _LONE_SURROGATE.search(written):
            raise YamlError(self.where, mark, "half a surrogate pair; write the character itself")
        clean = sanitise(written)
        if clean is not written and clean != written and (gone := removed(written)):
            names = ", ".join(sorted({name for _, name in gone})[:3])
            self.slips.append(Slip(mark, "removed-character", f"{names}: not shown to learners; remove it"))
        return clean

    def mark(self, mark: Any) -> Mark:
        return Mark(mark.line + self.line_offset, mark.column + 1)

    def refuse(self, event: Any, mark: Mark) -> YamlError:
        if getattr(event, "tag", None) is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")[:60]
            return YamlError(self.where, mark, f"the tag {tag!r} is not used here; remove it")
        what = "alias" if isinstance(event, yaml.AliasEvent) else "anchor"
        return YamlError(self.where, mark, f"an {what} is not used here; write the text out, or quote it")

    def broken(self, error: yaml.MarkedYAMLError) -> YamlError:
        place = error.problem_mark or error.context_mark
        if error.context_mark and _OPENED_AT.search(error.context or ""):
            place = error.context_mark  # where it was opened is the author's line; where it broke may be the file's end
        said = " ".join(part for part in (error.context, error.problem) if part)
        what, hint = _meaning(" ".join(sanitise(said).split())[:200])
        if place is not None and self.text[place.index : place.index + 1] == "\t":
            what, hint = "a tab", "use spaces"
        elif place is not None and "block" in said and self.text[: place.index].rstrip(" ")[-1:] in ("'", '"'):
            what, hint = "text after its closing quotation mark", "put all of it in quotes"
        if place is not None and (found := misplaced(self.text, place.line)):
            if found.slight:
                mark = Mark(place.line + self.line_offset, found.indent + 1)
                return YamlError(self.where, mark, f"not valid YAML: {found.what}; {found.hint}")
            hint = f"{hint.removesuffix(', or check the indentation')}; or {found.hint}, as {found.beside}"
        return YamlError(self.where, self.mark(place) if place else Mark(1, 1), f"not valid YAML: {what}; {hint}")

    def unreadable(self, error: yaml.reader.ReaderError) -> YamlError:
        """A character YAML does not allow at all; the parsers count its position differently, so look for it."""
        bad = error.character
        code = ord(bad) if isinstance(bad, str) else int(bad)
        mark = self.place(max(self.text.find(chr(code)), 0))
        return YamlError(self.where, mark, f"the character U+{code:04X} is not allowed in YAML; remove it")

    def place(self, at: int) -> Mark:
        return Mark(self.text.count("\n", 0, at) + self.line_offset, at - self.text.rfind("\n", 0, at))

    def refuse_tabs(self) -> None:
        """The two parsers disagree on tabs, so one outside quotes, text blocks and comments is refused by both."""
        inside = iter(self.may_hold_tabs)
        start, end, done = 0, 0, 0
        for tab in re.finditer("\t", self.text):
            at = tab.start()
            while at >= end and (found := next(inside, None)):
                done, (start, end) = end, found
            if start <= at < end and not (self.text[start] in "|>" and "\n" not in self.text[start:at]):
                continue
            begin = max(self.text.rfind("\n", 0, at) + 1, end if at >= end else done)
            if "#" not in self.text[begin:at]:
                raise YamlError(self.where, self.place(at), "a tab; use spaces here")


# What the parser says, what it means to someone who writes YAML, and what to do; the first that fits.
_MEANINGS = (
    ("unexpected end of stream", "a quotation mark that is never closed", "close it"),
    ("unexpected document", "a quotation mark that is never closed", "close it"),
    ("escape", "a backslash in double quotes that means nothing", "double it, or use single quotes"),
    ("flow", "a bracket that is not closed, or a comma that is missing", "close it, or put the text in quotes"),
    (
        "mapping values are not allowed",
        "': ' in a text without quotation marks",
        "put the whole text in quotes, or check the indentation",
    ),
    ("cannot start any token", "a text cannot begin with this character", "put it in quotes"),
    ("tab character", "a tab", "use spaces"),
    (
        "simple key",
        "neither 'name: value' nor an item of a list",
        "add the colon, or indent it as part of the text above",
    ),
    ("expected key", "not 'name: value', as the lines above", "check the indentation, or put the text in quotes"),
    ("block end", "indented as nothing above", "check the indentation"),
    ("block sequence entries", "a list where none can be", "check the indentation, or put the text in quotes"),
    ("expected '-' indicator", "not an item of the list above", "begin it with '- ', or check the indentation"),
)


def _meaning(said: str) -> tuple[str, str]:
    for needle, what, hint in _MEANINGS:
        if needle in said:
            return what, hint
    return said, "check this line and the one above"
