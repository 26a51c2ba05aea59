"""PINs in plain mode and for ``quiz data``: asked where somebody types, never read from a pipe."""

import sys
import time

from quiz.errors import InputError
from quiz.store.learners import Learner
from quiz.store.pins import removed_words
from quiz.store.store import Store
from quiz.text.sanitise import one_line

TRIES = 5


def unlock(store: Store, learner: Learner) -> None:
    """Ask for a learner's PIN where they have one. Raises InputError where it is not given or nobody can type."""
    protected, removed = store.pins().result()
    if learner.id in removed:
        print(removed_words(removed[learner.id]))
    if learner.id not in protected:
        return
    name = one_line(learner.name)
    if not sys.stdin.isatty():
        raise InputError(f"{name}: has a PIN, which is asked for in a terminal only")
    for _ in range(TRIES):
        _wait(store.pin_wait(learner.id, _now()))
        given = _ask(f"PIN of {name}: ")
        if store.try_pin(learner.id, given, _now()) == 0:
            return
        print("That is not the PIN.")
    raise InputError(f"{name}: {TRIES} wrong PINs; 'quiz data pin --help' says what to do about a forgotten one")


def new_pin() -> str:
    """Ask for a new PIN, twice. Raises InputError where the two differ."""
    if not sys.stdin.isatty():
        raise InputError("a new PIN is asked for in a terminal only")
    one, other = _ask("New PIN: "), _ask("Once more: ")
    if one != other:
        raise InputError("the two PINs differ; try again")
    return one


def _wait(milliseconds: int) -> None:
    if milliseconds > 0:
        seconds = -(-milliseconds // 1000)
        print(f"After wrong PINs the next can be tried in {seconds} s.", flush=True)
        time.sleep(milliseconds / 1000)


def _ask(prompt: str) -> str:
    from getpass import getpass  # reads from the terminal without showing what is typed

    try:
        return getpass(prompt)
    except EOFError as error:
        raise InputError("no PIN was given") from error


def _now() -> int:
    return time.time_ns() // 1_000_000
