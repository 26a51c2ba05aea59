"""A server under strain: those who hold it up, a long day, and many programs on one host.

The default cut is small; QUIZ_FAULTS=full runs the counts of docs/reliability.md and prints the figures.
"""

import asyncio
import contextlib
import os
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.class_load import Line, Pupil, Room, percentile
from tests.classroom.pupil import NUMBER
from tests.classroom.pupil import Pupil as AtTerminal
from tests.classroom.school import a_school
from tests.classroom.test_whole_class import pss
from tests.faults.worlds import times
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with tempfile.TemporaryDirectory(prefix="quiz-") as short, Room(Path(short), 20) as room:
        yield room


# Who holds up a server


IDLE, SLOW, FAT, EAGER = times(60, 120), times(20, 100), times(5, 50), times(500, 20_000)
CROWD = times(100, 2_000)
"""Connections beyond what one account may have, which are closed at once."""


LONGEST = times(240, 3_600)
"""Seconds for a whole day."""


def open_files(room: Room) -> int:
    return len(os.listdir(f"/proc/{room.process.pid}/fd"))


async def at_most(room: Room, files: int) -> None:
    """Until the server has no more than so many open."""
    end = time.monotonic() + PATIENCE
    while (found := open_files(room)) > files:
        assert time.monotonic() < end, f"the server keeps {found} files open, and not {files}"
        await asyncio.sleep(0.05)


def connected(path: Path) -> socket.socket:
    one = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    one.settimeout(30)
    one.connect(str(path))
    return one


