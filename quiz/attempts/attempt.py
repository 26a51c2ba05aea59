"""One learner's way through one set: a fold over its events.

``advance`` is the only thing that changes an attempt; it returns a new one or raises NotAllowed and changes nothing.
It knows no question set: what a response was worth stands in its event, so that an attempt can be replayed for ever.
"""

from collections.abc import Iterable

import msgspec

from quiz.attempts.events import (
    NOTES,
    Answered,
    Assessed,
    Buried,
    Cited,
    Claimed,
    Drafted,
    Event,
    Finished,
    Flagged,
    Hinted,
    Joined,
    Looked,
    Moved,
    Noted,
    Read,
    Regraded,
    Resumed,
    Skipped,
    Started,
    Suspended,
    Undone,
    Unnoted,
)
from quiz.errors import NotAllowed
from quiz.questions.response import Marked, Response
from quiz.questions.verdict import Verdict


class Later(msgspec.Struct, frozen=True):
    """An answer that does not count; verdict as in ``Answered``."""

    response: Response
    verdict: Verdict | None = None


class Item(msgspec.Struct, frozen=True):
    """One question in an attempt.

    draft is what stands in the answer now. response, verdict, earned and certainty are of the answer that counts, with
    the tries spent and the hints shown before it (earlier, helped); later is the answer given last, where that is
    another one. answers counts all that were given, spent those that cost a try (a nearly right one does not), hints
    the hints shown. shown: the key has been seen and the answer taken back, so that what is given now is practice.
    regraded: verdict and earned are those by a mended key. void: the question was taken out, so earned is its points
    whatever the verdict says. comment: what the person who judged an open answer wrote to the learner.
    waits: an open answer that somebody else judges, and has not yet.
    """

    id: str
    points: float
    draft: Response | None = None
    response: Response | None = None
    verdict: Verdict | None = None
    earned: float = 0.0
    answers: int = 0
    spent: int = 0
    closed: bool = False
    hints: int = 0
    flagged: bool = False
    skipped: bool = False
    claimed: bool = False
    assessed: bool = False
    certainty: int = 0
    cited: Marked | None = None
    citation: Verdict | None = None
    regraded: bool = False
    void: bool = False
    comment: str = ""
    waits: bool = False
    earlier: int = 0
    helped: int = 0
    later: Later | None = None
    shown: bool = False

    @property
    def answered(self) -> bool:
        return self.response is not None

    @property
    def full(self) -> bool:
        """True where it earned all it could."""
        return (self.answered or self.void) and self.earned >= self.points - 1e-9

    @property
    def unjudged(self) -> bool:
        """True where an open answer waits for a person and none has judged it: it counts for nothing, of nothing."""
        if self.void:
            return False
        return self.waits or (self.verdict is not None and self.verdict.outcome == "open" and not self.assessed)

    @property
    def given(self) -> Response | None:
        """The answer given last, whether or not it counts."""
        return self.response if self.later is None else self.later.response

    @property
    def latest(self) -> Verdict | None:
        """The verdict on the answer given last."""
        return self.verdict if self.later is None else self.later.verdict


class Attempt(msgspec.Struct, frozen=True):
    """Everything that is known of an attempt after its last event.

    items are in the order they are asked; here is the id of the one being looked at, "" where none
    is asked. trail holds the ids of answered questions, latest last, for undoing. elapsed and at as in Event.
    """

    id: str
    started: Started
    items: dict[str, Item]
    here: str
    seq: int
    at: int
    elapsed: int
    trail: tuple[str, ...] = ()
    finished: Finished | None = None

    @property
    def earned(self) -> float:
        return sum(item.earned for item in self.items.values())

    @property
    def asked(self) -> float:
        """The points of the questions answered so far, and of those taken out."""
        return sum(item.points for item in self.items.values() if item.answered or item.void)

    @property
    def total(self) -> float:
        return sum(item.points for item in self.items.values())


def is_free_retry(verdict: Verdict) -> bool:
    """True for a typed answer that only lacks something: it may be completed without losing a try.

    Answers of several parts that are partly right do not count: trying their parts out would find the key.
    """
    return verdict.outcome == "near" and verdict.reason != "partly"


def replay(events: Iterable[Event]) -> Attempt:
    """The attempt after all these events. Raises NotAllowed where they are none, or not in order."""
    attempt: Attempt | None = None
    for event in events:
        attempt = advance(attempt, event)
    if attempt is None:
        raise NotAllowed("an attempt without events; start a new one")
    return attempt


