"""docs/deploy.md word for word, as far as one machine can follow it: database, class, folder copied, servers."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from quiz.classroom.address import OnNetwork, read_join_line
from tests.builders import ROOT
from tests.classroom.replicas import free_port
from tests.postgres import Postgres, binaries
from tests.waiting import PATIENCE, run_to_end, watched

PAGE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
HOST = "192.168.1.20"
NAME = f"deploy{os.getpid()}"
"""Of the class, for the page's 7b: learners' sockets are in one folder for all of an account's classes."""


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder near enough to the root for sockets in it."""
    with tempfile.TemporaryDirectory(prefix="quiz-") as folder:
        yield Path(folder)


def commands(begin: str) -> list[str]:
    """The page's commands that begin so."""
    return re.findall(rf"^\$ ({re.escape(begin)}.*)$", PAGE, re.MULTILINE)


class Machine:
    """One with an account of its own. The page's database is ``postgres``."""

    def __init__(self, folder: Path, postgres: Postgres) -> None:
        self.folder, self._postgres = folder, postgres
        folder.mkdir()
        self.home = folder / "share"
        self.environ = {**os.environ, "QUIZ_HOME": str(self.home), "PYTHONPATH": str(ROOT)}

    def words(self, command: str) -> Sequence[str]:
        host = str(self._postgres.folder).replace("/", "%2F")
        command = command.replace(f"@{HOST}/", f"@{host}/").replace("?sslmode=verify-full", "")
        command = command.replace("/opt/closeread/bin/quiz", "quiz").replace("7b", NAME).replace("%i", NAME)
        first, *rest = shlex.split(command)
        assert first == "quiz"
        return [sys.executable, "-m", "quiz", *rest]

    def run(self, command: str) -> str:
        done = run_to_end(self.words(command), capture_output=True, text=True, cwd=self.folder, env=self.environ)
        assert done.returncode == 0, done.stderr
        return done.stdout


def test_the_page_can_be_followed(short: Path) -> None:
    folder = binaries()
    if folder is None:
        pytest.skip("PostgreSQL is not installed")
    postgres = Postgres()
    try:
        for command in (*commands("createuser"), *commands("createdb")):
            name, *rest = shlex.split(command)
            rest = [word for word in rest if word != "--pwprompt"]  # those who come by this socket are believed
            run_to_end([_program(name, folder), "-h", str(postgres.folder), "-U", "postgres", *rest], check=True)
        one, two = Machine(short / "one", postgres), Machine(short / "two", postgres)
        (prepare,) = commands("quiz class database")
        assert "server may serve classes" in one.run(prepare)
        assert "up to date" in one.run(prepare)
        (new,) = commands("quiz class new")
        (one.folder / f"{NAME}.csv").write_text("Ada\nBen\n", encoding="utf-8")
        one.run(new)
        kept = one.home / "classes" / NAME
        named = set(re.findall(r"`([a-z.]+\.(?:json|pem)|pepper)`", PAGE.partition("Copy the folder")[0]))
        assert {path.name for path in kept.iterdir()} == named
        (excluded,) = set(re.findall(r"--exclude=(\S+)", PAGE))
        shutil.copytree(kept, two.home / "classes" / NAME, ignore=shutil.ignore_patterns(excluded))
        assert _join(one) == _join(two)
        assert NAME in two.run("quiz class list")
    finally:
        postgres.remove()


def _program(name: str, folder: Path) -> str:
    found = shutil.which(name, path=folder) or shutil.which(name)
    assert found is not None, f"{name} is not installed"
    return found


def _join(machine: Machine) -> tuple[str, str]:
    """Host and key in the join line of the server that the page's unit starts."""
    (unit,) = re.findall(r"^ExecStart=(.*)$", PAGE, re.MULTILINE)
    command = [*machine.words(unit), "--port", str(free_port())]
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    with (
        subprocess.Popen(command, cwd=machine.folder, env=machine.environ, **both) as server,  # type: ignore[call-overload]
        watched(server, "a server's beginning and end", 2 * PATIENCE),
    ):
        assert server.stdout is not None
        said = []
        for line in server.stdout:
            said.append(line)
            if "Ctrl+C" in line:
                break
        server.terminate()
        said.append(server.stdout.read())
        server.wait(60)
    assert server.returncode == 0, "".join(said)
    for line in said:
        if line.strip().startswith("quiz join ") and "unix:" not in line:
            found = read_join_line(line.strip().removeprefix("quiz join "))
            assert isinstance(found, OnNetwork)
            return found.host, found.pin
    raise AssertionError("".join(said))
