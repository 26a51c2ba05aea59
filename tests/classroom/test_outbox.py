"""What is saved here is there after whatever happens to the program and its disk, and only the learner can read it."""

import os
import shutil
import stat
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest

from quiz.attempts.events import Drafted, Moved
from quiz.classroom.box import MAGIC, WrongKey, read_box, read_label
from quiz.classroom.client import outbox as module
from quiz.classroom.client.shelves import forget_old, open_outbox, terminal_of
from quiz.errors import InputError, QuizError
from quiz.questions.response import Typed
from quiz.store.errors import StoreFull
from tests.classroom.outbox_writer import ATTEMPT, KEY, OWNER, TERMINAL, a_label, an_answer, an_outbox, nothing
from tests.faults import power_cut
from tests.faults.worlds import times
from tests.waiting import run_to_end, wait_until

strace = pytest.mark.skipif(sys.platform != "linux" or shutil.which("strace") is None, reason="needs strace")


def only_file(folder: Path) -> Path:
    (path,) = folder.glob("*.box")
    return path


def draft(text: str, question: str = "q1") -> Drafted:
    return Drafted(question, Typed(text))


def test_what_is_put_waits_until_it_is_settled_also_in_the_next_run(tmp_path: Path) -> None:
    outbox = an_outbox(tmp_path)
    for number in range(1, 4):
        outbox.put(f"{number}", 5, 6, an_answer(number)).result(10)
    assert [one.number for one in outbox.batch()] == [1, 2, 3]
    outbox.settle({"1"})
    outbox.close()
    assert terminal_of(tmp_path, OWNER, ATTEMPT) == TERMINAL
    assert [(one.id, one.number, one.at, one.elapsed, one.body) for one in again_left(tmp_path)] == [
        ("2", 2, 5, 6, an_answer(2)),
        ("3", 3, 5, 6, an_answer(3)),
    ]


def again_left(folder: Path) -> list[module.Sent]:
    outbox = an_outbox(folder)
    try:
        return outbox.left_over()
    finally:
        outbox.close()


def test_numbers_go_on_where_they_were(tmp_path: Path) -> None:
    outbox = an_outbox(tmp_path)
    outbox.put("a", 0, 0, Moved("q1")).result(10)
    outbox.settle({"a"})
    outbox.close()
    again = an_outbox(tmp_path)
    again.put("b", 0, 0, Moved("q2")).result(10)
    assert [one.number for one in again.batch()] == [2]
    again.close()


def test_a_draft_takes_the_place_of_one_that_was_never_sent(tmp_path: Path) -> None:
    outbox = an_outbox(tmp_path)
    first = outbox.put("a", 0, 0, draft("h"))
    outbox.put("b", 0, 0, draft("he")).result(10)
    first.result(10)
    assert [(one.id, one.number) for one in outbox.batch()] == [("b", 1)]
    outbox.put("c", 0, 0, draft("her")).result(10)  # "b" is on its way
    outbox.put("d", 0, 0, draft("here")).result(10)
    outbox.put("e", 0, 0, draft("x", "q2")).result(10)
    assert [(one.id, one.number) for one in outbox.batch()] == [("b", 1), ("d", 2), ("e", 3)]
    outbox.close()
    assert [(one.id, one.number) for one in again_left(tmp_path)] == [("b", 1), ("d", 2), ("e", 3)]


def test_a_batch_fits_into_one_request(tmp_path: Path) -> None:
    outbox = an_outbox(tmp_path)
    for number in range(150):
        outbox.put(f"{number}", 0, 0, an_answer(number))
    assert len(outbox.batch()) == 100
    outbox.settle({f"{number}" for number in range(150)})
    for number in range(40):
        outbox.put(f"x{number}", 0, 0, an_answer(number, "long " * 4000))
    assert 0 < len(outbox.batch()) < 14
    outbox.close()


