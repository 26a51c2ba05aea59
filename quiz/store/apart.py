"""What is kept of a learner outside of any attempt at a set: each time an attempt of its own, which asks nothing.

Events are the only truth, and a second kind of log would need its own export, merge, deletion and damage checks.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future

from quiz.attempts.events import NOTES, Body, Event, Finished, Joined, Started
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


def join(store: Store, learner: str, into: str, now: int) -> "Future[None]":
    """Two profiles (ids) are one person's from now on, and always were; the first is shown no more."""
    return keep_apart(store, into, "Joined", [Joined(learner, into)], now)
