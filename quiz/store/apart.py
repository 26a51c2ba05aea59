"""What is kept of a learner outside of any attempt at a set: each time an attempt of its own, which asks nothing.

Events are the only truth, and a second kind of log would need its own export, merge, deletion and damage checks.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future

from quiz.articles.article import Article
from quiz.attempts.events import NOTES, Body, Event, Finished, Joined, Noted, Read, Started, Unnoted
from quiz.attempts.notebook import MOST_TEXT, Note, anchored
from quiz.store.store import Store
from quiz.store.study import new_id


def keep_apart(
    store: Store,
    learner: str,
    title: str,
    bodies: Sequence[Body],
    now: int,
    *,
    articles: Sequence[str] = (),
    questions: Mapping[str, float] | None = None,
) -> "Future[None]":
    """Add an attempt that begins, says all this and ends. now: UTC, milliseconds since 1970."""
    started = Started(learner, NOTES, title, tuple(articles), dict(questions or {}), 0, "review", part=True)
    attempt = new_id()
    every: tuple[Body, ...] = (started, *bodies, Finished("learner"))
    return store.append([Event(new_id(), attempt, seq, now, 0, body) for seq, body in enumerate(every)])


def note(store: Store, learner: str, article: Article, start: int, end: int, text: str, now: int) -> "Future[None]":
    """Highlight a stretch of whole words (offsets into the article's text), with the learner's words on it or ""."""
    quote, occurrence = anchored(article, start, end)
    body = Noted(new_id(), article.id, quote, occurrence, cleaned(text))
    return keep_apart(store, learner, "Noted", [body], now, articles=[article.id])


def change_note(store: Store, known: Note, text: str, now: int) -> "Future[None]":
    """Other words on a note."""
    body = Noted(known.id, known.article, known.quote, known.occurrence, cleaned(text))
    return keep_apart(store, known.learner, "Noted", [body], now, articles=[known.article])


def remove_note(store: Store, known: Note, now: int) -> "Future[None]":
    """Take a note and its highlight away."""
    body = Unnoted(known.id, known.article)
    return keep_apart(store, known.learner, "Note removed", [body], now, articles=[known.article])


def read(store: Store, learner: str, articles: Sequence[Read], now: int) -> "Future[None]":
    """What was read by itself, and how long."""
    return keep_apart(store, learner, "Read", articles, now, articles=[one.article for one in articles])


def join(store: Store, learner: str, into: str, now: int) -> "Future[None]":
    """Two profiles (ids) are one person's from now on, and always were; the first is shown no more."""
    return keep_apart(store, into, "Joined", [Joined(learner, into)], now)


def cleaned(text: str) -> str:
    """A note's text as it may be kept: Unicode, without blanks around it, and of bearable length."""
    return text.encode("utf-8", "replace").decode().strip()[:MOST_TEXT]
