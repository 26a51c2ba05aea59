"""Where the comments of a YAML text are. The door has read the text before, so it is known to be small and whole."""

import re
from typing import Any, cast

import yaml

_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_COMMENT = re.compile("#[^\n\r\x85\u2028\u2029]*")
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def line_starts(text: str) -> list[int]:
    """The offset of each line; lines are parted where YAML parts them."""
    return [0, *(found.end() for found in _LINE_BREAK.finditer(text))]


def find_comments(text: str) -> list[tuple[int, int]]:
    """(start, end) of every comment, from its ``#`` to the end of its line."""
    texts = _texts(text)
    found: list[tuple[int, int]] = []
    at, inside = 0, 0
    while (hit := _COMMENT.search(text, at)) is not None:
        while inside < len(texts) and texts[inside][1] <= hit.start():
            inside += 1
        if inside < len(texts) and texts[inside][0] <= hit.start():
            at = texts[inside][1]
        elif hit.start() and text[hit.start() - 1] not in " \t\n\r\x85\u2028\u2029":
            at = hit.start() + 1
        else:
            found.append(hit.span())
            at = hit.end()
    return found


def _texts(text: str) -> list[tuple[int, int]]:
    """(start, end) of every scalar; a text block begins after the line with its sign, which may hold a comment."""
    found: list[tuple[int, int]] = []
    parser = _Parser(text)
    try:
        while parser.check_event():
            event: Any = parser.get_event()
            if isinstance(event, yaml.ScalarEvent):
                first, last = cast(yaml.Mark, event.start_mark), cast(yaml.Mark, event.end_mark)
                start, end = first.index, last.index
                if event.style in ("|", ">"):
                    line_end = _LINE_BREAK.search(text, start)
                    start = line_end.start() if line_end else end
                if start < end:
                    found.append((start, end))
    finally:
        parser.dispose()
    return found
