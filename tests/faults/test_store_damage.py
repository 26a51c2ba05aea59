"""What a failing disk or a careless hand does to the file: refused or flagged, kept, and a backup is at hand."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from quiz.store import data
from quiz.store.errors import StoreDamaged, StoreError, StoreLocked
from quiz.store.store import Store

from .store_writer import event
from .tallying import Tally

NOW = 1_795_000_000_000
SEEDS = 25
FLIPS = 1000


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of several attempts and a learner, with a backup of most of it."""
    folder = tmp_path_factory.mktemp("sound")
    store = Store.open(folder, quiet=3600)
    store.add_learner("Anna", now=1, id_="l").result()
    for number in range(1, 6):
        store.append([event(f"{number:032x}", seq) for seq in range(30)]).result()
    store.close()
    data.backup(folder, NOW)
    store = Store.open(folder, quiet=3600)
    store.append([event(f"{6:032x}", seq) for seq in range(30)]).result()
    store.close()
    return folder


def everything(store: Store) -> object:
    standings = store.standings().result()
    return store.learners().result(), standings, [store.events(s.attempt).result() for s in standings]


def overwrite(path: Path, offset: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)


def a_page(path: Path, rng: random.Random) -> None:
    overwrite(path, rng.randrange(path.stat().st_size // 4096) * 4096, rng.randbytes(4096))


def half_a_page_lost(path: Path, rng: random.Random) -> None:
    overwrite(path, rng.randrange(path.stat().st_size // 4096) * 4096 + 2048, b"\0" * 2048)


def shortened(path: Path, rng: random.Random) -> None:
    with path.open("r+b") as file:
        file.truncate(rng.randrange(1, path.stat().st_size))


MATRIX: list[Callable[[Path, random.Random], None]] = [
    lambda path, rng: overwrite(path, 0, rng.randbytes(16)),
    lambda path, rng: overwrite(path, 16, rng.randbytes(2)),
    lambda path, rng: overwrite(path, 100, rng.randbytes(12)),
    a_page,
    half_a_page_lost,
    shortened,
    lambda path, rng: path.write_bytes(b""),
    lambda path, rng: path.unlink(),
]


@pytest.mark.parametrize(
    "spoil", MATRIX, ids=["magic", "page-size", "schema", "page", "half-page", "shortened", "empty", "gone"]
)
def test_damage_is_never_silent_and_a_backup_brings_it_back(
    sound: Path, tmp_path: Path, spoil: Callable[[Path, random.Random], None], tally: Tally
) -> None:
    for seed in range(SEEDS):
        with tally("19"):
            spoil_and_restore(sound, tmp_path / str(seed), spoil, seed)


def spoil_and_restore(sound: Path, folder: Path, spoil: Callable[[Path, random.Random], None], seed: int) -> None:
    shutil.copytree(sound, folder)
    database = folder / "store.db"
    spoil(database, random.Random(seed))
    original = database.read_bytes() if database.exists() else None
    if original == (sound / "store.db").read_bytes():
        return
    if not flagged(folder):
        # Only space that holds nothing was hit.
        store, whole = Store.open(folder, quiet=3600), Store.open(sound, quiet=3600)
        assert everything(store) == everything(whole)
        store.close()
        whole.close()
        return
    if original is not None:
        original = database.read_bytes()
    restored = data.restore(folder, NOW)
    assert restored.backup is not None
    if original is not None:
        assert restored.aside is not None
        assert (restored.aside / "store.db").read_bytes() == original
    store = Store.open(folder, quiet=3600)
    assert store.check().result() == []
    assert [len(store.events(f"{number:032x}").result()) for number in range(1, 6)] == [30] * 5
    store.close()


def flagged(folder: Path) -> bool:
    """True where opening refuses the store, or its full check finds something."""
    try:
        store = Store.open(folder, quiet=3600)
    except StoreError:
        return True
    try:
        return bool(store.check().result())
    except StoreDamaged:
        return True
    finally:
        store.close()


def test_a_flipped_bit_never_gives_a_wrong_answer(sound: Path, tmp_path: Path, tally: Tally) -> None:
    whole = Store.open(sound, quiet=3600)
    expected = everything(whole)
    whole.close()
    content = (sound / "store.db").read_bytes()
    rng, refused, flags, harmless = random.Random(12), 0, 0, 0
    folder = tmp_path / "home"
    folder.mkdir(0o700)
    for _ in range(FLIPS):
        place, bit = rng.randrange(len(content)), rng.randrange(8)
        spoilt = bytearray(content)
        spoilt[place] ^= 1 << bit
        (folder / "store.db").write_bytes(spoilt)
        (folder / "store.db-journal").unlink(missing_ok=True)
        try:
            store = Store.open(folder, quiet=3600)
        except StoreLocked:
            # The one before was not closed in full.
            raise
        except StoreError:
            refused += 1
            continue
        try:
            seen = everything(store)
            found = store.check().result()
        except StoreError:
            flags += 1
            continue
        finally:
            store.close()
        if found:
            flags += 1
        else:
            # The bit was in space that holds nothing, or in a counter that says nothing about the content.
            assert seen == expected, (place, bit)
            harmless += 1
    with tally("12", FLIPS):
        assert refused + flags + harmless == FLIPS
    assert refused + flags > FLIPS // 3


def test_sqlite_alone_would_not_have_seen_a_changed_letter(sound: Path, tmp_path: Path) -> None:
    """The reason for the digests."""
    shutil.copytree(sound, tmp_path / "home")
    path = tmp_path / "home" / "store.db"
    content = path.read_bytes()
    at = content.index(b"x" * 200)
    overwrite(path, at, b"y")
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert flagged(tmp_path / "home")


def test_a_replaced_file_under_an_open_store_is_noticed(sound: Path, tmp_path: Path) -> None:
    folder = tmp_path / "home"
    shutil.copytree(sound, folder)
    store = Store.open(folder, quiet=3600)
    shutil.copy(sound / "store.db", folder / "other.db")
    (folder / "other.db").replace(folder / "store.db")
    attempt = f"{7:032x}"
    # An acknowledgement for a write into a file without a name would be a lie.
    store.append([event(attempt, 0)]).result()
    store.close()
    again = Store.open(folder, quiet=3600)
    assert again.events(attempt).result() == [event(attempt, 0)]
    again.close()


def test_a_file_that_vanishes_under_an_open_store_is_noticed(sound: Path, tmp_path: Path) -> None:
    folder = tmp_path / "home"
    shutil.copytree(sound, folder)
    store = Store.open(folder, quiet=3600)
    (folder / "store.db").unlink()
    with pytest.raises(StoreDamaged, match="gone"):
        store.append([event(f"{7:032x}", 0)]).result()
    assert not (folder / "store.db").exists()
    store.close()
