"""A small parent that gives the terminal back when the app cannot.

After ``kill -9`` or a crash of the interpreter nothing in the app runs any more, and the shell would be left with raw
keys, a hidden cursor and mouse reports. So ``quiz`` forks before anything else is imported: the child becomes the app,
the parent waits, passes signals on and mends what is left behind. It imports next to nothing: what it holds stays in
memory twice. So it takes signals from CPython's own ``_signal``, whose numbers and calls ``signal`` dresses with enums.
"""

import _signal as signal  # type: ignore[import-not-found]
import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

try:
    import termios
except ImportError:  # Windows: its console forgets a dead program's modes by itself
    termios = None  # type: ignore[assignment]

APPS = ("play", "review", "preview", "author", "join", "class watch", "class assess", "class report")
"""Verbs that open an app."""

KEPT = {
    "play": "your answers are kept, and quiz play goes on from there",
    "join": "your answers are kept, and quiz join goes on from there",
    "class watch": "the class goes on without this screen",
    "class assess": "the marks that were shown as saved are kept, and quiz class assess goes on from there",
    "review": "your answers are kept, and quiz review goes on from there",
    "author": "what you wrote is kept aside, and quiz author goes on from there",
}
"""What becomes of what was typed, by verb."""

AGAIN = 100
"""The exit code of an app that asks for a fresh one in its place: nothing of the old one is then left in memory."""

TOO_LONG = 5
"""Seconds an app has to end after it was told to, before it is killed."""

RESET = (
    b"\x18"  # CAN: whatever sequence the app was in the middle of is over
    b"\x1b[?2004l"  # bracketed paste
    b"\x1b[?7h"  # automatic margins
    b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l"  # mouse
    b"\x1b[?1004l"  # focus reports
    b"\x1b[?2026l\x1b[?2048l"  # synchronised output, resize reports
    b"\x1b[<u"  # kitty keyboard
    b"\x1b[0m\x1b[?25h\x1b[?1049l\r"  # style, cursor, alternate screen
)
"""Turns off whatever a full-screen app turns on. A terminal passes over the modes that it does not know."""


def supervise(arguments: list[str], environ: "os._Environ[str]" = os.environ) -> int | None:
    """Fork where the app is about to open in a terminal.

    Returns None in the process that goes on as the app, and in the parent, when the child has ended, the exit code:
    the child's own, or 128 and the number of the signal that ended it. Without a fork it returns None as well.
    """
    if not wanted(arguments, environ):
        return None
    before = termios.tcgetattr(0)
    heard = {signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGCHLD}
    signal.signal(signal.SIGCHLD, _nothing)  # where it is ignored, as by default, some systems do not report it
    signal.pthread_sigmask(signal.SIG_BLOCK, {*heard, signal.SIGALRM})
    gc.freeze()  # the collector of one process would otherwise write to the pages of both
    while True:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # until the app listens, ctrl+c ends it without a traceback
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {*heard, signal.SIGALRM})
            return None
        status = _wait(child, {*heard, signal.SIGALRM})
        killed = os.WIFSIGNALED(status)
        if _mend(before, at_once=killed) and killed:
            kept = KEPT.get(_verb(arguments) or "play", "nothing was to be kept")
            _say(f"quiz: ended by signal {os.WTERMSIG(status)}; {kept}\n")
        if killed:
            return 128 + os.WTERMSIG(status)
        if os.WEXITSTATUS(status) != AGAIN:
            return os.WEXITSTATUS(status)


def wanted(arguments: list[str], environ: "os._Environ[str]") -> bool:
    """Whether these arguments open the app in a terminal, as far as can be told without reading them all."""
    verb = _verb(arguments)
    if termios is None or (verb and verb not in APPS):
        return False
    if "--plain" in arguments or "-h" in arguments or "--help" in arguments:
        return False
    if environ.get("TERM") == "dumb" or environ.get("ACCESSIBLE", "") not in ("", "0"):
        return False
    return os.isatty(0) and os.isatty(1)


def _verb(arguments: list[str]) -> str:
    """The verb with what a group of verbs is followed by, "" for none."""
    return " ".join(arguments[: 2 if arguments[:1] == ["class"] else 1])


def _wait(child: int, heard: set[int]) -> int:
    """Wait for the child's end and pass on what it is told; returns its wait status."""
    while True:
        number = signal.sigwait(heard)
        status = None
        if number == signal.SIGCHLD:
            status = _news(child)
        elif number == signal.SIGTSTP:
            # To a stop from the keyboard the child listens itself; only one meant for us alone needs passing on.
            status = _news(child, patience=20)
            if status is None:
                os.kill(child, number)
        elif number == signal.SIGALRM:
            os.kill(child, signal.SIGKILL)
        else:
            os.kill(child, number)
            signal.alarm(TOO_LONG)
        if status is not None:
            if not os.WIFSTOPPED(status):
                return status
            status = _stop_too(child)
            if status is not None:
                return status


def _stop_too(child: int) -> int | None:
    """Stop as the app did, for the shell waits for us; returns once we go on, with the child's status if it ended."""
    import time

    os.kill(os.getpid(), signal.SIGSTOP)
    time.sleep(0.05)  # ``fg`` wakes both of us, ``kill -CONT`` maybe us alone
    pid, status = os.waitpid(child, os.WNOHANG | os.WCONTINUED)
    if not pid:
        os.kill(child, signal.SIGCONT)
    elif not os.WIFCONTINUED(status):
        return status
    return None


def _news(child: int, patience: int = 0) -> int | None:
    """The wait status of a child that has ended or stopped, asked for again every 20 ms; None where it goes on."""
    import time

    while True:
        pid, status = os.waitpid(child, os.WNOHANG | os.WUNTRACED)
        if pid or not patience:
            return status if pid else None
        patience -= 1
        time.sleep(0.02)


def _mend(before: "list[Any]", *, at_once: bool) -> bool:
    """Put the terminal back as it was, where the app has not; whether there was anything to put back."""
    try:
        if not at_once and termios.tcgetattr(0) == before:
            return False
        termios.tcflush(0, termios.TCIFLUSH)
        termios.tcsetattr(0, termios.TCSANOW, before)
        os.write(_screen(), RESET)
    except (OSError, termios.error):
        return False  # the terminal itself is gone: nothing to mend, nobody to tell
    return True


def _screen() -> int:
    return next((fd for fd in (2, 1) if os.isatty(fd)), 0)


def _say(text: str) -> None:
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        return  # nobody reads it any more


def _nothing(_number: int, _frame: object) -> None:
    """Wakes us from a wait, which is all that is wanted of it."""
