"""``quiz check``: for those who write question sets."""

import argparse

from quiz.verbs.common import library


def add_check(one: argparse.ArgumentParser) -> None:
    one.add_argument("names", nargs="*", metavar="SET|FILE", help="ids or paths; everything there is if none is given")
    one.add_argument("--json", action="store_true", help="for programs")
    one.add_argument(
        "--variants", action="store_true", help="how grading treats variants of each typed key, besides the problems"
    )
    one.set_defaults(run=check)


def check(options: argparse.Namespace) -> int:
    from quiz.authoring.checking import run_check

    return run_check(library(), options.names, as_json=options.json, variants=options.variants)
