"""What came out of an attempt: the score, by topic, skill and kind, and every miss."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

import msgspec

from quiz.attempts.attempt import Attempt, Item

if TYPE_CHECKING:
    from quiz.questions.question_set import QuestionSet

SURE_WORDS = ("a guess", "fairly sure", "quite sure")
"""What certainty 1, 2 and 3 are called."""
NO_TOPIC, NO_SKILL = "no topic", "no skill"
"""The axes' values for questions that have none."""


class Line(msgspec.Struct, frozen=True):
    """Points earned and possible for one value of an axis, over so many questions."""

    name: str
    earned: float
    points: float
    questions: int


class Results(msgspec.Struct, frozen=True):
    """earned and points over all questions asked but those to assess, which are left out until somebody has; missed and
    to_assess hold question ids in their order.

    elapsed is in milliseconds. proved and cited count the questions whose evidence was found, and was asked for.
    by_certainty holds the answers given with each certainty, where it was asked for: how well certainty was placed.
    void holds the questions that were taken out, whose points everyone has; flagged those the learner put a flag on.
    """

    earned: float
    points: float
    elapsed: int
    right: int
    questions: int
    by_topic: tuple[Line, ...]
    by_skill: tuple[Line, ...]
    missed: tuple[str, ...]
    to_assess: tuple[str, ...]
    proved: int = 0
    cited: int = 0
    by_certainty: tuple[Line, ...] = ()
    void: tuple[str, ...] = ()
    flagged: tuple[str, ...] = ()


class Tagged(Protocol):
    """What the axes are of: a question, or in a class its view."""

    @property
    def topic(self) -> str | None: ...
    @property
    def skill(self) -> str | None: ...


def work_out(attempt: Attempt, asked: "QuestionSet") -> Results:
    """The results of an attempt over its set; questions the set no longer has are left out of the axes."""
    return results_of(attempt, asked.by_id)


def results_of(attempt: Attempt, tagged: Mapping[str, Tagged]) -> Results:
    """The results of an attempt whose questions' topics and skills are known, by their ids."""
    items = list(attempt.items.values())
    waiting = [item for item in items if item.unjudged]
    pairs = [(item, tagged[item.id]) for item in items if item.id in tagged and item not in waiting]
    return Results(
        earned=attempt.earned,
        points=attempt.total - sum(item.points for item in waiting),
        elapsed=attempt.elapsed,
        right=sum(item.full for item in items),
        questions=len(items),
        by_topic=_axis(pairs, lambda question, _: question.topic or NO_TOPIC),
        by_skill=_axis(pairs, lambda question, _: question.skill or NO_SKILL),
        missed=tuple(item.id for item in items if not item.full and item not in waiting),
        to_assess=tuple(item.id for item in waiting),
        proved=sum(item.citation is not None and item.citation.outcome in ("right", "near") for item in items),
        by_certainty=_axis(
            sorted((pair for pair in pairs if pair[0].certainty), key=lambda pair: pair[0].certainty),
            lambda _, item: SURE_WORDS[item.certainty - 1],
        ),
        cited=sum(item.cited is not None for item in items),
        void=tuple(item.id for item in items if item.void),
        flagged=tuple(item.id for item in items if item.flagged),
    )


def telling(axis: tuple[Line, ...]) -> tuple[Line, ...]:
    """An axis as it is worth showing: nothing of it where no question has a value."""
    return axis if any(line.name not in (NO_TOPIC, NO_SKILL) for line in axis) else ()


def _axis(pairs: Iterable[tuple[Item, Tagged]], of: Callable[[Tagged, Item], str]) -> tuple[Line, ...]:
    sums: dict[str, list[float]] = {}
    for item, question in pairs:
        row = sums.setdefault(of(question, item), [0.0, 0.0, 0])
        row[0] += item.earned
        row[1] += item.points
        row[2] += 1
    return tuple(Line(name, row[0], row[1], int(row[2])) for name, row in sums.items())
