"""A PostgreSQL server of our own for tests: in a temporary folder, reached through a Unix socket only."""

import os
import secrets
import shutil
import signal
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.waiting import run_to_end, wait_until


def binaries() -> Path | None:
    """Where initdb and pg_ctl are; None where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else found[-1].parent if found else None


class Postgres:
    """Call ``stop`` in the end. Its superuser is ``postgres``; ``database`` makes one that is prepared for classes."""

    def __init__(self, *settings: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="quiz-pg-"))
        self._bin = binaries()
        self._as: Sequence[str] = ()
        if os.geteuid() == 0:  # it refuses to run as root
            self._as = ("runuser", "-u", "postgres", "--")
            shutil.chown(self.folder, "postgres", "postgres")
        self.folder.chmod(0o755)
        self._run("initdb", "-D", f"{self.folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        with open(self.folder / "data" / "postgresql.conf", "a") as conf:
            print(f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'", *settings, sep="\n", file=conf)
        self.start()

    def start(self) -> None:
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-w", "-t", "60", "start")

    def stop(self, how: str = "fast") -> None:
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", how, "stop", check=False)

    def remove(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def kill(self) -> None:
        """As a power cut would: no process of it is told."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGSTOP)  # it must have no more children than we know of
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        every = (pid, *map(int, children))
        for one in every:
            with suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        # Their shared memory is theirs until the last of them is gone, and a new server would refuse it.
        wait_until(lambda: not any(_alive(one) for one in every), "the end of the database's processes")
        # The dead may stay in the process table for want of a parent that buries them, and then count as running.
        for lock in ("data/postmaster.pid", ".s.PGSQL.5432.lock"):
            (self.folder / lock).unlink()

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        assert self._bin is not None
        done = run_to_end([*self._as, str(self._bin / program), *arguments], capture_output=True, text=True, cwd="/")
        assert not check or done.returncode == 0, done.stderr + done.stdout

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        return f"postgresql:///{database}?host={self.folder}&user={user}"

    def database(self) -> str:
        """A new one, prepared; its URL for the login ``server``, which owns nothing."""
        import psycopg
        from psycopg import sql

        from quiz.store.classes.postgres_tables import prepare

        name = f"c{secrets.token_hex(4)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'server'").fetchone() is None:
                connection.execute("CREATE ROLE server LOGIN")
        with psycopg.connect(self.url(name)) as connection:
            prepare(connection, "server", name)
        return self.url(name, "server")


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False
