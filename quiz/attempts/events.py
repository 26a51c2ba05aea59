"""What can happen in an attempt. The list of these events is the truth; everything else is worked out from it.

An event is a small frozen body plus the envelope every body travels in. Bodies are tagged by kind, so that a store
or a network needs to know nothing about them.
"""

from typing import Literal

import msgspec

from quiz.questions.response import Marked, Response
from quiz.questions.verdict import Verdict

Mode = Literal["practice", "test", "review", "follow"]
Book = Literal["open", "closed"]

NOTES = "/notes"
"""The set id of attempts that ask nothing: words on coming reviews, what was read and noted, profiles joined."""


class _Body(msgspec.Struct, frozen=True, tag_field="kind", omit_defaults=True):
    pass


class Started(_Body, frozen=True, tag="started"):
    """The first event: which set, whose attempt, which questions in which order, under which mode.

    questions maps each question's id to its points, in the order they are asked. seed settles every shuffle.
    minutes is the time allowed, None for no limit. digest names the version of the set (hex, of the set's bytes).
    part is True where only some of the set's questions are asked, such as those missed last time.
    """

    learner: str
    set: str
    title: str
    articles: tuple[str, ...]
    questions: dict[str, float]
    seed: int
    mode: Mode
    book: Book = "open"
    minutes: float | None = None
    digest: str = ""
    part: bool = False


class Moved(_Body, frozen=True, tag="moved"):
    """The learner is now looking at this question."""

    question: str


class Drafted(_Body, frozen=True, tag="drafted"):
    """What is typed or picked so far, not yet answered. Replaces any earlier draft of the question."""

    question: str
    response: Response


class Answered(_Body, frozen=True, tag="answered"):
    """A response and how it was graded.

    earned is in points (0..points), after the cost of hints and of earlier tries.
    verdict is None where grading happens elsewhere and has not been released.
    closed is False where the learner may answer again: a nearly right answer, a try left, a test not yet handed in.
    certainty is how sure the learner was: 1 a guess, 2 fairly, 3 quite; 0 where nobody asked.
    counts is False where an earlier answer goes on counting: its key has been shown since, or it earned more.
    """

    question: str
    response: Response
    points: float
    earned: float
    verdict: Verdict | None
    closed: bool = True
    certainty: int = 0
    counts: bool = True


class Cited(_Body, frozen=True, tag="cited"):
    """The sentences the learner pointed at as proof, and whether they hold it."""

    question: str
    response: Marked
    verdict: Verdict | None


class Hinted(_Body, frozen=True, tag="hinted"):
    """The next hint of a question was shown; number counts from 1."""

    question: str
    number: int


class Flagged(_Body, frozen=True, tag="flagged"):
    question: str
    on: bool


class Skipped(_Body, frozen=True, tag="skipped"):
    question: str


class Undone(_Body, frozen=True, tag="undone"):
    """The answer to this question is taken back; the question is open again, its response a draft.

    stands: it had been judged, so it goes on counting, and with its key shown what is given next is practice.
    """

    question: str
    stands: bool = False


class Assessed(_Body, frozen=True, tag="assessed"):
    """A person's judgement of an open answer: earned points (0..points).

    comment: what that person wrote to the learner. met: the numbers (from 1) of the rubric's criteria it was found to
    meet; their points need not add up to earned.
    """

    question: str
    points: float
    earned: float
    by: str
    comment: str = ""
    met: tuple[int, ...] = ()


class Regraded(_Body, frozen=True, tag="regraded"):
    """The answers to a question were graded once more, against a set that was mended since.

    response is the one that counts by the mended key, None where none was given; hints were shown before it, and
    earlier tries spent (None: all of spent but its own). answers and spent count those up to the one that decides.
    points, earned, verdict and closed as in Answered. void: the question was taken out, so everyone has its points.
    digest names the version of the set. The verdicts before stay in the events before.
    """

    question: str
    response: Response | None
    points: float
    earned: float
    verdict: Verdict | None
    answers: int = 0
    spent: int = 0
    hints: int = 0
    closed: bool = False
    void: bool = False
    digest: str = ""
    earlier: int | None = None


class Claimed(_Body, frozen=True, tag="claimed"):
    """The learner says the verdict on this question is unfair."""

    question: str


class Suspended(_Body, frozen=True, tag="suspended"):
    """The question is not to come up in reviews, or (on is False) is to come up again."""

    question: str
    on: bool


class Buried(_Body, frozen=True, tag="buried"):
    """The question is not to come up in reviews before tomorrow."""

    question: str


class Looked(_Body, frozen=True, tag="looked"):
    """The learner went back to the article while this question was before them."""

    question: str


class Read(_Body, frozen=True, tag="read"):
    """An article was read by itself, without a question beside it.

    words: of the article, as it was. spent: milliseconds with it on the screen. whole: from its beginning to its end,
    without a break.
    """

    article: str
    words: int
    spent: int
    whole: bool


class Noted(_Body, frozen=True, tag="noted"):
    """A place in an article was highlighted, with the learner's words on it ("" for none); or these words changed.

    note names it: 32 hex digits, the same for every change. The place is the occurrence-th (from 1) of the quote.
    """

    note: str
    article: str
    quote: str
    occurrence: int
    text: str = ""


class Unnoted(_Body, frozen=True, tag="unnoted"):
    """A highlight and its words were taken away."""

    note: str
    article: str


class Joined(_Body, frozen=True, tag="joined"):
    """Two profiles are the same person's: what is learner's counts as into's, what came before and what comes."""

    learner: str
    into: str


class Resumed(_Body, frozen=True, tag="resumed"):
    """The attempt goes on in a new run of the program; time in between does not count."""


class Finished(_Body, frozen=True, tag="finished"):
    by: Literal["learner", "time"]


Body = (
    Started
    | Moved
    | Drafted
    | Answered
    | Cited
    | Hinted
    | Flagged
    | Skipped
    | Undone
    | Assessed
    | Regraded
    | Claimed
    | Suspended
    | Buried
    | Looked
    | Read
    | Noted
    | Unnoted
    | Joined
    | Resumed
    | Finished
)


class Event(msgspec.Struct, frozen=True):
    """A body in its envelope.

    id: 32 hex digits, made at random by whoever made the event, so that two stores merge by union.
    attempt: id of the attempt, of the same form. seq: 0 for Started, then 1, 2, ... without gaps.
    at: UTC, milliseconds since 1970, by the wall clock, for people; may jump.
    elapsed: milliseconds spent in the attempt so far, by the monotonic clock of each run added up; never goes back.
    """

    id: str
    attempt: str
    seq: int
    at: int
    elapsed: int
    body: Body


# Dictionaries keep their order: that of ``Started.questions`` is the order of asking.
encode_body = msgspec.json.Encoder().encode
decode_body = msgspec.json.Decoder(Body).decode
