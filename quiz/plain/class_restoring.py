"""``quiz class restore``: a backup in the place of a class's store, or only tried."""

import time
from pathlib import Path

from quiz.errors import InputError
from quiz.plain.class_folders import choose
from quiz.plain.wording import count
from quiz.store.classes import restoring
from quiz.store.schedule import time_of
from quiz.text.sanitise import message_line, one_line


def restore(name: str | None, file: str | None) -> int:
    """Put a backup in the store's place. Exit code 0. Raises InputError, StoreError."""
    done = restoring.restore(choose(name, lost=True), time.time_ns() // 1_000_000, _source(file))
    print(f"Restored: {message_line(str(done.backup))}")
    if done.aside:
        print(f"The files that were there before: {message_line(str(done.aside))}")
    _tell(done)
    print("Everybody logs in again. What else came after this backup is in learners' outboxes: their programs send it,")
    print("or 'quiz class import' takes it in.")
    if not done.sure:
        print("Whoever was erased since this copy was made is in it again: 'quiz class erase' them.")
    return 0


def _tell(done: restoring.Restored) -> None:
    """What the backup lacked, by name: taken over, or not to be had any more."""
    if done.taken is None:
        at = time_of(done.backup.name)
        since = "it was made" if at is None else time.strftime("%Y-%m-%d %H:%M", time.localtime(at / 1000))
        print(f"Nothing could be read in the damaged store. Sittings opened since {since} are gone: open them again.")
        print("A learner who had begun one is told to keep the program open and to call you.")
        return
    for name in done.taken.sittings:
        print(f"Taken over from the damaged store: the sitting {one_line(name)}")
    for who, sitting, steps in done.taken.attempts:
        print(f"Taken over from the damaged store: {one_line(who)} at {one_line(sitting)}, {count(steps, 'step')}")
    for who, sitting in done.taken.lost:
        print(f"Not all of it could be read: {one_line(who)} at {one_line(sitting)}")


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
