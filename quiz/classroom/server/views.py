"""What a learner is sent to answer questions: views and articles, which know no key."""

import msgspec

from quiz.articles.article import Article
from quiz.attempts.attempt import Attempt
from quiz.attempts.events import Started
from quiz.classroom.server.service import Sat, Scratch
from quiz.questions.view import InsertView, MarkView, View
from quiz.store.classes.attempts import AttemptRow


def started(attempt: Attempt, sat: Sat) -> Started:
    """How the attempt began, without what would tell the order of the options."""
    return msgspec.structs.replace(attempt.started, seed=0, digest="", minutes=sat.plan.minutes)


def views(row: AttemptRow, sat: Sat, attempt: Attempt, now: int, reached: int | None = None) -> tuple[View, ...]:
    """The questions as this attempt shows them. reached: only the first so many, for follow mode."""
    desk = Scratch(row, sat, attempt, now).desk
    return tuple(desk.view(question) for question in list(attempt.items)[:reached])


def articles(sat: Sat, shown: tuple[View, ...], *, whole: bool) -> tuple[Article, ...]:
    """The set's articles. With a closed book they have no text, unless a question points into them, until ``whole``."""
    known = sat.exam.asked.sources.articles
    if whole or not sat.plan.closed_book:
        return tuple(known.values())
    pointed = any(isinstance(view, MarkView | InsertView) or view.at or view.cite for view in shown)
    return tuple(known.values()) if pointed else tuple(_closed(article) for article in known.values())


def _closed(article: Article) -> Article:
    return Article(article.id, article.title, "", (), (), article.language, article.published)
