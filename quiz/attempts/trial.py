"""One question in one attempt: what came of it, worked out one event at a time, without the question set.

Memory (``memory``) and the statistics (``quiz.reports``) are made of trials. A trial says which question of which set
it is about even where the attempt gathers questions of several sets.
"""

import msgspec

from quiz.attempts.attempt import is_free_retry
from quiz.attempts.events import (
    Answered,
    Assessed,
    Buried,
    Cited,
    Event,
    Finished,
    Flagged,
    Hinted,
    Looked,
    Moved,
    Regraded,
    Suspended,
    Undone,
)
from quiz.attempts.standing import Standing

GATHERED = "/"
"""How the set id of an attempt begins that gathers questions of several sets; no file's stem can. See ``gathering``."""


class Trial(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """What an attempt knows of one question. Short as text and out of the collector's sight: there may be 60,000.

    name is the question's id in the attempt; set and question say where it lives. credit is 0..1 before any cost of
    hints, tries and certainty; for an open answer it is 0 until somebody assessed it. earned is in points.
    spent: milliseconds with the question until it was decided. answers, tries and hints count; a nearly right answer
    costs no try. outcome and citation are those of the latest verdicts, "" for none. at is when it was answered last,
    decided when that could no longer change (None before); both UTC, milliseconds since 1970.
    notices: when it was suspended, taken back into reviews or buried, in the order of events.
    looks: how often the learner went back to the article before it was decided; None where the book was closed.
    void: the question was taken out, so it says nothing of what its learner knows.
    shown: its key has been seen and the answer taken back, so that what was given since says nothing either.
    """

    attempt: str
    name: str
    learner: str
    set: str
    question: str
    mode: str
    points: float = 0.0
    earned: float = 0.0
    credit: float = 0.0
    outcome: str = ""
    answers: int = 0
    tries: int = 0
    hints: int = 0
    certainty: int = 0
    citation: str = ""
    spent: int = 0
    at: int = 0
    decided: int | None = None
    assessed: bool = False
    flagged: bool = False
    notices: "tuple[Notice, ...]" = ()
    looks: int | None = 0
    void: bool = False
    shown: bool = False

    @property
    def right(self) -> bool:
        """True where the answer was fully right, whatever hints and earlier tries cost."""
        return bool(self.answers) and self.credit >= 1 - 1e-9

    @property
    def judged(self) -> bool:
        """True once it is decided and, for an open answer, assessed; never for a question that was taken out."""
        return self.decided is not None and not self.void and (self.outcome != "open" or self.assessed)


class Notice(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A learner's word on coming reviews: suspend, resume or bury. at: UTC, milliseconds since 1970."""

    at: int
    what: str


def concerns(event: Event) -> str | None:
    """The id of the question an event is about; None for those about the attempt, or that only look at a question."""
    body = event.body
    return None if isinstance(body, Moved) else getattr(body, "question", None)


def follow(before: Standing, trial: Trial | None, event: Event) -> Trial:
    """The trial after an event that concerns its question; before is the attempt's standing before that event.

    None stands for a question nothing has happened to. Total: an event that makes no sense changes only the time.
    """
    name = concerns(event) or ""
    if trial is None:
        owner, question = locate(before.set, name)
        looks = None if before.closed else 0
        trial = Trial(event.attempt, name, before.learner, owner, question, before.mode, looks=looks)
    if trial.shown and isinstance(event.body, Answered | Undone | Cited | Hinted | Looked):
        if isinstance(event.body, Answered) and event.body.counts:  # as stores of before said of a second answer
            return msgspec.structs.replace(trial, earned=event.body.earned)
        return trial
    spent = trial.spent + (max(0, event.elapsed - before.elapsed) if trial.decided is None else 0)
    trial = msgspec.structs.replace(trial, spent=spent)
    match event.body:
        case Answered(counts=False):
            return _went_on(trial, event.at, event.body)
        case Answered(_, _, points, earned, verdict, closed, certainty):
            graded = verdict is not None
            free = verdict is not None and is_free_retry(verdict)
            return msgspec.structs.replace(
                trial,
                points=points,
                earned=earned,
                credit=verdict.credit if verdict is not None else 0.0,
                outcome=verdict.outcome if verdict is not None else "",
                answers=trial.answers + 1,
                tries=trial.tries + (not free),
                certainty=certainty,
                at=event.at,
                decided=event.at if closed and graded else None,
                assessed=False,
            )
        case Undone() if trial.decided is not None and trial.outcome != "open":
            return msgspec.structs.replace(trial, shown=True)
        case Undone(stands=True):
            return trial
        case Undone():
            fresh = Trial(trial.attempt, trial.name, trial.learner, trial.set, trial.question, trial.mode)
            return msgspec.structs.replace(
                fresh,
                answers=0 if trial.outcome == "open" else trial.answers,
                tries=0 if trial.outcome == "open" else trial.tries,
                hints=trial.hints,
                flagged=trial.flagged,
                spent=trial.spent,
                notices=trial.notices,
                looks=trial.looks,
            )
        case Regraded(_, response, points, earned, verdict, answers, spent, hints, closed, void):
            graded = verdict is not None and not (trial.assessed and verdict.outcome == "open")
            decides = closed and trial.decided is None and response is not None
            return msgspec.structs.replace(
                trial,
                points=points,
                earned=earned,
                credit=verdict.credit if verdict is not None and graded else trial.credit,
                outcome=verdict.outcome if verdict is not None else "",
                answers=answers,
                tries=spent,
                hints=hints,
                decided=trial.at if decides else trial.decided,
                void=void,
            )
        case Assessed(_, points, earned, _):
            credit = earned / points if points else 0.0
            return msgspec.structs.replace(trial, earned=earned, credit=min(max(credit, 0.0), 1.0), assessed=True)
        case Cited(_, _, verdict):
            return msgspec.structs.replace(trial, citation=verdict.outcome if verdict is not None else "")
        case Hinted(_, number):
            return msgspec.structs.replace(trial, hints=number)
        case Flagged(_, on):
            return msgspec.structs.replace(trial, flagged=on)
        case Looked() if trial.looks is not None and trial.decided is None:
            return msgspec.structs.replace(trial, looks=trial.looks + 1)
        case Suspended(_, on):
            return _notice(trial, event.at, "suspend" if on else "resume")
        case Buried():
            return _notice(trial, event.at, "bury")
        case _:
            return trial


def _went_on(trial: Trial, at: int, given: Answered) -> Trial:
    """After a further try that earned less than one before it."""
    free = given.verdict is not None and is_free_retry(given.verdict)
    return msgspec.structs.replace(
        trial,
        answers=trial.answers + 1,
        tries=trial.tries + (not free),
        at=at,
        decided=at if given.closed and given.verdict is not None else None,
    )


def ends(event: Event) -> bool:
    """True where an event decides whatever was answered and not decided before: see ``decide``."""
    return isinstance(event.body, Finished)


def decide(trial: Trial, at: int) -> Trial:
    """The trial once its attempt has ended: an answer that could still have changed stands."""
    if trial.decided is None and trial.answers and trial.outcome:
        return msgspec.structs.replace(trial, decided=at)
    return trial


def locate(set_id: str, name: str) -> tuple[str, str]:
    """The set a question lives in and its id there, from the attempt's set id and the question's id in the attempt."""
    if set_id.startswith(GATHERED) and "/" in name:
        owner, _, question = name.rpartition("/")
        return owner, question
    return set_id, name


def _notice(trial: Trial, at: int, what: str) -> Trial:
    return msgspec.structs.replace(trial, notices=(*trial.notices, Notice(at, what)))


def is_gathered(set_id: str) -> bool:
    """Whether a set's questions come from several sets, as a review's do."""
    return set_id.startswith(GATHERED)
