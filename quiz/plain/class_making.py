"""``quiz class new``: a form where somebody types, flags where not; then slips with PINs."""

import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from quiz.classroom import slips
from quiz.classroom.roster import Learner, folded, read_roster
from quiz.classroom.server.founding import found
from quiz.errors import InputError
from quiz.files import new_file, read_text
from quiz.plain.class_folders import classes_folder, folder_name, library
from quiz.plain.class_keeping import end_of
from quiz.plain.page import Page
from quiz.plain.wording import count
from quiz.questions.check import load_set
from quiz.store.paths import make_private_folder
from quiz.store.study import clean_name
from quiz.text.sanitise import one_line

MONTHS = 12
"""How long a class is kept unless the teacher says otherwise: a school year and its summer."""


def new_class(
    title: str | None,
    roster: str | None,
    names: Sequence[str],
    expires: date | None,
    to: str | None,
    *,
    store: str = "",
    sets: Sequence[str] = (),
) -> int:
    """Make a class. store: the URL of a database, "" for a file. sets: what its sittings are about, by id or path.

    Exit code 0. Raises InputError, StoreError.
    """
    page = Page(sys.stdin, sys.stdout)
    title = _title(page, title)
    folder = classes_folder() / folder_name(title)
    people = _people(page, roster, names)
    sets = _sets(page, sets)
    last_day = _expires(page, expires)
    make_private_folder(classes_folder())
    ends = end_of(last_day)
    made = found(folder, title, people, expires=ends, now=time.time_ns() // 1_000_000, database=store, sets=sets)
    print(f"The class {one_line(title)}: {count(len(made), 'learner')}, kept until {last_day.isoformat()}.")
    if to == "-":
        print(f"\n{slips.as_text(title, made)}")
    else:
        _write_slips(Path(to) if to else Path(f"{folder.name}-pins"), title, made)
    print(f"Next: quiz class open SITTING{'' if len(sets) == 1 else ' --set SET'}")
    return 0


def _write_slips(beside: Path, title: str, made: Sequence[slips.Slip]) -> None:
    for ending, text in ((".txt", slips.as_text(title, made)), (".html", slips.as_html(title, made))):
        with new_file(beside.with_name(beside.name + ending)) as file:
            file.write(text.encode())
    print(f"PIN slips to print and cut: {beside}.html, {beside}.txt. They are not shown again; delete them afterwards.")


def _title(page: Page, title: str | None) -> str:
    if title is None:
        _must_be_typed(page, "the class's name")
        page.say("What is the class called? For example: 7b English")
        title = page.ask() or ""
    return clean_name(title)


def _people(page: Page, roster: str | None, names: Sequence[str]) -> list[Learner]:
    if roster is not None:
        return read_roster(read_text(Path(roster)), roster)
    typed = list(names)
    if not typed:
        _must_be_typed(page, "--roster FILE or --learner NAME")
        page.say("Who is in it? One name on each line; code names suffice. An empty line ends.")
        while line := (page.ask() or "").strip():
            typed.append(line)
    people: dict[str, Learner] = {}
    for name in typed:
        clean = clean_name(name)
        if folded(clean) in people:
            raise InputError(f"{clean!r}: twice; give one of them another name")
        people[folded(clean)] = Learner(clean)
    if not people:
        raise InputError("a class without learners; name some with --learner NAME, or --roster FILE")
    return list(people.values())


def _sets(page: Page, sets: Sequence[str]) -> list[str]:
    """Each as it is found later: its id, or its file's whole path. Raises InputError where one cannot be asked."""
    typed = list(sets)
    if not typed and page.interactive:
        page.say("Which set will it sit? An id as 'quiz list' shows it, or a file; several with spaces between.")
        page.say("Enter to say so later.")
        typed = (page.ask() or "").split()
    found = []
    known = library()
    for name in typed:
        path = known.set_path(name)
        load_set(path, known)
        found.append(str(path.resolve()) if path == Path(name) else name)
    return list(dict.fromkeys(found))


def _expires(page: Page, expires: date | None) -> date:
    usual = date.today() + timedelta(days=MONTHS * 30 + 5)
    if expires is None and page.interactive:
        page.say(f"Until which day is it kept? Enter for {usual.isoformat()}. After that day it may be deleted.")
        typed = (page.ask() or "").strip()
        try:
            expires = date.fromisoformat(typed) if typed else usual
        except ValueError:
            raise InputError(f"{typed[:40]!r} is no day; write it as {usual.isoformat()}") from None
    expires = expires or usual
    if expires <= date.today():
        raise InputError(f"{expires.isoformat()} is not in the future; choose a later day")
    return expires


def _must_be_typed(page: Page, what: str) -> None:
    if not page.interactive:
        raise InputError(f"class new: {what} is missing")
