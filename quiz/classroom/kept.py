"""Everything a class keeps of one learner, as ``quiz class export --learner`` writes it; and what erasing it did.

It is made to be read by the learner it is about: times are UTC in words, questions have the set's own names, and no
key is in it. Verdicts and points are.
"""

from typing import Any

from quiz.classroom.wire import Message


class KeptSession(Message, frozen=True):
    """A login. Its token is kept as a hash alone."""

    since: str
    until: str


class KeptAnswer(Message, frozen=True):
    """One question as it stands. answer: in words, "" for none. outcome: right, near, wrong, open or not-answered.

    claimed: the learner said the verdict is unfair. taken_out: everybody has its points.
    """

    question: str
    prompt: str
    answer: str
    outcome: str
    earned: float
    points: float
    claimed: bool
    taken_out: bool


class KeptEvent(Message, frozen=True):
    """One step as it came. at: by the clock of the learner's machine; received: by the server's. what: its JSON.

    counts: ``accepted`` for one that does, else why not.
    """

    at: str
    received: str
    counts: str
    what: dict[str, Any]


class KeptAttempt(Message, frozen=True):
    """A sitting of the learner's. handed_in: "" while it is not. extra_minutes: given to this learner alone."""

    sitting: str
    title: str
    set: str
    began: str
    handed_in: str
    receipt: str
    extra_minutes: float
    answers: tuple[KeptAnswer, ...]
    events: tuple[KeptEvent, ...]


class KeptNote(Message, frozen=True):
    """What a teacher did that concerned this learner."""

    at: str
    what: str
    about: dict[str, Any]


class Kept(Message, frozen=True):
    """GET /v1/teacher/kept?learner=NAME. pin: how it is kept. failed_logins: counted within the last hour.

    account: the number of the learner's account on the server's machine, where there is no PIN.
    """

    classroom: str
    kept_until: str
    learner: str
    name: str
    account: int | None
    pin: str
    on_the_roster_since: str
    failed_logins: int
    sessions: tuple[KeptSession, ...]
    attempts: tuple[KeptAttempt, ...]
    log: tuple[KeptNote, ...]


class Erased(Message, frozen=True):
    """POST /v1/teacher/erase, which takes ``teacher.Person``. attempts: how many went. backups: how many were cleaned.

    dropped: backups that could not be cleaned and were removed. left: copies of damaged stores that hold it still.
    by_owner: what the database's files hold of it is for the database's owner to clean.
    """

    name: str
    attempts: int
    backups: int
    dropped: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    by_owner: bool = False


class Keep(Message, frozen=True):
    """POST /v1/teacher/keep: another last day of the class. until: UTC milliseconds."""

    until: int
