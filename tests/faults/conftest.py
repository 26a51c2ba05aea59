"""The fixture ``tally``: every fault test says which numbered line of the table it tries, and each case counts once."""

import json
import os
from pathlib import Path

import pytest

from .tallying import Tally

_TALLY = Tally()


@pytest.fixture(scope="session")
def tally() -> Tally:
    return _TALLY


def pytest_sessionfinish() -> None:
    """Leave the counts to ``table.py``, which names the file for them."""
    if "QUIZ_TALLY" in os.environ and _TALLY.counts:
        Path(os.environ["QUIZ_TALLY"]).write_text(json.dumps(_TALLY.counts), encoding="utf-8")
