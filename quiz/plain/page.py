"""Lines out and lines in: static text, as a screen reader, a dumb terminal or a pipe takes it."""

import shutil
import signal
import sys
import textwrap
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO
from unicodedata import category

from quiz.plain.stopping import wait_for_line
from quiz.text.sanitise import one_line, sanitise

MOST_LINE = 100_000
"""Characters of a line that are read; the rest of a longer one is dropped."""
KEEP = "\u00a0"
"""A space at which no line is broken; written as an ordinary one."""
PIPE_WIDTH = 80
HEARD = 0.5
"""Seconds until a signal is heard at the latest while a line is edited."""
MOST_WIDTH = 100


class Page:
    """Writes wrapped, sanitised lines and reads responses. Never moves the cursor, never colours.

    interactive is True where a person types: their terminal shows what they type, so only a pipe's lines are repeated.
    """

    def __init__(self, source: TextIO, out: TextIO) -> None:
        self._source = source
        self._out = out
        self.interactive = source.isatty()
        self._width = min(MOST_WIDTH, max(30, shutil.get_terminal_size().columns)) if out.isatty() else PIPE_WIDTH

    @property
    def _edits(self) -> bool:
        """Whether a line can be edited as it is typed: in a terminal, which is read and written by nobody else."""
        return self.interactive and self._source is sys.stdin and self._out is sys.stdout and self._out.isatty()

    def _edited(self) -> str | None:
        with suppress(ImportError):  # where there is none the terminal's own editing has to do
            import readline

            readline.parse_and_bind("set enable-bracketed-paste off")
        self._out.flush()
        try:
            with _signals_are_heard():
                return input("> ")[:MOST_LINE]
        except EOFError:
            self._out.write("\n")
            return None

    def say(self, *lines: str) -> None:
        """Write paragraphs, each wrapped at words; an empty one is a blank line."""
        for line in lines:
            for part in sanitise(line).split("\n"):
                wrapped = textwrap.wrap(part, self._width, break_long_words=False, break_on_hyphens=False)
                self._out.write("\n".join(wrapped).replace(KEEP, " ") + "\n")

    def ask(self) -> str | None:
        """The next line that is typed, without its end; None at the end of input."""
        if self._edits:
            return self._edited()
        if self.interactive:
            self._out.write("> ")
        self._out.flush()
        if self.interactive:
            wait_for_line(self._source)
        line = self._source.readline(MOST_LINE)
        if not line:
            if self.interactive:
                self._out.write("\n")
            return None
        rest = line
        while rest and not rest.endswith("\n"):
            rest = self._source.readline(MOST_LINE)
        line = line.rstrip("\r\n")
        if not self.interactive:
            self._out.write(f"> {one_line(line[:500])}\n")
        return line


@contextmanager
def _signals_are_heard() -> Iterator[None]:
    """A signal that comes after the prompt was written and before keys are waited for would be heard at the next key
    alone, because the library that edits the line waits for keys only: an alarm ends that wait twice a second."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, HEARD, HEARD)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def holds_controls(line: str) -> bool:
    """Whether a line holds what no key for a letter writes, such as the escape sequence of an arrow; a tab may be."""
    return any(category(char) == "Cc" and char != "\t" for char in line)
