from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import Postgres, binaries

# No test asserts a time, and a loaded machine is no defect: laws are tried however long an example takes.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def _out_of_reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The developer's own data, sets and preferences are out of reach of every test."""
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "quiz-home"))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("QUIZ_PATH", "NO_COLOR", "ACCESSIBLE", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server of our own, where PostgreSQL is installed."""
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed")
    server = Postgres()
    yield server
    server.remove()
