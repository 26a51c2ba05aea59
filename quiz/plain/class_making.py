"""``quiz class new``: a form where somebody types, flags where not; then slips with PINs."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from quiz.classroom import slips
from quiz.classroom.roster import Learner, folded, read_roster
from quiz.classroom.server.founding import found, must_be_new
from quiz.errors import InputError
from quiz.files import new_file, read_text
from quiz.plain.class_folders import classes_folder, every, folder_name, library
from quiz.plain.class_keeping import end_of
from quiz.plain.page import Page
from quiz.plain.wording import count
from quiz.questions.check import load_set
from quiz.store.paths import make_private_folder
from quiz.store.study import clean_name
from quiz.text.sanitise import one_line

T = TypeVar("T")

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

    A person who leaves out the title or the people is asked for everything that is missing; otherwise sets and the
    last day may go without saying. Exit code 0. Raises InputError, StoreError.
    """
    page = Page(sys.stdin, sys.stdout)
    asks = page.interactive and (title is None or (roster is None and not names))
    title = _title(page, title)
    folder = classes_folder() / folder_name(title)
    people = _people(page, roster, names)
    sets = _sets(page) if asks and not sets else _known(sets)
    last_day = _day(page) if asks and expires is None else _last_day(expires)
    beside = None if to == "-" else Path(to) if to else Path(f"{folder.name}-pins")
    if beside is not None:
        _must_be_free(beside)
    make_private_folder(classes_folder())
    ends = end_of(last_day)
    made = found(folder, title, people, expires=ends, now=time.time_ns() // 1_000_000, database=store, sets=sets)
    page.say(f"The class {one_line(title)}: {count(len(made), 'learner')}, kept until {last_day.isoformat()}.")
    if beside is None:
        print(f"\n{slips.as_text(title, made)}")
    else:
        _write_slips(page, beside, title, made)
    page.say(f"Next: quiz class open monday{'' if len(sets) == 1 else ' --set SET'}{_which(folder)}")
    listed = "" if len(sets) == 1 else "; 'quiz list' shows the sets"
    page.say(f"(monday is what you call the sitting{listed}. --help says what else it can be told.)")
    return 0


def _which(folder: Path) -> str:
    """What the next command needs besides, where this is not the only class."""
    return f" --class {folder.name}" if len(every()) > 1 else ""


def _must_be_free(beside: Path) -> None:
    """Raises InputError where the slips could not be written: their PINs are told once."""
    for path in _slip_files(beside):
        if os.path.lexists(path):
            raise InputError(f"{path}: is there already; name another with --slips FILE")
    if not os.access(beside.parent, os.W_OK | os.X_OK):
        raise InputError(f"{beside.parent}: nothing can be written there; name a place with --slips FILE")


def _write_slips(page: Page, beside: Path, title: str, made: Sequence[slips.Slip]) -> None:
    text_file, web_file = _slip_files(beside)
    text = slips.as_text(title, made)
    try:
        for path, content in ((text_file, text), (web_file, slips.as_html(title, made))):
            with new_file(path) as file:
                file.write(content.encode())
    except InputError as error:
        print(f"\n{text}")
        page.say(f"{one_line(str(error))}. The PINs stand above instead; they are not shown again.")
        return
    page.say(f"PIN slips to print and cut: {web_file}, {text_file}. They are not shown again; delete them afterwards.")


def _slip_files(beside: Path) -> tuple[Path, Path]:
    return beside.with_name(f"{beside.name}.txt"), beside.with_name(f"{beside.name}.html")


def _title(page: Page, title: str | None) -> str:
    if title is not None:
        return _new_title(title)
    _must_be_typed(page, "the class's name")
    page.say("What is the class called? For example: 7b English")
    return _until_right(page, _new_title)


def _new_title(typed: str) -> str:
    title = clean_name(typed)
    must_be_new(classes_folder() / folder_name(title))
    return title


def _people(page: Page, roster: str | None, names: Sequence[str]) -> list[Learner]:
    if roster is not None:
        return read_roster(read_text(Path(roster)), roster)
    people: dict[str, Learner] = {}
    for name in names:
        _add(people, name)
    if not names:
        _must_be_typed(page, "--roster FILE or --learner NAME")
        page.say("Who is in it? One name on each line; code names suffice. An empty line ends.")
        while line := (page.ask() or "").strip():
            try:
                _add(people, line)
            except InputError as error:
                page.say(f"{one_line(str(error))}.")
    if not people:
        raise InputError("a class without learners; name some with --learner NAME, or --roster FILE")
    return list(people.values())


def _add(people: dict[str, Learner], name: str) -> None:
    clean = clean_name(name)
    if folded(clean) in people:
        raise InputError(f"{clean!r}: twice; give one of them another name")
    people[folded(clean)] = Learner(clean)


def _sets(page: Page) -> list[str]:
    page.say("Which set will it sit? An id as 'quiz list' shows it, or a file; several with spaces between.")
    page.say("Enter to say so later.")
    return _until_right(page, lambda typed: _known(typed.split()))


def _known(sets: Sequence[str]) -> list[str]:
    """Each as it is found later: its id, or its file's whole path. Raises InputError where one cannot be asked."""
    found = []
    known = library()
    for name in sets:
        path = known.set_path(name)
        load_set(path, known)
        found.append(str(path.resolve()) if path == Path(name) else name)
    return list(dict.fromkeys(found))


def _day(page: Page) -> date:
    usual = _last_day(None)

    def read(typed: str) -> date:
        try:
            return _last_day(date.fromisoformat(typed) if typed else usual)
        except ValueError:
            raise InputError(f"{typed[:40]!r} is no day; write it as {usual.isoformat()}") from None

    page.say(f"Until which day is it kept? Enter for {usual.isoformat()}. After that day it may be deleted.")
    return _until_right(page, read)


def _last_day(expires: date | None) -> date:
    """The usual one for None. Raises InputError where it is over."""
    expires = expires or date.today() + timedelta(days=MONTHS * 30 + 5)
    if expires <= date.today():
        raise InputError(f"{expires.isoformat()} is not in the future; choose a later day")
    return expires


def _until_right(page: Page, read: Callable[[str], T]) -> T:
    """What is typed, once it can be read: a slip of the finger does not take a whole form away."""
    while (typed := page.ask()) is not None:
        try:
            return read(typed.strip())
        except InputError as error:
            page.say(f"{one_line(str(error))}.")
    return read("")


def _must_be_typed(page: Page, what: str) -> None:
    if not page.interactive:
        raise InputError(f"class new: {what} is missing")
