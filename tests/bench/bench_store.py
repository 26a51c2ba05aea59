"""Opening the library's store with 2,000, 20,000 and 200,000 events in it, against an empty one."""

import os
import subprocess
import sys
from pathlib import Path

from common import ROOT, interleaved, keep, scratch

from quiz.attempts.events import Answered, Event, Finished, Started
from quiz.questions.response import Typed
from quiz.questions.verdict import Verdict
from quiz.store.store import Store

RUNS = 7
SIZES = (0, 2_000, 20_000, 200_000)
_IN_ATTEMPT = 20
_OPEN = """
import sys, time
from pathlib import Path
from quiz.store.store import Store
began, cpu = time.perf_counter(), time.process_time()
store = Store.open(Path(sys.argv[1]))
learner = store.learners().result()[0]
standings = store.standings(learner.id).result()
print(time.perf_counter() - began, time.process_time() - cpu, len(standings))
store.close()
"""


def main() -> None:
    with scratch() as folder:
        for size in SIZES:
            _fill(folder / str(size), size)
        found = interleaved(RUNS, *(lambda size=size: _open(folder / str(size)) for size in SIZES))
        megabytes = [(folder / str(size) / "store.db").stat().st_size / 1e6 for size in SIZES]
    keep("store", {str(size): {**one, "megabytes": mb} for size, one, mb in zip(SIZES, found, megabytes, strict=True)})
    print(f"store opened and a learner's attempts listed, medians of {RUNS}:")
    for size, one, mb in zip(SIZES, found, megabytes, strict=True):
        more = 1000 * (one["wall"] - found[0]["wall"])
        print(
            f"  {size:7} events, {mb:6.1f} MB: {1000 * one['wall']:7.1f} ms, cpu {1000 * one['cpu']:7.1f} ms, "
            f"{more:+7.1f} ms over an empty one, {one['attempts']:.0f} attempts"
        )


def _fill(folder: Path, events: int) -> None:
    store = Store.open(folder, quiet=3600)
    try:
        learner = store.add_learner("ada").result().id
        waiting = [store.append(_attempt(learner, number)) for number in range(events // _IN_ATTEMPT)]
        for one in waiting:
            one.result()
    finally:
        store.close(120)


def _attempt(learner: str, number: int) -> list[Event]:
    attempt = os.urandom(16).hex()
    questions = _IN_ATTEMPT - 2
    right = Verdict("right", 1.0, "exact")
    bodies = [
        Started(learner, "march", "A set", ("one",), {f"q{at}": 1.0 for at in range(questions)}, 7, "practice"),
        *(Answered(f"q{at}", Typed("23"), 1.0, 1.0, right) for at in range(questions)),
        Finished("learner"),
    ]  # fmt: skip
    began = 1_700_000_000_000 + number * 60_000
    return [
        Event(os.urandom(16).hex(), attempt, at, began + at * 1000, at * 1000, body) for at, body in enumerate(bodies)
    ]


def _open(folder: Path) -> dict[str, float]:
    """In a process of its own, as every start is."""
    ran = subprocess.run(
        [sys.executable, "-c", _OPEN, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    wall, cpu, attempts = (float(part) for part in ran.stdout.split())
    return {"wall": wall, "cpu": cpu, "attempts": attempts}


if __name__ == "__main__":
    main()
