"""A person's judgement of open answers: kept as events behind the learner's own, so that every one of them stays."""

import os

import msgspec

from quiz.attempts.attempt import Attempt
from quiz.attempts.events import Answered, Assessed, Body, decode_body, encode_body
from quiz.classroom.server.marking import given
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.server.service import Sat, Service, passed
from quiz.classroom.server.teaching import note, sitting_named
from quiz.classroom.server.watching import WatchAsked
from quiz.classroom.teacher import Assess, Assessment, Assessments, Mark
from quiz.classroom.wire import Done
from quiz.questions.kinds.open import Open
from quiz.questions.response import is_empty
from quiz.store.classes import attempts, events
from quiz.store.classes.attempts import AttemptRow
from quiz.store.classes.db import Db
from quiz.store.classes.events import EventRow
from quiz.text.sanitise import one_line

TERMINAL = "teacher"
"""What stands where the events of learners name their terminal."""

MOST_NAME = 80
MOST_COMMENT = 500


def assess(service: Service, db: Db, asked: Assess, now: int) -> Done:
    """Keep marks. Raises Refusal, and then keeps none, where one is for no open answer or out of its range."""
    by = one_line(asked.by).strip()[:MOST_NAME]
    if not by:
        raise Refusal("malformed", "say who judged, with a name")
    sat = sitting_named(service, db, asked.sitting)
    for mark in asked.marks:
        row = attempts.of_learner(db, service.class_id, sat.row.id, mark.learner)
        if row is None or mark.question not in row.order:
            raise Refusal("not-there", f"no answer of this learner to question {mark.question[:40]!r}")
        _keep(service, db, sat, row, mark, by, now)
    note(service, db, now, "assess", sitting=sat.row.id, marks=len(asked.marks))
    return Done()


def _keep(service: Service, db: Db, sat: Sat, row: AttemptRow, mark: Mark, by: str, now: int) -> None:
    question = sat.exam.asked.by_id[mark.question]
    name = f"q{row.order.index(mark.question) + 1}"
    if not isinstance(question, Open):
        raise Refusal("malformed", f"question {mark.question!r} is graded by its key, not by a person")
    if not 0 <= mark.earned <= question.points:
        raise Refusal("malformed", f"question {mark.question!r}: {mark.earned:g} is not from 0 to {question.points:g}")
    if list(mark.met) != sorted({one for one in mark.met if 0 < one <= len(question.rubric)}):
        raise Refusal("malformed", f"question {mark.question!r}: its rubric has no such criteria")
    attempt = service.fold(db, row, sat)
    if sat.hours.finished(row, now) is None:
        raise Refusal("not-open", "a learner has not handed in yet; assess once the time is over")
    item = attempt.items[name]
    response = given(item)
    if response is None or is_empty(response):
        raise Refusal("not-there", f"question {mark.question!r} was not answered")
    if item.draft is not None:  # what stood there when the time was over is what is judged
        row, attempt = append(service, db, row, attempt, Answered(name, response, item.points, 0.0, None, False), now)
    body = Assessed(name, item.points, mark.earned, by, one_line(mark.comment)[:MOST_COMMENT], mark.met)
    row, attempt = append(service, db, row, attempt, body, now)
    attempts.write(db, service.class_id, row)
    service.remember(row, attempt)


def append(
    service: Service, db: Db, row: AttemptRow, attempt: Attempt, body: Body, now: int
) -> tuple[AttemptRow, Attempt]:
    """Keep what a person decided about an answer behind the learner's own events; the row is not written yet."""
    text = encode_body(body).decode()
    sealed = events.seal(
        EventRow(service.class_id, row.id, os.urandom(16).hex(), row.seq + 1, TERMINAL, row.fence, 0, now,
                 attempt.elapsed, now, "accepted", text, "", "", ""),
        row.head,
    )  # fmt: skip
    events.insert(db, sealed)
    row = msgspec.structs.replace(row, seq=sealed.seq, head=sealed.hash, size=row.size + len(text))
    return row, passed(attempt, body, now, attempt.elapsed)


def assessments(service: Service, db: Db, asked: WatchAsked, now: int) -> Assessments:  # noqa: ARG001  as all calls
    """Every judgement of a sitting. Raises Refusal."""
    sat = sitting_named(service, db, asked.sitting)
    found = []
    for row in attempts.of_sitting(db, service.class_id, sat.row.id):
        for _, received, _, text in events.bodies_after(db, service.class_id, row.id, 0):
            body = decode_body(text)
            if isinstance(body, Assessed):
                question = row.order[int(body.question[1:]) - 1]
                found.append(Assessment(row.learner, question, body.by, body.earned, received, body.comment, body.met))
    return Assessments(tuple(found))
