"""``quiz doctor``: what is wrong is found, how to mend it is told, and nobody's name or folder is in it."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from quiz.cli import run
from quiz.plain import doctor
from quiz.plain.doctor_terminal import examine_terminal, understand
from quiz.plain.finding import Finding
from quiz.store import data
from quiz.store.store import Store
from tests.faults.store_writer import event
from tests.faults.terminal import Terminal, quiz

NAME = "Marguerite Unseen"


def states(found: Iterable[Finding]) -> list[str]:
    return [one.state for one in found]


def a_store(folder: Path) -> None:
    store = Store.open(folder, quiet=3600)
    store.add_learner(NAME, now=1, id_="l").result()
    store.append([event(f"{1:032x}", seq) for seq in range(5)]).result()
    store.close()


def test_a_sound_machine_has_nothing_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "quiz-home"
    a_store(folder)
    data.backup(folder, 1_795_000_000_000)
    code = run(["doctor"])
    told = capsys.readouterr().out
    assert "1 attempt, 1 learner" in told
    assert "1 backup; the newest good one is store-20261118" in told
    assert "TRUNCATE, synchronous FULL, read back" in told
    assert code == ("  wrong " in told)
    for hidden in (NAME, str(tmp_path), "xxxx"):
        assert hidden not in told
    assert all(line.isprintable() and len(line) < 200 for line in told.splitlines())


def test_before_the_first_attempt_it_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["doctor"])
    assert "~/quiz-home: is not there yet" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_store_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "quiz-home"
    a_store(folder)
    content = (folder / "store.db").read_bytes()
    at = content.index(b"x" * 30)
    (folder / "store.db").write_bytes(content[:at] + b"y" + content[at + 1 :])
    assert run(["doctor"]) == 1
    told = capsys.readouterr().out
    assert "  wrong ~/quiz-home/store.db: damaged" in told
    assert "quiz data restore" in told
    assert str(tmp_path) not in told


def test_a_folder_that_cannot_be_used_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = list(doctor.examine_folder(tmp_path / "file"))
    assert found[-1].state == "wrong"
    assert "set QUIZ_HOME" in found[-1].mend


def test_a_full_disk_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1_000_000})())
    assert [one.what for one in doctor.examine_folder(tmp_path) if one.state == "wrong"] == ["1 MB are free"]


def test_a_failing_sync_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(doctor.os, "fsync", fail)
    (wrong,) = [one for one in doctor.examine_folder(tmp_path) if one.state == "wrong"]
    assert wrong.what == "cannot be written (input/output error)"


def test_settings_that_do_not_hold_are_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(doctor, "settle", fail)
    (wrong,) = [one for one in doctor.examine_folder(tmp_path) if one.state == "wrong"]
    assert "SQLite does not work here" in wrong.what


@pytest.mark.parametrize(
    ("version", "told"),
    [((3, 36, 0), "too old"), ((3, 40, 1), "has"), ((3, 44, 6), "does not"), ((3, 50, 7), "does not"),
     ((3, 51, 2), "has"), ((3, 51, 3), "does not")],
)  # fmt: skip
def test_the_wal_bug_is_told_of_by_version(version: tuple[int, ...], told: str) -> None:
    assert f" {told}" in f" {list(doctor.examine_sqlite(version))[-1].what}"


def test_the_language_is_judged() -> None:
    assert "wrong" not in states(doctor.examine_language({"LANG": "C.UTF-8"}, "UTF-8"))
    wrong = next(doctor.examine_language({"LC_ALL": "C"}, "ANSI_X3.4-1968"))
    assert (wrong.state, "LC_ALL=C.UTF-8" in wrong.mend) == ("wrong", True)


def test_the_environment_of_a_terminal_is_judged() -> None:
    known = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    assert "wrong" not in states(examine_terminal(known, terminal=True, size=(100, 40)))
    assert "wrong" in states(examine_terminal(known, terminal=True, size=(59, 40)))
    assert "note" in states(examine_terminal({"TERM": "dumb"}, terminal=True, size=(100, 40)))
    assert any("NO_COLOR" in one.what for one in examine_terminal({"NO_COLOR": "1"}, terminal=False, size=(80, 24)))


def test_the_answers_of_a_terminal_are_understood() -> None:
    full = b"\x1b[5;4R\x1b[?1006;2$y\x1b[?2004;1$y\x1b[?62;c"
    assert states(understand(full)) == ["ok", "ok", "ok"]
    assert states(understand(b"\x1b[5;9R\x1b[?1006;0$y\x1b[?1;2c")) == ["wrong", "note", "note"]
    assert states(understand(b"")) == ["note"]


@pytest.mark.parametrize("answers", [True, False])
def test_in_a_terminal_it_asks_and_leaves_no_trace(tmp_path: Path, answers: bool) -> None:
    with Terminal(quiz("doctor"), tmp_path, folder=tmp_path) as terminal:
        terminal.wait_for(lambda _: b"\x1b[c" in terminal.raw)
        if answers:
            terminal.send(b"\x1b[5;4R\x1b[?1006;2$y\x1b[?2004;1$y\x1b[?62;c")
        assert terminal.end() in (0, 1)
        assert terminal.left_over() == []
        told = terminal.raw.decode()
    assert ("ok    mouse" in told) == answers
    assert ("does not answer" in told) != answers
