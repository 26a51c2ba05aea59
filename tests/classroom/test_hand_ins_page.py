"""docs/hand-ins.md word for word: a sitting goes out in a folder and comes back, with one PIN mistyped."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.classroom.packs import HAND_INS
from tests.builders import ROOT
from tests.classroom.test_docs import CTRL_D, CTRL_Q, Machine, linux

PAGE = (ROOT / "docs" / "hand-ins.md").read_text(encoding="utf-8")
COMMANDS = [line[2:] for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
NEW, PACK, JOIN, COLLECT, EXPORT, REPORT, ACCEPT = COMMANDS


@pytest.fixture
def machine() -> Iterator[Machine]:
    with tempfile.TemporaryDirectory(prefix="quiz-") as folder:
        yield Machine(Path(folder))


def hand_in(machine: Machine, name: str, pin: str, code: str) -> None:
    with machine.terminal(JOIN) as terminal:
        terminal.wait_for("Code name")
        assert code in terminal.text
        terminal.send(f"{name}\r{pin}\r")
        terminal.wait_for("once more")
        terminal.send(f"{pin}\r")
        terminal.wait_for("enter begins")
        terminal.send("\r")
        terminal.wait_for(lambda said: re.search(rf"{name}   1/\d+   test", said))
        terminal.wait_for("hand in")
        terminal.send(CTRL_D if "ctrl+d" in terminal.text else "F")
        terminal.wait_for("Hand in with")
        terminal.send("y")
        terminal.wait_for("Handed in")
        terminal.send(CTRL_Q)
        assert terminal.end() == 0


@linux
def test_out_in_a_folder_and_back(machine: Machine) -> None:
    machine.run(NEW)
    slips = (machine.folder / "7b-pins.txt").read_text(encoding="utf-8")
    assert (machine.folder / "7b-pins.html").is_file()
    ada = re.search(r"Ada\b.*?(\d{3} ?\d{3})", slips, re.DOTALL)
    assert ada is not None
    packed = machine.run(PACK)
    assert "limited-ceasefire comes with closeread" in packed
    key = ".local/share/closeread/classes/7b/hand-ins.key"
    told = " ".join(packed.split())
    assert told.index("Copy that file to a second place now") < told.index("stick: monday")
    found = re.search(r"Its code is (\S+);", packed)
    assert found is not None
    assert f"~/{key}" in PAGE
    assert list(machine.home.rglob("classes/7b/hand-ins.key"))
    hand_in(machine, "Ada", ada[1].replace(" ", ""), found[1])
    first = {one.name for one in (machine.folder / "stick" / HAND_INS).iterdir()}
    hand_in(machine, "Ben", "000000", found[1])
    (of_ben,) = {one.name for one in (machine.folder / "stick" / HAND_INS).iterdir()} - first
    # The folder says which of the classes it is of.
    machine.run("quiz class new 8a --learner Zoe")
    machine.run("quiz class pack --class 8a --sitting tuesday --set limited-ceasefire --to other")
    said = machine.run(COLLECT, code=1)
    machine.run("quiz class purge 8a --yes")
    assert "1 attempt taken in" in said
    assert f"{of_ben}: forged, or its PIN mistyped or changed since" in said
    assert "`forged, or its PIN mistyped or changed since`" in PAGE
    assert [row.split(",")[:2] for row in machine.run(EXPORT).splitlines()[1:]] == [
        ["Ada", "handed in"],
        ["Ben", "did not begin"],
    ]
    assert "1 learner" in machine.run(REPORT)
    named = re.search(r"\S+\.handin", ACCEPT)
    assert named is not None
    assert len(named[0]) == len(of_ben)
    assert "1 attempt taken in" in machine.run(ACCEPT.replace(named[0], of_ben))
    assert "0 attempts taken in, 0 changed, 2 known already, 0 files not taken" in machine.run(COLLECT)


def test_every_reason_of_the_page_is_one() -> None:
    """What the table says stands in the program as it says it."""
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "quiz").rglob("*.py"))
    reasons = [row.split("`")[1].removesuffix(": ...") for row in PAGE.splitlines() if row.startswith("| `")]
    assert len(reasons) > 8
    for reason in reasons:
        assert reason in sources, reason
