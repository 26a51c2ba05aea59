import random
import shutil
import sys
from pathlib import Path

import pytest

from . import file_writer, power_cut, writers
from .tallying import Tally
from .worlds import times

strace = pytest.mark.skipif(sys.platform != "linux" or shutil.which("strace") is None, reason="needs strace")


def store_cut(count: int, rounds: int = 1, **settings: str) -> power_cut.Tally:
    return power_cut.run(lambda folder: writers.command(folder, count), power_cut.store_survives, rounds, **settings)


def files_cut(kind: str, count: int, rounds: int = 1, **settings: str) -> power_cut.Tally:
    def program(folder: Path) -> list[str]:
        return [sys.executable, "-m", "tests.faults.file_writer", kind, str(folder), str(count)]

    return power_cut.run(program, file_writer.survives(kind), rounds, **settings)


@strace
def test_a_power_cut_at_any_moment_loses_nothing_acknowledged(tally: Tally) -> None:
    found = store_cut(times(5, 20))
    assert found.tried > times(400, 2000)
    with tally("1", found.tried):
        assert (found.damaged, found.lost) == (0, 0)


@strace
@pytest.mark.parametrize("kind", file_writer.KINDS)
def test_a_power_cut_leaves_a_file_whole_or_not_there(kind: str, tally: Tally) -> None:
    few, many = {"rewritten": (4, 40), "article": (3, 30), "export": (3, 10), "backup": (1, 6)}[kind]
    found = files_cut(kind, times(few, many), times(1, 2))
    assert found.tried > 60
    with tally("2", found.tried):
        assert (found.damaged, found.lost) == (0, 0)


def test_a_write_that_was_not_synced_may_be_lost_in_the_model() -> None:
    """The model would notice a store that says "saved" too early."""
    call = power_cut.Call
    calls = [call("make", "/f/a"), call("write", "/f/a", 0, b"x" * 600), call("said", number=1)]
    left = [found for said, found in power_cut.disks(calls, random.Random(1)) if said]
    assert {} in left
    assert {"/f/a": b"x" * 600} in left


@strace
@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_without_full_syncs_answers_would_be_lost(synchronous: str) -> None:
    found = store_cut(5, STORE_WRITER_SYNCHRONOUS=synchronous)
    assert found.damaged + found.lost > 0
