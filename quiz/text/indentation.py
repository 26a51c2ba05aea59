"""A line of YAML that stands a little beside its neighbours: what an author sees, and the parser cannot say."""

import re
from typing import NamedTuple

_FIELD = re.compile(r"(?P<spaces> *)(?P<dash>- +)?[\w-]+:(?:\s|$)")
_DASH = re.compile(r"(?P<spaces> *)- ")
_MOST_LINES = 200
"""How far above a neighbour is looked for."""


class Misplaced(NamedTuple):
    """A line's own indent and that of its neighbours, in spaces, and what to say of it; dash: it begins an item."""

    indent: int
    wanted: int
    dash: bool

    @property
    def slight(self) -> bool:
        """Off by one: nobody means that. A text that goes on below is indented by more."""
        return abs(self.indent - self.wanted) == 1

    @property
    def beside(self) -> str:
        return "the items above" if self.dash else "the fields beside it"

    @property
    def what(self) -> str:
        return f"this line is indented by {_spaces(self.indent)}, {self.beside} by {self.wanted}"

    @property
    def hint(self) -> str:
        return f"indent it by {self.wanted}"


def misplaced(text: str, line: int) -> Misplaced | None:
    """How a line (from 0) of a text stands beside its neighbours above; None where it stands as one of them does."""
    lines = text.split("\n", line + 1)[: line + 1]
    if len(lines) <= line:
        return None
    own = _DASH.match(lines[line]) or _FIELD.match(lines[line])
    if own is None:
        return None
    indent, dash = len(own["spaces"]), own.re is _DASH
    if not dash and re.match(r" *id:", lines[line]):
        return None  # it is its dash that is missing
    near = _dashes(lines, line) if dash else _fields(lines, line, indent)
    if not near or indent in near:
        return None
    return Misplaced(indent, min(near, key=lambda one: abs(one - indent)), dash)


def _dashes(lines: list[str], line: int) -> list[int]:
    """The indents of the dashes above, the nearest first."""
    above = lines[max(0, line - _MOST_LINES) : line][::-1]
    return [len(found["spaces"]) for one in above if (found := _DASH.match(one))]


def _fields(lines: list[str], line: int, indent: int) -> list[int]:
    """The indents of the fields above, the nearest first, as far as the item goes."""
    found = []
    for one in lines[max(0, line - _MOST_LINES) : line][::-1]:
        if field := _FIELD.match(one):
            found.append(field.end("dash") if field["dash"] else len(field["spaces"]))
        if (dash := _DASH.match(one)) and len(dash["spaces"]) < indent:
            break
        if not field and one[:1] not in ("", " ", "#", "-"):
            break
    return found


def _spaces(number: int) -> str:
    return f"{number} space{'' if number == 1 else 's'}"
