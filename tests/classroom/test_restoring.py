"""``quiz class restore``: a backup in a class's place, what came after it, and what must not come back."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from quiz.attempts.events import Finished
from quiz.classroom.server import one_learner, teaching
from quiz.classroom.teacher import Person
from quiz.questions.response import Typed
from quiz.store import data
from quiz.store.classes import restoring
from quiz.store.classes.schema import MIGRATIONS, migrate
from quiz.store.classes.store import ClassStore
from quiz.store.errors import NoBackup, StoreDamaged, StoreError, StoreLocked
from quiz.store.store import Store
from quiz.tui.screens.submitted import submitted_words
from tests.classroom.clients import at_desk, new_home, right, stored
from tests.classroom.inside import Inside, inside
from tests.classroom.school import NAMES, School, Trouble
from tests.waiting import wait_until

from .test_importing import Type, account, school, typed  # noqa: F401  fixtures


def worked(room: Inside, *names: str, text: str = "23") -> None:
    for name in names:
        pupil = room.learner(name)
        pupil.begin()
        pupil.answer("q1", Typed(f"{text} {name}"))


def backed_up(room: Inside) -> Path:
    room.go_on(600_001)
    made = room.store.look_after(room.clock.now()).result()
    assert made is not None
    return Path(made)


def bodies(room: Inside) -> str:
    return str(room.store.read(lambda db: db.rows("SELECT body FROM events")).result())


def gone(path: Path) -> None:
    path.unlink()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def garbled(path: Path) -> None:
    path.write_bytes(os.urandom(20_000))


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize("spoil", [gone, emptied, garbled, cut_short])
def test_a_store_that_is_lost_is_told_and_brought_back(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    with inside(tmp_path) as room:
        room.open()
        worked(room, "Ada")
        backup = backed_up(room)
        worked(room, "Ben")
        room.close()
        spoil(room.folder / "class.db")
        with pytest.raises(StoreError) as told:
            ClassStore.open(room.folder, now=room.clock.now())
        assert "quiz class restore" in str(told.value) or "take one from" in str(told.value)
        done = restoring.restore(room.folder, room.clock.now(), None)
        assert done.backup == backup
        assert (done.aside is None) == (spoil is gone)
        assert done.taken is None
        room.reopen()
        assert "23 Ada" in bodies(room)
        assert "23 Ben" not in bodies(room)
        assert room.store.check(room.service.class_id).result() == []
        worked(room, "Ben", "Cleo")


def test_what_can_be_read_in_the_damaged_store_is_taken_over_and_named(tmp_path: Path) -> None:
    with inside(tmp_path) as room:
        room.open(minutes=90)
        worked(room, "Ada", "Ben", "Cleo")
        backed_up(room)
        room.open("tuesday")
        room.give(5, "Ada")
        room.release("marks", name="tuesday")
        more = room.learner("Ada")
        more.begin("monday", takeover=True)
        more.answer("q3", Typed("more"))
        dora = room.learner("Dora")
        dora.begin("tuesday")
        dora.answer("q1", Typed("23 Dora"))
        dora.send(Finished("learner"))
        room.do(one_learner.erase, Person("Cleo"))
        before = [room.store.read(lambda db, t=t: db.rows(f"SELECT * FROM {t} ORDER BY 1, 2, 3")).result()  # noqa: S608
                  for t in ("sittings", "attempts", "events", "extras", "releases")]  # fmt: skip
        room.close()
        done = restoring.restore(room.folder, room.clock.now(), None)
        assert done.taken == (["tuesday"], [("Ada", "monday", 1), ("Dora", "tuesday", 2)], [])
        room.reopen()
        assert before == [
            room.store.read(lambda db, t=t: db.rows(f"SELECT * FROM {t} ORDER BY 1, 2, 3")).result()  # noqa: S608
            for t in ("sittings", "attempts", "events", "extras", "releases")
        ]
        assert room.store.check(room.service.class_id).result() == []


def test_what_is_not_as_it_was_written_is_not_taken_over(tmp_path: Path) -> None:
    with inside(tmp_path) as room:
        room.open()
        backed_up(room)
        worked(room, "Ada", "Ben")
        for _ in range(3):
            ben = room.learner("Ben")
            ben.begin(takeover=True)
            ben.answer("q3", Typed("more"))
        room.close()
        with closing(sqlite3.connect(room.folder / "class.db")) as store:
            store.execute("UPDATE events SET body = replace(body, 'more', 'less') WHERE seq = 3")
            store.execute("UPDATE events SET seq = 7 WHERE body LIKE '%23 Ada%'")
            store.commit()
        done = restoring.restore(room.folder, room.clock.now(), None)
        assert done.taken == ([], [("Ada", "monday", 0), ("Ben", "monday", 2)], [("Ada", "monday"), ("Ben", "monday")])
        room.reopen()
        assert ("less" in bodies(room), bodies(room).count("more")) == (False, 1)
        assert room.store.check(room.service.class_id).result() == []
        room.learner("Ben").begin(takeover=True)


def test_a_bad_page_costs_only_what_is_on_it(tmp_path: Path) -> None:
    with inside(tmp_path) as room:
        room.open()
        backed_up(room)
        for name in NAMES:
            pupil = room.learner(name)
            pupil.begin()
            for number in range(30):
                pupil.answer("q1", Typed(f"{name} {number:02} {'x' * 500}"))
        room.close()
        path = room.folder / "class.db"
        data = bytearray(path.read_bytes())
        page = data.index(b"Cleo 15 xxx") // 4096 * 4096
        data[page : page + 4096] = b"\xff" * 4096
        path.write_bytes(data)
        done = restoring.restore(room.folder, room.clock.now(), None)
        assert done.taken is not None
        steps = {who: taken for who, _, taken in done.taken.attempts}
        assert [steps[name] for name in NAMES if name != "Cleo"] == [30] * 4
        assert 5 < steps["Cleo"] < 16
        assert done.taken.lost == [("Cleo", "monday")]
        room.reopen()
        assert room.store.check(room.service.class_id).result() == []


def test_nothing_is_restored_under_a_running_server(tmp_path: Path) -> None:
    with inside(tmp_path) as room:
        backed_up(room)
        with pytest.raises(StoreLocked):
            restoring.restore(room.folder, room.clock.now(), None)


def test_whoever_was_erased_stays_erased(tmp_path: Path) -> None:
    with inside(tmp_path) as room:
        room.open()
        worked(room, "Ada", "Ben")
        elsewhere = tmp_path / "stick.db"
        shutil.copy(backed_up(room), elsewhere)
        room.do(one_learner.erase, Person("Ada"))
        room.close()
        done = restoring.restore(room.folder, room.clock.now(), elsewhere)
        assert done.sure
        room.reopen()
        assert [one.name for one in room.do(teaching.list_roster).members] == ["Ben", "Cleo", "Dora", "Emil"]
        assert "23 Ada" not in bodies(room)
        assert "23 Ben" in bodies(room)
        assert b"23 Ada" not in (room.folder / "class.db").read_bytes()
        # Where the old store is gone nobody can know, and it is said.
        room.close()
        (room.folder / "class.db").unlink()
        assert not restoring.restore(room.folder, room.clock.now(), elsewhere).sure
        room.reopen()
        assert "23 Ada" in bodies(room)


def test_what_is_no_backup_of_a_class_is_refused(tmp_path: Path) -> None:
    with inside(tmp_path) as room:
        room.open()
        worked(room, "Ada")
        backup = backed_up(room)
        room.close()
        Store.open(tmp_path / "own").close()
        own = data.backup(tmp_path / "own", room.clock.now())
        changed, newer = tmp_path / "changed.db", tmp_path / "newer.db"
        for path, statement in (
            (changed, "UPDATE events SET body = replace(body, '23', '24')"),
            (newer, "PRAGMA user_version = 99"),
        ):
            shutil.copy(backup, path)
            with closing(sqlite3.connect(path)) as store:
                store.execute(statement)
                store.commit()
        triggered = tmp_path / "triggered.db"
        shutil.copy(backup, triggered)
        with closing(sqlite3.connect(triggered)) as store:
            store.execute("CREATE TRIGGER t AFTER INSERT ON audit BEGIN DELETE FROM events; END")
            store.commit()
        before = (room.folder / "class.db").read_bytes()
        for source, why in (
            (own, "of another kind"),
            (changed, "is not as it was written"),
            (newer, "newer version"),
            (triggered, "not as this program makes it"),
            (tmp_path / "none.db", "no such file"),
        ):
            with pytest.raises(StoreError, match=why):
                restoring.restore(room.folder, room.clock.now(), source)
        assert (room.folder / "class.db").read_bytes() == before
        for path in (room.folder / "backups").iterdir():
            path.write_bytes(b"x" * 100)
        with pytest.raises(NoBackup):
            restoring.restore(room.folder, room.clock.now(), None)
        room.reopen()


def test_an_older_backup_is_brought_up_to_date(tmp_path: Path) -> None:
    with inside(tmp_path) as room:
        room.close()
        old = room.folder / "backups" / "store-20230101T000000Z.db"
        old.parent.mkdir(exist_ok=True)
        with closing(sqlite3.connect(old, isolation_level=None)) as store:
            migrate(store, 1)
            store.execute("INSERT INTO classes VALUES ('c', '7a', 1, 2)")
        assert restoring.restore(room.folder, room.clock.now(), None).backup == old
        room.reopen()
        assert room.service.title == "7a"


def test_a_drill_changes_nothing(tmp_path: Path) -> None:
    with inside(tmp_path) as room:
        room.open()
        worked(room, "Ada", "Ben")
        backup = backed_up(room)
        done = restoring.drill(room.folder, None)
        assert (done.backup, done.learners, done.attempts, done.events, done.found) == (backup, 5, 2, 2, [])
        assert not list(room.folder.glob("drill-*"))
        backup.write_bytes(backup.read_bytes().replace(b"23 Ada", b"99 Ada"))
        with pytest.raises(StoreDamaged, match="is not as it was written"):
            restoring.drill(room.folder, backup)


def test_a_class_in_a_database_has_its_own_backups(tmp_path: Path, postgres: object) -> None:
    url = postgres.database()  # type: ignore[attr-defined]
    with inside(tmp_path, database=url) as room, pytest.raises(StoreError, match=r"docs/deploy\.md"):
        restoring.restore(room.folder, room.clock.now(), None)


def test_a_backup_and_the_outboxes_together_are_everything(
    school: School,  # noqa: F811
    typed: Type,  # noqa: F811
    tmp_path: Path,
) -> None:
    """RELIABILITY 11: the disk dies; the newest backup and what learners' machines kept have every answer."""
    homes = {name: new_home(tmp_path) for name in ("Ada", "Ben")}
    for name, home in homes.items():
        with at_desk(school, name, home) as desk:
            desk.answer("q1", Typed(f"before {name}")).receipt.result(30)
            wait_until(lambda desk=desk: desk.safe == "received")
    session = school.learner("Ada")
    assert session.sittings()
    school.stop()
    store = ClassStore.open(school.folder, now=2_000_000_000_000)
    assert store.look_after(2_000_000_000_000).result()
    store.close()
    school.start()
    for name, home in homes.items():
        with at_desk(school, name, home) as desk:
            for question in ("q2", "q3", "q4"):
                desk.answer(question, right(desk, question)).receipt.result(30)
            wait_until(lambda desk=desk: desk.safe == "received")
    acknowledged = {one["id"] for one in stored(school.folder)}
    school.kill()
    (school.folder / "class.db").unlink()
    (school.folder / "class.db-wal").unlink(missing_ok=True)
    assert "All of it can be restored." in typed("restore", "--drill")
    told = typed("restore")
    assert "Restored: " in told
    assert "Everybody logs in again." in told
    assert len({one["id"] for one in stored(school.folder)}) < len(acknowledged)
    files = [file for home in homes.values() for file in (home / "outbox").glob("*.box")]
    assert "not taken" not in typed("import", *files)
    assert {one["id"] for one in stored(school.folder)} >= acknowledged, "0 answers are missing"
    school.start()
    with pytest.raises(Trouble):
        session.sittings()  # it was in the backup, and may have been ended since


