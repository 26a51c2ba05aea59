"""What ``quiz data`` does, over real files."""

import io
import sqlite3
from pathlib import Path

import msgspec
import pytest

from quiz.store import data
from quiz.store.errors import NoBackup, NoLearner, StoreDamaged, StoreLocked
from quiz.store.schedule import DAY
from quiz.store.store import Store

from .builders import a_finished_attempt, an_attempt, answer, draft, started

NOW = 1_795_000_000_000


def a_store_with_a_backup(folder: Path) -> tuple[list, list, Path]:
    """One attempt that the backup has, and one that came later."""
    early, late = a_finished_attempt(), a_finished_attempt()
    store = Store.open(folder, now=NOW)
    store.append(early).result()
    store.close()
    path = data.backup(folder, NOW)
    store = Store.open(folder, now=NOW)
    store.append(late).result()
    store.close()
    return early, late, path


def test_a_backup_is_a_whole_store(folder: Path) -> None:
    early, _, path = a_store_with_a_backup(folder)
    assert path == folder / "backups" / "store-20261118T110640Z.db"
    assert data.newest_backup(folder) == path
    drilled = data.drill(folder)
    assert (drilled.backup, drilled.attempts, drilled.events, drilled.found) == (path, 1, len(early), [])
    assert sorted(p.name for p in folder.iterdir()) == ["backups", "store.db", "store.db-journal", "store.lock"]


def test_restoring_a_damaged_store_keeps_it_aside_and_takes_over_what_is_readable(folder: Path) -> None:
    early, late, path = a_store_with_a_backup(folder)
    spoil(folder / "store.db")
    original = (folder / "store.db").read_bytes()
    with pytest.raises(StoreDamaged, match="quiz data restore"):
        Store.open(folder)
    restored = data.restore(folder, NOW)
    assert restored.backup == path
    assert restored.aside is not None
    assert (restored.aside / "store.db").read_bytes() == original
    store = Store.open(folder)
    assert store.events(early[0].attempt).result() == early
    assert len(store.events(late[0].attempt).result()) == restored.taken_over
    assert store.check().result() == []
    store.close()


def test_restoring_over_a_good_store_loses_nothing(folder: Path) -> None:
    early, late, _ = a_store_with_a_backup(folder)
    assert data.restore(folder, NOW).taken_over == len(late)
    store = Store.open(folder)
    assert store.events(early[0].attempt).result() == early
    assert store.events(late[0].attempt).result() == late
    store.close()


def test_a_lost_store_is_not_a_first_run(folder: Path) -> None:
    early, _, _ = a_store_with_a_backup(folder)
    for lose in ((folder / "store.db").unlink, lambda: (folder / "store.db").write_bytes(b"")):
        lose()
        with pytest.raises(StoreDamaged):
            Store.open(folder)
        data.restore(folder, NOW)
        store = Store.open(folder)
        assert store.events(early[0].attempt).result() == early
        store.close()


def test_a_damaged_backup_is_passed_over(folder: Path) -> None:
    a_store_with_a_backup(folder)
    newer = data.backup(folder, NOW + DAY)
    spoil(newer)
    with pytest.raises(StoreDamaged):
        data.drill(folder, newer)
    assert data.newest_backup(folder) == folder / "backups" / "store-20261118T110640Z.db"


def test_without_a_good_backup_one_may_begin_afresh_with_what_is_readable(folder: Path) -> None:
    _, _, path = a_store_with_a_backup(folder)
    spoil(path)
    spoil(folder / "store.db")
    with pytest.raises(NoBackup):
        data.restore(folder, NOW)
    restored = data.restore(folder, NOW, fresh=True)
    assert restored.backup is None
    assert restored.aside is not None
    assert sorted(p.name for p in restored.aside.iterdir()) == [path.name, "store.db", "store.db-journal"]
    store = Store.open(folder)
    assert store.check().result() == []
    store.close()


def test_restoring_waits_for_nobody(folder: Path) -> None:
    a_store_with_a_backup(folder)
    store = Store.open(folder)
    with pytest.raises(StoreLocked, match="another quiz is running"):
        data.restore(folder, NOW)
    store.close()
    data.restore(folder, NOW)


