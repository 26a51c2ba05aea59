"""The store: events in, events and standings out. Every answer comes as a future, resolved once it is true.

A future of a write is resolved after its commit returned, never before: until then the words "saved" have no place on
the screen. Futures fail with a StoreError. Wait with ``.result()`` where waiting is right, or add a callback (it runs
in the store's thread and must be short).
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from quiz.attempts.events import Event, Started
from quiz.attempts.memory import Card
from quiz.attempts.notebook import Note, Reading
from quiz.attempts.standing import Standing
from quiz.attempts.trial import Trial
from quiz.store import checks, joining, learners, notebook, pins, progress, rows
from quiz.store.checks import Damage
from quiz.store.disk import FileDisk, MemoryDisk
from quiz.store.errors import damaged
from quiz.store.learners import Learner
from quiz.store.paths import Home
from quiz.store.worker import Worker

if TYPE_CHECKING:
    from concurrent.futures import Future

    from quiz.attempts.queue import Today
    from quiz.store.merging import Merged

T = TypeVar("T")
QUIET = 1.0


class Store:
    """Open with ``Store.open`` or ``Store.in_memory``; close with ``close``. Threads may share one."""

    health: "Future[list[Damage]] | None" = None
    """What the check in the background found, a second after the store fell quiet; None for a store in memory.

    Cancelled by an earlier ``close``. Fails with a StoreError where there was no room for the reserve or the backup.
    Where it found damage, appends fail from then on: offer ``data.restore``, or going on ``in_memory``.
    """

    def __init__(self, disk: FileDisk | MemoryDisk, quiet: float = QUIET) -> None:
        self._disk = disk
        self._worker = Worker(disk, quiet)
        self._damage: list[Damage] = []

    @classmethod
    def open(cls, folder: Path, *, now: int | None = None, quiet: float = QUIET) -> "Store":
        """Open the personal store in a data folder (see ``paths.data_folder``), making what is missing.

        now: UTC, milliseconds since 1970; the clock's if None. It decides whether the day's backup is due, which is
        made with the check in ``health`` once nothing was asked for ``quiet`` seconds.
        Raises NewerStore, StoreDamaged, StoreLocked, StoreReadOnly, StoreRefused, StoreFull, UnsuitableFolder.
        """
        now = time.time_ns() // 1_000_000 if now is None else now
        home = Home(folder)
        disk = FileDisk(home, now)
        store = cls(disk, quiet)
        store.health = store._worker.when_idle(lambda connection: store._look_after(connection, home, disk, now))
        try:
            store._worker.submit(lambda _: None, "alone").result()
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def in_memory(cls) -> "Store":
        """A store that forgets everything when closed, for going on where nothing can be saved."""
        return cls(MemoryDisk())

    @property
    def saves(self) -> bool:
        """False for a store in memory."""
        return isinstance(self._disk, FileDisk)

    @property
    def low(self) -> bool:
        """True while the disk is full but for the space kept for that case: open attempts go on, none is begun."""
        return self._disk.low

    def append(self, events: Sequence[Event]) -> "Future[None]":
        """Add events, all or none; each must be the next of its attempt, or already there.

        Fails with AttemptElsewhere where another terminal has gone on with the attempt, with BadAppend for a gap (an
        earlier append has failed: append those events again, in order), with StoreFull for a new attempt when ``low``.
        """
        if self._damage:
            return self._read(self._refuse_damaged)
        events = tuple(events)

        def run(connection: sqlite3.Connection) -> None:
            if self.low and any(isinstance(event.body, Started) for event in events):
                # Only once there is room for the reserve again; what is left belongs to the open attempts.
                self._disk.keep_reserve()
            rows.append(connection, events, self._where)

        return self._write(run)

    def events(self, attempt: str) -> "Future[list[Event]]":
        """The events of an attempt, in order; none for an unknown one."""
        return self._read(lambda connection: rows.read_events(connection, attempt, self._where))

    def standing(self, attempt: str) -> "Future[Standing | None]":
        return self._read(lambda connection: rows.read_standing(connection, attempt, self._where))

    def standings(self, learner: str | None = None) -> "Future[list[Standing]]":
        """Where a learner's attempts stand (None: everyone's), the one that was worked on last first."""
        return self._read(lambda connection: rows.read_standings(connection, learner, self._where))

    def trials(self, learner: str) -> "Future[list[Trial]]":
        """What a learner's attempts know of each question, in no order."""
        return self._read(lambda connection: progress.read_trials(connection, self._where, learner=learner))

    def cards(self, learner: str) -> "Future[list[Card]]":
        """What a learner remembers of each question, in no order."""
        return self._read(lambda connection: progress.read_cards(connection, learner, self._where))

    def due(self, learner: str, today: "Today") -> "Future[list[Card]]":
        """The cards to be asked today, the longest waiting first."""
        return self._read(lambda connection: progress.read_due(connection, learner, today, self._where))

    def count_due(self, learner: str, today: "Today") -> "Future[tuple[dict[str, int], int]]":
        """How many cards of each set are due today, and how many questions were reviewed today."""
        return self._read(
            lambda connection: (
                progress.count_due(connection, learner, today),
                progress.count_reviewed(connection, learner, today),
            )
        )

    def notes(self, learner: str, article: str | None = None) -> "Future[list[Note]]":
        """A learner's notes on an article (None: on all), in no order, without those taken away."""
        return self._read(
            lambda connection: [
                note for note in notebook.read_notes(connection, self._where, learner, article) if not note.gone
            ]
        )

    def readings(self, learner: str) -> "Future[list[Reading]]":
        """When a learner read articles by themselves, in no order."""
        return self._read(lambda connection: notebook.read_readings(connection, self._where, learner))

    def learners(self) -> "Future[list[Learner]]":
        """All learners, the oldest first."""
        return self._read(lambda connection: learners.everyone(connection, self._where))

    def add_learner(self, name: str, *, now: int | None = None, id_: str | None = None) -> "Future[Learner]":
        """A new learner; the id is made at random. The name must be clean text. Fails with NameTaken."""
        now = time.time_ns() // 1_000_000 if now is None else now
        learner = Learner(id_ or os.urandom(16).hex(), name, now)

        def run(connection: sqlite3.Connection) -> Learner:
            learners.add(connection, learner)
            return learner

        return self._write(run)

    def rename(self, learner: str, name: str) -> "Future[Learner]":
        """Fails with NameTaken, NoLearner."""
        return self._write(lambda connection: learners.rename(connection, learner, name, self._where))

    def learner_called(self, name: str) -> "Future[Learner | None]":
        """Whoever has this name or id, or had it before they were joined into another profile."""

        def run(connection: sqlite3.Connection) -> Learner | None:
            known = {learner.id: learner for learner in learners.recorded(connection, self._where)}
            for learner in known.values():
                if name == learner.id or name.casefold() == learner.name.casefold():
                    return known.get(joining.owner_of(connection, learner.id))
            return None

        return self._read(run)

    def members(self, learner: str) -> "Future[list[str]]":
        """The ids under which a learner's attempts were begun: their own, and those of profiles joined into it."""
        return self._read(lambda connection: joining.members(connection, learner))

    def pins(self) -> "Future[tuple[frozenset[str], dict[str, int]]]":
        """Who has a PIN; and whose was taken away by somebody who did not know it, and when."""
        return self._read(
            lambda connection: (pins.protected(connection, self._where), pins.removed(connection, self._where))
        )

    def set_pin(self, learner: str, pin: str | None) -> "Future[None]":
        """Give a learner a PIN, or (None) take it away. Raises InputError for one that is too short or too long."""
        secret = None if pin is None else pins.hashed(pin, os.urandom(16))

        def run(connection: sqlite3.Connection) -> None:
            if secret is None:
                pins.remove(connection, learner)
            else:
                pins.put(connection, learner, secret)

        return self._write(run)

    def drop_pin(self, learner: str, now: int) -> "Future[None]":
        """Take away a PIN that is forgotten; the learner will be told. now: UTC, milliseconds since 1970."""
        return self._write(lambda connection: pins.put(connection, learner, "", last=now))

    def pin_wait(self, learner: str, now: int) -> int:
        """Milliseconds until a PIN may be tried. now: UTC, milliseconds since 1970. Waits for the disk."""
        return self._read(lambda connection: pins.wait(connection, learner, now, self._where)).result()

    def try_pin(self, learner: str, pin: str, now: int) -> int:
        """0 where the PIN is right, else the milliseconds until another may be tried. Waits for the disk.

        A try before that time is not looked at. now: UTC, milliseconds since 1970.
        """
        tried = self._write(lambda connection: pins.begin(connection, learner, now, self._where)).result()
        if tried.secret and pins.fits(pin, tried.secret):
            self._write(lambda connection: pins.succeed(connection, learner, self._where)).result()
            return 0
        return tried.wait

    def delete_learner(self, learner: str) -> "Future[int]":
        """Take a learner, all profiles joined into it and their attempts out of the file for good; how many attempts.

        Backups still hold them: ``data.delete`` sees to those too.
        """
        return self._alone(lambda connection: learners.erase(connection, learner))

    def export(self, learner: str) -> Iterator[dict[str, Any]]:
        """Everything kept about a learner, for one JSON line each: ``{"learner": ...}``, then ``{"event": ...}``.

        Attempts come oldest first, events in order. Reads attempt by attempt, and waits for each.
        """
        known = self._read(lambda connection: learners.recorded(connection, self._where)).result()
        members = set(self.members(learner).result())
        for person in known:
            if person.id in members:
                yield {"learner": msgspec.to_builtins(person)}
        for standing in reversed(self.standings(learner).result()):
            for event in self.events(standing.attempt).result():
                yield {"event": msgspec.to_builtins(event)}

    def merge(self, people: Sequence[Learner], attempts: Sequence[list[Event]]) -> "Future[Merged]":
        """Add what this store lacks of another's learners and attempts, as ``merging.read`` reads them."""
        from quiz.store import merging

        return self._write(lambda connection: merging.merge(connection, people, attempts, self._where))

    def rebuild(self) -> "Future[int]":
        """Work out from the events again all that is worked out from them; how many attempts there are."""
        return self._write(lambda connection: rows.rebuild(connection, self._where))

    def backup(self, to: Path) -> "Future[Path]":
        """Write a checked copy to a file, replacing one of that name."""

        from quiz.store import backups

        def run(connection: sqlite3.Connection) -> Path:
            backups.write(connection, to)
            return to

        return self._alone(run)

    def check(self) -> "Future[list[Damage]]":
        """Every damage that can be found, in the structure of the file and in every row; empty where all is well."""
        return self._alone(lambda connection: checks.thorough(connection, self._where))

    def close(self, timeout: float = 10.0) -> bool:
        """Save what is queued and close; False where that takes longer than timeout seconds. May be called again."""
        return self._worker.close(timeout)

    @property
    def _where(self) -> object:
        return self._disk.where

    def _read(self, run: Callable[[sqlite3.Connection], T]) -> "Future[T]":
        return self._worker.submit(run, "read")

    def _write(self, run: Callable[[sqlite3.Connection], T]) -> "Future[T]":
        return self._worker.submit(run, "write")

    def _alone(self, run: Callable[[sqlite3.Connection], T]) -> "Future[T]":
        return self._worker.submit(run, "alone")

    def _refuse_damaged(self, _: sqlite3.Connection) -> None:
        raise damaged(self._where, self._damage[0].what)

    def _look_after(self, connection: sqlite3.Connection, home: Home, disk: FileDisk, now: int) -> list[Damage]:
        self._damage = checks.quick(connection, self._where)
        if not self._damage:
            from quiz.store import backups

            # A copy of a damaged store would push out good ones.
            disk.keep_reserve()
            backups.write_when_due(connection, home, now)
        return self._damage
