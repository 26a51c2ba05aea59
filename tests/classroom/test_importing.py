"""``quiz class import``: outbox files that learners' programs have really written, taken in by the verb itself."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quiz.classroom.box import MAGIC
from quiz.cli import run
from quiz.questions.response import Typed
from tests.classroom.clients import a_visit, at_desk, card_of, new_home, right, stored
from tests.classroom.school import School, a_school
from tests.waiting import wait_until

Type = Callable[..., str]


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A teacher's account: its data folder, with a short path for the class's socket."""
    with tempfile.TemporaryDirectory(prefix="quiz-") as short:
        monkeypatch.setenv("QUIZ_HOME", short)
        yield Path(short)


@pytest.fixture
def school(account: Path) -> Iterator[School]:
    """The class called class."""
    with a_school(account / "classes", ["Ada", "Ben"]) as school:
        school.open("monday", minutes=30)
        yield school


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Type:
    def typed(*words: object, code: int = 0) -> str:
        capsys.readouterr()
        assert run(["class", *map(str, words)]) == code
        said = capsys.readouterr()
        return said.out + said.err

    return typed


def left_behind(school: School, name: str, home: Path, *, texts: tuple[str, ...] = ("left here",)) -> Path:
    """What a machine keeps of somebody whose server was gone and who has left; its server runs again afterwards."""
    visit = a_visit(school, name, home)
    desk = visit.open(card_of(visit))
    desk.answer("q2", right(desk, "q2")).receipt.result(30)
    wait_until(lambda: desk.safe == "received")
    school.kill()
    for text in texts:
        desk.answer("q1", Typed(text)).receipt.result(30)
    wait_until(lambda: desk.safe == "saved here")
    visit.close(0.2)
    school.start()
    (file,) = (home / "outbox").glob("*.box")
    return file


def given(school: School, question: str = "q1") -> list[tuple[str, str]]:
    """What was answered to a question, by text, and how it is kept."""
    return [
        (one["body"]["response"]["text"], one["state"])
        for one in stored(school.folder)
        if one["body"]["kind"] == "answered" and one["body"]["question"] == question
    ]


def numbers(told: str) -> tuple[int, ...]:
    return tuple(int(one) for one in re.findall(r"\b\d+\b", told.rpartition(".box: ")[2]))


@pytest.mark.parametrize("running", [True, False])
def test_what_could_not_be_sent_is_taken_once(school: School, typed: Type, tmp_path: Path, *, running: bool) -> None:
    file = left_behind(school, "Ada", tmp_path / "lab", texts=("first", "second"))
    assert given(school) == []
    if not running:
        school.stop()
    taken, known = numbers(typed("import", file))
    assert taken >= 2, "what the server lacks"
    assert known >= 1, "and what it had already is there once"
    assert given(school) == [("first", "accepted"), ("second", "accepted")]
    assert numbers(typed("import", file)) == (0, taken + known)
    assert len(given(school)) == 2
    assert "import" in typed("log")
    assert "second" not in typed("log")


def test_one_file_that_cannot_be_taken_keeps_no_other_back(school: School, typed: Type, tmp_path: Path) -> None:
    good = left_behind(school, "Ada", tmp_path / "lab")
    data = good.read_bytes()
    with tempfile.TemporaryDirectory(prefix="quiz-") as place, a_school(Path(place), ["Ada"]) as other:
        other.open("monday")
        foreign = shutil.copy(left_behind(other, "Ada", tmp_path / "other-lab"), tmp_path / "foreign.box")
    files = {
        "foreign.box": (
            Path(foreign).read_bytes(),
            "there is no such attempt in this class; is the file another class's?",
        ),
        "empty.box": (b"", "this is no outbox file, or its beginning is lost"),
        "notes.txt": (b"hello\n", "this is no outbox file, or its beginning is lost"),
        "front.box": (data[: len(MAGIC) + 5], "this is no outbox file, or its beginning is lost"),
        "swapped.box": (swapped(data), "not this attempt's, or changed since; nothing was taken from it"),
    }
    for name, (content, _) in files.items():
        (tmp_path / name).write_bytes(content)
    missing = tmp_path / "gone.box"
    told = typed("import", *(tmp_path / name for name in files), missing, tmp_path, good, code=1)
    for name, (_, why) in files.items():
        assert re.search(rf"{name}: not taken: .*{re.escape(why)}", told), name
    assert re.search(r"gone\.box: not taken: .*no such file", told)
    assert "a folder" in told or "directory" in told
    assert given(school) == [("left here", "accepted")]


