"""Each defence of a class, and of what is typed, taken out: then its own test fails. As ``test_defences_matter``."""

import asyncio
import os
import sqlite3
import ssl
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from quiz.articles.library import Library
from quiz.classroom import box
from quiz.classroom.client import connection
from quiz.classroom.client.connection import Unreachable
from quiz.classroom.server import login, pins, releasing, taking, teaching, timing, views
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.server.releasing import Allowed
from quiz.classroom.teacher import Newcomer
from quiz.classroom.wire import Login
from quiz.questions.response import Typed
from quiz.store import disk, paths
from quiz.store.classes import disk as classes_disk
from quiz.store.classes import events
from quiz.store.classes.opening import open_store
from quiz.store.classes.roster import Tries
from quiz.store.errors import StoreError
from quiz.store.schema import version_of
from quiz.store.store import Store
from quiz.tui import drafts
from quiz.tui.screens.asking_answers import Answering
from quiz.tui.terminal.typed_ahead import TypedAhead
from tests.classroom import test_connection, test_events, test_login, test_outbox, test_secrecy, test_time
from tests.classroom.inside import START, Inside, fresh
from tests.tui import test_typed_ahead
from tests.tui.stage import desk_of, playing, settle

from . import worlds
from .tallying import Tally
from .test_defences_matter import Check, Defence

FAILED = pytest.fail.Exception
"""What ``pytest.raises`` ends with where nothing was raised."""


def in_a_class(test: Callable[[Inside], object]) -> Check:
    def check(_: Path) -> None:
        with fresh(["Ada", "Ben", "l0", "l1", "l2", "l3"]) as room:
            test(room)

    return check


def with_everybody(test: Callable[[Inside], object]) -> Check:
    def check(_: Path) -> None:
        with fresh() as room:
            test(room)

    return check


def with_short_paths(test: Callable[[Path], object]) -> Check:
    """For what needs a folder, and listens in it."""
    import tempfile

    def check(_: Path) -> None:
        mask = os.umask(0o077)
        try:
            with tempfile.TemporaryDirectory(prefix="quiz-") as folder:
                test(Path(folder))
        finally:
            os.umask(mask)

    return check


# The class


class LikeAny(str):
    """A pin that is like every other one."""

    __hash__ = str.__hash__

    def __ne__(self, _: object) -> bool:
        return False


def older_tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class NoCipher:
    def encrypt(self, _nonce: bytes, data: bytes, _bound: bytes) -> bytes:
        return data

    def decrypt(self, _nonce: bytes, data: bytes, _bound: bytes) -> bytes:
        return data


def nobody_is_let_in(room: Inside) -> None:
    """Not even where somebody has written root's number into the roster."""
    try:
        room.do(teaching.add_member, Newcomer("Root", uid=0))
        room.do(login.by_account, 0)
    except Refusal:
        return
    raise AssertionError("root came in as a learner")


def a_name_that_is_not_there_costs_as_much(room: Inside) -> None:
    hashed: list[str] = []
    whole = pins.hash_pin

    def counting(pepper: bytes, salt: str, pin: str) -> str:
        hashed.append(pin)
        return whole(pepper, salt, pin)

    pins.hash_pin = counting
    try:
        for name in ("l0", "nobody"):
            assert not login.compare(room.service, room.do(login.reserve, Login(name, "000001"), name), "x")
    finally:
        pins.hash_pin = whole
    assert len(hashed) == 2


def a_file_of_another_version_is_refused(folder: Path) -> None:
    room = Inside(folder)
    room.close()
    with closing(sqlite3.connect(room.folder / "class.db")) as raw:
        raw.execute("PRAGMA user_version = 99")
    try:
        open_store(room.folder, now=START).close()
    except StoreError:
        return
    raise AssertionError("it was opened")


_take, _compare, _hash_pin = taking.Taking.take, login.compare, pins.hash_pin


def old_terminals_count(self: Any, sent: Any, terminal: str, fence: int, *, holds: bool, imported: bool = False) -> Any:
    return _take(self, sent, terminal, fence, holds=True, imported=imported)


