"""A program in a pseudo-terminal: keys in, a screen out, and a record of every byte that is not plain text.

The screen understands what Textual writes and what shells write, no more. Tests wait for text on the screen, never for
time to pass, so that a busy machine only makes them slower.
"""

import fcntl
import os
import re
import select
import signal
import struct
import sys
import termios
import time
import unicodedata
from codecs import getincrementaldecoder
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.waiting import PATIENCE, wait_until

REPOSITORY = Path(__file__).resolve().parents[2]
AT_ONCE = 5.0
"""Seconds of painting that are read in one go."""

_TOKEN = re.compile(
    r"\x1b\[(?P<args>[0-?]*)(?P<inter>[ -/]*)(?P<final>[@-~])"
    r"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b(?P<string>[PX^_])(?:[^\x1b]|\x1b(?!\\))*\x1b\\"
    r"|\x1b(?P<esc>[ -/]*[0-OQ-WYZ\\`-~])"
    r"|(?P<cut>\x1b[^\x18]*\x18)"  # a sequence that was cancelled
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f-\x9f])"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f\x1b]+)"
)
# What the driver and our own styling write; everything else is strange.
_OWN = re.compile(
    r"\x1b\[[\d;:]*[mHABCDGdJK]"
    r"|\x1b\[\?(?:1049|1000|1002|1003|1015|1006|1016|25|1004|2004|7|2026|2048)[hl]"
    r"|\x1b\[\?(?:2026|2048)\$p|\x1b\[>\d+u|\x1b\[<u|\x1b\]22;[a-z-]*(?:\x07|\x1b\\)|[\r\n\x18]"
)
MODES = ("1049", "1000", "1003", "1015", "1006", "1004", "2004")