def swapped(data: bytes) -> bytes:
    """The file with its first two records exchanged: each is whole, and in another's place."""
    import struct

    def frame(at: int) -> bytes:
        length, _ = struct.unpack_from(">II", data, at)
        return data[at : at + 8 + length]

    start = len(MAGIC) + len(frame(len(MAGIC)))
    first = frame(start)
    second = frame(start + len(first))
    rest = data[start + len(first) + len(second) :]
    return data[:start] + second + first + rest


def test_a_file_with_a_torn_end_gives_what_was_kept_before_it(school: School, typed: Type, tmp_path: Path) -> None:
    file = left_behind(school, "Ada", tmp_path / "lab", texts=("whole", "torn"))
    file.write_bytes(file.read_bytes()[:-3])
    assert "its end is damaged, and what stood there is lost" in typed("import", file)
    assert given(school) == [("whole", "accepted")]


def test_a_file_that_was_changed_on_its_way_is_not_believed(school: School, typed: Type, tmp_path: Path) -> None:
    file = left_behind(school, "Ada", tmp_path / "lab")
    data = bytearray(file.read_bytes())
    for at in range(len(MAGIC) + 4, len(data), max(1, len(data) // 25)):
        changed = bytearray(data)
        changed[at] ^= 0x10
        file.write_bytes(changed)
        capture = run(["class", "import", str(file)])
        assert capture in (0, 1)
        assert {text for text, _ in given(school)} <= {"left here"}, "nothing that was never written is taken"


def test_what_came_from_a_later_seat_is_not_replaced(school: School, typed: Type, tmp_path: Path) -> None:
    file = left_behind(school, "Ada", tmp_path / "lab", texts=("older",))
    with at_desk(school, "Ada", new_home(tmp_path), takeover=True) as desk:
        desk.answer("q1", Typed("newer")).receipt.result(30)
        wait_until(lambda: desk.safe == "received")
    assert "1 kept beside what came later" in typed("import", file)
    assert sorted(given(school)) == [("newer", "accepted"), ("older", "superseded")]


def test_what_comes_after_the_end_counts_all_the_same(school: School, typed: Type, tmp_path: Path) -> None:
    """The teacher has decided that by taking the file in."""
    file = left_behind(school, "Ada", tmp_path / "lab")
    typed("close")
    typed("import", file)
    assert given(school) == [("left here", "accepted")]
    assert any("Ada" in line for line in typed("export").splitlines())


def test_what_comes_after_handing_in_is_shown_before_it_counts(school: School, typed: Type, tmp_path: Path) -> None:
    file = left_behind(school, "Ada", tmp_path / "lab", texts=("23",))
    with at_desk(school, "Ada", new_home(tmp_path), takeover=True) as desk:
        desk.finish()
        wait_until(lambda: desk.receipt, "the receipt")
    assert "kept as late" in typed("import", file)
    told = typed("count-late", "Ada")
    assert re.search(r'saved: "23", came \d\d \w+ [\d:]+, \d+ seconds? after handing in: does not count\n', told)
    assert "saved: 0 becomes 1\nAda: 1 becomes 2 of 4 points.\nNothing is changed yet" in told
    assert given(school) == [("23", "late")]
    assert 'Ada,"handed in, some late",1' in typed("export")
    assert "Late, which does not count: Ada;" in typed("report")
    for word, state in (("", "counted"), ("--back", "late")):
        typed("count-late", "Ada", "--apply", *filter(None, [word]))
        assert given(school) == [("23", state)]
    assert "count-late" in typed("log")
    assert "has not begun this sitting" in typed("count-late", "Ben", code=2)


def test_an_erased_learners_file_brings_nothing_back(school: School, typed: Type, tmp_path: Path) -> None:
    file = left_behind(school, "Ada", tmp_path / "lab")
    typed("erase", "Ada", "--yes")
    assert "there is no such attempt in this class" in typed("import", file, code=1)
    assert given(school) == []
