"""What a power cut leaves behind, worked out from a recording of the store's system calls.

Between two syncs a kernel may have written anything of what it was given: nothing, all, the beginning, or any sectors
in any order. From each moment of a recording several such disks are made, and the store is opened on them. The model
is of an honest disk: a sync makes a file durable and, as ext4 and its like do, the earlier changes of names up to the
file's own.
"""

import random
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from quiz.errors import QuizError
from quiz.store.store import Store
from tests.waiting import run_to_end

from . import writers
from .store_writer import event

SECTOR = 512
CALLS = "openat,write,pwrite64,fsync,fdatasync,ftruncate,unlink,rename,link,close"
POLICIES = ("nothing", "all", "prefix", "sectors")


class Call(NamedTuple):
    """One recorded call: make, write, cut, sync, unlink, rename, link, or said for an acknowledgement."""

    name: str
    path: str = ""
    number: int = 0
    data: bytes = b""
    to: str = ""


class Tally(NamedTuple):
    """How many disks were tried, on how many the store could not be opened whole, lacked what was acknowledged."""

    tried: int
    damaged: int
    lost: int


class File:
    def __init__(self) -> None:
        self.durable = bytearray()
        self.pending: list[Call] = []


def record(folder: Path, program: list[str], **settings: str) -> list[Call]:
    """The calls of a program that concern files in a folder, with its acknowledgements (``ACK number``).

    settings: more of the program's environment.
    """
    trace = folder.with_name("trace")
    command = ["strace", "-f", "-qq", "-xx", "-s", "1000000", "-o", str(trace), "-e", f"trace={CALLS}", *program]
    for _ in range(10):
        shutil.rmtree(folder, ignore_errors=True)
        done = run_to_end(command, capture_output=True, env=writers.environment() | settings)
        assert done.returncode == 0, done.stderr.decode()
        text = trace.read_text()
        # Where calls of two threads overlap, their order is not known.
        if "unfinished" not in text:
            return list(_parsed(text, str(folder)))
    raise RuntimeError("calls of two threads overlap in ten recordings")


def _parsed(text: str, folder: str) -> Iterator[Call]:
    paths: dict[int, str] = {}
    places: dict[int, int] = {}
    for name, arguments, result in re.findall(r"^\d+ +(\w+)\((.*)\) += (-?\d+)", text, re.MULTILINE):
        if int(result) < 0:
            continue
        strings = [bytes.fromhex(hexed.replace("\\x", "")) for hexed in re.findall(r'"([^"]*)"', arguments)]
        first = arguments.split(",")[0]
        number = int(first) if first.isdigit() else -1
        match name:
            case "openat":
                path = strings[0].decode()
                paths.pop(int(result), None)
                if path == folder or path.startswith(folder + "/"):
                    paths[int(result)] = path
                    places[int(result)] = 0
                    if "O_CREAT" in arguments:
                        yield Call("make", path)
            case "close":
                paths.pop(number, None)
            case "write" if number == 1 and strings[0].startswith(b"ACK"):
                yield Call("said", number=int(strings[0].split()[1]) + 1)
            case "pwrite64" if number in paths:
                yield Call("write", paths[number], int(arguments.rsplit(",", 1)[1]), strings[0])
            case "write" if number in paths:
                yield Call("write", paths[number], places[number], strings[0])
                places[number] += int(result)
            case "ftruncate" if number in paths:
                yield Call("cut", paths[number], int(arguments.split(",")[1]))
            case "fsync" | "fdatasync" if number in paths:
                yield Call("sync", paths[number])
            case "unlink" if strings[0].decode().startswith(folder):
                yield Call("unlink", strings[0].decode())
            case "rename" | "link" if strings[0].decode().startswith(folder):
                yield Call(name, strings[0].decode(), to=strings[1].decode())
            case _:
                pass


