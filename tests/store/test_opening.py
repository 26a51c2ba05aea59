"""What is refused at the door, and that nothing is changed by refusing."""

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quiz.store.connection import settle
from quiz.store.errors import NewerStore, StoreDamaged, StoreError, StoreLocked, StoreRefused, UnsuitableFolder
from quiz.store.paths import data_folder
from quiz.store.store import Store

from .builders import a_finished_attempt

posix = pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")


def a_store(folder: Path) -> Path:
    store = Store.open(folder)
    store.append(a_finished_attempt()).result()
    store.close()
    return folder / "store.db"


def raw(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_newer_store_is_refused_untouched(folder: Path) -> None:
    path = a_store(folder)
    raw(path, "PRAGMA user_version = 99", "CREATE TABLE tomorrow(x)")
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    with pytest.raises(NewerStore, match=r"store\.db: written by a newer version .*; install that version"):
        Store.open(folder)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


OTHERWISE = {"synchronous": "OFF", "secure_delete": "OFF", "trusted_schema": "ON", "foreign_keys": "OFF"}


@pytest.mark.parametrize("setting", [*OTHERWISE, "journal_mode"])
def test_a_setting_that_does_not_hold_is_told(setting: str, tmp_path: Path) -> None:
    """SQLite passes over some of what it is asked for, without a word."""

    class Deaf(sqlite3.Connection):
        def execute(self, statement: str, *more: Any) -> sqlite3.Cursor:
            deaf = statement.startswith(f"PRAGMA {setting} =")
            return super().execute(f"PRAGMA {setting}" if deaf else statement, *more)

    connection = sqlite3.connect(tmp_path / "a.db", isolation_level=None, factory=Deaf)
    sqlite3.Connection.execute(connection, f"PRAGMA {setting} = {OTHERWISE.get(setting, 'DELETE')}")
    with pytest.raises(UnsuitableFolder, match=f"does not keep {setting}"):
        settle(connection, "store.db")
    connection.close()


def test_another_programs_database_is_refused_untouched(folder: Path) -> None:
    folder.mkdir()
    raw(folder / "store.db", "CREATE TABLE theirs(x)")
    before = (folder / "store.db").read_bytes()
    with pytest.raises(StoreRefused, match="another program's database"):
        Store.open(folder)
    assert (folder / "store.db").read_bytes() == before


@pytest.mark.parametrize("content", [b"hello\n" * 1000, b"\0" * 8192, b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_no_database_is_damage_and_stays(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / "store.db").write_bytes(content)
    with pytest.raises((StoreDamaged, StoreRefused)):
        Store.open(folder)
    assert (folder / "store.db").read_bytes() == content


def test_an_empty_file_without_backups_is_a_first_run(folder: Path) -> None:
    folder.mkdir()
    (folder / "store.db").touch()
    a_store(folder)


def test_a_store_locked_by_another_program_is_said_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quiz.store.connection.OPENING_MILLISECONDS", 50)
    path = a_store(folder)
    other = sqlite3.connect(path, isolation_level=None)
    for lock in ("IMMEDIATE", "EXCLUSIVE"):
        other.execute(f"BEGIN {lock}")
        with pytest.raises(StoreLocked, match="close the other quiz") as caught:
            Store.open(folder)
        assert caught.value.exit_code == 75
        other.execute("ROLLBACK")
    other.close()
    Store.open(folder).close()


def test_a_lock_in_the_middle_of_an_attempt_fails_the_append_which_may_be_repeated(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.store.connection.BUSY_MILLISECONDS", 50)
    path = a_store(folder)
    store = Store.open(folder)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    events = a_finished_attempt()
    with pytest.raises(StoreLocked):
        store.append(events).result()
    other.execute("COMMIT")
    other.close()
    store.append(events).result()
    assert store.events(events[0].attempt).result() == events
    store.close()


def link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


def hard_link(path: Path) -> None:
    os.link(path, path.with_name("elsewhere"))


def folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()


@posix
@pytest.mark.parametrize("name", ["store.db", "store.db-journal", "store.lock"])
@pytest.mark.parametrize("plant", [link, hard_link, folder_instead])
def test_planted_files_are_refused(folder: Path, name: str, plant: Callable[[Path], None]) -> None:
    a_store(folder)
    plant(folder / name)
    with pytest.raises(StoreRefused, match=name):
        Store.open(folder)


@posix
@pytest.mark.parametrize("target", ["real", "missing", "file"])
def test_a_planted_folder_is_refused(tmp_path: Path, target: str) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "file").write_text("x")
    (tmp_path / "home").symlink_to(tmp_path / target)
    with pytest.raises(StoreRefused, match="symbolic link"):
        Store.open(tmp_path / "home")
    with pytest.raises(StoreRefused, match="not a folder"):
        Store.open(tmp_path / "file")


@posix
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("name", [".", "store.db", "store.lock"])
def test_anothers_files_are_refused(folder: Path, name: str) -> None:
    a_store(folder)
    os.chown(folder / name, 65534, 65534)
    with pytest.raises(StoreRefused, match="belongs to another account"):
        Store.open(folder)


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_files_are_the_owners_alone_under_any_umask(folder: Path, umask: int) -> None:
    old = os.umask(umask)
    try:
        store = Store.open(folder, quiet=0.0)
        store.append(a_finished_attempt()).result()
        assert store.health is not None
        assert store.health.result() == []
        store.close()
    finally:
        os.umask(old)
    for path in [folder, *folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@posix
def test_open_files_are_closed_to_others(folder: Path) -> None:
    path = a_store(folder)
    path.chmod(0o666)
    folder.chmod(0o777)
    Store.open(folder).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["with space", "100%41", "a?mode=memory", "a#b", "ümläut", "file:x", "-rf"])
def test_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    path = a_store(tmp_path / name)
    assert path.stat().st_size > 0
    assert {p.name for p in tmp_path.iterdir()} == {name}


def test_the_data_folder_is_the_one_asked_for(tmp_path: Path) -> None:
    assert data_folder({"QUIZ_HOME": str(tmp_path)}) == tmp_path
    assert data_folder({"QUIZ_HOME": "x"}).is_absolute()
    assert "closeread" in str(data_folder({}))


def test_every_error_has_a_code_and_one_line(folder: Path) -> None:
    path = a_store(folder)
    raw(path, "PRAGMA user_version = 99")
    with pytest.raises(StoreError) as caught:
        Store.open(folder)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 65


def test_two_stores_of_one_process_share_the_file(folder: Path) -> None:
    a_store(folder)
    one, two = Store.open(folder), Store.open(folder)
    mine, yours = a_finished_attempt(), a_finished_attempt()
    futures = [future for m, y in zip(mine, yours, strict=True) for future in (one.append([m]), two.append([y]))]
    for future in futures:
        future.result()
    assert one.events(yours[0].attempt).result() == yours
    assert two.events(mine[0].attempt).result() == mine
    one.close()
    two.close()
