"""Both kinds of class store, each new and empty."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from quiz.store.classes.store import ClassStore

CLASS = "c" * 32
NOW = 1_760_000_000_000


@pytest.fixture(params=["sqlite", "postgres"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Any]]:
    """Opens the same store each time it is called; in PostgreSQL several may be open at once."""
    stores: list[Any] = []
    if request.param == "postgres":
        from quiz.store.classes.postgres import PgStore

        url = request.getfixturevalue("postgres").database()

    def open_it() -> Any:
        if request.param == "postgres":
            stores.append(PgStore.open(url, CLASS, tmp_path))
        else:
            stores.append(ClassStore.open(tmp_path / "class", now=NOW))
        return stores[-1]

    yield open_it
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Callable[[], Any]) -> Any:
    return opened()
