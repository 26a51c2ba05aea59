"""The class server under load: answers, the bell at the start and at the end, and what an answer costs.

Targets: 200 learners with an answer every half second each: p99 of a saved answer at most 100 ms, no errors; 200 logins
and openings in at most 15 s; 200 hand-ins in 2 s: p99 at most 1 s; saved answers at least a third of what the same
framework does on an endpoint that saves nothing; the cost of an answer the same for 10 and for 2,000 learners.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from copy import copy
from pathlib import Path
from typing import Any

from quiz.attempts.events import Finished
from tests.bench.class_load import Line, Pupil, Room, cpu_of, percentile, together
from tests.bench.common import ROOT, keep, verdict

SECONDS = 10
LEARNERS = 200
LINES = 32
SIZES = (10, 200, 2000)


async def answers(room: Room, seconds: float) -> dict[str, Any]:
    """Everyone answers every half second, then all hand in within two."""
    pupils = [Pupil(Line(room.socket), token) for token in room.tokens]
    await together(*(pupil.begin() for pupil in pupils))
    took: list[float] = []
    late = 0

    async def answering(pupil: Pupil, offset: float) -> None:
        nonlocal late
        at = time.perf_counter() + offset
        end = at + seconds
        while at < end:
            await asyncio.sleep(max(0.0, at - time.perf_counter()))
            took.append(await pupil.save())
            at += 0.5
            late += time.perf_counter() > at

    cpu, began = room.cpu(), time.perf_counter()
    await together(*(answering(pupil, 0.5 * n / len(pupils)) for n, pupil in enumerate(pupils)))
    wall, used = time.perf_counter() - began, room.cpu() - cpu

    async def handing_in(pupil: Pupil, offset: float) -> float:
        await asyncio.sleep(offset)
        return await pupil.save(Finished("learner"))

    bell = await together(*(handing_in(pupil, 2 * n / len(pupils)) for n, pupil in enumerate(pupils)))
    for pupil in pupils:
        pupil.line.close()
    return {
        "answers": len(took), "p50_ms": percentile(took, 0.5), "p99_ms": percentile(took, 0.99),
        "max_ms": percentile(took, 1.0), "server_cpu_share": used / wall, "cpu_ms_each": 1000 * used / len(took),
        "end_bell_p99_ms": percentile(bell, 0.99),
    }  # fmt: skip


async def joins(room: Room) -> dict[str, Any]:
    """The bell at the start: everyone logs in with a PIN within ten seconds and opens the sitting."""
    began = time.perf_counter()

    async def joining(number: int, name: str, pin: str) -> float:
        await asyncio.sleep(10 * number / LEARNERS)
        pupil = Pupil(Line(room.socket))
        at = time.perf_counter()
        await pupil.log_in(name, pin)
        await pupil.begin()
        pupil.line.close()
        return time.perf_counter() - at

    took = await together(*(joining(n, slip.name, slip.pin) for n, slip in enumerate(room.slips)))
    return {"all_in_s": time.perf_counter() - began, "p99_ms": percentile(took, 0.99)}


async def flat_out(pupils: list[Pupil], socket: Path, seconds: float) -> int:
    """How many answers a number of lines get saved when each sends the next as soon as one is."""
    count = 0
    end = time.perf_counter() + seconds

    async def sending(line: Line, mine: list[Pupil]) -> None:
        nonlocal count
        while time.perf_counter() < end:
            for pupil in mine:
                status, answer = await line.call("POST", "/v1/events", pupil.request(), pupil.token)
                if status == 200 and answer.startswith(b'{"received":["'):
                    count += 1
                else:
                    pupil.number -= 1
                    await asyncio.sleep(0.05)

    lines = [Line(socket) for _ in range(LINES)]
    await together(*(sending(line, pupils[n::LINES]) for n, line in enumerate(lines)))
    for line in lines:
        line.close()
    return count


def throughput(folder: Path) -> dict[str, Any]:
    """Saved and unsaved, in turns; by the server's processor time, which a busy machine hardly changes."""
    with Room(folder, 600) as room:
        command = [sys.executable, "-m", "tests.bench.nothing_saved", str(folder / "n")]
        other = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)
        assert other.stdout is not None
        other.stdout.readline()

        async def measure() -> dict[str, Any]:
            line = Line(room.socket)
            pupils = [Pupil(line, token) for token in room.tokens]
            for pupil in pupils:
                await pupil.begin()
            line.close()
            asking = {"saved": pupils, "nothing": [copy(pupil) for pupil in pupils]}
            sums = {"saved": [0, 0.0, 0.0], "nothing": [0, 0.0, 0.0]}
            for turn in range(4):
                for name, socket, pid in (
                    ("saved", room.socket, room.process.pid), ("nothing", folder / "n", other.pid)
                ):  # fmt: skip
                    cpu, began = cpu_of(pid), time.perf_counter()
                    count = await flat_out(asking[name], socket, 1 if turn == 0 else 3)
                    if turn:
                        sums[name][0] += count
                        sums[name][1] += cpu_of(pid) - cpu
                        sums[name][2] += time.perf_counter() - began
            each = {name: (1000 * cpu / count, count / wall) for name, (count, cpu, wall) in sums.items()}
            return {
                "saved_per_s": each["saved"][1], "nothing_per_s": each["nothing"][1],
                "share_by_wall": each["saved"][1] / each["nothing"][1],
                "saved_cpu_ms": each["saved"][0], "nothing_cpu_ms": each["nothing"][0],
                "share_by_cpu": each["nothing"][0] / each["saved"][0],
            }  # fmt: skip

        try:
            return asyncio.run(measure())
        finally:
            other.terminate()
            other.wait()
            other.stdout.close()


