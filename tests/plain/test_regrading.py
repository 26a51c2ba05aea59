"""``quiz regrade``: what it says, what it keeps and where."""

import io
import json
import sys
from pathlib import Path

import pytest

from quiz.attempts.attempt import replay
from quiz.cli import run
from quiz.plain import regrading
from quiz.store.paths import data_folder
from quiz.store.store import Store
from tests.plain.stage import SET, a_root


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the small set, which Ada and Bo have sat by a wrong key: 24 instead of 23."""
    root = a_root(tmp_path, SET.replace("answer: 23\n", "answer: '24'\n    derived: a slip\n"))
    monkeypatch.chdir(root)
    monkeypatch.setattr(regrading, "BUSY", 0)
    for name, lines in (("Ada", ":goto 1\n23\n23\n:quit\n"), ("Bo", ":goto 1\n24\n:quit\n")):
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        assert run(["play", "harbour", "--plain", "--learner", name]) == 0
    (root / "questions" / "harbour.yaml").write_text(SET, encoding="utf-8")
    return root


def earned() -> dict[str, float]:
    store = Store.open(data_folder())
    try:
        return {
            person.name: sum(one.earned for one in store.standings(person.id).result())
            for person in store.learners().result()
        }
    finally:
        store.close()


def changes(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run(["regrade", "harbour", "--json", *arguments]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["changes"]
    return found


def test_it_shows_first_and_keeps_when_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = earned()
    assert (before["Ada"], before["Bo"]) == (0.0, 1.0)
    capsys.readouterr()
    assert run(["regrade", "harbour"]) == 0
    told = capsys.readouterr().out
    assert 'cost: "23": wrong 0 -> right 1' in told
    assert 'cost: "24": right 1 -> wrong 0' in told
    assert "2 answers of 2 learners in 2 attempts" in told
    assert "--apply" in told
    assert earned() == before

    assert run(["regrade", "harbour", "--apply"]) == 0
    assert "the verdicts before stay in the record" in capsys.readouterr().out
    assert (earned()["Ada"], earned()["Bo"]) == (1.0, 0.0)
    assert changes(capsys) == changes(capsys, "--apply") == []
    assert run(["data", "rebuild"]) == 0
    assert (earned()["Ada"], earned()["Bo"]) == (1.0, 0.0)


def test_a_question_taken_out_gives_everyone_its_points(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = SET.replace("  - id: cost\n", "  - id: cost\n    void: true\n")
    (here / "questions" / "harbour.yaml").write_text(text, encoding="utf-8")
    found = changes(capsys, "--apply")
    assert {(row["learner"], row["question"]) for row in found} == {("Ada", "cost"), ("Bo", "cost")}
    assert all(row["after"]["earned"] == 1.0 and row["after"]["void"] for row in found)  # type: ignore[index]
    assert (earned()["Ada"], earned()["Bo"]) == (1.0, 1.0)


def test_an_export_is_graded_as_a_store_and_grows(
    here: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "ada.jsonl"
    assert run(["data", "export", "--learner", "Ada", str(file)]) == 0
    before = file.read_bytes()
    assert len(changes(capsys, "--attempts", str(file))) == 1
    assert file.read_bytes() == before
    assert len(changes(capsys, "--attempts", str(file), "--apply")) == 1
    after = file.read_bytes()
    assert after.startswith(before)
    events = [json.loads(line) for line in after.removeprefix(before).splitlines()]
    assert [one["event"]["body"]["kind"] for one in events] == ["regraded"]
    assert changes(capsys, "--attempts", str(file)) == []
    # And the store takes it in as it takes any other machine's events.
    assert run(["data", "merge", str(file)]) == 0
    assert earned()["Ada"] == 1.0


def test_an_attempt_that_may_be_open_elsewhere_is_left_alone(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regrading, "BUSY", 60_000)
    capsys.readouterr()
    assert run(["regrade", "harbour", "--apply"]) == 0
    told = capsys.readouterr().out
    assert "nothing changes" in told
    assert "Left alone: 2 attempts" in told


@pytest.mark.parametrize("name", ["nowhere", "harbour.yaml"])
def test_where_no_attempts_are(name: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "harbour.yaml").write_text("title: x\n", encoding="utf-8")
    assert run(["regrade", "harbour", "--attempts", name]) == 2
    assert "quiz data export" in capsys.readouterr().err


def test_the_events_before_stay(here: Path) -> None:
    store = Store.open(data_folder())
    try:
        attempts = [one.attempt for one in store.standings().result() if one.set == "harbour"]
        before = {attempt: store.events(attempt).result() for attempt in attempts}
    finally:
        store.close()
    assert run(["regrade", "harbour", "--apply"]) == 0
    store = Store.open(data_folder())
    try:
        for attempt, events in before.items():
            after = store.events(attempt).result()
            assert after[: len(events)] == events
            assert len(after) == len(events) + 1
            assert replay(after).items["cost"].regraded
    finally:
        store.close()
