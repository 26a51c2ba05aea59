"""Reading and writing files that other people may have made: bounded, regular files only, never half written."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from quiz.errors import InputError

MOST_BYTES = 16 * 1024 * 1024
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of a regular file.

    Raises InputError for anything else (a folder, a device, a pipe), for a file that cannot be read, and for one of
    more than ``most`` bytes. Never blocks on a pipe without a writer.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise InputError(f"{path}: {_reason(error)}") from error
    except ValueError as error:  # a NUL in the name
        raise InputError(f"{path}: not a name a file can have; check it") from error
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        os.close(descriptor)
        raise InputError(f"{path}: not a file but {_what(about.st_mode)}; give the path of a text file")
    with open(descriptor, "rb") as file:
        if about.st_size > most:
            raise InputError(
                f"{path}: {about.st_size / 1e6:.0f} MB is too large (at most {most / 1e6:.0f} MB); split it"
            )
        try:
            data = file.read(most + 1)
        except OSError as error:
            raise InputError(f"{path}: {_reason(error)}") from error
    if len(data) > most:
        raise InputError(f"{path}: more than {most / 1e6:.0f} MB; split it")
    return data


def read_text(path: Path, most: int = MOST_BYTES) -> str:
    """The text of a regular UTF-8 file, without a byte order mark. Raises InputError as ``read_bytes`` does."""
    return decode(read_bytes(path, most), str(path))


def decode(data: bytes, where: str) -> str:
    """UTF-8 bytes as text, without a byte order mark.

    Raises InputError naming line and column of the first bad byte, or of a NUL.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bad = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        hint = "save it as UTF-8"
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            hint = "it looks like UTF-16; " + hint
        raise InputError(f"{where}:{_at(data, bad)}: byte 0x{data[bad]:02X} is not UTF-8; {hint}") from error
    nul = data.find(b"\0")
    if nul >= 0:
        raise InputError(f"{where}:{_at(data, nul)}: a NUL byte; this is not a text file")
    return text


def write_atomically(path: Path, data: bytes) -> None:
    """Replace or make a file so that a crash leaves the old one or the new one, never a mixture.

    The new file keeps the old one's permission bits; a fresh one is for its owner only. Raises InputError.
    """
    beside = _beside(path)
    try:
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o600
        descriptor = os.open(beside, _NEW, 0o600)
        with open(descriptor, "wb") as file:
            if mode != 0o600 and hasattr(os, "fchmod"):
                os.fchmod(descriptor, mode)  # not through open(), which the umask cuts down
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        os.replace(beside, path)
        sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):  # a folder that is gone
            beside.unlink(missing_ok=True)
        raise InputError(f"{path}: {_reason(error)}") from error


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, for its owner only, that gets its name once the block has ended well and all is on the disk.

    Never replaces one that is there, and leaves nothing of a block that fails. Raises InputError.
    """
    beside = _beside(path)
    try:
        descriptor = os.open(beside, _NEW, 0o600)
        with open(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(descriptor)
        try:
            os.link(beside, path)  # unlike a rename, refuses to replace
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if os.path.lexists(path):
                raise
            os.replace(beside, path)
        beside.unlink(missing_ok=True)
        sync_folder(path.parent)
    except FileExistsError as error:
        raise InputError(f"{path}: is there already; name a new file") from error
    except OSError as error:
        raise InputError(f"{path}: {_reason(error)}") from error
    finally:
        with suppress(OSError):  # a folder that is gone
            beside.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name[:100]}.{os.urandom(8).hex()}.tmp")


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable: a rename is only once its folder is. Windows has no such call and needs none."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _at(data: bytes, offset: int) -> str:
    before = data[:offset]
    line_start = before.rfind(b"\n") + 1
    return f"{before.count(10) + 1}:{len(before[line_start:].decode('utf-8', 'replace')) + 1}"


def _what(mode: int) -> str:
    for test, name in (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    ):
        if test(mode):
            return name
    return "something else"


def _reason(error: OSError) -> str:
    match error.errno:
        case errno.ENOENT:
            return "no such file; check the name"
        case errno.EACCES | errno.EPERM:
            return "not allowed; check the file's permissions"
        case errno.EISDIR:
            return "not a file but a folder; give the path of a text file"
        case errno.ENOSPC | errno.EDQUOT:
            return "no space left; free some and try again"
        case errno.ENAMETOOLONG:
            return "the name is too long; shorten it"
        case _:
            return f"{(error.strerror or str(error)).lower()}; check the path"
