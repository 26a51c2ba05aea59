"""``quiz articles add``: a text out of a file or from input, cleaned, recognised or new, kept in the data folder."""

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import IO

import msgspec

from quiz.articles.article import Article, is_id
from quiz.articles.article_file import Front, make_article, parse_article
from quiz.articles.clean import Cleaned, Dropped, clean
from quiz.articles.fingerprints import Recognition, recognise
from quiz.articles.library import ARTICLE_BYTES, Library
from quiz.articles.original import known_fingerprints, load_fingerprints, make_original, original_path
from quiz.authoring.saved_page import is_page, read_page
from quiz.errors import InputError, QuizError
from quiz.files import decode, new_file, read_bytes, read_text, write_atomically
from quiz.store.paths import make_private_folder
from quiz.text.sanitise import one_line, removed

MOST_SOURCE_BYTES = 8 * 1024 * 1024
_ENDINGS = (".txt", ".md", ".markdown", ".text", ".html", ".htm", ".xhtml")
_MOST_REMOVED = 0.01
_MOST_SHOWN = 60
_MOST_LISTED = 3


class Wishes(msgspec.Struct, frozen=True):
    """How a text is to be taken in: the options of ``quiz articles add``."""

    keep_all: bool = False
    edit: bool = False
    id: str = ""
    title: str = ""
    published: date | None = None


def add(library: Library, data: Path, names: Sequence[str], wishes: Wishes) -> int:
    """Take in every file named, and those of a folder. data: the reader's data folder.

    Exit code: 0 all taken in or there already, 2 where one was refused; what is refused leaves nothing behind.
    """
    sources = [source for name in names for source in _sources(name)]
    if len(sources) > 1 and (wishes.id or wishes.title or wishes.published):
        raise InputError(f"--id, --title and --published are for one text, not for {len(sources)}; add them one by one")
    code = 0
    for name in sources:
        try:
            _add_one(library, data, name, wishes)
        except QuizError as error:
            if len(sources) == 1:
                raise
            print(f"quiz: {one_line(str(error))}", file=sys.stderr)
            code = error.exit_code
    return code


def _sources(name: str) -> list[str]:
    path = Path(name)
    try:
        inside = sorted(path.iterdir()) if name != "-" and path.is_dir() else None
    except OSError as error:
        raise InputError(f"{name}: cannot be listed; check its permissions") from error
    if inside is None:
        return [name]
    found = [str(one) for one in inside if one.suffix.lower() in _ENDINGS and not one.name.startswith(".")]
    if not found:
        raise InputError(f"{name}: no text in this folder ({', '.join(_ENDINGS)}); name a file")
    return found


def _add_one(library: Library, data: Path, name: str, wishes: Wishes) -> None:
    where = "standard input" if name == "-" else name
    cleaned = _cleaned(_read(name), where, wishes)
    title = one_line(wishes.title or cleaned.title) or _first_words(cleaned)
    article = make_article(Front(id="new", title=title, published=cleaned.published), cleaned.body)
    _tell_cleaned(where, title, cleaned, article)
    known = [] if wishes.id else [load_fingerprints(path) for path in known_fingerprints(library).values()]
    recognition = recognise(article, known)
    if recognition:
        target, article_id = original_path(data, recognition.article), recognition.article
    else:
        article_id = _new_id(library, data, wishes.id, title, cleaned.published)
        target = data / "seeds" / f"{article_id}.md"
    if same := _already_there(data, article, target):
        print(f"already there: {same}")
        return
    text = _file_text(article_id, title, cleaned.published, cleaned.body)
    if wishes.edit:
        text = _edited(text, article_id)
    article = parse_article(text, str(target)).article
    _write_new(target, text.encode())
    if recognition:
        _tell_recognised(library, recognition, article)
    print(f"{'your copy' if recognition else 'a new article'}, {article_id}: {one_line(str(target))}")


def _read(name: str) -> bytes:
    if name != "-":
        return read_bytes(Path(name), MOST_SOURCE_BYTES)
    data = sys.stdin.buffer.read(MOST_SOURCE_BYTES + 1)
    if len(data) > MOST_SOURCE_BYTES:
        raise InputError(f"standard input: more than {MOST_SOURCE_BYTES / 1e6:.0f} MB; no article is so long")
    return data


def _cleaned(data: bytes, where: str, wishes: Wishes) -> Cleaned:
    """The article in some bytes. Raises InputError for what is no text, too long, or without a sentence."""
    if not data.strip():
        raise InputError(f"{where}: empty; give a text")
    page = read_page(data, where) if is_page(data, where) else None
    text = page.text if page else decode(data, where)
    if len(removed(text[:100_000])) > _MOST_REMOVED * len(text[:100_000]):
        raise InputError(f"{where}: full of control characters; this is not a text")
    cleaned = clean(text, keep_all=wishes.keep_all)
    if page:
        cleaned = msgspec.structs.replace(
            cleaned, title=page.title or cleaned.title, published=page.published or cleaned.published
        )
    cleaned = msgspec.structs.replace(cleaned, published=wishes.published or cleaned.published)
    if not cleaned.kept:
        reasons = ", ".join(dict.fromkeys(one.reason for one in cleaned.dropped)) or "nothing but a title"
        raise InputError(f"{where}: no sentence of a story in it ({reasons}); --keep-all keeps every line")
    if len(cleaned.body.encode()) > ARTICLE_BYTES:
        raise InputError(f"{where}: more than {ARTICLE_BYTES / 1e6:.0f} MB of story is no article; split it")
    return cleaned


