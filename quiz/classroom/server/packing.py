"""Sittings that go by folder, on the class's side: what goes into a pack, and taking in what comes back."""

import hmac
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import msgspec

from quiz.classroom.by_folder import (
    Claim,
    Claimant,
    Claimants,
    Claims,
    Contents,
    HandIn,
    HandIns,
    Outcome,
    Outcomes,
    Packed,
    reordered,
    version_of,
)
from quiz.classroom.roster import folded
from quiz.classroom.server import pins
from quiz.classroom.server import views as seen
from quiz.classroom.server.answering import new_receipt
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.server.service import Sat, Service
from quiz.classroom.server.taking import Taking
from quiz.classroom.server.teaching import sitting_named
from quiz.classroom.server.timing import GRACE, MINUTE
from quiz.store.classes import attempts, events, roster, sittings
from quiz.store.classes.attempts import AttemptRow
from quiz.store.classes.db import Db
from quiz.store.classes.roster import Member

LONGEST = 30 * 24 * 60 * MINUTE
"""Milliseconds of an attempt; more is a clock that went wrong."""


class PackAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The query of GET /v1/teacher/pack."""

    sitting: str
    key: str


class _Note(msgspec.Struct, frozen=True):
    sitting: str
    version: str
    key: str


def pack(service: Service, db: Db, asked: PackAsked, now: int) -> Packed:
    """What a learner needs of a sitting, and no key. Raises Refusal."""
    sat = sitting_named(service, db, asked.sitting)
    if sat.plan.mode != "test":
        raise Refusal(
            "not-allowed", f"{sat.plan.mode} mode needs a server, which has the key; pack a sitting in test mode"
        )
    row = _blank(sat, os.urandom(16).hex(), sat.exam.base, now)
    attempt = service.fold(db, row, sat)
    shown = tuple(reordered(view, lambda texts: tuple(sorted(texts))) for view in seen.views(row, sat, attempt, now))
    contents = Contents(
        class_id=service.class_id,
        classroom=service.title,
        sitting=sat.row.id,
        name=sat.plan.name,
        key=asked.key,
        started=seen.started(attempt, sat),
        views=shown,
        articles=seen.articles(sat, shown, whole=False),
        pool=sat.plan.pool,
        shuffle=sat.plan.shuffle,
        minutes=sat.plan.minutes,
        opens=sat.plan.opens,
        closes=sat.plan.closes,
    )
    payload = msgspec.json.encode(contents)
    notes = _packed(service, db)
    note = _Note(sat.row.id, version_of(payload), asked.key)
    if note not in notes:
        sittings.note(db, service.class_id, now, "teacher", "pack", msgspec.json.encode(note).decode())
    return Packed(payload.decode(), any(one.key != asked.key for one in notes))


def _packed(service: Service, db: Db) -> list[_Note]:
    """Every pack that was made, as the audit log has it."""
    return [
        msgspec.json.decode(about, type=_Note)
        for _, _, what, about in sittings.audit(db, service.class_id)
        if what == "pack"
    ]


def _blank(sat: Sat, id_: str, order: tuple[str, ...], now: int) -> AttemptRow:
    """An attempt that nobody has begun."""
    return AttemptRow(
        id=id_,
        sitting=sat.row.id,
        learner="",
        seed="0",
        questions=msgspec.json.encode(order).decode(),
        box_key=os.urandom(32).hex(),
        receipt=new_receipt(),
        began=now,
        paused_before=sat.row.paused_until(now),
        terminal="",
        fence=1,
        number=0,
        until=0,
        seq=0,
        head=events.FIRST,
        size=0,
        finished=None,
        late=0,
        superseded=0,
    )


# Who it is


def check_pins(service: Service, db: Db, asked: Claims, now: int) -> Callable[[], Claimants]:  # noqa: ARG001
    """Whether names and PINs go together. The hashing is done once the transaction is over, on all processors."""
    members = [roster.member(db, service.class_id, folded=folded(one.name) or "-") for one in asked.claims]
    known = [attempts.read(db, service.class_id, one.attempt) if one.attempt else None for one in asked.claims]

    def compare(claim: Claim, member: Member | None, row: AttemptRow | None) -> Claimant:
        if member is None:
            return Claimant("unknown")
        if row is not None and row.learner == member.id:
            return Claimant("right", member.id)
        if not member.pin:
            return Claimant("no-pin", member.id)
        found = pins.hash_pin(service.pepper, member.salt, claim.pin[:64])
        return Claimant("right" if hmac.compare_digest(found, member.pin) else "wrong", member.id)

    def tell() -> Claimants:
        with ThreadPoolExecutor(os.cpu_count() or 1) as hashing:
            return Claimants(tuple(hashing.map(compare, asked.claims, members, known)))

    return tell


# Taking in


def take(service: Service, db: Db, asked: HandIns, now: int) -> Outcomes:
    """Make attempts of hand-ins. What is said of a learner here was checked before."""
    versions = {(note.sitting, note.version): note for note in _packed(service, db)}
    found = []
    for one in asked.hand_ins:
        member = roster.member(db, service.class_id, id_=one.learner) if one.learner else None
        if member is None:
            found.append(Outcome("refused", "its learner is not on the roster any more"))
        elif one.hand_in.class_id != service.class_id:
            found.append(Outcome("refused", "not for this class"))
        elif (one.hand_in.sitting, one.hand_in.version) not in versions:
            found.append(Outcome("refused", _unknown_version(service, db, one.hand_in)))
        else:
            found.append(_take(service, db, one.learner, one.hand_in, now))
    return Outcomes(tuple(found))


def _unknown_version(service: Service, db: Db, hand_in: HandIn) -> str:
    if sittings.read(db, service.class_id, id_=hand_in.sitting or "-") is None:
        return "of a sitting that this class does not have"
    return "of another version of the set: no folder made here holds these questions"


def _take(service: Service, db: Db, learner: str, hand_in: HandIn, now: int) -> Outcome:
    sat = service.sat(db, id_=hand_in.sitting)
    order = _order(sat, hand_in)
    if order is None:
        return Outcome("refused", "forged: these are not the questions of the sitting")
    row = attempts.of_learner(db, service.class_id, sat.row.id, learner)
    if row is None:
        other = attempts.read(db, service.class_id, hand_in.attempt)
        if other is not None:
            return Outcome("refused", "replayed: this attempt is in already, under another name")
        row = msgspec.structs.replace(
            _blank(sat, hand_in.attempt, order, now), learner=learner, seed=os.urandom(16).hex()
        )
        row = msgspec.structs.replace(row, began=_times(hand_in, now)[0], terminal=hand_in.terminal[:64])
        attempts.add(db, service.class_id, row)
        return _append(service, db, sat, row, hand_in, now, "new")
    if row.id != hand_in.attempt:
        return Outcome("refused", "a second attempt of this learner; the one that is in already counts")
    if row.order != order:
        return Outcome("refused", "forged: its attempt asked other questions")
    ids = [sent.id for sent in hand_in.events]
    kept = [one.id for one in events.of_attempt(db, service.class_id, row.id)]
    there, given = set(kept), set(ids)
    if [one for one in kept if one in given] != [one for one in ids if one in there]:
        return Outcome("refused", "replayed: it tells what is in already in another order")
    if given <= there:
        return Outcome("known")
    if not there <= given or any(one not in there for one in ids[: len(kept)]):
        return Outcome("refused", "replayed: it does not go on from what is in already")
    return _append(service, db, sat, row, hand_in, now, "more")


def _append(service: Service, db: Db, sat: Sat, row: AttemptRow, hand_in: HandIn, now: int, word: str) -> Outcome:
    _, finished, over = _times(hand_in, now, sat.plan.minutes)
    taking = Taking(service, db, sat, row, now, by_folder=True)
    for sent in hand_in.events:
        taking.take(sent, row.terminal, row.fence, holds=True, imported=True)
    taking.row = msgspec.structs.replace(taking.row, finished=max(finished, row.began))
    taking.finish(renew=False)
    about = {"sitting": sat.row.id, "attempt": row.id, "learner": row.learner}
    sittings.note(db, service.class_id, now, "teacher", "collect", msgspec.json.encode(about).decode())
    return Outcome("new" if word == "new" else "more", over=over, left_out=len(taking.refused))


def _order(sat: Sat, hand_in: HandIn) -> tuple[str, ...] | None:
    """The set's ids in the order of asking; None where the sitting asks nobody this."""
    base, order = sat.exam.base, hand_in.order
    wanted = sat.plan.pool if 0 < sat.plan.pool < len(base) else len(base)
    fits = len(order) == wanted == len(set(order)) and all(1 <= one <= len(base) for one in order)
    if not fits or (not sat.plan.shuffle and list(order) != sorted(order)):
        return None
    return tuple(base[one - 1] for one in order)


def _times(hand_in: HandIn, now: int, minutes: float | None = None) -> tuple[int, int, int]:
    """When it began and ended, and the milliseconds beyond its time. A clock that is ahead ends no later than now."""
    last = hand_in.events[-1] if hand_in.events else None
    finished = min(now, last.at) if last is not None else min(now, hand_in.began)
    worked = min(last.elapsed, LONGEST) if last is not None else 0
    over = worked - round(minutes * MINUTE) if minutes is not None else 0
    return max(0, finished - worked), finished, over if over > GRACE else 0
