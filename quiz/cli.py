"""The command line: a line of arguments in, an exit code out."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper

from quiz.errors import QuizError
from quiz.verbs.bare import bare

OUTPUT_FAILED = 74
"""As in sysexits.h: an error while doing input or output."""


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say. Returns the exit code: 0 done, 1 problems found, 2 wrong usage or unreadable input."""
    _settle_streams()
    go = bare(arguments) or _parsed(arguments)
    try:
        code = go()
        sys.stdout.flush()
    except QuizError as error:
        from quiz.text.sanitise import one_line

        print(f"quiz: {one_line(str(error))}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except OSError as error:
        if error.filename is not None:
            raise
        return _lost_output(error)
    return code


def _parsed(arguments: Sequence[str]) -> Callable[[], int]:
    """What a line with options, or of another verb, is to do. Ends the program with exit code 2 for a wrong one."""
    from quiz.verbs.tree import parse

    options = parse(arguments)
    return lambda: int(options.run(options))


def _lost_output(error: OSError) -> int:
    """Standard output takes no more: its reader has gone, which is well (``quiz list | head``), or its disk is full."""
    # What is buffered has nowhere to go; the interpreter would try once more at its end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return 0
    print(f"quiz: standard output: {(error.strerror or str(error)).lower()}; write it elsewhere", file=sys.stderr)
    return OUTPUT_FAILED


def _settle_streams() -> None:
    """A terminal or pipe without Unicode gets the nearest letters; bytes that are no text do not stop reading.

    A stream that the shell closed (``<&-``) is an empty one.
    """
    sys.stdin, sys.stdout, sys.stderr = (
        stream or open(os.devnull, mode)  # noqa: SIM115  for as long as the process runs
        for stream, mode in ((sys.stdin, "r"), (sys.stdout, "w"), (sys.stderr, "w"))
    )
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            from quiz.text.closest import register

            register()
            stream.reconfigure(errors="closest")
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
