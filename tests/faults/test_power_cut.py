import shutil
import sys

import pytest

from . import power_cut

strace = pytest.mark.skipif(sys.platform != "linux" or shutil.which("strace") is None, reason="needs strace")


@strace
def test_a_power_cut_at_any_moment_loses_nothing_acknowledged() -> None:
    tally = power_cut.run(5)
    assert tally.tried > 400
    assert (tally.damaged, tally.lost) == (0, 0)


def test_a_write_that_was_not_synced_may_be_lost_in_the_model() -> None:
    """The model would notice a store that says "saved" too early."""
    call = power_cut.Call
    calls = [call("make", "/f/a"), call("write", "/f/a", 0, b"x" * 600), call("said", number=1)]
    left = [files for said, files in power_cut.disks(calls, "/f", power_cut.random.Random(1)) if said]
    assert {} in left
    assert {"/f/a": b"x" * 600} in left


@strace
@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_without_full_syncs_answers_would_be_lost(synchronous: str) -> None:
    tally = power_cut.run(5, STORE_WRITER_SYNCHRONOUS=synchronous)
    assert tally.damaged + tally.lost > 0
