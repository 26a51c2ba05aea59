"""PINs and sessions: guessing gets nowhere, nobody is locked out, and nothing tells who is on the roster."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from quiz.classroom.roster import Learner
from quiz.classroom.server import login, pins, teaching
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.server.service import Caller
from quiz.classroom.teacher import Newcomer, Person, Rename
from quiz.classroom.wire import Login
from quiz.store.classes import roster
from tests.faults.worlds import times

from .inside import Inside, inside
from .school import Trouble, a_school

HOUR = 3_600_000


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Inside]:
    with inside(tmp_path, [f"l{n}" for n in range(4)]) as room:
        yield room


def guess(room: Inside, name: str, source: str = "cafe") -> float:
    """A wrong guess; 0 where the PIN was looked at, else the seconds to wait."""
    try:
        room.do(login.reserve, Login(name, "wrong"), source)
    except Refusal as refusal:
        if refusal.fault.code != "slow-down":
            raise
        return refusal.fault.retry
    return 0.0


def test_guessing_at_one_learner_from_many_places(room: Inside) -> None:
    """RELIABILITY 43: at most 60 an hour are looked at, and the learner gets in within a minute all the same."""
    end, looked_at, number = room.clock.at + HOUR, 0, 0
    while room.clock.at < end:
        for place in range(3):  # as over three replicas
            number += 1
            looked_at += not guess(room, "l0", f"cafe {place}")
        room.go_on(HOUR / times(1_000, 33_000))
        if number % 500 == 0:
            room.close()
            room.reopen()  # nothing is counted in memory
    assert number > times(2_900, 98_000)
    assert 20 < looked_at <= 60
    began = room.clock.at
    while True:
        try:
            session = room.log_in("l0", room.pins["l0"], "her own machine")
            break
        except Refusal as refusal:
            room.go_on(refusal.fault.retry * 1000)
    assert session.name == "l0"
    assert room.clock.at - began <= 60_000


def test_guessing_across_the_class(tmp_path: Path) -> None:
    """RELIABILITY 43: at most 600 an hour are looked at over all, and others get in meanwhile."""
    with inside(tmp_path, [f"l{n}" for n in range(40)]) as room:
        guess_across(room)


def guess_across(room: Inside) -> None:
    end, looked_at = room.clock.at + HOUR, 0
    step = 0
    while room.clock.at < end:
        looked_at += not guess(room, f"l{step % 40}", f"cafe {step % 5}")
        step += 1
        room.go_on(HOUR / times(3_000, 60_000))
    assert 300 < looked_at <= 600
    assert room.log_in("l7", room.pins["l7"], "her own machine").name == "l7"


def test_the_wait_doubles_up_to_a_minute_and_a_teacher_ends_it(room: Inside) -> None:
    waits = []
    for _ in range(9):
        assert guess(room, "l0") == 0
        waits.append(guess(room, "l0"))
        room.go_on(waits[-1] * 1000)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert guess(room, "l0") == 0
    assert guess(room, "l0") == 60
    room.do(teaching.unlock, Person("l0"))
    assert room.log_in("l0", room.pins["l0"], "cafe").name == "l0"


def test_the_wait_is_told_and_called_too_many_after_several(room: Inside) -> None:
    told = []
    for _ in range(4):
        guess(room, "l0")
        with pytest.raises(Refusal) as refusal:
            room.do(login.reserve, Login("l0", "wrong"), "cafe")
        told.append(refusal.value.fault.said)
        room.go_on(60_000)
    assert told == [
        "wait 1 second, then try again",
        "wait 2 seconds, then try again",
        "too many tries; wait 4 seconds, or ask the teacher to unlock it",
        "too many tries; wait 8 seconds, or ask the teacher to unlock it",
    ]


def test_a_pin_that_was_not_typed_is_no_try(room: Inside) -> None:
    for name in ("l0", "nobody"):
        for _ in range(5):
            with pytest.raises(Refusal, match="the PIN is missing"):
                room.do(login.reserve, Login(name, "  "), "cafe")
    assert room.log_in("l0", room.pins["l0"], "cafe").name == "l0"


def test_many_guesses_at_once_gain_nothing(room: Inside) -> None:
    with ThreadPoolExecutor(8) as pool:
        looked_at = list(pool.map(lambda _: not guess(room, "l0"), range(50)))
    assert sum(looked_at) == 1


def test_a_right_pin_leaves_no_trace_of_failure(room: Inside) -> None:
    for _ in range(62):  # more than an hour's worth of failures
        assert room.log_in("l0", room.pins["l0"]).token
    assert room.log_in("l1", room.pins["l1"]).token


def test_nothing_tells_who_is_on_the_roster(room: Inside) -> None:
    """RELIABILITY 44: the same words, the same waits, the same work."""
    count = times(12, 200)
    known, unknown = [f"l{n % 4}" for n in range(count)], [f"x{n}" for n in range(count)]
    spent: dict[bool, list[float]] = {True: [], False: []}
    said = set()
    for one, other in zip(known, unknown, strict=True):
        for name in (one, other):
            checked = room.do(login.reserve, Login(name, "000001"), f"place {os.urandom(4).hex()}")
            before = time.thread_time()
            assert not login.compare(room.service, checked, "000001x")
            spent[name == one].append(time.thread_time() - before)
            try:
                room.log_in(name, "000001x", f"place {os.urandom(4).hex()}")
            except Refusal as refusal:
                said.add((refusal.fault.code, refusal.fault.said))
    assert said == {("login-refused", login.REFUSED)}
    assert [guess(room, "l0", "p") for _ in range(4)] == [guess(room, "nobody", "p") for _ in range(4)]
    # A skipped hash would cost nothing; the same hash costs the same processor time, within what a busy machine adds.
    middle = {key: sorted(values)[count // 2] for key, values in spent.items()}
    assert 0.5 < middle[True] / middle[False] < 2


def test_a_stolen_store_does_not_give_pins_away(room: Inside) -> None:
    """RELIABILITY 45: scrypt over a pepper that is not in the store; six digits; a salt for each."""
    members = room.store.read(lambda db: roster.members(db, room.service.class_id)).result()
    assert len({one.salt for one in members}) == len(members)
    one = members[0]
    pin = room.pins[one.name]
    assert len(pin) == 6
    assert pin.isdecimal()
    assert pins.hash_pin(room.service.pepper, one.salt, pin) == one.pin
    assert pins.hash_pin(b"", one.salt, pin) != one.pin
    room.store.look_after(room.clock.at).result()
    for path in room.folder.rglob("*"):
        if path.is_file() and path.name != "pepper":
            assert room.service.pepper not in path.read_bytes()
            assert room.service.pepper.hex().encode() not in path.read_bytes()


def test_sessions_die_at_once_and_tokens_are_kept_as_hashes(room: Inside) -> None:
    """RELIABILITY 46."""
    old = [room.log_in("l0", room.pins["l0"]).token for _ in range(times(8, 100))]
    assert len(set(old)) == times(8, 100)
    assert all(len(token) >= 43 for token in old)

    def known(token: str) -> bool:
        hashed = pins.hash_token(token)
        return room.store.read(
            lambda db: roster.session(db, room.service.class_id, hashed, room.clock.at) is not None
        ).result()

    assert all(map(known, old))
    room.store.write(lambda db: login.log_out(room.service, db, Caller("here", token=pins.hash_token(old[0])))).result()
    assert not known(old[0])
    assert known(old[1])
    room.go_on(12 * HOUR)
    assert not known(old[1])
    fresh = room.log_in("l0", room.pins["l0"]).token
    again = room.do(teaching.new_pin, Person("l0"))
    assert not known(fresh)
    with pytest.raises(Refusal):
        room.log_in("l0", room.pins["l0"])
    room.go_on(60_000)
    assert known(room.log_in("l0", again.pin).token)
    room.do(teaching.log_out, Person("l0"))
    assert not any(map(known, old))
    data = b"".join(path.read_bytes() for path in room.folder.iterdir() if path.name.startswith("class.db"))
    assert not any(token.encode() in data for token in [*old, fresh])


def test_a_pin_changed_between_look_and_admission_is_not_let_in(room: Inside) -> None:
    checked = room.do(login.reserve, Login("l0", room.pins["l0"]), "here")
    assert login.compare(room.service, checked, room.pins["l0"])
    room.do(teaching.new_pin, Person("l0"))
    with pytest.raises(Refusal):
        room.do(login.admit, checked)


def test_a_renamed_learner_keeps_pin_work_and_place(room: Inside) -> None:
    room.open()
    pupil = room.learner("l0")
    attempt = pupil.begin().attempt
    room.do(teaching.rename, Rename("l0", "Ida"))
    with pytest.raises(Refusal):
        room.log_in("l0", room.pins["l0"])
    session = room.log_in("ida", room.pins["l0"])
    assert (session.name, session.learner) == ("Ida", pupil.caller.learner)
    assert pupil.begin().attempt == attempt
    with pytest.raises(Refusal, match="already"):
        room.do(teaching.rename, Rename("l1", "IDA"))
    with pytest.raises(Refusal, match="already"):
        room.do(teaching.add_member, Newcomer("Ida"))


def test_nobody_claims_a_name(tmp_path: Path) -> None:
    """RELIABILITY 49: fifty at once for a name whose learner has not been there yet."""
    with a_school(tmp_path, ["Ada"]) as school:

        def claim(number: int) -> str:
            caller = school.caller()
            try:
                caller.log_in("Ada", f"{(int(school.slips['Ada']) + number + 1) % 10**6:06d}")
            except Trouble as trouble:
                return trouble.fault.code
            return "in"

        with ThreadPoolExecutor(10) as pool:
            assert set(pool.map(claim, range(50))) <= {"login-refused", "slow-down"}


def test_accounts(tmp_path: Path) -> None:
    """RELIABILITY 42, as far as the calls go; ``test_doors`` has the sockets."""
    with inside(tmp_path, []) as room:
        room.do(teaching.add_member, Newcomer("Ada", uid=12345))
        assert room.do(login.by_account, 12345).name == "Ada"
        for uid in (0, 65534, 4_000_000_000, 999, None):
            with pytest.raises(Refusal) as refusal:
                room.do(login.by_account, uid)
            assert refusal.value.fault.code == "login-refused"
        with pytest.raises(Refusal):
            room.log_in("Ada", "")
        assert Learner("Ada", 12345).uid == 12345
