"""Plain values as YAML that a person would have written, and that our door reads back as the same values.

Everything is text, a list or a mapping, as it is for the door. Which way a text is written is not decided by YAML's
rules but by the door itself: the simplest way that it reads back unchanged is taken. So no rule about quoting can be
wrong here, only ugly.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from quiz.text.yaml_door import YamlError, read_yaml

Tree: TypeAlias = "str | Sequence[Tree] | Mapping[str, Tree]"

WIDTH = 100
"""Columns a line has; a longer text is folded."""

_LONGEST_KEY = 1000
"""Characters a key may have before YAML no longer looks for its colon."""


class Short(tuple["Tree", ...]):
    """A list that is written in brackets where it fits on a line."""


class Brief(dict[str, "Tree"]):
    """A mapping that is written in braces where it fits on a line."""


def write_entry(key: str, value: Tree, indent: int) -> list[str]:
    """The lines of ``key: value``, each ending without a line break, indented by ``indent`` spaces."""
    return list(_entry(" " * indent, key, value, indent))


def write_item(value: Tree, indent: int) -> list[str]:
    """The lines of a list's item; its dash stands ``indent`` spaces from the left."""
    return list(_item(" " * indent + "- ", value, indent))


def _entry(prefix: str, key: str, value: Tree, indent: int) -> Iterator[str]:
    """``prefix`` is what stands before the key on its line; further lines are indented by more than ``indent``."""
    name = _key(key)
    if name is None:
        yield f"{prefix}? {_escaped(key)}"
        head = " " * indent + ":"
    else:
        head = f"{prefix}{name}:"
    if isinstance(value, str):
        yield from _scalar(head + " ", value, indent)
    elif (flow := _flow_line(value, WIDTH - len(head) - 1)) is not None:
        yield f"{head} {flow}"
    else:
        yield head
        yield from _block(value, indent + 2)


def _block(value: Sequence[Tree] | Mapping[str, Tree], indent: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _entry(" " * indent, key, item, indent)
    else:
        for item in value:
            yield from _item(" " * indent + "- ", item, indent)


def _item(prefix: str, value: Tree, indent: int) -> Iterator[str]:
    if isinstance(value, str):
        yield from _scalar(prefix, value, indent)
    elif (flow := _flow_line(value, WIDTH - len(prefix))) is not None:
        yield prefix + flow
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _entry(prefix, key, item, indent + 2)
            prefix = " " * (indent + 2)
    else:
        for item in value:
            yield from _item(prefix + "- ", item, indent + 2)
            prefix = " " * (indent + 2)


# Texts


def _scalar(prefix: str, text: str, indent: int) -> Iterator[str]:
    """A text after ``prefix``, in the first of the ways people write one that fits and means the same."""
    room = WIDTH - len(prefix)
    simple = on_one_line(text)
    if len(simple) <= room and "\n" not in text:
        yield prefix + simple
        return
    inside = " " * (indent + 2)
    lines = text.split("\n") if "\n" in text else _folded(text, WIDTH - indent - 2)
    sign = "|-" if "\n" in text else ">-"
    if _reads(f"{sign}\n" + "".join(f" {line}".rstrip(" ") + "\n" for line in lines), text):
        yield prefix + sign
        for line in lines:
            yield (inside + line).rstrip(" ")
    else:
        yield prefix + simple


def on_one_line(text: str) -> str:
    """A text as it stands after ``key: `` or ``- ``."""
    if "\n" not in text and _reads(text, text):
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    if '"' in text and (single := "'" + text.replace("'", "''") + "'") and _reads(single, text):
        return single
    double = f'"{text}"'
    return double if _reads(double, text) else _escaped(text)


def _escaped(text: str) -> str:
    """In double quotes, with every character that is no plain sign written by its number."""
    return '"' + "".join(_escape(char) for char in text) + '"'


def _escape(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char == "\n":
        return "\\n"
    if char == " " or (char.isprintable() and char != "\ufeff"):
        return char
    code = ord(char)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"


def _folded(text: str, width: int) -> list[str]:
    """A text cut at single spaces into lines of at most ``width`` characters, where its words allow."""
    lines: list[str] = []
    start = last = 0
    at = text.find(" ")
    while at >= 0:
        single = 0 < at < len(text) - 1 and text[at - 1] != " " and text[at + 1] != " "
        if single:
            if at - start > width and last > start:
                lines.append(text[start:last])
                start = last + 1
            last = at
        at = text.find(" ", at + 1)
    if len(text) - start > width and last > start:
        lines.append(text[start:last])
        start = last + 1
    return [*lines, text[start:]]


def _key(text: str) -> str | None:
    """A text as a key; None where it is too long for one that stands before its colon."""
    if len(text) > _LONGEST_KEY // 2:
        return None
    for way in (text, _quoted(text), _escaped(text)):
        if "\n" not in way and _is(f"{way}: x", {text: "x"}):
            return way
    return None


# Lists and mappings on one line


def _flow_line(value: Sequence[Tree] | Mapping[str, Tree], room: int) -> str | None:
    """A value in brackets or braces; None where it is too long for that, or is better read in lines of its own."""
    if not value:
        return "{}" if isinstance(value, Mapping) else "[]"
    if not isinstance(value, Short | Brief):
        return None
    line = _flow(value)
    return line if len(line) <= room and _is(line, _bare(value)) else None


def _flow(value: Tree) -> str:
    if isinstance(value, str):
        return in_brackets(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{in_brackets(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(map(_flow, value)) + "]"


def in_brackets(text: str) -> str:
    """A text inside brackets, where a comma or a bracket ends it."""
    if _is(f"{{{text}: [{text}]}}", {text: [text]}):
        return text
    return _quoted(text)


# What the door makes of it


def _reads(written: str, text: str) -> bool:
    """Whether a text written this way is read back as it was, after a key and as an item."""
    return _is(f"k: {written}", {"k": text}) and _is(f"- {written}", [text])


def _is(written: str, value: object) -> bool:
    try:
        document = read_yaml(written, "")
    except YamlError:
        return False
    return document.value == value and not document.slips


def _bare(value: Tree) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: _bare(item) for key, item in value.items()}
    return [_bare(item) for item in value]
