"""What a teacher's programs and the class server say to each other, as JSON over the class's own control socket.

The socket lies in the class's folder, which only its owner may enter, and answers that account alone; none of these
calls is to be had on the learners' side. ``quiz.classroom.control`` makes the calls. Times as in ``wire``.
"""

from typing import Literal

from quiz.classroom.wire import Count, Message, Release, Sent, State, Whole
from quiz.questions.view import View
from quiz.reports.papers import Paper

ClassMode = Literal["test", "practice", "follow"]
Standing = Literal["absent", "waiting", "working", "finished"]
"""absent: not logged in. waiting: logged in, attempt not begun. finished: handed in, or the time is over."""

Phase = Literal["asking", "counts", "revealed"]


# A sitting


class Plan(Message, frozen=True):
    """What a sitting is to be: ``quiz class open``. set: an id or a path, read where the server runs.

    name: what the teacher calls it; one that exists is opened again as it is, and then ``set`` may be empty. pool: how
    many questions each learner is asked, 0 for all. tries: answers a question allows in practice, 0 for what the set
    says. release: what shows once all are done; None for ``all`` in practice, ``never`` in a test and in follow mode,
    where what was revealed shows all the same.
    opens, closes: UTC milliseconds, None for now and for until it is closed.
    """

    name: str
    set: str = ""
    mode: ClassMode = "test"
    minutes: float | None = None
    opens: int | None = None
    closes: int | None = None
    shuffle: bool = False
    pool: int = 0
    tries: int = 0
    closed_book: bool = False
    release: Release | None = None


class SittingState(Message, frozen=True):
    """A sitting as its teacher sees it. minutes: for everybody. here: in follow mode the number of the question (from
    1, 0 before the first), phase what the learners see of it."""

    id: str
    name: str
    title: str
    set: str
    mode: ClassMode
    state: State
    questions: int
    minutes: float | None = None
    opens: int | None = None
    closes: int | None = None
    release: Release = "never"
    here: int = 0
    phase: Phase = "asking"


class Sittings(Message, frozen=True):
    """GET /v1/teacher/sittings, the latest first. join: the lines that lead here."""

    title: str
    join: tuple[str, ...]
    sittings: tuple[SittingState, ...]
    now: int


# Watching


class Seat(Message, frozen=True):
    """One learner in a sitting. here: the number (from 1, in this learner's own order) of the question looked at.

    question: its id in the set. connected: heard of in the last ten seconds. typed: of the questions not counted as
    answered, those in which something stands; after the end that counts. left: None for no limit. extra: minutes
    given beyond the sitting's. late, superseded: events kept beside the attempt. receipt: what the learner was shown
    when handing in. locked: PIN tries are being held up; a teacher can unlock.
    """

    learner: str
    name: str
    standing: Standing
    connected: bool = False
    attempt: str = ""
    here: int = 0
    question: str = ""
    questions: int = 0
    answered: int = 0
    flagged: int = 0
    left: int | None = None
    extra: float = 0.0
    late: int = 0
    superseded: int = 0
    receipt: str = ""
    locked: bool = False
    typed: int = 0


class QuestionSum(Message, frozen=True):
    """One question of the set so far: of how many learners it was asked, how many answered, and their mean credit.

    credit: 0..1 over those answered that could be graded, None where none could.
    """

    question: str
    prompt: str
    asked: int
    answered: int
    credit: float | None = None


class FollowState(Message, frozen=True):
    """Follow mode on the teacher's side: the question all are at, and what was answered so far.

    counts: most frequent first, whether or not the learners see them yet. key: in words.
    """

    here: int
    phase: Phase
    view: View | None = None
    key: str = ""
    answered: int = 0
    learners: int = 0
    counts: tuple[Count, ...] = ()


class Watch(Message, frozen=True):
    """GET /v1/teacher/watch?sitting=ID, about once a second. hardest: question ids, lowest credit first, three at most,
    of those that at least three learners have answered."""

    now: int
    sitting: SittingState
    seats: tuple[Seat, ...]
    questions: tuple[QuestionSum, ...]
    hardest: tuple[str, ...] = ()
    follow: FollowState | None = None


# Doing. Each answers with ``wire.Done`` unless it says otherwise; where something is unknown, with a fault.


class Touch(Message, frozen=True):
    """POST /v1/teacher/pause, /resume, /close and /reopen: the whole sitting, by id or name."""

    sitting: str


class GiveTime(Message, frozen=True):
    """POST /v1/teacher/time: minutes more (or fewer, where negative); learner "" for everybody."""

    sitting: str
    minutes: float
    learner: str = ""


class Let(Message, frozen=True):
    """POST /v1/teacher/release: what handed-in attempts show from ``at`` (None: now) on; ``never`` withdraws.

    learner "" for everybody.
    """

    sitting: str
    what: Release
    learner: str = ""
    at: int | None = None


class Person(Message, frozen=True):
    """POST /v1/teacher/unlock (PIN tries are allowed again at once), /logout (ends every session) and /pin, which
    answers with ``Pin``."""

    learner: str


