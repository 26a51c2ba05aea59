"""Many writers one after the other, each under its own faults: forked from one process, so that each costs little.

``Pen.write`` has strace do something to the calls of a writer (see ``store_writer``); a writer begins once it is
traced. Run as ``python -m tests.faults.pen``, this module is that process.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.waiting import PATIENCE, RUN, wait_until, watched

from . import store_writer, writers


class Written(NamedTuple):
    """The writer's exit code (minus the signal) and what it said."""

    code: int
    said: str

    @property
    def acknowledged(self) -> int:
        return writers.acknowledged(self.said)


class Pen:
    """Use in a ``with`` block. folder: for what the writers say."""

    def __init__(self, folder: Path) -> None:
        self._said = folder / "said"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.pen"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=writers.environment(),
            cwd=writers.ROOT,
        )

    def __enter__(self) -> "Pen":
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def write(self, folder: Path, count: int, *options: str) -> Written:
        """Append count events to a store while strace does what its ``-e`` options say."""
        pid = int(self._ask({"folder": str(folder), "count": count, "said": str(self._said)}))
        told = [part for option in options for part in ("-e", option)]
        with subprocess.Popen(["strace", "-f", "-qq", "-o", "/dev/null", *told, "-p", str(pid)]) as tracer:
            try:
                status = int(self._ask({}))
                tracer.wait(PATIENCE)
            finally:
                tracer.kill()  # what it traces goes on without it
        return Written(os.waitstatus_to_exitcode(status), self._said.read_text())

    def _ask(self, request: dict[str, Any]) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if request:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        with watched(self._process, "the end of a writer under strace", RUN):
            line = self._process.stdout.readline()
        assert line, "the process that forks writers has ended"
        return line


def every(
    pen: Pen, folder: Path, count: int, call: str, what: str, *, limit: int = 0, times: int = 1
) -> Iterator[tuple[Path, Written]]:
    """Writers with a fault at the first call of a kind, at the second and so on, until none is so late.

    what: strace's words for the fault, such as ``signal=KILL``. limit: spread that many over all points; 0 for all.
    times: how often the call fails, every other time from that point on. Yields the store's folder, which is gone
    afterwards, and what became of its writer.
    """
    last = _points(pen, folder, count, call)
    assert last, f"a writer never calls {call}"
    chosen = range(1, last + 1) if not limit or last <= limit else sorted({1 + n * last // limit for n in range(limit)})
    for point in chosen:
        home = folder / f"{point}"
        when = f"{point}" if times == 1 else f"{point}..{point + 2 * (times - 1)}+2"
        yield home, pen.write(home, count, f"trace={call}", f"inject={call}:{what}:when={when}")
        shutil.rmtree(home, ignore_errors=True)


def _points(pen: Pen, folder: Path, count: int, call: str) -> int:
    """How many calls of a kind one thread of a writer makes; strace counts each kind apart."""
    low, high = 0, 1
    while _dies_at(pen, folder, count, call, high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _dies_at(pen, folder, count, call, middle) else (low, middle)
    return low


def _dies_at(pen: Pen, folder: Path, count: int, call: str, when: int) -> bool:
    done = pen.write(folder / "points", count, f"trace={call}", f"inject={call}:signal=KILL:when={when}")
    shutil.rmtree(folder / "points", ignore_errors=True)
    return done.code < 0


def serve() -> None:
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                os._exit(_child(request))
            finally:  # after an exception; never on to the next request
                os._exit(70)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(status, flush=True)


def _child(request: dict[str, Any]) -> int:
    said = os.open(request["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(said, 1)
    read, write = os.pipe()
    os.write(write, b"again\n" * 40)
    os.close(write)
    sys.stdin = open(read)  # noqa: SIM115
    wait_until(lambda: "TracerPid:\t0\n" not in Path("/proc/self/status").read_text(), "strace")
    time.sleep(0.005)  # between being seized and being watched
    return store_writer.main(Path(request["folder"]), request["count"], 1)


if __name__ == "__main__":
    serve()
