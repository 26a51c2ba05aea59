"""A whole class in real terminals, over the socket and over the network, on the worst of days.

The server is killed, the network is cut and learners' programs are killed while everybody answers. Every answer shown
as received is in the gradebook once, every one shown as saved here arrives, and nobody needed the teacher. The default
cut is small; QUIZ_FAULTS=full runs the class of forty.
"""

import contextlib
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from quiz.classroom.address import Address, OnNetwork, read_join_line
from tests.builders import ROOT
from tests.classroom.clients import stored
from tests.classroom.memory import found_in_memory
from tests.classroom.proxy import Proxy
from tests.classroom.pupil import STUCK, Pupil
from tests.classroom.school import School
from tests.faults.worlds import times
from tests.waiting import head_of, run_to_end

PUPILS, QUESTIONS = times(4, 40), times(5, 12)
KILLS, CUTS, DEATHS = times(2, 20), times(2, 20), times(2, 10)
CANARY = "8f14e45fceea167a"
OUT = (0.5, 3.0)
"""Seconds for which the server or the network is gone."""
AHEAD = PUPILS // 4
"""Answers that may be given beyond the next thing that is to go wrong."""

linux = pytest.mark.skipif(sys.platform != "linux", reason="needs a pseudo-terminal and /proc")


def write_set(root: Path) -> None:
    article = [f"Village {number} lies by the sea." for number in range(1, QUESTIONS + 1)]
    asked = [
        f"  - {{id: v{number}, kind: short, prompt: 'What is village {number} called?', answer: 'n{CANARY}{number}',"
        f" evidence: 'Village {number} lies by the sea', explain: 'Because of {CANARY}.'}}"
        for number in range(1, QUESTIONS + 1)
    ]
    (root / "seeds").mkdir(parents=True, exist_ok=True)
    (root / "questions").mkdir(exist_ok=True)
    head = "---\nid: sea\ntitle: The sea\nlanguage: en\n---\n"
    (root / "seeds" / "sea.md").write_text(head + "\n\n".join(article) + "\n")
    text = "title: Villages\narticles: [sea]\nquestions:\n" + "\n".join(asked) + "\n"
    (root / "questions" / "villages.yaml").write_text(text)


class Networks:
    """Two network namespaces with a wire between them, the server in one and learners in the other."""

    SERVER, LEARNERS, ADDRESS = "quizserver", "quizlearners", "10.213.7.1"

    def __enter__(self) -> "Networks":
        for name in (self.SERVER, self.LEARNERS):
            self._ip("netns", "add", name)
        self._ip(
            "link", "add", "qs0", "netns", self.SERVER, "type", "veth", "peer", "name", "ql0", "netns", self.LEARNERS
        )
        for name, link, address in ((self.SERVER, "qs0", self.ADDRESS), (self.LEARNERS, "ql0", "10.213.7.2")):
            self._ip("-n", name, "addr", "add", f"{address}/24", "dev", link)
            self._ip("-n", name, "link", "set", link, "up")
            self._ip("-n", name, "link", "set", "lo", "up")
        return self

    def __exit__(self, *_: object) -> None:
        for name in (self.SERVER, self.LEARNERS):
            run_to_end(["ip", "netns", "del", name], capture_output=True)

    @staticmethod
    def _ip(*words: str) -> None:
        run_to_end(["ip", *words], check=True, capture_output=True)

    def inside(self, name: str) -> list[str]:
        return [str(shutil.which("ip")), "netns", "exec", name]

    def cut(self, cut: bool) -> None:
        self._ip("-n", self.LEARNERS, "link", "set", "ql0", "down" if cut else "up")


def can_make_networks() -> bool:
    if os.geteuid() != 0 or shutil.which("ip") is None:
        return False
    try:
        with Networks():
            return True
    except (OSError, subprocess.CalledProcessError):
        return False
    finally:
        Networks().__exit__()


