"""Text with parts that are set in: what does not fit on their row goes on under their words."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from quiz.text.sanitise import sanitise
from quiz.tui.widgets.plain_text import PlainText
from quiz.tui.widgets.wrapping import hang

Piece: TypeAlias = str | tuple[str, str]

HEADS = {"  ": "  ", "✗ ": "  ", "◐ ": "  ", "· ": "  ", "▌ ": "▌ "}
"""By what a line begins with, what its later rows begin with."""


class HangingText(PlainText):
    """Plain text that is broken anew for each width, if a line of it is set in."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(text, id=id, classes=classes)
        self._pieces: tuple[Piece, ...] = ()
        self._told_for = 0

    def say(self, *pieces: Piece) -> None:
        self._pieces = pieces
        self._tell()

    def on_resize(self) -> None:
        if self.size.width != self._told_for:
            self._tell()

    def _tell(self) -> None:
        self._told_for = self.size.width
        super().say(*hung(self._pieces, self._told_for))


def hung(pieces: Iterable[Piece], width: int) -> Iterator[Piece]:
    """The same pieces, sanitised, with the lines that are set in broken for so many columns; 0: not known yet."""
    begins = True
    for piece in pieces:
        text, style = (piece, "") if isinstance(piece, str) else piece
        lines = sanitise(text).split("\n")
        broken = [_hung(line, width) if at or begins else line for at, line in enumerate(lines)]
        begins = not lines[-1] and (begins or len(lines) > 1)
        yield ("\n".join(broken), style) if style else "\n".join(broken)


def _hung(line: str, width: int) -> str:
    head, words = line[:2], line[2:]
    if head not in HEADS:
        return line
    return head + hang(words, width, len(head)).replace("\n  ", f"\n{HEADS[head]}")
