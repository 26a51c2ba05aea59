"""A full, read-only or failing disk: no false acknowledgement, a clear line, and saving goes on when it can."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quiz.store.errors import StoreFull
from quiz.store.store import Store
from tests.waiting import RUN, run_to_end, watched

from . import writers
from .pen import Pen, every
from .store_writer import event
from .tallying import Tally
from .worlds import times

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="tmpfs, strace and resource limits of Linux")
strace = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root mounts and drops rights")
NOBODY = 65534


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    done = run_to_end(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], capture_output=True)
    if done.returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    run_to_end(["umount", "-l", place], check=True)


def talk(writer: "subprocess.Popen[str]", until: str) -> list[str]:
    """Read the writer's lines up to and with the first that matches."""
    assert writer.stdout is not None
    lines = []
    with watched(writer, f"{until!r} of the writer"):
        for line in writer.stdout:
            lines.append(line)
            if re.match(until, line):
                return lines
    raise AssertionError(f"the writer ended without {until!r}: {lines[-3:]}")


@root
@pytest.mark.parametrize("again", range(times(1, 5)))
def test_a_full_disk_is_said_and_saving_goes_on_once_there_is_space(small_disk: Path, again: int) -> None:
    folder, filler = small_disk / "home", small_disk / "filler"
    with writers.start(folder, 3000) as writer:
        talk(writer, "ACK 20")
        with filler.open("wb", 0) as file:
            try:
                while file.write(b"x" * 512):
                    pass
            except OSError:
                pass
        lines = talk(writer, "ERR")
        assert re.match(r"ERR 73 StoreFull .*store\.db: the disk is full; free some space", lines[-1])
        acked = writers.acknowledged("".join(lines[:-1]))
        filler.write_bytes(b"")
        writer.stdin.write("again\n")
        writer.stdin.flush()
        talk(writer, f"ACK {acked + 200}")
        writer.kill()
        rest, _ = writer.communicate(timeout=RUN)
    writers.assert_all_there(folder, max(acked + 200, writers.acknowledged(rest)))


@root
@pytest.mark.parametrize("again", range(times(1, 5)))
def test_the_reserve_keeps_an_open_attempt_going_on_a_full_disk(small_disk: Path, again: int) -> None:
    folder = small_disk / "home"
    store = Store.open(folder, quiet=0.0)
    assert store.health is not None
    assert store.health.result() == []
    attempt = f"{1:032x}"
    store.append([event(attempt, 0)]).result()
    with (small_disk / "filler").open("wb", 0) as file:
        try:
            while file.write(b"x" * 512):
                pass
        except OSError:
            pass
    for seq in range(1, 300):
        store.append([event(attempt, seq)]).result()
    assert store.low
    assert not (folder / "store.reserve").exists()
    beginning = [event(f"{2:032x}", 0)]
    with pytest.raises(StoreFull, match="no space left"):
        store.append(beginning).result()
    assert store.low
    (small_disk / "filler").unlink()
    store.append(beginning).result()
    assert not store.low
    assert (folder / "store.reserve").exists()
    assert store.close()
    writers.assert_all_there(folder, 300)


@pytest.mark.parametrize("most", [170_000, 185_000, 200_000, 250_000, 300_001, 400_000])
def test_a_file_size_limit_is_said_and_nothing_is_lost(tmp_path: Path, most: int) -> None:
    with writers.start(tmp_path, 3000, most=most) as writer:
        output, _ = writer.communicate(timeout=RUN)
    assert writer.returncode == 73, output
    assert "StoreFull" in output
    acked = writers.acknowledged(output)
    assert acked > 20
    assert writers.assert_all_there(tmp_path, acked) == acked


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "store.db").chmod(0o400),
        lambda folder: ((folder / "store.db-journal").unlink(), folder.chmod(0o500)),
        lambda folder: (folder.rename(folder.parent / "x"), folder.parent.chmod(0o500)),
        lambda folder: (folder / "store.db").chmod(0o000),
    ],
    ids=["file", "folder", "parent", "unreadable"],
)
def test_read_only_is_said_at_once(spoil: Callable[[Path], object]) -> None:
    account = NOBODY if os.geteuid() == 0 else None
    # Below /tmp, since another account may not enter pytest's folders.
    outer = Path(tempfile.mkdtemp(prefix="store-"))
    try:
        if account is not None:
            os.chown(outer, account, account)
        folder = outer / "home"
        with writers.start(folder, 5, account=account) as writer:
            output, _ = writer.communicate(timeout=RUN)
        assert writers.acknowledged(output) == 5
        spoil(folder)
        with writers.start(folder, 10, account=account) as writer:
            output, _ = writer.communicate(timeout=RUN)
        assert writer.returncode == 77, output
        assert re.match(r"ERR 77 StoreReadOnly .*(permissions|QUIZ_HOME)", output)
    finally:
        for path in (outer, *outer.rglob("*")):
            path.chmod(0o700)
        shutil.rmtree(outer)


@strace
@pytest.mark.parametrize(
    ("line", "call", "error"),
    [
        ("15", "pwrite64", "ENOSPC"),
        ("17", "pwrite64", "EIO"),
        ("17", "fdatasync", "EIO"),
        ("17", "fsync", "EIO"),
        ("17", "ftruncate", "EIO"),
    ],
)
def test_a_failing_call_never_brings_a_false_acknowledgement(
    tmp_path: Path, line: str, call: str, error: str, tally: Tally
) -> None:
    with Pen(tmp_path) as pen:
        # More often than the store tries by itself, so that the failure is told.
        for home, done in every(pen, tmp_path, 6, call, f"error={error}", limit=times(5, 0), times=7):
            with tally(line):
                # It ends early only where the store could not be opened; later it is asked again until all is saved.
                assert (done.code, done.acknowledged) in ((0, 6), (73, 0), (74, 0)), done
                if "ERR" in done.said:
                    assert re.search(r"ERR 7[34] Store(Full|Failed) .*; ", done.said), done.said
                if (home / "store.db").exists():
                    writers.assert_all_there(home, done.acknowledged)


@strace
def test_one_failed_sync_is_survived_without_troubling_anyone(tmp_path: Path) -> None:
    done = run_to_end(
        writers.traced(tmp_path, 10, "trace=fdatasync,fsync", "inject=fdatasync,fsync:error=EIO:when=9"),
        input="",
        capture_output=True,
        text=True,
        env=writers.environment(),
    )
    assert (done.returncode, writers.acknowledged(done.stdout)) == (0, 10), done
    writers.assert_all_there(tmp_path, 10)