# What is typed, and the store


def a_flipped_schema_is_damage(folder: Path) -> None:
    Store.open(folder, quiet=3600).close()
    path = folder / "store.db"
    data = path.read_bytes()
    at = data.index(b"trialstrials")  # the names of a table in the schema
    path.write_bytes(data[:at] + b"\xff" + data[at + 1 :])
    try:
        Store.open(folder, quiet=3600).close()
    except StoreError:
        return
    raise AssertionError("the store was opened")


class NeverRaised(Exception):
    pass


def a_draft_is_written_before_it_is_graded(folder: Path) -> None:
    async def play() -> None:
        async with playing(Library([worlds.villages(folder, 2)]), "villages") as pilot:
            desk, seen = desk_of(pilot), list[Any]()
            grade = desk.answer

            def answer(question: str, *given: Any) -> Any:
                seen.append(desk.attempt.items[question].draft)
                return grade(question, *given)

            desk.answer = answer  # type: ignore[assignment, method-assign]
            test_typed_ahead.send(pilot, *"Bo", "enter")
            await settle(pilot)
            assert seen == [Typed("Bo")]

    asyncio.run(play())


def who_types_on_is_written_down(_: Path) -> None:
    """Keys a tenth of a second apart, for two seconds."""

    class Loop:
        now, due, call = 0.0, float("inf"), staticmethod(lambda: None)

        def time(self) -> float:
            return self.now

        def call_at(self, when: float, call: Any) -> "Loop":
            self.due, self.call = when, call
            return self

        def cancel(self) -> None:
            self.due = float("inf")

    loop, written = Loop(), list[float]()
    soon = drafts.Soon(loop, lambda: written.append(loop.now))  # type: ignore[arg-type]
    for key in range(20):
        soon.touch()
        while loop.due <= (key + 1) / 10:
            loop.now, loop.due = loop.due, float("inf")
            loop.call()
        loop.now = (key + 1) / 10
    assert len(written) >= 3


def keys_keep_their_order(_: Path) -> None:
    asyncio.run(test_typed_ahead.test_each_key_goes_where_the_one_before_has_led())


