"""Who uses the store now: everyone who has it open holds a shared lock, whoever replaces its file needs it alone.

The lock is on a file beside the database, which SQLite knows nothing of: the database itself must not be opened by
any other means than SQLite's, or SQLite's own locks go.
"""

import os
import sys
from pathlib import Path

from quiz.store.errors import StoreLocked, UnsuitableFolder
from quiz.store.paths import make_private_file


class Hold:
    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    @classmethod
    def shared(cls, path: Path) -> "Hold":
        """Use the store along with others. Raises StoreLocked while somebody replaces it, StoreError."""
        return cls(_locked(path, alone=False))

    @classmethod
    def alone(cls, path: Path) -> "Hold":
        """Use the store with nobody else. Raises StoreLocked while anybody has it open, in this process too."""
        return cls(_locked(path, alone=True))

    def release(self) -> None:
        os.close(self._descriptor)


def _locked(path: Path, *, alone: bool) -> int:
    descriptor = make_private_file(path)
    if sys.platform == "win32":
        # An open file cannot be replaced there, which serves the same end.
        return descriptor
    import fcntl

    try:
        fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        who = "another quiz is running on it; close it" if alone else "being restored or erased; wait a moment"
        raise StoreLocked(f"{path.parent}: {who}, then try again") from error
    except OSError as error:
        os.close(descriptor)
        raise UnsuitableFolder(
            f"{path.parent}: files cannot be locked here ({error.strerror}); set QUIZ_HOME to a folder on a local disk"
        ) from error
    return descriptor
