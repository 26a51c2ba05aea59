"""What comes to the store together is saved together, and nobody hears of it before."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from quiz.classroom.server.mailbox import MOST_GATHERED, Mailbox
from quiz.store.classes.db import Db
from quiz.store.classes.store import ClassStore, Outcome
from tests.waiting import PATIENCE

NOW = 1_800_000_000_000


class Broken:
    """A store whose own way of failing fails."""

    def write_here(self, _: Sequence[Callable[[Db], Any]]) -> None:
        raise ValueError("broken")


async def test_whoever_waits_hears_of_any_fault() -> None:
    """A request that is never answered holds up its sender for as long as that one waits."""
    mailbox = Mailbox(Broken())  # type: ignore[arg-type]
    for _ in range(2):
        found = await asyncio.wait_for(
            asyncio.gather(*(mailbox.write(say(n)) for n in range(3)), return_exceptions=True), PATIENCE
        )
        assert [str(one) for one in found] == ["broken"] * 3


class Watched:
    """A store that notes how many works came in each transaction of the loop's."""

    def __init__(self, real: ClassStore) -> None:
        self.real, self.write = real, real.write
        self.sizes: list[int] = []
        self.busy = False

    def write_here(self, works: Sequence[Callable[[Db], Any]]) -> list[Outcome] | None:
        self.sizes.append(len(works))
        return None if self.busy else self.real.write_here(works)

    def seen(self) -> list[str]:
        rows = self.real.read(lambda db: db.rows("SELECT word FROM seen ORDER BY rowid")).result()
        return [str(row[0]) for row in rows]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Watched]:
    one = ClassStore.open(tmp_path / "class", now=NOW)
    one.write(lambda db: db.run("CREATE TABLE seen(word TEXT)")).result()
    yield Watched(one)
    one.close()


def say(word: object) -> Callable[[Db], str]:
    def work(db: Db) -> str:
        if word == "wrong":
            raise ValueError(word)
        db.run("INSERT INTO seen VALUES (?)", str(word))
        return f"{word}!"

    return work


async def after(turns: int, mailbox: Mailbox, word: object) -> str:
    for _ in range(turns):
        await asyncio.sleep(0)
    return await mailbox.write(say(word))


async def test_what_comes_turn_after_turn_is_one_transaction_in_its_order(store: Watched) -> None:
    mailbox = Mailbox(store)  # type: ignore[arg-type]
    assert await asyncio.gather(*(after(n, mailbox, n) for n in range(8))) == [f"{n}!" for n in range(8)]
    assert store.sizes == [8]
    assert store.seen() == [str(n) for n in range(8)]


async def test_nobody_waits_while_nothing_comes(store: Watched) -> None:
    mailbox = Mailbox(store)  # type: ignore[arg-type]
    await asyncio.gather(after(0, mailbox, "early"), after(10, mailbox, "late"))
    assert store.sizes == [1, 1]


async def test_however_many_come_the_first_do_not_wait_for_the_last(store: Watched) -> None:
    mailbox = Mailbox(store)  # type: ignore[arg-type]
    await asyncio.gather(*(after(n, mailbox, n) for n in range(3 * MOST_GATHERED)))
    assert len(store.sizes) > 2
    assert max(store.sizes) <= MOST_GATHERED + 1
    assert len(store.seen()) == 3 * MOST_GATHERED


async def test_nobody_hears_of_anything_before_the_commit(store: Watched) -> None:
    mailbox = Mailbox(store)  # type: ignore[arg-type]
    worker = store.real._worker
    commit, told_early = worker.commit, []
    tasks = [asyncio.create_task(mailbox.write(say(n))) for n in range(3)]

    def committing() -> bool:
        told_early.extend(task for task in tasks if task.done())
        return commit()

    worker.commit = committing  # type: ignore[method-assign]
    await asyncio.gather(*tasks)
    assert store.sizes == [3]
    assert told_early == []


async def test_one_that_is_refused_and_one_that_gives_up_leave_the_others(store: Watched) -> None:
    mailbox = Mailbox(store)  # type: ignore[arg-type]
    tasks = [asyncio.create_task(mailbox.write(say(word))) for word in ("a", "wrong", "gone", "b")]
    await asyncio.sleep(0)
    tasks[2].cancel()
    found = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(one) for one in found] == [str, ValueError, asyncio.CancelledError, str]
    assert store.seen() == ["a", "gone", "b"]


async def test_where_the_connection_is_in_use_each_is_done_by_the_stores_thread(store: Watched) -> None:
    mailbox = Mailbox(store)  # type: ignore[arg-type]
    store.busy = True
    words = ["a", "wrong", "b"]
    found = await asyncio.gather(*(mailbox.write(say(word)) for word in words), return_exceptions=True)
    assert [str(one) for one in found] == ["a!", "wrong", "b!"]
    assert store.seen() == ["a", "b"]
