"""YAML as a person would write it: plain where that is safe, in quotes where it must be, folded where it is long.

What is written here, ``yaml_door`` reads back as the same text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import TypeAlias

from quiz.text.sanitise import sanitise

Written: TypeAlias = "str | Sequence[Written] | Mapping[str, Written]"

WIDTH = 118

_MARKS_FIRST = re.compile(r"""[\[\]{}#&*!|>'"%@`,]|[-?:](?:\s|$)|---|\.\.\.""")
_MARKS_INSIDE = re.compile(r":\s|:$|\s#|[^\S ]")
_MARKS_IN_FLOW = re.compile(r"[\[\]{},]|^[?:-]|:$")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n"}


def scalar(text: str, *, flow: bool = False) -> str:
    """A text on one line; flow: for inside ``[...]`` or ``{...}``, where commas and brackets have a meaning."""
    text = sanitise(text)
    plain = (
        text
        and text == text.strip()
        and text != "<<"
        and not _MARKS_FIRST.match(text)
        and not _MARKS_INSIDE.search(text)
        and not (flow and _MARKS_IN_FLOW.search(text))
    )
    if plain:
        return text
    if "\n" in text or ("'" in text and '"' not in text):
        return '"' + "".join(_ESCAPED.get(char, char) for char in text) + '"'
    return "'" + text.replace("'", "''") + "'"


def field(name: str, value: Written, indent: int = 0) -> Iterator[str]:
    """The lines of ``name: value``, each with its indentation in spaces and without its end."""
    head = " " * indent + scalar(name) + ":"
    if isinstance(value, str):
        yield from _text(head, value, indent + 2)
    elif not value:
        yield f"{head} {'{}' if isinstance(value, Mapping) else '[]'}"
    elif isinstance(value, Mapping):
        yield head
        for key, one in value.items():
            yield from field(key, one, indent + 2)
    else:
        line = f"{head} {_in_flow(value)}"
        if len(line) <= WIDTH * 3 // 4 and all(isinstance(one, str) for one in value):
            yield line
            return
        yield head
        for one in value:
            yield from item(one, indent + 2)


def item(value: Written, indent: int = 0) -> Iterator[str]:
    """The lines of ``- value``."""
    dash = " " * indent + "-"
    if isinstance(value, str):
        yield from _text(dash, value, indent + 2)
    elif isinstance(value, Mapping) and len(value) > 0:
        lines = [line for key, one in value.items() for line in field(key, one, indent + 2)]
        yield f"{dash} {lines[0].lstrip()}"
        yield from lines[1:]
    else:
        yield f"{dash} {_in_flow(value)}"


def _text(head: str, text: str, indent: int) -> Iterator[str]:
    line = f"{head} {scalar(text)}"
    short = len(line) <= WIDTH or len(text) <= WIDTH // 3
    if short or text != " ".join(text.split()) or sanitise(text) != text:
        yield line
        return
    yield f"{head} >-"
    for part in wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False):
        yield " " * indent + part


def _in_flow(value: Written) -> str:
    if isinstance(value, str):
        return scalar(value, flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key, flow=True)}: {_in_flow(one)}" for key, one in value.items()) + "}"
    return "[" + ", ".join(map(_in_flow, value)) + "]"
