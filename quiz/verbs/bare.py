"""The lines that are typed most, ``quiz`` and ``quiz play SET``: without options there is nothing to parse.

argparse and a parser would be a fiftieth of the way to the first frame.
"""

from collections.abc import Callable, Sequence

from quiz.verbs.common import open_library, start


def bare(arguments: Sequence[str]) -> Callable[[], int] | None:
    """What a line of one of these two forms is to do, which returns the exit code; None for any other line."""
    match arguments:
        case []:
            return open_library
        case ["play", name] if not name.startswith("-"):
            return lambda: start(set=name)
    return None
