"""``quiz class collect`` of 250, 500 and 1,000 hand-ins of 40 events, and again when all of them are known."""

import contextlib
import io
import os
import sys
import time
from pathlib import Path

from common import ROOT, keep, scratch

sys.path.insert(0, str(ROOT))

import pytest

from quiz.attempts.events import Drafted
from quiz.classroom.server.running import open_service
from quiz.plain.class_collecting import collect
from quiz.questions.response import Typed
from quiz.store.classes import roster
from quiz.store.classes.db import Db
from tests.classroom.by_folder import FolderClass

SIZES = (250, 500, 1_000)
EVENTS = 40
LIMIT = 30.0
"""Seconds for the largest."""


def main() -> None:
    found = {}
    for size in SIZES:
        with scratch() as folder, pytest.MonkeyPatch.context() as patched:
            found[str(size)] = _collected(folder, size, patched)
    keep("collect", found)
    print(f"hand-ins of {EVENTS} events collected ({os.cpu_count()} processors):")
    for size, one in found.items():
        print(f"  {size:>5}: {one['wall']:6.1f} s, cpu {one['cpu']:6.1f} s; once more {one['again']:6.1f} s")
    print(f"  the largest within {LIMIT:.0f} s: {'yes' if found[str(SIZES[-1])]['wall'] < LIMIT else 'NO'}")


def _collected(folder: Path, size: int, patched: pytest.MonkeyPatch) -> dict[str, float]:
    with contextlib.redirect_stdout(io.StringIO()):
        room = FolderClass(folder, ["Learner 0"], patched)
        stick = room.pack()
        pin = room.pins["Learner 0"]
        _enrol(room.folder, size)
        for number in range(size):
            work = stick.work(f"Learner {number}", pin, done=False)
            stick.put(work.further(*(Drafted("q1", Typed(f"a thought, {at}")) for at in range(EVENTS - 4))))
        began, cpu = time.perf_counter(), time.process_time()
        code = collect(None, str(stick.folder), None)
        wall, spent = time.perf_counter() - began, time.process_time() - cpu
        began = time.perf_counter()
        again = collect(None, str(stick.folder), None)
        if (code, again) != (0, 0):
            raise SystemExit("bench: a sound hand-in was not taken")
        return {"wall": wall, "cpu": spent, "again": time.perf_counter() - began}


def _enrol(folder: Path, size: int) -> None:
    """More learners with the PIN of the first: making a thousand PINs would take longer than what is measured."""
    service = open_service(folder)

    def run(db: Db) -> None:
        first = roster.members(db, service.class_id)[0]
        for number in range(1, size):
            name = f"Learner {number}"
            member = roster.Member(os.urandom(16).hex(), name, name.casefold(), None, first.salt, first.pin, first.made)
            roster.add_member(db, service.class_id, member)

    try:
        service.store.write(run).result()
    finally:
        service.store.close()


if __name__ == "__main__":
    main()
