"""What a PostgreSQL database must have before a class is kept in it: tables, roles, rules, and safe settings."""

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import sql

from quiz.store.classes.schema import MIGRATIONS
from quiz.store.errors import NewerStore, StoreRefused

Connection = psycopg.Connection[tuple[Any, ...]]

SCHEMA = "closeread"
LEARNER, MARKER = "closeread_learner", "closeread_marker"

OLDEST = 130_000
"""PostgreSQL 13."""

_ALL = "SELECT, INSERT, UPDATE, DELETE"
# What serving learners needs, and no more. The column sittings.pinned and the table editions, which hold
# keys, are in no list.
GRANTS: Sequence[tuple[str, str]] = (
    ("classes", "SELECT"),
    ("learners", "SELECT"),
    ("tries", _ALL),
    ("tokens", "SELECT, INSERT, DELETE"),
    (
        "sittings",
        "SELECT (class, id, folded, plan, title, questions, made, closed, paused, paused_total, edition)",
    ),
    ("extras", "SELECT"),
    ("attempts", "SELECT, INSERT, UPDATE"),
    ("events", "SELECT, INSERT, UPDATE (state)"),
    ("releases", "SELECT"),
    ("steps", "SELECT"),
    ("audit", "INSERT"),
    ("erased", ""),
    ("editions", ""),
    ("rulings", ""),
)
_LOCK = 0x636C7263


def prepare(connection: Connection, login: str, where: str) -> int:
    """Make or update everything, in one transaction; the number of steps that were missing.

    login: the role that the servers will connect as. Takes the rights of a superuser, or of the database's owner where
    that may make roles. Running it again does no harm. Raises StoreError, psycopg.Error.
    """
    from quiz.store.classes.postgres import PgDb  # it needs the names of the roles

    with connection.transaction(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        cursor.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(SCHEMA)))
        cursor.execute(sql.SQL("SET LOCAL search_path = {}").format(sql.Identifier(SCHEMA)))
        cursor.execute("CREATE TABLE IF NOT EXISTS version(number BIGINT NOT NULL)")
        found = cursor.execute("SELECT number FROM version").fetchone()
        version = int(found[0]) if found else 0
        if version > len(MIGRATIONS):
            raise _newer(where, version)
        for step in MIGRATIONS[version:]:
            step(PgDb(cursor))
        cursor.execute("DELETE FROM version")
        cursor.execute("INSERT INTO version VALUES (%s)", (len(MIGRATIONS),))
        _make_roles(cursor, login)
        _make_rules(cursor)
    return len(MIGRATIONS) - version


def _make_roles(cursor: psycopg.Cursor[tuple[Any, ...]], login: str) -> None:
    for role in (LEARNER, MARKER):
        if cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is None:
            cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
        for what in ("USAGE ON SCHEMA {}",):
            cursor.execute(sql.SQL("GRANT " + what + " TO {}").format(sql.Identifier(SCHEMA), sql.Identifier(role)))
        cursor.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(login)))
    cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(sql.Identifier(SCHEMA), sql.Identifier(login)))
    cursor.execute(sql.SQL("GRANT SELECT ON version TO {}").format(sql.Identifier(login)))


def _make_rules(cursor: psycopg.Cursor[tuple[Any, ...]]) -> None:
    for table, rights in GRANTS:
        name = sql.Identifier(table)
        cursor.execute(sql.SQL("REVOKE ALL ON {} FROM PUBLIC, {}").format(name, sql.Identifier(LEARNER)))
        if rights:
            cursor.execute(sql.SQL("GRANT " + rights + " ON {} TO {}").format(name, sql.Identifier(LEARNER)))
        cursor.execute(sql.SQL("GRANT " + _ALL + " ON {} TO {}").format(name, sql.Identifier(MARKER)))
        cursor.execute(sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY").format(name))
        cursor.execute(sql.SQL("DROP POLICY IF EXISTS own_class ON {}").format(name))
        column = sql.Identifier("id" if table == "classes" else "class")
        cursor.execute(
            sql.SQL("CREATE POLICY own_class ON {} USING ({} = current_setting('closeread.class', true))").format(
                name, column
            )
        )


def clean(connection: Connection) -> None:
    """Write the tables anew without what was deleted, and forget that it is to be done. As their owner.

    connection: one that commits by itself. Servers wait for each table meanwhile. Raises psycopg.Error.
    """
    for table, _ in GRANTS:
        connection.execute(sql.SQL("VACUUM (FULL) {}").format(sql.Identifier(SCHEMA, table)))
    connection.execute(sql.SQL("UPDATE {} SET done = 1 WHERE done = 0").format(sql.Identifier(SCHEMA, "erased")))


def refuse_unprepared(connection: Connection, where: str) -> None:
    """Raises StoreError for a server that could lose what it acknowledged, and for missing tables or rights."""
    with connection.transaction(), connection.cursor() as cursor:
        settings = {
            name: str(cursor.execute("SELECT current_setting(%s)", (name,)).fetchone()[0])  # type: ignore[index]
            for name in ("fsync", "full_page_writes", "synchronous_commit", "synchronous_standby_names")
        }
        if connection.info.server_version < OLDEST:
            raise StoreRefused(f"{where}: PostgreSQL is older than 13; use a newer one")
        for name in ("fsync", "full_page_writes"):
            if settings[name] != "on":
                raise _unsafe(where, name, settings[name], "on")
        if settings["synchronous_commit"] not in ("on", "remote_apply"):
            raise _unsafe(where, "synchronous_commit", settings["synchronous_commit"], "on")
        followers = cursor.execute("SELECT COUNT(*) FROM pg_stat_replication").fetchone()
        if followers and followers[0] and not settings["synchronous_standby_names"]:
            raise StoreRefused(
                f"{where}: a standby follows without being waited for, so a failover would lose answers; "
                "name it in synchronous_standby_names"
            )
        exists = cursor.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.version",)).fetchone()
        if not exists or exists[0] is None:
            raise StoreRefused(f"{where}: not prepared for classes; run 'quiz class database' as its owner")
        version = int(cursor.execute("SELECT number FROM closeread.version").fetchone()[0])  # type: ignore[index]
        if version > len(MIGRATIONS):
            raise _newer(where, version)
        if version < len(MIGRATIONS):
            raise StoreRefused(f"{where}: tables of an older version; run 'quiz class database' as its owner")
        for role in (LEARNER, MARKER):
            member = cursor.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", (role,)).fetchone()
            if not member or not member[0]:
                raise StoreRefused(f"{where}: this login is no member of {role}; run 'quiz class database --for' it")
        reads = cursor.execute(
            "SELECT has_column_privilege(%s, 'closeread.sittings', 'pinned', 'SELECT') "
            "OR has_any_column_privilege(%s, 'closeread.editions', 'SELECT')",
            (LEARNER, LEARNER),
        ).fetchone()
        if not reads or reads[0]:
            raise StoreRefused(f"{where}: {LEARNER} may read keys; run 'quiz class database' as its owner")


def _unsafe(where: str, name: str, value: str, wanted: str) -> StoreRefused:
    return StoreRefused(
        f"{where}: {name} is {value}, so a power cut could lose answers shown as received; set it to {wanted}"
    )


def _newer(where: str, version: int) -> NewerStore:
    return NewerStore(
        f"{where}: written by a newer version of this program (format {version}, this one knows {len(MIGRATIONS)}); "
        "install that version. Nothing was changed"
    )