def test_a_backup_is_made_when_a_sitting_opens_and_closes_and_when_the_server_stops(
    school: School,  # noqa: F811
    typed: Type,  # noqa: F811
) -> None:
    def restored() -> None:
        (school.folder / "class.db").unlink()
        (school.folder / "class.db-wal").unlink(missing_ok=True)
        assert "Restored: " in typed("restore")
        school.start()

    def last_backup_has(count: str, wanted: int) -> bool:
        newest = max((school.folder / "backups").glob("*.db"))
        with closing(sqlite3.connect(newest)) as copy:
            return bool(copy.execute(f"SELECT {count}").fetchone() == (wanted,))

    school.open("tuesday")
    wait_until(lambda: last_backup_has("COUNT(*) FROM sittings", 2), "the backup")
    school.kill()
    restored()
    assert school.sitting("tuesday").name == "tuesday"
    ada = school.learner("Ada")
    ada.begin("tuesday")
    ada.answer("q1", Typed("23"))
    typed("close", "--sitting", "tuesday")
    wait_until(lambda: last_backup_has("COUNT(*) FROM events", 1), "the backup")
    school.kill()
    restored()
    assert school.sitting("tuesday").state == "closed"
    ada = school.learner("Ada")
    ada.begin("monday")
    ada.answer("q1", Typed("23"))
    school.stop()
    restored()
    assert len(stored(school.folder)) == 2
    school.stop()
    typed("close", "--sitting", "monday")  # without a server
    assert last_backup_has("COUNT(*) FROM sittings WHERE closed IS NOT NULL", 2)
    school.start()


