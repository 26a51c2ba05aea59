"""Sittings that go by folder: what a pack and a hand-in hold, and a teacher's calls about them (as in ``teacher``)."""

import hashlib
from collections.abc import Callable
from typing import Literal

import msgspec

from quiz.articles.article import Article
from quiz.attempts.events import Started
from quiz.classroom.wire import Message, Sent, Whole
from quiz.questions.view import GapsView, OptionsView, OrderView, PairsView, View


class Contents(Message, frozen=True):
    """What a pack holds. class_id, sitting: ids. name: of the sitting. key: X25519, 64 hex digits.

    views: of all questions, q1, q2, ... as in the set, options in an order that says nothing. pool, shuffle, minutes,
    opens, closes: as in ``teacher.Plan``.
    """

    class_id: str
    classroom: str
    sitting: str
    name: str
    key: str
    started: Started
    views: tuple[View, ...]
    articles: tuple[Article, ...]
    pool: int = 0
    shuffle: bool = False
    minutes: float | None = None
    opens: int | None = None
    closes: int | None = None


class HandIn(Message, frozen=True):
    """One attempt. version: of the pack. order: which of the pack's questions the attempt calls q1, q2, ..., from 1.

    began, and the times of events: by the learner's clock, in UTC milliseconds. events: all, in their order.
    """

    class_id: str
    sitting: str
    version: str
    attempt: str
    name: str
    pin: str
    order: tuple[Whole, ...]
    began: Whole
    terminal: str
    events: tuple[Sent, ...]


def version_of(payload: bytes) -> str:
    """Names a pack's content."""
    return hashlib.sha256(payload).hexdigest()[:32]


def reordered(view: View, order: Callable[[tuple[str, ...]], tuple[str, ...]]) -> View:
    """The view with everything in another order whose order the author did not mean. order: of texts."""
    match view:
        case OptionsView(kind="choice" | "choices", options=options):
            return msgspec.structs.replace(view, options=order(options))
        case OrderView(items=items):
            return msgspec.structs.replace(view, items=order(items))
        case GapsView(gaps=gaps, bank=bank):
            gaps = tuple(msgspec.structs.replace(gap, choices=order(gap.choices)) for gap in gaps)
            return msgspec.structs.replace(view, gaps=gaps, bank=order(bank))
        case PairsView(grid=True, lefts=lefts):
            return msgspec.structs.replace(view, lefts=order(lefts))
        case PairsView(rights=rights):
            return msgspec.structs.replace(view, rights=order(rights))
        case _:
            return view


# A teacher's calls


class Packed(Message, frozen=True):
    """GET /v1/teacher/pack?sitting=ID&key=HEX: a sitting's ``Contents`` as JSON; it is noted that it was made.

    key: what its hand-ins are to be sealed to. earlier: whether a pack of this class was sealed to another key.
    """

    payload: str
    earlier: bool = False


class Claim(Message, frozen=True):
    """attempt: whose hand-in it is in; "" for none."""

    name: str
    pin: str
    attempt: str = ""


class Claims(Message, frozen=True):
    """POST /v1/teacher/check-pins: do names and PINs go together? Answers with ``Claimants``, in the same order.

    An attempt that is in under the same name needs no PIN: only its own key signs its hand-ins.
    """

    claims: tuple[Claim, ...]


class Claimant(Message, frozen=True):
    """learner: the id, "" for a name that is not on the roster."""

    word: Literal["right", "wrong", "unknown", "no-pin"]
    learner: str = ""


class Claimants(Message, frozen=True):
    found: tuple[Claimant, ...]


class Collected(Message, frozen=True):
    """A hand-in whose learner is known; its PIN has been taken out."""

    learner: str
    hand_in: HandIn


class HandIns(Message, frozen=True):
    """POST /v1/teacher/hand-ins: each becomes the learner's attempt at its sitting. Answers with ``Outcomes``."""

    hand_ins: tuple[Collected, ...]


class Outcome(Message, frozen=True):
    """new: taken now. more: what it adds to the attempt was taken. known: all of it was there.

    refused: none of it was taken; why says so. over: milliseconds worked beyond the sitting's time, by the learner's
    clock. left_out: events that no attempt can hold.
    """

    word: Literal["new", "more", "known", "refused"]
    why: str = ""
    over: int = 0
    left_out: int = 0


class Outcomes(Message, frozen=True):
    found: tuple[Outcome, ...]
