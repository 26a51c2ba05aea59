"""What comparing one typed answer with one key gives."""

from typing import Literal

import msgspec

Outcome = Literal["right", "near", "wrong"]


class Match(msgspec.Struct, frozen=True):
    """How a typed answer compares with a key.

    outcome: ``near`` means something essential is missing or unsure, and the learner may try again.
    reason: a stable code such as ``exact``, ``spelling``, ``day_missing`` or ``wrong_unit``.
    note: one plain sentence for the learner; empty where there is nothing to say. It never quotes the key,
        because a learner who may try again reads it.
    """

    outcome: Outcome
    reason: str
    note: str = ""

    @property
    def right(self) -> bool:
        return self.outcome == "right"
