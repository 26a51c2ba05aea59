"""Taking an export home: what comes along, what stays apart, and what is refused."""

import io
from pathlib import Path

import msgspec
import pytest

from quiz.attempts.events import Event, Finished, Flagged, Resumed, Undone
from quiz.errors import InputError
from quiz.store import data
from quiz.store.store import Store

from .builders import a_finished_attempt, an_attempt, answer, new_id, started


def export(folder: Path, learner: str) -> Path:
    out = io.StringIO()
    data.export(folder, learner, out)
    path = folder.with_name(f"{folder.name}-{learner}.jsonl")
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


def home(folder: Path, name: str) -> tuple[Path, str]:
    store = Store.open(folder)
    learner = store.add_learner(name).result()
    store.close()
    return folder, learner.id


def keep(folder: Path, *attempts: list[Event]) -> None:
    store = Store.open(folder)
    for events in attempts:
        store.append(events).result()
    store.close()


def held(folder: Path) -> dict[str, list[Event]]:
    store = Store.open(folder)
    try:
        assert store.check().result() == []
        return {one.attempt: store.events(one.attempt).result() for one in store.standings().result()}
    finally:
        store.close()


def test_an_export_goes_home_and_once_is_enough(tmp_path: Path) -> None:
    school, ada = home(tmp_path / "school", "Ada")
    at_home, other = home(tmp_path / "home", "Ada")
    hers, theirs = a_finished_attempt(ada), a_finished_attempt(other)
    keep(school, hers)
    keep(at_home, theirs)
    done = data.merge(at_home, export(school, ada))
    assert [learner.name for learner in done.learners] == ["Ada (2)"]
    assert (done.attempts, done.events, done.known, done.left_out) == (1, 4, 0, 0)
    assert held(at_home) == {hers[0].attempt: hers, theirs[0].attempt: theirs}
    assert data.merge(at_home, export(school, ada)) == ([], 0, 0, 4, 0)
    store = Store.open(at_home)
    assert len(store.cards(ada).result()) == len(store.cards(other).result()) == 1
    store.close()


def test_an_attempt_gone_on_with_in_both_places_is_kept_in_both_ways(tmp_path: Path) -> None:
    school, ada = home(tmp_path / "school", "Ada")
    begun = an_attempt(started(ada), answer("1", "q0"))
    attempt = begun[0].attempt
    keep(school, begun)
    at_home = tmp_path / "home"
    data.merge(at_home, export(school, ada))
    there = an_attempt(Resumed(), answer("2", "q1"), Finished("learner"), attempt=attempt, first=2, at=2_000_000)
    here = an_attempt(Undone("q0"), Flagged("q2", True), answer("3", "q2"), attempt=attempt, first=2, at=3_000_000)
    keep(school, there)
    keep(at_home, here)
    done = data.merge(school, export(at_home, ada))
    assert (done.events, done.known, done.left_out) == (2, 2, 1)
    kept = held(school)
    parted = next(events for id_, events in kept.items() if id_ != attempt)
    assert kept[attempt] == [*begun, *there]
    assert [event.id for event in parted[1:]] == [event.id for event in here[1:]]
    # The other way round, and back again: both have everything, and nothing twice.
    data.merge(at_home, export(school, ada))
    assert data.merge(school, export(at_home, ada)).events == 0
    assert data.merge(at_home, export(school, ada)).events == 0
    for folder in (school, at_home):
        store = Store.open(folder)
        # What was judged counts in either place, though it was taken back in one.
        assert {card.question: card.reviews for card in store.cards(ada).result()} == {"q0": 1, "q1": 1, "q2": 1}
        store.close()


def line(what: object) -> bytes:
    return msgspec.json.encode(what)


def lines_of(events: list[Event], learner: str = "a" * 32) -> list[dict[str, object]]:
    person = {"learner": {"id": learner, "name": "Ada", "created": 1}}
    return [person, *({"event": msgspec.to_builtins(event)} for event in events)]


REFUSED = {
    "no JSON": (b"hello\n", ":1: "),
    "another program's": (b'{"cards": []}\n', ":1: "),
    "nothing": (b"{}\n", ":1: "),
    "a bad id": (line({"learner": {"id": "../x", "name": "Ada", "created": 1}}), ":1: "),
    "deep": (b"[" * 100_000, ":1: "),
    "no start": (b"\n".join(map(line, lines_of(an_attempt(answer("x"))))), "begins with its start"),
    "a gap": (b"\n".join(map(line, lines_of(a_finished_attempt("a" * 32)[::2]))), "does not follow"),
    "somebody else's": (b"\n".join(map(line, lines_of(a_finished_attempt("f" * 32)))), "not in the file"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_export_is_refused_and_changes_nothing(tmp_path: Path, what: str) -> None:
    folder, ada = home(tmp_path / "home", "Ada")
    mine = a_finished_attempt(ada)
    keep(folder, mine)
    data_, message = REFUSED[what]
    path = tmp_path / "file.jsonl"
    path.write_bytes(data_)
    with pytest.raises(InputError, match=message):
        data.merge(folder, path)
    assert held(folder) == {mine[0].attempt: mine}


def test_a_name_from_elsewhere_cannot_act_on_the_screen(tmp_path: Path) -> None:
    path = tmp_path / "file.jsonl"
    path.write_bytes(line({"learner": {"id": new_id(), "name": "A\x1b[2Jda", "created": 1}}))
    done = data.merge(tmp_path / "home", path)
    assert "\x1b" not in done.learners[0].name
