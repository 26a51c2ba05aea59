"""What the options of verbs are made of: the parser and the types of values. Imports nothing of the project."""

import argparse
import sys
from datetime import date
from typing import Any, NoReturn

WHAT = "WHAT"
"""What stands in help for the verb behind a verb: ``quiz class WHAT``."""

SHELLS = ("bash", "zsh", "fish")


class Parser(argparse.ArgumentParser):
    """Tells a wrong use in one line, as every error of this program."""

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """As argparse's, but a slip in a verb is told with the verb that is meant."""
        if action.choices is not None and value not in action.choices:
            from difflib import get_close_matches

            if close := get_close_matches(str(value)[:40], [str(one) for one in action.choices], 1):
                raise argparse.ArgumentError(action, f"no {str(value)[:40]!r}; did you mean {close[0]!r}?")
        super()._check_value(action, value)

    def error(self, message: str) -> NoReturn:
        if message.endswith(f"are required: {WHAT}"):
            verbs = [name for action in self._actions if action.metavar == WHAT for name in action.choices or ()]
            message = f"{self.prog.removeprefix('quiz ')}: say what to do: {', '.join(verbs)}"
        print(f"quiz: {message.replace(chr(10), ' ')}; '{self.prog} --help' shows what there is", file=sys.stderr)
        sys.exit(2)


class ShowVersion(argparse.Action):
    """Looks the version up only when asked."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            found = version("closeread")
        except PackageNotFoundError:
            found = "from a checkout"
        print(f"closeread {found}")
        parser.exit()


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2022-11-12") from None


def number(text: str) -> int:
    number = int(text) if text.isdecimal() and len(text) < 6 else 0
    if not number:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 99999")
    return number


def minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes <= 24 * 60:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of minutes; write 0.5 or 20, at most 1440 (a day)")
    return minutes