class Pin(Message, frozen=True):
    """A new PIN, the only time it is shown; the old one is dead, and so are the learner's sessions."""

    learner: str
    name: str
    pin: str


class Step(Message, frozen=True):
    """POST /v1/teacher/follow: go to the next question or back to the last, show the counts, reveal key and reasons."""

    sitting: str
    to: Literal["next", "back", "counts", "reveal"]


class CountLate(Message, frozen=True):
    """POST /v1/teacher/count-late: what came too late of a learner in a sitting, and what it would change.

    Answers with ``LateWork``. apply: from now on it counts; with ``back`` what was let count counts no longer.
    """

    sitting: str
    learner: str
    apply: bool = False
    back: bool = False


class LateAnswer(Message, frozen=True):
    """An answer, a draft or a proof that came too late. question: the set's own id; answer: in words.

    at: when it came. when: the attempt was handed in then, or its time was over, or neither, as while the sitting was
    paused; since: for how many milliseconds. counts: it is let count. never: it came once the key could be seen.
    """

    question: str
    answer: str
    at: int
    when: Literal["handed in", "over", "open"]
    since: int = 0
    counts: bool = False
    never: bool = False


class LateMark(Message, frozen=True):
    """What a question is worth now, and what it would be."""

    question: str
    before: float
    after: float


class LateWork(Message, frozen=True):
    """before, after: what the attempt has earned, and would have, of ``points``. marks: the questions that change."""

    learner: str
    answers: tuple[LateAnswer, ...]
    marks: tuple[LateMark, ...]
    before: float
    after: float
    points: float
    applied: bool


class BoxKey(Message, frozen=True):
    """GET /v1/teacher/box-key?attempt=ID: opens an outbox file that a learner's program could not send."""

    attempt: str
    learner: str
    key: str


class Import(Message, frozen=True):
    """POST /v1/teacher/import: what was in an outbox file; answers with ``Imported``.

    terminal, fence: under which they were to be sent. What is imported counts although the time is over, unless the
    attempt was handed in or its key could be seen, and never replaces what the attempt has from a later terminal.
    """

    attempt: str
    terminal: str
    fence: Whole
    events: tuple[Sent, ...]


class Imported(Message, frozen=True):
    """taken: how many are new and count. known: were there already. beside: kept, but overtaken by a later terminal.

    late: kept, for ``CountLate``: the attempt was handed in, or its key could be seen.
    """

    learner: str
    taken: int
    known: int
    beside: int
    late: int = 0


class Member(Message, frozen=True):
    """One line of the roster. by_account: known by the uid of the account instead of a PIN."""

    learner: str
    name: str
    by_account: bool = False
    sessions: int = 0


class Roster(Message, frozen=True):
    """GET /v1/teacher/roster. expires: the day, in UTC milliseconds, after which the class may be deleted."""

    title: str
    expires: int
    members: tuple[Member, ...]


class Noted(Message, frozen=True):
    """One thing that was done. about: of what, by ids, as JSON; without answers and PINs."""

    at: int
    who: str
    what: str
    about: str


class Log(Message, frozen=True):
    """GET /v1/teacher/log: everything a teacher did, in order."""

    notes: tuple[Noted, ...]


class Papers(Message, frozen=True):
    """GET /v1/teacher/papers?sitting=ID: every attempt as it stands, marked, its questions by their own ids.

    pinned: JSON of what the sitting asks, for ``quiz.classroom.server.exam.unpin``. states: one word for each paper.
    absent: the names of those on the roster who have not begun. late: of those from whom something came too late to
    count.
    """

    sitting: SittingState
    pinned: str
    papers: tuple[Paper, ...]
    states: tuple[str, ...]
    absent: tuple[str, ...] = ()
    late: tuple[str, ...] = ()


# Assessing


class Mark(Message, frozen=True):
    """What one person gives for one learner's open answer. question: the set's own id; earned in points.

    comment: for the learner, on one line. met: the numbers (from 1) of the criteria that the answer meets.
    """

    learner: str
    question: str
    earned: float
    comment: str = ""
    met: tuple[int, ...] = ()


class Assess(Message, frozen=True):
    """POST /v1/teacher/assess: all of these marks or, where one cannot be given, none. by: who judged."""

    sitting: str
    by: str
    marks: tuple[Mark, ...]


class Assessment(Message, frozen=True):
    """A mark as it was given; of several for one answer the latest counts."""

    learner: str
    question: str
    by: str
    earned: float
    at: int
    comment: str = ""
    met: tuple[int, ...] = ()


class Assessments(Message, frozen=True):
    """GET /v1/teacher/assessments?sitting=ID, in the order in which they were given to each learner."""

    given: tuple[Assessment, ...]


class Newcomer(Message, frozen=True):
    """POST /v1/teacher/add: another learner; answers with ``Pin``. uid: known by the account instead."""

    name: str
    uid: int | None = None


class Rename(Message, frozen=True):
    """POST /v1/teacher/rename. learner: id or name."""

    learner: str
    name: str
