"""What verbs of several groups need: the library, the app, and whether to use plain mode instead."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.articles.library import Library
    from quiz.store.study import PlayOptions


def wants_plain(environ: Mapping[str, str]) -> bool:
    """True for ACCESSIBLE=1, a dumb terminal, and where input or output is no terminal."""
    asked = environ.get("ACCESSIBLE", "") not in ("", "0")
    return asked or environ.get("TERM") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty())


def library() -> "Library":
    """Where articles and sets are found, from here."""
    from quiz.articles.library import Library, usual_roots
    from quiz.store.paths import data_folder

    return Library(usual_roots(os.environ, Path.cwd(), data_folder()))


def in_app(options: "PlayOptions") -> int:
    """Run the app; its exit code."""
    from quiz.tui.app import run_app

    return run_app(library(), options)
