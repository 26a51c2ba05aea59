"""Sets as they were last read, ready to be asked: what a compiled module is to its source.

Reading YAML, resolving quotes and finding sentences is most of what happens between ``quiz play`` and the first frame,
and nearly always the files are the same as last time. A copy is used only where the time of change and the size of
every file it was made from are as they were; without one, or with one that cannot be read, the set is read anew.
"""

from pathlib import Path
from zlib import crc32

import msgspec

from quiz.articles.article import Article
from quiz.articles.library import Library
from quiz.errors import QuizError
from quiz.files import read_bytes, write_atomically
from quiz.questions.base import Sources
from quiz.questions.kinds import Kind
from quiz.questions.question_set import Head, QuestionSet
from quiz.store.shelf import FORM, Stamp

MOST_BYTES = 64 * 1024 * 1024


class _Prepared(msgspec.Struct, frozen=True, array_like=True):
    """A set in pieces. stamps: (time of change in nanoseconds, size) of its file and its articles', by path."""

    form: int
    stamps: dict[str, Stamp]
    id: str
    digest: str
    head: Head
    questions: tuple[Kind, ...]
    articles: tuple[Article, ...]


def load_prepared(path: Path, library: Library, folder: Path) -> QuestionSet:
    """A set that can be played, from its copy in ``folder`` where that is up to date. Raises InputError."""
    copy = folder / f"{path.stem[:60]}-{crc32(str(path.resolve()).encode()):08x}.bin"
    known = _read(copy)
    if known is not None and known.stamps == _stamps(path, library, known.head):
        sources = Sources({article.id: article for article in known.articles}, known.head.spelling)
        return QuestionSet(known.id, known.head, known.questions, sources, known.digest)
    from quiz.questions.check import load_set  # and with it PyYAML, which a copy does without

    asked = load_set(path, library)
    stamps = _stamps(path, library, asked.head)
    articles = tuple(asked.sources.articles.values())
    _write(copy, _Prepared(FORM, stamps, asked.id, asked.digest, asked.head, asked.questions, articles))
    return asked


def _stamps(path: Path, library: Library, head: Head) -> dict[str, Stamp]:
    """Stamps of the files a set is made of, by path; (0, 0) for one that is gone."""
    files = [path.resolve(), *(library.article_path(article) for article in head.articles)]
    found = {}
    for file in filter(None, files):
        try:
            about = file.stat()
            found[str(file)] = (about.st_mtime_ns, about.st_size)
        except OSError:  # gone, or not to be seen: no copy has that stamp
            found[str(file)] = (0, 0)
    return found


def _read(copy: Path) -> _Prepared | None:
    try:
        known = msgspec.msgpack.decode(read_bytes(copy, MOST_BYTES), type=_Prepared)
    except (QuizError, msgspec.DecodeError):
        return None
    return known if known.form == FORM else None


def _write(copy: Path, prepared: _Prepared) -> None:
    try:
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(copy, msgspec.msgpack.encode(prepared))
    except (QuizError, OSError):
        return  # read-only or full: the next start reads the set again, which is all that is lost
