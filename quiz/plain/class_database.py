"""``quiz class database``: tables, roles and rules for classes in PostgreSQL."""

from quiz.errors import InputError


def prepare_database(url: str, login: str) -> int:
    """Make or update what classes need, and say what the servers are to be given. Exit code 0. Raises QuizError."""
    try:
        import psycopg

        from quiz.store.classes.postgres import from_postgres, name_of
        from quiz.store.classes.postgres_tables import LEARNER, prepare
    except ImportError:
        raise InputError("PostgreSQL needs an extra; install it with: pip install 'closeread[postgres]'") from None
    try:
        where = name_of(url)
        with psycopg.connect(url, connect_timeout=5) as connection:
            steps = prepare(connection, login, where)
    except psycopg.Error as error:
        raise from_postgres(error, "the database") from error
    done = f"{steps} step{'' if steps == 1 else 's'} done" if steps else "up to date"
    print(f"{where}: {done}; {login} may serve classes, and as {LEARNER} reads no keys")
    return 0
