"""Profiles that turned out to be one person's: whose an attempt is, after all that was said about it.

A join is an event like any other, so it travels with exports and merges. Whoever merges the same joins, in whatever
order, comes to the same owner.
"""

from collections.abc import Iterable

import msgspec

from quiz.attempts.events import Event, Joined


class Join(msgspec.Struct, frozen=True, order=True):
    """at: UTC, milliseconds since 1970; event settles ties."""

    at: int
    event: str
    learner: str
    into: str


def join_of(event: Event) -> Join | None:
    """The join that an event says, None for any other event."""
    body = event.body
    return Join(event.at, event.id, body.learner, body.into) if isinstance(body, Joined) else None


def owners(joins: Iterable[Join]) -> dict[str, str]:
    """Who owns what these learners (ids) did; whoever owns only their own is left out.

    Joined learners are one group, whichever was joined into which; it belongs to the one that the latest join names.
    """
    group: dict[str, set[str]] = {}
    owner: dict[str, str] = {}
    for join in sorted(joins):
        together = group.get(join.learner, {join.learner}) | group.get(join.into, {join.into})
        for learner in together:
            group[learner], owner[learner] = together, join.into
    return {learner: into for learner, into in owner.items() if learner != into}
