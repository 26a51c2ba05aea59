from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _out_of_reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The developer's own data, sets and preferences are out of reach of every test."""
    monkeypatch.setenv("QUIZ_HOME", str(tmp_path / "quiz-home"))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("QUIZ_PATH", "NO_COLOR", "ACCESSIBLE", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
