"""What the verbs of ``quiz class`` have in common: which class and sitting are meant, and what must be installed."""

import argparse
from collections.abc import Callable
from functools import wraps
from importlib.util import find_spec

from quiz.errors import missing

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


def of_sitting(two: argparse.ArgumentParser) -> None:
    two.add_argument("--sitting", metavar="NAME", help="which one; the latest that is open if not given")
    of_class(two)
