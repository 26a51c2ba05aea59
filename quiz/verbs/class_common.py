"""What the verbs of ``quiz class`` have in common: which class and sitting are meant, and what must be installed."""

import argparse
from collections.abc import Callable
from functools import wraps
from importlib.util import find_spec

from quiz.errors import InputError, missing

Run = Callable[[argparse.Namespace], int]

LIBRARIES = ("starlette", "uvicorn", "httptools", "cryptography", "segno", "nacl")


def needs_server(run: Run) -> Run:
    """The verb, or one line that says what to install where the libraries of the class server are not there."""

    @wraps(run)
    def checked(options: argparse.Namespace) -> int:
        absent = [name for name in LIBRARIES if not find_spec(name)]
        if absent:
            raise missing(f"class: {', '.join(absent)} not installed", "class")
        return run(options)

    return checked


def of_class(two: argparse.ArgumentParser) -> None:
    two.add_argument("--class", dest="of", metavar="NAME", help="which class, where there are several")


def of_named_sitting(two: argparse.ArgumentParser) -> None:
    """The sitting as the first word, or with --sitting; ``named_sitting`` says which."""
    two.add_argument("named", nargs="?", metavar="SITTING", help="which one; the latest that is open if not given")
    two.add_argument("--sitting", metavar="NAME", help="the same")
    of_class(two)


def named_sitting(options: argparse.Namespace) -> str | None:
    """Raises InputError where two were named."""
    if options.named is not None and options.sitting is not None and options.named != options.sitting:
        raise InputError(f"two sittings, {options.named[:60]!r} and {options.sitting[:60]!r}; name one")
    named: str | None = options.named if options.named is not None else options.sitting
    return named


def of_sitting(two: argparse.ArgumentParser) -> None:
    two.add_argument("--sitting", metavar="NAME", help="which one; the latest that is open if not given")
    of_class(two)
