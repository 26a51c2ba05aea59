"""Other people's stores and exports: refused in one line or taken in whole, and nothing of theirs runs."""

import json
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from quiz.errors import QuizError
from quiz.questions.response import Typed
from quiz.store import data
from quiz.store.store import Store
from tests import builders as make

from .store_writer import event
from .tallying import Tally

NOW = 1_795_000_000_000
Spoil = Callable[[sqlite3.Connection], object]


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of somebody else's."""
    folder = tmp_path_factory.mktemp("theirs")
    store = Store.open(folder, quiet=3600)
    learner = store.add_learner("Eve", now=1, id_=f"{9:032x}").result()
    sitting = make.Sitting(*(make.a_number() for _ in range(10)), learner=learner.id)
    for number in range(1, 10):
        sitting.desk.answer(f"q{number}", Typed("23"))
    store.append(sitting.journal.events).result()
    store.close()
    return folder / "store.db"


def schema(statement: str) -> Spoil:
    return lambda connection: connection.execute(statement)


def smuggle(sql: str) -> Spoil:
    """Write into the schema table itself what no statement would make."""

    def spoil(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'events'", (sql,))

    return spoil


# fmt: off
EVENTS = ("BEFORE INSERT ON events", "AFTER INSERT ON events", "AFTER INSERT ON standings", "AFTER UPDATE ON cards",
          "AFTER INSERT ON learners", "AFTER DELETE ON erasing", "AFTER INSERT ON cards", "AFTER INSERT ON trials")
DEEDS = ("DELETE FROM standings", "INSERT INTO erasing SELECT attempt FROM events", "SELECT RAISE(IGNORE)",
         "UPDATE learners SET name = 'Mallory'")
# fmt: on
FOREIGN: dict[str, Spoil] = {
    **{
        f"trigger {when}: {deed}": schema(f"CREATE TRIGGER evil {when} BEGIN {deed}; END")
        for when in EVENTS
        for deed in DEEDS
    },
    "a view": schema("CREATE VIEW evil AS SELECT load_extension('/tmp/evil.so')"),
    "a view over itself": schema("CREATE VIEW evil AS SELECT * FROM evil"),
    "a table": schema("CREATE TABLE evil(x)"),
    "a virtual table": schema("CREATE VIRTUAL TABLE evil USING fts5(x)"),
    "an index": schema("CREATE INDEX evil ON events(body)"),
    "an index over an expression": schema("CREATE INDEX evil ON events(abs(seq))"),
    "no trigger of ours": schema("DROP TRIGGER events_never_go"),
    "no index of ours": schema("DROP INDEX standings_of_learner"),
    "no table of ours": schema("DROP TABLE learners"),
    "another program's": schema("PRAGMA application_id = 7"),
    "newer": schema("PRAGMA user_version = 99"),
    "older than it says": schema("PRAGMA user_version = 1"),
    "version minus one": schema("PRAGMA user_version = -1"),
    "a learner without a digest": schema("INSERT INTO learners VALUES ('a', 'b', 1, 2)"),
    "an event without a digest": schema(
        "INSERT INTO events(id, attempt, seq, at, elapsed, kind, body, digest) VALUES ('a','b',0,1,1,'started','{}',1)"
    ),
    "a name of 50 MB": schema("INSERT INTO learners VALUES ('a', hex(zeroblob(25000000)), 1, 2)"),
    "a table of another shape": smuggle(
        "CREATE TABLE events(place, id, attempt, seq, at, elapsed, kind, body, digest)"
    ),
    "a table that is no SQL": smuggle("CREATE NONSENSE"),
    "a generated column": schema("ALTER TABLE learners ADD COLUMN evil INTEGER AS (abs(created))"),
}


def own(folder: Path) -> Path:
    store = Store.open(folder, quiet=3600)
    store.add_learner("Ada", now=1, id_=f"{8:032x}").result()
    store.append([event(f"{77:032x}", seq) for seq in range(5)]).result()
    store.close()
    return folder


def contents(folder: Path) -> list[str]:
    """The store's learners and events; fails where it is not whole."""
    store = Store.open(folder, quiet=3600)
    try:
        assert store.check().result() == []
        events = [store.events(one.attempt).result() for one in store.standings().result()]
        return [*(one.name for one in store.learners().result()), *map(str, events)]
    finally:
        store.close()


def test_a_foreign_store_is_refused(theirs: Path, tmp_path: Path, tally: Tally) -> None:
    folder = own(tmp_path / "home")
    before = contents(folder)
    for number, (name, spoil) in enumerate(FOREIGN.items()):
        file = tmp_path / f"{number}.db"
        file.write_bytes(theirs.read_bytes())
        connection = sqlite3.connect(file, isolation_level=None)
        spoil(connection)
        connection.close()
        with tally("40"):
            assert drilled(folder, file), name
            with pytest.raises(QuizError) as refused:
                data.restore(folder, NOW, file)
            assert str(refused.value).isprintable(), name
        assert contents(folder) == before, name


@pytest.mark.parametrize("size", [512, 1024, 65536])
def test_another_page_size_is_no_harm(theirs: Path, tmp_path: Path, size: int, tally: Tally) -> None:
    file = tmp_path / "other.db"
    connection = sqlite3.connect(theirs)
    connection.execute(f"PRAGMA page_size = {size}")
    connection.execute("VACUUM INTO ?", (str(file),))
    connection.close()
    with tally("40"):
        folder = own(tmp_path / "home")
        data.restore(folder, NOW, file)
        assert sorted(contents(folder)[:2]) == ["Ada", "Eve"]


def test_a_foreign_export_is_refused_or_merged_whole(theirs: Path, tmp_path: Path, tally: Tally) -> None:
    folder = own(tmp_path / "home")
    before = contents(folder)
    good = [*_export(theirs.parent)]
    refused = 0
    for number, lines in enumerate(_variants(good)):
        file = tmp_path / f"{number}.jsonl"
        file.write_bytes(lines)
        with tally("40"):
            told = merged(folder, file)
            if told:
                assert told.isprintable()
                assert len(told) < 600
                assert contents(folder) == before
                refused += 1
            before = contents(folder)
    assert refused > 15
    file = tmp_path / "good.jsonl"
    file.write_bytes(b"".join(good))
    data.merge(folder, file)
    assert "Eve" in " ".join(contents(folder))


def drilled(folder: Path, file: Path) -> str:
    """What is wrong with a backup, as a drill tells it; empty where all is well."""
    try:
        return "".join(map(str, data.drill(folder, file).found))
    except QuizError as error:
        return str(error)


def merged(folder: Path, file: Path) -> str:
    """Why an export was not merged; empty where it was."""
    try:
        data.merge(folder, file)
    except QuizError as error:
        return str(error)
    return ""


def _export(folder: Path) -> list[bytes]:
    store = Store.open(folder, quiet=3600)
    try:
        people = [{"learner": msgspec.to_builtins(one)} for one in store.learners().result()]
        (standing,) = store.standings().result()
        events = [{"event": msgspec.to_builtins(one)} for one in store.events(standing.attempt).result()]
    finally:
        store.close()
    return [json.dumps(one).encode() + b"\n" for one in [*people, *events]]


def _variants(good: list[bytes]) -> list[bytes]:
    whole = b"".join(good)
    rng = random.Random(40)
    found = [
        b"", b"\n\n", b"{}", b"[" * 100_000, b'{"a":' * 50_000, b"\xff\xfe" + whole, whole[:-40],
        whole.replace(b"{", b"["), good[1], b"".join(good[1:]), b"".join(good[2:]), b"".join(good[:4] + good[5:]),
        b"".join(reversed(good)), whole * 2,
        b'{"learner":{"id":"../../etc","name":"x","created":1}}', whole.replace(b'"created": 1', b'"created": 1e400'),
        b'{"learner":{"id":"' + b"a" * 32 + b'","name":"\\u0000\\u202e","created":1}}',
        b'{"learner":{"id":"' + b"a" * 32 + b'","name":"' + b"x" * 5_000_000 + b'","created":1}}',
        b'{"learner":{"id":"' + b"a" * 32 + b'","name":"' + b"Z" * 30 + b'","created":' + b"9" * 5000 + b"}}",
        whole.replace(b'"seq": 3', b'"seq": 99999999999999999999999'), whole.replace(b'"seq": 3', b'"seq": -3'),
        whole.replace(b'"at": ', b'"at": 1e3'), whole.replace(b"answered", b"exploded"), whole.replace(b"\n", b"\0\n"),
        b'{"event": null, "learner": null}', b'{"event": {}}', b"SQLite format 3\0" + b"\0" * 5000,
    ]  # fmt: skip
    for _ in range(20):
        spoilt = bytearray(whole)
        for _ in range(5):
            spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
        found.append(bytes(spoilt))
    return found
