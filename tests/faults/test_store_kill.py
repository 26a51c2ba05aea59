"""``kill -9`` at any moment, and several programs at once: what was acknowledged is there."""

import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from quiz.store import backups
from quiz.store.schema import MIGRATIONS, migrate
from quiz.store.store import Store
from tests.waiting import RUN, run_to_end, watched

from . import writers
from .pen import Pen, every
from .store_writer import event
from .tallying import Tally
from .worlds import times

MOMENTS = 50


def test_killed_at_random_moments_every_acknowledged_answer_is_there(tmp_path: Path, tally: Tally) -> None:
    rng, before, during = random.Random(8), 0, 0
    for _ in range(MOMENTS):
        writer = writers.start(tmp_path, 100_000)
        assert writer.stdout is not None
        with watched(writer, "the first answer that is saved"):
            line = writer.stdout.readline()
        assert line.startswith("ACK")
        time.sleep(rng.uniform(0, 0.05))
        writer.send_signal(signal.SIGKILL)
        rest, _ = writer.communicate(timeout=RUN)
        with tally("3 at random"):
            acked = writers.acknowledged(line + rest)
            assert acked > before
            during += acked - before
            before = writers.assert_all_there(tmp_path, acked)
    assert during > MOMENTS


def test_several_programs_write_to_one_store(tmp_path: Path) -> None:
    outputs = writers.run_all([writers.start(tmp_path, 100, number) for number in range(1, 5)])
    for number, output in enumerate(outputs, 1):
        assert writers.acknowledged(output) == 100
        assert writers.assert_all_there(tmp_path, 100, number) == 100


def test_two_programs_on_one_attempt_never_mix(tmp_path: Path) -> None:
    # Both send the very same events, so each finds the other's in place, which does no harm.
    writers.run_all([writers.start(tmp_path, 60) for _ in range(2)])
    assert writers.assert_all_there(tmp_path, 60) == 60


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
@pytest.mark.parametrize("call", ["pwrite64", "fdatasync", "fsync", "ftruncate"])
def test_killed_at_each_system_call_that_writes(tmp_path: Path, call: str, tally: Tally) -> None:
    """Every point of a session of ten answers, and points all over one of forty."""
    with Pen(tmp_path) as pen:
        for answers, limit in ((times(4, 10), times(8, 0)), (times(8, 40), times(2, 60))):
            missed = 0
            for home, done in every(pen, tmp_path, answers + 1, call, "signal=KILL", limit=limit):
                if done.code == 0:  # it had made a call or two before it was watched, so the last points come too late
                    missed += 1
                    assert missed < 5
                    assert done.acknowledged == answers + 1
                    continue
                with tally("3"):
                    assert done.code == -signal.SIGKILL
                    writers.assert_all_there(home, done.acknowledged)


def test_a_program_that_ends_without_closing_still_saves_what_it_queued(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from quiz.store.store import Store\n"
        "from tests.faults.store_writer import event\n"
        "store = Store.open(Path(sys.argv[1]), quiet=3600)\n"
        "for seq in range(200): store.append([event(f'{1:032x}', seq)])\n"
        "raise SystemExit(5)\n"
    )
    done = run_to_end([sys.executable, "-c", program, str(tmp_path)], env=writers.environment(), cwd=writers.ROOT)
    assert done.returncode == 5
    assert writers.assert_all_there(tmp_path, 200) == 200


def test_a_backup_made_while_answers_come_in_has_all_that_was_saved_before(tmp_path: Path, tally: Tally) -> None:
    store = Store.open(tmp_path / "home", quiet=3600)
    saved = []
    for number in range(times(20, 200)):
        events = [event(f"{1:032x}", seq) for seq in range(5 * number, 5 * number + 5)]
        before = store.append(events[:3])
        copy = store.backup(tmp_path / "copy.db")
        after = store.append(events[3:])
        before.result()
        with tally("10"):
            assert backups.verify(copy.result()) == []
            connection = sqlite3.connect(tmp_path / "copy.db")
            assert connection.execute("SELECT count(*) FROM events").fetchone()[0] >= len(saved) + 3
            connection.close()
        after.result()
        saved += events
    store.close()


def test_several_programs_open_an_older_store_at_once(tmp_path: Path) -> None:
    for round_ in range(times(2, 10)):
        folder = tmp_path / str(round_)
        folder.mkdir(0o700)
        connection = sqlite3.connect(folder / "store.db", isolation_level=None)
        migrate(connection, MIGRATIONS[:1])
        connection.close()
        outputs = writers.run_all([writers.start(folder, 5, number) for number in range(1, 5)])
        assert [writers.acknowledged(output) for output in outputs] == [5] * 4


def test_what_a_copy_that_was_cut_short_has_left_goes(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir(0o700)
    old, new = tmp_path / "backups" / "store-20260101T000000Z.db.0.part", tmp_path / "backups" / "b.part"
    old.write_bytes(b"")
    new.write_bytes(b"")
    os.utime(old, (0, 0))
    store = Store.open(tmp_path, quiet=0.0)
    assert store.health is not None
    store.health.result()
    store.close()
    assert not old.exists()
    assert new.exists()
