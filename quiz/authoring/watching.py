"""``quiz check --watch``: a file that is saved is checked again at once, until the author stops it."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

PAUSE = 0.03
"""Seconds between two looks at the files; what a look costs is next to nothing (one ``stat`` a file)."""

_GONE = 1.0
"""Seconds that a file may be away: many editors save by putting another in its place."""

Stamp = tuple[int, int, int]


def changes(
    paths: Callable[[], Sequence[Path]], *, pause: Callable[[float], None] = time.sleep
) -> Iterator[list[Path]]:
    """The files that have changed, appeared or gone since the last time, again and again; all of them at first.

    paths says which files there are, and is asked once a second, so that new ones are found. Ends never by itself.
    A change counts once two looks found the same: a file may be looked at while it is half written.
    """
    known: dict[Path, Stamp | None] = {}
    seen: dict[Path, Stamp | None] = {}
    away: dict[Path, int] = {}
    watched: Sequence[Path] = ()
    looks = 0
    every = round(1 / PAUSE)
    while True:
        if looks % every == 0:
            watched = paths()
        changed = []
        for path in watched:
            stamp = _stamp(path)
            if stamp is None and known.get(path) is not None and away.get(path, 0) < _GONE / PAUSE:
                away[path] = away.get(path, 0) + 1
                continue
            away.pop(path, None)
            steady = not looks or (path in seen and seen[path] == stamp)
            seen[path] = stamp
            if steady and (path not in known or known[path] != stamp):
                known[path] = stamp
                changed.append(path)
        if changed:
            yield changed
        looks += 1
        pause(PAUSE)


def _stamp(path: Path) -> Stamp | None:
    try:
        about = os.stat(path)
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino
