"""Ten years of practice: does the library still open, and are progress and the review queue still at hand?

Fills stores with 2,000, 20,000 and 200,000 events over some 480 questions and measures, on each, what a learner waits
for. Prints how the times grow from one size to the next; ten times the events may take ten times as long, no more.

    python tests/bench/bench_progress.py [--sizes 2000 20000 200000]
"""

import argparse
import os
import random
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from common import keep, scratch, verdict

from quiz.articles.library import Library, shipped
from quiz.attempts.events import Answered, Body, Cited, Drafted, Event, Finished, Moved, Started
from quiz.attempts.memory import DAY
from quiz.attempts.queue import in_turn
from quiz.questions.check import load_set
from quiz.questions.response import Marked, Typed
from quiz.questions.verdict import Verdict
from quiz.reports.page import as_page
from quiz.reports.progress import work_out
from quiz.reports.text import lines
from quiz.store import reviewing, rows
from quiz.store.connection import transaction
from quiz.store.days import day_of
from quiz.store.learners import Learner
from quiz.store.store import Store
from quiz.store.study import Study

NOW = 1_795_300_000_000
YEARS, COPIES, RUNS = 10, 2, 9
RIGHT, WRONG = Verdict("right", 1.0, "exact"), Verdict("wrong", 0.0, "other")
LEARNER = Learner("a" * 32, "Ada", NOW - YEARS * 365 * DAY)


class Clock:
    def now(self) -> int:
        return NOW

    def ticks(self) -> int:
        return time.monotonic_ns() // 1_000_000


def a_library(folder: Path) -> Library:
    """The shipped articles, and two copies of each shipped set under other ids."""
    root = shipped()
    shutil.copytree(root / "seeds", folder / "seeds")
    (folder / "questions").mkdir()
    for path in (root / "questions").glob("*.yaml"):
        for copy in range(COPIES):
            shutil.copy(path, folder / "questions" / f"{path.stem}-{copy}.yaml")
    return Library([folder])


def practice(library: Library, most: int) -> Iterator[Event]:
    """So many events of one learner, spread over ten years: whole sets, one after the other."""
    rng = random.Random(1)
    sets = [load_set(path, library) for path in library.set_paths().values()]
    attempts = max(1, most // 120)
    made = 0
    for number in range(10 * attempts):
        asked = sets[number % len(sets)]
        at = NOW - YEARS * 365 * DAY + number * (YEARS * 365 * DAY // attempts)
        points = {question.id: question.points for question in asked.questions}
        bodies: list[Body] = [Started(LEARNER.id, asked.id, asked.title, asked.head.articles, points, 1, "practice")]
        for question in asked.questions:
            # Rarely wrong, or everything would be a leech after ten years and nothing left to review.
            graded = RIGHT if rng.random() < 0.98 else WRONG
            bodies += [Moved(question.id), Drafted(question.id, Typed("some words of an answer"))]
            bodies.append(
                Answered(question.id, Typed("some words of an answer"), question.points, graded.credit, graded)
            )
            if question.gate:
                bodies.append(Cited(question.id, Marked(()), graded))
        bodies.append(Finished("learner"))
        attempt = f"{rng.getrandbits(128):032x}"
        for seq, body in enumerate(bodies):
            if made == most:
                return
            made += 1
            yield Event(f"{rng.getrandbits(128):032x}", attempt, seq, at + seq * 8000, seq * 8000, body)


def fill(home: Path, events: list[Event]) -> float:
    """A store with these events; how long (seconds) working everything out from them took."""
    store = Store.open(home, now=NOW, quiet=3600)
    store.add_learner(LEARNER.name, now=LEARNER.created, id_=LEARNER.id).result()
    store.close()
    connection = sqlite3.connect(home / "store.db", isolation_level=None)
    with transaction(connection):
        for event in events:
            rows._insert(connection, event)  # the standings follow all at once
    began = time.perf_counter()
    with transaction(connection):
        rows.rebuild(connection, home)
    took = time.perf_counter() - began
    connection.close()
    return took


def median_of(run: Callable[[], object], runs: int = RUNS) -> float:
    """Milliseconds, the median; a first run is not counted."""
    found = []
    for turn in range(runs + 1):
        began = time.perf_counter()
        run()
        if turn:
            found.append(1000 * (time.perf_counter() - began))
    return statistics.median(found)


def measure(home: Path, library: Library, events: list[Event]) -> dict[str, float]:
    """What a learner with these events waits for, in milliseconds."""
    figures = {"rebuild": 1000 * fill(home, events)}

    def open_library() -> None:
        store = Store.open(home, now=NOW, quiet=3600)
        study = Study(library, store, store.learners().result()[0], Clock())
        study.standings()
        reviewing.due(study, NOW)
        store.close()

    figures["open"] = median_of(open_library)
    store = Store.open(home, now=NOW, quiet=3600)
    study = Study(library, store, LEARNER, Clock())
    later = NOW + 150 * 365 * DAY  # when every single question is due: the longest queue there can be
    today = reviewing.local_day(later)
    figures["due"] = median_of(lambda: reviewing.due(study, later))
    figures["queue"] = median_of(lambda: in_turn(store.due(LEARNER.id, today).result(), today)[:50])
    figures["begin"] = median_of(lambda: reviewing.begin_review(study, later, seed=1) if events else None)

    def stats() -> None:
        sets = {id_: load_set(path, library) for id_, path in library.set_paths().items()}
        progress = work_out(
            LEARNER.name,
            store.trials(LEARNER.id).result(),
            study.standings(),
            store.cards(LEARNER.id).result(),
            sets,
            now=NOW,
            day_of=day_of,
            readings=store.readings(LEARNER.id).result(),
        )
        list(lines(progress))
        as_page(progress)

    figures["stats"] = median_of(stats, 5)
    more = list(practice(library, 400))
    attempt = os.urandom(16).hex()
    fresh = [
        Event(os.urandom(16).hex(), attempt, one.seq, one.at, one.elapsed, one.body)
        for one in more
        if one.attempt == more[0].attempt
    ]
    began = time.perf_counter()
    for event in fresh:
        store.append([event]).result()
    figures["append"] = 1000 * (time.perf_counter() - began) / len(fresh)
    figures["cards"] = len(store.cards(LEARNER.id).result())
    figures["waiting"] = len(store.due(LEARNER.id, today).result())
    store.close()
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[2_000, 20_000, 200_000])
    sizes = parser.parse_args().sizes
    found: dict[int, dict[str, float]] = {}
    with scratch() as folder:
        library = a_library(folder)
        for size in (0, *sizes):
            found[size] = measure(folder / f"home-{size}", library, list(practice(library, size)) if size else [])
            print(
                f"{size:>7,} events: " + ", ".join(f"{name} {value:,.1f}" for name, value in found[size].items()),
                flush=True,
            )
    for smaller, larger in pairwise(sizes):
        ratios = ", ".join(
            f"{name} x{found[larger][name] / found[smaller][name]:.1f}"
            for name in found[larger]
            if name not in ("cards", "waiting")
        )
        print(f"from {smaller:,} to {larger:,} (x{larger / smaller:g}): {ratios}")
    most = found[sizes[-1]]
    verdict("library opens, beyond an empty store's time", most["open"] - found[0]["open"], 150, " ms")
    verdict("progress is worked out and written", most["stats"], 1000, " ms")
    verdict("review picks its queue", most["queue"], 100, " ms")
    verdict("the number due", most["due"], 100, " ms")
    keep("progress", {"milliseconds": {str(size): figures for size, figures in found.items()}})


if __name__ == "__main__":
    main()
