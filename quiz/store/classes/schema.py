"""A class's tables, and the numbered steps that bring an older store up to date."""

import sqlite3
from collections.abc import Callable, Sequence

from quiz.store.classes.db import Db, SqliteDb
from quiz.store.connection import transaction
from quiz.store.schema import version_of

Migration = Callable[[Db], None]

# 'clrc': a class's store, as against a learner's own.
APPLICATION_ID = 0x636C7263


def first_tables(db: Db) -> None:
    """Version 1.

    Every table names the class, so that a server for many can keep each to its own. Times are UTC milliseconds since
    1970 by the server's clock. ``tries`` counts failed logins by keyed hashes; ``owner`` is the name's, for unlocking.
    ``tokens`` holds SHA-256 of tokens. A sitting's ``pinned`` holds the text of its set and articles as they were when
    it was made. An attempt's ``questions`` are the set's own ids in the order of asking: what goes over the line as q1,
    q2, ... An event's ``hash`` is over the one before, its envelope and ``mac``, which is an HMAC of the body under
    ``salt``: body and salt can be erased, and the chain still holds.
    """
    for statement in (
        """CREATE TABLE classes(
            id TEXT PRIMARY KEY NOT NULL,
            title TEXT NOT NULL,
            made INTEGER NOT NULL,
            expires INTEGER NOT NULL
        )""",
        """CREATE TABLE learners(
            class TEXT NOT NULL,
            id TEXT NOT NULL,
            name TEXT NOT NULL,
            folded TEXT NOT NULL,
            uid INTEGER,
            salt TEXT NOT NULL,
            pin TEXT NOT NULL,
            made INTEGER NOT NULL,
            PRIMARY KEY (class, id),
            UNIQUE (class, folded),
            UNIQUE (class, uid)
        )""",
        """CREATE TABLE tries(
            class TEXT NOT NULL,
            key TEXT NOT NULL,
            owner TEXT NOT NULL,
            since INTEGER NOT NULL,
            count INTEGER NOT NULL,
            until INTEGER NOT NULL,
            PRIMARY KEY (class, key)
        )""",
        """CREATE TABLE tokens(
            class TEXT NOT NULL,
            hash TEXT NOT NULL,
            learner TEXT NOT NULL,
            made INTEGER NOT NULL,
            until INTEGER NOT NULL,
            PRIMARY KEY (class, hash)
        )""",
        "CREATE INDEX tokens_of_learner ON tokens(class, learner)",
        """CREATE TABLE sittings(
            class TEXT NOT NULL,
            id TEXT NOT NULL,
            folded TEXT NOT NULL,
            plan TEXT NOT NULL,
            title TEXT NOT NULL,
            questions INTEGER NOT NULL,
            pinned TEXT NOT NULL,
            made INTEGER NOT NULL,
            closed INTEGER,
            paused INTEGER,
            paused_total INTEGER NOT NULL,
            PRIMARY KEY (class, id),
            UNIQUE (class, folded)
        )""",
        """CREATE TABLE extras(
            class TEXT NOT NULL,
            sitting TEXT NOT NULL,
            learner TEXT NOT NULL,
            extra INTEGER NOT NULL,
            PRIMARY KEY (class, sitting, learner)
        )""",
        """CREATE TABLE attempts(
            class TEXT NOT NULL,
            id TEXT NOT NULL,
            sitting TEXT NOT NULL,
            learner TEXT NOT NULL,
            seed TEXT NOT NULL,
            questions TEXT NOT NULL,
            box_key TEXT NOT NULL,
            receipt TEXT NOT NULL,
            began INTEGER NOT NULL,
            paused_before INTEGER NOT NULL,
            terminal TEXT NOT NULL,
            fence INTEGER NOT NULL,
            number INTEGER NOT NULL,
            until INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            head TEXT NOT NULL,
            size INTEGER NOT NULL,
            finished INTEGER,
            late INTEGER NOT NULL,
            superseded INTEGER NOT NULL,
            PRIMARY KEY (class, id),
            UNIQUE (class, sitting, learner)
        )""",
        """CREATE TABLE events(
            class TEXT NOT NULL,
            attempt TEXT NOT NULL,
            id TEXT NOT NULL,
            seq INTEGER NOT NULL,
            terminal TEXT NOT NULL,
            fence INTEGER NOT NULL,
            number INTEGER NOT NULL,
            at INTEGER NOT NULL,
            elapsed INTEGER NOT NULL,
            received INTEGER NOT NULL,
            state TEXT NOT NULL,
            body TEXT NOT NULL,
            salt TEXT NOT NULL,
            mac TEXT NOT NULL,
            hash TEXT NOT NULL,
            PRIMARY KEY (class, attempt, id),
            UNIQUE (class, attempt, seq)
        )""",
        """CREATE TABLE releases(
            class TEXT NOT NULL,
            sitting TEXT NOT NULL,
            number INTEGER NOT NULL,
            learner TEXT NOT NULL,
            what TEXT NOT NULL,
            since INTEGER NOT NULL,
            made INTEGER NOT NULL,
            PRIMARY KEY (class, sitting, number)
        )""",
        """CREATE TABLE steps(
            class TEXT NOT NULL,
            sitting TEXT NOT NULL,
            number INTEGER NOT NULL,
            question INTEGER NOT NULL,
            phase TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (class, sitting, number)
        )""",
        """CREATE TABLE audit(
            class TEXT NOT NULL,
            id TEXT NOT NULL,
            at INTEGER NOT NULL,
            who TEXT NOT NULL,
            what TEXT NOT NULL,
            about TEXT NOT NULL,
            PRIMARY KEY (class, id)
        )""",
    ):
        db.run(statement)


