"""``quiz notes``: a learner's notes and highlights, listed or as Markdown."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from quiz.articles.article import Article
from quiz.articles.library import Library
from quiz.attempts.notebook import Note, in_order
from quiz.errors import InputError, QuizError
from quiz.files import write_atomically
from quiz.plain.page import Page
from quiz.plain.pinning import unlock
from quiz.store.data import find
from quiz.store.paths import data_folder
from quiz.store.store import Store
from quiz.text.json_text import json_line
from quiz.text.sanitise import one_line, sanitise


def print_notes(
    library: Library, articles: list[str], learner: str | None, page: Page, *, markdown: str | None, as_json: bool
) -> int:
    """The notes on these articles (ids; all if there are none), in the order of the text. Exit code 0.

    markdown: a file to write them to instead. Raises InputError for an unknown article, StoreError.
    """
    store = Store.open(data_folder())
    try:
        known = store.learners().result()
        if learner is None and len(known) != 1:
            raise InputError(f"{len(known)} learners use this account; add --learner NAME")
        person = find(known, learner) if learner is not None else known[0]
        unlock(store, person)
        notes = store.notes(person.id).result()
    finally:
        store.close()
    wanted = articles or sorted({note.article for note in notes})
    found = [(id_, _article(library, id_, notes), [one for one in notes if one.article == id_]) for id_ in wanted]
    if as_json:
        print(json_line([line for id_, article, own in found for line in _for_programs(id_, article, own)]))
    elif markdown is not None:
        write_atomically(Path(markdown), ("\n".join(_markdown(person.name, found)) + "\n").encode())
        print(f"Written: {markdown}")
    else:
        page.say(*_lines(found))
    return 0


Found = list[tuple[str, Article | None, list[Note]]]


def _article(library: Library, id_: str, notes: Iterable[Note]) -> Article | None:
    """An article; None for one that is gone but has notes, which are not lost with it. Raises InputError."""
    try:
        return library.article(id_)
    except QuizError:
        if any(note.article == id_ for note in notes):
            return None
        raise


def _placed(article: Article | None, notes: list[Note]) -> list[tuple[Note, str]]:
    """The notes in the order of the text, each with where it stands, "" for one whose words are gone."""
    if article is None:
        return [(note, "") for note in sorted(notes, key=lambda note: note.made)]
    placed = []
    for note, place in in_order(notes, article):
        number = article.paragraph_at(place.start).number if place else None
        placed.append((note, "" if place is None else f"paragraph {number}" if number else "a heading"))
    return placed


def _lines(found: Found) -> Iterator[str]:
    if not found:
        yield "No notes yet; m marks a place while you read."
    for at, (id_, article, notes) in enumerate(found):
        if at:
            yield ""
        yield article.title if article else f"{id_} (this article is gone)"
        for note, where in _placed(article, notes):
            yield f'- {where or "no longer in the text"}: "{one_line(note.quote)}"'
            if note.text:
                yield f"  {one_line(note.text)}"


def _for_programs(id_: str, article: Article | None, notes: list[Note]) -> Iterator[dict[str, object]]:
    for note, where in _placed(article, notes):
        yield {
            "article": id_,
            "where": where,
            "quote": note.quote,
            "occurrence": note.occurrence,
            "text": note.text,
            "made": note.made,
        }


def _markdown(learner: str, found: Found) -> Iterator[str]:
    yield f"# Notes of {_escaped(learner)}"
    for id_, article, notes in found:
        yield from ("", f"## {_escaped(article.title if article else id_)}")
        if article is None:
            yield from ("", "This article is gone.")
        elif article.about:
            yield from ("", _escaped(article.about))
        for note, where in _placed(article, notes):
            yield from ("", f"> {_escaped(note.quote)}", ">", f"> ({where or 'no longer in the text'})")
            if note.text:
                yield from ("", _escaped(note.text))


def _escaped(text: str) -> str:
    """Anybody's text as Markdown that shows it as it is."""
    text = one_line(sanitise(text))
    escaped = "".join(f"\\{char}" if char in "\\`*_[]<>#|~&" else char for char in text)
    return f"\\{escaped}" if escaped[:1] in ("-", "+") else escaped
