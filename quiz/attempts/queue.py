"""Which due questions to ask today, and in which order. Pure functions of cards, a day and a limit."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

import msgspec

from quiz.attempts.memory import DAY, Card

DAILY = 50
"""Questions a day, unless the learner asks for more or fewer."""

T = TypeVar("T")


class Today(msgspec.Struct, frozen=True):
    """A learner's day: UTC, milliseconds since 1970, from start up to end."""

    start: int
    end: int


def is_due(card: Card, today: Today) -> bool:
    """True where a card is to be asked today: due before the day's end, not held, and not buried today."""
    return not card.held and card.due < today.end and card.buried < today.start


def due_cards(cards: Iterable[Card], today: Today) -> list[Card]:
    """The cards due today, the one that has waited longest first."""
    return sorted((card for card in cards if is_due(card, today)), key=lambda card: (card.due, card.set, card.question))


def in_turn(cards: Iterable[Card], today: Today) -> list[Card]:
    """The order in which due cards are taken until the day's limit: by the day they fell due, their sets in turn."""
    days: dict[int, list[Card]] = {}
    for card in sorted(cards, key=lambda card: (card.due, card.set, card.question)):
        days.setdefault((card.due - today.end) // DAY, []).append(card)
    return [card for day in sorted(days) for card in interleaved(days[day], lambda card: card.set)]


def interleaved(things: Sequence[T], group: Callable[[T], Hashable]) -> list[T]:
    """The same things in the same order inside each group, the groups in turn, the one with most left first.

    Two of a group are neighbours only where that group has more than all the others together.
    """
    groups: dict[Hashable, list[T]] = {}
    for thing in reversed(things):
        groups.setdefault(group(thing), []).append(thing)
    order = list(dict.fromkeys(map(group, things)))
    taken: list[T] = []
    last: Hashable = None
    while len(taken) < len(things):
        left = [key for key in order if groups[key]]
        last = max([key for key in left if key != last] or left, key=lambda key: len(groups[key]))
        taken.append(groups[last].pop())
    return taken
