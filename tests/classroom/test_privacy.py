"""What a class keeps of one learner: told whole, erased for good. On SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest

from quiz.attempts.events import Answered, Drafted, Finished, encode_body
from quiz.classroom.kept import Erased, Kept
from quiz.classroom.server import assessing, collecting, one_learner, teaching, watching
from quiz.classroom.server.refusal import Refusal
from quiz.classroom.teacher import GiveTime, Let, Papers, Person, Rename
from quiz.plain.class_database import prepare_database
from quiz.questions.response import Typed
from quiz.questions.verdict import Part, Verdict
from quiz.store.classes import events, sittings
from quiz.store.classes.events import EventRow
from quiz.store.classes.forgetting import OF_CLASS
from quiz.store.classes.store import ClassStore
from quiz.store.schedule import name_of
from tests.faults.worlds import times
from tests.postgres import Postgres
from tests.waiting import run_to_end

from .inside import MINUTE, Inside, inside
from .school import RIGHT


@pytest.fixture(params=["sqlite", "postgres"])
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Inside]:
    database = request.getfixturevalue("postgres").database() if request.param == "postgres" else ""
    with inside(tmp_path, ("Ada Marker-7f3a", "Ben", "Cleo"), database) as room:
        yield room


def work(room: Inside, name: str, marks: list[str]) -> str:
    """Somebody sits monday, leaving marks wherever they can; the attempt."""
    pupil = room.learner(name)
    opened = pupil.begin()
    text = next(view.id for view in opened.views if view.kind == "short")
    for at in range(0, len(marks), 50):
        pupil.send(*(Drafted(text, Typed(mark)) for mark in marks[at : at + 50]))
    pupil.send(*(Answered(view.id, RIGHT[view.kind], 1.0, 0.0, None) for view in opened.views if view.id != text))
    pupil.send(Answered(text, Typed(marks[-1]), 1.0, 0.0, None), Finished("learner"))
    return opened.attempt


def marks_of(name: str, number: int) -> list[str]:
    return [f"{name}-{os.urandom(12).hex()}" for _ in range(number)]


def found_in(folder: Path, marks: list[str], tmp_path: Path) -> set[str]:
    """Which of these stand in a file under a folder, byte for byte. By another program: our own locks are not lost."""
    (tmp_path / "marks").write_text("\n".join(marks))
    done = run_to_end(["grep", "-raohF", "-f", str(tmp_path / "marks"), str(folder)], capture_output=True)
    return {line.decode() for line in done.stdout.splitlines()}


def test_nothing_of_an_erased_learner_is_left_and_the_others_go_on(room: Inside, tmp_path: Path) -> None:
    sqlite = isinstance(room.store, ClassStore)
    sitting = room.open(minutes=30)
    hers, his = marks_of("ada", 500), marks_of("ben", 20)
    ada, attempt = room.learner("Ada Marker-7f3a").caller.learner, work(room, "Ada Marker-7f3a", hers)
    work(room, "Ben", his)
    room.log_in("Ada Marker-7f3a", room.pins["Ada Marker-7f3a"])
    room.do(teaching.give_time, GiveTime("monday", 5, "Ada Marker-7f3a"))
    room.do(teaching.release, Let("monday", "marks", "Ada Marker-7f3a"))
    room.store.look_after(room.clock.now()).result()
    cleo = room.learner("Cleo")
    cleo.begin()
    if sqlite:
        backup = room.folder / "backups" / name_of(room.clock.now())
        assert backup.exists()
        assert found_in(room.folder, hers, tmp_path) == set(hers), "what is looked for could be found"
        (room.folder / "backups" / "store-x.db.aa.part").write_text(hers[0])

    done: Erased = room.do(one_learner.erase, Person("ada marker-7f3a"))

    assert (done.name, done.attempts, done.backups, done.by_owner) == ("Ada Marker-7f3a", 1, int(sqlite), not sqlite)
    everything = [*hers, "Ada Marker-7f3a", "ada marker-7f3a", attempt]
    rows = every_row(room)
    assert not any(one in rows for one in (*everything, ada))
    assert all(one in rows for one in his)
    if sqlite:
        assert found_in(room.folder, everything, tmp_path) == set()
        assert found_in(room.folder, his, tmp_path) == set(his)
    # The others, and what a teacher does, go on.
    assert room.store.check(room.service.class_id).result() == []
    cleo.answer("q1", RIGHT["number"])
    assert [one.name for one in room.do(teaching.list_roster).members] == ["Ben", "Cleo"]
    papers: Papers = room.do(collecting.papers, watching.WatchAsked(sitting))
    assert [paper.name for paper in papers.papers] == ["Ben", "Cleo"]
    assert len(room.do(watching.watch, watching.WatchAsked(sitting)).seats) == 2
    assert room.do(assessing.assessments, watching.WatchAsked(sitting)).given == ()
    with pytest.raises(Refusal, match="nobody of this name"):
        room.do(one_learner.kept, one_learner.KeptAsked("Ada Marker-7f3a"))
    # The log still says what was done.
    said = room.store.read(lambda db: sittings.audit(db, room.service.class_id)).result()
    assert {what for _, _, what, _ in said} == {"new", "open", "time", "release", "erase"}
    # Somebody of the same name may come, and begins anew.
    room.do(teaching.add_member, teaching.Newcomer("Ada Marker-7f3a"))
    assert room.learner("Ada Marker-7f3a").cards()[0].attempt == ""


def every_row(room: Inside) -> str:
    """All rows of the class as text, but for the list of those who were erased."""
    tables = [table for table in OF_CLASS if table != "erased"]
    return str(room.store.read(lambda db: [db.rows(f"SELECT * FROM {table}") for table in tables]).result())  # noqa: S608


def test_a_backup_that_was_cleaned_is_a_whole_store(tmp_path: Path) -> None:
    with inside(tmp_path) as room:
        room.open()
        hers, his = marks_of("ada", 5), marks_of("ben", 5)
        work(room, "Ada", hers)
        work(room, "Ben", his)
        backup = room.store.look_after(room.clock.now()).result()
        damaged = room.folder / "backups" / name_of(room.clock.now() - 86_400_000)
        damaged.write_bytes(b"SQLite format 3\0" + bytes(5000) + hers[0].encode())
        done: Erased = room.do(one_learner.erase, Person("Ada"))
        assert (done.backups, done.dropped) == (1, (str(damaged),))
        class_id = room.service.class_id
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    shutil.copy(backup, other / "class.db")
    store = ClassStore.open(other, now=room.clock.now())
    try:
        assert store.check(class_id).result() == []
        rows = store.read(lambda db: events.latest(db, 100)).result()
        assert {mark for mark in his for row in rows if mark in row.body} == set(his)
    finally:
        store.close()
    assert found_in(other, hers, tmp_path) == set()


def test_an_erasure_that_was_cut_short_is_finished_when_the_class_is_opened_next(tmp_path: Path) -> None:
    with inside(tmp_path) as room:
        room.open()
        hers = marks_of("ada", 100)
        work(room, "Ada", hers)
        room.store.look_after(room.clock.now()).result()
        # The rows are gone, the commit is there, and the program is stopped before it came to the rest.
        now = room.clock.now()
        room.store.write(lambda db: one_learner.erase(room.service, db, Person("Ada"), now)).result()
        room.close()
        assert found_in(room.folder, hers, tmp_path) == set(hers)
        room.reopen()
        assert found_in(room.folder, hers, tmp_path) == set()


def test_postgres_holds_nothing_once_its_owner_has_cleaned(postgres: Postgres, tmp_path: Path) -> None:
    url = postgres.database()
    with inside(tmp_path, database=url) as room:
        room.open()
        hers, his = marks_of("ada", 200), marks_of("ben", 20)
        work(room, "Ada", hers)
        work(room, "Ben", his)
        room.do(one_learner.erase, Person("Ada"))
        flush(postgres)
        base = postgres.folder / "data" / "base"
        assert found_in(base, hers, tmp_path), "rows that are gone are still in the files, or this test looks elsewhere"
        owner = url.replace("user=server", "user=postgres")
        assert prepare_database(owner, None, clean=True) == 0
        flush(postgres)
        assert found_in(base, hers, tmp_path) == set()
        assert found_in(base, his, tmp_path) == set(his)
        assert room.store.read(lambda db: db.rows("SELECT done FROM erased")).result() == [(1,)]
        room.do(teaching.list_roster)


def flush(postgres: Postgres) -> None:
    with psycopg.connect(postgres.url(), autocommit=True) as connection:
        connection.execute("CHECKPOINT")


def test_an_export_has_everything_of_one_learner_and_of_nobody_else(room: Inside, tmp_path: Path) -> None:
    room.open(minutes=30)
    marks = {name: marks_of(name.partition(" ")[0], 10) for name in ("Ada Marker-7f3a", "Ben", "Cleo")}
    for name in marks:
        work(room, name, marks[name])
    room.log_in("Ben", room.pins["Ben"])
    room.do(teaching.give_time, GiveTime("monday", 5, "Ben"))
    room.do(teaching.rename, Rename("Cleo", "Klio"))
    marks["Klio"] = marks.pop("Cleo")
    for name, own in marks.items():
        kept: Kept = room.do(one_learner.kept, one_learner.KeptAsked(name))
        text = msgspec.json.encode(kept).decode()
        assert all(mark in text for mark in own)
        assert not any(mark in text for other in marks if other != name for mark in (other, *marks[other]))
        assert f'"{room.pins.get(name, "no pin")}"' not in text
        assert "Osten says so" not in text, "no explanation is in it"
        (attempt,) = kept.attempts
        assert (attempt.sitting, len(attempt.events), attempt.events[0].counts) == ("monday", 15, "accepted")
        assert {one.outcome for one in attempt.answers} == {"right", "wrong"}
        assert [one.answer for one in attempt.answers if one.question == "map"] == [own[-1]]
        assert attempt.receipt
    ben: Kept = room.do(one_learner.kept, one_learner.KeptAsked("Ben"))
    kept_sessions = room.store.read(lambda db: db.row("SELECT COUNT(*) FROM tokens")).result()
    assert 1 <= len(ben.sessions) < kept_sessions[0], "his, and nobody else's"
    assert ben.attempts[0].extra_minutes == 5.0
    assert sorted((one.what, one.about["learner"]) for one in ben.log) == [("export", "Ben"), ("time", "Ben")]


def test_fifty_exports_are_each_of_one_learner(tmp_path: Path) -> None:
    """RELIABILITY 63."""
    names = [f"L{number:02}-{os.urandom(6).hex()}" for number in range(times(8, 50))]
    with inside(tmp_path, names) as room:
        room.open()
        marks = {name: marks_of("m", 3) for name in names}
        for name in names:
            work(room, name, marks[name])
        for name in names:
            text = msgspec.json.encode(room.do(one_learner.kept, one_learner.KeptAsked(name))).decode()
            assert all(mark in text for mark in (name, *marks[name]))
            assert not any(mark in text for other in names if other != name for mark in (other, *marks[other]))


def test_an_export_has_no_key_where_a_verdict_names_it(tmp_path: Path) -> None:
    """In practice verdicts are kept with the answers, and their parts say what would have been right."""
    verdict = Verdict("wrong", 0.0, "partly", "Not quite.", (Part("1", "wrong", "boat", "the-key-is-map", "why-7"),))
    with inside(tmp_path) as room:
        room.open(mode="practice")
        ben = room.learner("Ben")
        row = ben.begin()
        body = encode_body(Answered("q1", Typed("21"), 1.0, 0.0, verdict)).decode()
        sealed = events.seal(
            EventRow(room.service.class_id, row.attempt, "e" * 32, 1, "t", 1, 1, 1, 1, 1, "accepted", body, "", "", ""),
            "",
        )
        assert room.store.write(lambda db: events.insert(db, sealed)).result()
        text = msgspec.json.encode(room.do(one_learner.kept, one_learner.KeptAsked("Ben"))).decode()
        assert "Not quite." in text
        assert "the-key-is-map" not in text
        assert "why-7" not in text


def test_an_export_names_every_column_that_is_about_a_learner(room: Inside) -> None:
    """A column that is added to a table of learners' must be looked at here."""
    columns = {
        table: room.store.read(lambda db, one=table: columns_of(db, one)).result()
        for table in ("learners", "tokens", "extras", "attempts", "events")
    }
    told = {
        "learners": "id name uid pin made",
        "tokens": "made until learner",
        "extras": "sitting learner extra",
        "attempts": "id sitting learner receipt began finished",
        "events": "attempt at received state body",
    }
    # Order of questions and dice, keys, hashes and numbers of the program's own: they say nothing of a person.
    own = {
        "learners": "class folded salt",
        "tokens": "class hash",
        "extras": "class",
        "attempts": "class seed questions box_key paused_before terminal fence number until seq head size late "
        "superseded",
        "events": "class id seq terminal fence number elapsed salt mac hash",
    }
    for table, names in columns.items():
        assert names == {*told[table].split(), *own[table].split()}, table


