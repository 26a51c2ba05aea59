"""``quiz preview``: a screen beside an author's editor."""

import argparse
import gc
import os
from pathlib import Path

from quiz.errors import InputError
from quiz.verbs.common import library, wants_plain


def add_preview(one: argparse.ArgumentParser) -> None:
    one.add_argument("set", metavar="SET|FILE", help="a set's id, or the file that is being edited")
    one.set_defaults(run=preview)


def preview(options: argparse.Namespace) -> int:
    if wants_plain(os.environ):
        raise InputError("preview: needs a terminal; 'quiz check' tells the problems, and 'quiz play --plain' plays it")
    gc.disable()
    from quiz.tui.preview_app import run_preview

    found = library()
    return run_preview(found, Path(found.set_path(options.set)))
