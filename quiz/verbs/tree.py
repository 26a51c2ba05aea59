"""From the words of a command line to the verb they name and its options."""

import argparse
from collections.abc import Callable, Sequence
from importlib import import_module

from quiz.arguments import Parser, ShowVersion
from quiz.verbs import VERBS
from quiz.verbs.common import open_library


def make_parser(options: bool = True) -> Parser:
    """The whole tree: what a parsed line is to do is its ``run``. Without options: the verbs alone, for their help."""
    parser = Parser(
        prog="quiz",
        description="Read an article in the terminal and be quizzed on it; the text decides every answer.",
        epilog="Without a verb: the library of question sets.",
    )
    parser.add_argument("--version", action=ShowVersion, nargs=0, help="print the version")
    parser.add_argument("--learner", metavar="NAME", help="whose library, where several use this account")
    parser.set_defaults(run=lambda options: open_library(options.learner))
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", parser_class=Parser)
    for name, verb in VERBS.items():
        one = verbs.add_parser(name, help=verb.help)
        if options:
            _adder(name)(one)
    return parser


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of a command line. Ends the program with exit code 2, after one line, for a wrong one."""
    if arguments and arguments[0] in VERBS:
        # Making all verbs' options takes longer than reading these.
        one = Parser(prog=f"quiz {arguments[0]}")
        _adder(arguments[0])(one)
        return one.parse_args(arguments[1:])
    return make_parser(options=False).parse_args(arguments)


def _adder(name: str) -> Callable[[argparse.ArgumentParser], None]:
    module = import_module(f"quiz.verbs.{VERBS[name].module}")
    add: Callable[[argparse.ArgumentParser], None] = getattr(module, f"add_{name}")
    return add
