"""Watching a question set and its articles while they are edited elsewhere.

By looking at the files: editors save in many ways (in place, by renaming a new file over the old one, by deleting
first), and on network file systems nothing is announced. A look costs a few microseconds.
"""

import threading
from collections.abc import Callable
from pathlib import Path

from quiz.articles.library import Library
from quiz.questions.version import Version, read_version

EVERY = 0.02
"""Seconds between two looks. A change counts once two looks found the same, so that no half-written file is read."""

Seen = tuple[tuple[int, int, int] | None, ...]


class Watch(threading.Thread):
    """Reads a set again whenever its file, or that of an article it names, is another one than before."""

    def __init__(self, path: Path, library: Library, version: Version, tell: Callable[[Version], None]) -> None:
        """version: what was read last. tell is called from this thread with each newer one."""
        super().__init__(name="watch", daemon=True)
        self._path = path
        self._library = library
        self._articles = version.articles
        self._tell = tell
        self._stop = threading.Event()
        self._read = self._look()

    def stop(self) -> None:
        self._stop.set()

    def run(self) -> None:
        before = self._read
        while not self._stop.wait(EVERY):
            now = self._look()
            if now != self._read and now == before:
                version = read_version(self._path, fresh(self._library))
                if version.articles:
                    self._articles = version.articles
                self._read = now if now == self._look() else ()
                self._tell(version)
            before = now

    def _look(self) -> Seen:
        paths = [self._path, *(self._library.article_path(one) for one in self._articles)]
        return tuple(_about(path) for path in paths)


def fresh(library: Library) -> Library:
    """A library of the same folders that has not read an article yet."""
    return Library(library.roots)


def _about(path: Path | None) -> tuple[int, int, int] | None:
    """What tells one file from another of the same name; None where there is none."""
    try:
        about = path.stat() if path else None
    except (OSError, ValueError):
        return None
    return (about.st_mtime_ns, about.st_size, about.st_ino) if about else None
