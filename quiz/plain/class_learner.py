"""One learner of a class: what is kept of them, for ``quiz class export --learner``, and ``quiz class erase``."""

import sys
from pathlib import Path

import msgspec

from quiz.classroom.kept import Erased, Kept
from quiz.classroom.teacher import Person
from quiz.errors import InputError
from quiz.files import new_file
from quiz.plain.class_folders import office_of
from quiz.plain.page import Page
from quiz.plain.saving import confirm
from quiz.plain.wording import count
from quiz.text.json_text import json_text
from quiz.text.sanitise import message_line, one_line

PATIENCE = 600.0
"""Seconds: every backup is written anew."""


def export_learner(name: str | None, learner: str, file: str | None) -> int:
    """Everything kept of a learner as JSON, into a new file or on standard output. Exit code 0."""
    kept = office_of(name).get("kept", Kept, learner=learner)
    text = json_text(msgspec.to_builtins(kept))
    if file is None:
        sys.stdout.write(text)
        return 0
    with new_file(Path(file)) as out:
        out.write(text.encode())
    print(f"{file}: {one_line(kept.name)}, {count(len(kept.attempts), 'attempt')}")
    return 0


def erase(name: str | None, learner: str, *, sure: bool) -> int:
    """Erase a learner once that is confirmed. Exit code 0, or 1 where it was not. Raises InputError."""
    there = office_of(name, timeout=PATIENCE)
    if not sure:
        kept = there.get("kept", Kept, learner=learner, to="erase")
        what = f"{one_line(kept.name)} with {count(len(kept.attempts), 'attempt')}"
        page = Page(sys.stdin, sys.stdout)
        if not page.interactive:
            raise InputError(f"class erase: {what} would be erased for good; add --yes")
        if not confirm(page, f"Erase {what}, for good and from every backup? Type y or n."):
            print("Nothing was erased.")
            return 1
    done = there.post("erase", Person(learner), Erased)
    cleaned = "" if done.by_owner else f"; {count(done.backups, 'backup')} cleaned"
    print(f"Erased: {one_line(done.name)}, {count(done.attempts, 'attempt')}{cleaned}.")
    for path in done.dropped:
        print(f"Damaged, so removed whole: {message_line(path)}")
    for path in done.left:
        print(f"Cannot be cleaned and may still hold their words; remove it yourself: {message_line(path)}")
    if done.by_owner:
        print("The database's files may hold their words until its owner runs 'quiz class database --clean'.")
    print(
        "Yours to delete: PIN slips, marks, sheets and packed folders that you made, and copies of backups elsewhere."
    )
    return 0
