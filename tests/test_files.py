"""Files that others may have made: only regular ones are read, bounded; what is written is whole or not there."""

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from quiz import files
from quiz.errors import InputError
from quiz.files import decode, new_file, read_bytes, read_text, write_atomically

posix = pytest.mark.skipif(os.name != "posix", reason="pipes, devices and permissions of POSIX systems")


def refused(path: Path | str, most: int = files.MOST_BYTES) -> str:
    """What is said of a file that is not read; it is one line and begins with the path."""
    with pytest.raises(InputError) as caught:
        read_bytes(Path(path), most)
    assert str(caught.value).isprintable()
    return str(caught.value)


# Reading


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"caf\xc3\xa9\r\n")
    assert read_bytes(path) == b"caf\xc3\xa9\r\n"
    assert read_text(path) == "café\r\n"
    (tmp_path / "empty").touch()
    assert read_bytes(tmp_path / "empty") == b""


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "none"
    assert refused(path) == f"{path}: no such file; check the name"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "not a file but a folder; give the path of a text file" in refused(tmp_path)


@posix
def test_a_pipe_without_a_writer_does_not_block(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    said: list[str] = []
    reading = threading.Thread(target=lambda: said.append(refused(path)), daemon=True)
    reading.start()
    reading.join(30)
    assert said == [f"{path}: not a file but a pipe; give the path of a text file"]


@posix
@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null"])
def test_a_device_is_no_file(path: str) -> None:
    assert refused(path) == f"{path}: not a file but a device; give the path of a text file"


@posix
def test_what_a_link_leads_to_counts(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    for name, target in (("file", "a"), ("device", "/dev/zero"), ("itself", "itself")):
        (tmp_path / name).symlink_to(target)
    assert read_bytes(tmp_path / "file") == b"a"
    assert "not a file but a device" in refused(tmp_path / "device")
    assert "check the path" in refused(tmp_path / "itself")


def test_a_file_of_just_the_size_and_one_beyond(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 1000)
    assert len(read_bytes(path, 1000)) == 1000
    assert "too large" in refused(path, 999)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(40 * 10**9)  # sparse
    assert refused(path) == f"{path}: 40000 MB is too large (at most 17 MB); split it"


@posix
def test_a_file_whose_size_says_nothing_is_bounded_too() -> None:
    """Files of /proc have size 0 whatever is in them."""
    if not Path("/proc/self/maps").exists():
        pytest.skip("no /proc")
    assert Path("/proc/self/maps").stat().st_size == 0
    assert "more than 0 MB; split it" in refused("/proc/self/maps", 100)


@posix
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.touch(mode=0o000)
    if os.access(path, os.R_OK):
        pytest.skip("the superuser may read everything")
    assert refused(path) == f"{path}: not allowed; check the file's permissions"


@pytest.mark.parametrize(
    ("name", "why"), [("a\0b", "not a name a file can have; check it"), ("x" * 300, "the name is too long; shorten it")]
)
def test_a_name_that_no_file_can_have(name: str, why: str, tmp_path: Path) -> None:
    assert refused(tmp_path / name).endswith(f": {why}")


# Text


def test_a_byte_order_mark_is_dropped() -> None:
    assert decode(b"\xef\xbb\xbfabc", "a") == "abc"
    assert decode(b"ab\xef\xbb\xbfc", "a") == "ab\ufeffc"


@pytest.mark.parametrize(
    ("data", "at", "byte"),
    [
        (b"\xe9", "1:1", "E9"),
        (b"abc\xe9", "1:4", "E9"),
        (b"one\ntwo \xff", "2:5", "FF"),
        ("é\nüñ".encode() + b"\x80", "2:3", "80"),
        (b"\xef\xbb\xbfone\n\xc3", "2:1", "C3"),
        (b"a\r\nb\xed\xa0\x80", "2:2", "ED"),
    ],
)
def test_a_bad_byte_is_told_with_line_and_column(data: bytes, at: str, byte: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, "a.md")
    assert str(caught.value) == f"a.md:{at}: byte 0x{byte} is not UTF-8; save it as UTF-8"


@pytest.mark.parametrize("coding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_named(coding: str) -> None:
    mark = "\ufeff".encode(coding)
    with pytest.raises(InputError, match=r"a:1:1: byte 0xF[EF] is not UTF-8; it looks like UTF-16; save it as UTF-8"):
        decode(mark + "title".encode(coding), "a")


def test_a_nul_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("über\nab\0c".encode())
    with pytest.raises(InputError) as caught:
        read_text(tmp_path / "a")
    assert str(caught.value) == f"{tmp_path / 'a'}:2:3: a NUL byte; this is not a text file"
    with pytest.raises(InputError, match="1:2: a NUL byte"):
        decode("title".encode("utf-16-le"), "a")


# Replacing


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "a"
    before = os.umask(0)
    try:
        write_atomically(path, b"one")
    finally:
        os.umask(before)
    assert path.read_bytes() == b"one"
    assert os.name != "posix" or stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["a"]


@posix
@pytest.mark.parametrize("mode", [0o644, 0o664, 0o666, 0o400, 0o600])
def test_the_mode_stays_whatever_the_umask(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(mode)
    before = os.umask(0o077)
    try:
        write_atomically(path, b"new")
    finally:
        os.umask(before)
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert os.listdir(tmp_path) == ["a"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("number", "why"),
    [(errno.ENOSPC, "no space left; free some and try again"), (errno.EIO, "input/output error; check the path")],
)
def test_a_failure_leaves_the_old_file_and_nothing_else(
    step: str, number: int, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.os, step, fail)
    with pytest.raises(InputError) as caught:
        write_atomically(path, b"new")
    assert str(caught.value) == f"{path}: {why}"
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]


def test_the_data_are_on_the_disk_before_they_get_their_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    sync, replace = os.fsync, os.replace

    def synced(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "data")
        sync(descriptor)

    def replaced(old: Path, new: Path) -> None:
        steps.append("name")
        replace(old, new)

    monkeypatch.setattr(files.os, "fsync", synced)
    monkeypatch.setattr(files.os, "replace", replaced)
    write_atomically(tmp_path / "a", b"new")
    assert steps == ["data", "name", *(["folder"] if os.name == "posix" else [])]


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.mkdir()
    with pytest.raises(InputError):
        write_atomically(path, b"new")
    assert path.is_dir()
    assert os.listdir(tmp_path) == ["a"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        write_atomically(tmp_path / "none" / "a", b"new")


def test_a_long_name_is_written_too(tmp_path: Path) -> None:
    """The name of the file beside it is no longer than the file system allows."""
    path = tmp_path / ("x" * 250)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


# New files


def test_a_new_file_gets_its_name_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with new_file(path) as file:
        file.write(b"one")
        assert not path.exists()
    assert path.read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["a"]


def test_a_new_file_replaces_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(InputError, match="is there already; name a new file"), new_file(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]


def test_nothing_is_left_of_a_new_file_that_fails(tmp_path: Path) -> None:
    def half_written() -> None:
        with new_file(tmp_path / "a") as file:
            file.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_written()
    assert os.listdir(tmp_path) == []