def test_whoever_holds_it_up_holds_up_nobody_else(room: Room) -> None:
    """RELIABILITY 71: idle sockets, heads that never end, huge bodies, a flood: others are served all the while.

    All come from one account, which is the worst: its connections are limited, and those that work are among them.
    """

    async def served(seconds: float) -> list[float]:
        took = []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for pupil in pupils:
                took.append(await pupil.save())
                await asyncio.sleep(0.01)
        return took

    async def flood(many: int) -> int:
        """Requests without a pause by one learner; how many were refused for being too many."""
        line, refused = Line(room.socket), 0
        for _ in range(many // 100):
            answers = await line.calls(100, "GET", "/v1/sittings", room.tokens[-1])
            refused += sum(status == 429 for status, _ in answers)
        line.close()
        await asyncio.sleep(0.1)
        return refused

    async def fat(many: int) -> int:
        """Bodies of which much more than is allowed is announced and sent; how many were cut off before their end."""
        cut = 0
        for _ in range(many):
            _reader, writer = await asyncio.open_unix_connection(str(room.socket))
            head = f"POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {room.tokens[-2]}\r\n"
            writer.write(head.encode() + b"Content-Length: 100000000\r\n\r\n")
            try:
                for _ in range(100):
                    writer.write(b"x" * 1_000_000)
                    await writer.drain()
            except ConnectionError:
                cut += 1
            writer.transport.abort()
            await asyncio.sleep(0.01)
        return cut

    line = Line(room.socket)  # one line, as good as any
    pupils = [Pupil(line, token) for token in room.tokens[:4]]

    async def day() -> tuple[list[float], list[float], int, int]:
        for pupil in pupils:
            await pupil.begin()
        quiet = await served(times(1, 10))
        before = open_files(room)
        idle = [connected(room.socket) for _ in range(IDLE)]
        slow = [connected(room.socket) for _ in range(SLOW)]
        for one in slow:
            with contextlib.suppress(OSError):  # beyond what one account may have
                one.sendall(b"POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        for _ in range(CROWD):
            connected(room.socket).close()
        await at_most(room, before + IDLE + SLOW)
        strained, refused, large = await asyncio.gather(served(times(2, 20)), flood(EAGER), fat(FAT))
        for one in (*idle, *slow):
            one.close()
        await at_most(room, before + 2)
        line.close()
        await asyncio.sleep(0.1)
        return quiet, strained, refused, large

    quiet, strained, refused, large = asyncio.run(asyncio.wait_for(day(), LONGEST))
    assert refused > EAGER // 2
    assert large == FAT
    print(
        f"71: {IDLE} idle, {SLOW} slow, {CROWD} coming and going, {FAT} bodies of 100 MB, "
        f"{EAGER} requests at once ({refused} refused): "
        f"p99 of {len(strained)} saved answers {percentile(strained, 0.99):.1f} ms, "
        f"without {percentile(quiet, 0.99):.1f} ms"
    )


# A long day


def test_a_long_day_leaves_nothing_behind(room: Room) -> None:
    """RELIABILITY 72, by the number of answers of a day rather than by its hours."""
    pid = room.process.pid
    answers = times(3_000, 60_000)

    def resident() -> float:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

    async def one(mine: list[Pupil], left: int) -> None:
        while left:
            for pupil in mine[:left]:
                status, answer = await pupil.line.call("POST", "/v1/events", pupil.request(), pupil.token)
                if status == 200:
                    left -= 1
                    assert b'"received":["' in answer
                else:
                    assert status == 429, answer  # too many at once
                    pupil.number -= 1
                    await asyncio.sleep(0.05)

    async def day() -> tuple[float, float, int]:
        lines = [Line(room.socket) for _ in range(10)]
        pupils = [Pupil(lines[n % 10], token) for n, token in enumerate(room.tokens)]
        for pupil in pupils:
            await pupil.begin()
        await asyncio.gather(*(one(pupils[n::10], answers // 30) for n in range(10)))
        files, before = open_files(room), resident()
        await asyncio.gather(*(one(pupils[n::10], answers // 10) for n in range(10)))
        after = resident()
        assert open_files(room) <= files + 1
        for line in lines:
            line.close()
        await asyncio.sleep(0.1)
        return before, after, files

    before, after, files = asyncio.run(asyncio.wait_for(day(), LONGEST))
    journal = (room.folder / "class.db-wal").stat().st_size / 1e6
    print(f"72: {answers} answers: RSS {before:.1f} MB, then {after:.1f} MB; WAL {journal:.1f} MB; {files} files")
    assert journal < 64
    assert after < 1.5 * before + 10


# Many on one host


def test_programs_that_wait_are_small_and_still(tmp_path: Path) -> None:
    """RELIABILITY 73: 40 programs, each at a question, while nobody types."""
    many, seconds = times(2, 40), times(2, 10)
    with a_school(tmp_path / "school", [f"Pupil {n}" for n in range(many)]) as school:
        school.open("monday")
        pupils = [AtTerminal(name, pin, str(school.join[0]), tmp_path / name) for name, pin in school.slips.items()]
        try:
            for pupil in pupils:
                _to_a_question(pupil)
            time.sleep(1)
            before = [_cpu(pupil.terminal.app) for pupil in pupils]
            began = time.monotonic()
            while time.monotonic() < began + seconds:
                for pupil in pupils:  # a terminal that is not read would hold its program up
                    pupil.terminal.read(0)
                time.sleep(0.05)
            lasted = time.monotonic() - began
            used = sum(_cpu(pupil.terminal.app) - was for pupil, was in zip(pupils, before, strict=True))
            sizes = sorted(pss(pupil.terminal.app) for pupil in pupils)
        finally:
            for pupil in pupils:
                pupil.leave()
    print(
        f"73: {many} programs: {sizes[len(sizes) // 2]:.1f} MB at the median, {sizes[-1]:.1f} at most; idle they use "
        f"{100 * used / lasted:.2f} % of a processor together"
    )
    assert sizes[-1] <= 60


def _to_a_question(pupil: AtTerminal) -> None:
    def there() -> bool:
        if NUMBER.search(pupil.terminal.screen.text().partition("\n")[0]):
            return True
        pupil.step()
        return False

    wait_until(there, "a question")


def _cpu(pid: int) -> float:
    """Seconds of a process's threads so far."""
    return sum(int((task / "schedstat").read_text().split()[0]) for task in Path(f"/proc/{pid}/task").iterdir()) / 1e9
