"""``quiz doctor``, ``quiz settings`` and ``quiz completion``: the machine and the shell."""

import argparse
import sys

from quiz.arguments import SHELLS


def add_doctor(one: argparse.ArgumentParser) -> None:
    one.set_defaults(run=doctor)


def add_settings(one: argparse.ArgumentParser) -> None:
    one.add_argument("--set", nargs=2, metavar=("NAME", "VALUE"), help="change one; all else stays as it is")
    one.set_defaults(run=settings)


def settings(options: argparse.Namespace) -> int:
    from quiz.plain.settings import print_settings, set_one

    return set_one(*options.set) if options.set else print_settings()


def add_completion(one: argparse.ArgumentParser) -> None:
    one.add_argument("shell", choices=SHELLS)
    one.set_defaults(run=completion)


def doctor(_: argparse.Namespace) -> int:
    from quiz.plain.doctor import run_doctor

    return run_doctor()


def completion(options: argparse.Namespace) -> int:
    from quiz.plain.completion import script
    from quiz.verbs.tree import make_parser

    sys.stdout.write(script(make_parser(), options.shell))
    return 0
