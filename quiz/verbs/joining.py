"""``quiz join``."""

import argparse
import gc
import os

from quiz.verbs.common import wants_plain


def add_join(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "line",
        metavar="LINE",
        nargs="*",
        help="the join line, or a folder that was given out; without it you are asked",
    )
    one.add_argument("--plain", action="store_true", help="line by line: for screen readers, dumb terminals and pipes")
    one.set_defaults(run=join)


def join(options: argparse.Namespace) -> int:
    from quiz.store.paths import data_folder

    line = " ".join(options.line)  # a code copied with spaces in it is several words
    if options.plain or wants_plain(os.environ):
        from quiz.plain.joining import join_plain

        return join_plain(line, data_folder())
    gc.disable()
    from quiz.tui.class_app import run_class
    from quiz.tui.terminal.supervise import AGAIN

    code = run_class(line, data_folder())
    while code == AGAIN and os.name != "posix":  # there is no parent process to start a fresh one
        code = run_class(line, data_folder())
    return code
