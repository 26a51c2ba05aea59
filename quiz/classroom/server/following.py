"""Follow mode: everyone at the teacher's question. No points for speed."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from quiz.articles.article import Article
from quiz.attempts.attempt import Attempt
from quiz.classroom.server import views as seen
from quiz.classroom.server.marking import given, in_full, marked
from quiz.classroom.server.service import Sat, Scratch, Service
from quiz.classroom.teacher import FollowState
from quiz.classroom.wire import Count, Following
from quiz.questions.line import spoken
from quiz.questions.response import is_empty
from quiz.questions.view import View
from quiz.store.classes import attempts
from quiz.store.classes.attempts import AttemptRow
from quiz.store.classes.db import Db
from quiz.store.classes.sittings import StepRow
from quiz.text.sanitise import one_line

MOST_COUNTS = 12
LONGEST = 80
MOST_AGE = 500
"""Milliseconds for which a count of answers serves everyone who asks."""


def reached(steps: Sequence[StepRow]) -> int:
    """The furthest question so far, 0 before the first."""
    return max((step.question for step in steps), default=0)


def revealed(steps: Iterable[StepRow]) -> frozenset[int]:
    """The numbers (from 1) of the questions whose key the class has been shown."""
    return frozenset(step.question for step in steps if step.phase == "revealed")


def articles(sat: Sat, shown: tuple[View, ...]) -> tuple[Article, ...]:
    """Those of the questions reached so far, in the set's order."""
    named = {view.article for view in shown}
    return tuple(article for article in seen.articles(sat, shown, whole=False) if article.id in named)


def for_learner(
    service: Service, db: Db, row: AttemptRow, sat: Sat, attempt: Attempt, steps: Sequence[StepRow], now: int
) -> Callable[[], Following] | None:
    """What one learner sees of the teacher's question; None before the first."""
    if not steps or not steps[-1].question:
        return None
    step = steps[-1]
    counted = _counted(service, db, sat, step.question, now)

    def tell() -> Following:
        name = f"q{step.question}"
        view = Scratch(row, sat, attempt, now).desk.view(name)
        told = step.question in revealed(steps)
        item = marked(attempt, row.order, sat.exam).items[name] if told else None
        shown = tuple(one for one in seen.articles(sat, (view,), whole=False) if one.id == view.article)
        return Following(
            question=name,
            view=view,
            articles=shown,
            answered=sum(counted[0].values()),
            learners=counted[1],
            counts=_counts(counted[0]) if step.phase != "asking" else (),
            revealed=None if item is None else in_full(item, sat.exam.in_order(row.order)),
        )

    return tell


def for_teacher(service: Service, db: Db, sat: Sat, steps: Sequence[StepRow], now: int) -> FollowState:
    """The teacher's question with its key, and what was answered so far."""
    if not steps or not steps[-1].question:
        return FollowState(0, "asking")
    step = steps[-1]
    counts, learners = _counted(service, db, sat, step.question, now)
    asked = sat.exam.asked.by_id[sat.exam.draw("")[step.question - 1]]
    return FollowState(
        here=step.question,
        phase=step.phase,
        view=asked.view(sat.exam.asked.sources, random.Random(0)),
        key=asked.key(sat.exam.asked.sources),
        answered=sum(counts.values()),
        learners=learners,
        counts=_counts(counts),
    )


def _counted(service: Service, db: Db, sat: Sat, question: int, now: int) -> tuple[Counter[str], int]:
    """How often each answer was given to a question, and how many learners are in; at most half a second old."""
    known = service.counted.get(sat.row.id)
    if known is not None and known[0] == question and 0 <= now - known[1] < MOST_AGE:
        return known[2], known[3]
    found: Counter[str] = Counter()
    rows = attempts.of_sitting(db, service.class_id, sat.row.id)
    for row in rows:
        item = service.fold(db, row, sat).items.get(f"q{question}")
        response = None if item is None else given(item)
        if response is not None and not is_empty(response):
            found[one_line(spoken(response))[:LONGEST]] += 1
    service.counted[sat.row.id] = (question, now, found, len(rows))
    return found, len(rows)


def _counts(found: Counter[str]) -> tuple[Count, ...]:
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Count(text, learners) for text, learners in ordered[:MOST_COUNTS])
