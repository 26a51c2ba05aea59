"""``quiz class restore``: a backup in the place of a class's store, or only tried."""

import time
from pathlib import Path

from quiz.errors import InputError
from quiz.plain.class_folders import choose
from quiz.plain.wording import count
from quiz.store.classes import restoring
from quiz.text.sanitise import message_line


def restore(name: str | None, file: str | None) -> int:
    """Put a backup in the store's place. Exit code 0. Raises InputError, StoreError."""
    done = restoring.restore(choose(name, lost=True), time.time_ns() // 1_000_000, _source(file))
    print(f"Restored: {message_line(str(done.backup))}")
    if done.aside:
        print(f"The files that were there before: {message_line(str(done.aside))}")
    print("Everybody logs in again. What came after this backup is in learners' outboxes: their programs send it, or")
    print("'quiz class import' takes it in.")
    if not done.sure:
        print("Whoever was erased since this copy was made is in it again: 'quiz class erase' them.")
    return 0


def drill(name: str | None, file: str | None) -> int:
    """Restore a backup for a trial. Exit code 0, or 1 where something in it is not good."""
    done = restoring.drill(choose(name, lost=True), _source(file))
    counts = f"{count(done.learners, 'learner')}, {count(done.attempts, 'attempt')}, {count(done.events, 'step')}"
    print(f"{message_line(str(done.backup))}: {counts}")
    for damage in done.found:
        print(f"  {message_line(damage.where)}: {message_line(damage.what)}")
    print("Not good; choose another backup." if done.found else "All of it can be restored.")
    return 1 if done.found else 0


def _source(file: str | None) -> Path | None:
    if file is not None and not Path(file).is_file():
        raise InputError(f"{file}: no such file; give the path of a backup")
    return None if file is None else Path(file)
