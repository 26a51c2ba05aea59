"""Articles for the sets being edited, read anew when their files change."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from quiz.articles.article import Article
from quiz.articles.library import Library, usual_roots
from quiz.errors import InputError
from quiz.questions.base import Sources

_Seen = tuple[tuple[str, int, int], ...]


class Shelf:
    """Finds the articles of a set by the set's path, as ``quiz check`` on that path does."""

    def __init__(self, environ: Mapping[str, str], working: Path, data: Path) -> None:
        self._roots = usual_roots(environ, working, data)
        self._libraries: dict[Path, tuple[_Seen, Library]] = {}

    def library(self, path: Path) -> Library:
        """The library as seen from a set's file; a new one where an article was added, removed or changed."""
        folder = path.parent
        seen, known = self._libraries.get(folder, ((), None))
        if known is not None and seen == _seen(known):
            return known
        library = Library(self._roots)
        library.set_path(str(path))  # the folders it lies in come first
        self._libraries[folder] = (_seen(library), library)
        return library

    def articles(self, path: Path, names: Iterable[str]) -> dict[str, Article]:
        """Those of the articles named that can be read, by id."""
        library = self.library(path)
        found = {}
        for name in names:
            try:
                found[name] = library.article(name)
            except InputError:
                continue  # a diagnostic says so
        return found

    def sources(self, path: Path, names: Iterable[str]) -> Sources | None:
        """What evidence is looked up in; None where no article can be read."""
        articles = self.articles(path, names)
        return Sources(articles) if articles else None


def _seen(library: Library) -> _Seen:
    """Which article files there are, with time and size of each."""
    found = []
    for article_path in library.article_paths().values():
        try:
            status = os.stat(article_path)
        except OSError:
            continue
        found.append((str(article_path), status.st_mtime_ns, status.st_size))
    return tuple(found)
