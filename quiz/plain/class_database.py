"""``quiz class database``: tables, roles and rules for classes in PostgreSQL."""

from quiz.errors import InputError, missing


def prepare_database(url: str, login: str | None, *, clean: bool = False) -> int:
    """Make or update what classes need, and say what the servers are to be given. Exit code 0. Raises QuizError.

    login: the role the servers log in as, None to prepare nothing. clean: write the tables anew, without what was
    erased.
    """
    try:
        import psycopg

        from quiz.store.classes import postgres_tables as tables
        from quiz.store.classes.postgres import from_postgres, name_of
    except ImportError:
        raise missing("PostgreSQL needs an extra", "postgres") from None
    if login is None and not clean:
        raise InputError("class database: --for ROLE prepares it, --clean leaves nothing of what was erased")
    try:
        where = name_of(url)
        if login is not None:
            with psycopg.connect(url, connect_timeout=5) as connection:
                steps = tables.prepare(connection, login, where)
            done = f"{steps} step{'' if steps == 1 else 's'} done" if steps else "up to date"
            print(f"{where}: {done}; {login} may serve classes, and as {tables.LEARNER} reads no keys")
        if clean:
            with psycopg.connect(url, connect_timeout=5, autocommit=True) as connection:
                tables.clean(connection)
            print(f"{where}: its tables are written anew, without what was erased. What its own backups and its")
            print("write-ahead log (pg_wal) hold goes when they do.")
    except psycopg.Error as error:
        raise from_postgres(error, "the database") from error
    return 0
