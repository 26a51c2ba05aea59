"""Who is at the other end of a local socket: the kernel says, and nobody can make it say otherwise."""

import socket
import struct
import sys
from typing import Protocol


class _Socket(Protocol):
    def getsockopt(self, level: int, option: int, length: int, /) -> bytes: ...


def peer_uid(connection: _Socket) -> int | None:
    """The uid that the other end had when it connected (or listened); None where this system does not tell."""
    if sys.platform == "linux":
        _, uid, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
        # An account beyond the signed range, as nobody's may be, reads as a negative number.
        return int(uid) & 0xFFFFFFFF
    if sys.platform == "darwin" or sys.platform.startswith("freebsd"):
        # struct xucred: version, uid, ...; SOL_LOCAL is 0, LOCAL_PEERCRED is 1.
        _, uid = struct.unpack("2I", connection.getsockopt(0, 1, 76)[:8])
        return int(uid)
    return None