DEFENCES = [
    Defence(
        "whose socket it is",
        lambda p: p.setattr(connection, "_peer_uid", lambda _: os.getuid() + 1),
        with_short_paths(test_connection.test_a_socket_of_another_account_hears_nothing),
        Unreachable,
    ),
    Defence(
        "the key of the join line",
        lambda p: p.setattr(connection, "pin_of", LikeAny),
        with_short_paths(test_connection.test_another_key_hears_nothing),
        Unreachable,
    ),
    Defence(
        "TLS 1.3",
        lambda p: p.setattr(connection, "_context", older_tls),
        with_short_paths(test_connection.test_an_older_protocol_is_not_spoken),
    ),
    Defence(
        "accounts that are nobody's",
        lambda p: p.setattr(login, "NOBODY", ()),
        in_a_class(nobody_is_let_in),
    ),
    Defence(
        "wrong PINs are slowed down",
        lambda p: p.setattr(login, "_tries", lambda _db, _class, key, owner, now: Tries(key, owner, now, 0, 0)),
        in_a_class(test_login.test_the_wait_doubles_up_to_a_minute_and_a_teacher_ends_it),
    ),
    Defence(
        "the same work for unknown names",
        lambda p: p.setattr(login, "compare", lambda s, c, pin: c.member is not None and _compare(s, c, pin)),
        in_a_class(a_name_that_is_not_there_costs_as_much),
    ),
    Defence(
        "a pepper that is not in the store",
        lambda p: p.setattr(pins, "hash_pin", lambda _, salt, pin: _hash_pin(b"", salt, pin)),
        in_a_class(test_login.test_a_stolen_store_does_not_give_pins_away),
    ),
    Defence(
        "tokens are kept as hashes",
        lambda p: p.setattr(pins, "hash_token", lambda token: token),
        in_a_class(test_login.test_sessions_die_at_once_and_tokens_are_kept_as_hashes),
    ),
    Defence(
        "one terminal at a time",
        lambda p: p.setattr(taking.Taking, "take", old_terminals_count),
        lambda _: test_events.test_two_terminals_on_one_attempt_lose_nothing(),
    ),
    Defence(
        "a class's file of another version",
        lambda p: p.setattr(classes_disk, "examine", lambda connection, *_: version_of(connection)),
        a_file_of_another_version_is_refused,
    ),
    Defence(
        "chains of events",
        lambda p: p.setattr(events, "is_whole", lambda _: True),
        lambda _: test_events.test_a_chain_that_was_tampered_with_is_found(),
    ),
    Defence(
        "nothing before its release",
        lambda p: p.setattr(releasing, "allowed", lambda *_: Allowed(True, "all", "all", frozenset(), 1)),
        in_a_class(test_secrecy.test_no_way_round_shows_anything_before_the_release),
    ),
    Defence(
        "a lesson shows what was revealed",
        lambda p: p.setattr(releasing, "planned_release", lambda plan: plan.release or "all"),
        in_a_class(test_secrecy.test_a_lesson_shows_afterwards_what_was_revealed_in_it_and_no_more),
    ),
    Defence(
        "nothing after handing in",
        lambda p: p.setattr(taking.events, "handed_in_at", lambda *_: None),
        in_a_class(test_time.test_nothing_is_taken_that_was_given_after_handing_in),
    ),
    Defence(
        "a pause is one",
        lambda p: p.setattr(timing.Hours, "stands_still", lambda *_: False),
        in_a_class(test_time.test_what_is_given_during_a_pause_is_late_and_flagged),
    ),
    Defence(
        "nothing counts once the key was shown",
        lambda p: p.setattr(releasing, "key_was_shown", lambda *_: False),
        with_everybody(lambda room: test_time.test_what_came_once_the_key_could_be_seen_never_counts(room, "release")),
    ),
    Defence(
        "no seed on the wire",
        lambda p: p.setattr(views, "started", lambda attempt, _: attempt.started),
        in_a_class(test_secrecy.test_what_is_sent_has_neither_seed_nor_digest_nor_own_names),
    ),
    Defence(
        "the outbox is sealed",
        lambda p: p.setattr(box, "_cipher", lambda _: NoCipher()),
        with_short_paths(test_outbox.test_nothing_readable_and_for_nobody_else),
    ),
    Defence(
        "records in their order",
        lambda p: p.setattr(box.Seal, "_bound", lambda *_: b""),
        with_short_paths(lambda folder: test_outbox.test_what_somebody_changed_is_noticed(folder, "swap")),
        FAILED,
    ),
    Defence(
        "a file with a second name",
        lambda p: p.setattr(paths, "check_private_file", lambda _: None),
        with_short_paths(lambda folder: test_outbox.test_a_planted_link_is_not_followed(folder, os.link)),
    ),
    Defence(
        "a schema that is no text",
        lambda p: p.setattr(disk, "UnicodeDecodeError", NeverRaised, raising=False),
        a_flipped_schema_is_damage,
        UnicodeDecodeError,
    ),
    Defence(
        "written before it is graded",
        lambda p: p.setattr(Answering, "keep_draft", lambda _: None),
        a_draft_is_written_before_it_is_graded,
    ),
    Defence("written while typing goes on", lambda p: p.setattr(drafts, "AT_MOST", 1e9), who_types_on_is_written_down),
    Defence(
        "one key after the other", lambda p: p.setattr(TypedAhead, "is_due", lambda *_: True), keys_keep_their_order
    ),
]


@pytest.mark.parametrize("defence", DEFENCES, ids=lambda defence: defence.name)
def test_without_a_defence_its_test_fails(
    defence: Defence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tally: Tally
) -> None:
    with tally("defences"):
        defence.check(tmp_path / "with")
        with monkeypatch.context() as patch:
            defence.take_out(patch)
            with pytest.raises(defence.fails):
                defence.check(tmp_path / "without")
