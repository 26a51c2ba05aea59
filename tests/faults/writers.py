"""Starting the writer, and comparing what it was told with what is there."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from quiz.store.store import Store
from tests.waiting import RUN

from .store_writer import event

WRITER = Path(__file__).with_name("store_writer.py")
ROOT = Path(__file__).parents[2]


def command(folder: Path, count: int, number: int = 1) -> list[str]:
    return [sys.executable, str(WRITER), str(folder), str(count), str(number)]


def traced(folder: Path, count: int, *options: str) -> list[str]:
    """The command under strace, which does what the options say to its system calls."""
    told = [part for option in options for part in ("-e", option)]
    return ["strace", "-f", "-qq", "-o", "/dev/null", *told, *command(folder, count)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


class Writer(subprocess.Popen[str]):
    """Not left running by a ``with`` block, however that ends."""

    def __exit__(self, *how: Any) -> None:
        self.kill()
        super().__exit__(*how)


def start(folder: Path, count: int, number: int = 1, *, account: int | None = None, most: int | None = None) -> Writer:
    """account: the user to run as, once everything is imported; only root may ask for one. most: bytes of a file."""
    others = {} if account is None else {"STORE_WRITER_ACCOUNT": str(account)}
    others |= {} if most is None else {"STORE_WRITER_MOST": str(most)}
    return Writer(
        command(folder, count, number),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment() | others,
    )


def run_all(programs: "list[subprocess.Popen[str]]") -> list[str]:
    """Wait for all; each must end well. Returns what each said."""
    try:
        outputs = [program.communicate(timeout=RUN)[0] for program in programs]
    finally:
        for program in programs:
            program.kill()
            program.communicate(timeout=RUN)
    for program, output in zip(programs, outputs, strict=True):
        assert program.returncode == 0, output
    return outputs


def acknowledged(output: str) -> int:
    """How many events the writer was told are saved."""
    return max((int(seq) + 1 for seq in re.findall(r"^ACK (\d+)$", output, re.MULTILINE)), default=0)


def assert_all_there(folder: Path, acked: int, number: int = 1) -> int:
    """Every acknowledged event is in the store as it was sent, the store is whole; returns how many events it has."""
    store = Store.open(folder, quiet=3600)
    try:
        attempt = f"{number:032x}"
        found = store.events(attempt).result()
        assert len(found) >= acked
        assert found == [event(attempt, seq) for seq in range(len(found))]
        assert store.check().result() == []
        return len(found)
    finally:
        store.close()