def erased_table(db: Db) -> None:
    """Version 2. Who was erased, by an id that says nothing; done: no backup and no free space holds anything more."""
    db.run(
        """CREATE TABLE erased(
            class TEXT NOT NULL,
            learner TEXT NOT NULL,
            at INTEGER NOT NULL,
            done INTEGER NOT NULL,
            PRIMARY KEY (class, learner)
        )"""
    )


def mending_tables(db: Db) -> None:
    """Version 3. Keys that were mended after answers had come, and decisions about answers.

    A sitting's ``edition`` grows with every change of what its answers are graded by, so that another process notices.
    ``editions`` holds the set as it was mended, like ``pinned``. ``rulings``: answer is the hash of one (see
    ``quiz.questions.accepted``), "" where the decision is about the whole question.
    """
    for statement in (
        "ALTER TABLE sittings ADD COLUMN edition INTEGER NOT NULL DEFAULT 0",
        """CREATE TABLE editions(
            class TEXT NOT NULL,
            sitting TEXT NOT NULL,
            number INTEGER NOT NULL,
            pinned TEXT NOT NULL,
            made INTEGER NOT NULL,
            PRIMARY KEY (class, sitting, number)
        )""",
        """CREATE TABLE rulings(
            class TEXT NOT NULL,
            sitting TEXT NOT NULL,
            question TEXT NOT NULL,
            answer TEXT NOT NULL,
            decision TEXT NOT NULL,
            made INTEGER NOT NULL,
            PRIMARY KEY (class, sitting, question, answer)
        )""",
    ):
        db.run(statement)


# Never change one that has shipped: append.
MIGRATIONS: Sequence[Migration] = (first_tables, erased_table, mending_tables)


def migrate(connection: sqlite3.Connection, to: int = len(MIGRATIONS)) -> None:
    """Bring a SQLite file up to date, or to a version, each step in a transaction of its own."""
    while (version := version_of(connection)) < to:
        with transaction(connection):
            MIGRATIONS[version](SqliteDb(connection))
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
            connection.execute(f"PRAGMA user_version = {version + 1:d}")
