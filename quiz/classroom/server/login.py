"""Who is it? The account on this machine, or a name and a PIN; wrong ones are slowed down, whoever they are tried on.

Counted are failed tries under keyed hashes of: the name from one source (each failure doubles the wait, up to a
minute), the name, the source, and the class. A name's and the class's budget for an hour keep a part for sources that
have not failed yet, so that whoever guesses can neither get far nor lock anybody out. A name that is not on the roster
is treated as one that is, to the last step.
"""

import hmac
from functools import partial

import msgspec

from quiz.classroom.roster import folded
from quiz.classroom.server import pins
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.server.service import Caller, Service
from quiz.classroom.wire import Done, Login, Session
from quiz.store.classes import roster
from quiz.store.classes.db import Db
from quiz.store.classes.roster import Member, Tries

HOUR = 3_600_000
SESSION = 12 * HOUR
LONGEST_WAIT = 60_000

OF_NAME, OF_NAME_KEPT = 60, 20
OF_CLASS, OF_CLASS_KEPT = 600, 200
"""Failed tries in an hour, and how many of them are kept for sources that have not failed much."""

FRESH = 5
"""Failures after which a source has no part of what is kept."""

NOBODY = (0, 65534)
"""Accounts that are no learner's: root, and whoever has no account in this system's eyes."""

SEVERAL = 3
"""Failures of one name from one source that are called too many; before that there is a moment to wait."""

REFUSED = "name and PIN do not go together; check both, or ask the teacher"
_NO_SALT = "no such learner"


class Checked(msgspec.Struct, frozen=True):
    """What is to be hashed and compared; member None for a name that is not there."""

    member: Member | None
    owner: str
    keys: tuple[str, ...]


def by_account(service: Service, db: Db, uid: int | None, now: int) -> Session:
    """A session for the account at the other end of a local socket. Raises Refusal."""
    if uid is None:
        raise Refusal("login-refused", "name and PIN are needed here")
    member = None if uid in NOBODY else roster.member(db, service.class_id, uid=uid)
    if member is None:
        raise Refusal(
            "login-refused", "this account is not on the roster; log in with name and PIN, or ask the teacher"
        )
    return _session(service, db, member, now)


def reserve(service: Service, db: Db, asked: Login, source: str, now: int) -> Checked:
    """Count the try as failed before it is looked at, so that many at once gain nothing. Raises Refusal.

    A PIN that was not typed is no try.
    """
    if not asked.pin.strip():
        raise Refusal("login-refused", "the PIN is missing; it stands on your slip")
    keyed = partial(pins.keyed, service.pepper)
    name_folded = folded(asked.name)
    owner, here = keyed("name", name_folded), keyed("source", source)
    keys = (keyed("both", name_folded, source), owner, here, keyed("class"))
    both, name, place, whole = (_tries(db, service.class_id, key, owner, now) for key in keys)
    if both.until > now:
        raise _slow(both.until - now, many=both.count >= SEVERAL)
    if name.count >= OF_NAME or (name.count >= OF_NAME - OF_NAME_KEPT and both.count >= FRESH):
        raise _slow(min(LONGEST_WAIT, name.since + HOUR - now))
    if whole.count >= OF_CLASS or (whole.count >= OF_CLASS - OF_CLASS_KEPT and place.count >= FRESH):
        raise _slow(min(LONGEST_WAIT, whole.since + HOUR - now))
    wait = min(LONGEST_WAIT, 1000 * 2 ** min(both.count, 6))
    for row in (msgspec.structs.replace(both, until=now + wait), name, place, whole):
        roster.write_tries(db, service.class_id, msgspec.structs.replace(row, count=row.count + 1))
    return Checked(roster.member(db, service.class_id, folded=name_folded) if name_folded else None, owner, keys)


def compare(service: Service, checked: Checked, pin: str) -> bool:
    """Whether the PIN is right: the same work for a name that is not there. Slow, for a thread of its own."""
    member = checked.member
    known = member is not None and bool(member.pin)
    salt = member.salt if member is not None and known else _NO_SALT
    found = pins.hash_pin(service.pepper, salt, pin[:64])
    wanted = member.pin if member is not None and known else "-" * len(found)
    return hmac.compare_digest(found, wanted) and known


def admit(service: Service, db: Db, checked: Checked, now: int) -> Session:
    """A session, and the try was none. Raises Refusal where the PIN was changed meanwhile."""
    member = None if checked.member is None else roster.member(db, service.class_id, id_=checked.member.id)
    if member is None or checked.member is None or member.pin != checked.member.pin:
        raise Refusal("login-refused", REFUSED)
    both, *others = checked.keys
    for key in others:
        row = _tries(db, service.class_id, key, checked.owner, now)
        roster.write_tries(db, service.class_id, msgspec.structs.replace(row, count=max(0, row.count - 1)))
    roster.write_tries(db, service.class_id, Tries(both, checked.owner, now, 0, 0))
    return _session(service, db, member, now)


def forget_old(service: Service, db: Db, now: int) -> None:
    """What says when somebody was here, once it serves nothing any more."""
    roster.forget_old(db, service.class_id, tries=now - HOUR, sessions=now)


def log_out(service: Service, db: Db, caller: Caller) -> Done:
    roster.end_session(db, service.class_id, caller.token)
    return Done()


def _session(service: Service, db: Db, member: Member, now: int) -> Session:
    token = pins.new_token()
    roster.add_token(db, service.class_id, pins.hash_token(token), member.id, now, now + SESSION)
    return Session(token, member.id, member.name)


def _tries(db: Db, class_id: str, key: str, owner: str, now: int) -> Tries:
    found = roster.tries(db, class_id, key)
    return found if found is not None and now - found.since < HOUR else Tries(key, owner, now, 0, 0)


def _slow(milliseconds: int, *, many: bool = True) -> Refusal:
    seconds = max(1, -(-milliseconds // 1000))
    wait = f"wait {seconds} second{'' if seconds == 1 else 's'}"
    said = f"too many tries; {wait}, or ask the teacher to unlock it" if many else f"{wait}, then try again"
    return Refusal("slow-down", said, max(1.0, milliseconds / 1000))
