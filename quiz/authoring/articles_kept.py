"""``quiz articles list``, ``show`` and ``remove``: what there is to read, and what of it is the reader's own."""

from collections.abc import Iterable
from pathlib import Path

from quiz.articles.article import Article, is_id
from quiz.articles.library import Library
from quiz.articles.original import load_original, original_path
from quiz.errors import InputError
from quiz.text.json_text import json_line
from quiz.text.sanitise import one_line


def list_articles(library: Library, data: Path, *, as_json: bool) -> int:
    """Every article: id, date, title, whether it is the reader's own, whether they have its original. Exit code 0, or 2
    where one cannot be read."""
    code = 0
    rows = []
    for article_id, path in library.article_paths().items():
        row: dict[str, object] = {"id": article_id, "yours": path.parent == data / "seeds"}
        row["original"] = original_path(data, article_id).is_file()
        try:
            article = library.article(article_id)
        except InputError as error:
            code = error.exit_code
            row["problem"] = str(error)
        else:
            row |= {"title": article.title, "published": article.published, "sentences": len(article.sentences)}
        rows.append(row)
    if as_json:
        print(json_line({"articles": rows}))
        return code
    for row in rows:
        marks = [name for name, is_so in (("yours", row["yours"]), ("original kept", row["original"])) if is_so]
        about = row.get("problem") or f"{row['published'] or 'no date'} {row['title']}"
        print(one_line(f"{row['id']} {about}") + (f" ({', '.join(marks)})" if marks else ""))
    return code


def show_article(library: Library, data: Path, article_id: str, *, original: bool) -> int:
    """Print an article with the numbers by which anchors name its sentences. Returns 0; raises InputError."""
    if not original:
        return _print(library.article(article_id), {})
    kept = load_original(article_id, library, data)
    if kept is None:
        raise InputError(f"you have no original of {article_id[:90]!r}; 'quiz articles add FILE' takes one in")
    numbers = {place: number for number, place in kept.places.items()}
    code = _print(kept.text, numbers)
    if kept.missing:
        print(f"\nNot in your edition: {', '.join(map(str, kept.missing))} of the text as published.")
    return code


def _print(article: Article, published: dict[tuple[int, int], int]) -> int:
    """published: of an original, place -> number as published; a sentence that is not there gets no number."""
    print(one_line(article.title))
    if article.about:
        print(article.about)
    for paragraph in article.paragraphs:
        print()
        if paragraph.number is None:
            print(f"## {article.text[paragraph.start : paragraph.end]}")
            continue
        first = paragraph.first_sentence - 1
        for number, place in enumerate(article.sentences[first : first + paragraph.sentences], first + 1):
            name = published.get(place, "-") if published else number
            print(f"{name:>4}  {article.text[place[0] : place[1]]}")
    return 0


def remove_article(library: Library, data: Path, article_id: str) -> int:
    """Delete the reader's own article, or their copy of an original. Returns 0; raises InputError for any other."""
    if not is_id(article_id):
        raise InputError(f"no article {article_id[:90]!r}; 'quiz articles list' shows what there is")
    own = [path for path in _own(data, article_id) if path.is_file()]
    if not own:
        there = library.article_path(article_id)
        why = f"{there} is not yours to remove here" if there else f"no article {article_id!r}"
        raise InputError(f"{why}; 'quiz articles list' shows which are")
    for path in own:
        try:
            path.unlink()
        except OSError as error:
            raise InputError(f"{path}: cannot be removed; check its permissions") from error
        print(f"removed {one_line(str(path))}")
    return 0


def _own(data: Path, article_id: str) -> Iterable[Path]:
    return (data / "seeds" / f"{article_id}.md", original_path(data, article_id))
