import os
from collections.abc import Iterator
from inspect import iscoroutinefunction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres import Postgres, binaries
from tests.waiting import with_an_end

# No test asserts a time, and a loaded machine is no defect: laws are tried however long an example takes. A change is
# judged by the examples it was made with; new ones are looked for with 'just explore'.
settings.register_profile("explore", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("patient", settings.get_profile("explore"), derandomize=True, database=None)
settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that waits for ever is ended and named (``timeout`` in pyproject.toml), but not one at its full count."""
    for item in items:
        if os.environ.get("QUIZ_FAULTS") == "full":
            item.add_marker(pytest.mark.timeout(0))
        elif isinstance(item, pytest.Function) and iscoroutinefunction(item.obj):
            item.obj = with_an_end(item.obj)


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