def columns_of(db: Any, table: str) -> set[str]:
    if hasattr(db, "_cursor"):
        rows = db.rows("SELECT column_name FROM information_schema.columns WHERE table_name = ?", table)
    else:
        rows = db.rows("SELECT name FROM pragma_table_info(?)", table)
    return {str(row[0]) for row in rows}


def test_what_says_when_somebody_was_here_goes_after_an_hour(room: Inside) -> None:
    from quiz.classroom.server import login

    room.log_in("Ben", room.pins["Ben"])
    with pytest.raises(Refusal):
        room.log_in("Cleo", "000000" if room.pins["Cleo"] != "000000" else "111111")
    count = "SELECT (SELECT COUNT(*) FROM tries) + (SELECT COUNT(*) FROM tokens)"
    room.go_on(59 * MINUTE)
    room.do(login.forget_old)
    assert room.store.read(lambda db: db.row("SELECT COUNT(*) FROM tries")).result() != (0,)
    room.go_on(2 * MINUTE)
    room.do(login.forget_old)
    assert room.store.read(lambda db: db.row("SELECT COUNT(*) FROM tries")).result() == (0,)
    room.go_on(12 * 60 * MINUTE)
    room.do(login.forget_old)
    assert room.store.read(lambda db: db.row(count)).result() == (0,)