def test_nothing_readable_and_for_nobody_else(tmp_path: Path) -> None:
    os.umask(0)
    folder = tmp_path / "outbox"
    outbox = an_outbox(folder)
    outbox.put("a", 0, 0, an_answer(1, "a marker that must not be found")).result(10)
    path = only_file(folder)
    data = path.read_bytes()
    for word in (b"marker", b"answered", b"learner", b"number"):
        assert word not in data
    assert [stat.S_IMODE(one.lstat().st_mode) for one in (folder, path)] == [0o700, 0o600]
    outbox.close()
    with pytest.raises(WrongKey):
        read_box(data, "00" * 32)
    label = read_label(data)
    assert label is not None
    assert (label.attempt, label.terminal) == (ATTEMPT, TERMINAL)


def test_another_learners_file_is_left_alone(tmp_path: Path) -> None:
    mine = an_outbox(tmp_path)
    mine.put("a", 0, 0, an_answer(1)).result(10)
    mine.close()
    before = only_file(tmp_path).read_bytes()
    other, strays = open_outbox(tmp_path, OWNER, a_label("t2"), "11" * 32, nothing)
    other.put("b", 0, 0, an_answer(2)).result(10)
    assert (strays, [one.id for one in other.batch()]) == ([], ["b"])
    other.close()
    assert before in [path.read_bytes() for path in tmp_path.glob("*.box")]


@pytest.mark.parametrize("change", ["flip", "swap", "cut out", "other file"])
def test_what_somebody_changed_is_noticed(tmp_path: Path, change: str) -> None:
    for name in ("one", "two"):
        outbox = an_outbox(tmp_path / name)
        for number in range(3):
            outbox.put(f"{number}", 0, 0, an_answer(number)).result(10)
        outbox.close()
    data, other = (only_file(tmp_path / name).read_bytes() for name in ("one", "two"))
    front = len(module.Seal(read_label(data), KEY).front)  # type: ignore[arg-type]
    size = (len(data) - front) // 3
    first, second, third = (data[front + at * size : front + (at + 1) * size] for at in range(3))
    match change:
        case "flip":
            broken = bytearray(data)
            broken[-5] ^= 1
            assert len(read_box(bytes(broken), KEY).waiting) == 2  # its own checksum is wrong: the tail is torn
            return
        case "swap":
            forged = data[:front] + second + first + third
        case "cut out":
            forged = data[:front] + first + third
        case _:
            forged = data[:front] + other[front:]
    with pytest.raises(WrongKey):
        read_box(forged, KEY)


@pytest.mark.parametrize("keep", ["nothing", "magic", "half", "all but one"])
def test_a_torn_end_costs_only_what_was_not_saved(tmp_path: Path, keep: str) -> None:
    outbox = an_outbox(tmp_path)
    outbox.put("a", 0, 0, an_answer(1)).result(10)
    path = only_file(tmp_path)
    first = path.stat().st_size
    outbox.put("b", 0, 0, an_answer(2)).result(10)
    outbox.close()
    whole = path.read_bytes()
    left = {"nothing": b"", "magic": MAGIC, "half": whole[: first + 9], "all but one": whole[:-1]}[keep]
    path.write_bytes(left)
    again = an_outbox(tmp_path)
    assert [one.id for one in again.left_over()] == ([] if keep in ("nothing", "magic") else ["a"])
    again.put("c", 0, 0, an_answer(3)).result(10)
    again.close()
    assert [one.id for one in again_left(tmp_path)][-1] == "c"


def test_two_at_once_have_a_file_each_and_the_next_hears_of_both(tmp_path: Path) -> None:
    one = an_outbox(tmp_path)
    two = an_outbox(tmp_path, terminal="2" * 32, fence=2)
    assert one.path != two.path
    one.put("a", 0, 0, an_answer(1)).result(10)
    two.put("b", 0, 0, an_answer(2)).result(10)
    one.close()
    two.close()
    three, strays = open_outbox(tmp_path, OWNER, a_label("2" * 32, 2), KEY, nothing)
    assert [sent.id for sent in three.left_over()] == ["b"]
    (stray,) = strays
    assert (stray.label.terminal, stray.label.fence, [sent.id for sent in stray.events]) == (TERMINAL, 1, ["a"])
    stray.close(dealt_with=True)
    three.close()
    four, strays = open_outbox(tmp_path, OWNER, a_label("2" * 32, 2), KEY, nothing)
    assert [sent.id for stray in strays for sent in stray.events] == []
    four.close()


