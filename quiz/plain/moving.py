"""``quiz data``: learners and their data from one machine to another, in words and exit codes."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quiz.attempts.events import NOTES
from quiz.errors import InputError
from quiz.plain.page import Page
from quiz.plain.pinning import new_pin, unlock
from quiz.plain.saving import confirm
from quiz.plain.wording import count
from quiz.store import apart, data
from quiz.store.learners import Learner
from quiz.store.paths import data_folder
from quiz.store.store import Store
from quiz.store.study import clean_name
from quiz.text.json_text import json_line
from quiz.text.sanitise import one_line


def merge(file: str) -> int:
    """Add what an export holds. Exit code 0. Raises InputError, StoreError."""
    done = data.merge(data_folder(), Path(file))
    for learner in done.learners:
        print(f"New here: {one_line(learner.name)}")
    print(f"Added: {count(done.events, 'step')} of {count(done.attempts, 'attempt')}. Here already: {done.known:,}.")
    if done.left_out:
        print(
            f"Left out: {count(done.left_out, 'step')} of attempts that were gone on with here too, which make no "
            "sense without the answers there."
        )
    return 0


def rename(learner: str, name: str) -> int:
    """Give a learner another name. Exit code 0. Raises InputError, StoreError."""
    with _opened() as store:
        person = data.find(store.learners().result(), learner)
        unlock(store, person)
        print(f"Renamed: {one_line(store.rename(person.id, clean_name(name)).result().name)}")
    return 0


def change_pin(learner: str, *, remove: bool, forgotten: bool) -> int:
    """Set, change or take away a PIN. Exit code 0, or 1 where it was not confirmed. Raises InputError, StoreError."""
    with _opened() as store:
        person = data.find(store.learners().result(), learner)
        name = one_line(person.name)
        if forgotten:
            if not _sure(f"Take away the PIN of {name}? They will be told. Type y or n."):
                return 1
            store.drop_pin(person.id, time.time_ns() // 1_000_000).result()
        else:
            unlock(store, person)
            store.set_pin(person.id, None if remove else new_pin()).result()
    print(f"{name} has {'no' if remove or forgotten else 'a new'} PIN.")
    return 0


def join(learner: str, into: str, *, sure: bool) -> int:
    """Make two profiles one. Exit code 0, or 1 where it was not confirmed. Raises InputError, StoreError."""
    with _opened() as store:
        known = store.learners().result()
        goes, stays = data.find(known, learner), data.find(known, into)
        if goes.id == stays.id:
            raise InputError(f"{one_line(goes.name)}: is one profile already; name two")
        unlock(store, goes)
        unlock(store, stays)
        one, other = one_line(goes.name), one_line(stays.name)
        number = count(_attempts(store, goes), "attempt")
        question = f"{number} of {one} become {other}'s, and {one} is no profile any more, for good? Type y or n."
        if not sure and not _sure(question):
            return 1
        apart.join(store, goes.id, stays.id, time.time_ns() // 1_000_000).result()
        print(f"Joined: {other} has {count(_attempts(store, stays), 'attempt')}.")
    return 0


def learners(*, as_json: bool) -> int:
    """Who uses this store. Exit code 0."""
    with _opened() as store:
        found = [(one, _attempts(store, one)) for one in store.learners().result()]
        protected, _ = store.pins().result()
    if as_json:
        lines = [
            {"id": one.id, "name": one.name, "attempts": attempts, "pin": one.id in protected}
            for one, attempts in found
        ]
        print(json_line(lines))
        return 0
    for one, attempts in found:
        print(f"{one_line(one.name)}: {count(attempts, 'attempt')}{', with a PIN' if one.id in protected else ''}")
    if not found:
        print("No learner yet; 'quiz play SET' begins.")
    return 0


@contextmanager
def _opened() -> Iterator[Store]:
    store = Store.open(data_folder())
    try:
        yield store
    finally:
        store.close()


def _sure(question: str) -> bool:
    page = Page(sys.stdin, sys.stdout)
    if not page.interactive:
        raise InputError("nobody is there to confirm this; add --yes, or run it in a terminal")
    if confirm(page, question):
        return True
    print("Nothing was changed.")
    return False


def _attempts(store: Store, learner: Learner) -> int:
    return sum(one.set != NOTES for one in store.standings(learner.id).result())