def test_a_cut_short_restoring_is_finished_by_the_next(folder: Path) -> None:
    early, late, _ = a_store_with_a_backup(folder)
    first = data.restore(folder, NOW)
    # As if the run had ended between moving the old file and putting the new one in its place.
    (folder / "store.db").unlink()
    again = data.restore(folder, NOW)
    assert again.taken_over == first.taken_over == len(late)
    store = Store.open(folder)
    assert store.events(early[0].attempt).result() == early
    store.close()


def test_export_writes_json_lines(folder: Path) -> None:
    store = Store.open(folder)
    anna = store.add_learner("Anna").result()
    store.append(a_finished_attempt(anna.id)).result()
    store.close()
    out = io.StringIO()
    assert data.export(folder, "Anna", out) == 5
    lines = [msgspec.json.decode(line) for line in out.getvalue().splitlines()]
    assert lines[0]["learner"]["name"] == "Anna"
    assert lines[1]["event"]["body"]["kind"] == "started"
    with pytest.raises(NoLearner):
        data.export(folder, "Nobody", out)


def test_deleting_leaves_no_trace_in_any_file(folder: Path) -> None:
    store = Store.open(folder, now=NOW)
    anna, ben = store.add_learner("Anna Marker").result(), store.add_learner("Ben Keeper").result()
    hers = an_attempt(started(anna.id), *(draft(f"marker {n} " + "x" * n) for n in range(300)), answer("marker"))
    his = an_attempt(started(ben.id), draft("keeper"))
    for event in hers:
        store.append([event]).result()
    store.append(his).result()
    store.close()
    kept = data.backup(folder, NOW)
    damaged = data.backup(folder, NOW - DAY)
    spoil(damaged)
    assert traces(folder, b"marker")
    deleted = data.delete(folder, "Anna Marker")
    assert deleted == (1, [kept], [damaged], [])
    for trace in (b"marker", b"Marker", anna.id.encode(), hers[0].attempt.encode(), hers[5].id.encode()):
        assert traces(folder, trace) == []
    assert len(traces(folder, b"keeper")) == 2
    store = Store.open(folder)
    assert store.events(his[0].attempt).result() == his
    assert store.check().result() == []
    store.close()


def test_an_erasure_that_was_cut_short_is_finished_at_the_next_opening(folder: Path) -> None:
    store = Store.open(folder)
    store.append(a_finished_attempt()).result()
    store.close()
    raw = sqlite3.connect(folder / "store.db", isolation_level=None)
    raw.execute("INSERT INTO erasing VALUES ('x')")
    raw.close()
    Store.open(folder).close()
    raw = sqlite3.connect(folder / "store.db")
    assert raw.execute("SELECT count(*) FROM erasing").fetchone() == (0,)
    raw.close()


def traces(folder: Path, marker: bytes) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and marker in path.read_bytes()]


def spoil(path: Path) -> None:
    """Write over a page in the middle, as a failing disk does."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2 // 4096 * 4096)
        file.write(b"\xa5" * 4096)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("UPDATE trials SET trial = replace(trial, 'q0', 'q9')", "not as it was written"),
        ("UPDATE cards SET due = due + 1", "not as it was written"),
        ("UPDATE trials SET learner = 'somebody else'", "trials"),
        ("DELETE FROM trials", "trials"),
        ("DELETE FROM cards", "cards"),
    ],
)
def test_changed_progress_is_found_and_can_be_rebuilt(folder: Path, change: str, what: str) -> None:
    store = Store.open(folder)
    events = a_finished_attempt()
    store.append(events).result()
    good = store.trials("l1").result(), store.cards("l1").result()
    store.close()
    raw = sqlite3.connect(folder / "store.db", isolation_level=None)
    raw.execute(change)
    raw.close()
    store = Store.open(folder)
    found = store.check().result()
    assert any(what in damage.what or what == damage.where for damage in found)
    store.rebuild().result()
    assert store.check().result() == []
    assert (store.trials("l1").result(), store.cards("l1").result()) == good
    store.close()
