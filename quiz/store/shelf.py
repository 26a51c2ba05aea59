"""What the library shows of every set, remembered, so that only files that changed are read again.

The memory is a convenience: without it, or with a damaged one, everything is read anew.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from quiz.articles.library import Library
from quiz.errors import QuizError
from quiz.files import read_bytes, write_atomically

FORM = 7
"""To be raised whenever what is kept, or what reading makes of the same file, changes: a new error is such a change."""

Stamp = tuple[int, int]
"""A file's time of change (nanoseconds) and size; (0, 0) for none."""


class Entry(msgspec.Struct, frozen=True):
    """One set as the library lists it. problem is the first thing that keeps it from being played, or empty.

    titles are those of its articles, in their order. stamps are those of the set's file and of its articles, by path;
    fresh is False where they are not read yet.
    """

    id: str
    path: str
    title: str
    articles: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    questions: int = 0
    points: float = 0.0
    problem: str = ""
    stamps: dict[str, Stamp] = msgspec.field(default_factory=dict)
    fresh: bool = True


class _Memory(msgspec.Struct, frozen=True):
    """The entries of sets by path, and the form they are in."""

    form: int
    entries: dict[str, Entry]


class Shelf:
    """The entries of all sets a library finds; ``memory`` is the file they are remembered in."""

    def __init__(self, library: Library, memory: Path) -> None:
        self._library = library
        self._memory = memory
        self._known: dict[str, Entry] | None = None
        self._stamps: dict[str, Stamp] = {}

    def entries(self) -> list[Entry]:
        """Every set, at once: as remembered where nothing changed, else with its id for a title and not fresh."""
        self._stamps.clear()
        known = self._remembered()
        found = []
        for set_id, path in self._library.set_paths().items():
            entry = known.get(str(path))
            if entry is None or any(self._stamp(file) != stamp for file, stamp in entry.stamps.items()):
                entry = Entry(set_id, str(path), set_id, fresh=False)
            found.append(entry)
        return found

    def read(self, entries: Sequence[Entry]) -> Iterator[Entry]:
        """Read the entries that are not fresh, one after the other; what was read is remembered at the end.

        Also where the caller stops before: what was read by then need not be read again.
        """
        known = {entry.path: entry for entry in entries if entry.fresh}
        changed = False
        try:
            for entry in entries:
                if not entry.fresh:
                    known[entry.path] = self._read(entry)
                    changed = True
                    yield known[entry.path]
        finally:
            if changed:
                self._remember(known)

    def _read(self, entry: Entry) -> Entry:
        path = Path(entry.path)
        stamps = {entry.path: self._stamp(entry.path)}
        from quiz.questions.check import examine  # and with it PyYAML, for what changed only

        found, problems = examine(path, self._library)
        for article in found.head.articles if found else ():
            if (place := self._library.article_path(article)) is not None:
                stamps[str(place)] = self._stamp(str(place))
        errors = sorted(problem for problem in problems if problem.severity == "error")
        problem = f"line {errors[0].line}: {errors[0].what}" if errors else ""
        if found is None:
            return Entry(entry.id, entry.path, entry.id, problem=problem or "no questions", stamps=stamps)
        return Entry(
            id=entry.id,
            path=entry.path,
            title=found.title,
            articles=found.head.articles,
            titles=tuple(found.sources.articles[article].title for article in found.head.articles),
            questions=len(found.questions),
            points=sum(question.points for question in found.questions),
            problem=problem,
            stamps=stamps,
        )

    def _stamp(self, file: str) -> Stamp:
        if file not in self._stamps:
            try:
                about = Path(file).stat()
                self._stamps[file] = (about.st_mtime_ns, about.st_size)
            except OSError:  # gone, or not to be seen: that is a stamp of its own
                self._stamps[file] = (0, 0)
        return self._stamps[file]

    def _remembered(self) -> dict[str, Entry]:
        if self._known is None:
            try:
                memory = msgspec.json.decode(read_bytes(self._memory), type=_Memory)
            except (QuizError, msgspec.DecodeError):
                memory = _Memory(FORM, {})
            self._known = memory.entries if memory.form == FORM else {}
        return self._known

    def _remember(self, known: dict[str, Entry]) -> None:
        self._known = known
        try:
            write_atomically(self._memory, msgspec.json.encode(_Memory(FORM, known)))
        except QuizError:
            return  # read-only or full: the next start reads the sets again, which is all that is lost
