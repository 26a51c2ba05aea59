"""``quiz preview`` and ``quiz author``: screens for those who write question sets."""

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


def add_author(one: argparse.ArgumentParser) -> None:
    one.add_argument("article", metavar="ARTICLE", help="the article's id")
    one.add_argument("file", nargs="?", metavar="FILE", help="the set; questions/ARTICLE.yaml here if not given")
    one.set_defaults(run=author)


def author(options: argparse.Namespace) -> int:
    if wants_plain(os.environ):
        raise InputError("author: needs a terminal; write the file in an editor, and 'quiz check' it")
    gc.disable()
    from quiz.store.paths import data_folder
    from quiz.tui.author_app import run_author

    found = library()
    path = Path(options.file or Path("questions", f"{options.article}.yaml"))
    if path.suffix not in (".yaml", ".yml"):
        raise InputError(f"{path}: a question set's name ends in .yaml; name it so")
    found.set_path(str(path))  # makes the articles beside it known
    return run_author(found, options.article, path, data_folder())