async def cost(room: Room, size: int) -> float:
    """Milliseconds of the server's processor time for an answer, at 150 answers a second over all learners."""
    lines = [Line(room.socket) for _ in range(10)]
    pupils = [Pupil(lines[n % 10], token) for n, token in enumerate(room.tokens)]

    async def beginning(mine: list[Pupil]) -> None:
        for pupil in mine:
            await pupil.begin()

    await together(*(beginning(pupils[n::10]) for n in range(10)))
    answered = 0

    async def paced(mine: list[Pupil], count: int) -> None:
        nonlocal answered
        for number in range(count):
            await asyncio.gather(mine[number % len(mine)].save(), asyncio.sleep(10 / 150))
            answered += 1

    await together(*(paced(pupils[n::10], 20) for n in range(10)))
    answered, cpu = 0, room.cpu()
    await together(*(paced(pupils[n::10], 90) for n in range(10)))
    for line in lines:
        line.close()
    return 1000 * (room.cpu() - cpu) / answered


def main() -> None:
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, Room(Path(folder), LEARNERS) as room:
        figures["answers"] = found = asyncio.run(answers(room, SECONDS))
    print(f"{LEARNERS} learners, an answer each half second: {found['answers']} answers in {SECONDS} s:")
    verdict("an answer is saved, p99", found["p99_ms"], 100, " ms")
    verdict("the bell at the end, all handed in within 2 s, p99", found["end_bell_p99_ms"], 1000, " ms")
    with tempfile.TemporaryDirectory() as folder, Room(Path(folder), LEARNERS, sessions=False) as room:
        figures["joins"] = found = asyncio.run(joins(room))
    verdict(f"the bell at the start, {LEARNERS} logins with a PIN within 10 s", found["all_in_s"], 15, " s")
    with tempfile.TemporaryDirectory() as folder:
        figures["throughput"] = found = throughput(Path(folder))
    print(
        f"as fast as it goes: {found['saved_per_s']:.0f} answers saved a second, {found['nothing_per_s']:.0f} requests "
        f"where nothing is; processor time {found['saved_cpu_ms']:.2f} and {found['nothing_cpu_ms']:.2f} ms each"
    )
    verdict("processor time, times that of saving nothing", 1 / found["share_by_cpu"], 3)
    verdict("wall time, times that of saving nothing", 1 / found["share_by_wall"], 3)
    costs = figures["cpu_ms_each_by_learners"] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder, Room(Path(folder), size) as room:
            costs[size] = asyncio.run(cost(room, size))
    said = ", ".join(f"{one:.2f} ms with {size}" for size, one in costs.items())
    print(f"processor time of an answer at 150 answers a second: {said}")
    verdict(f"with {SIZES[-1]} learners, times that with {SIZES[0]}", costs[SIZES[-1]] / costs[SIZES[0]], 1.5)
    keep("class", figures)


if __name__ == "__main__":
    main()
