"""``quiz list`` and ``quiz show``: what there is, and one article or set."""

import sys
import textwrap
from typing import Any

import msgspec

from quiz.articles.article import Article
from quiz.articles.library import Library
from quiz.errors import InputError
from quiz.questions.check import examine
from quiz.questions.scoring import of_points


def print_library(library: Library, *, as_json: bool) -> int:
    """Every set and article; a broken set is listed with its first problem. Exit code 0."""
    sets = [_set_row(library, set_id) for set_id in library.set_paths()]
    articles = [_article_row(library, article_id) for article_id in library.article_paths()]
    if as_json:
        sys.stdout.write(msgspec.json.encode({"sets": sets, "articles": articles}).decode() + "\n")
        return 0
    print("Question sets")
    for row in sets:
        print(f"  {row['id']}: {row['title']} ({row['questions']} questions)")
        if row["problems"]:
            print(f"    cannot be played: {row['problems'][0]}")
    print("Articles")
    for row in articles:
        when = f" ({row['published']})" if row["published"] else ""
        print(f"  {row['id']}: {row['title']}{when}")
        if row.get("problem"):
            print(f"    cannot be read: {row['problem']}")
    return 0


def print_one(library: Library, name: str, *, as_json: bool) -> int:
    """An article's text with its paragraph numbers, or a set's questions without their keys."""
    if library.article_path(name) is not None:
        article = library.article(name)
        if as_json:
            sys.stdout.write(msgspec.json.encode(article).decode() + "\n")
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
        sys.stdout.write(msgspec.json.encode(about).decode() + "\n")
        return 0
    print(found.title)
    print(f"About: {', '.join(found.head.articles)}")
    for number, one in enumerate(found.questions, 1):
        print(f"{number}. {one.prompt} ({one.kind}, {of_points(one.points)})")
    return 0


def print_article(article: Article, width: int = 80) -> None:
    """An article as static text, every paragraph with its number."""
    print(article.title)
    if article.about:
        print(article.about)
    for paragraph in article.paragraphs:
        text = article.text[paragraph.start : paragraph.end]
        print()
        if paragraph.number is None:
            print(text)
        else:
            print(textwrap.fill(text, width, initial_indent=f"{paragraph.number}  ", subsequent_indent="   "))


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
