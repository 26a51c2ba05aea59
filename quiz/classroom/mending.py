"""What a teacher says about keys after a sitting (a mended set, claims decided, questions taken out), and what changes.

Calls of the control socket, as in ``quiz.classroom.teacher``.
"""

from typing import Literal

from quiz.attempts.regrading import ToldAttempt
from quiz.classroom.wire import Message


class Regrade(Message, frozen=True):
    """POST /v1/teacher/regrade; answers with ``Regraded``. pinned: JSON of the mended set and its articles, for
    ``quiz.classroom.server.exam``; "" for the set as the sitting has it. apply: keep what changes."""

    sitting: str
    pinned: str = ""
    apply: bool = False


class Rule(Message, frozen=True):
    """POST /v1/teacher/rule; answers with ``Regraded``: what this decision changes, which is kept.

    answer: a claim's code, or the first digits of it that no other has; "" for a decision about the whole question.
    question: "" where a claim's code says it.
    """

    sitting: str
    decision: Literal["accepted", "refused", "out", "in"]
    question: str = ""
    answer: str = ""


class Regraded(Message, frozen=True):
    """set: its id. changes: an attempt of each learner who is concerned. busy: attempts that are not finished, which
    are graded by what holds when they are."""

    set: str
    changes: tuple[ToldAttempt, ...]
    busy: int
    applied: bool


class Claim(Message, frozen=True):
    """One answer that somebody says was right, for all who gave the same. code: of the answer. key: in words.

    gave, claimed: how many learners. earned: points of the first of them. decision: "" while there is none.
    """

    code: str
    question: str
    prompt: str
    key: str
    answer: str
    outcome: str
    gave: int
    claimed: int
    decision: str = ""


class Claims(Message, frozen=True):
    """GET /v1/teacher/claims?sitting=ID: question by question, the one with most to decide first."""

    claims: tuple[Claim, ...]