def test_a_terminal_that_was_overtaken_begins_a_file_of_its_own(tmp_path: Path) -> None:
    old = an_outbox(tmp_path)
    old.put("a", 0, 0, an_answer(1)).result(10)
    old.close()
    new, strays = open_outbox(tmp_path, OWNER, a_label(TERMINAL, 3), KEY, nothing)
    assert new.left_over() == []
    assert [sent.id for stray in strays for sent in stray.events] == ["a"]
    new.put("b", 0, 0, an_answer(1)).result(10)
    assert [sent.number for sent in new.batch()] == [1]
    for stray in strays:
        stray.close(dealt_with=False)
    new.close()
    assert len(list(tmp_path.glob("*.box"))) == 2


def test_a_long_attempt_does_not_grow_the_file_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FILE", 4_000)
    outbox = an_outbox(tmp_path)
    for number in range(60):
        outbox.put(f"{number}", 0, 0, an_answer(number, "words " * 20)).result(10)
        outbox.batch()
        outbox.settle({f"{number}"})
    outbox.put("last", 0, 0, an_answer(99)).result(10)
    assert only_file(tmp_path).stat().st_size < 6_000
    outbox.close()
    (left,) = again_left(tmp_path)
    assert (left.id, left.number) == ("last", 61)


def test_what_has_arrived_stays_in_the_file_for_the_worst_day(tmp_path: Path) -> None:
    outbox = an_outbox(tmp_path)
    for number in range(3):
        outbox.put(f"{number}", 0, 0, an_answer(number)).result(10)
    outbox.settle({"0", "1", "2"})
    outbox.put("3", 0, 0, an_answer(3)).result(10)
    assert [one.id for one in outbox.batch()] == ["3"]
    outbox.rewind()
    assert [(one.id, one.number) for one in outbox.batch()] == [("0", 1), ("1", 2), ("2", 3), ("3", 4)]
    outbox.close()
    contents = read_box(only_file(tmp_path).read_bytes(), KEY)
    assert [one.id for one in contents.kept.values()] == ["0", "1", "2", "3"]
    assert [one.id for one in contents.waiting.values()] == ["3"]


