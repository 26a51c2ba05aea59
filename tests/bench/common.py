"""What the benches share: programs in a terminal of their own, what they cost, and where the figures go."""

import compileall
import contextlib
import fcntl
import json
import os
import platform
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RESULTS = HERE / "results"
RUNS = 20
COLUMNS, ROWS = 120, 40

_SYNC_ASKED, _SYNC_HELD = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
FRAME_ENDS = b"\x1b[?2026l"
_CONTROL = re.compile(rb"\x1b\[[0-9;?<>=$]*[a-zA-Z]|\x1b[()][0-9A-B]|\x1b[78=>]|\x1b\][^\x07]*\x07")


class NotPainted(Exception):
    """What was waited for never came to the screen."""


class Terminal:
    """A program on a pseudo terminal that says it can hold frames together, so each frame has an end to wait for."""

    def __init__(self, command: Sequence[str], home: Path, working: Path = ROOT) -> None:
        self._all = bytearray()
        self._asked = False
        environ = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "PYTHONPATH": str(ROOT),
            "QUIZ_HOME": str(home),
        }
        self.began = time.perf_counter()
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
                os.chdir(working)
                os.execvpe(command[0], list(command), environ)  # noqa: S606  a shell would be measured too
            finally:
                os._exit(127)

    @property
    def output(self) -> bytes:
        """All that it wrote so far."""
        return bytes(self._all)

    def wait(self, done: Callable[[bytes], bool], since: int = 0, seconds: float = 30.0) -> float:
        """Read until ``done`` holds for all bytes that came after the first ``since``; the moment it did."""
        limit = time.perf_counter() + seconds
        while time.perf_counter() < limit:
            if self._read(limit - time.perf_counter()) and done(bytes(self._all[since:])):
                return time.perf_counter()
        raise NotPainted(plain(bytes(self._all[since:]))[-2000:].decode(errors="replace"))

    def press(self, keys: str, done: Callable[[bytes], bool], seconds: float = 10.0) -> float:
        """Press keys; how long (seconds) until what came since satisfies ``done``."""
        since = len(self._all)
        began = time.perf_counter()
        os.write(self._master, keys.encode())
        return self.wait(done, since, seconds) - began

    def drain(self, seconds: float) -> None:
        """Read whatever comes until nothing came for so long, but no longer than twice that: clocks tick on."""
        limit = time.perf_counter() + 2 * seconds
        while self._read(seconds) and time.perf_counter() < limit:
            pass

    def cpu(self) -> float:
        """Processor time of all its processes and threads so far, in seconds (user and system)."""
        total = 0
        for process in self._processes():
            for task in Path(f"/proc/{process}/task").iterdir():
                with contextlib.suppress(FileNotFoundError):  # a thread that ended meanwhile
                    total += int((task / "schedstat").read_text().split()[0])
        return total / 1e9

    def memory(self) -> dict[str, float]:
        """Resident size (RSS) of the app's own process, proportional size (PSS) of all its processes, MB."""
        sizes = [_sizes(process) for process in self._processes()]
        return {"rss": max(rss for rss, _ in sizes), "pss": sum(pss for _, pss in sizes)}

    def close(self) -> None:
        for process in reversed(self._processes()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        os.close(self._master)
        os.waitpid(self.pid, 0)

    def _processes(self) -> list[int]:
        """Its own, and the app's where a small parent looks after it."""
        try:
            children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        except FileNotFoundError:
            return []
        return [self.pid, *map(int, children)]

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], max(seconds, 0))
        if not ready:
            return False
        try:
            chunk = os.read(self._master, 1 << 16)
        except OSError:
            chunk = b""
        if not chunk:
            raise NotPainted("it ended: " + plain(bytes(self._all))[-2000:].decode(errors="replace"))
        self._all += chunk
        if not self._asked and _SYNC_ASKED in self._all:
            self._asked = True
            os.write(self._master, _SYNC_HELD)
        return True


def _sizes(process: int) -> tuple[float, float]:
    text = Path(f"/proc/{process}/smaps_rollup").read_text()
    found = dict(re.findall(r"^(Rss|Pss): +(\d+)", text, re.MULTILINE))
    return int(found["Rss"]) / 1024, int(found["Pss"]) / 1024


def plain(output: bytes) -> bytes:
    """What a terminal was sent, without its control sequences."""
    return _CONTROL.sub(b"", output)


def painted(*words: str) -> Callable[[bytes], bool]:
    """Holds once all of these have been written."""
    wanted = [word.encode() for word in words]
    return lambda output: all(word in text for text in [plain(output)] for word in wanted)


def filled(output: bytes) -> bool:
    """Holds once as many cells as the screen has were written: the first frame of an app that shows nothing."""
    return len(plain(output)) >= COLUMNS * ROWS


def interleaved(runs: int, *measures: Callable[[], dict[str, float]]) -> list[dict[str, float]]:
    """Run the measures in turn, A B A B, so that a busy moment hits all alike; each one's medians.

    A first round warms the disk's cache and is not counted.
    """
    found: list[list[dict[str, float]]] = [[] for _ in measures]
    for turn in range(runs + 1):
        for at, measure in enumerate(measures):
            one = measure()
            if turn:
                found[at].append(one)
        print(".", end="", flush=True)
    print()
    return [{name: statistics.median(one[name] for one in each) for name in each[0]} for each in found]


def spread(values: Sequence[float]) -> dict[str, float]:
    """p50, p99 and the worst."""
    ordered = sorted(values)
    return {
        "p50": statistics.median(ordered),
        "p99": ordered[min(len(ordered) - 1, round(0.99 * len(ordered)))],
        "worst": ordered[-1],
    }


def compile_all() -> None:
    """As an installation does; without, the first start of each compiles."""
    compileall.compile_dir(str(ROOT / "quiz"), quiet=1)
    for folder in sys.path:
        if folder.endswith("site-packages"):
            compileall.compile_dir(str(Path(folder) / "textual"), quiet=1)


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="closeread-bench-") as folder:
        yield Path(folder)


def keep(name: str, figures: dict[str, Any]) -> None:
    """Write a bench's figures to results/, with what they were measured on."""
    RESULTS.mkdir(exist_ok=True)
    about = {
        "at": time.strftime("%Y-%m-%dT%H:%M:%S"),
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
    }
    (RESULTS / f"{name}.json").write_text(json.dumps({"about": about, **figures}, indent=1) + "\n")


def verdict(what: str, found: float, limit: float, unit: str = "") -> None:
    """One line of a bench's report: a figure against its target."""
    print(f"  {'ok  ' if found <= limit else 'OVER'} {what}: {found:.2f}{unit} (at most {limit:g}{unit})")
