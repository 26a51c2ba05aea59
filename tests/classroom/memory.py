"""What a process has in its memory, as another of the same account can read it."""

import re
from pathlib import Path

_CHUNK = 1 << 22
_OVERLAP = 256


def found_in_memory(pid: int, wanted: "re.Pattern[bytes]") -> set[bytes]:
    """Everything in the readable memory of a process that matches. wanted: matches of at most 256 bytes."""
    found: set[bytes] = set()
    maps = Path(f"/proc/{pid}/maps").read_text()
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps.splitlines():
            bounds, rights = line.split()[:2]
            if "r" not in rights or line.endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]")):
                continue
            start, end = (int(one, 16) for one in bounds.split("-"))
            at = start
            while at < end:
                try:
                    memory.seek(at)
                    data = memory.read(min(_CHUNK + _OVERLAP, end - at))
                except OSError:  # nothing is behind it any more
                    break
                found.update(wanted.findall(data))
                at += _CHUNK
    return found