def advance(attempt: Attempt | None, event: Event) -> Attempt:
    """The attempt after one more event; None stands for one that has not begun.

    Raises NotAllowed for an event out of order, for a question that is not asked, for an answer, a draft or a hint to
    a closed question, for what needs an answer where there is none, and for anything but a claim, a judgement, another
    grading or a word on coming reviews after the end.
    """
    if attempt is None:
        return _begin(event)
    body = event.body
    if event.seq != attempt.seq + 1 or event.attempt != attempt.id:
        raise NotAllowed(f"event {event.seq} does not follow event {attempt.seq}; reload the attempt")
    if attempt.finished and not isinstance(body, Claimed | Assessed | Regraded | Suspended | Buried):
        raise NotAllowed("this attempt is finished; start a new one")
    elapsed = max(attempt.elapsed, event.elapsed)
    if isinstance(body, _OF_THE_WHOLE):
        return _of_the_whole(msgspec.structs.replace(attempt, seq=event.seq, at=event.at, elapsed=elapsed), body)
    item = _item(attempt, body.question)
    trail = attempt.trail
    match body:
        case Drafted():
            _must_be_open(item)
            item = msgspec.structs.replace(item, draft=body.response, skipped=False)
        case Answered():
            item = _given(item, body)
            trail = (*_without(trail, body.question), body.question)
        case Undone():
            _must_be_answered(item)
            item = _reopened(item) if body.stands else _taken_back(item)
            trail = _without(trail, body.question)
        case Cited(_, response, verdict):
            _must_be_answered(item)
            item = msgspec.structs.replace(item, cited=response, citation=verdict)
        case Hinted(_, number):
            _must_be_open(item)
            if number != item.hints + 1:
                raise NotAllowed(f"hint {number} does not follow hint {item.hints}; take them one by one")
            item = msgspec.structs.replace(item, hints=number)
        case Flagged(_, on):
            item = msgspec.structs.replace(item, flagged=on)
        case Skipped():
            item = msgspec.structs.replace(item, skipped=not item.answered)
        case Assessed(_, _, earned, _, comment):
            _must_be_answered(item)
            item = msgspec.structs.replace(item, earned=earned, assessed=True, comment=comment)
        case Looked():
            pass  # how often is counted for the statistics: quiz.attempts.trial
        case Regraded():
            if not body.void and not item.void:
                _must_be_answered(item)
            item = _graded_again(item, body)
        case Suspended() | Buried():
            pass  # says when the question comes up in later attempts: quiz.attempts.memory
        case Claimed():
            _must_be_answered(item)
            item = msgspec.structs.replace(item, claimed=True)
    items = {**attempt.items, item.id: item}
    return msgspec.structs.replace(attempt, seq=event.seq, at=event.at, elapsed=elapsed, items=items, trail=trail)


_OfTheWhole = Started | Finished | Resumed | Read | Noted | Unnoted | Joined | Moved
_OF_THE_WHOLE = (Started, Finished, Resumed, Read, Noted, Unnoted, Joined, Moved)


def _of_the_whole(moved: Attempt, body: _OfTheWhole) -> Attempt:
    """After a body that says nothing of one question."""
    match body:
        case Started():
            raise NotAllowed("this attempt has already begun; start a new one")
        case Finished():
            return msgspec.structs.replace(moved, finished=body)
        case Resumed():
            return moved
        case Read() | Noted() | Unnoted() | Joined():
            if moved.started.set != NOTES or (isinstance(body, Joined) and body.into != moved.started.learner):
                raise NotAllowed("what was read and noted, and whose it is, stands apart from attempts at sets")
            return moved
        case Moved(question):
            _item(moved, question)
            return msgspec.structs.replace(moved, here=question)


def _begin(event: Event) -> Attempt:
    body = event.body
    if not isinstance(body, Started) or event.seq != 0:
        raise NotAllowed("an attempt begins with its start; start a new one")
    if not body.questions and body.set != NOTES:
        raise NotAllowed("nothing to ask; choose a set with questions")
    items = {question: Item(question, points) for question, points in body.questions.items()}
    return Attempt(event.attempt, body, items, next(iter(items), ""), 0, event.at, event.elapsed)


def _given(item: Item, body: Answered) -> Item:
    _must_be_open(item)
    if body.counts:
        item = msgspec.structs.replace(
            item,
            response=body.response,
            verdict=body.verdict,
            earned=body.earned,
            certainty=body.certainty,
            earlier=item.spent,
            helped=item.hints,
            later=None,
        )
    else:
        _must_be_answered(item)
        item = msgspec.structs.replace(item, later=Later(body.response, body.verdict))
    free = body.verdict is not None and is_free_retry(body.verdict)
    return msgspec.structs.replace(
        item,
        draft=None,
        answers=item.answers + 1,
        spent=item.spent + (not free),
        closed=body.closed,
        skipped=False,
    )


def _reopened(item: Item) -> Item:
    """The question open again, its answer what counts."""
    shown = item.shown or item.closed
    return msgspec.structs.replace(item, draft=item.given, later=None, closed=False, shown=shown)


def _taken_back(item: Item) -> Item:
    """The question open again. Only what its answer told stays: tries that were spent."""
    return Item(
        item.id,
        item.points,
        draft=item.response,
        answers=item.answers,
        spent=item.spent,
        hints=item.hints,
        flagged=item.flagged,
    )


def _graded_again(item: Item, body: Regraded) -> Item:
    own = body.verdict is not None and not is_free_retry(body.verdict)
    return msgspec.structs.replace(
        item,
        response=body.response,
        verdict=body.verdict,
        earned=body.earned,
        answers=body.answers,
        spent=body.spent,
        earlier=max(body.spent - own, 0) if body.earlier is None else body.earlier,
        hints=body.hints,
        helped=body.hints,
        closed=body.closed,
        later=None,
        regraded=True,
        void=body.void,
    )


def _without(trail: tuple[str, ...], question: str) -> tuple[str, ...]:
    return tuple([one for one in trail if one != question]) if question in trail else trail


def _item(attempt: Attempt, question: str) -> Item:
    if question not in attempt.items:
        raise NotAllowed(f"no question {question!r} in this attempt")
    return attempt.items[question]


def _must_be_answered(item: Item) -> None:
    if not item.answered:
        raise NotAllowed("this question has no answer yet; answer it first")


def _must_be_open(item: Item) -> None:
    if item.closed:
        raise NotAllowed("this question has been answered")
