"""``quiz list`` and ``quiz show``: what there is, and one article or set."""

import re
import textwrap
from typing import Any

from quiz.articles.article import Article
from quiz.articles.library import Library
from quiz.errors import InputError
from quiz.plain.wording import count
from quiz.questions.check import examine
from quiz.questions.scoring import of_points
from quiz.text.json_text import json_line
from quiz.text.sanitise import one_line

_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


def print_ids(library: Library) -> int:
    """The ids of all sets, one a line; no file is opened. Exit code 0.

    Shells expand what a completion offers them, so a name of other letters than an id's is left out.
    """
    for set_id in library.set_paths():
        if _PLAIN.fullmatch(set_id):
            print(set_id)
    return 0


def print_library(library: Library, *, as_json: bool) -> int:
    """Every set and article; a broken set is listed with its first problem. Exit code 0."""
    sets = [_set_row(library, set_id) for set_id in library.set_paths()]
    articles = [_article_row(library, article_id) for article_id in library.article_paths()]
    if as_json:
        print(json_line({"sets": sets, "articles": articles}))
        return 0
    print("Question sets")
    for row in sets:
        _say(f"{row['id']}: {row['title']} ({count(row['questions'], 'question')})", 2)
        if row["problems"]:
            _say(f"cannot be played: {row['problems'][0]}", 4)
    print("Articles")
    for row in articles:
        when = f" ({row['published']})" if row["published"] else ""
        _say(f"{row['id']}: {row['title']}{when}", 2)
        if row.get("problem"):
            _say(f"cannot be read: {row['problem']}", 4)
    return 0


def print_one(library: Library, name: str, *, as_json: bool) -> int:
    """An article's text with its paragraph numbers, or a set's questions without their keys."""
    if library.article_path(name) is not None:
        article = library.article(name)
        if as_json:
            print(json_line(article))
        else:
            print_article(article)
        return 0
    path = library.set_path(name)
    found, problems = examine(path, library)
    if found is None:
        raise InputError(str(problems[0]))
    rows = [
        {
            "id": one.id,
            "kind": one.kind,
            "prompt": one.prompt,
            "topic": one.topic,
            "skill": one.skill,
            "points": one.points,
        }
        for one in found.questions
    ]
    if as_json:
        about = {"id": found.id, "title": found.title, "articles": list(found.head.articles), "questions": rows}
        print(json_line(about))
        return 0
    _say(found.title)
    _say(f"About: {', '.join(found.head.articles)}")
    for number, one in enumerate(found.questions, 1):
        _say(f"{number}. {one.prompt} ({one.kind}, {of_points(one.points)})")
    return 0


def print_article(article: Article, width: int = 80) -> None:
    """An article as static text, every paragraph with its number."""
    _say(article.title)
    if article.about:
        _say(article.about)
    for paragraph in article.paragraphs:
        text = article.text[paragraph.start : paragraph.end]
        print()
        if paragraph.number is None:
            print(text)
        else:
            print(textwrap.fill(text, width, initial_indent=f"{paragraph.number}  ", subsequent_indent="   "))


def _say(text: str, indent: int = 0) -> None:
    print(" " * indent + one_line(text))


def _set_row(library: Library, set_id: str) -> dict[str, Any]:
    found, problems = examine(library.set_paths()[set_id], library)
    errors = [str(one) for one in sorted(problems) if one.severity == "error"]
    return {
        "id": set_id,
        "title": found.title if found else set_id,
        "articles": list(found.head.articles) if found else [],
        "questions": len(found.questions) if found else 0,
        "problems": errors,
    }


def _article_row(library: Library, article_id: str) -> dict[str, Any]:
    try:
        article = library.article(article_id)
    except InputError as error:
        return {"id": article_id, "title": article_id, "published": None, "problem": str(error)}
    return {"id": article.id, "title": article.title, "published": article.published}
