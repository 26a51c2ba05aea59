"""Where the store's files are, and that they are ours alone."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from quiz.files import sync_folder
from quiz.store.errors import StoreRefused, from_os

_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Home:
    """The data folder and the names of what the store keeps in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.database = self.folder / "store.db"
        self.journal = self.folder / "store.db-journal"
        self.lock = self.folder / "store.lock"
        self.reserve = self.folder / "store.reserve"
        self.backups = self.folder / "backups"
        self.damaged = self.folder / "damaged"


def data_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder for the user's data: QUIZ_HOME, or the platform's data folder for closeread. Makes nothing."""
    chosen = environ.get("QUIZ_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("closeread", appauthor=False))


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter, or make an existing one so.

    Raises StoreRefused for a link, a file or another's folder; StoreReadOnly or StoreFull where it cannot be made.
    """
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            os.mkdir(folder, 0o700)
            sync_folder(folder.parent)
        except FileExistsError:
            about = os.lstat(folder)
            if stat.S_ISLNK(about.st_mode):
                raise StoreRefused(f"{folder}: is a symbolic link; set QUIZ_HOME to the real folder") from None
            if not stat.S_ISDIR(about.st_mode):
                raise StoreRefused(f"{folder}: is not a folder; move it away or set QUIZ_HOME") from None
            _refuse_other_owner(folder, about)
        if os.name == "posix" and stat.S_IMODE(os.lstat(folder).st_mode) & 0o077:
            os.chmod(folder, 0o700)
    except OSError as error:
        raise from_os(error, folder) from error


def make_private_file(path: Path) -> int:
    """Open a file for writing that only its owner may read, making it where it is missing; returns its descriptor.

    Raises as ``check_private_file`` does. Not for the database itself: see ``connection``.
    """
    check_private_file(path)
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | _NOFOLLOW, 0o600)
    except OSError as error:
        raise from_os(error, path) from error


def check_private_file(path: Path) -> os.stat_result | None:
    """What is known about an existing file of the store, None where there is none; others' permissions are taken away.

    Raises StoreRefused for anything but a regular file of ours with a single name.
    """
    try:
        about = os.lstat(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise from_os(error, path) from error
    if stat.S_ISLNK(about.st_mode):
        raise StoreRefused(f"{path}: is a symbolic link; put the real file there or set QUIZ_HOME")
    if not stat.S_ISREG(about.st_mode):
        raise StoreRefused(f"{path}: is not a file; move it away or set QUIZ_HOME")
    if about.st_nlink > 1:
        raise StoreRefused(f"{path}: has a second name (a hard link); copy it, then put the copy in its place")
    _refuse_other_owner(path, about)
    mode = stat.S_IMODE(about.st_mode)
    if os.name == "posix" and mode & 0o077:
        try:
            os.chmod(path, mode & 0o700)
        except OSError as error:
            raise from_os(error, path) from error
    return about


def _refuse_other_owner(path: Path, about: os.stat_result) -> None:
    if hasattr(os, "geteuid") and about.st_uid != os.geteuid():
        raise StoreRefused(f"{path}: belongs to another account; set QUIZ_HOME to a folder of your own")