class FarSchool(School):
    """A class whose server may run in a network namespace of its own."""

    prefix: tuple[str, ...] = ()
    host = "127.0.0.1"

    def start(self) -> "FarSchool":
        command = [
            *self.prefix,
            sys.executable,
            "-m",
            "tests.classroom.server_program",
            str(self.folder),
            str(self.root),
        ]
        command += [str(self.sockets / "learners.sock"), self.host, self._port()]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=self._environ())
        self.join: list[Address] = [*map(read_join_line, head_of(self.process, "the server's open doors"))]
        assert self.join, f"the server has ended with {self.process.poll()}"
        self._kept_port = next(one.port for one in self.join if isinstance(one, OnNetwork))
        return self

    _kept_port = 0

    def _port(self) -> str:
        return str(self._kept_port)

    def far(self) -> OnNetwork:
        line = next(one for one in self.join if isinstance(one, OnNetwork))
        return msgspec.structs.replace(line, host=self.host)


class Day:
    """Runs the class; what goes wrong comes when so many answers have been given, so that it comes to all alike."""

    def __init__(self, school: FarSchool, pupils: list[Pupil], cut: Callable[[bool], None], rng: random.Random) -> None:
        self._school, self._pupils, self._cut, self._rng = school, pupils, cut, rng
        total = len(pupils) * QUESTIONS
        self._coming = sorted(
            [(self._when(at, KILLS, total), "kill") for at in range(KILLS)]
            + [(self._when(at, CUTS, total), "cut") for at in range(CUTS)]
            + [(self._when(at, DEATHS, total), "death") for at in range(DEATHS)]
        )
        self._server_back: float | None = None
        self._network_back: float | None = None
        self._doomed = rng.sample(pupils, len(pupils))
        self.happened: Counter[str] = Counter()

    def _when(self, at: int, many: int, total: int) -> float:
        return total * (at + self._rng.random()) / many * 0.9

    def run(self) -> None:
        moved = time.monotonic()
        while not all(pupil.done for pupil in self._pupils):
            for pupil in self._pupils:
                if not pupil.done and not self._behind:
                    pupil.step()
                    moved = time.monotonic()
            assert time.monotonic() - moved < STUCK, f"everybody waits for what is to come: {self._coming}"
            self._trouble()
            time.sleep(0.005)
        if self._network_back is not None:
            self._cut(False)

    @property
    def _behind(self) -> bool:
        """What goes wrong lags behind the answers, because one outage waits for the end of another.

        Learners quicker than that would be through before all of it has come; they work on through each outage for a
        while, then wait.
        """
        return bool(self._coming) and sum(pupil.answered for pupil in self._pupils) > self._coming[0][0] + AHEAD

    def _trouble(self) -> None:
        now = time.monotonic()
        if self._server_back is not None and now >= self._server_back:
            self._server_back = None
            self._school.start()
        if self._network_back is not None and now >= self._network_back:
            self._network_back = None
            self._cut(False)
        given = sum(pupil.answered for pupil in self._pupils)
        if not self._coming or given < self._coming[0][0]:
            return
        what = self._coming[0][1]
        if (what == "kill" and self._server_back is not None) or (what == "cut" and self._network_back is not None):
            return
        del self._coming[0]
        self.happened[what] += 1
        match what:
            case "kill":
                self._school.kill()
                self._server_back = now + self._rng.uniform(*OUT)
            case "cut":
                self._cut(True)
                self._network_back = now + self._rng.uniform(*OUT)
            case _:
                at_work = [pupil for pupil in self._doomed if pupil.answered and not pupil.done and not pupil.deaths]
                if at_work:
                    at_work[0].kill()
                else:  # not yet, or no longer: later
                    self.happened[what] -= 1
                    if any(not pupil.done for pupil in self._doomed):
                        self._coming.insert(0, (given + 1, what))


