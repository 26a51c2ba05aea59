"""Where the scalars of a YAML text begin and end, and how a text is written in another's place.

``yaml_door`` keeps only where a value begins: that is all a set needs that is well. This is for the few places that
have a problem, and for mending them without touching anything else of the file.
"""

from collections.abc import Collection
from typing import Any, NamedTuple

import yaml

from quiz.text.yaml_door import MOST_EVENTS, Mark

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WIDTH = 110


class Scalar(NamedTuple):
    """A scalar as it is written. start and past are offsets into the text; end is the place after its last character.

    style: ``'``, ``"``, ``|``, ``>`` or "" for a plain one. flow: inside brackets or braces.
    """

    start: int
    past: int
    end: Mark
    value: str
    style: str
    flow: bool


def scalars_at(text: str, marks: Collection[Mark]) -> dict[Mark, Scalar]:
    """The scalars that begin at these places.

    Where the YAML breaks off, or has more than MOST_EVENTS parts, those before; never raises.
    """
    found: dict[Mark, Scalar] = {}
    if not marks:
        return found
    last = max(marks)
    depth: list[bool] = []
    try:
        events = _Parser(text)
    except (yaml.YAMLError, ValueError):  # a character that YAML does not allow, or half of one
        return found
    try:
        for _ in range(MOST_EVENTS):
            event = events.get_event()
            if isinstance(event, yaml.ScalarEvent):
                start: Any = event.start_mark
                end: Any = event.end_mark
                mark = Mark(start.line + 1, start.column + 1)
                if mark > last:
                    break
                if mark in marks:
                    past = _past(text, start.index, end.index)
                    at = Mark(end.line + 1, end.column + 1)
                    if past < end.index:
                        at = Mark(text.count("\n", 0, past) + 1, past - text.rfind("\n", 0, past))
                    found[mark] = Scalar(start.index, past, at, event.value, event.style or "", any(depth))
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                depth.append(bool(event.flow_style))
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                depth.pop()
            elif isinstance(event, yaml.StreamEndEvent):
                break
    except (yaml.YAMLError, ValueError, OverflowError):
        return found  # what is broken further down has a problem of its own
    finally:
        events.dispose()
    return found


def _past(text: str, start: int, past: int) -> int:
    """The end without the blank space that a block scalar or an empty one takes with it."""
    while past > start and text[past - 1].isspace():
        past -= 1
    return past


def written(value: str, like: Scalar, text: str) -> str:
    """A value in the style and with the indentation of the scalar it replaces; the caller reads the result back."""
    before = text[: like.start]
    indent = len(before) - (before.rfind("\n") + 1)
    source = text[like.start : like.past]
    if like.style in ("|", ">"):
        header, _, body = source.partition("\n")
        pad = body[: len(body) - len(body.lstrip(" "))]
        return "\n".join([header, *(pad + line for line in _wrapped(value, len(pad), like.style == ">"))])
    folded = "\n" in source
    pad = " " * indent
    if folded:
        second = source.split("\n")[1]
        pad = second[: len(second) - len(second.lstrip(" "))]
    if like.style == "'":
        return _laid_out("'" + value.replace("'", "''") + "'", pad, folded)
    if like.style == '"':
        return _quoted(value)
    if _may_be_plain(value, flow=like.flow):
        return _laid_out(value, pad, folded)
    return "'" + value.replace("'", "''") + "'" if value.isprintable() else _quoted(value)


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _laid_out(value: str, pad: str, folded: bool) -> str:
    return ("\n" + pad).join(_wrapped(value, len(pad), folded))


def _wrapped(value: str, indent: int, wrap: bool) -> list[str]:
    """The value in lines; more than one only where the old one had several and it has single spaces throughout."""
    if not wrap or value != " ".join(value.split()):
        return value.split("\n")
    lines, line = [], ""
    for word in value.split():
        # A line that begins with one of these would be read as something else.
        if line and len(line) + len(word) + 1 > _WIDTH - indent and word[0] not in "-?:#&*!|>%@`\"'[]{},":
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _may_be_plain(value: str, *, flow: bool) -> bool:
    if not value or value != value.strip() or "\n" in value or not value.isprintable():
        return False
    if ": " in value or " #" in value or value.endswith(":") or value[0] in "-?:,[]{}#&*!|>'\"%@`":
        return False
    return not (flow and any(char in value for char in ",[]{}"))
