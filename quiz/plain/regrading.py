"""``quiz regrade``: after a key was mended, who changes from what to what, and with ``--apply`` the new verdicts kept.

Answers come from a store (one's own, or another data folder) or from a file that ``quiz data export`` wrote. Both only
ever grow: the verdicts before stay, the new ones are further events.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from quiz.articles.library import Library
from quiz.attempts.attempt import Attempt
from quiz.attempts.events import Event
from quiz.attempts.regrading import Change, Standing, ToldAttempt, regrade, tell
from quiz.attempts.trial import GATHERED
from quiz.errors import InputError
from quiz.files import read_bytes, write_atomically
from quiz.plain.wording import count, score
from quiz.questions.check import load_set
from quiz.questions.question_set import QuestionSet
from quiz.questions.scoring import number
from quiz.store.paths import Home
from quiz.store.store import Store
from quiz.store.study import new_id
from quiz.text.json_text import json_line
from quiz.text.sanitise import one_line

BUSY = 10 * 60_000
"""Milliseconds after the last step within which an unfinished attempt may be open in another terminal."""


class Found(NamedTuple):
    """An attempt that changes: whose it is, and what of it."""

    learner: str
    attempt: Attempt
    changes: list[Change]


def run_regrade(library: Library, name: str, attempts: Path, *, apply: bool, as_json: bool) -> int:
    """Grade the answers to a set again and show what changes; keep it where ``apply``. Exit code 0.

    attempts: a file that ``quiz data export`` wrote, or a data folder (or its ``store.db``). Raises InputError and
    StoreError.
    """
    asked = load_set(library.set_path(name), library)
    now = time.time_ns() // 1_000_000
    regrading = _in_file if attempts.is_file() and attempts.suffix != ".db" else _in_store
    found, busy = regrading(attempts, asked, now, apply=apply)
    told = [tell(one.learner, one.changes) for one in found]
    print_changes(asked.id, told, busy, applied=apply, as_json=as_json)
    return 0


def _in_store(place: Path, asked: QuestionSet, now: int, *, apply: bool) -> tuple[list[Found], int]:
    folder = place.parent if place.suffix == ".db" else place
    if not Home(folder).database.is_file():
        raise InputError(f"{place}: no store and no export; name a data folder, or a file of 'quiz data export'")
    store = Store.open(folder)
    try:
        names = {one.id: one.name for one in store.learners().result()}
        wanted = [one for one in store.standings().result() if one.set == asked.id or one.set.startswith(GATHERED)]
        every = [(names.get(one.learner, "?"), store.events(one.attempt).result()) for one in reversed(wanted)]
        found, busy = _look(every, asked, now)
        if apply and found:
            store.append([event for one in found for event in _events(one, now)]).result()
    finally:
        store.close()
    return found, busy


def _in_file(path: Path, asked: QuestionSet, now: int, *, apply: bool) -> tuple[list[Found], int]:
    from quiz.store.merging import read

    real = path.resolve()
    data = read_bytes(real, 1 << 30)
    people, attempts = read(data, path)
    names = {one.id: one.name for one in people}
    every = [(_owner(events, names), events) for events in attempts]
    found, busy = _look(every, asked, now)
    if apply and found:
        if read_bytes(real, 1 << 30) != data:
            raise InputError(f"{path}: changed while it was being graded; nothing was written, run it again")
        lines = [msgspec.json.encode({"event": event}) for one in found for event in _events(one, now)]
        write_atomically(
            real, b"".join([data, b"" if data.endswith(b"\n") else b"\n", *(line + b"\n" for line in lines)])
        )
    return found, busy


def _owner(events: Sequence[Event], names: Mapping[str, str]) -> str:
    return names.get(getattr(events[0].body, "learner", ""), "?")


def _look(every: Sequence[tuple[str, list[Event]]], asked: QuestionSet, now: int) -> tuple[list[Found], int]:
    """What changes, and in how many attempts it waits because somebody may be at work on them."""
    found, busy = [], 0
    for learner, events in every:
        changes = regrade(events, asked)
        if not changes:
            continue
        attempt = changes[0].attempt
        if attempt.finished is None and now - attempt.at < BUSY:
            busy += 1
        else:
            found.append(Found(learner, attempt, changes))
    return found, busy


def _events(found: Found, now: int) -> Iterator[Event]:
    for after, change in enumerate(found.changes, 1):
        attempt = found.attempt
        yield Event(new_id(), attempt.id, attempt.seq + after, max(now, attempt.at), attempt.elapsed, change.body)


def print_changes(name: str, told: Sequence[ToldAttempt], busy: int, *, applied: bool, as_json: bool) -> None:
    """What another grading of a set brings. busy: how many attempts were left alone."""
    if as_json:
        _print_json(name, told, busy, applied=applied)
    else:
        _print_text(name, told, busy, applied=applied)


def _print_text(name: str, told: Sequence[ToldAttempt], busy: int, *, applied: bool) -> None:
    for one in told:
        total = score(one.earned + one.gained, one.total)
        print(one_line(f"{one.learner}, {_day(one.at)}: {number(one.earned)} becomes {total}"))
        for change in one.changes:
            given = f'"{change.response}"' if change.response is not None else "no answer"
            out = ", taken out" if change.after.void else ", no longer taken out" if change.before.void else ""
            print("  " + one_line(f"{change.question}: {given}: {_said(change.before)} -> {_said(change.after)}{out}"))
    changed = sum(len(one.changes) for one in told)
    people = len({one.learner for one in told})
    if not told:
        print(f"{name}: nothing changes.")
    else:
        print(f"{name}: {count(changed, 'answer')} of {count(people, 'learner')} in {count(len(told), 'attempt')}.")
        print("Kept; the verdicts before stay in the record." if applied else "Nothing is kept yet: --apply keeps it.")
    if busy:
        print(f"Left alone: {count(busy, 'attempt')} that somebody may be at work on; run this again later.")


def _said(one: Standing) -> str:
    return f"{one.verdict.replace('-', ' ')} {number(one.earned)}"


def _day(at: int) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(at / 1000))


def _print_json(name: str, told: Sequence[ToldAttempt], busy: int, *, applied: bool) -> None:
    rows = [
        {
            "learner": one.learner,
            "attempt": one.attempt,
            "question": change.question,
            "response": change.response,
            "points": change.points,
            "before": change.before,
            "after": change.after,
        }
        for one in told
        for change in one.changes
    ]
    print(json_line({"set": name, "changes": rows, "left_alone": busy, "applied": applied and bool(rows)}))
