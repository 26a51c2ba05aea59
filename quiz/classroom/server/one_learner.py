"""One learner of a class: everything that is kept of them, told as one value or erased."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from quiz.attempts.attempt import Attempt
from quiz.attempts.events import decode_body
from quiz.classroom.kept import Erased, Keep, Kept, KeptAnswer, KeptAttempt, KeptEvent, KeptNote, KeptSession
from quiz.classroom.server import pins
from quiz.classroom.server.marking import bare, marked
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.server.service import Sat, Service
from quiz.classroom.server.teaching import member_named, note
from quiz.classroom.server.timing import MINUTE
from quiz.classroom.teacher import Person
from quiz.classroom.wire import Done
from quiz.reports.papers import said
from quiz.store.classes import attempts, events, forgetting, roster, sittings
from quiz.store.classes.attempts import AttemptRow
from quiz.store.classes.db import Db
from quiz.store.classes.events import EventRow
from quiz.store.classes.roster import Member


class KeptAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The query of GET /v1/teacher/kept: whose, by id or name. to: ``erase`` where it is only told before that."""

    learner: str
    to: Literal["export", "erase"] = "export"


# Told


def kept(service: Service, db: Db, asked: KeptAsked, now: int) -> Callable[[], Kept]:
    """Everything of one learner. Raises Refusal."""
    member = member_named(service, db, asked.learner)
    rows = [
        (service.sat_of(db, sitting), row)
        for sitting in sittings.every(db, service.class_id)
        if (row := attempts.of_learner(db, service.class_id, sitting.id, member.id)) is not None
    ]
    works = [
        (sat, row, service.fold(db, row, sat), events.of_attempt(db, service.class_id, row.id)) for sat, row in rows
    ]
    found = roster.read_class(db, service.class_id)
    sessions = roster.sessions_of(db, service.class_id, member.id)
    failed = roster.failed(db, service.class_id, _owner(service, member))
    names = {member.id: member.name} | {row.id: sat.plan.name for sat, row in rows}
    notes = [
        KeptNote(_words(at), what, {key: names.get(str(value), value) for key, value in about.items()})
        for at, _, what, text in sittings.audit(db, service.class_id)
        if {member.id, *(row.id for _, row in rows)} & set(map(str, (about := _about(text)).values()))
    ]
    if asked.to == "export":
        note(service, db, now, "export", learner=member.id)

    def tell() -> Kept:
        return Kept(
            classroom=service.title,
            kept_until=_words(0 if found is None else found.expires),
            learner=member.id,
            name=member.name,
            account=member.uid,
            pin="as a hash alone" if member.pin else "none",
            on_the_roster_since=_words(member.made),
            failed_logins=failed,
            sessions=tuple(KeptSession(_words(since), _words(until)) for since, until in sessions),
            attempts=tuple(_attempt(*work) for work in works),
            log=tuple(notes),
        )

    return tell


def _attempt(sat: Sat, row: AttemptRow, attempt: Attempt, rows: list[EventRow]) -> KeptAttempt:
    names = dict(zip(attempt.items, row.order, strict=True))
    answers = []
    for item in marked(attempt, row.order, sat.exam).items.values():
        question = sat.exam.asked.by_id[names[item.id]]
        outcome = item.verdict.outcome if item.verdict is not None else "not-answered"
        answers.append(
            KeptAnswer(question.id, question.prompt, said(item.response), outcome, item.earned, item.points,
                       item.claimed, item.void)
        )  # fmt: skip
    return KeptAttempt(
        sitting=sat.plan.name,
        title=sat.row.title,
        set=sat.exam.asked.id,
        began=_words(row.began),
        handed_in="" if row.finished is None else _words(row.finished),
        receipt=row.receipt if row.finished is not None else "",
        extra_minutes=sat.hours.extras.get(row.learner, 0) / MINUTE,
        answers=tuple(answers),
        events=tuple(KeptEvent(_words(one.at), _words(one.received), one.state, _body(one, names)) for one in rows),
    )


def _body(row: EventRow, names: Mapping[str, str]) -> dict[str, Any]:
    """An event's own JSON, without the parts of a verdict, which name the key."""
    body = decode_body(row.body)
    if (verdict := getattr(body, "verdict", None)) is not None:
        body = msgspec.structs.replace(body, verdict=bare(verdict))
    found: dict[str, Any] = msgspec.to_builtins(body)
    if "question" in found:
        found["question"] = names.get(found["question"], found["question"])
    return found


def _about(text: str) -> dict[str, Any]:
    return msgspec.json.decode(text, type=dict[str, Any])


def _words(at: int) -> str:
    """UTC milliseconds as ISO 8601; a learner's clock may have said anything."""
    try:
        return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError, OSError):
        return f"{at} ms"


# Erased


def erase(service: Service, db: Db, asked: Person, now: int) -> Callable[[], Erased]:
    """Take a learner out of the store for good, and what is left in its file and backups. Raises Refusal."""
    member = member_named(service, db, asked.learner)
    roster.forget_tries(db, service.class_id, owner=_owner(service, member))
    gone = forgetting.remove(db, service.class_id, member.id)
    forgetting.note_erased(db, service.class_id, member.id, now)
    note(service, db, now, "erase", attempts=len(gone))

    def tell() -> Erased:
        service.forget(gone)
        done = service.store.clean().result()
        return Erased(member.name, len(gone), done.backups, tuple(map(str, done.dropped)), tuple(map(str, done.left)),
                      done.by_owner)  # fmt: skip

    return tell


def _owner(service: Service, member: Member) -> str:
    return pins.keyed(service.pepper, "name", member.folded)


# The class's last day


def keep(service: Service, db: Db, asked: Keep, now: int) -> Done:
    """Raises Refusal for a day that is over."""
    if asked.until <= now:
        raise Refusal("malformed", "this day is over; name a later one")
    roster.set_expires(db, service.class_id, asked.until)
    note(service, db, now, "keep", until=asked.until)
    return Done()
