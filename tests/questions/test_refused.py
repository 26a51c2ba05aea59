"""What ``check`` calls an error, nobody is asked: by hand, in a class, from a copy, or off the library's list."""

from pathlib import Path

import pytest

from quiz.articles.library import Library
from quiz.classroom.server.exam import pin
from quiz.cli import run
from quiz.errors import InputError
from quiz.questions.check import check_set, load_set, read_set
from quiz.questions.rules import RULES
from quiz.store.prepared import load_prepared
from quiz.store.shelf import Shelf
from tests.questions.planted import SETS, in_set, planted

NO_KEY = in_set("kind: number\nanswer:")
FAILING = in_set("tests: {right: ['false']}")


def _file(folder: Path, text: str) -> Path:
    path = folder / "f.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _in_words(problem: object) -> str:
    """A problem as ``check`` prints it, without its severity and code."""
    before, _, after = str(problem).partition(": error [")
    return f"{before}: {after.partition('] ')[2]}" if after else str(problem)


@pytest.mark.parametrize(("marked", "code"), SETS.values(), ids=SETS)
def test_every_error_is_refused_in_the_words_of_check_and_no_advice_is(
    marked: str, code: str, tmp_path: Path, library: Library
) -> None:
    path = _file(tmp_path, planted(marked, code).text)
    found = check_set(path, library)
    if RULES[code].severity == "warning":
        assert load_set(path, library).id == "f"
        return
    with pytest.raises(InputError) as stop:
        load_set(path, library)
    assert str(stop.value) == _in_words(found[0])


@pytest.mark.parametrize("text", [NO_KEY, FAILING], ids=["no key", "a test that fails"])
def test_every_door_refuses_it(
    text: str, tmp_path: Path, ferry_root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QUIZ_PATH", str(ferry_root))
    path, library = _file(tmp_path, text), Library([ferry_root])
    said = _in_words(check_set(path, library)[0])
    for door in (load_set, lambda path, library: load_prepared(path, library, tmp_path / "copies")):
        with pytest.raises(InputError) as stop:
            door(path, library)
        assert str(stop.value) == said
    with pytest.raises(InputError) as stop:
        pin(str(path), library)
    assert str(stop.value) == said
    for verb in (["play", str(path), "--plain"], ["grade", str(path), "--responses", str(path)]):
        assert run(verb) == 2
        heard = capsys.readouterr()
        assert said in heard.err
        assert not heard.out
    assert read_set(path, library).questions[0].id == "q"  # what was answered once can still be looked at


def test_the_library_marks_it(tmp_path: Path, ferry_root: Path) -> None:
    (tmp_path / "questions").mkdir()
    _file(tmp_path / "questions", NO_KEY)
    shelf = Shelf(Library([tmp_path, ferry_root]), tmp_path / "shelf.json")
    entries = {one.id: one for one in shelf.read(shelf.entries())}
    assert entries["f"].problem == "line 11: no answer"


def test_a_copy_of_other_rules_is_not_believed(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _file(tmp_path, in_set(""))
    load_prepared(path, library, tmp_path / "copies")
    read: list[Path] = []
    monkeypatch.setattr(
        "quiz.questions.check.load_set", lambda path, library: read.append(path) or load_set(path, library)
    )
    load_prepared(path, library, tmp_path / "copies")
    assert read == []
    monkeypatch.setattr("quiz.store.prepared.FORM", 0)
    load_prepared(path, library, tmp_path / "copies")
    assert read == [path]
