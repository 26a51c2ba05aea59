"""``quiz data``: learners and their data from one machine to another, in words and exit codes."""

from pathlib import Path

from quiz.attempts.events import NOTES
from quiz.plain.wording import count
from quiz.store import data
from quiz.store.learners import Learner
from quiz.store.paths import data_folder
from quiz.store.store import Store
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
    """Exit code 0. Raises InputError, StoreError."""
    print(f"Renamed: {one_line(data.rename(data_folder(), learner, name).name)}")
    return 0


def learners(*, as_json: bool) -> int:
    """Who uses this store. Exit code 0."""
    store = Store.open(data_folder())
    try:
        found = [(one, _attempts(store, one)) for one in store.learners().result()]
    finally:
        store.close()
    if as_json:
        print(json_line([{"id": one.id, "name": one.name, "attempts": attempts} for one, attempts in found]))
        return 0
    for one, attempts in found:
        print(f"{one_line(one.name)}: {count(attempts, 'attempt')}")
    if not found:
        print("No learner yet; 'quiz play SET' begins.")
    return 0


def _attempts(store: Store, learner: Learner) -> int:
    return sum(one.set != NOTES for one in store.standings(learner.id).result())
