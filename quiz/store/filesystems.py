"""Is the data folder on another machine's disk, and do locks work there all the same?

The store's journal mode is the one that works on network file systems too, as long as their locks do; where they do
not, two programs at once would spoil the file.
"""

import os
import sys
from pathlib import Path

from quiz.store.errors import UnsuitableFolder, from_os
from quiz.store.paths import make_private_file

_NETWORK = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb2",
        "smb3",
        "smbfs",
        "ncpfs",
        "9p",
        "afs",
        "ceph",
        "coda",
        "glusterfs",
        "lustre",
        "gpfs",
        "beegfs",
        "davfs",
        "virtiofs",
    }
)
MOUNTS = Path("/proc/self/mountinfo")


def kind_of(folder: Path, mounts: str) -> str:
    """The type of the file system a folder is on, from the text of Linux's mountinfo; empty where it is not told.

    The last mount of the device counts (format: kernel.org, filesystems/proc, section 3.5).
    """
    device = os.stat(folder).st_dev
    wanted = f"{os.major(device)}:{os.minor(device)}"
    kind = ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split()
        if len(fields) > 2 and fields[2] == wanted:
            kind = after.split(" ", 1)[0]
    return kind


def is_network(kind: str) -> bool:
    """True for a file system whose disk is elsewhere, or that a program of its own serves (FUSE)."""
    return kind in _NETWORK or kind.startswith("fuse")


def refuse_without_locks(folder: Path, lock: Path) -> None:
    """Raise UnsuitableFolder where a folder is on a network file system on which locks do not hold.

    lock: the store's own lock file. Elsewhere than on Linux, and on local disks, nothing is tried.
    """
    if sys.platform != "linux":
        return
    try:
        kind = kind_of(folder, MOUNTS.read_text("utf-8", "replace"))
    except OSError:
        # Without /proc it cannot be told; the lock that every program takes at opening is still tried.
        return
    if is_network(kind) and not locks_hold(lock):
        raise UnsuitableFolder(f"{folder}: locks do not hold here ({kind}); set QUIZ_HOME to a folder on a local disk")


def locks_hold(lock: Path) -> bool:
    """True where a lock taken through one descriptor keeps a second one out, as two programs would find it."""
    if sys.platform != "linux":
        return True
    import fcntl
    import struct

    # struct flock of 64-bit Linux; a byte far behind those that anything else locks.
    wanted = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 1 << 40, 1, 0)
    one, two = make_private_file(lock), make_private_file(lock)
    try:
        fcntl.fcntl(one, fcntl.F_OFD_SETLK, wanted)
        try:
            fcntl.fcntl(two, fcntl.F_OFD_SETLK, wanted)
        except BlockingIOError:
            return True
        return False
    except PermissionError as error:
        raise from_os(error, lock) from error
    except OSError:
        return False
    finally:
        os.close(one)
        os.close(two)
