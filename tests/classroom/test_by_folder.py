"""``quiz join FOLDER``: a learner's side of a sitting that goes by folder."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from quiz.attempts.events import Finished
from quiz.classroom.client.connection import OnceMore, Refusal
from quiz.classroom.client.desk import ClassDesk
from quiz.classroom.client.door import visit_at
from quiz.classroom.client.folder import FolderVisit
from quiz.classroom.client.visit import Visit
from quiz.classroom.packs import ENDING
from quiz.errors import InputError
from quiz.plain.class_collecting import collect
from quiz.questions.response import Picked, Typed
from quiz.questions.view import OptionsView
from tests.builders import ROOT
from tests.waiting import wait_until, watched

from .by_folder import FolderClass, Stick
from .clients import right
from .school import WRONG
from .test_hand_ins import gradebook, said

NAMES = ("Learner 00", "Learner 01", "Learner 02")


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FolderClass:
    return FolderClass(tmp_path, NAMES, monkeypatch)


def enter(stick: Stick, data: Path, name: str, pin: str) -> FolderVisit:
    visit = visit_at(str(stick.folder), data)
    assert isinstance(visit, FolderVisit)
    try:
        visit.log_in(name, pin)
    except OnceMore:
        visit.log_in(name, pin)
    return visit


def test_two_pins_that_differ_are_told_apart(room: FolderClass, tmp_path: Path) -> None:
    visit = visit_at(str(room.pack().folder), tmp_path / "data")
    with pytest.raises(OnceMore, match="type it once more"):
        visit.log_in(NAMES[0], "111111")
    with pytest.raises(OnceMore, match="not the PIN that you typed before"):
        visit.log_in(NAMES[0], "222222")
    with pytest.raises(OnceMore, match="type it once more"):
        visit.log_in(NAMES[1], "222222")
    assert visit.log_in(NAMES[1], "222222").name == NAMES[1]


@pytest.mark.parametrize(
    ("line", "folder"),
    [
        ("stik", True),
        ("/nonexist", True),
        ("../sticks/7b", True),
        ("~/stick", True),
        ("C:\\stick", True),
        ("quiz join my stick", True),
        ("", False),
        ("unix:/run/x", False),
        ("192.168.1.20:7443", False),
        ("192.168.1.20/ABCDEF-GHIJKL-MN", False),
        ("teacher ABCDEF GHIJKL MN", False),
        ("192.168.1.20:7443/ABCDEF", False),
    ],
)
def test_what_looks_like_a_path_is_told_as_one(tmp_path: Path, line: str, folder: bool) -> None:
    with pytest.raises(InputError) as refused:
        visit_at(line, tmp_path)
    typed = line.removeprefix("quiz join ")
    assert (f"no such folder, and no join line: {typed};" in str(refused.value)) == folder


def sit(visit: Visit) -> ClassDesk:
    return visit.open(visit.sittings()[0])


def answer_all(desk: ClassDesk) -> None:
    for question in desk.attempt.items:
        desk.answer(question, right(desk, question))


def hand_in(desk: ClassDesk) -> None:
    desk.finish()
    wait_until(lambda: desk.receipt, "the receipt")


def files(stick: Stick) -> list[str]:
    return sorted(path.name for path in stick.hand_ins.iterdir())


def test_two_learners_at_one_account_and_one_at_another(
    room: FolderClass, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = room.pack(shuffle=True)
    for name, data in zip(NAMES, ("shared", "shared", "own"), strict=True):
        visit = enter(stick, tmp_path / data, name, room.pins[name])
        desk = sit(visit)
        answer_all(desk)
        hand_in(desk)
        assert desk.waiting == 0
        visit.log_out()
    assert len(files(stick)) == 3
    assert all(path.stat().st_mode & 0o444 == 0o444 for path in stick.hand_ins.iterdir())
    assert collect(None, str(stick.folder), None) == 0
    assert [row[1:3] for row in gradebook(room, capsys).values()] == [["handed in", "4.0"]] * 3


def test_another_pin_opens_nothing_of_somebody_else(room: FolderClass, tmp_path: Path) -> None:
    stick = room.pack()
    visit = enter(stick, tmp_path / "shared", NAMES[0], "123456")
    desk = sit(visit)
    question = next(iter(desk.attempt.items))
    desk.answer(question, Typed("markedanswer")).receipt.result(30)
    visit.log_out()
    with pytest.raises(Refusal, match="that is not the PIN with which this was begun"):
        enter(stick, tmp_path / "shared", NAMES[0].upper(), "123457")
    for path in (tmp_path / "shared").rglob("*"):
        if path.is_file():
            assert not {b"markedanswer", b"123456", b"Learner"} & {
                one for one in (b"markedanswer", b"123456", b"Learner") if one in path.read_bytes()
            }
            assert path.stat().st_mode & 0o077 == 0
    again = sit(enter(stick, tmp_path / "shared", NAMES[0], "123 456"))
    assert again.attempt.items[question].response == Typed("markedanswer")


def test_what_was_handed_in_can_be_changed_while_there_is_time(
    room: FolderClass, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = room.pack(minutes=30)
    visit = enter(stick, tmp_path / "a", NAMES[0], room.pins[NAMES[0]])
    desk = sit(visit)
    choice = next(q for q in desk.attempt.items if isinstance(desk.view(q), OptionsView))
    desk.answer(choice, WRONG["choice"])
    hand_in(desk)
    visit.log_out()
    visit = enter(stick, tmp_path / "a", NAMES[0], room.pins[NAMES[0]])
    assert visit.sittings()[0].finished
    desk = sit(visit)
    assert desk.attempt.finished is None
    assert desk.waiting == 0
    assert desk.attempt.items[choice].response == WRONG["choice"]
    visit.leave()
    assert len(files(stick)) == 1  # looking changes nothing
    desk = sit(visit)
    desk.answer(choice, Picked(("Mira Osten",)))
    assert desk.waiting == 1
    hand_in(desk)
    visit.log_out()
    assert len(files(stick)) == 2
    assert collect(None, str(stick.folder), None) == 0
    assert "1 attempt taken in" in said(capsys)[-1]
    assert gradebook(room, capsys)[NAMES[0]][2] == "1.0"


def test_when_the_time_is_over_what_there_is_is_handed_in(
    room: FolderClass, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = room.pack(minutes=0.05)
    visit = enter(stick, tmp_path / "a", NAMES[0], room.pins[NAMES[0]])
    desk = sit(visit)
    question = next(iter(desk.attempt.items))
    desk.answer(question, right(desk, question))
    wait_until(lambda: desk.receipt, "the end of the time")
    assert desk.attempt.finished is not None
    visit.log_out()
    assert len(files(stick)) == 1
    # Coming back later is too late, and changes nothing.
    visit = enter(stick, tmp_path / "a", NAMES[0], room.pins[NAMES[0]])
    desk = sit(visit)
    wait_until(lambda: desk.attempt.finished, "that it is over")
    visit.log_out()
    assert len(files(stick)) == 1
    assert collect(None, str(stick.folder), None) == 0
    assert gradebook(room, capsys)[NAMES[0]][2] == "1.0"


def test_a_stick_that_was_pulled_out_is_waited_for(room: FolderClass, tmp_path: Path) -> None:
    stick = room.pack()
    visit = enter(stick, tmp_path / "a", NAMES[0], room.pins[NAMES[0]])
    desk = sit(visit)
    answer_all(desk)
    stick.folder.rename(tmp_path / "pulled")
    desk.finish()
    wait_until(lambda: desk.delivery.trouble, "the trouble")
    assert (desk.receipt, desk.delivery.online) == ("", False)
    (tmp_path / "pulled").rename(stick.folder)
    wait_until(lambda: desk.receipt, "the receipt")
    assert desk.delivery.online
    visit.log_out()
    assert len(files(stick)) == 1


def test_a_window_of_one_attempt_at_a_time(room: FolderClass, tmp_path: Path) -> None:
    stick = room.pack()
    visit = enter(stick, tmp_path / "a", NAMES[0], room.pins[NAMES[0]])
    sit(visit)
    other = enter(stick, tmp_path / "a", NAMES[0], room.pins[NAMES[0]])
    with pytest.raises(Refusal, match="another window"):
        sit(other)
    visit.leave()
    sit(other)
    other.log_out()


def test_folders_that_are_none(room: FolderClass, tmp_path: Path) -> None:
    stick = room.pack()
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no such file"):
        visit_at(str(tmp_path / "empty"), tmp_path / "a")
    pack = stick.folder / "sitting.pack"
    pack.write_bytes(pack.read_bytes()[:-1])
    with pytest.raises(InputError, match="damaged; ask the teacher for the folder again"):
        visit_at(str(stick.folder), tmp_path / "a")


# As it is typed


def command(room: FolderClass, data: Path, *arguments: str) -> tuple[list[str], dict[str, str]]:
    environ = {"PATH": os.environ["PATH"], "QUIZ_HOME": str(data), "HOME": str(room.home), "PYTHONPATH": str(ROOT)}
    environ["QUIZ_PATH"] = str(room.home / "library")
    return [sys.executable, "-m", "quiz", *arguments], environ


def test_from_pack_to_report_in_plain_mode(room: FolderClass) -> None:
    teacher = room.home / "home"

    def quiz(data: Path, *arguments: str, typed: str = "") -> str:
        words, environ = command(room, data, *arguments)
        done = subprocess.run(words, env=environ, input=typed, capture_output=True, text=True, timeout=300)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    stick = str(room.home / "stick")
    quiz(teacher, "class", "pack", "--sitting", "monday", "--set", "ferry-set", "--to", stick)
    who = f"{NAMES[0]}\n{room.pins[NAMES[0]]}\n"
    told = quiz(room.home / "ada", "join", "--plain", stick, typed=f"{who}{who}1\n23\n:finish\n:finish\n:quit\n")
    assert "so type it once more" in told
    assert "Handed in: it is in the folder" in told
    assert "1 attempt taken in" in quiz(teacher, "class", "collect", stick)
    assert "1 known already" in quiz(teacher, "class", "collect", stick)
    assert f"{NAMES[0]},handed in,1.0,4.0" in quiz(teacher, "class", "export")
    assert "saved" in quiz(teacher, "class", "report")


def test_after_a_crash_the_same_learner_goes_on(room: FolderClass) -> None:
    stick = room.pack()
    data = room.home / "ada"
    words, environ = command(room, data, "join", "--plain", str(stick.folder))
    who = f"{NAMES[0]}\n{room.pins[NAMES[0]]}\n"
    piped = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(words, env=environ, **piped) as process, watched(process, "Noted"):  # type: ignore[call-overload]
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{who}{who}1\n23\n")
        process.stdin.flush()
        for line in process.stdout:
            if line.startswith("Noted"):
                break
        process.send_signal(signal.SIGKILL)
    visit = enter(stick, data, NAMES[0], room.pins[NAMES[0]])
    desk = sit(visit)
    assert [item.response for item in desk.attempt.items.values() if item.answered] == [Typed("23")]
    # Killed between handing in and writing the file: the next time it is written by itself.
    (stick.hand_ins).rename(stick.folder / "away")
    desk.finish().result(30)
    visit.leave()
    (stick.folder / "away").rename(stick.hand_ins)
    desk = sit(visit)
    wait_until(lambda: desk.receipt, "the receipt")
    assert isinstance(desk.attempt.finished, Finished)
    visit.log_out()
    assert len(files(stick)) == 1


def test_a_hand_in_is_whole_or_not_there(room: FolderClass) -> None:
    """Killed at any moment while it hands in, a learner's program leaves no torn file."""
    stick = room.pack()
    who = f"{NAMES[0]}\n{room.pins[NAMES[0]]}\n"
    for at in range(2):
        data = room.home / f"seat{at}"
        words, environ = command(room, data, "join", "--plain", str(stick.folder))
        piped = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        with subprocess.Popen(words, env=environ, **piped) as process, watched(process, "Handed in"):  # type: ignore[call-overload]
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(f"{who}{who}1\n23\n:finish\n:finish\n")
            process.stdin.flush()
            for line in process.stdout:
                if line.startswith(("Handing in", "Handed in")):  # the second alone where it went fast
                    break
            time.sleep(at * 0.004)
            process.kill()
        visit = enter(stick, data, NAMES[0], room.pins[NAMES[0]])
        desk = sit(visit)
        if not desk.attempt.finished:
            hand_in(desk)
        wait_until(lambda desk=desk: desk.receipt, "the receipt")  # type: ignore[misc]
        visit.log_out()
    whole = [name for name in files(stick) if name.endswith(ENDING) and not name.startswith(".")]
    assert len(whole) >= 2
    from quiz.classroom.server.hand_in_key import read_keys

    keys = read_keys(room.folder)
    for name in whole:
        assert keys.open((stick.hand_ins / name).read_bytes()).name == NAMES[0]
