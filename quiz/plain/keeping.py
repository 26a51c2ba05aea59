"""``quiz data``: what is kept of learners, in words and exit codes; ``store/data.py`` does the work."""

import sys
import time
from io import TextIOWrapper
from pathlib import Path

from quiz.errors import InputError
from quiz.files import new_file
from quiz.plain.page import Page
from quiz.plain.pinning import unlock
from quiz.plain.saving import confirm
from quiz.plain.wording import count
from quiz.store import data
from quiz.store.paths import data_folder
from quiz.store.store import Store


def backup(file: str | None) -> int:
    """Write a copy and say where. Exit code 0."""
    print(f"Backup: {data.backup(data_folder(), _now(), Path(file) if file else None)}")
    return 0


def restore(file: str | None, *, fresh: bool) -> int:
    """Put a backup in the store's place. Exit code 0."""
    done = data.restore(data_folder(), _now(), Path(file) if file else None, fresh=fresh)
    print(f"Restored: {done.backup or 'an empty store'}")
    if done.aside:
        print(f"The files that were there before: {done.aside}")
    if done.taken_over:
        print(f"{count(done.taken_over, 'later step')} of attempts could be read there and came along.")
    return 0


def drill(file: str | None) -> int:
    """Restore a backup for a trial. Exit code 0, or 1 where something in it is not good."""
    done = data.drill(data_folder(), Path(file) if file else None)
    print(f"{done.backup}: {count(done.learners, 'learner')}, {count(done.attempts, 'attempt')}, {done.events} events")
    for damage in done.found:
        print(f"  {damage.where}: {damage.what}")
    print("Not good; choose another backup." if done.found else "All of it can be restored.")
    return 1 if done.found else 0


def export(learner: str, file: str | None) -> int:
    """Everything about a learner, to a new file or standard output. Exit code 0. Raises InputError."""
    store = Store.open(data_folder())
    try:
        unlock(store, data.find(store.learners().result(), learner))
    finally:
        store.close()
    if file is None or file == "-":
        data.export(data_folder(), learner, sys.stdout)
        return 0
    with new_file(Path(file)) as raw:
        out = TextIOWrapper(raw, encoding="utf-8", newline="\n")
        lines = data.export(data_folder(), learner, out)
        out.detach()  # flushes, and leaves the closing to whom it belongs
    print(f"{file}: {count(lines, 'line')}")
    return 0


def delete(learner: str, *, sure: bool) -> int:
    """Erase a learner once that is confirmed. Exit code 0, or 1 where it was not. Raises InputError."""
    store = Store.open(data_folder())
    try:
        person = data.find(store.learners().result(), learner)
        unlock(store, person)
        attempts = len(store.standings(person.id).result())
    finally:
        store.close()
    if not sure:
        page = Page(sys.stdin, sys.stdout)
        if not page.interactive:
            raise InputError(f"{person.name}: {count(attempts, 'attempt')} would be erased for good; add --yes")
        question = (
            f"Erase {person.name} with {count(attempts, 'attempt')}, for good and from every backup? Type y or n."
        )
        if not confirm(page, question):
            print("Nothing was erased.")
            return 1
    done = data.delete(data_folder(), person.id)
    print(f"Erased: {count(done.attempts, 'attempt')}; {count(len(done.backups), 'backup')} cleaned.")
    for path in done.dropped:
        print(f"Damaged, so removed whole: {path}")
    for path in done.left:
        print(f"Cannot be cleaned and may still hold the learner's words; remove it yourself: {path}")
    return 0


def rebuild() -> int:
    """Work out what the library and the history show from the events again. Exit code 0."""
    store = Store.open(data_folder())
    try:
        print(f"Worked out again: {count(store.rebuild().result(), 'attempt')}.")
    finally:
        store.close()
    return 0


def _now() -> int:
    return time.time_ns() // 1_000_000