def test_a_learner_whose_attempt_is_not_in_the_backup_is_told(school: School, tmp_path: Path) -> None:  # noqa: F811
    with at_desk(school, "Ada", new_home(tmp_path)) as desk:
        desk.answer("q1", Typed("23")).receipt.result(30)
        wait_until(lambda: desk.safe == "received")
        school.stop()
        with closing(sqlite3.connect(school.folder / "class.db")) as store:
            store.execute("DELETE FROM attempts")
            store.commit()
        school.start()
        desk.finish()
        wait_until(lambda: desk.delivery.unknown, "the word")
        head, said = submitted_words(desk)
        assert ("Not received" in str(head), "keep this open and call your teacher." in str(said)) == (True, True)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_store_of_an_earlier_version_is_copied_first_and_keeps_everything(tmp_path: Path, version: int) -> None:
    tmp_path.chmod(0o700)
    with closing(sqlite3.connect(tmp_path / "class.db", isolation_level=None)) as old:
        migrate(old, version)
        old.execute("INSERT INTO classes VALUES ('c', '7a', 1, 2)")
        old.execute("INSERT INTO learners VALUES ('c', 'l', 'Ada', 'ada', NULL, '', '', 1)")
        names = "class, id, folded, plan, title, questions, pinned, made, paused_total"
        old.execute(f"INSERT INTO sittings({names}) VALUES ('c', 's', 'm', '{{}}', 'T', 1, 'p', 1, 0)")  # noqa: S608
    store = ClassStore.open(tmp_path, now=1_760_000_000_000)
    try:
        rows = store.read(
            lambda db: (db.rows("SELECT name FROM learners"), db.rows("SELECT pinned, edition FROM sittings"))
        ).result()
        assert rows == ([("Ada",)], [("p", 0)])
    finally:
        store.close()
    (copied,) = (tmp_path / "backups").iterdir()
    with closing(sqlite3.connect(copied)) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (version,)
        assert copy.execute("SELECT name FROM learners").fetchall() == [("Ada",)]
