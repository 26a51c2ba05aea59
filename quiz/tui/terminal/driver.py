"""Textual's terminal driver for POSIX systems, with an input side that survives whatever a terminal sends.

The stock driver ends the app at the first byte that is no UTF-8, runs keys that hide in a paste, reads a paste of ten
megabytes for twelve seconds, and spins when the terminal is gone.
"""

import os
import select
import signal
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, cast

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Paste, Resize
from textual.message import Message

from quiz.text.sanitise import removed
from quiz.tui.terminal.pasting import PasteLimit

READ = 64 * 1024
LARGEST = 2000
"""Columns or rows: a terminal that reports more of them is not believed."""


class Screen:
    """The terminal's output. When the terminal is gone writing does nothing, so that the app can end in good order."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.gone = False

    def write(self, text: str) -> None:
        self._try(lambda: self._file.write(text))

    def flush(self) -> None:
        self._try(self._file.flush)

    def fileno(self) -> int:
        return self._file.fileno()

    def isatty(self) -> bool:
        return self._file.isatty()

    def _try(self, step: Callable[[], object]) -> None:
        if not self.gone:
            try:
                step()
            except (OSError, ValueError):
                self.gone = True


class TerminalDriver(LinuxDriver):
    """Decodes bytes that are no UTF-8 as U+FFFD, limits pastes, and ends the app when the terminal is gone."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        stream = next((one for one in (sys.__stderr__, sys.__stdout__) if one and one.isatty()), sys.__stderr__)
        self._screen = Screen(cast(IO[str], stream))
        self._file = cast(Any, self._screen)
        self._suspended = False
        # The stock driver stops its output thread inside a signal handler. That waits for ever where the signal came
        # while the main thread held the lock of that thread's queue; the event loop calls between two steps.
        self._loop.add_signal_handler(signal.SIGTSTP, self._sigtstp_application)
        self._loop.add_signal_handler(signal.SIGCONT, self._sigcont_application)

    # Input

    def _run_input_thread(self) -> None:
        """As the stock driver, but a fault reaches the app as what it is, not as a printed traceback."""
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001  the app decides
            self._app.call_later(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Read, decode and dispatch until told to stop."""
        keys = KeyReader(self._debug)
        while not self.exit_event.is_set():
            ready, _, _ = select.select([self.fileno], [], [], 0.02 if keys.waiting else 0.1)
            if not ready:
                messages = keys.pause()
            else:
                data = self._read()
                if not data:
                    self._end_lost()
                    return
                messages = keys.feed(data)
            for message in messages:
                self.process_message(message)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, READ)
        except OSError:  # EIO: the other end hung up
            return b""

    def _end_lost(self) -> None:
        """The terminal is gone: what a hangup signal does, also where that signal never comes."""
        self._screen.gone = True
        os.kill(os.getpid(), signal.SIGHUP)

    # Stop and go on

    def suspend_application_mode(self) -> None:
        self._suspended = True
        super().suspend_application_mode()

    def resume_application_mode(self) -> None:
        self._suspended = False
        super().resume_application_mode()
        self._app.call_later(
            self._app.refresh
        )  # the terminal shows an empty screen now; the app has painted what it says

    def _sigcont_application(self, *_: object) -> None:
        """Come back; after SIGSTOP, which cannot be handled, the shell has changed the terminal, so set it anew."""
        if not self._auto_restart:
            return
        if not self._suspended:
            super().suspend_application_mode()
        self.resume_application_mode()


class KeyReader:
    """Bytes in, messages out. Whatever the bytes are, it goes on reading."""

    def __init__(self, debug: bool = False) -> None:
        self._debug = debug
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._parser = XTermParser(debug)
        self._limit = PasteLimit()

    @property
    def waiting(self) -> bool:
        """Whether a short pause would settle what was read."""
        return self._limit.waiting

    def feed(self, data: bytes) -> Iterator[Message]:
        """The messages that these bytes complete."""
        for piece in self._limit.feed(self._decode(data)):
            if isinstance(piece, Paste):
                yield piece
            else:
                # What was typed before the terminal was made raw has newlines where Enter was pressed.
                yield from self._parse(self._parser.feed(piece.replace("\n", "\r")))

    def pause(self) -> Iterator[Message]:
        """The messages that become certain because nothing more came: an escape key, say."""
        if held := self._limit.pause():
            yield from self._parse(self._parser.feed(held))
        yield from self._parse(self._parser.tick())

    def _parse(self, parsing: Iterable[Message]) -> Iterator[Message]:
        try:
            for message in parsing:
                if _sensible(message):
                    yield message
        except (ValueError, OverflowError, ZeroDivisionError, RuntimeError, ParseError):
            # A report with numbers that no terminal means. A generator that raised is over, so a new parser goes on.
            self._parser = XTermParser(self._debug)


def _sensible(message: Message) -> bool:
    """False for what no terminal and no keyboard means: sizes beyond belief, and characters that are not shown."""
    if isinstance(message, Resize):
        return 0 < message.size.width <= LARGEST and 0 < message.size.height <= LARGEST
    if isinstance(message, Key) and message.character and not message.character.isascii():
        return not removed(message.character)
    return True
