"""When a sitting is open and how long a learner has. Pure functions of what the store says and the time.

Nothing is closed by a timer: an attempt whose time is over is over, whichever server looks at it, and its end is the
limit, not the moment at which somebody looked.
"""

from collections.abc import Mapping

import msgspec

from quiz.classroom.teacher import Plan
from quiz.classroom.wire import Clock, State
from quiz.store.classes.attempts import AttemptRow
from quiz.store.classes.sittings import SittingRow

GRACE = 15_000
"""Milliseconds after a deadline in which what was on its way still counts."""

LEASE = 30_000
"""Milliseconds for which the terminal that was heard last may write, and no other."""

RENEWED_AFTER = 5_000
"""Milliseconds of a lease gone before a sign of life alone makes it longer."""

MINUTE = 60_000


class Hours(msgspec.Struct, frozen=True):
    """A sitting's times. extras: milliseconds beyond them by learner, "" for everybody; of those who are looked at."""

    row: SittingRow
    plan: Plan
    extras: Mapping[str, int]

    def given(self, learner: str = "") -> int:
        """What everybody has been given, and this learner besides."""
        return self.extras.get("", 0) + (self.extras.get(learner, 0) if learner else 0)

    def state(self, now: int, learner: str = "") -> State:
        """How the sitting stands for a learner who has not begun."""
        plan, row = self.plan, self.row
        if row.closed is not None:
            return "closed"
        if plan.opens is not None and now < plan.opens:
            return "waiting"
        if plan.closes is not None and now >= plan.closes + self.given(learner) + row.paused_until(now):
            return "closed"
        return "paused" if row.paused is not None else "open"

    def deadline(self, attempt: AttemptRow, now: int) -> int | None:
        """When this learner's time is over, as things stand now; None for no limit. A pause moves it on."""
        plan, row = self.plan, self.row
        extra = self.given(attempt.learner)
        ends = []
        if plan.minutes is not None:
            pauses = row.paused_until(now) - attempt.paused_before
            ends.append(attempt.began + round(plan.minutes * MINUTE) + extra + pauses)
        if plan.closes is not None:
            ends.append(plan.closes + extra + row.paused_until(now))
        if row.closed is not None:
            ends.append(row.closed)
        return min(ends) if ends else None

    def finished(self, attempt: AttemptRow, now: int) -> int | None:
        """When the attempt ended: handed in, or at its limit; None while it goes on. Never before the grace is over."""
        return attempt.finished if attempt.finished is not None else _past_grace(self.deadline(attempt, now), now)

    def stands_still(self, now: int) -> bool:
        """Whether the sitting has been paused for longer than anything is on its way."""
        return self.row.paused is not None and now > self.row.paused + GRACE

    def clock(self, attempt: AttemptRow, now: int) -> Clock:
        """What a learner is told of the time."""
        deadline = self.deadline(attempt, now)
        if attempt.finished is not None:
            end, pauses = attempt.finished, self.row.paused_until(attempt.finished)
        else:  # the deadline has moved on with the pauses until now
            end, pauses = now if deadline is None else min(now, deadline), self.row.paused_until(now)
        elapsed = end - attempt.began - (pauses - attempt.paused_before)
        over = attempt.finished is not None or (deadline is not None and now >= deadline)
        state: State = "closed" if over else "paused" if self.row.paused is not None else "open"
        return Clock(
            now=now,
            state=state,
            elapsed=max(0, elapsed),
            left=None if deadline is None else max(0, deadline - now),
            receipt=attempt.receipt if attempt.finished is not None or _past_grace(deadline, now) is not None else "",
        )


def _past_grace(deadline: int | None, now: int) -> int | None:
    return deadline if deadline is not None and now > deadline + GRACE else None
