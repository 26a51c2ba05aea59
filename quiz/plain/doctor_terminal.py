"""What a terminal can do: as its environment says, and as it answers when it is asked."""

import os
import re
import select
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from quiz.plain.finding import Finding

SMALLEST = (60, 20)
PATIENCE = 0.5
"""Seconds in which a terminal answers, over a slow line too."""

# One column, two columns, and where the cursor is now; then the modes of the mouse and of pastes; and a question that
# every terminal answers, so that there is no waiting for the others.
_QUESTION = "\r●日\x1b[6n\r\x1b[K\x1b[?1006$p\x1b[?2004$p\x1b[c"
_COLUMN = re.compile(rb"\x1b\[\d+;(\d+)R")
_MODE = re.compile(rb"\x1b\[\?(\d+);(\d)\$y")
_LAST = re.compile(rb"\x1b\[\?[\d;]*c")
_WIDE_COLUMN = 4


def examine_terminal(environ: Mapping[str, str], *, terminal: bool, size: tuple[int, int]) -> Iterator[Finding]:
    """terminal: whether input and output are one. size: columns and rows."""
    term = environ.get("TERM", "")
    if not terminal:
        yield Finding("note", "input or output is no terminal: plain mode", "run it in a terminal to see more")
    if term in ("", "dumb"):
        yield Finding("note", f"TERM is {term or 'not set'}: plain mode", "set TERM if the terminal can do more")
    else:
        yield Finding("ok", f"TERM is {term}")
    if environ.get("ACCESSIBLE", "") not in ("", "0"):
        yield Finding("ok", "ACCESSIBLE is set: plain mode")
    if terminal:
        small = size[0] < SMALLEST[0] or size[1] < SMALLEST[1]
        mend = f"make it at least {SMALLEST[0]} by {SMALLEST[1]}, or use --plain" if small else ""
        yield Finding("wrong" if small else "ok", f"{size[0]} columns by {size[1]} rows", mend)
    yield Finding("ok", f"colours: {_colours(environ)}")
    if environ.get("TMUX") or term.startswith(("tmux", "screen")):
        yield Finding("ok", "inside tmux or screen; the mouse needs its own setting there ('set -g mouse on')")


def _colours(environ: Mapping[str, str]) -> str:
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR"):
        return "none, as NO_COLOR asks"
    if environ.get("COLORTERM") in ("truecolor", "24bit"):
        return "16 million (COLORTERM)"
    return "256 (TERM)" if "256" in term else "16 at most, as far as TERM and COLORTERM tell"


def ask_terminal() -> bytes:
    """What the terminal on standard input answers to our questions; empty where it says nothing, or cannot."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        return b""
    with _raw(termios, tty):
        sys.stdout.flush()
        os.write(1, _QUESTION.encode("utf-8"))
        answer, end = b"", time.monotonic() + PATIENCE
        while not _LAST.search(answer) and (left := end - time.monotonic()) > 0:
            if select.select([0], [], [], left)[0]:
                answer += os.read(0, 1000)
        os.write(1, b"\r\x1b[K")
    return answer


@contextmanager
def _raw(termios: object, tty: object) -> Iterator[None]:
    """Input byte by byte and unseen, for as long as this lasts."""
    before = termios.tcgetattr(0)  # type: ignore[attr-defined]
    try:
        tty.setcbreak(0)  # type: ignore[attr-defined]
        yield
    finally:
        termios.tcsetattr(0, termios.TCSAFLUSH, before)  # type: ignore[attr-defined]


def understand(answer: bytes) -> Iterator[Finding]:
    """What the answers mean."""
    if not answer:
        yield Finding("note", "the terminal does not answer questions, so what follows of it is not known")
        return
    column = _COLUMN.search(answer)
    if column is not None:
        right = int(column[1]) == _WIDE_COLUMN
        yield Finding(
            "ok" if right else "wrong",
            "Unicode: letters of one and of two columns" + ("" if right else " take up other room than they should"),
            "" if right else "set the terminal and LC_ALL to UTF-8, or use --plain",
        )
    modes = {int(number): int(state) for number, state in _MODE.findall(answer)}
    for mode, what in ((1006, "mouse"), (2004, "marked pastes")):
        match modes.get(mode):
            case None:
                yield Finding("note", f"{what}: the terminal does not tell")
            case 0 | 4:
                yield Finding("note", f"{what}: not here; all can be done with the keyboard")
            case _:
                yield Finding("ok", what)
