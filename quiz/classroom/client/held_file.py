"""A file that is held by one program as long as it is open, and read and written by its descriptor."""

import errno
import os

try:
    import fcntl
except ImportError:  # Windows: there every run has a file of its own, whose name says when it began
    fcntl = None  # type: ignore[assignment]


def lock(descriptor: int) -> bool:
    """Hold a file as long as it is open; False where another program does."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            return False
        raise
    return True


def read_all(descriptor: int, size: int) -> bytes:
    """The first ``size`` bytes of a file. Raises OSError."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    pieces = []
    while size > 0 and (piece := os.read(descriptor, size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def write_all(descriptor: int, data: bytes, at: int) -> None:
    """Write data from an offset on; nothing is synced. Raises OSError."""
    os.lseek(descriptor, at, os.SEEK_SET)
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
