"""Profiles that are the same person's, in the store: whose rows are whose; see ``attempts.joining``.

Events never change, so an attempt's first event names whoever began it. What is worked out from the events (standings,
trials, cards, notes, readings) stands under its owner. Every function belongs inside a transaction of the caller's.
"""

import sqlite3
from collections.abc import Iterable, Mapping

from quiz.attempts.joining import Join, owners


def owner_of(connection: sqlite3.Connection, learner: str) -> str:
    """The id of whoever owns what a learner (id) does: mostly the learner."""
    row = connection.execute("SELECT owner FROM owners WHERE learner = ?", (learner,)).fetchone()
    return learner if row is None else str(row[0])


def read_owners(connection: sqlite3.Connection) -> dict[str, str]:
    """All learners whose rows belong to somebody else, with that other one's id."""
    return {str(learner): str(owner) for learner, owner in connection.execute("SELECT learner, owner FROM owners")}


def members(connection: sqlite3.Connection, learner: str) -> list[str]:
    """The ids under which a learner's attempts were begun: their own, and those of profiles joined into it."""
    found = connection.execute("SELECT learner FROM owners WHERE owner = ? ORDER BY learner", (learner,)).fetchall()
    return [learner, *(str(row[0]) for row in found)]


def settle(connection: sqlite3.Connection, joins: Iterable[Join]) -> dict[str, str]:
    """Work out the owners from all joins there are; who had rows of their own until now, and who is to have them."""
    before, now = read_owners(connection), owners(joins)
    write_owners(connection, now)
    return {learner: owner for learner, owner in now.items() if learner not in before}


def write_owners(connection: sqlite3.Connection, now: Mapping[str, str]) -> None:
    """Replace what is known of owners."""
    connection.execute("DELETE FROM owners")
    connection.executemany("INSERT INTO owners(learner, owner) VALUES (?, ?)", now.items())


def erase(connection: sqlite3.Connection, learner: str) -> None:
    """Forget who was joined into a learner."""
    connection.execute("DELETE FROM owners WHERE owner = ?", (learner,))
