"""What verbs of several groups need: the library, the app, and whether to use plain mode instead."""

import gc
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


def open_library(learner: str | None = None) -> int:
    """Open the library of question sets as a learner's, by name or id; list it where plain mode is wanted."""
    if wants_plain(os.environ):
        from quiz.plain.listing import print_library

        return print_library(library(), as_json=False)
    gc.disable()
    from quiz.store.study import PlayOptions

    return in_app(PlayOptions(learner=learner))


def start(*, plain: bool = False, **asked: Any) -> int:
    """Play a set, in the app or in plain mode. asked: what a PlayOptions holds."""
    plain = plain or wants_plain(os.environ)
    if not plain:
        # What is made before the first frame stays, so that looking for garbage finds none; the app turns it on again.
        gc.disable()
    from quiz.store.study import PlayOptions

    chosen = PlayOptions(**asked)
    if plain:
        from quiz.plain.entering import play_plain

        return play_plain(library(), chosen)
    return in_app(chosen)


def in_app(options: "PlayOptions") -> int:
    """Run the app; its exit code."""
    from quiz.tui.app import run_app

    return run_app(library(), options)
