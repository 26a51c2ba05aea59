"""One class served by several processes behind nginx, as ``docs/deploy.md`` has it, on this machine's loopback."""

import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from quiz.classroom.address import OnNetwork
from quiz.classroom.roster import Learner
from tests.builders import ROOT
from tests.classroom.school import NAMES, Caller, School
from tests.waiting import PATIENCE

STREAM = next(iter(sorted(Path("/usr").glob("lib*/nginx/modules/ngx_stream_module.so"))), None)
MISSING = None if shutil.which("nginx") and STREAM else "nginx with its stream module is not installed"
PROXY = "127.0.0.1"


class Replicas:
    """Servers of one class; ``learner`` and ``caller`` reach whichever nginx chooses."""

    def __init__(self, first: School, count: int) -> None:
        self.all = [first, *(first.beside(f"replica{at}") for at in range(1, count))]
        self.folder = Path(tempfile.mkdtemp(prefix="quiz-nginx-"))
        self.port = free_port()
        self._nginx: subprocess.Popen[bytes] | None = None
        self._callers: list[Caller] = []

    @property
    def slips(self) -> dict[str, str]:
        return self.all[0].slips

    def start(self) -> None:
        for one in self.all:
            one.start()
        (self.folder / "nginx.conf").write_text(self._settings())
        command = ["nginx", "-p", str(self.folder), "-e", "error.log", "-c", str(self.folder / "nginx.conf")]
        complaints = self.folder / "complaints"  # no pipe, which its workers would hold open after its end
        with complaints.open("wb") as file:
            self._nginx = subprocess.Popen(command, stderr=file)
        end = time.monotonic() + 60
        while True:
            with suppress(ConnectionRefusedError), socket.create_connection((PROXY, self.port), 5):
                return
            assert self._nginx.poll() is None, complaints.read_text()
            assert time.monotonic() < end, f"nginx never listens: {complaints.read_text()}"
            time.sleep(0.05)

    def _settings(self) -> str:
        """What the page tells a school to write, with these servers in the place of its own."""
        page = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
        (stream,) = re.findall(r"```nginx\n(.*?)```", page, re.DOTALL)
        ports = [_at(one).port for one in self.all]
        stream, hosts = re.subn(r"192\.168\.1\.1[123]:7443", lambda _: f"127.0.0.1:{ports.pop(0)}", stream)
        assert (hosts, ports) == (3, [])
        stream = stream.replace("listen 7443", f"listen {PROXY}:{self.port}")
        return (
            f"load_module {STREAM};\ndaemon off;\npid nginx.pid;\nworker_processes 1;\n"
            f"events {{ worker_connections 8192; }}\n{stream}"
        )

    def caller(self) -> Caller:
        caller = Caller(OnNetwork(PROXY, self.port, _at(self.all[0]).pin))
        self._callers.append(caller)
        return caller

    def learner(self, name: str) -> Caller:
        caller = self.caller()
        caller.log_in(name, self.slips[name])
        return caller

    def stop(self) -> None:
        for caller in (*self._callers, *(caller for one in self.all for caller in one._callers)):
            caller.close()
        if self._nginx is not None:
            self._nginx.terminate()
            self._nginx.wait(PATIENCE)
        for one in self.all:
            if one.process is not None:
                one.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def replicas(folder: Path, database: str, names: Sequence[str | Learner] = NAMES, count: int = 3) -> Iterator[Replicas]:
    first = School(folder, names, network=True, database=database)
    first.proxies = (PROXY,)
    several = Replicas(first, count)
    try:
        several.start()
        yield several
    finally:
        several.stop()
        shutil.rmtree(first.sockets, ignore_errors=True)


def _at(school: School) -> OnNetwork:
    return next(one for one in school.join if isinstance(one, OnNetwork))


def free_port() -> int:
    """A port on the loopback that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind((PROXY, 0))
        return int(probe.getsockname()[1])
