"""``quiz stats``: a learner's progress as text, for programs, or as a page."""

import sys
from pathlib import Path
from typing import Literal

from quiz.articles.library import Library
from quiz.errors import QuizError
from quiz.files import write_atomically
from quiz.plain.pinning import unlock
from quiz.questions.question_set import QuestionSet
from quiz.reports.progress import Progress, work_out
from quiz.store.data import find
from quiz.store.days import day_of
from quiz.store.paths import data_folder
from quiz.store.store import Store

Form = Literal["text", "json", "csv"]


def print_progress(
    library: Library, set_id: str | None, learner: str | None, *, form: Form, page: str | None, now: int
) -> int:
    """The progress of a learner (name or id; the only one there is if None), at one set if it is named.

    Several learners of whom none is named are listed instead. page: a file to write an HTML page to. now: UTC,
    milliseconds since 1970. Exit code 0. Raises QuizError.
    """
    if set_id is not None:
        set_id = library.set_path(set_id).stem
    store = Store.open(data_folder())
    try:
        known = store.learners().result()
        if learner is None and len(known) != 1:
            return _print_learners(store, set_id)
        person = find(known, learner) if learner is not None else known[0]
        unlock(store, person)
        trials = store.trials(person.id)
        standings, cards = store.standings(person.id), store.cards(person.id)
        readings = store.readings(person.id)
        sets = _sets(library, {one.set for one in trials.result()} | {one.set for one in standings.result()})
        progress = work_out(
            person.name,
            trials.result(),
            standings.result(),
            cards.result(),
            sets,
            now=now,
            day_of=day_of,
            only=set_id,
            readings=readings.result(),
        )
        if form == "csv":
            from quiz.reports.table import as_csv

            sys.stdout.write(as_csv(trials.result(), sets, set_id))
    finally:
        store.close()
    if page is not None:
        from quiz.reports.page import as_page

        write_atomically(Path(page), as_page(progress).encode())
        print(f"Written: {page}")
    elif form != "csv":
        _print(progress, form)
    return 0


def _print(progress: Progress, form: Form) -> None:
    if form == "json":
        from quiz.reports.table import for_programs
        from quiz.text.json_text import json_line

        print(json_line(for_programs(progress)))
        return
    from quiz.reports.text import lines

    print("\n".join(lines(progress)))


def _print_learners(store: Store, set_id: str | None) -> int:
    from quiz.plain.claims import print_learners

    store.close()
    return print_learners(set_id)


def _sets(library: Library, ids: set[str]) -> dict[str, QuestionSet]:
    """Those of these sets that can still be read: what a broken one asked is counted, but under no topic."""
    from quiz.questions.check import read_set

    found = {}
    for id_, path in library.set_paths().items():
        if id_ not in ids:
            continue
        try:
            found[id_] = read_set(path, library)
        except QuizError:
            continue
    return found
