"""The command line: one function for each verb, and no room is imported before its verb runs."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.errors import QuizError

if TYPE_CHECKING:
    from quiz.articles.library import Library

Verb = Callable[[argparse.Namespace], int]


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say. Returns the exit code: 0 done, 1 problems found, 2 wrong usage or unreadable input."""
    options = _parser().parse_args(arguments)
    verb: Verb = options.verb
    try:
        return verb(options)
    except QuizError as error:
        print(f"quiz: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        # Whoever read our output has seen enough (``quiz list | head``); what is buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def check(options: argparse.Namespace) -> int:
    from quiz.authoring.checking import run_check

    return run_check(_library(), options.names, as_json=options.json)


def list_(options: argparse.Namespace) -> int:
    from quiz.plain.listing import print_library

    return print_library(_library(), as_json=options.json)


def show(options: argparse.Namespace) -> int:
    from quiz.plain.listing import print_one

    return print_one(_library(), options.name, as_json=options.json)


def play(options: argparse.Namespace) -> int:
    from quiz.plain.entering import play_plain
    from quiz.store.study import PlayOptions

    chosen = PlayOptions(
        set=options.set,
        learner=options.learner,
        mode=options.mode,
        book="closed" if options.closed_book else None,
        minutes=options.minutes,
        seed=options.seed,
        fresh=options.fresh,
        no_save=options.no_save,
    )
    return play_plain(_library(), chosen)


def _library() -> "Library":
    from quiz.articles.library import Library, usual_roots
    from quiz.store.paths import data_folder

    return Library(usual_roots(os.environ, Path.cwd(), data_folder()))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="quiz", description="Read an article in the terminal and be quizzed on it; the text decides every answer."
    )
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")

    one = verbs.add_parser("play", help="be asked the questions of a set")
    one.add_argument("set", metavar="SET", help="a set's id or path")
    one.add_argument("--plain", action="store_true", help="line by line, for screen readers, dumb terminals and pipes")
    one.add_argument("--learner", metavar="NAME", help="who is learning, where several use this account")
    one.add_argument(
        "--mode", choices=["practice", "test"], help="practice (the default), or a test: results at the end"
    )
    one.add_argument("--minutes", type=float, metavar="N", help="time allowed")
    one.add_argument("--closed-book", action="store_true", help="hide the article while answering")
    one.add_argument("--seed", type=int, metavar="N", help="the same order of options every time")
    one.add_argument("--fresh", action="store_true", help="begin anew instead of going on with an unfinished attempt")
    one.add_argument("--no-save", action="store_true", help="keep nothing of this attempt")
    one.set_defaults(verb=play)

    one = verbs.add_parser("list", help="the question sets and articles there are")
    one.add_argument("--json", action="store_true", help="for programs")
    one.set_defaults(verb=list_)

    one = verbs.add_parser("show", help="an article, or what a set asks about")
    one.add_argument("name", help="an article's or a set's id, or a set's path")
    one.add_argument("--json", action="store_true", help="for programs")
    one.set_defaults(verb=show)

    one = verbs.add_parser("check", help="every problem of question sets and articles")
    one.add_argument("names", nargs="*", metavar="SET|FILE", help="ids or paths; everything there is if none is given")
    one.add_argument("--json", action="store_true", help="for programs")
    one.set_defaults(verb=check)
    return parser
