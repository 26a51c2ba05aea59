"""The lines of a pasted text: without mark-up, and with paragraphs that were wrapped made whole again."""

import re
from collections.abc import Iterator

import msgspec

from quiz.text.sanitise import sanitise

_WIDEST_WRAPPED = 140
"""Characters of the longest line up to which lines may be pieces of a paragraph; a longer one is a whole paragraph."""

_MOSTLY = 0.75
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_BULLET = re.compile(r"^\s*(?:[•◦▪●‣·*+-]|\d{1,2}[.)])\s+")
_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)")
_STRONG = re.compile(r"(?<!\w)(\*\*|__)(?=\S)([^*_]+)(?<=\S)\1(?!\w)")
_STRESSED = re.compile(r"(?<!\w)([*_])(?=\S)([^*_]+)(?<=\S)\1(?!\w)")
_ENDS = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_HYPHENATED = re.compile(r"\w-$")
_FIELD = re.compile(r"^([A-Za-z][\w-]{0,30}):\s*(.*)$")


class Line(msgspec.Struct, frozen=True):
    """One paragraph, heading or scrap. level: 1 to 6 for a Markdown heading, else 0; bullet: it began with one."""

    number: int
    text: str
    level: int = 0
    bullet: bool = False


def read_lines(text: str) -> list[Line]:
    """Every line that is not blank, sanitised, wrapped ones joined; numbers count the lines of ``text`` from 1."""
    raw = sanitise(text).split("\n")
    widest = max((len(line) for line in raw), default=0)
    found: list[Line] = []
    held: list[str] = []
    begun = 0
    for number, line in enumerate(raw, 1):
        if held and not (line.strip() and widest <= _WIDEST_WRAPPED and _joins(held[-1], line, widest)):
            found += _line(begun, held)
            held = []
        if line.strip():
            begun = begun if held else number
            held.append(line)
    return found + list(_line(begun, held))


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """The simple ``name: value`` fields between ``---`` lines at a text's start, and how many lines they take."""
    lines = text.split("\n", 60)
    if lines[0].strip() != "---":
        return {}, 0
    fields: dict[str, str] = {}
    for at, line in enumerate(lines[1:], 1):
        if line.strip() in ("---", "..."):
            return fields, at + 1
        if found := _FIELD.match(line.strip()):
            fields[found.group(1).lower()] = found.group(2).strip().strip("\"'")
    return {}, 0


def _joins(above: str, below: str, widest: int) -> bool:
    """True where a line goes on in the next: its first word had no room, or no sentence and no title ends here."""
    if _HEADING.match(above) or _HEADING.match(below) or _BULLET.match(below) or below.lstrip().startswith(">"):
        return False
    first = below.split(maxsplit=1)[0]
    above = above.rstrip()
    if len(above) + 1 + len(first) > widest or (first[0].islower() and _HYPHENATED.search(above[-2:])):
        return True
    return len(above) > _MOSTLY * widest and (first[0].islower() or not _ENDS.search(above))


def _line(number: int, pieces: list[str]) -> Iterator[Line]:
    if not pieces:
        return
    joined = pieces[0].strip()
    if len(pieces) > 1:
        # "full-" at a line's end goes on in "scale" without a space; a lone hyphen is a dash.
        ends = [piece.strip() for piece in pieces]
        joined = "".join(end if _HYPHENATED.search(end[-2:]) else end + " " for end in ends)
    heading = _HEADING.match(joined)
    if heading:
        joined = heading.group(2)
    bullet = _BULLET.match(joined)
    words = " ".join(_plain(joined.removeprefix("> ") if not heading else joined).split())
    if words:
        yield Line(number, words, len(heading.group(1)) if heading else 0, bullet is not None)


def _plain(text: str) -> str:
    """Markdown's links, pictures and stress as the words a reader sees."""
    text = _LINK.sub(r"\1", _PICTURE.sub("", text))
    return _STRESSED.sub(r"\2", _STRONG.sub(r"\2", text))