@contextlib.contextmanager
def a_day(folder: Path) -> Iterator[tuple[FarSchool, Callable[[bool], None], list[str], Callable[[], Address]]]:
    """A running school, how to cut its network, what goes before a far learner's program, and its far join line."""
    names = [f"Pupil {number}" for number in range(1, PUPILS + 1)]
    school = FarSchool(folder, names, network=True)
    write_set(school.root)
    with contextlib.ExitStack() as stack:
        if can_make_networks():
            networks = stack.enter_context(Networks())
            school.prefix, school.host = tuple(networks.inside(networks.SERVER)), networks.ADDRESS
            stack.callback(lambda: school.process and school.kill())
            school.start()
            yield school, networks.cut, networks.inside(networks.LEARNERS), school.far
        else:
            stack.callback(lambda: school.process and school.kill())
            school.start()
            proxy = stack.enter_context(Proxy((school.far().host, school.far().port)))
            yield school, proxy.cut, [], lambda: msgspec.structs.replace(school.far(), port=proxy.port)


@linux
def test_a_class_on_the_worst_of_days(tmp_path: Path) -> None:
    rng = random.Random(40)
    with a_day(tmp_path / "school") as (school, cut, prefix, far):
        school.open("monday", set="villages")
        pupils = []
        try:
            for at, (name, pin) in enumerate(school.slips.items()):
                line, before = (str(school.join[0]), []) if at % 2 else (str(far()), prefix)
                pupils.append(Pupil(name, pin, line, tmp_path / "homes" / str(at), before))
            day = Day(school, pupils, cut, rng)
            began = time.monotonic()
            day.run()
            lasted = time.monotonic() - began
            sizes = [pss(pupil.terminal.app) for pupil in pupils]
            in_memory = [found_in_memory(pupil.terminal.app, re.compile(CANARY.encode())) for pupil in pupils]
            attempts = {seat.name: (seat.attempt, seat.standing, seat.receipt) for seat in school.watch().seats}
        finally:
            for pupil in pupils:
                pupil.leave()
        school.kill()
        events = stored(school.folder)
    lost: list[str] = []
    for pupil in pupils:
        attempt, standing, receipt = attempts[pupil.name]
        assert (standing, receipt) == ("finished", pupil.receipt)
        kept = {
            int(one["body"]["question"][1:]): one["body"]["response"]["text"]
            for one in events
            if one["attempt"] == attempt and one["body"]["kind"] == "answered" and one["state"] == "accepted"
        }
        assert set(kept) == set(range(1, QUESTIONS + 1))
        lost += pupil.missing(kept)
    assert lost == []
    assert max(Counter(one["id"] for one in events).values()) == 1
    received = sum(len(pupil.received) for pupil in pupils)
    assert received == PUPILS * QUESTIONS
    seen = b"".join(pupil.raw for pupil in pupils)
    assert CANARY.encode() not in seen
    assert not any(in_memory)
    for path in (tmp_path / "homes").rglob("*"):
        assert not path.is_file() or CANARY.encode() not in path.read_bytes()
    assert day.happened == {"kill": KILLS, "cut": CUTS, "death": DEATHS}
    sizes.sort()
    print(
        f"class: {PUPILS} learners, {QUESTIONS} questions, {len(events)} events in {lasted:.0f} s; {dict(day.happened)}"
    )
    print(f"{received} answers shown as received: 0 missing, 0 twice")
    print(f"memory (PSS) of a program: median {sizes[len(sizes) // 2]:.1f} MB, most {sizes[-1]:.1f} MB")
    assert max(sizes) <= 60


def pss(pid: int) -> float:
    """Megabytes of memory that a process has for itself, with its share of what it shares."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("Pss:")) / 1024


def test_the_proxy_lets_through_and_cuts() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening, Proxy(listening.getsockname()[:2]) as proxy:
        listening.settimeout(10)
        with socket.create_connection(("127.0.0.1", proxy.port)) as line:
            there, _ = listening.accept()
            with there:
                line.sendall(b"a")
                assert there.recv(1) == b"a"
                proxy.cut(True)
                line.settimeout(10)
                assert line.recv(1) == b""