def disks(calls: list[Call], rng: random.Random) -> Iterator[tuple[int, dict[str, bytes]]]:
    """For each moment and policy: how many events were acknowledged, and the files that the cut leaves."""
    now: dict[str, File] = {}
    durable: dict[str, File] = {}
    renamed: list[tuple[str, File | None]] = []
    acknowledged = 0
    for call in calls:
        match call.name:
            case "make" if call.path not in now:
                now[call.path] = File()
                renamed.append((call.path, now[call.path]))
            case "write" | "cut":
                now[call.path].pending.append(call)
            case "sync" if call.path not in now:  # a folder
                _settle_names(durable, renamed, len(renamed))
            case "sync":
                file = now[call.path]
                for pending in file.pending:
                    _apply(file.durable, pending)
                file.pending.clear()
                own = [index for index, (_, other) in enumerate(renamed) if other is file]
                _settle_names(durable, renamed, own[-1] + 1 if own else 0)
            case "unlink":
                now.pop(call.path, None)
                renamed.append((call.path, None))
            case "rename":
                now[call.to] = now.pop(call.path)
                renamed += [(call.path, None), (call.to, now[call.to])]
            case "link":
                now[call.to] = now[call.path]
                renamed.append((call.to, now[call.to]))
            case "said":
                acknowledged = call.number
            case _:
                pass
        for policy in POLICIES:
            names = dict(durable)
            many = {"nothing": 0, "all": len(renamed)}.get(policy, rng.randint(0, len(renamed)))
            _settle_names(names, list(renamed), many)
            yield acknowledged, {path: _left(file, policy, rng) for path, file in names.items()}


def _settle_names(names: dict[str, File], changes: list[tuple[str, File | None]], many: int) -> None:
    for path, file in changes[:many]:
        if file is None:
            names.pop(path, None)
        else:
            names[path] = file
    del changes[:many]


def _left(file: File, policy: str, rng: random.Random) -> bytes:
    content = bytearray(file.durable)
    many = {"nothing": 0, "prefix": rng.randint(0, len(file.pending))}.get(policy, len(file.pending))
    for call in file.pending[:many]:
        if policy != "sectors":
            _apply(content, call)
        elif call.name == "cut":
            if rng.random() < 0.5:
                _apply(content, call)
        else:
            for start in range(0, len(call.data), SECTOR):
                if rng.random() < 0.5:
                    part = call._replace(number=call.number + start, data=call.data[start : start + SECTOR])
                    _apply(content, part)
    return bytes(content)


def _apply(content: bytearray, call: Call) -> None:
    end = call.number + len(call.data)
    if call.name == "cut":
        del content[call.number :]
    content.extend(b"\0" * (end - len(content)))
    content[call.number : end] = call.data


def store_survives(folder: Path, acknowledged: int) -> tuple[bool, bool]:
    """Whether the store in a folder opens whole, and whether it has what was acknowledged."""
    try:
        store = Store.open(folder, quiet=3600)
    except QuizError:
        return False, False
    try:
        found = store.events(f"{1:032x}").result()
        whole = store.check().result() == []
    except QuizError:
        return False, False
    finally:
        store.close()
    return whole, len(found) >= acknowledged and found == [event(f"{1:032x}", seq) for seq in range(len(found))]


def run(
    program: Callable[[Path], list[str]],
    survives: Callable[[Path, int], tuple[bool, bool]],
    rounds: int = 1,
    **settings: str,
) -> Tally:
    """Record a program that works in a folder, and try every disk that a cut may leave.

    survives: whether a folder is whole, and has what was acknowledged. rounds: with how many seeds.
    """
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as place:
        folder = Path(place) / "home"
        calls = record(folder, program(folder), **settings)
        tried = damaged = lost = 0
        for seed in range(rounds):
            for acknowledged, files in disks(calls, random.Random(seed)):
                shutil.rmtree(folder)
                folder.mkdir(0o700)
                for path, content in files.items():
                    Path(path).parent.mkdir(0o700, parents=True, exist_ok=True)
                    Path(path).write_bytes(content)
                whole, complete = survives(folder, acknowledged)
                tried, damaged, lost = tried + 1, damaged + (not whole), lost + (whole and not complete)
    return Tally(tried, damaged, lost)
