"""Where an attempt stands, worked out one event at a time: what the library and the history show of it."""

import msgspec

from quiz.attempts.events import Answered, Assessed, Event, Finished, Regraded, Started, Undone


class Standing(msgspec.Struct, frozen=True):
    """A summary of one attempt that can be kept up to date without the question set.

    total and earned are in points; credits holds the points earned for each answered question.
    closed is True for a closed book. at is the time of the last event, began of the first: UTC, milliseconds since
    1970. elapsed is in milliseconds.
    """

    attempt: str
    learner: str
    set: str
    title: str
    mode: str
    began: int
    at: int
    elapsed: int
    seq: int
    questions: int
    total: float
    credits: dict[str, float]
    finished: bool = False
    part: bool = False
    closed: bool = False

    @property
    def answered(self) -> int:
        return len(self.credits)

    @property
    def earned(self) -> float:
        return sum(self.credits.values())


def stand(standing: Standing | None, event: Event) -> Standing:
    """The standing after one more event; None stands for an attempt that has not begun.

    Raises ValueError where the first event is not Started.
    """
    body = event.body
    if standing is None:
        if not isinstance(body, Started):
            raise ValueError(f"an attempt begins with 'started', not with {type(body).__name__.lower()!r}")
        return Standing(
            attempt=event.attempt,
            learner=body.learner,
            set=body.set,
            title=body.title,
            mode=body.mode,
            began=event.at,
            at=event.at,
            elapsed=event.elapsed,
            seq=event.seq,
            questions=len(body.questions),
            total=sum(body.questions.values()),
            credits={},
            part=body.part,
            closed=body.book == "closed",
        )
    credits, finished = standing.credits, standing.finished
    match body:
        case Answered(counts=True) | Assessed():
            credits = {**credits, body.question: body.earned}
        case Regraded():
            credits = {name: earned for name, earned in credits.items() if name != body.question}
            if body.void or body.response is not None:
                credits[body.question] = body.earned
        case Undone(stands=False):
            credits = {question: earned for question, earned in credits.items() if question != body.question}
        case Finished():
            finished = True
        case _:
            pass
    return msgspec.structs.replace(
        standing, at=event.at, elapsed=event.elapsed, seq=event.seq, credits=credits, finished=finished
    )
