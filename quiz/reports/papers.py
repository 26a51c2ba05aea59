"""What a class has handed in: each learner's attempt at one sitting, and the table of points made of all of them."""

from collections.abc import Iterable, Sequence

import msgspec

from quiz.attempts.attempt import Attempt, Item, advance
from quiz.attempts.events import Event
from quiz.questions.response import Filled, Marked, Ordered, Paired, Picked, Placed, Response, Typed

MOST_PAUSE = 10 * 60_000
"""Milliseconds between two events beyond which a learner was away rather than thinking."""


class Paper(msgspec.Struct, frozen=True):
    """One learner's attempt, graded. learner: an id that says nothing; name: as on the roster.

    spent: milliseconds with each question while it was on the screen, pauses of more than ten minutes left out.
    """

    learner: str
    name: str
    attempt: Attempt
    spent: dict[str, int]

    @property
    def earned(self) -> float:
        return self.attempt.earned

    @property
    def points(self) -> float:
        """What could be earned so far: an open answer that nobody has assessed counts for nothing and of nothing."""
        return sum(item.points for item in self.attempt.items.values() if is_judged(item))

    @property
    def share(self) -> float:
        """What was earned of what could be, 0..1; 0 where nothing could."""
        return self.earned / self.points if self.points else 0.0


def paper_of(learner: str, name: str, events: Iterable[Event]) -> Paper:
    """The paper after all events of one attempt, in their order. Raises NotAllowed where they are none."""
    attempt: Attempt | None = None
    spent: dict[str, int] = {}
    for event in events:
        if attempt is not None:
            pause = max(0, event.elapsed - attempt.elapsed)
            if pause <= MOST_PAUSE and not attempt.finished:
                spent[attempt.here] = spent.get(attempt.here, 0) + pause
        attempt = advance(attempt, event)
    if attempt is None:
        from quiz.errors import NotAllowed

        raise NotAllowed(f"{name}: an attempt without events; leave it out")
    return Paper(learner, name, attempt, spent)


def points_of(item: Item) -> float:
    """What a question adds to the total, as an item of the test: its points, none where it was not answered."""
    return item.earned if item.answered or item.void else 0.0


def is_judged(item: Item) -> bool:
    """False for an open answer that nobody has assessed: it is left out of every figure."""
    return not item.unjudged


def counts(item: Item) -> bool:
    """False for what says nothing of its learner: an open answer not assessed yet, a question that was taken out."""
    return is_judged(item) and not item.void


def table_of(papers: Sequence[Paper], questions: Sequence[str]) -> list[list[float]] | None:
    """A row of points for each paper, a column for each question; None where not all were asked all."""
    rows = []
    for paper in papers:
        items = [paper.attempt.items.get(question) for question in questions]
        if None in items:
            return None
        rows.append([points_of(item) for item in items if item is not None])
    return rows


def said(response: Response | None) -> str:
    """A response as one line of text, for people; "" for none."""
    match response:
        case None:
            return ""
        case Typed(text):
            return " ".join(text.split())
        case Picked(options):
            return "; ".join(options)
        case Ordered(items):
            return " > ".join(items)
        case Marked(places):
            return "; ".join(f'"{place.text}"' for place in places)
        case Filled(gaps):
            return "; ".join(gap or "-" for gap in gaps)
        case Paired(pairs):
            return "; ".join(f"{left}: {right}" for left, right in pairs.items())
        case Placed(_, after):
            return f"after sentence {after}"
