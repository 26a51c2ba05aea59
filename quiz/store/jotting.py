"""A learner's notes on articles, for any front end."""

from collections.abc import Sequence
from concurrent.futures import Future

from quiz.articles.anchor import Span
from quiz.articles.article import Article
from quiz.attempts.desk import Clock
from quiz.attempts.events import Noted, Read, Unnoted
from quiz.attempts.notebook import MOST_TEXT, Note, anchored, in_order
from quiz.store.apart import keep_apart
from quiz.store.store import Store
from quiz.store.study import Study


class Notebook:
    """One learner's notes. Every change is kept at once; the future is done when it is safe."""

    def __init__(self, study: Study) -> None:
        self._store: Store = study.store
        self._learner = study.learner.id
        self._clock: Clock = study.clock

    def on(self, article: Article) -> list[tuple[Note, Span | None]]:
        """The notes on an article as they stand in it, those that are lost last. Raises StoreError."""
        return in_order(self._store.notes(self._learner, article.id).result(), article)

    def add(self, note: str, article: Article, start: int, end: int, text: str) -> "Future[None]":
        """Highlight a stretch of whole words (offsets into the article's text), with words on it or "".

        note: its id; a later call with the same one gives it other words.
        """
        quote, occurrence = anchored(article, start, end)
        return self._keep("Noted", Noted(note, article.id, quote, occurrence, cleaned(text)))

    def change(self, note: Note, text: str) -> "Future[None]":
        """Other words on a note."""
        return self._keep("Noted", Noted(note.id, note.article, note.quote, note.occurrence, cleaned(text)))

    def remove(self, note: Note) -> "Future[None]":
        """Take a note and its highlight away."""
        return self._keep("Note removed", Unnoted(note.id, note.article))

    def has_read(self, readings: Sequence[Read]) -> "Future[None]":
        """Articles were read by themselves."""
        articles = [one.article for one in readings]
        return keep_apart(self._store, self._learner, "Read", readings, self._clock.now(), articles=articles)

    def _keep(self, title: str, body: Noted | Unnoted) -> "Future[None]":
        return keep_apart(self._store, self._learner, title, [body], self._clock.now(), articles=[body.article])


def cleaned(text: str) -> str:
    """A note's text as it may be kept: Unicode, without blanks around it, and of bearable length."""
    return text.encode("utf-8", "replace").decode().strip()[:MOST_TEXT]