class Screen:
    """The cells of a terminal's screen, its modes, and whatever was written that is neither text nor our own."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows, self.columns = rows, columns
        self.cells = [[" "] * columns for _ in range(rows)]
        self.row = self.column = 0
        self.modes: set[str] = {"25", "7"}
        self.kitty = 0
        self.strange: list[str] = []
        self.asked_for_frames = False
        self._rest = ""
        self._before = ""

    def text(self) -> str:
        """What a person sees: of a frame that has begun (mode 2026) nothing, until its last byte is there."""
        return self._before if "2026" in self.modes else self._text()

    def _text(self) -> str:
        return "\n".join("".join(row).rstrip() for row in self.cells)

    def feed(self, data: str) -> None:
        data, self._rest = self._rest + data, ""
        at = 0
        while at < len(data):
            match = _TOKEN.match(data, at)
            if match is None:  # the beginning of a sequence whose end has not come
                self._rest = data[at:]
                if len(self._rest) > 4000:
                    self.strange.append(self._rest[:80])
                    self._rest = ""
                return
            at = match.end()
            if match["text"] is not None:
                self._write(match["text"])
            else:
                if not match["cut"] and not _OWN.fullmatch(match[0]):
                    self.strange.append(match[0])
                self._obey(match)

    def _write(self, text: str) -> None:
        for char in text:
            wide = 2 if unicodedata.east_asian_width(char) in "WF" else 1
            if unicodedata.combining(char) or self.row >= self.rows:
                continue
            if self.column < self.columns:
                self.cells[self.row][self.column] = char
            for extra in range(1, wide):
                if self.column + extra < self.columns:
                    self.cells[self.row][self.column + extra] = ""
            self.column += wide
            if self.column >= self.columns and "7" in self.modes:
                self.column = 0
                self._down()

    def _down(self) -> None:
        self.row += 1
        if self.row >= self.rows:
            self.cells = [*self.cells[1:], [" "] * self.columns]
            self.row = self.rows - 1

    def _obey(self, match: re.Match[str]) -> None:
        if match["control"] == "\r":
            self.column = 0
        elif match["control"] == "\n":
            self._down()
        elif match["final"]:
            self._csi(match["args"], match["final"])

    def _csi(self, args: str, final: str) -> None:
        numbers = [int(one) if one.isdecimal() else 0 for one in args.lstrip("?<>").split(";")]
        first = numbers[0]
        if args == "?2026" and final == "h" and "2026" not in self.modes:
            self._before = self._text()
        if args == "?2026" and final == "p":
            self.asked_for_frames = True
        if args.startswith("?") and final in "hl":
            (self.modes.add if final == "h" else self.modes.discard)(args[1:])
            if args == "?1049":
                self._clear()
        elif final == "u":
            self.kitty += 1 if args.startswith(">") else -1
        elif final == "H":
            self.row, self.column = max(first, 1) - 1, max(numbers[1] if len(numbers) > 1 else 1, 1) - 1
        elif final == "J" and first == 2:
            self._clear()
        elif final == "K" and self.row < self.rows:
            self.cells[self.row][self.column :] = [" "] * (self.columns - self.column)
        elif final in "ABCD":
            step = max(first, 1)
            self.row = min(max(self.row + {"A": -step, "B": step}.get(final, 0), 0), self.rows - 1)
            self.column = min(max(self.column + {"C": step, "D": -step}.get(final, 0), 0), self.columns - 1)

    def _clear(self) -> None:
        self.cells = [[" "] * self.columns for _ in range(self.rows)]


class Terminal:
    """A running program and its terminal. Use as a context manager: nothing of it is left afterwards."""

    def __init__(
        self,
        command: Sequence[str],
        home: Path,
        *,
        folder: Path = REPOSITORY,
        rows: int = 40,
        columns: int = 120,
        **environ: str,
    ) -> None:
        self.raw = b""
        self.screen = Screen(rows, columns)
        self.status: int | None = None
        variables = clean_environment(home, **environ)
        self.fd, self._slave = os.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.before = termios.tcgetattr(self._slave)
        os.set_blocking(self.fd, False)  # a program that does not read its keys holds nobody up but itself
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.login_tty(self._slave)
                os.chdir(folder)
                os.execve(command[0], list(command), variables)  # noqa: S606
            finally:
                os._exit(127)
        self._decode = getincrementaldecoder("utf-8")("replace").decode

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        for pid in (*self.children(), self.pid):
            if self.status is None:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
        try:
            wait_until(lambda: not self.running(), "the end of a program that was killed")
        finally:
            self.hang_up()

    # Keys in

    def send(self, keys: str | bytes) -> None:
        """Type; what the program writes meanwhile is read, so that neither waits for the other."""
        data = keys.encode() if isinstance(keys, str) else keys
        end = time.monotonic() + PATIENCE
        while data:
            _, writable, _ = select.select([], [self.fd], [], 0.05)
            if writable:
                with suppress(BlockingIOError):
                    data = data[os.write(self.fd, data[:1024]) :]
                    end = time.monotonic() + PATIENCE
            self.read(0)
            assert time.monotonic() < end, "the program does not read its keys"

    # Screen out

    def read(self, seconds: float) -> bool:
        """Take in what the program wrote; False where nothing came in time or the terminal is gone."""
        if self.fd < 0 or not select.select([self.fd], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        self.raw += data
        self.screen.feed(self._decode(data))
        if self.screen.asked_for_frames:  # a screen read in the middle of a frame would show what is already gone
            self.screen.asked_for_frames = False
            with suppress(BlockingIOError):
                os.write(self.fd, b"\x1b[?2026;2$y")
        return bool(data)

    def catch_up(self, pause: float = 0.0) -> None:
        """Take in what is there, and comes within so many seconds.

        Not for ever: whoever waits must be able to give up a program that paints without end.
        """
        end = time.monotonic() + AT_ONCE
        while self.read(pause) and time.monotonic() < end:
            pass

    @property
    def text(self) -> str:
        self.catch_up()
        return self.screen.text()

    def wait_for(self, wanted: str | Callable[[str], Any], patience: float = PATIENCE) -> str:
        """Read until the screen shows a text, or satisfies a question; the screen. Fails where it never does."""
        shows = (lambda screen: wanted in screen) if isinstance(wanted, str) else wanted
        end = time.monotonic() + patience
        while not shows(self.text):
            assert time.monotonic() < end, f"never saw {wanted!r} on\n{self.screen.text()}"
            assert self.running() or self.read(0) or shows(self.text), (
                f"ended with {self.code()} before {wanted!r}:\n{self.screen.text()}"
            )
            self.read(0.05)
        return self.screen.text()

    def wait_for_keys_to_be_read(self) -> None:
        """Until the program takes keys one by one; before that the terminal itself edits a line of them."""
        end = time.monotonic() + PATIENCE
        while termios.tcgetattr(self._slave)[3] & termios.ICANON:
            assert time.monotonic() < end, "the terminal is never made raw"
            self.read(0.005)

    # The process

    def running(self) -> bool:
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = status
        return self.status is None

    def code(self) -> int | None:
        """The exit code, or minus the signal; None while it runs."""
        return None if self.status is None else os.waitstatus_to_exitcode(self.status)

    def end(self, patience: float = PATIENCE) -> int:
        """Wait for the end and read the rest; the exit code, or minus the signal."""
        end = time.monotonic() + patience
        while self.running():
            assert time.monotonic() < end, f"still runs:\n{self.screen.text()}"
            self.read(0.02)
        self.catch_up(0.02)
        code = self.code()
        assert code is not None
        return code

    def children(self) -> list[int]:
        """The processes that the program started and that still live."""
        try:
            return [int(one) for one in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]
        except OSError:
            return []

    @property
    def app(self) -> int:
        """The process that is the app: the child of the supervising parent."""
        end = time.monotonic() + PATIENCE
        while not (found := self.children()):  # the kernel's list may miss some while processes come and go
            assert time.monotonic() < end, "there is no child"
        return found[0]

    def stopped(self) -> bool:
        return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"

    def hang_up(self) -> None:
        """Close the terminal, as when a line is lost."""
        for fd in (self._slave, self.fd):
            if fd >= 0:
                os.close(fd)
        self._slave = self.fd = -1

    def left_over(self) -> list[str]:
        """What the program has not put back: modes of the screen, settings of the line."""
        now = termios.tcgetattr(self._slave)
        found = [f"mode {mode}" for mode in MODES if mode in self.screen.modes]
        found += [f"mode {mode} off" for mode in ("25", "7") if mode not in self.screen.modes]
        found += ["kitty keyboard"] if self.screen.kitty > 0 else []
        return found + ["line settings"] * (now[:4] != self.before[:4])


def clean_environment(home: Path, **environ: str) -> Mapping[str, str]:
    """The variables of a program under test: its data folder is its own, the developer's settings are out of reach."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    settings = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(REPOSITORY)}
    return {**kept, **settings, "HOME": str(home), "QUIZ_HOME": str(home / "data"), **environ}


def quiz(*arguments: str) -> list[str]:
    """The command line of ``quiz`` with these arguments."""
    return [sys.executable, "-m", "quiz", *arguments]
