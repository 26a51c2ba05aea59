"""A set being written: its edits outlive a crash, its file is never written over another program's."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz import files
from quiz.errors import InputError
from quiz.store.manuscript import ChangedUnderneath, Manuscript
from quiz.text.edit import between
from quiz.text.history import History

FRESH = "title: T\narticles: [a]\nquestions:\n"


def open_(path: Path) -> Manuscript:
    return Manuscript(path, path.parent / "data", FRESH)


def write(manuscript: Manuscript, text: str) -> None:
    manuscript.do(between(manuscript.text, text))


def crash(manuscript: Manuscript) -> None:
    """The process is gone: nothing more is written, and what the system holds for it goes."""
    manuscript.sync()
    manuscript._hold.release()
    manuscript._closed = True


def test_a_new_file_is_made_when_it_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "set.yaml"
    path.parent.mkdir()
    one = open_(path)
    assert not one.unsaved
    assert not path.exists()
    write(one, FRESH + "x")
    assert one.unsaved
    one.save()
    assert path.read_text() == FRESH + "x"
    one.close()
    assert not list((path.parent / "data" / "writing").glob("*.jsonl"))


@pytest.mark.parametrize("raw", [b"a\r\nb\r\n", b"\xef\xbb\xbfa\n", b"no end", "ä€\n".encode()])
def test_bytes_that_nobody_changed_stay(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "set.yaml"
    path.write_bytes(raw)
    one = open_(path)
    assert not one.unsaved
    write(one, one.text + "#")
    one.save()
    assert path.read_bytes() == raw + b"#"
    one.undo()
    assert one.unsaved
    one.save()
    assert path.read_bytes() == raw
    one.close()


def test_everything_is_there_after_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    path.write_text("base\n")
    one = open_(path)
    for text in ("base\none\n", "base\ntwo\n", "three\n"):
        write(one, text)
    one.undo()
    one.keep_form({"kind": "name", "at": None, "typed": {"prompt": "Wh"}})
    one.keep_form({"kind": "name", "at": None, "typed": {"prompt": "Who?"}})
    crash(one)
    two = open_(path)
    assert two.recovered
    assert two.text == "base\ntwo\n"
    assert two.form == {"kind": "name", "at": None, "typed": {"prompt": "Who?"}}
    assert path.read_text() == "base\n"
    while two.undo():
        pass
    assert two.text == "base\n"
    two.close()


def test_after_a_save_undo_and_crash_the_text_is_the_one_that_was_seen(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    one = open_(path)
    write(one, "one\n")
    one.save()
    one.undo()
    seen = one.text
    crash(one)
    two = open_(path)
    assert (two.text, two.recovered) == (seen, True)
    two.close(discard=True)
    three = open_(path)
    assert (three.text, three.recovered) == ("one\n", False)
    three.close()


@pytest.mark.parametrize("cut", [1, 5, 30])
def test_a_line_that_was_cut_off_costs_only_itself(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "set.yaml"
    one = open_(path)
    write(one, "one\n")
    write(one, "two\n")
    crash(one)
    (journal,) = (tmp_path / "data" / "writing").glob("*.jsonl")
    journal.write_bytes(journal.read_bytes()[:-cut])
    two = open_(path)
    assert two.text == "one\n"
    write(two, "three\n")
    crash(two)
    three = open_(path)
    assert three.text == "three\n"
    three.close()


def test_a_file_that_changed_underneath_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    path.write_text("base\n")
    one = open_(path)
    write(one, "mine\n")
    path.write_text("theirs\n")
    assert one.changed_underneath()
    with pytest.raises(ChangedUnderneath):
        one.save()
    one.save_as(tmp_path / "mine.yaml")
    assert (tmp_path / "mine.yaml").read_text() == "mine\n"
    with pytest.raises(InputError):
        one.save_as(tmp_path / "mine.yaml")
    one.reload()
    assert (one.text, one.unsaved) == ("theirs\n", False)
    one.undo()
    assert one.text == "mine\n"
    one.save()
    assert path.read_text() == "mine\n"
    one.close()


@pytest.mark.parametrize("how", ["made", "removed", "changed before the crash was found"])
def test_other_changes_underneath(tmp_path: Path, how: str) -> None:
    path = tmp_path / "set.yaml"
    if how != "made":
        path.write_text("base\n")
    one = open_(path)
    write(one, "mine\n")
    if how == "made":
        path.write_text("theirs\n")
    elif how == "removed":
        path.unlink()
    else:
        crash(one)
        path.write_text("theirs\n")
        one = open_(path)
        assert one.text == "mine\n"
    with pytest.raises(ChangedUnderneath):
        one.save()
    assert one.text == "mine\n"
    one.close()


def test_two_do_not_write_one_set(tmp_path: Path) -> None:
    one = open_(tmp_path / "set.yaml")
    with pytest.raises(InputError, match="another window"):
        open_(tmp_path / "set.yaml")
    other = open_(tmp_path / "other.yaml")
    other.close()
    one.close()
    open_(tmp_path / "set.yaml").close()


def test_a_disk_that_is_full_for_a_while_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "set.yaml"
    one = open_(path)
    write(one, "one\n")
    one.sync()
    real = os.write
    with monkeypatch.context() as patch:

        def half(descriptor: int, data: bytes) -> int:
            if len(data) > 8:
                return real(descriptor, data[:8])
            raise OSError(28, "No space left on device")

        patch.setattr(os, "write", half)
        write(one, "two\n" * 5)
        with pytest.raises(InputError):
            one.sync()
    write(one, "three\n")
    crash(one)
    two = open_(path)
    assert two.text == "three\n"
    two.close()


def test_a_save_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "set.yaml"
    path.write_text("base\n")
    one = open_(path)
    write(one, "mine\n")
    with monkeypatch.context() as patch:

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        patch.setattr(files.os, "replace", full)
        with pytest.raises(InputError, match="no space left"):
            one.save()
    assert path.read_text() == "base\n"
    one.save()
    assert path.read_text() == "mine\n"
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".tmp"] == []
    one.close()


def test_a_long_journal_is_written_anew_in_few_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.store.manuscript.MOST_JOURNAL", 2_000)
    path = tmp_path / "set.yaml"
    one = open_(path)
    for n in range(200):
        write(one, f"text {n}\n")
        one.keep_form({"kind": "name", "at": None, "typed": {"prompt": f"who {n}"}})
    crash(one)
    (journal,) = (tmp_path / "data" / "writing").glob("*.jsonl")
    assert journal.stat().st_size < 4_000
    assert "base" in json.loads(journal.read_bytes().split(b"\n")[0])
    two = open_(path)
    assert (two.text, two.form and two.form["typed"]) == ("text 199\n", {"prompt": "who 199"})
    two.close()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text("abc\n", max_size=12), min_size=1, max_size=8), st.data())
def test_undo_goes_back_through_exactly_what_there_was(texts: list[str], data: st.DataObject) -> None:
    history = History("")
    seen = [""]
    for text in texts:
        history.do(between(history.text, text))
        seen.append(text)
    back = data.draw(st.integers(0, len(texts)))
    for n in range(back):
        history.undo()
        assert history.text == seen[-2 - n]
    for n in range(back):
        history.redo()
        assert history.text == seen[len(texts) - back + n + 1]
    assert not history.can_redo