def _first_words(cleaned: Cleaned) -> str:
    first = cleaned.kept[0].text.split()
    return one_line(" ".join(first[:8]).rstrip(".,;:") + ("..." if len(first) > 8 else ""))


def _tell_cleaned(where: str, title: str, cleaned: Cleaned, article: Article) -> None:
    when = f", {cleaned.published.day} {cleaned.published:%B %Y}" if cleaned.published else ", no date found"
    by = f", by {', '.join(cleaned.authors)}" if cleaned.authors else ""
    print(one_line(f"{where}: {len(article.sentences)} sentences kept of “{title}”{when}{by}"))
    for reason, alike in groupby(cleaned.dropped, key=lambda one: one.reason):
        for line in _dropped_lines(reason, list(alike)):
            print(line)


def _dropped_lines(reason: str, alike: Sequence[Dropped]) -> Iterable[str]:
    """What to print of neighbouring lines dropped for one reason: each, or the first and how many."""
    if len(alike) > _MOST_LISTED:
        yield f"  dropped lines {alike[0].line} to {alike[-1].line} ({len(alike)}): {one_line(reason)}"
        return
    for one in alike:
        yield f"  dropped line {one.line}: {one_line(reason)}: {_short(one.text)}"


def _tell_recognised(library: Library, recognition: Recognition, article: Article) -> None:
    prints = load_fingerprints(known_fingerprints(library)[recognition.article])
    original = make_original(msgspec.structs.replace(article, id=recognition.article), prints)
    found = f"{len(original.places)} of its {len(prints.prints)} sentences as published"
    print(f"recognised: the original of {recognition.article}, {found}")
    for number in original.changed:
        start, end = article.sentences[number - 1]
        print(f"  sentence {number} is not as published: {_short(article.text[start:end])}")
    if original.missing:
        numbers = ", ".join(map(str, original.missing))
        print(f"  not found: {numbers}; questions that need them show the retelling")


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _MOST_SHOWN else line[: _MOST_SHOWN - 3].rstrip() + "..."


def _new_id(library: Library, data: Path, wished: str, title: str, published: date | None) -> str:
    taken = set(library.article_paths()) | {path.stem for path in (data / "seeds").glob("*.md")}
    if wished:
        if not is_id(wished):
            raise InputError(f"--id {wished[:90]!r}: not lower-case letters, digits and hyphens; choose another")
        if wished in taken:
            raise InputError(f"--id {wished}: an article has this id already; choose another")
        return wished
    from anyascii import anyascii

    words = re.findall(r"[a-z0-9]+", anyascii(title[:200]).lower().replace("'", ""))
    stem = "-".join(words)[:50].strip("-") or "article"
    stem += f"-{published.isoformat()}" if published else ""
    names = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _already_there(data: Path, article: Article, target: Path) -> str:
    """The id under which the same text is kept already, "" where it is not. Raises InputError for another edition."""
    for path in [target] if target.exists() else sorted((data / "seeds").glob("*.md")):
        try:
            kept = parse_article(read_text(path, ARTICLE_BYTES), str(path)).article
        except InputError:
            continue  # a broken file is no copy of this one; 'quiz check' tells of it
        if kept.text == article.text:
            return kept.id
    if target.exists():
        raise InputError(
            f"{target}: another edition is there already; 'quiz articles remove {target.stem}' first, to have this one"
        )
    return ""


def _file_text(article_id: str, title: str, published: date | None, body: str) -> str:
    # JSON's double quotes are YAML's, so a title with colons and quotation marks needs no rule of its own.
    head = [f"id: {article_id}", f"title: {json.dumps(title, ensure_ascii=False)}"]
    head += [f"published: {published.isoformat()}"] if published else []
    return "\n".join(["---", *head, "---", "", body, ""])


def _edited(text: str, article_id: str) -> str:
    """The text as the user left it in their editor. Raises InputError; what was written is then kept and named."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        raise InputError("--edit: no editor; set EDITOR, or leave --edit out")
    folder = Path(tempfile.mkdtemp(prefix="closeread-"))
    path = folder / f"{article_id}.md"
    write_atomically(path, text.encode())
    try:
        with _keyboard() as keyboard:
            done = subprocess.run([*shlex.split(editor), str(path)], stdin=keyboard, check=False).returncode
    except OSError as error:
        path.unlink()
        folder.rmdir()
        raise InputError(f"--edit: {editor!r} cannot be run; set EDITOR to your editor") from error
    if done != 0:
        raise InputError(f"--edit: the editor ended with code {done}; nothing taken in, the text is at {path}")
    edited = read_text(path, ARTICLE_BYTES)
    try:
        article = parse_article(edited, str(path)).article
    except InputError as error:
        raise InputError(f"{error}; nothing taken in, mend it and add it again") from error
    if article.id != article_id:
        what = f"the id was changed to {article.id!r}; nothing taken in, the text is at {path}"
        raise InputError(f"--edit: {what}: add it with --id {article.id}")
    path.unlink()
    folder.rmdir()
    return edited


@contextmanager
def _keyboard() -> Iterator[IO[bytes] | None]:
    """Where an editor reads keys: the terminal, also where the text to edit came from a pipe."""
    if sys.stdin.isatty():
        yield None
        return
    try:
        terminal = open("/dev/tty", "rb")  # noqa: SIM115  closed below
    except OSError:  # no terminal: an editor that needs none may still do its work
        yield None
        return
    with terminal:
        yield terminal


def _write_new(path: Path, data: bytes) -> None:
    """Make a file for its owner alone; never touch one that is there. Raises InputError."""
    make_private_folder(path.parent.parent)
    make_private_folder(path.parent)
    with new_file(path) as file:
        file.write(data)