def test_a_file_nobody_came_back_for_is_deleted(tmp_path: Path) -> None:
    an_outbox(tmp_path).close()
    os.utime(only_file(tmp_path), (0, 0))
    forget_old(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_takes_nothing_is_told_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = threading.Event()
    full.set()
    real = os.write

    def write(descriptor: int, data: bytes) -> int:
        if full.is_set():
            real(descriptor, data[:7])
            raise OSError(28, "No space left on device")
        return real(descriptor, data)

    monkeypatch.setattr(module, "AGAIN", 0.02)
    told = threading.Event()
    outbox, _ = open_outbox(tmp_path, OWNER, a_label(), KEY, told.set)
    monkeypatch.setattr(module.os, "write", write)
    receipt = outbox.put("a", 0, 0, an_answer(1))
    assert told.wait(10)
    assert outbox.fault is not None
    assert "no space left" in str(outbox.fault)
    assert not receipt.done()
    assert [one.id for one in outbox.batch()] == ["a"]  # it is sent all the same
    full.clear()
    receipt.result(10)
    outbox.close()
    assert [one.id for one in again_left(tmp_path)] == ["a"]


def test_a_disk_on_which_no_file_can_be_begun_is_told_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that has grown large is begun anew. Where that failed nothing was saved any more, and nobody was told."""
    monkeypatch.setattr(module, "AGAIN", 0.02)
    outbox = an_outbox(tmp_path)
    for number in range(20):
        outbox.put(f"{number}", 0, 0, an_answer(number)).result(10)
    outbox.settle({f"{number}" for number in range(20)})
    real = module.make_private_file
    monkeypatch.setattr(module, "MOST_FILE", 1000)

    def full(path: Path) -> int:
        raise StoreFull(f"{path}: no space left")

    monkeypatch.setattr(module, "make_private_file", full)
    receipt = outbox.put("a", 0, 0, an_answer(1))
    wait_until(lambda: outbox.fault, "what is wrong with the disk")
    assert not receipt.done()
    monkeypatch.setattr(module, "make_private_file", real)
    receipt.result(10)
    outbox.close()
    assert [one.id for one in again_left(tmp_path)] == ["a"]


def test_where_the_server_is_gone_too_whoever_waits_is_told(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("in the way")
    outbox, _ = open_outbox(tmp_path / "outbox", OWNER, a_label(), KEY, nothing)
    assert outbox.fault is not None
    receipt = outbox.put("a", 0, 0, an_answer(1))
    other = outbox.put("b", 0, 0, an_answer(2))
    outbox.settle({"a"})
    receipt.result(10)  # received is safe as well
    outbox.give_up_waiting()
    with pytest.raises(QuizError):
        other.result(10)
    outbox.close()


@pytest.mark.parametrize("plant", [lambda victim, at: at.symlink_to(victim), os.link], ids=["symbolic", "hard"])
def test_a_planted_link_is_not_followed(tmp_path: Path, plant: Callable[[Path, Path], None]) -> None:
    folder = tmp_path / "outbox"
    an_outbox(folder).close()
    path = only_file(folder)
    victim = tmp_path / "victim"
    victim.write_bytes(b"somebody's words")
    path.unlink()
    plant(victim, path)
    outbox, _ = open_outbox(folder, OWNER, a_label(), KEY, nothing)
    outbox.put("a", 0, 0, an_answer(1))
    assert outbox.fault is not None
    outbox.close()
    assert victim.read_bytes() == b"somebody's words"


def test_what_is_no_outbox_file_is_refused() -> None:
    for data in (b"", b"PK\3\4", MAGIC, MAGIC + b"\0\0\0\4abcdabcd", os.urandom(300)):
        with pytest.raises(InputError, match="no outbox file"):
            read_box(data, KEY)


def survives(folder: Path, acknowledged: int) -> tuple[bool, bool]:
    """Whether an outbox can be opened and written after the cut, and holds what was said to be saved."""
    try:
        outbox = an_outbox(folder)
        here = {one.number: one for one in outbox.left_over()}
        whole = outbox.fault is None
        for number, sent in here.items():
            whole = whole and sent.body == an_answer(number - 1) and sent.id == f"{number - 1:032x}"
        outbox.close()
    except (QuizError, ValueError):
        return False, False
    settled = {number + 1 - 4 for number in range(acknowledged + 1) if number % 5 == 4}
    return whole, all(number in here for number in range(1, acknowledged + 1) if number not in settled)


@strace
def test_a_power_cut_at_any_moment_loses_nothing_saved_here() -> None:
    count = times(6, 60)

    def program(folder: Path) -> list[str]:
        return [sys.executable, "-m", "tests.classroom.outbox_writer", str(folder), str(count)]

    found = power_cut.run(program, survives, times(1, 3))
    assert found.tried > times(60, 2_000)
    assert (found.damaged, found.lost) == (0, 0)


def test_disk_and_server_may_come_with_a_receipt_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was seen open by one of two threads and made done by the other, which ended the first for good."""
    outbox = an_outbox(tmp_path)
    outbox.put("a", 0, 0, an_answer(1)).result(10)
    monkeypatch.setattr(Future, "done", lambda _: False)
    outbox.settle({"a"})
    outbox.put("b", 0, 0, an_answer(2)).result(10)
    outbox.close()


@strace
def test_killed_at_any_call_it_has_what_it_said(tmp_path: Path) -> None:
    """``kill -9`` at each write and sync: what was acknowledged is there."""
    calls = 0
    for call in ("write", "fsync"):
        for at in range(1, times(5, 60)):
            folder = tmp_path / f"{call}{at}"
            command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject={call}:signal=SIGKILL:when={at}"]
            done = run_to_end(
                [*command, sys.executable, "-m", "tests.classroom.outbox_writer", str(folder), str(times(3, 25))],
                capture_output=True,
                text=True,
            )
            said = done.stdout.count("ACK")
            calls += 1
            if folder.exists():
                assert survives(folder, said) == (True, True), (call, at)
            else:
                assert said == 0
            if done.returncode == 0:
                break
    assert calls > 6
