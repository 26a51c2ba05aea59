"""The tables, and the numbered steps that bring an older store up to date."""

import sqlite3
from collections.abc import Callable, Sequence

from quiz.store.connection import transaction

Migration = Callable[[sqlite3.Connection], None]

# 'clrd': tells our files from other programs' databases.
APPLICATION_ID = 0x636C7264


def first_tables(connection: sqlite3.Connection) -> None:
    """Version 1. The events are the truth; ``standings`` can be rebuilt from them.

    ``place`` is the order of arrival, which survives VACUUM and does not depend on anybody's clock. A digest is the
    CRC-32 of the row's other columns: SQLite's own checks do not see a changed letter. ``erasing`` holds the
    attempts that are being erased, the only ones whose events may go.
    """
    for statement in (
        """CREATE TABLE events(
            place INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            attempt TEXT NOT NULL,
            seq INTEGER NOT NULL CHECK (seq >= 0),
            at INTEGER NOT NULL,
            elapsed INTEGER NOT NULL,
            kind TEXT NOT NULL,
            body TEXT NOT NULL,
            digest INTEGER NOT NULL,
            UNIQUE (attempt, seq)
        ) STRICT""",
        """CREATE TABLE standings(
            attempt TEXT PRIMARY KEY NOT NULL,
            learner TEXT NOT NULL,
            place INTEGER NOT NULL,
            standing TEXT NOT NULL,
            digest INTEGER NOT NULL
        ) STRICT""",
        "CREATE INDEX standings_of_learner ON standings(learner, place)",
        """CREATE TABLE learners(
            id TEXT PRIMARY KEY NOT NULL,
            name TEXT NOT NULL UNIQUE,
            created INTEGER NOT NULL,
            digest INTEGER NOT NULL
        ) STRICT""",
        "CREATE TABLE erasing(attempt TEXT PRIMARY KEY NOT NULL) STRICT",
        """CREATE TRIGGER events_never_change BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END""",
        """CREATE TRIGGER events_never_go BEFORE DELETE ON events
        WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE attempt = OLD.attempt)
        BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END""",
    ):
        connection.execute(statement)


def progress_tables(connection: sqlite3.Connection) -> None:
    """Version 2. ``trials`` and ``cards`` can be rebuilt from the events; ``projections`` says by which rules.

    owner is the id of the set a question lives in, which an attempt over several sets does not tell. held is 1 for a
    card that never comes up; due and buried are UTC, milliseconds since 1970.
    """
    for statement in (
        """CREATE TABLE trials(
            attempt TEXT NOT NULL,
            name TEXT NOT NULL,
            learner TEXT NOT NULL,
            owner TEXT NOT NULL,
            question TEXT NOT NULL,
            mode TEXT NOT NULL,
            decided INTEGER,
            trial TEXT NOT NULL,
            digest INTEGER NOT NULL,
            PRIMARY KEY (attempt, name)
        ) STRICT""",
        "CREATE INDEX trials_of_card ON trials(learner, owner, question)",
        "CREATE INDEX trials_by_day ON trials(learner, mode, decided)",
        """CREATE TABLE cards(
            learner TEXT NOT NULL,
            owner TEXT NOT NULL,
            question TEXT NOT NULL,
            due INTEGER NOT NULL,
            held INTEGER NOT NULL,
            buried INTEGER NOT NULL,
            card TEXT NOT NULL,
            digest INTEGER NOT NULL,
            PRIMARY KEY (learner, owner, question)
        ) STRICT""",
        "CREATE INDEX cards_due ON cards(learner, held, due, buried, owner)",
        "CREATE TABLE projections(name TEXT PRIMARY KEY NOT NULL, rules INTEGER NOT NULL) STRICT",
    ):
        connection.execute(statement)


def profile_tables(connection: sqlite3.Connection) -> None:
    """Version 3. ``notes``, ``readings`` and ``owners`` can be rebuilt from the events; ``pins`` cannot.

    owners: whose rows a joined learner's are. A PIN is kept as its scrypt hash, with how often in a row it was given
    wrong, and when last (UTC, milliseconds since 1970), so that starting the program again does not help a guesser.
    """
    for statement in (
        """CREATE TABLE notes(
            learner TEXT NOT NULL,
            id TEXT NOT NULL,
            article TEXT NOT NULL,
            note TEXT NOT NULL,
            digest INTEGER NOT NULL,
            PRIMARY KEY (learner, id)
        ) STRICT""",
        "CREATE INDEX notes_of_article ON notes(learner, article)",
        """CREATE TABLE readings(
            event TEXT PRIMARY KEY NOT NULL,
            learner TEXT NOT NULL,
            reading TEXT NOT NULL,
            digest INTEGER NOT NULL
        ) STRICT""",
        "CREATE INDEX readings_of_learner ON readings(learner)",
        "CREATE TABLE owners(learner TEXT PRIMARY KEY NOT NULL, owner TEXT NOT NULL) STRICT",
        """CREATE TABLE pins(
            learner TEXT PRIMARY KEY NOT NULL,
            secret TEXT NOT NULL,
            failures INTEGER NOT NULL,
            last INTEGER NOT NULL,
            digest INTEGER NOT NULL
        ) STRICT""",
    ):
        connection.execute(statement)


# Never change one that has shipped: append.
MIGRATIONS: Sequence[Migration] = (first_tables, progress_tables, profile_tables)


def version_of(connection: sqlite3.Connection) -> int:
    """The number of migrations a store has had; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring a store up to date, each step in a transaction of its own.

    Two programs may do so at once: the version is read again once the lock is held.
    """
    while version_of(connection) < len(migrations):
        with transaction(connection):
            version = version_of(connection)
            if version >= len(migrations):
                return
            migrations[version](connection)
            if version == 0:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
            connection.execute(f"PRAGMA user_version = {version + 1:d}")


def build(connection: sqlite3.Connection, version: int) -> None:
    """Make the tables of a version in an empty database."""
    migrate(connection, MIGRATIONS[:version])


def strangers(connection: sqlite3.Connection, build: Callable[[sqlite3.Connection, int], None] = build) -> list[str]:
    """What a store has that these migrations did not make, or lacks, by name: a trigger of somebody else's, say.

    Takes a store of this version or an older one; a trigger or a view in it would run with our next statement.
    """
    own = sqlite3.connect(":memory:", isolation_level=None)
    try:
        build(own, version_of(connection))
        return sorted({name for name, _ in _made(own) ^ _made(connection)})
    finally:
        own.close()


def _made(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    found = connection.execute("SELECT name, type || ' ' || tbl_name || ' ' || sql FROM sqlite_schema").fetchall()
    return {(str(name), " ".join(str(text).split())) for name, text in found if not str(name).startswith("sqlite_")}
