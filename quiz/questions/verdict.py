"""The value grading returns."""

from typing import Literal

import msgspec

Outcome = Literal["right", "near", "wrong", "open", "not-answered"]


class Part(msgspec.Struct, frozen=True):
    """One part of a response that earns credit by itself: an option, a gap, a row, a place.

    given and key are texts for the learner; note says why, in one sentence, where there is something to say.
    """

    label: str
    outcome: Outcome
    given: str = ""
    key: str = ""
    note: str = ""


class Verdict(msgspec.Struct, frozen=True):
    """How a response was graded.

    outcome: ``right`` only for full credit; ``near`` tells the learner what is missing; ``open`` waits for a person.
    credit: 0..1 of the question's points.
    reason: a stable code, such as ``exact``, ``spelling``, ``month_missing``, ``partly``.
    note: one plain sentence for the learner that does not give the key away; may be empty.
    arithmetic: how the credit came about, in one line, with what one more right part would give.
    """

    outcome: Outcome
    credit: float
    reason: str
    note: str = ""
    parts: tuple[Part, ...] = ()
    arithmetic: str = ""

    @property
    def right(self) -> bool:
        return self.outcome == "right"


NOT_ANSWERED = Verdict("not-answered", 0.0, "empty", arithmetic="nothing given: 0")
